use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use op::{EntityId, Op, OrgId};
use pg::Db;
use tokio::sync::oneshot;

use crate::admit::Item;
use crate::post::{commit, post, post_batch};
use crate::{LedgerError, NewEntry, Posted, fold};

/// Most entries that share one transaction.
const LARGEST_BATCH: usize = 256;

/// Most transactions of one business in flight: while one is being committed, the next one reads what it needs.
const IN_FLIGHT: usize = 2;

/// How many entries must wait before the next transaction does not wait for the one in flight.
const WORTH_STARTING: usize = 3;

/// Posts for many requests at once. Entries of one business that arrive while a commit is in flight share the next
/// transaction; an entry that finds the lane free is posted at once. Each request gets its own result, and a bad entry
/// does not harm its neighbours.
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
    /// Tasks at work on it.
    tasks: usize,
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
    /// Adds to the lane; true when the caller must start a task.
    fn join(&self, lane: Lane, one: Waiting) -> bool {
        let mut queues = self.lock();
        let queue = queues.entry(lane).or_default();
        queue.waiting.push(one);
        let starts = queue.tasks == 0 || (queue.tasks < IN_FLIGHT && queue.waiting.len() >= WORTH_STARTING);
        queue.tasks += usize::from(starts);
        starts
    }

    /// The next batch in the order of arrival; when there is none the task is done, and the last one frees the lane.
    fn next_batch(&self, lane: Lane) -> Option<Vec<Waiting>> {
        let mut queues = self.lock();
        let queue = queues.get_mut(&lane)?;
        if queue.waiting.is_empty() {
            leave(&mut queues, lane);
            return None;
        }
        let rest = queue.waiting.split_off(queue.waiting.len().min(LARGEST_BATCH));
        Some(std::mem::replace(&mut queue.waiting, rest))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Lane, Queue>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A task leaves its lane.
fn leave(queues: &mut HashMap<Lane, Queue>, lane: Lane) {
    if let Some(queue) = queues.get_mut(&lane) {
        queue.tasks -= 1;
        if queue.tasks == 0 {
            queues.remove(&lane);
        }
    }
}

/// Leaves the lane if its task dies; who still waits there is told by the end of his channel, unless another task works
/// on.
struct LeaveOnPanic<'a>(&'a Lanes, Lane);

impl Drop for LeaveOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            leave(&mut self.0.lock(), self.1);
        }
    }
}

async fn work(lanes: Arc<Lanes>, lane: Lane) {
    let guard = LeaveOnPanic(&lanes, lane);
    while let Some(batch) = lanes.next_batch(lane) {
        serve(&lanes.db, batch).await;
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
