use books::{EntryError, TaxError};
use money::{Amount, Currency, MoneyError};
use rust_decimal::Decimal;

use crate::ReviewReason;
use crate::arg::Arg;
use crate::facts::DocumentKind;

/// Why there is no proposal. Nothing here is repaired by guessing: a person sees it and enters what is missing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CannotPropose {
    /// Orders, delivery notes, quotations, reminders: nothing to book.
    #[error("it is {}, which is not booked", kind.label())]
    NothingToBook {
        /// The kind.
        kind: DocumentKind,
    },
    /// It may be of a kind that is not booked, but that is not certain.
    #[error("it looks like {}, which is not booked: is it?", kind.label())]
    KindUnclear {
        /// The kind it looks like.
        kind: DocumentKind,
    },
    /// Neither a total nor what would make one.
    #[error("no total was found: enter it")]
    NoTotal,
    /// The total is zero.
    #[error("the total is zero: there is nothing to book")]
    ZeroTotal,
    /// Net and tax do not make the total.
    #[error(
        "net {net} and tax {tax} make {} but the total is {total}: {} {currency} are unexplained",
        net + tax,
        difference.abs()
    )]
    UnexplainedDifference {
        /// Net.
        net: Decimal,
        /// Tax.
        tax: Decimal,
        /// Total.
        total: Decimal,
        /// Total less net less tax.
        difference: Decimal,
        /// Currency.
        currency: Currency,
    },
    /// An amount cannot be expressed in the currency, and rounding all of them leaves a difference.
    #[error("{value} has more decimals than {currency}")]
    TooPrecise {
        /// The amount.
        value: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// An amount could not be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A tax could not be computed.
    #[error(transparent)]
    Tax(#[from] TaxError),
    /// The lines that were made do not sum to zero: a fault of the program that is shown rather than booked.
    #[error("the draft does not balance by {0}: enter the lines by hand and report this document")]
    DraftUnbalanced(Amount),
}

impl CannotPropose {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingToBook { .. } => "nothing_to_book",
            Self::KindUnclear { .. } => "kind_unclear",
            Self::NoTotal => "total_missing",
            Self::ZeroTotal => "zero_total",
            Self::UnexplainedDifference { .. } => "unexplained_difference",
            Self::TooPrecise { .. } => "too_precise",
            Self::Money(_) | Self::Tax(_) => "amount_impossible",
            Self::DraftUnbalanced(_) => "draft_unbalanced",
        }
    }

    /// Whether the document is of a kind that is booked, so that a person must see it.
    pub fn is_bookable(&self) -> bool {
        !matches!(self, Self::NothingToBook { .. })
    }

    /// The reason a person is shown; it blocks approval until a new proposal is made.
    pub fn reason(&self) -> ReviewReason {
        let field = match self {
            Self::NothingToBook { .. } | Self::KindUnclear { .. } => "kind",
            _ => "total",
        };
        let reason = ReviewReason::blocking(self.code(), self.to_string()).on(field);
        self.args().into_iter().fold(reason, |reason, (name, arg)| reason.with(name, arg))
    }

    /// The values in its message.
    fn args(&self) -> Vec<(&'static str, Arg)> {
        let money = |value: &Decimal, currency: &Currency| Arg::figure(*value, Some(*currency));
        match self {
            Self::NothingToBook { kind } | Self::KindUnclear { kind } => vec![("kind", Arg::Text(kind.to_string()))],
            Self::UnexplainedDifference { net, tax, total, difference, currency } => vec![
                ("net", money(net, currency)),
                ("tax", money(tax, currency)),
                ("total", money(total, currency)),
                ("difference", money(&difference.abs(), currency)),
            ],
            Self::TooPrecise { value, .. } => vec![("value", Arg::Number(*value))],
            Self::DraftUnbalanced(amount) => vec![("difference", Arg::Money(*amount))],
            Self::NoTotal | Self::ZeroTotal | Self::Money(_) | Self::Tax(_) => Vec::new(),
        }
    }
}

/// What a proposal lacks to be posted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryRefused {
    /// No date.
    #[error("the document has no date: enter it")]
    NoDate,
    /// A line without an account.
    #[error("line {0} has no account: choose one")]
    NoAccount(usize),
    /// A foreign currency without a rate.
    #[error("there is no exchange rate for the day of the document: enter it")]
    NoRate,
    /// The lines do not make an entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// An amount could not be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
