use op::{Op, Role};
use pg::TenantTx;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::decide::person_voting;
use crate::rules::{self, Requirement};
use crate::set_policy::InForce;
use crate::store::{self, NewVote, Voter};
use crate::subject::{Decision, DecisionId, Subject, Verdict};
use crate::{ApprovalError, evaluate, stand};

/// The constraint by which the database refuses a decision on a policy that is not in force any more.
pub const PRESENT_POLICY: &str = "decision_on_present_policy";

/// A person's own yes that the policy is content with, to be recorded where the subject is posted: many entries that
/// commit together record their rulings by one statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    pub(crate) subject: Subject,
    pub(crate) requirement: Requirement,
    pub(crate) decision: Decision,
    pub(crate) actor: (&'static str, Option<Uuid>),
}

impl Ruling {
    /// The decision it will be recorded as.
    pub fn decision(&self) -> DecisionId {
        self.decision.id
    }

    /// What it is about.
    pub fn subject(&self) -> Uuid {
        self.subject.id
    }
}

/// The policy in force with the base currency of the business. The caller has allowed the actor to act in the business.
///
/// # Errors
/// [`ApprovalError::UnknownEntity`].
pub async fn policy_in(tx: &mut TenantTx, entity: op::EntityId) -> Result<InForce, ApprovalError> {
    store::policy(tx, entity).await
}

/// The actor's own yes to a new subject, when the policy asks for nobody else; `None` when it must wait for others.
/// Decides and writes nothing.
///
/// # Errors
/// As [`decide_in`](crate::decide_in).
pub fn rule_alone(op: &Op, in_force: &InForce, subject: Subject) -> Result<Option<Ruling>, ApprovalError> {
    op.require(subject.permission, subject.entity)?;
    let person = person_voting(op)?;
    let found = subject.amount.currency();
    if found != in_force.base {
        return Err(ApprovalError::Currency { base: in_force.base, found });
    }
    let requirement = evaluate(&in_force.policy, &subject);
    let roles = op.grants.roles_in(subject.entity);
    if rules::may_approve(&requirement, person, &roles).is_err() {
        return Ok(None);
    }
    let voter = Voter {
        kind: op.actor.kind(),
        id: op.actor.id(),
        name: op.actor.name(),
        person: Some(person),
        roles,
        automatic: None,
    };
    let actor = (voter.kind, voter.id);
    let vote = NewVote { voter, verdict: Verdict::Approve, round: 0, reason: None, policy_version: in_force.version };
    let decision = store::decision_of(op, &subject, vote);
    match stand(&requirement, std::slice::from_ref(&decision)) {
        rules::Standing::Approved { .. } => Ok(Some(Ruling { subject, requirement, decision, actor })),
        rules::Standing::Open { .. } | rules::Standing::Rejected { .. } => Ok(None),
    }
}

/// Rulings as the database function `record_rulings` takes them; `None` when there are none.
///
/// INVARIANT: whoever posts an entry with a ruling calls that function in the statement that posts it. The database
/// refuses rulings on a policy that is not in force any more (constraint [`PRESENT_POLICY`]).
pub fn rulings_to_record<'a>(rulings: impl Iterator<Item = &'a Ruling>) -> Option<Value> {
    let rows: Vec<Value> = rulings.map(Ruling::to_record).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

impl Ruling {
    /// The row of `approval_decision`.
    fn to_record(&self) -> Value {
        let Self { subject, requirement, decision, actor } = self;
        json!({
            "decision_id": decision.id,
            "entity_id": subject.entity,
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            "digest": decision.digest,
            "verdict": decision.verdict,
            "actor_kind": actor.0,
            "actor_id": actor.1,
            "actor_name": decision.actor_name,
            "person_id": decision.person,
            "roles": decision.roles.iter().map(Role::to_string).collect::<Vec<_>>(),
            "policy_version": decision.policy_version,
            "amount": subject.amount.minor(),
            "currency": subject.amount.currency().code(),
            "entered_by": requirement.authors,
            "above_limit": requirement.above_limit,
            "at": decision.at,
        })
    }
}
