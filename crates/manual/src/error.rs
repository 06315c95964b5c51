use crate::PendingState;

/// What can go wrong with entries by hand. Every variant has a stable [`code`](ManualError::code).
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    /// The actor lacks a permission.
    #[error(transparent)]
    Denied(#[from] op::Denied),
    /// No such pending entry in this business.
    #[error("there is no such pending entry")]
    NotFound,
    /// Somebody changed it since it was looked at.
    #[error("it was changed meanwhile (you saw version {seen}, it is at {current}): look again")]
    Stale {
        /// The version the caller named.
        seen: i32,
        /// The present version.
        current: i32,
    },
    /// It does not wait any more.
    #[error("this entry is {0} already")]
    Settled(PendingState),
    /// Only its author takes it back.
    #[error("only {author}, who wrote it, can withdraw it: reject it instead")]
    NotYours {
        /// Who wrote it.
        author: String,
    },
    /// The policy does not take this person's vote.
    #[error("{0}")]
    Refused(approvals::Refusal),
    /// The key was used for something else.
    #[error("the idempotency key `{0}` was used for another entry: use a new key")]
    IdempotencyConflict(String),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// The policy engine refused.
    #[error(transparent)]
    Approvals(#[from] approvals::ApprovalError),
    /// The document refused.
    #[error(transparent)]
    Documents(#[from] documents::DocumentError),
    /// A stored row cannot be read.
    #[error("stored pending entry cannot be read: {0}")]
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

impl From<sqlx::Error> for ManualError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl ManualError {
    /// Whether the policy changed between the reading of it and the decision: the same request succeeds now.
    pub(crate) fn is_policy_moved(&self) -> bool {
        use approvals::ApprovalError::PolicyMoved;
        matches!(self, Self::Approvals(PolicyMoved) | Self::Ledger(ledger::LedgerError::Approvals(PolicyMoved)))
    }

    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::NotFound => "pending.not_found",
            Self::Stale { .. } => "pending.stale",
            Self::Settled(_) => "pending.settled",
            Self::NotYours { .. } => "pending.not_yours",
            Self::Refused(why) => why.code(),
            Self::IdempotencyConflict(_) => "ledger.idempotency_conflict",
            Self::Ledger(error) => error.code(),
            Self::Approvals(error) => error.code(),
            Self::Documents(error) => error.code(),
            Self::Corrupt(_) | Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
