//! The policies of a business in their versions.

use jiff_sqlx::ToSqlx;
use money::Currency;
use op::{Allowed, EntityId, Op, UserId, may};
use pg::TenantTx;

use super::broken;
use crate::set_policy::InForce;
use crate::{ApprovalError, Policy};

/// The policy in force, with the base currency of the business: the standard one (version 0) until somebody writes one.
pub(crate) async fn policy(tx: &mut TenantTx, entity: EntityId) -> Result<InForce, ApprovalError> {
    let row = sqlx::query!(
        r#"select e.base_currency, p.version as "version?", p.policy as "policy?", p.created_at as "created_at?",
                  p.created_by as "created_by?", p.reason as "reason?"
             from entity e
             left join approval_policy p on p.org_id = e.org_id and p.entity_id = e.entity_id
            where e.org_id = $1 and e.entity_id = $2
            order by p.version desc nulls last
            limit 1"#,
        tx.org().0,
        entity.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(ApprovalError::UnknownEntity(entity))?;
    let base = Currency::from_code(&row.base_currency).map_err(|e| broken("base currency", e))?;
    let policy = match row.policy {
        Some(json) => serde_json::from_value(json).map_err(|e| broken("approval policy", e))?,
        None => Policy::standard(base),
    };
    Ok(InForce {
        version: row.version.unwrap_or(0),
        base,
        policy,
        since: row.created_at.map(|at| at.to_jiff()),
        changed_by: row.created_by.map(UserId),
        reason: row.reason,
    })
}

/// Every version somebody wrote, newest first.
pub(crate) async fn policies(
    tx: &mut TenantTx,
    by: &Allowed<may::DocumentsRead>,
    base: Currency,
) -> Result<Vec<InForce>, ApprovalError> {
    let rows = sqlx::query!(
        r#"select version, policy, created_at, created_by, reason
             from approval_policy where org_id = $1 and entity_id = $2 order by version desc"#,
        tx.org().0,
        by.entity().0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InForce {
                version: row.version,
                base,
                policy: serde_json::from_value(row.policy).map_err(|e| broken("approval policy", e))?,
                since: Some(row.created_at.to_jiff()),
                changed_by: row.created_by.map(UserId),
                reason: row.reason,
            })
        })
        .collect()
}

pub(crate) async fn insert_policy(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PoliciesManage>,
    version: i32,
    policy: &Policy,
    reason: Option<&str>,
) -> Result<(), ApprovalError> {
    sqlx::query!(
        r#"insert into approval_policy (org_id, entity_id, version, policy, created_at, created_by, reason)
           values ($1, $2, $3, $4, $5, $6, $7)"#,
        tx.org().0,
        by.entity().0,
        version,
        serde_json::to_value(policy).map_err(|e| broken("approval policy", e))?,
        op.now().to_sqlx(),
        op.actor.person().map(|p| p.0),
        reason,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
