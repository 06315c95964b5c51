use audit::Change;
use jiff::Timestamp;
use jobs::News;
use money::Currency;
use op::{Allowed, EntityId, Op, Permission, UserId, may};
use pg::{Db, TenantTx};
use serde::Serialize;
use serde_json::json;

use crate::decide::person_voting;
use crate::{ApprovalError, Policy, store};

/// A version of the policy of a business.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InForce {
    /// 0 for the standard policy that nobody wrote.
    pub version: i32,
    /// Base currency of the business.
    pub base: Currency,
    /// The policy.
    pub policy: Policy,
    /// Since when; `None` for the standard policy.
    pub since: Option<Timestamp>,
    /// Who wrote it.
    pub changed_by: Option<UserId>,
    /// Why.
    pub reason: Option<String>,
}

/// A change of policy.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPolicy {
    /// The version the person had before him.
    pub expected_version: i32,
    /// What shall hold from now on.
    pub policy: Policy,
    /// Why.
    pub reason: Option<String>,
}

/// The policy in force.
///
/// # Errors
/// [`ApprovalError::Denied`] without `documents-read`.
pub async fn policy(db: &Db, op: &Op, entity: EntityId) -> Result<InForce, ApprovalError> {
    op.require(Permission::DocumentsRead, entity)?;
    let mut tx = db.begin(op).await?;
    store::policy(&mut tx, entity).await
}

/// Every version somebody wrote, newest first.
///
/// # Errors
/// [`ApprovalError::Denied`] without `documents-read`.
pub async fn policy_history(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<InForce>, ApprovalError> {
    let by = op.authorise(may::DocumentsRead, entity)?;
    let mut tx = db.begin(op).await?;
    let base = store::policy(&mut tx, entity).await?.base;
    store::policies(&mut tx, &by, base).await
}

/// Puts a policy in force and returns its version. Votes already cast keep counting, under the new rules.
///
/// # Errors
/// [`ApprovalError::Denied`] without `policies-manage`; [`ApprovalError::NotAPerson`] for agents;
/// [`ApprovalError::Stale`] when somebody else was faster; [`ApprovalError::Flaw`] for a policy that contradicts itself or
/// that nobody could satisfy; [`ApprovalError::UnknownAccount`] and [`ApprovalError::UnknownPerson`] for an id it names that
/// is not of this business.
pub async fn set_policy(db: &Db, op: &Op, entity: EntityId, new: NewPolicy) -> Result<i32, ApprovalError> {
    let by = op.authorise(may::PoliciesManage, entity)?;
    person_voting(op)?;
    let mut tx = db.begin(op).await?;
    store::lock(&mut tx, entity.0).await?;
    let old = store::policy(&mut tx, entity).await?;
    if old.version != new.expected_version {
        return Err(ApprovalError::Stale { expected: new.expected_version, found: old.version });
    }
    new.policy.check(old.base)?;
    named_are_known(&mut tx, &by, &new.policy).await?;
    let version = old.version + 1;
    store::insert_policy(&mut tx, op, &by, version, &new.policy, new.reason.as_deref()).await?;
    let mut change = Change::of("policy.changed", "approval_policy", entity.0)
        .in_entity(entity)
        .before(json!({ "version": old.version, "policy": old.policy }))
        .after(json!({ "version": version, "policy": new.policy }));
    change.reason = new.reason;
    audit::record(&mut tx, op, change).await?;
    let payload = json!({ "version": version });
    jobs::emit(&mut tx, op, News { topic: "policy.changed", entity: Some(entity), subject_id: entity.0, payload })
        .await?;
    tx.commit().await?;
    Ok(version)
}

/// Accounts must be in the chart, people must be able to approve in this business: whoever left is no approver.
async fn named_are_known(
    tx: &mut TenantTx,
    by: &Allowed<may::PoliciesManage>,
    policy: &Policy,
) -> Result<(), ApprovalError> {
    let accounts = store::known_accounts(tx, by).await?;
    let approvers = store::approvers(tx, by).await?;
    for (n, rule) in policy.rules.iter().enumerate() {
        if let Some((at, id)) = rule.when.accounts.iter().enumerate().find(|(_, id)| !accounts.contains(id)) {
            return Err(ApprovalError::UnknownAccount { field: format!("rules[{n}].when.accounts[{at}]"), id: *id });
        }
        if let Some((at, id)) = rule.approvers.persons.iter().enumerate().find(|(_, id)| !approvers.contains(id)) {
            return Err(ApprovalError::UnknownPerson { field: format!("rules[{n}].approvers.persons[{at}]"), id: *id });
        }
    }
    Ok(())
}
