use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::TenantTx;

use crate::{JobError, Position};

pub(crate) async fn open(
    tx: &mut TenantTx,
    consumer: &str,
    after: Position,
    now: Timestamp,
) -> Result<Position, JobError> {
    let position = sqlx::query_scalar!(
        r#"insert into news_cursor (org_id, consumer, position, moved_at) values ($1, $2, $3, $4)
           on conflict (org_id, consumer) do update set position = news_cursor.position
           returning position"#,
        tx.org().0,
        consumer,
        after.0,
        now.to_sqlx(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Position(position))
}

pub(crate) async fn position(tx: &mut TenantTx, consumer: &str) -> Result<Option<Position>, JobError> {
    let position = sqlx::query_scalar!("select position from news_cursor where consumer = $1", consumer);
    Ok(position.fetch_optional(tx.conn()).await?.map(Position))
}

pub(crate) async fn advance(tx: &mut TenantTx, consumer: &str, to: Position, now: Timestamp) -> Result<bool, JobError> {
    let done = sqlx::query!(
        "update news_cursor set position = $2, moved_at = $3 where consumer = $1 and position < $2",
        consumer,
        to.0,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn close(tx: &mut TenantTx, consumer: &str) -> Result<(), JobError> {
    sqlx::query!("delete from news_cursor where consumer = $1", consumer).execute(tx.conn()).await?;
    Ok(())
}
