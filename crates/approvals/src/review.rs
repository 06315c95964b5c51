use op::{Op, Permission};
use pg::TenantTx;
use uuid::Uuid;

use crate::decide::{in_force, person_voting};
use crate::rules::{self, Refusal, Requirement, Standing};
use crate::subject::{Decision, DecisionId, Subject};
use crate::{ApprovalError, evaluate, stand, store};

/// What a person who looks at a subject should know before he votes.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// What the policy asks.
    pub requirement: Requirement,
    /// How the votes on the present content stand.
    pub standing: Standing,
    /// The votes on the present content in the present round, oldest first.
    pub votes: Vec<Decision>,
    /// Whether the present actor's yes would count; `None` when he lacks the permission or is no person.
    pub you_may: Option<Result<(), Refusal>>,
}

/// Looks without voting: for the review screen and for dry runs.
///
/// # Errors
/// [`ApprovalError::Denied`] without `documents-read`.
pub async fn review_in(tx: &mut TenantTx, op: &Op, subject: &Subject) -> Result<Review, ApprovalError> {
    op.require(Permission::DocumentsRead, subject.entity)?;
    let requirement = evaluate(&in_force(tx, subject).await?.policy, subject);
    let votes = store::round(tx, subject).await?.votes;
    let voter = op.require(subject.permission, subject.entity).ok().and_then(|()| person_voting(op).ok());
    let roles = op.grants.roles_in(subject.entity);
    let you_may = voter.map(|person| match votes.iter().any(|vote| vote.person == Some(person)) {
        true => Err(Refusal::AlreadyApproved),
        false => rules::may_approve(&requirement, person, &roles),
    });
    Ok(Review { standing: stand(&requirement, &votes), requirement, votes, you_may })
}

/// The decision by which exactly this content may be posted, if there is one.
///
/// INVARIANT: whoever posts asks here, in the posting transaction, with the digest of what is being posted.
///
/// # Errors
/// [`ApprovalError::Currency`] when the amount is not in the base currency.
pub async fn approved_in(tx: &mut TenantTx, subject: &Subject) -> Result<Option<DecisionId>, ApprovalError> {
    let requirement = evaluate(&in_force(tx, subject).await?.policy, subject);
    let votes = store::round(tx, subject).await?.votes;
    match stand(&requirement, &votes) {
        Standing::Approved { decision } => Ok(Some(decision)),
        Standing::Open { .. } | Standing::Rejected { .. } => Ok(None),
    }
}

/// Every decision ever taken on a subject, oldest first, those on earlier contents included. The caller has already
/// allowed the actor to see the subject.
///
/// # Errors
/// [`ApprovalError::Database`].
pub async fn decisions_in(tx: &mut TenantTx, kind: &str, subject: Uuid) -> Result<Vec<Decision>, ApprovalError> {
    store::decisions(tx, kind, subject).await
}
