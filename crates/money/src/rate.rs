use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::amount::plain_decimal;
use crate::{Amount, Currency, MoneyError, Rounding};

/// An exchange rate: how many units of the target currency one unit of the source currency buys. Always positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Rate(Decimal);

impl Rate {
    /// One for one.
    pub const ONE: Self = Self(Decimal::ONE);

    /// A rate from a positive decimal.
    pub fn new(value: Decimal) -> Result<Self, MoneyError> {
        if value.is_sign_negative() || value.is_zero() {
            return Err(MoneyError::BadRate(value.to_string()));
        }
        Ok(Self(value))
    }

    /// The decimal.
    pub const fn value(self) -> Decimal {
        self.0
    }

    /// Converts at full precision and rounds once, at the end.
    pub fn convert(self, amount: Amount, target: Currency, rounding: Rounding) -> Result<Amount, MoneyError> {
        let major = amount.to_decimal().checked_mul(self.0).ok_or(MoneyError::Overflow)?;
        Amount::from_decimal(major, target, rounding)
    }

    /// The rate through a third currency, at full precision.
    pub fn through(self, next: Self) -> Result<Self, MoneyError> {
        Self::new(self.0.checked_mul(next.0).ok_or(MoneyError::Overflow)?)
    }

    /// The rate in the other direction, to 28 significant digits.
    pub fn inverse(self) -> Result<Self, MoneyError> {
        Self::new(Decimal::ONE.checked_div(self.0).ok_or(MoneyError::Overflow)?)
    }
}

impl TryFrom<Decimal> for Rate {
    type Error = MoneyError;

    fn try_from(value: Decimal) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl From<Rate> for Decimal {
    fn from(rate: Rate) -> Self {
        rate.0
    }
}

impl FromStr for Rate {
    type Err = MoneyError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let value = plain_decimal(s).ok_or_else(|| MoneyError::BadRate(s.to_owned()))?;
        Self::new(value)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}
