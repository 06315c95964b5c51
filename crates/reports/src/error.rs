use ledger::LedgerError;
use money::MoneyError;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The actor may not see reports of this business.
    #[error(transparent)]
    Denied(#[from] op::Denied),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A sum does not fit 64 bits of minor units.
    #[error("a figure of the report cannot be computed: {0}")]
    Money(#[from] MoneyError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] pg::PgError),
    /// The dates do not make a span.
    #[error("a span cannot end before it begins: {from} is after {to}")]
    BadSpan {
        /// First day asked for.
        from: jiff::civil::Date,
        /// Last day asked for.
        to: jiff::civil::Date,
    },
    /// No such part of a report, and no such account.
    #[error("there is no part of a report called `{0}`: use one that a figure names, or the id of an account")]
    UnknownPart(String),
    /// The table could not be written as CSV.
    #[error("the report could not be written as CSV: {0}")]
    Csv(String),
}

impl ReportError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::Ledger(error) => error.code(),
            Self::Money(_) => "reports.overflow",
            Self::Database(_) => "reports.database",
            Self::BadSpan { .. } => "reports.bad_span",
            Self::UnknownPart(_) => "reports.unknown_part",
            Self::Csv(_) => "reports.csv",
        }
    }
}
