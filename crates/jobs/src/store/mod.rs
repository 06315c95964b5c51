use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::Op;
use pg::TenantTx;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::JobError;
use crate::queue::{DeadJob, NewJob, Waiting};

pub(crate) mod cursors;
mod lease;
mod outbox;
pub(crate) mod seal;

pub(crate) use lease::{
    Fence, Taken, bury, extend, finish, next_wake, orgs_waiting, put_back, release, release_all, take,
    take_back_expired,
};
pub(crate) use outbox::{add_news, forget_news, news_since};

/// Adds the job; a waiting twin swallows it, a running twin is marked to run again, and from then on either acts for who
/// asked last. True when a row was added.
pub(crate) async fn insert(tx: &mut TenantTx, op: &Op, job: &NewJob, actor: &Value) -> Result<bool, JobError> {
    let org = tx.org().0;
    let now = op.now();
    let added = sqlx::query_scalar!(
        r#"insert into job (org_id, job_id, kind, payload, actor, request_id, dedupe_key, priority, run_at,
                            max_attempts, created_at, entity_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           on conflict (org_id, kind, dedupe_key) where state <> 'dead'
           do update set again = (job.state = 'running'), actor = excluded.actor
            where job.state = 'running' or job.actor <> excluded.actor
           returning (xmax = 0) as "added!""#,
        org,
        op.new_id(),
        job.kind,
        job.payload,
        actor,
        op.request.0,
        job.dedupe_key,
        job.priority,
        job.run_at.unwrap_or(now).to_sqlx(),
        job.max_attempts,
        now.to_sqlx(),
        job.entity.map(|e| e.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(added.unwrap_or(false))
}

/// Tells listeners of the channel at commit that there is something to do.
pub(crate) async fn wake(conn: &mut PgConnection, channel: &str) -> Result<(), JobError> {
    notify(conn, channel, "").await
}

/// Tells listeners of the channel at commit.
pub(crate) async fn notify(conn: &mut PgConnection, channel: &str, payload: &str) -> Result<(), JobError> {
    sqlx::query!("select pg_notify($1, $2)", channel, payload).execute(conn).await?;
    Ok(())
}

pub(crate) async fn dead(tx: &mut TenantTx, limit: i64) -> Result<Vec<DeadJob>, JobError> {
    let rows = sqlx::query!(
        "select job_id, kind, payload, attempts, last_error, denied, created_at
           from job where state = 'dead' order by created_at desc, job_id limit $1",
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let dead = rows.into_iter().map(|row| DeadJob {
        id: row.job_id,
        kind: row.kind,
        payload: row.payload,
        attempts: row.attempts.unsigned_abs(),
        last_error: row.last_error,
        denied: row.denied,
        created_at: row.created_at.to_jiff(),
    });
    Ok(dead.collect())
}

pub(crate) async fn counts(tx: &mut TenantTx) -> Result<Vec<Waiting>, JobError> {
    let rows = sqlx::query!(
        r#"select kind, count(*) filter (where state = 'waiting') as "waiting!",
                  count(*) filter (where state = 'running') as "running!",
                  count(*) filter (where state = 'dead') as "dead!"
             from job group by kind order by kind"#,
    )
    .fetch_all(tx.conn())
    .await?;
    let counts = rows.into_iter().map(|row| Waiting {
        kind: row.kind,
        waiting: row.waiting.unsigned_abs(),
        running: row.running.unsigned_abs(),
        dead: row.dead.unsigned_abs(),
    });
    Ok(counts.collect())
}

pub(crate) async fn revive(tx: &mut TenantTx, job: Uuid, actor: &Value, now: Timestamp) -> Result<bool, JobError> {
    let done = sqlx::query!(
        "update job set state = 'waiting', attempts = 0, run_at = $2, actor = $3, denied = false
          where job_id = $1 and state = 'dead'
            and not exists (select from job twin where twin.kind = job.kind and twin.dedupe_key = job.dedupe_key
                                                   and twin.state <> 'dead')",
        job,
        now.to_sqlx(),
        actor,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn discard(tx: &mut TenantTx, job: Uuid) -> Result<bool, JobError> {
    let done = sqlx::query!("delete from job where job_id = $1 and state = 'dead'", job).execute(tx.conn()).await?;
    Ok(done.rows_affected() == 1)
}
