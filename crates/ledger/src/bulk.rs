use op::Op;
use pg::Db;

use crate::admit::Item;
use crate::post::{commit, post, post_batch};
use crate::{LedgerError, NewEntry, Posted, fold};

/// Entries in one transaction of a bulk posting: large enough that the round trips vanish and the balances of a day are
/// touched once, small enough that the period is not held for long against a close.
const CHUNK: usize = 2_000;

/// Posts many entries of one business on the connections of background jobs, in the order given, each with its own
/// result. Give every entry an idempotency key: after a crash the same call continues where it stopped.
///
/// Cost: five round trips for every 2,000 entries.
///
/// # Errors
/// Only what concerns the whole call, such as a lost connection; what was posted until then stays posted.
pub async fn post_bulk(
    db: &Db,
    op: &Op,
    entries: &[NewEntry],
) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let mut outcomes = Vec::with_capacity(entries.len());
    for chunk in entries.chunks(CHUNK) {
        match chunk_at_once(db, op, chunk).await {
            Ok(done) => {
                fold::after_commit(db, op, done.iter().flatten()).await;
                outcomes.extend(done);
            }
            Err(error @ LedgerError::CommitUnknown(_)) => return Err(error),
            // one of them was refused by the database itself: find out which
            Err(_) => {
                for new in chunk {
                    outcomes.push(post(db, op, new).await);
                }
            }
        }
    }
    Ok(outcomes)
}

async fn chunk_at_once(db: &Db, op: &Op, chunk: &[NewEntry]) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let mut tx = db.begin_job(op).await?;
    let items: Vec<Item<'_>> = chunk.iter().map(|new| Item { op, new, whole: false }).collect();
    let outcomes = post_batch(&mut tx, &items).await?;
    commit(tx).await?;
    Ok(outcomes)
}
