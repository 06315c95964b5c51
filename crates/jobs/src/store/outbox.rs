use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, Op};
use pg::{SystemTx, TenantTx};
use serde_json::Value;
use uuid::Uuid;

use crate::JobError;
use crate::news::{News, NewsItem, Position};

/// Adds the news and announces each on the channel, by one statement.
pub(crate) async fn add_news(
    tx: &mut TenantTx,
    news: &[(&Op, News)],
    channel: &str,
    calls: &[String],
) -> Result<(), JobError> {
    let ids: Vec<Uuid> = news.iter().map(|(op, _)| op.new_id()).collect();
    let ats: Vec<jiff_sqlx::Timestamp> = news.iter().map(|(op, _)| op.now().to_sqlx()).collect();
    let entities: Vec<Option<Uuid>> = news.iter().map(|(_, n)| n.entity.map(|e| e.0)).collect();
    let topics: Vec<String> = news.iter().map(|(_, n)| n.topic.to_owned()).collect();
    let subjects: Vec<Uuid> = news.iter().map(|(_, n)| n.subject_id).collect();
    let payloads: Vec<Value> = news.iter().map(|(_, n)| n.payload.clone()).collect();
    sqlx::query!(
        "with added as (
             insert into outbox (org_id, outbox_id, at, entity_id, topic, subject_id, payload)
             select $1, t.outbox_id, t.at, t.entity_id, t.topic, t.subject_id, t.payload
               from unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::uuid[], $7::jsonb[])
                    with ordinality as t (outbox_id, at, entity_id, topic, subject_id, payload, nth)
              order by t.nth
         )
         select pg_notify($8, c.call) from unnest($9::text[]) as c (call)",
        tx.org().0,
        &ids,
        &ats,
        &entities as _,
        &topics,
        &subjects,
        &payloads,
        channel,
        calls,
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
