use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use op::{Op, OrgId, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// A boxed future, as trait objects need it (the same type as `futures::future::BoxFuture`).
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A job in the hands of its handler.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The organisation it belongs to.
    pub org: OrgId,
    /// Its id; the same in every attempt, so it serves as an idempotency key.
    pub id: Uuid,
    /// Which handler runs it: `document.read`.
    pub kind: String,
    /// What it needs to know.
    pub payload: Value,
    /// The request that caused it.
    pub request: RequestId,
    /// Which attempt this is, from 1.
    pub attempt: u16,
    /// The last attempt.
    pub max_attempts: u16,
}

impl Job {
    /// Whether no attempt follows this one.
    pub fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// The payload as a type of the handler.
    ///
    /// # Errors
    /// [`Failure::Final`] when it has another shape: trying again would not help.
    pub fn payload_as<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_value(self.payload.clone())
            .map_err(|e| Failure::Final(format!("the payload of {} cannot be read: {e}", self.kind)))
    }
}

/// Why a job did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It may succeed later.
    Retry {
        /// Not before this long; `None` leaves the wait to the runner.
        after: Option<Duration>,
        /// What happened, for the log and the dead-job list.
        why: String,
    },
    /// It will not succeed; the job lies dead until a person revives or discards it.
    Final(String),
    /// Whoever caused it may not do this; it lies dead until a person who may revives it in his own name.
    Denied(String),
}

impl Failure {
    /// May succeed later; the runner chooses the wait.
    pub fn retry(why: impl ToString) -> Self {
        Self::Retry { after: None, why: why.to_string() }
    }

    /// May succeed after this wait.
    pub fn retry_after(after: Duration, why: impl ToString) -> Self {
        Self::Retry { after: Some(after), why: why.to_string() }
    }

    /// Whoever caused the job may not do this.
    pub fn denied(why: impl ToString) -> Self {
        Self::Denied(why.to_string())
    }

    /// Will not succeed.
    pub fn terminal(why: impl ToString) -> Self {
        Self::Final(why.to_string())
    }
}

/// The database hiccuped, or a conflict will pass: an error of a lower crate is tried again unless said otherwise.
impl From<pg::PgError> for Failure {
    fn from(error: pg::PgError) -> Self {
        Self::retry(error)
    }
}

/// Does one kind of job.
pub trait Handler: Send + Sync {
    /// The kind it does.
    fn kind(&self) -> &'static str;

    /// Does the work in its own transactions. `op` acts for whoever caused the job, with what that person may do now,
    /// through [`op::Origin::Worker`].
    ///
    /// INVARIANT: running it twice has the effect of running it once.
    fn run<'a>(&'a self, op: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>>;

    /// Called once before the job is laid dead, so that what waits for it gets a state with a human exit. By default
    /// nothing waits. When the job was denied, `op` is the program's own.
    fn gave_up<'a>(&'a self, _op: &'a Op, _job: &'a Job, _why: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async { Ok(()) })
    }

    /// How long one attempt may take; then it is cancelled and counts as failed.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(600)
    }
}
