//! What can be wrong with the amounts of an outgoing invoice, and what stands in the way of its leaving.

use std::borrow::Cow;
use std::fmt;

use money::{Amount, Currency};

use super::OutgoingFormat;
use super::place::spoken;

/// Amounts that do not fit together. Each has a stable code for programs and a sentence for people; places are paths
/// into [`super::Outgoing`], counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// An amount in another currency than the invoice's.
    #[error("{} is {amount}, the invoice is in {currency}: convert it first", spoken(.place))]
    Currency {
        /// Where.
        place: String,
        /// The amount.
        amount: Amount,
        /// The currency of the invoice.
        currency: Currency,
    },
    /// An amount beyond what can be counted.
    #[error("{} is too large to be written: check quantity, price and amounts", spoken(.place))]
    TooLarge {
        /// Where.
        place: String,
    },
    /// An amount with more decimals than the standard has.
    #[error("{} is {amount}; an electronic invoice has no more than two decimals (BR-DEC): round it first", spoken(.place))]
    TooFine {
        /// Where.
        place: String,
        /// The amount.
        amount: Amount,
    },
    /// A price for no quantity.
    #[error("{} must be above zero: so many units the price is for (BT-149), mostly one", spoken(.place))]
    BaseQuantity {
        /// Where.
        place: String,
    },
    /// An allowance or charge that is not the percentage it is said to be.
    #[error("{} is {stated}, its percentage of its base makes {expected}: correct one of them", spoken(.place))]
    Share {
        /// Where.
        place: String,
        /// The amount.
        stated: Amount,
        /// What the percentage makes.
        expected: Amount,
    },
    /// A stated amount of a line that its quantity, price, allowances and charges do not make.
    #[error("{} is {stated}, quantity times price with charges and without allowances makes {expected}", spoken(.place))]
    Line {
        /// Where.
        place: String,
        /// The amount.
        stated: Amount,
        /// What the line makes.
        expected: Amount,
    },
    /// A stated total that the others do not make.
    #[error("{term} is stated as {stated} and makes {expected} ({rule}): correct the amounts or leave the totals out")]
    Total {
        /// The rule of the standard.
        rule: &'static str,
        /// Which total.
        term: &'static str,
        /// As stated.
        stated: Amount,
        /// As worked out.
        expected: Amount,
    },
    /// A stated breakdown with other groups than the invoice has.
    #[error("{stated} VAT groups are stated, the invoice has {expected}: each category and rate once (BR-CO-18)")]
    Groups {
        /// How many are stated.
        stated: usize,
        /// How many there are.
        expected: usize,
    },
}

impl AmountError {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Currency { .. } => "einvoice.write.currency",
            Self::TooLarge { .. } => "einvoice.write.too_large",
            Self::TooFine { .. } => "einvoice.write.too_fine",
            Self::BaseQuantity { .. } => "einvoice.write.base_quantity",
            Self::Share { .. } => "einvoice.write.share",
            Self::Line { .. } => "einvoice.write.line_amount",
            Self::Total { .. } => "einvoice.write.total",
            Self::Groups { .. } => "einvoice.write.groups",
        }
    }

    /// Where: a path into [`super::Outgoing`].
    pub fn place(&self) -> &str {
        match self {
            Self::Currency { place, .. }
            | Self::TooLarge { place }
            | Self::TooFine { place, .. }
            | Self::BaseQuantity { place }
            | Self::Share { place, .. }
            | Self::Line { place, .. } => place,
            Self::Total { .. } | Self::Groups { .. } => "stated",
        }
    }
}

/// Something that must be filled in or corrected before an invoice can leave in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The stable code, for programs: `einvoice.write.…`, or `einvoice.rule.…` with the name of a rule of EN 16931 or
    /// Peppol that the document would break.
    pub code: Cow<'static, str>,
    /// Where: a path into [`super::Outgoing`], counted from 0, such as `lines[0].unit`; a path of elements where a text
    /// does not fit into FatturaPA; empty for the document as a whole.
    pub place: String,
    /// What is wrong and what to do, in plain words.
    pub message: String,
}

impl From<AmountError> for Obstacle {
    fn from(error: AmountError) -> Self {
        Self { code: error.code().into(), place: error.place().to_owned(), message: error.to_string() }
    }
}

/// An invoice that cannot leave in a format, with everything that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The format.
    pub format: OutgoingFormat,
    /// What stands in the way; never empty.
    pub obstacles: Vec<Obstacle>,
}

impl Refusal {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        "einvoice.write.refused"
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the invoice cannot leave as {}: ", self.format.label())?;
        for (place, obstacle) in self.obstacles.iter().enumerate() {
            let separator = if place > 0 { "; " } else { "" };
            write!(f, "{separator}{}", obstacle.message)?;
        }
        Ok(())
    }
}
