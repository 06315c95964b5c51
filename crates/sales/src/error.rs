use crate::computed::Remark;
use crate::document::{Kind, State};

/// What can go wrong with quotes, invoices and credit notes. Every variant has a stable [`code`](SalesError::code).
#[derive(Debug, thiserror::Error)]
pub enum SalesError {
    /// The actor lacks a permission.
    #[error(transparent)]
    Denied(#[from] op::Denied),
    /// No such document in this business.
    #[error("there is no such quote, invoice or credit note")]
    NotFound,
    /// A field cannot be kept.
    #[error("{field}: {why}")]
    Invalid {
        /// Which one: `lines[0].quantity`.
        field: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Somebody changed it since it was looked at.
    #[error("it was changed meanwhile (you saw version {seen}, it is at {current}): look again")]
    Stale {
        /// The version the caller named.
        seen: i32,
        /// The present version.
        current: i32,
    },
    /// Only a draft is written on.
    #[error("it is {0} already: only a draft is changed or deleted, and what was issued is corrected by a credit note")]
    NotDraft(State),
    /// It does not wait for anybody.
    #[error("it is {0}, and does not wait for anybody")]
    NotWaiting(State),
    /// That is not done with this kind of document, or not in this state.
    #[error("{what} is not possible: it is {kind} and {state}")]
    NotPossible {
        /// What was asked for.
        what: &'static str,
        /// The kind of document.
        kind: Kind,
        /// Where it stands.
        state: State,
    },
    /// Something is missing or wrong.
    #[error("it cannot be issued yet: {}", .0.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; "))]
    Incomplete(Vec<Remark>),
    /// All of the invoice, or of these lines, was credited before.
    #[error("there is nothing left to credit: look at its credit notes")]
    NothingToCredit,
    /// Another invoice took the deposit off in this very moment.
    #[error("a deposit was taken off by another invoice: look again")]
    DeductedBefore,
    /// Only who asked for it takes it back.
    #[error("only who submitted it can withdraw it: reject it instead")]
    NotYours,
    /// The policy does not take this person's vote.
    #[error("{0}")]
    Refused(approvals::Refusal),
    /// An amount cannot be computed.
    #[error("it cannot be computed: {0}")]
    Amount(#[from] books::TaxError),
    /// It cannot leave as an e-invoice yet.
    #[error(transparent)]
    EInvoice(#[from] einvoice::write::Refusal),
    /// It cannot be printed.
    #[error("it cannot be printed: {0}")]
    Paper(#[from] render::RenderError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// The policy engine refused.
    #[error(transparent)]
    Approvals(#[from] approvals::ApprovalError),
    /// The counterparties refused.
    #[error(transparent)]
    Parties(#[from] parties::PartyError),
    /// A stored row cannot be read.
    #[error("stored sales document cannot be read: {0}")]
    Corrupt(String),
    /// The trail could not be written.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database.
    #[error(transparent)]
    Database(#[from] pg::PgError),
}

impl From<sqlx::Error> for SalesError {
    fn from(error: sqlx::Error) -> Self {
        match pg::constraint_of(&error) {
            Some("sales_deduction_pkey") => Self::DeductedBefore,
            Some("sales_document_customer") => {
                Self::Invalid { field: "customer_id".to_owned(), why: "there is no such customer".to_owned() }
            }
            Some("sales_document_credits") => {
                Self::Invalid { field: "credits_id".to_owned(), why: "there is no such invoice".to_owned() }
            }
            Some("sales_amount_too_large") => {
                Self::Invalid { field: "lines".to_owned(), why: "it comes to more than the books can hold".to_owned() }
            }
            _ => Self::Database(error.into()),
        }
    }
}

impl From<money::MoneyError> for SalesError {
    fn from(error: money::MoneyError) -> Self {
        Self::Amount(error.into())
    }
}

impl SalesError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::NotFound => "sales.not_found",
            Self::Invalid { .. } => "sales.invalid",
            Self::Stale { .. } => "sales.stale",
            Self::NotDraft(_) => "sales.not_draft",
            Self::NotWaiting(_) => "sales.not_waiting",
            Self::NotPossible { .. } => "sales.not_possible",
            Self::Incomplete(_) => "sales.incomplete",
            Self::NothingToCredit => "sales.nothing_to_credit",
            Self::DeductedBefore => "sales.deducted_before",
            Self::NotYours => "sales.not_yours",
            Self::Refused(why) => why.code(),
            Self::Amount(_) => "sales.amount",
            Self::EInvoice(_) => "sales.e_invoice",
            Self::Paper(_) => "sales.paper",
            Self::Ledger(error) => error.code(),
            Self::Approvals(error) => error.code(),
            Self::Parties(error) => error.code(),
            Self::Corrupt(_) | Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
