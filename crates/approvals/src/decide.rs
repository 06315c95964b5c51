use audit::Change;
use jobs::News;
use op::{Actor, Op, UserId};
use pg::TenantTx;
use serde::Serialize;
use serde_json::json;

use crate::rules::{self, Missing, Refusal, Requirement, Standing};
use crate::set_policy::InForce;
use crate::store::{self, NewVote, Voter};
use crate::subject::{Decision, DecisionId, Subject, Verdict};
use crate::{ApprovalError, evaluate, stand};

/// A person's vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Yes or no.
    pub verdict: Verdict,
    /// Why; a no must say it.
    pub reason: Option<String>,
}

impl Ballot {
    /// Yes.
    pub fn approve() -> Self {
        Self { verdict: Verdict::Approve, reason: None }
    }

    /// No, because.
    pub fn reject(reason: impl Into<String>) -> Self {
        Self { verdict: Verdict::Reject, reason: Some(reason.into()) }
    }
}

/// What came of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It may be posted, by this decision.
    Approved {
        /// The vote that completed the approval.
        decision: DecisionId,
    },
    /// The yes is recorded; others must still say theirs.
    NeedsMore {
        /// The vote.
        decision: DecisionId,
        /// The votes that count at present, this one included, oldest first.
        votes: Vec<Decision>,
        /// What is missing, by rule.
        missing: Vec<Missing>,
    },
    /// The no is recorded.
    Rejected {
        /// The vote.
        decision: DecisionId,
    },
    /// The vote was not taken; nothing was written.
    Refused {
        /// Why not.
        why: Refusal,
    },
}

/// Takes a person's vote on a subject, inside the transaction that will post it.
///
/// A second yes of one person is refused ([`Refusal::AlreadyApproved`]). A rejection ends the round: later approvals
/// start from nothing.
///
/// # Errors
/// [`ApprovalError::Denied`] without the subject's permission; [`ApprovalError::NotAPerson`] for agents and
/// the program itself; [`ApprovalError::ReasonMissing`] for a rejection without a reason; [`ApprovalError::Currency`]
/// when the amount is not in the base currency.
pub async fn decide_in(
    tx: &mut TenantTx,
    op: &Op,
    subject: &Subject,
    ballot: &Ballot,
) -> Result<Outcome, ApprovalError> {
    op.require(subject.permission, subject.entity)?;
    let person = person_voting(op)?;
    let reason = ballot.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if ballot.verdict == Verdict::Reject && reason.is_none() {
        return Err(ApprovalError::ReasonMissing);
    }
    store::lock(tx, subject.id).await?;
    let in_force = in_force(tx, subject).await?;
    let requirement = evaluate(&in_force.policy, subject);
    let store::Round { number: round, mut votes } = store::round(tx, subject).await?;
    let roles = op.grants.roles_in(subject.entity);
    if ballot.verdict == Verdict::Approve
        && let Err(why) = rules::may_approve(&requirement, person, &roles)
    {
        return Ok(Outcome::Refused { why });
    }
    let is_yes = ballot.verdict == Verdict::Approve;
    if is_yes && votes.iter().any(|vote| vote.person == Some(person)) {
        // A policy that was relaxed since may be content with what was said before.
        return Ok(match stand(&requirement, &votes) {
            Standing::Approved { decision } => Outcome::Approved { decision },
            _ => Outcome::Refused { why: Refusal::AlreadyApproved },
        });
    }
    let voter = Voter {
        kind: op.actor.kind(),
        id: op.actor.id(),
        name: op.actor.name(),
        person: Some(person),
        roles,
        automatic: None,
    };
    let vote = NewVote { voter, verdict: ballot.verdict, round, reason, policy_version: in_force.version };
    let decision = record(tx, op, subject, &requirement, vote).await?;
    let id = decision.id;
    if !is_yes {
        store::end_round(tx, op, (subject.kind, subject.id), subject.entity, "approval.refused").await?;
        return Ok(Outcome::Rejected { decision: id });
    }
    votes.push(decision);
    Ok(outcome(&requirement, &votes, id))
}

/// Lets a low-risk class decide, if the policy has one switched on that covers the subject; `None` when a person must.
/// Once a person has voted on the content, in either sense, the class stays silent.
///
/// # Errors
/// [`ApprovalError::Currency`] when the amount is not in the base currency.
pub async fn decide_automatically_in(
    tx: &mut TenantTx,
    op: &Op,
    subject: &Subject,
) -> Result<Option<Decision>, ApprovalError> {
    store::lock(tx, subject.id).await?;
    let in_force = in_force(tx, subject).await?;
    let requirement = evaluate(&in_force.policy, subject);
    let Some(class) = requirement.automatic.as_deref() else { return Ok(None) };
    let store::Round { number: round, votes } = store::round(tx, subject).await?;
    if let Some(first) = votes.first() {
        return Ok(first.automatic.is_some().then(|| first.clone()));
    }
    // A person who stopped it once, or took it up again, is the one who decides.
    if round > 0 {
        return Ok(None);
    }
    let voter = Voter {
        kind: "policy",
        id: None,
        name: format!("policy: {class}"),
        person: None,
        roles: Vec::new(),
        automatic: Some(class),
    };
    let vote = NewVote { voter, verdict: Verdict::Approve, round, reason: None, policy_version: in_force.version };
    Ok(Some(record(tx, op, subject, &requirement, vote).await?))
}

/// INVARIANT: an agent is never a person, and neither is the program. A key counts as the person who made it.
pub(crate) fn person_voting(op: &Op) -> Result<UserId, ApprovalError> {
    match &op.actor {
        Actor::User { id, .. } => Ok(*id),
        Actor::ApiKey { owner, .. } => Ok(*owner),
        Actor::Agent { .. } | Actor::System { .. } => Err(ApprovalError::NotAPerson { actor: op.actor.name() }),
    }
}

pub(crate) async fn in_force(tx: &mut TenantTx, subject: &Subject) -> Result<InForce, ApprovalError> {
    let in_force = store::policy(tx, subject.entity).await?;
    let found = subject.amount.currency();
    if found != in_force.base {
        return Err(ApprovalError::Currency { base: in_force.base, found });
    }
    Ok(in_force)
}

async fn record(
    tx: &mut TenantTx,
    op: &Op,
    subject: &Subject,
    requirement: &Requirement,
    vote: NewVote<'_>,
) -> Result<Decision, ApprovalError> {
    let decision = store::insert_decision(tx, op, subject, requirement, vote).await?;
    let action = match decision.verdict {
        Verdict::Approve => "approval.given",
        Verdict::Reject => "approval.refused",
    };
    let mut change = Change::of(action, subject.kind, subject.id).in_entity(subject.entity).after(json!({
        "decision": decision.id,
        "digest": decision.digest,
        "amount": subject.amount.to_string(),
        "policy_version": decision.policy_version,
        "automatic": decision.automatic,
        "authors": requirement.authors,
    }));
    change.reason.clone_from(&decision.reason);
    audit::record(tx, op, change).await?;
    let payload = json!({ "decision": decision.id, "verdict": decision.verdict, "by": decision.actor_name });
    let news = News { topic: "approval.decided", entity: Some(subject.entity), subject_id: subject.id, payload };
    jobs::emit(tx, op, news).await?;
    Ok(decision)
}

fn outcome(requirement: &Requirement, votes: &[Decision], decision: DecisionId) -> Outcome {
    match stand(requirement, votes) {
        Standing::Approved { decision } => Outcome::Approved { decision },
        Standing::Open { missing } => Outcome::NeedsMore { decision, votes: votes.to_vec(), missing },
        Standing::Rejected { decision } => Outcome::Rejected { decision },
    }
}
