use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Action, Allowed, may};
use pg::TenantTx;

use crate::{Profile, SalesError};

/// The profile and its version; the empty one with 0 as long as nobody has written one.
pub(crate) async fn get<A: Action>(tx: &mut TenantTx, by: &Allowed<A>) -> Result<(Profile, i32), SalesError> {
    let row = sqlx::query!(
        "select profile, version from sales_profile where org_id = $1 and entity_id = $2",
        tx.org().0,
        by.entity().0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok((Profile::default(), 0)) };
    let profile = road::from_stored(row.profile).map_err(|e| SalesError::Corrupt(e.to_string()))?;
    Ok((profile, row.version))
}

/// Writes it down; `false` when somebody else did so in this very moment.
pub(crate) async fn set(
    tx: &mut TenantTx,
    by: &Allowed<may::ChartManage>,
    (profile, version): (&Profile, i32),
    at: Timestamp,
    name: &str,
) -> Result<bool, SalesError> {
    let done = sqlx::query!(
        "insert into sales_profile as p (org_id, entity_id, profile, changed_at, changed_by_name, version)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (org_id, entity_id) do update
            set profile = excluded.profile, changed_at = excluded.changed_at,
                changed_by_name = excluded.changed_by_name, version = excluded.version
          where p.version = excluded.version - 1",
        tx.org().0,
        by.entity().0,
        road::to_stored(profile),
        at.to_sqlx() as _,
        name,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
