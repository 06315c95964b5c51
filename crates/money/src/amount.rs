use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::{Currency, MoneyError, Rounding};

/// A sum of money: whole minor units (cents) and their currency. Negative amounts are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    minor: i64,
    currency: Currency,
}

impl Amount {
    /// From minor units: `Amount::new(1250, EUR)` is 12.50 EUR.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in that currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The number of minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Sum of two amounts of one currency.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// Difference of two amounts of one currency.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The amount with its sign turned.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The amount without its sign.
    pub fn checked_abs(self) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_abs().ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// Sum of many amounts; zero in `currency` when there are none.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// The amount times an exact factor (a quantity, a tax rate), rounded to the minor unit.
    pub fn checked_mul(self, factor: Decimal, rounding: Rounding) -> Result<Self, MoneyError> {
        let product = Decimal::from(self.minor).checked_mul(factor).ok_or(MoneyError::Overflow)?;
        Self::from_minor_decimal(product, self.currency, rounding)
    }

    /// The nearest amount to a decimal of major units.
    pub fn from_decimal(major: Decimal, currency: Currency, rounding: Rounding) -> Result<Self, MoneyError> {
        let scale = Decimal::from(currency.minor_per_major());
        let minor = major.checked_mul(scale).ok_or(MoneyError::Overflow)?;
        Self::from_minor_decimal(minor, currency, rounding)
    }

    /// Parses plain decimal notation, `-1234.5`. Refuses more decimals than the currency has: nothing is rounded in
    /// silence.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let bad = |reason| MoneyError::BadAmount { text: text.to_owned(), currency, reason };
        let value = plain_decimal(text).ok_or_else(|| bad("write it like 1234.50"))?;
        if value.normalize().scale() > currency.exponent() {
            return Err(bad("it has more decimals than the currency"));
        }
        Self::from_decimal(value, currency, Rounding::HalfAwayFromZero)
    }

    /// The exact decimal of major units, with the currency's number of decimals.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    fn from_minor_decimal(minor: Decimal, currency: Currency, rounding: Rounding) -> Result<Self, MoneyError> {
        let rounded = minor.round_dp_with_strategy(0, rounding.strategy());
        Ok(Self::new(rounded.to_i64().ok_or(MoneyError::Overflow)?, currency))
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
    }
}

/// Reads plain decimal notation: a sign, digits, at most one point. No exponents, no separators, and no digit beyond
/// what a decimal holds exactly, all of which the library's own reading would let pass.
pub(crate) fn plain_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !plain {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// `1234.50 EUR`: the plain decimal and the code, the same in every locale.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}
