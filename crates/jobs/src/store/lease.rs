//! Taking, keeping and giving back jobs. Every statement that settles a job is fenced by runner and attempt: a runner
//! that lost its lease changes nothing.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, OrgId, RequestId};
use pg::SystemTx;
use serde_json::Value;
use uuid::Uuid;

use crate::{Job, JobError};

/// A job just taken, who caused it, and in which business it works.
pub(crate) struct Taken {
    pub job: Job,
    pub caused_by: Value,
    pub entity: Option<EntityId>,
}

/// Who may settle a job: the runner that holds the lease, for the attempt it was given for.
#[derive(Clone, Copy)]
pub(crate) struct Fence {
    pub runner: Uuid,
    pub org: OrgId,
    pub job: Uuid,
    pub attempt: u16,
}

impl Fence {
    fn attempts(&self) -> i16 {
        i16::try_from(self.attempt).unwrap_or(i16::MAX)
    }
}

/// The organisations with a due job, and how many of their jobs run. Cost: two index probes an organisation that
/// waits, however many jobs it has.
pub(crate) async fn orgs_waiting(
    tx: &mut SystemTx,
    kinds: &[String],
    now: Timestamp,
) -> Result<Vec<(OrgId, i64)>, JobError> {
    let rows = sqlx::query!(
        r#"with recursive waiting (org_id) as (
               (select org_id from job where state = 'waiting' order by org_id limit 1)
               union all
               select (select j.org_id from job j
                        where j.state = 'waiting' and j.org_id > w.org_id order by j.org_id limit 1)
                 from waiting w where w.org_id is not null
           )
           select w.org_id as "org_id!",
                  (select count(*) from job r where r.state = 'running' and r.org_id = w.org_id) as "running!"
             from waiting w
            where w.org_id is not null
              and exists (select from job j where j.org_id = w.org_id and j.state = 'waiting'
                                              and j.run_at <= $1 and j.kind = any($2))
            order by 1"#,
        now.to_sqlx(),
        kinds,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (OrgId(row.org_id), row.running)).collect())
}

/// Takes the organisation's next due job; `None` when there is none, or others hold them.
pub(crate) async fn take(
    tx: &mut SystemTx,
    org: OrgId,
    runner: Uuid,
    kinds: &[String],
    (now, until): (Timestamp, Timestamp),
) -> Result<Option<Taken>, JobError> {
    let row = sqlx::query!(
        r#"update job set state = 'running', attempts = attempts + 1, leased_by = $4, leased_until = $5
            where (org_id, job_id) = (
                select org_id, job_id from job
                 where org_id = $1 and state = 'waiting' and run_at <= $2 and kind = any($3)
                 order by priority desc, run_at, job_id
                 limit 1
                 for update skip locked)
           returning job_id, kind, payload, actor, entity_id, request_id, attempts, max_attempts"#,
        org.0,
        now.to_sqlx(),
        kinds,
        runner,
        until.to_sqlx(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Taken {
        job: Job {
            org,
            id: row.job_id,
            kind: row.kind,
            payload: row.payload,
            request: RequestId(row.request_id),
            attempt: row.attempts.unsigned_abs(),
            max_attempts: row.max_attempts.unsigned_abs(),
        },
        caused_by: row.actor,
        entity: row.entity_id.map(EntityId),
    }))
}

/// Keeps the runner's leases of these jobs.
pub(crate) async fn extend(tx: &mut SystemTx, runner: Uuid, jobs: &[Uuid], until: Timestamp) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "update job set leased_until = $3 where leased_by = $1 and job_id = any($2) and state = 'running'",
        runner,
        jobs,
        until.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Lets jobs whose lease has passed wait again: their runner is dead. The attempt counts, so that a job that kills the
/// program is not tried for ever.
pub(crate) async fn take_back_expired(tx: &mut SystemTx, now: Timestamp) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "update job set state = 'waiting', leased_by = null, leased_until = null, run_at = $1,
                last_error = 'the program ended while the job ran'
          where (org_id, job_id) in (select org_id, job_id from job where state = 'running' and leased_until < $1
                                        for update skip locked)",
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Lets every running job wait again, whoever holds it.
pub(crate) async fn release_all(tx: &mut SystemTx, now: Timestamp) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "update job set state = 'waiting', leased_by = null, leased_until = null, run_at = $1,
                last_error = 'the program ended while the job ran'
          where state = 'running'",
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Lets what the runner still holds wait again without counting the attempt: it is stopping.
pub(crate) async fn release(tx: &mut SystemTx, runner: Uuid) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "update job set state = 'waiting', leased_by = null, leased_until = null, attempts = greatest(attempts - 1, 0)
          where leased_by = $1 and state = 'running'",
        runner,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The job is done: it is deleted, or waits afresh when it was asked for again while it ran.
pub(crate) async fn finish(tx: &mut SystemTx, fence: Fence, now: Timestamp) -> Result<(), JobError> {
    let deleted = sqlx::query!(
        "delete from job where org_id = $1 and job_id = $2 and leased_by = $3 and attempts = $4 and not again",
        fence.org.0,
        fence.job,
        fence.runner,
        fence.attempts(),
    )
    .execute(tx.conn())
    .await?;
    if deleted.rows_affected() == 0 {
        wait_afresh(tx, fence, now).await?;
    }
    Ok(())
}

/// Runs once more from the start, if it was asked for again; true when it was.
async fn wait_afresh(tx: &mut SystemTx, fence: Fence, at: Timestamp) -> Result<bool, JobError> {
    let done = sqlx::query!(
        "update job set state = 'waiting', leased_by = null, leased_until = null, attempts = 0, again = false,
                run_at = $5, last_error = null
          where org_id = $1 and job_id = $2 and leased_by = $3 and attempts = $4 and again",
        fence.org.0,
        fence.job,
        fence.runner,
        fence.attempts(),
        at.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The job failed and is tried again at `run_at`.
pub(crate) async fn put_back(tx: &mut SystemTx, fence: Fence, run_at: Timestamp, why: &str) -> Result<(), JobError> {
    sqlx::query!(
        "update job set state = 'waiting', leased_by = null, leased_until = null, run_at = $5, last_error = $6,
                attempts = case when again then 0 else attempts end, again = false
          where org_id = $1 and job_id = $2 and leased_by = $3 and attempts = $4",
        fence.org.0,
        fence.job,
        fence.runner,
        fence.attempts(),
        run_at.to_sqlx(),
        why,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The job failed for good: it lies dead, unless it was asked for again while it ran.
pub(crate) async fn bury(
    tx: &mut SystemTx,
    fence: Fence,
    now: Timestamp,
    why: &str,
    denied: bool,
) -> Result<(), JobError> {
    if wait_afresh(tx, fence, now).await? {
        return Ok(());
    }
    sqlx::query!(
        "update job set state = 'dead', leased_by = null, leased_until = null, last_error = $5, denied = $6
          where org_id = $1 and job_id = $2 and leased_by = $3 and attempts = $4",
        fence.org.0,
        fence.job,
        fence.runner,
        fence.attempts(),
        why,
        denied,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When something may be due next: the earliest waiting job of these kinds, or the earliest end of a lease.
pub(crate) async fn next_wake(tx: &mut SystemTx, kinds: &[String]) -> Result<Option<Timestamp>, JobError> {
    let at = sqlx::query_scalar!(
        r#"select least((select min(run_at) from job where state = 'waiting' and kind = any($1)),
                        (select min(leased_until) from job where state = 'running'))"#,
        kinds,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(at.map(jiff_sqlx::Timestamp::to_jiff))
}
