use books::EntryError;
use books::settlement::SettlementError;
use ledger::{ItemRef, LedgerError};
use manual::ManualError;
use money::{Currency, MoneyError};
use op::Denied;
use pg::PgError;

/// What can go wrong with what is owed. Every variant has a stable [`code`](TradeError::code).
#[derive(Debug, thiserror::Error)]
pub enum TradeError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such item.
    #[error("line {} of entry {} is no item of this business", .0.line, .0.entry)]
    UnknownItem(ItemRef),
    /// No such counterparty.
    #[error("there is no such contact in this business")]
    UnknownParty,
    /// The items are on two sides of trade.
    #[error("item {0} is on the other side of trade: record payments of customers and to suppliers apart")]
    OtherSide(usize),
    /// An item is named twice.
    #[error("item {0} is named twice: name it once with the whole amount")]
    Twice(usize),
    /// The two items cannot settle each other.
    #[error("match {place}: {why}")]
    NoMatch {
        /// Place of the match, counted from 1.
        place: usize,
        /// Why not.
        why: &'static str,
    },
    /// Money does not move on that account.
    #[error("{0} is no bank, till, card or clearing account: choose one through which money moves")]
    NotMoney(String),
    /// An amount is in another currency than it must be.
    #[error("{field} must be in {currency}")]
    WrongCurrency {
        /// Which field.
        field: &'static str,
        /// The currency.
        currency: Currency,
    },
    /// A field is missing or says nothing sensible.
    #[error("{field}: {why}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What to do.
        why: &'static str,
    },
    /// The chart has no account for something.
    #[error("the chart has no active account with the role `{0}`: give one of its accounts that role")]
    NoAccount(&'static str),
    /// Nothing differs from what the books say already.
    #[error("the books already hold these values: there is nothing to revalue")]
    NothingToRevalue,
    /// Rates are missing.
    #[error("no rate of {0} is recorded for the day: record one first")]
    RateMissing(String),
    /// The payment cannot be booked so.
    #[error(transparent)]
    Settlement(SettlementError),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The entry was refused.
    #[error(transparent)]
    Manual(#[from] ManualError),
    /// A figure does not fit.
    #[error("a figure cannot be computed: {0}")]
    Money(#[from] MoneyError),
    /// The table could not be written as CSV.
    #[error(transparent)]
    Report(#[from] reports::ReportError),
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which kind of row.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The database refused.
    #[error("what is owed: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for TradeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<EntryError> for TradeError {
    fn from(error: EntryError) -> Self {
        Self::Ledger(error.into())
    }
}

impl From<SettlementError> for TradeError {
    fn from(error: SettlementError) -> Self {
        match error {
            SettlementError::NoAccount(role) => Self::NoAccount(role),
            SettlementError::Entry(error) => error.into(),
            SettlementError::Money(error) => error.into(),
            other => Self::Settlement(other),
        }
    }
}

impl TradeError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::UnknownItem(_) => "trade.unknown_item",
            Self::UnknownParty => "trade.unknown_party",
            Self::OtherSide(_) => "trade.other_side",
            Self::Twice(_) => "trade.twice",
            Self::NoMatch { .. } => "trade.no_match",
            Self::NotMoney(_) => "trade.not_money",
            Self::WrongCurrency { .. } => "trade.wrong_currency",
            Self::Invalid { .. } => "trade.invalid",
            Self::NoAccount(_) => "trade.no_account",
            Self::NothingToRevalue => "trade.nothing_to_revalue",
            Self::RateMissing(_) => "trade.rate_missing",
            Self::Settlement(error) => match error {
                SettlementError::NothingMoved => "trade.nothing_moved",
                SettlementError::MoreThanOpen { .. } => "trade.more_than_open",
                SettlementError::NotAPart { .. } => "trade.not_a_part",
                SettlementError::SeveralCurrencies { .. } => "trade.several_currencies",
                SettlementError::MoreThanPaid { .. } => "trade.more_than_paid",
                SettlementError::LeftOver { .. } => "trade.left_over",
                SettlementError::OppositeDirections { .. } => "trade.opposite_directions",
                SettlementError::NoRate(_) => "trade.rate_missing",
                SettlementError::NoAccount(_) => "trade.no_account",
                SettlementError::Entry(_) | SettlementError::Money(_) => "trade.overflow",
            },
            Self::Ledger(error) => error.code(),
            Self::Manual(error) => error.code(),
            Self::Money(_) => "trade.overflow",
            Self::Report(error) => error.code(),
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Database(_) => "database.failed",
        }
    }
}
