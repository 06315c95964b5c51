use jiff::civil::Date;
use ledger::LedgerError;
use money::MoneyError;
use op::Denied;
use pg::PgError;

use crate::{CsvFlaw, RowFlaw};

/// What can go wrong with budgets.
#[derive(Debug, thiserror::Error)]
pub enum BudgetError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An agent tried to set a budget.
    #[error("{actor} cannot set a budget: what a business means to do is for its people to say")]
    AgentMayNotSet {
        /// Who tried.
        actor: String,
    },
    /// Somebody else set it in the meantime.
    #[error("the budget of {year} is at version {found}, not {expected}: load it again and repeat the change")]
    Stale {
        /// The fiscal year.
        year: i32,
        /// The version the caller had before him; 0 for none.
        expected: i32,
        /// The version that holds; 0 for none.
        found: i32,
    },
    /// No budget was set for the year, or not so often.
    #[error("there is no {} of {year}", match .version {
        Some(version) => format!("version {version} of the budget"),
        None => "budget".to_owned(),
    })]
    UnknownBudget {
        /// The fiscal year.
        year: i32,
        /// The version asked for.
        version: Option<i32>,
    },
    /// A row that cannot stand in a budget.
    #[error("row {row}: {flaw}")]
    Row {
        /// Which row, from 1.
        row: usize,
        /// What is wrong with it.
        flaw: RowFlaw,
    },
    /// More rows than a budget takes.
    #[error("a budget takes {most} rows, this one has {found}: plan by fewer departments", most = crate::rules::MOST_ROWS)]
    TooManyRows {
        /// How many were given.
        found: usize,
    },
    /// The words of the reason.
    #[error("the reason has {found} characters: 2000 are the limit")]
    Reason {
        /// How many were given.
        found: usize,
    },
    /// The text cannot be read as a budget.
    #[error(transparent)]
    Csv(#[from] CsvFlaw),
    /// The table could not be written as CSV.
    #[error(transparent)]
    CsvWriting(#[from] reports::ReportError),
    /// The day of the report lies in another year.
    #[error("{day} does not lie in the fiscal year {year}, which runs from {from} to {to}")]
    DayOutside {
        /// The day asked for.
        day: Date,
        /// The fiscal year.
        year: i32,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A sum does not fit 64 bits of minor units.
    #[error("a sum of the budget cannot be computed: {0}")]
    Money(#[from] MoneyError),
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which kind of row.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The trail could not be written, so nothing was.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written, so nothing was.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database refused.
    #[error("budgets: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for BudgetError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<books::CalendarError> for BudgetError {
    fn from(error: books::CalendarError) -> Self {
        Self::Ledger(error.into())
    }
}

impl BudgetError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::AgentMayNotSet { .. } => "budget.agent_may_not_set",
            Self::Stale { .. } => "budget.stale",
            Self::UnknownBudget { .. } => "budget.unknown_budget",
            Self::Row { .. } => "budget.bad_row",
            Self::TooManyRows { .. } => "budget.too_many_rows",
            Self::Reason { .. } => "budget.bad_reason",
            Self::Csv(_) => "budget.bad_csv",
            Self::CsvWriting(_) => "budget.csv",
            Self::DayOutside { .. } => "budget.day_outside_year",
            Self::Ledger(error) => error.code(),
            Self::Money(_) => "budget.overflow",
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
