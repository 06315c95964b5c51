use books::ReturnError;
use jiff::civil::Date;
use ledger::LedgerError;
use money::MoneyError;
use op::Denied;
use pg::PgError;

/// What can go wrong with a return.
#[derive(Debug, thiserror::Error)]
pub enum TaxReturnError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An agent tried to file.
    #[error("{actor} cannot file a return: people answer for it")]
    AgentMayNotFile {
        /// Who tried.
        actor: String,
    },
    /// No form of that country and time is known.
    #[error("no form of a return is known for {country} on {day}: use the trial balance and the account pages")]
    NoForm {
        /// ISO 3166-1 alpha-2.
        country: String,
        /// The last day of the period.
        day: Date,
    },
    /// The country has no such periods.
    #[error("returns of {country} are not filed by `{every}`")]
    NoSuchPeriods {
        /// ISO 3166-1 alpha-2.
        country: String,
        /// What was asked for.
        every: String,
    },
    /// The dates do not make a span.
    #[error("a span cannot end before it begins: {from} is after {to}")]
    BadSpan {
        /// First day asked for.
        from: Date,
        /// Last day asked for.
        to: Date,
    },
    /// The period is not over.
    #[error("the period ends on {to} and is not over: file it on a later day")]
    NotOver {
        /// Its last day.
        to: Date,
    },
    /// Of some lines the form does not tell where they go.
    #[error(
        "of {lines} taxed lines the form does not tell where they go: look at them first, then say that they stay out"
    )]
    LeftOut {
        /// How many.
        lines: i64,
    },
    /// Something was posted since the figures were looked at.
    #[error("box {id} is another figure by now: look at the return again before it is recorded as filed")]
    Changed {
        /// The first box that differs.
        id: String,
    },
    /// Some of the days were filed.
    #[error("a return for some of these days was filed before: withdraw that one, or file the days that are left")]
    FiledBefore,
    /// No such filing.
    #[error("there is no such filing of this business")]
    UnknownFiling,
    /// It does not count any more already.
    #[error("this filing was withdrawn before")]
    WithdrawnBefore,
    /// No such box.
    #[error("the form {form} has no box `{id}`")]
    UnknownBox {
        /// The form.
        form: &'static str,
        /// What was asked for.
        id: String,
    },
    /// A text is missing or too long.
    #[error("{field}: {why}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What to do.
        why: &'static str,
    },
    /// The form refused a figure.
    #[error(transparent)]
    Form(#[from] ReturnError),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A figure does not fit.
    #[error("a figure of the return cannot be computed: {0}")]
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
    /// The trail could not be written, so nothing was.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written, so nothing was.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database refused.
    #[error("returns: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for TaxReturnError {
    fn from(error: sqlx::Error) -> Self {
        match pg::constraint_of(&error) {
            Some("tax_filing_once") => Self::FiledBefore,
            _ => Self::Database(error.into()),
        }
    }
}

impl TaxReturnError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::AgentMayNotFile { .. } => "returns.agent_may_not_file",
            Self::NoForm { .. } => "returns.no_form",
            Self::NoSuchPeriods { .. } => "returns.no_such_periods",
            Self::BadSpan { .. } => "returns.bad_span",
            Self::NotOver { .. } => "returns.not_over",
            Self::LeftOut { .. } => "returns.left_out",
            Self::Changed { .. } => "returns.changed",
            Self::FiledBefore => "returns.filed_before",
            Self::UnknownFiling => "returns.unknown_filing",
            Self::WithdrawnBefore => "returns.withdrawn_before",
            Self::UnknownBox { .. } => "returns.unknown_box",
            Self::Invalid { .. } => "returns.invalid",
            Self::Form(ReturnError::NotEntered { .. }) => "returns.not_entered",
            Self::Form(ReturnError::Money(_)) | Self::Money(_) => "returns.overflow",
            Self::Ledger(error) => error.code(),
            Self::Report(error) => error.code(),
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
