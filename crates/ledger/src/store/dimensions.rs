use op::{Allowed, EntityId, OrgId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::LedgerError;
use crate::dimensions::Newcomer;

/// Lists values that were used for the first time; one that somebody else listed meanwhile keeps its id.
pub(crate) async fn insert_values(tx: &mut TenantTx, entity: EntityId, values: &[Newcomer]) -> Result<(), LedgerError> {
    let dimensions: Vec<Uuid> = values.iter().map(|v| v.0).collect();
    let ids: Vec<Uuid> = values.iter().map(|v| v.1).collect();
    let codes: Vec<String> = values.iter().map(|v| v.2.clone()).collect();
    sqlx::query!(
        "insert into dimension_value (org_id, entity_id, dimension_id, value_id, code, name)
         select $1, $2, t.dimension_id, t.value_id, t.code, t.code
           from unnest($3::uuid[], $4::uuid[], $5::text[]) as t (dimension_id, value_id, code)
             on conflict (org_id, entity_id, dimension_id, code) do nothing",
        tx.org().0,
        entity.0,
        &dimensions,
        &ids,
        &codes,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the combinations down that are new: `(set, dimension, value)`.
pub(crate) async fn insert_sets(
    tx: &mut TenantTx,
    entity: EntityId,
    members: &[(Uuid, Uuid, Uuid)],
) -> Result<(), LedgerError> {
    let sets: Vec<Uuid> = members.iter().map(|m| m.0).collect();
    let dimensions: Vec<Uuid> = members.iter().map(|m| m.1).collect();
    let values: Vec<Uuid> = members.iter().map(|m| m.2).collect();
    sqlx::query!(
        "with made as (
             insert into dimension_set (org_id, entity_id, set_id)
             select distinct $1::uuid, $2::uuid, t.set_id from unnest($3::uuid[]) as t (set_id)
                 on conflict do nothing
         )
         insert into dimension_set_value (org_id, entity_id, set_id, dimension_id, value_id)
         select $1, $2, t.set_id, t.dimension_id, t.value_id
           from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as t (set_id, dimension_id, value_id)
             on conflict do nothing",
        tx.org().0,
        entity.0,
        &sets,
        &dimensions,
        &values,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The dimension every business starts with.
pub(crate) async fn insert_department(
    tx: &mut TenantTx,
    _by: &Allowed<may::OrganisationManage, OrgId>,
    entity: EntityId,
    id: Uuid,
) -> Result<(), LedgerError> {
    sqlx::query!(
        "insert into dimension (org_id, entity_id, dimension_id, code, name, open) values ($1, $2, $3, $4, $5, true)",
        tx.org().0,
        entity.0,
        id,
        books::Dimensions::DEPARTMENT,
        "Department",
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
