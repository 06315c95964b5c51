use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::UserId;
use pg::{SystemTx, TenantTx};
use uuid::Uuid;

use crate::IdentityError;

pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: Uuid,
    person: UserId,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"insert into known_device (org_id, device_id, person_id, token_hash, created_at, last_used_at)
           values ($1, $2, $3, $4, $5, $5)"#,
        tx.org().0,
        id,
        person.0,
        token_hash,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn touch(tx: &mut TenantTx, id: Uuid, now: Timestamp) -> Result<(), IdentityError> {
    sqlx::query!(
        "update known_device set last_used_at = $3 where org_id = $1 and device_id = $2",
        tx.org().0,
        id,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets every device of a person.
pub(crate) async fn forget_all(tx: &mut TenantTx, person: UserId) -> Result<(), IdentityError> {
    sqlx::query!("delete from known_device where org_id = $1 and person_id = $2", tx.org().0, person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn sweep(tx: &mut SystemTx, before: Timestamp) -> Result<u64, IdentityError> {
    let done =
        sqlx::query!("delete from known_device where last_used_at < $1", before.to_sqlx()).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}
