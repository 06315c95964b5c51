use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use op::{EntityId, Op, OrgId};
use pg::Db;
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;

use crate::admit::Item;
use crate::post::{commit, post, post_batch};
use crate::{LedgerError, NewEntry, Posted, fold};

/// Most entries that share one transaction.
const LARGEST_BATCH: usize = 256;

/// The longest that a batch waits for those who were answered last and ask again. A transaction costs several times as
/// much as an entry more in it, so that waiting for them is worth less than half of one.
const LONGEST_WAIT: Duration = Duration::from_millis(3);

/// Posts for many requests at once. Entries of one business that arrive while a commit is in flight share the next
/// transaction, which waits a moment for as many as there were in the last one; an entry that comes alone is posted at
/// once. Each request gets its own result, and a bad entry does not harm its neighbours.
///
/// The work runs in a task of its own, so a request that is dropped half-way cannot leave a transaction open.
#[derive(Clone)]
pub struct PostingQueue {
    lanes: Arc<Lanes>,
}

type Lane = (OrgId, EntityId);

struct Lanes {
    db: Db,
    /// INVARIANT: a lane is in the map exactly while a task works on it.
    queues: Mutex<HashMap<Lane, Queue>>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Waiting>,
    /// How many the next batch may wait for: those who were answered last and those who waited meanwhile.
    expected: usize,
    /// Wakes the task when they are there.
    complete: Arc<Notify>,
}

struct Waiting {
    op: Op,
    new: NewEntry,
    answer: oneshot::Sender<Result<Posted, LedgerError>>,
}

impl PostingQueue {
    /// A queue over this database; one for the whole program.
    pub fn new(db: Db) -> Self {
        Self { lanes: Arc::new(Lanes { db, queues: Mutex::default() }) }
    }

    /// Posts one entry.
    ///
    /// # Errors
    /// As [`post`](crate::post()).
    pub async fn post(&self, op: &Op, new: NewEntry) -> Result<Posted, LedgerError> {
        let lane = (op.org, new.entity);
        let (answer, result) = oneshot::channel();
        if self.lanes.join(lane, Waiting { op: op.clone(), new, answer }) {
            tokio::spawn(work(Arc::clone(&self.lanes), lane));
        }
        result.await.unwrap_or_else(|_| Err(LedgerError::CommitUnknown("the posting task ended early".to_owned())))
    }
}

impl Lanes {
    /// Adds to the lane; true when the caller must start its task.
    fn join(&self, lane: Lane, one: Waiting) -> bool {
        let mut queues = self.lock();
        let is_free = !queues.contains_key(&lane);
        let queue = queues.entry(lane).or_default();
        queue.waiting.push(one);
        if queue.waiting.len() >= queue.expected {
            queue.complete.notify_one();
        }
        is_free
    }

    /// What wakes the task once `answered` others may have come back; `None` when they are all there.
    fn expects(&self, lane: Lane, answered: usize) -> Option<Arc<Notify>> {
        let mut queues = self.lock();
        let queue = queues.get_mut(&lane)?;
        queue.expected = answered + queue.waiting.len();
        queue.complete = Arc::default();
        (queue.waiting.len() < queue.expected).then(|| Arc::clone(&queue.complete))
    }

    /// The next batch in the order of arrival; when there is none the lane is freed.
    fn next_batch(&self, lane: Lane) -> Option<Vec<Waiting>> {
        let mut queues = self.lock();
        let queue = queues.get_mut(&lane)?;
        if queue.waiting.is_empty() {
            queues.remove(&lane);
            return None;
        }
        let rest = queue.waiting.split_off(queue.waiting.len().min(LARGEST_BATCH));
        Some(std::mem::replace(&mut queue.waiting, rest))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Lane, Queue>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Frees the lane if its task dies, so that the next request starts another one.
struct FreeOnPanic<'a>(&'a Lanes, Lane);

impl Drop for FreeOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.lock().remove(&self.1);
        }
    }
}

async fn work(lanes: Arc<Lanes>, lane: Lane) {
    let guard = FreeOnPanic(&lanes, lane);
    while let Some(batch) = lanes.next_batch(lane) {
        let (count, began) = (batch.len(), Instant::now());
        serve(&lanes.db, batch).await;
        if let Some(complete) = lanes.expects(lane, count) {
            let longest = LONGEST_WAIT.min(began.elapsed() / 2);
            // they came, or they do not come any more: either way the next batch is who is there
            let _came = timeout(longest, complete.notified()).await;
        }
    }
    drop(guard);
}

/// Posts a batch in one transaction and answers everyone after the commit. When the shared transaction breaks, each
/// entry is posted on its own: the bad one fails alone.
async fn serve(db: &Db, batch: Vec<Waiting>) {
    match together(db, &batch).await {
        Ok(outcomes) => {
            if let Some(first) = batch.first() {
                fold::after_commit(db, &first.op, outcomes.iter().flatten()).await;
            }
            for (one, outcome) in batch.into_iter().zip(outcomes) {
                // a request that went away does not need its answer
                drop(one.answer.send(outcome));
            }
        }
        // whether it was committed is unknown: posting again could post twice
        Err(LedgerError::CommitUnknown(why)) => {
            for one in batch {
                drop(one.answer.send(Err(LedgerError::CommitUnknown(why.clone()))));
            }
        }
        Err(_) => {
            for one in batch {
                let outcome = post(db, &one.op, &one.new).await;
                drop(one.answer.send(outcome));
            }
        }
    }
}

async fn together(db: &Db, batch: &[Waiting]) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let Some(first) = batch.first() else { return Ok(Vec::new()) };
    let mut tx = db.begin(&first.op).await?;
    let items: Vec<Item<'_>> = batch.iter().map(|one| Item { op: &one.op, new: &one.new, whole: true }).collect();
    let outcomes = post_batch(&mut tx, &items).await?;
    commit(tx).await?;
    Ok(outcomes)
}
