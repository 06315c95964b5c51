use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use op::Clock;
use pg::Db;
use sqlx::postgres::PgListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::attempt::attempt;
use crate::claim::{LEASE, claim};
use crate::principals::Principals;
use crate::queue::JOBS_CHANNEL;
use crate::seal::keep_sealing;
use crate::shared::Shared;
use crate::{Handler, JobError, store};

/// A third of the lease: two heartbeats may fail.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// The queue is looked at this often even if no wake-up arrives.
const LONGEST_IDLE: Duration = Duration::from_secs(30);
/// The shortest wait when something is due that others hold.
const SHORTEST_IDLE: Duration = Duration::from_millis(200);
/// How long a stopping runner waits for its handlers unless told otherwise.
const GRACE: Duration = Duration::from_secs(20);
/// How often old news is cleared away, and how old that is.
const HOUSEKEEPING: Duration = Duration::from_secs(3600);
const NEWS_KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
/// Old news cleared away in one transaction.
const NEWS_AT_ONCE: i64 = 2000;

/// Takes jobs of the kinds it has handlers for and runs up to `workers` of them at a time.
///
/// It sleeps until a job is announced or due, and survives the loss of the database connection. Jobs of a runner that
/// died (even by `kill -9`) are taken again when their lease has passed, 30 s after its last heartbeat.
pub struct Runner {
    shared: Arc<Shared>,
    workers: usize,
    grace: Duration,
}

impl Runner {
    /// A runner with these handlers, one for each kind, that asks `principals` as whom each job may run.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        principals: Arc<dyn Principals>,
        handlers: Vec<Arc<dyn Handler>>,
        workers: usize,
    ) -> Self {
        let shared = Shared::new(db, clock, principals, handlers);
        Self { shared: Arc::new(shared), workers: workers.max(1), grace: GRACE }
    }

    /// When told to stop, waits this long for running handlers (20 s unless set).
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Runs until `stop`; then gives running handlers their grace, and lets what is left wait for the next start.
    pub async fn run(self, stop: CancellationToken) {
        let beat = tokio::spawn(heartbeat(Arc::clone(&self.shared), stop.clone()));
        let sealing = tokio::spawn(keep_sealing(self.shared.db.clone(), Arc::clone(&self.shared.clock), stop.clone()));
        let mut running = JoinSet::new();
        let mut listener: Option<PgListener> = None;
        loop {
            if listener.is_none() {
                listener = self.shared.db.listen(JOBS_CHANNEL).await.ok();
            }
            let idle = match self.fill(&mut running).await {
                Ok(filled) => filled.idle,
                Err(error) => {
                    tracing::warn!(%error, "the job queue cannot be read; trying again");
                    listener = None;
                    Duration::from_secs(2)
                }
            };
            tokio::select! {
                () = stop.cancelled() => break,
                Some(_) = running.join_next() => {}
                connected = wake_up(&mut listener) => if !connected { listener = None },
                () = tokio::time::sleep(idle) => {}
            }
        }
        self.wind_down(running).await;
        beat.abort();
        sealing.abort();
    }

    /// Runs everything that is due, retries that become due meanwhile included, and returns how many attempts it took.
    ///
    /// # Errors
    /// [`JobError::Database`].
    pub async fn drain(&self) -> Result<usize, JobError> {
        let mut attempts = 0;
        let mut running = JoinSet::new();
        loop {
            attempts += self.fill(&mut running).await?.started;
            if running.join_next().await.is_none() {
                return Ok(attempts);
            }
        }
    }

    #[cfg(test)]
    pub(crate) async fn extend_leases(&self) -> Result<(), JobError> {
        extend_leases(&self.shared).await
    }

    #[cfg(test)]
    pub(crate) async fn forget_old_news(&self) -> Result<(), JobError> {
        forget_old_news(&self.shared).await
    }

    /// Takes jobs for the idle workers.
    async fn fill(&self, running: &mut JoinSet<()>) -> Result<Filled, JobError> {
        while running.try_join_next().is_some() {}
        let free = self.workers.saturating_sub(running.len());
        if free == 0 {
            return Ok(Filled { started: 0, idle: LONGEST_IDLE });
        }
        let round = claim(&self.shared, free).await?;
        let started = round.taken.len();
        for taken in round.taken {
            self.shared.hold(&taken.job);
            running.spawn(attempt(Arc::clone(&self.shared), taken));
        }
        let idle = round.next.map_or(LONGEST_IDLE, |at| until(at, self.shared.clock.now()));
        Ok(Filled { started, idle })
    }

    async fn wind_down(&self, mut running: JoinSet<()>) {
        let finished = tokio::time::timeout(self.grace, async { while running.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!(jobs = running.len(), "stopping with jobs unfinished; they will run again");
        }
        running.shutdown().await;
        let released = async {
            let mut tx = self.shared.db.begin_queue().await?;
            store::release(&mut tx, self.shared.id).await?;
            Ok::<(), JobError>(tx.commit().await?)
        };
        if let Err(error) = released.await {
            tracing::warn!(%error, "leases could not be given back; they will run out");
        }
    }
}

/// What taking jobs for the idle workers gave.
struct Filled {
    started: usize,
    /// How long to sleep unless something happens.
    idle: Duration,
}

/// Lets every running job wait again. For the start of a program that is the only one on its database (the embedded
/// server has one program): then no other runner can be alive, and nobody need wait for leases to run out.
///
/// # Errors
/// [`JobError::Database`].
pub async fn release_all_of_dead_runners(db: &Db, now: Timestamp) -> Result<u64, JobError> {
    let mut tx = db.begin_queue().await?;
    let released = store::release_all(&mut tx, now).await?;
    tx.commit().await?;
    Ok(released)
}

fn until(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now)).unwrap_or_default().clamp(SHORTEST_IDLE, LONGEST_IDLE)
}

/// Waits for an announced job; false when the connection was lost. Without a listener it waits for ever: the loop's
/// timer polls.
async fn wake_up(listener: &mut Option<PgListener>) -> bool {
    match listener {
        Some(listener) => {
            let connected = matches!(listener.try_recv().await, Ok(Some(_)));
            // One look at the queue answers all announcements that have piled up.
            while listener.next_buffered().is_some() {}
            connected
        }
        None => std::future::pending().await,
    }
}

/// Keeps the leases of the running jobs, and clears away old news now and then.
async fn heartbeat(shared: Arc<Shared>, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(HEARTBEAT);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut clean_at = shared.clock.now();
    // It goes on while the handlers wind down; the runner ends it.
    loop {
        ticks.tick().await;
        if let Err(error) = extend_leases(&shared).await {
            tracing::warn!(%error, "leases could not be extended; trying again");
        }
        if shared.clock.now() >= clean_at && !stop.is_cancelled() {
            clean_at = shared.clock.now() + HOUSEKEEPING;
            if let Err(error) = forget_old_news(&shared).await {
                tracing::warn!(%error, "old news could not be cleared away");
            }
        }
    }
}

/// INVARIANT: only the leases of attempts under way are extended. A job whose outcome could not be stored is let go, so
/// that its lease runs out and it is tried again.
async fn extend_leases(shared: &Shared) -> Result<(), JobError> {
    let mut tx = shared.db.begin_queue().await?;
    store::extend(&mut tx, shared.id, &shared.held(), shared.clock.now() + LEASE).await?;
    Ok(tx.commit().await?)
}

/// In small transactions until nothing is left, so that nobody waits for it and none is forgotten.
async fn forget_old_news(shared: &Shared) -> Result<(), JobError> {
    loop {
        let mut tx = shared.db.begin_queue().await?;
        let forgotten = store::forget_news(&mut tx, shared.clock.now() - NEWS_KEPT, NEWS_AT_ONCE).await?;
        tx.commit().await?;
        if forgotten < NEWS_AT_ONCE.unsigned_abs() {
            return Ok(());
        }
    }
}
