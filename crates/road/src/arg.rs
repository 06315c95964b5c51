use std::collections::BTreeMap;

use jiff::civil::Date;
use money::{Amount, Currency, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A value inside a message, typed, so that each reader sees it in the form he chose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Arg {
    /// An amount with its currency.
    Money(Amount),
    /// A figure of a document whose currency is not known.
    Number(Decimal),
    /// A calendar day.
    Date(Date),
    /// Per cent: `19` means 19 %.
    Percent(Decimal),
    /// How many.
    Count(u32),
    /// A name, a number of a document, a code.
    Text(String),
}

impl Arg {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// How many.
    pub fn count(count: usize) -> Self {
        Self::Count(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// A figure of a document: an amount where the currency is known and can express it.
    pub fn figure(value: Decimal, currency: Option<Currency>) -> Self {
        let exact = |c: Currency| value.normalize().scale() <= c.exponent();
        let amount = currency.filter(|c| exact(*c)).map(|c| Amount::from_decimal(value, c, Rounding::default()));
        amount.and_then(Result::ok).map_or(Self::Number(value), Self::Money)
    }

    /// A share between 0 and 1 as whole per cent.
    pub fn share(share: f32) -> Self {
        // INVARIANT: a confidence lies between 0 and 1, so its per cent fit.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
        let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u32;
        Self::Percent(Decimal::from(percent))
    }
}

/// The values of a message by name.
pub type Args = BTreeMap<String, Arg>;
