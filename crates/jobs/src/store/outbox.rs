use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, Op};
use pg::{SystemTx, TenantTx};

use crate::JobError;
use crate::news::{News, NewsItem, Position};

pub(crate) async fn add_news(tx: &mut TenantTx, op: &Op, news: &News) -> Result<(), JobError> {
    let org = tx.org().0;
    sqlx::query!(
        "insert into outbox (org_id, outbox_id, at, entity_id, topic, subject_id, payload)
         values ($1, $2, $3, $4, $5, $6, $7)",
        org,
        op.new_id(),
        op.now().to_sqlx(),
        news.entity.map(|e| e.0),
        news.topic,
        news.subject_id,
        news.payload,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn news_since(tx: &mut TenantTx, after: Position, limit: i64) -> Result<Vec<NewsItem>, JobError> {
    let rows = sqlx::query!(
        r#"select xid::text as "xid!", seq, at, entity_id, topic, subject_id, payload
             from outbox
            where (xid, seq) > ($1::text::xid8, $2::bigint)
              and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, seq
            limit $3"#,
        after.xid.to_string(),
        after.seq,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let items = rows.into_iter().map(|row| NewsItem {
        position: Position { xid: row.xid.parse().unwrap_or(u64::MAX), seq: row.seq },
        at: row.at.to_jiff(),
        entity: row.entity_id.map(EntityId),
        topic: row.topic,
        subject_id: row.subject_id,
        payload: row.payload,
    });
    Ok(items.collect())
}

/// Clears away at most `limit` news of all organisations older than `before`; how many there were.
pub(crate) async fn forget_news(tx: &mut SystemTx, before: Timestamp, limit: i64) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "delete from outbox where (org_id, outbox_id) in
             (select org_id, outbox_id from outbox where at < $1 order by at limit $2)",
        before.to_sqlx(),
        limit,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
