use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::SystemTx;

use crate::IdentityError;

pub(crate) async fn attempts(tx: &mut SystemTx, before: Timestamp) -> Result<u64, IdentityError> {
    let done = sqlx::query!("delete from sign_in_attempt where at < $1", before.to_sqlx()).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}

pub(crate) async fn sessions(tx: &mut SystemTx, before: Timestamp) -> Result<u64, IdentityError> {
    let done = sqlx::query!("delete from session where expires_at < $1 or revoked_at < $1", before.to_sqlx())
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}
