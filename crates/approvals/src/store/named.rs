//! What a policy may name: the accounts and the approvers of the business.

use std::collections::BTreeSet;

use op::{Allowed, Permission, Role, UserId, may};
use pg::TenantTx;
use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::ApprovalError;

/// All accounts of the business, those out of use included.
pub(crate) async fn known_accounts(
    tx: &mut TenantTx,
    by: &Allowed<may::PoliciesManage>,
) -> Result<BTreeSet<Uuid>, ApprovalError> {
    let ids = sqlx::query_scalar!(
        "select account_id from account where org_id = $1 and entity_id = $2",
        tx.org().0,
        by.entity().0,
    );
    Ok(ids.fetch_all(tx.conn()).await?.into_iter().collect())
}

/// Everybody who is active and holds a role in the business, or in all of them, that approves documents.
pub(crate) async fn approvers(
    tx: &mut TenantTx,
    by: &Allowed<may::PoliciesManage>,
) -> Result<BTreeSet<UserId>, ApprovalError> {
    let approves = |role: &Role| role.holds(Permission::DocumentsApprove);
    let roles: Vec<String> = Role::iter().filter(approves).map(|role| role.to_string()).collect();
    let ids = sqlx::query_scalar!(
        "select distinct p.person_id from person p
           join membership m on m.org_id = p.org_id and m.person_id = p.person_id
          where p.org_id = $1 and p.active and (m.entity_id is null or m.entity_id = $2) and m.role = any ($3)",
        tx.org().0,
        by.entity().0,
        &roles,
    );
    Ok(ids.fetch_all(tx.conn()).await?.into_iter().map(UserId).collect())
}
