use jiff::Timestamp;
use op::{Actor, EntityId, Op};
use pg::TenantTx;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::principals::CausedBy;
use crate::{JobError, store};

/// Wakes runners: a job was enqueued.
pub(crate) const JOBS_CHANNEL: &str = "pacioli_jobs";

/// How often a job is tried unless said otherwise.
const ATTEMPTS: i16 = 5;

/// A job to be enqueued.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Which handler runs it.
    pub kind: &'static str,
    /// What it needs to know.
    pub payload: Value,
    /// The business it works in: whoever caused it must still be allowed to see it when it runs.
    pub entity: Option<EntityId>,
    /// Housekeeping that somebody's action made due: it runs as the program, whoever that was.
    pub by_program: bool,
    /// At most one waiting or running job of the kind has this key; `None` allows any number.
    pub dedupe_key: Option<String>,
    /// Higher runs earlier within the organisation; 0 is usual.
    pub priority: i16,
    /// Not before this; `None` means at once.
    pub run_at: Option<Timestamp>,
    /// How often it is tried before it lies dead.
    pub max_attempts: i16,
}

impl NewJob {
    /// A job that runs at once.
    pub fn new(kind: &'static str, payload: impl Into<Value>) -> Self {
        let payload = payload.into();
        Self {
            kind,
            payload,
            entity: None,
            by_program: false,
            dedupe_key: None,
            priority: 0,
            run_at: None,
            max_attempts: ATTEMPTS,
        }
    }

    /// Works in this business.
    pub fn in_entity(mut self, entity: EntityId) -> Self {
        self.entity = Some(entity);
        self
    }

    /// Runs as the program: it shows nobody anything and changes nothing anybody decides about.
    pub fn by_program(mut self) -> Self {
        self.by_program = true;
        self
    }

    /// At most one of the kind with this key waits or runs.
    pub fn keyed(mut self, key: impl ToString) -> Self {
        self.dedupe_key = Some(key.to_string());
        self
    }

    /// Not before this.
    pub fn after(mut self, at: Timestamp) -> Self {
        self.run_at = Some(at);
        self
    }

    /// Higher runs earlier.
    pub fn priority(mut self, priority: i16) -> Self {
        self.priority = priority;
        self
    }

    /// How often it is tried; at least once.
    pub fn attempts(mut self, attempts: i16) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }
}

/// Adds a job in the present transaction; a runner wakes up when it commits.
///
/// Returns false when a job of the kind with the same key already waits; when such a job is running, it will run once
/// more after it is done, so that no wake-up is lost.
///
/// # Errors
/// [`JobError::Database`].
pub async fn enqueue(tx: &mut TenantTx, op: &Op, job: NewJob) -> Result<bool, JobError> {
    let actor = if job.by_program { Actor::System { name: job.kind.to_owned() } } else { op.actor.clone() };
    let added = store::insert(tx, op, &job, &caused_by(&actor)?).await?;
    if added {
        store::wake(tx.conn(), JOBS_CHANNEL).await?;
    }
    Ok(added)
}

fn caused_by(actor: &Actor) -> Result<Value, JobError> {
    Ok(serde_json::to_value(CausedBy { actor: actor.clone() })?)
}

/// A job that has failed for good.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeadJob {
    /// Its id.
    pub id: Uuid,
    /// Which handler ran it.
    pub kind: String,
    /// What it was about.
    pub payload: Value,
    /// How often it was tried.
    pub attempts: u16,
    /// What happened the last time.
    pub last_error: Option<String>,
    /// Whether it did not run because whoever caused it may no longer do this.
    pub denied: bool,
    /// When it was enqueued.
    pub created_at: Timestamp,
}

/// How much of a kind waits and runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The kind.
    pub kind: String,
    /// Waiting, retries included.
    pub waiting: u64,
    /// Running.
    pub running: u64,
    /// Dead.
    pub dead: u64,
}

/// The dead jobs of the organisation, newest first, at most `limit`.
///
/// # Errors
/// [`JobError::Database`].
pub async fn dead(tx: &mut TenantTx, limit: u32) -> Result<Vec<DeadJob>, JobError> {
    store::dead(tx, i64::from(limit)).await
}

/// What waits, runs and lies dead in the organisation, by kind.
///
/// # Errors
/// [`JobError::Database`].
pub async fn waiting(tx: &mut TenantTx) -> Result<Vec<Waiting>, JobError> {
    store::counts(tx).await
}

/// Lets a dead job wait again with a fresh count of attempts, from now on for whoever revives it. False when there is no such dead job, or when a job with
/// its key already waits (the dead one is then dropped: the other does the same work).
///
/// # Errors
/// [`JobError::Database`].
pub async fn revive(tx: &mut TenantTx, op: &Op, job: Uuid) -> Result<bool, JobError> {
    let revived = store::revive(tx, job, &caused_by(&op.actor)?, op.now()).await?;
    if revived {
        store::wake(tx.conn(), JOBS_CHANNEL).await?;
    } else {
        store::discard(tx, job).await?;
    }
    Ok(revived)
}

/// Drops a dead job. False when there is no such dead job.
///
/// # Errors
/// [`JobError::Database`].
pub async fn discard(tx: &mut TenantTx, job: Uuid) -> Result<bool, JobError> {
    store::discard(tx, job).await
}
