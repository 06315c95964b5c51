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
        "select s.seq, o.at, o.entity_id, o.topic, o.subject_id, o.payload
           from sealed s join outbox o on o.org_id = s.org_id and o.outbox_id = s.row_id
          where s.org_id = $1 and s.stream = 'news' and s.seq > $2
          order by s.seq
          limit $3",
        tx.org().0,
        after.0,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let items = rows.into_iter().map(|row| NewsItem {
        position: Position(row.seq),
        at: row.at.to_jiff(),
        entity: row.entity_id.map(EntityId),
        topic: row.topic,
        subject_id: row.subject_id,
        payload: row.payload,
    });
    Ok(items.collect())
}

/// Clears away at most `limit` news of all organisations older than `before` that every reader with a place has passed;
/// how many there were.
pub(crate) async fn forget_news(tx: &mut SystemTx, before: Timestamp, limit: i64) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "delete from outbox where (org_id, outbox_id) in (
             select o.org_id, o.outbox_id
               from outbox o join sealed s on s.org_id = o.org_id and s.stream = 'news' and s.row_id = o.outbox_id
              where o.at < $1
                and not exists (select from news_cursor c where c.org_id = o.org_id and c.position < s.seq)
              order by o.at
              limit $2)",
        before.to_sqlx(),
        limit,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
