//! The sealer: gives every committed row of the trail and of the news the next number of its organisation.
//!
//! INVARIANT: numbers are dense, are never given twice and never change. Rows are numbered by transaction, then in the
//! order they were written, and only when every transaction that could come before them has ended (below the snapshot's
//! xmin), so that a slow writer cannot slip in behind a reader. One sealer works at a time, whoever it is.

use std::sync::Arc;
use std::time::Duration;

use op::Clock;
use pg::Db;
use tokio_util::sync::CancellationToken;

use crate::JobError;
use crate::store::seal as store;

/// How often it is looked for something to seal.
const EVERY: Duration = Duration::from_millis(500);
/// Rows sealed in one transaction.
const BATCH: i64 = 5000;

/// Seals what can be sealed now and counts it; none while another sealer is at work.
///
/// # Errors
/// [`JobError::Database`].
pub async fn seal(db: &Db, clock: &dyn Clock) -> Result<u64, JobError> {
    let mut total = 0;
    loop {
        let mut tx = db.begin_system().await?;
        if !store::waits(&mut tx).await? || !store::try_lock(&mut tx).await? {
            return Ok(total);
        }
        let sealed = store::seal(&mut tx, false, clock.now(), BATCH).await?;
        tx.commit().await?;
        total += sealed;
        if sealed < BATCH.unsigned_abs() {
            return Ok(total);
        }
    }
}

/// To be called when a program starts, before anything is written: when the database was restored into another cluster,
/// the transaction ids of what waits to be sealed say nothing any more; it is sealed first, in its old order.
///
/// # Errors
/// [`JobError::Database`].
pub async fn seal_what_was_restored(db: &Db, clock: &dyn Clock) -> Result<u64, JobError> {
    let mut tx = db.begin_system().await?;
    store::lock(&mut tx).await?;
    let mut total = 0;
    if store::moved_here(&mut tx).await? {
        loop {
            let sealed = store::seal(&mut tx, true, clock.now(), BATCH).await?;
            total += sealed;
            if sealed < BATCH.unsigned_abs() {
                break;
            }
        }
        tracing::info!(rows = total, "the database came here from another server; what it brought is sealed");
    }
    tx.commit().await?;
    Ok(total)
}

/// Seals until told to stop.
pub(crate) async fn keep_sealing(db: Db, clock: Arc<dyn Clock>, stop: CancellationToken) {
    loop {
        if let Err(error) = seal(&db, &*clock).await {
            tracing::warn!(%error, "the trail could not be sealed; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
