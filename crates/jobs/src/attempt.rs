//! One attempt at one job: run the handler, then delete the job, put it back, or bury it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use op::{Actor, Grants, Op, Origin};
use tracing::Instrument;

use crate::principals::{CausedBy, Standing};
use crate::shared::Shared;
use crate::store::{self, Fence, Taken};
use crate::{Failure, Handler, Job, JobError};

/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u64 = 3600;
/// How much of an error is kept.
const ERROR_CHARS: usize = 2000;

/// Runs one attempt to its end, whatever the handler does.
pub(crate) async fn attempt(shared: Arc<Shared>, taken: Taken) {
    let job = &taken.job;
    let span = tracing::info_span!(
        "job", kind = %job.kind, job = %job.id, org = %job.org, request = %job.request, attempt = job.attempt,
    );
    async {
        if let Err(error) = attempt_and_settle(&shared, &taken).await {
            // The lease runs out and the job is tried again.
            tracing::error!(%error, "the outcome of the job could not be stored");
        }
    }
    .instrument(span)
    .await;
    shared.let_go(job);
}

async fn attempt_and_settle(shared: &Shared, taken: &Taken) -> Result<(), JobError> {
    let job = &taken.job;
    let fence = Fence { runner: shared.id, org: job.org, job: job.id, attempt: job.attempt };
    let Some(handler) = shared.handlers.get(job.kind.as_str()) else {
        return put_back(shared, job, fence, None, "no handler for this kind").await;
    };
    let actor = match actor(taken) {
        Ok(actor) => actor,
        Err(error) => return bury(shared, fence, &error.to_string(), false).await,
    };
    let op = match standing(shared, taken, &actor).await {
        Ok(Standing::May(grants)) => operation(shared, job, actor, grants),
        Ok(Standing::MayNot(why)) => return deny(shared, handler.as_ref(), job, fence, &why).await,
        Err(error) if job.is_last_attempt() => return bury(shared, fence, &error.to_string(), false).await,
        Err(error) => return put_back(shared, job, fence, None, &error.to_string()).await,
    };
    match run(handler.as_ref(), &op, job).await {
        Ok(()) => {
            tracing::debug!("job done");
            let mut tx = shared.db.begin_queue().await?;
            store::finish(&mut tx, fence, shared.clock.now()).await?;
            Ok(tx.commit().await?)
        }
        Err(Failure::Retry { after, why }) if !job.is_last_attempt() => {
            tracing::warn!(error = %why, "job failed, it will be tried again");
            put_back(shared, job, fence, after, &why).await
        }
        Err(Failure::Denied(why)) => deny(shared, handler.as_ref(), job, fence, &why).await,
        Err(Failure::Retry { why, .. } | Failure::Final(why)) => {
            tracing::error!(error = %why, "job failed for good");
            give_up(handler.as_ref(), &op, job, &why).await;
            bury(shared, fence, &why, false).await
        }
    }
}

fn actor(taken: &Taken) -> Result<Actor, JobError> {
    let caused_by: CausedBy = serde_json::from_value(taken.caused_by.clone())
        .map_err(|e| JobError::Unreadable { job: taken.job.id, why: e.to_string() })?;
    Ok(caused_by.actor)
}

/// What whoever caused the job may do now; nothing when the job's business is not his any more.
async fn standing(shared: &Shared, taken: &Taken, actor: &Actor) -> Result<Standing, JobError> {
    let standing = shared.principals.standing(taken.job.org, actor).await?;
    Ok(match (standing, taken.entity) {
        (Standing::May(grants), Some(entity)) if !grants.covers(entity) => {
            Standing::MayNot(format!("{} may not work in this business any more", actor.name()))
        }
        (standing, _) => standing,
    })
}

/// The operation the job acts in, through the worker.
fn operation(shared: &Shared, job: &Job, actor: Actor, grants: Grants) -> Op {
    Op::new(job.org, actor, Origin::Worker, grants, Arc::clone(&shared.clock)).with_request(job.request)
}

/// The job ends without its effect; the program itself tells what waits for it.
async fn deny(shared: &Shared, handler: &dyn Handler, job: &Job, fence: Fence, why: &str) -> Result<(), JobError> {
    let why = format!("denied: {why}. Somebody who may do this can have it done again");
    tracing::warn!(%why, "job denied");
    let queue = Actor::System { name: "queue".to_owned() };
    give_up(handler, &operation(shared, job, queue, Grants::all()), job, &why).await;
    bury(shared, fence, &why, true).await
}

/// The handler, with a time limit and its panics caught.
async fn run(handler: &dyn Handler, op: &Op, job: &Job) -> Result<(), Failure> {
    if job.attempt > job.max_attempts {
        return Err(Failure::terminal("the program ended in every attempt at this job"));
    }
    let limit = handler.time_limit();
    let work = AssertUnwindSafe(handler.run(op, job)).catch_unwind();
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(Failure::retry(format!("the handler panicked: {}", message_of(panic.as_ref())))),
        Err(_) => Err(Failure::retry(format!("the handler took longer than {} s", limit.as_secs()))),
    }
}

async fn give_up(handler: &dyn Handler, op: &Op, job: &Job, why: &str) {
    let work = AssertUnwindSafe(handler.gave_up(op, job, why)).catch_unwind();
    match tokio::time::timeout(handler.time_limit(), work).await {
        Ok(Ok(Ok(()))) => {}
        Ok(Ok(Err(failure))) => tracing::error!(?failure, "the handler could not record that the job failed"),
        Ok(Err(panic)) => {
            let panic = message_of(panic.as_ref());
            tracing::error!(panic, "the handler panicked while recording that the job failed");
        }
        Err(_) => tracing::error!("the handler took too long to record that the job failed"),
    }
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

async fn put_back(
    shared: &Shared,
    job: &Job,
    fence: Fence,
    after: Option<Duration>,
    why: &str,
) -> Result<(), JobError> {
    let wait = after.unwrap_or_else(|| backoff(job.attempt, shared.clock.new_id().as_u64_pair().1));
    let mut tx = shared.db.begin_queue().await?;
    store::put_back(&mut tx, fence, shared.clock.now() + wait, &shortened(why)).await?;
    Ok(tx.commit().await?)
}

async fn bury(shared: &Shared, fence: Fence, why: &str, denied: bool) -> Result<(), JobError> {
    let mut tx = shared.db.begin_queue().await?;
    store::bury(&mut tx, fence, shared.clock.now(), &shortened(why), denied).await?;
    Ok(tx.commit().await?)
}

/// At most [`ERROR_CHARS`] characters, and none that `text` columns refuse.
fn shortened(why: &str) -> String {
    why.chars().filter(|c| *c != '\0').take(ERROR_CHARS).collect()
}

/// About 2, 8, 32, 128 ... seconds, at most an hour, shortened by up to a quarter so that a herd spreads out.
pub(crate) fn backoff(attempt: u16, randomness: u64) -> Duration {
    let power = 2 * u32::from(attempt.min(8)) - 1;
    let millis = (1_u64 << power).min(LONGEST_WAIT) * 1000;
    Duration::from_millis(millis - randomness % (millis / 4))
}
