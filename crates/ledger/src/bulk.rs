use op::Op;
use pg::{Db, TenantTx};

use crate::admit::Item;
use crate::post::{JudgedBatch, commit, judge_batch, post, write_batch};
use crate::{LedgerError, NewEntry, Posted, fold};

/// Entries in one transaction of a bulk posting: large enough that the round trips vanish and the balances of a day are
/// touched once, small enough that the period is not held for long against a close.
const CHUNK: usize = 2_000;

/// Posts many entries of one business on the connections of background jobs, in the order given, each with its own
/// result. Give every entry an idempotency key: after a crash the same call continues where it stopped.
///
/// While the database writes one chunk the next one is judged, in a transaction of its own; it is written after the
/// first has committed. What it could not see of the first (a key that came twice) the database refuses, and the chunk
/// is then posted one by one.
///
/// Cost: five round trips for every 2,000 entries; two chunks in memory.
///
/// # Errors
/// Only what concerns the whole call, such as a lost connection; what was posted until then stays posted.
pub async fn post_bulk(
    db: &Db,
    op: &Op,
    entries: &[NewEntry],
) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    in_chunks(db, op, entries, CHUNK).await
}

pub(crate) async fn in_chunks(
    db: &Db,
    op: &Op,
    entries: &[NewEntry],
    size: usize,
) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let mut outcomes = Vec::with_capacity(entries.len());
    let mut chunks = entries.chunks(size).map(|chunk| Chunk::of(op, chunk));
    let mut judged = match chunks.next() {
        Some(chunk) => Some(chunk.judge(db, op).await),
        None => None,
    };
    while let Some(present) = judged.take() {
        let next = chunks.next();
        let next = async { Some(next?.judge(db, op).await) };
        let (written, following) = tokio::join!(present.write(db, op), next);
        outcomes.extend(written?);
        judged = following;
    }
    Ok(outcomes)
}

/// Entries that share a transaction.
struct Chunk<'a> {
    entries: &'a [NewEntry],
    items: Vec<Item<'a>>,
}

/// A chunk with the transaction in which it was judged, or why that failed.
struct JudgedChunk<'a> {
    chunk: Chunk<'a>,
    judged: Result<(TenantTx, JudgedBatch<'a>), LedgerError>,
}

impl<'a> Chunk<'a> {
    fn of(op: &'a Op, entries: &'a [NewEntry]) -> Self {
        Self { entries, items: entries.iter().map(|new| Item { op, new, whole: false }).collect() }
    }

    async fn judge(self, db: &Db, op: &Op) -> JudgedChunk<'a> {
        let judged = async {
            let mut tx = db.begin_job(op).await?;
            let judged = judge_batch(&mut tx, &self.items).await?;
            Ok((tx, judged))
        };
        JudgedChunk { judged: judged.await, chunk: self }
    }
}

impl JudgedChunk<'_> {
    async fn write(self, db: &Db, op: &Op) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
        let Self { chunk, judged } = self;
        let written = async {
            let (mut tx, judged) = judged?;
            let outcomes = write_batch(&mut tx, &chunk.items, judged).await?;
            commit(tx).await?;
            Ok(outcomes)
        };
        match written.await {
            Ok(done) => {
                fold::after_commit(db, op, done.iter().flatten()).await;
                Ok(done)
            }
            Err(error @ LedgerError::CommitUnknown(_)) => Err(error),
            // one of them was refused by the database itself: find out which
            Err(_) => {
                let mut outcomes = Vec::with_capacity(chunk.entries.len());
                for new in chunk.entries {
                    outcomes.push(post(db, op, new).await);
                }
                Ok(outcomes)
            }
        }
    }
}
