use money::Currency;
use op::{Denied, EntityId, UserId};
use pg::PgError;
use uuid::Uuid;

use crate::PolicyFlaw;

/// What can go wrong with policies and decisions.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An agent, or the program itself, tried to decide.
    #[error("{actor} cannot decide: an approval needs a person")]
    NotAPerson {
        /// Who tried.
        actor: String,
    },
    /// A rejection without a word why.
    #[error("say why you reject it: the reason is kept with the decision")]
    ReasonMissing,
    /// The subject's amount is not in the base currency.
    #[error("the amount to approve is in {found}, the business keeps its books in {base}: convert it first")]
    Currency {
        /// Of the business.
        base: Currency,
        /// Of the subject.
        found: Currency,
    },
    /// The policy cannot be put in force.
    #[error("the policy was not saved: {0}")]
    Flaw(#[from] PolicyFlaw),
    /// An account of the policy that is not in the chart of the business.
    #[error("{field}: there is no account {id} in the chart of this business")]
    UnknownAccount {
        /// Where it stands: `rules[0].when.accounts[1]`.
        field: String,
        /// The account.
        id: Uuid,
    },
    /// Somebody whom the policy names and who does not approve documents of the business.
    #[error("{field}: nobody of the id {id} may approve documents of this business")]
    UnknownPerson {
        /// Where it stands: `rules[0].approvers.persons[1]`.
        field: String,
        /// The person.
        id: UserId,
    },
    /// Somebody else changed it in the meantime.
    #[error("the policy is at version {found}, not {expected}: load it again and repeat the change")]
    Stale {
        /// The version the caller had before him.
        expected: i32,
        /// The version in force.
        found: i32,
    },
    /// Somebody put another policy in force between the reading of the policy and the decision.
    #[error("the approval policy was changed in this very moment: try the same request again")]
    PolicyMoved,
    /// No such business in this organisation.
    #[error("there is no business {0} in this organisation")]
    UnknownEntity(EntityId),
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which kind of row.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The trail could not be written.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database refused.
    #[error("approvals: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for ApprovalError {
    fn from(error: sqlx::Error) -> Self {
        match pg::constraint_of(&error) {
            Some(crate::PRESENT_POLICY) => Self::PolicyMoved,
            _ => Self::Database(error.into()),
        }
    }
}

impl ApprovalError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::NotAPerson { .. } => "approval.not_a_person",
            Self::ReasonMissing => "approval.reason_missing",
            Self::Currency { .. } => "approval.wrong_currency",
            Self::UnknownAccount { .. } => "approval.unknown_account",
            Self::UnknownPerson { .. } => "approval.unknown_person",
            Self::Flaw(_) => "approval.policy_flaw",
            Self::Stale { .. } => "approval.stale",
            Self::PolicyMoved => "approval.policy_moved",
            Self::UnknownEntity(_) => "approval.unknown_business",
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
