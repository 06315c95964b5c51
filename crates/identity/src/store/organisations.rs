use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::OrgId;
use pg::{SystemTx, TenantTx};

use crate::IdentityError;
use crate::set_up::Organisation;

/// One set-up at a time in this installation. It does not wait: a set-up holds two connections, and a queue of waiting
/// ones could hold them all.
pub(crate) async fn lock_set_up(tx: &mut SystemTx) -> Result<(), IdentityError> {
    let free = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtextextended('set-up', 12)) as "free!""#)
        .fetch_one(tx.conn())
        .await?;
    if free { Ok(()) } else { Err(IdentityError::SetUpRunning) }
}

pub(crate) async fn all(tx: &mut SystemTx) -> Result<Vec<Organisation>, IdentityError> {
    let rows =
        sqlx::query!("select org_id, name, slug from organisation order by name, org_id").fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| Organisation { id: OrgId(row.org_id), name: row.name, slug: row.slug }).collect())
}

pub(crate) async fn insert(tx: &mut TenantTx, name: &str, slug: &str, now: Timestamp) -> Result<(), IdentityError> {
    sqlx::query!(
        "insert into organisation (org_id, name, slug, created_at) values ($1, $2, $3, $4)",
        tx.org().0,
        name,
        slug,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
