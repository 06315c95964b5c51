use road::page::Route;

use crate::store::Tombstone;

/// What can go wrong on the road of a document. Every variant has a stable [`code`](DocumentError::code).
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The actor lacks a permission.
    #[error(transparent)]
    Denied(#[from] op::Denied),
    /// No such document in this organisation, or not for these eyes.
    #[error("there is no such document")]
    NotFound,
    /// The file cannot be taken in.
    #[error("{file}: {reason}")]
    Unacceptable {
        /// Stable code of the reason, such as `document.empty`.
        code: &'static str,
        /// The file's name as given, shortened.
        file: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Somebody changed the document since it was looked at.
    #[error("the document was changed meanwhile (you saw version {seen}, it is at {current}): look again")]
    Stale {
        /// The version the caller named.
        seen: i32,
        /// The present version.
        current: i32,
    },
    /// The action does not fit the document's state.
    #[error("{0}")]
    NotNow(String),
    /// A correction names an unknown field or holds a value that cannot be read.
    #[error("{field}: {reason}")]
    BadCorrection {
        /// The field.
        field: String,
        /// What is wrong with the value.
        reason: String,
    },
    /// Something blocks approval.
    #[error("this cannot be approved yet: {0}")]
    Blocked(String),
    /// The policy wants somebody else.
    #[error("{0}")]
    PolicyRefused(approvals::Refusal),
    /// A reversal that the policy does not let this person decide alone.
    #[error("above the limit somebody else must approve this reversal too")]
    WaitsForOthers(Box<ledger::NewEntry>),
    /// The result of a stage is missing or unreadable.
    #[error("the {stage} result of this document is missing or damaged: run the stage again")]
    BrokenStage {
        /// Which stage.
        stage: &'static str,
    },
    /// A page outside the document.
    #[error("the document has no page {0}")]
    NoSuchPage(u32),
    /// A document of this route has no picture.
    #[error("a document read as {0} has no page picture")]
    NoPicture(Route),
    /// The reader refused.
    #[error(transparent)]
    Reading(#[from] reading::ReadError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// Counterparties refused.
    #[error(transparent)]
    Parties(#[from] parties::PartyError),
    /// The policy engine refused.
    #[error(transparent)]
    Approvals(#[from] approvals::ApprovalError),
    /// The file was deleted, and is not taken in again.
    #[error("the file was deleted on {day} by {by}: {reason}", day = .0.at.strftime("%Y-%m-%d"), by = .0.by, reason = .0.reason)]
    ContentDeleted(Box<Tombstone>),
    /// The file cannot be deleted: an entry rests on it.
    #[error("an entry in the books rests on this file: it is kept as long as the books must be")]
    ContentNeeded,
    /// Bytes could not be stored or fetched.
    #[error(transparent)]
    Blobs(#[from] blobs::BlobError),
    /// The trail could not be written.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The queue could not be written.
    #[error(transparent)]
    Jobs(#[from] jobs::JobError),
    /// The database.
    #[error(transparent)]
    Database(#[from] pg::PgError),
}

impl From<sqlx::Error> for DocumentError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl DocumentError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::NotFound => "document.not_found",
            Self::Unacceptable { code, .. } => code,
            Self::Stale { .. } => "document.stale",
            Self::NotNow(_) => "document.not_now",
            Self::BadCorrection { .. } => "document.bad_correction",
            Self::Blocked(_) => "document.blocked",
            Self::PolicyRefused(why) => why.code(),
            Self::WaitsForOthers(_) => "approval.refused",
            Self::BrokenStage { .. } => "document.broken_stage",
            Self::NoSuchPage(_) => "document.no_such_page",
            Self::NoPicture(_) => "document.no_picture",
            Self::Reading(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Parties(error) => error.code(),
            Self::Approvals(error) => error.code(),
            Self::ContentDeleted(_) => "document.content_deleted",
            Self::ContentNeeded => "document.content_needed",
            Self::Blobs(error) => error.code(),
            Self::Audit(_) | Self::Jobs(_) | Self::Database(_) => "database.failed",
        }
    }
}
