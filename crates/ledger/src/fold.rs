use std::sync::Arc;

use jobs::{BoxFuture, Failure, Handler, Job, NewJob};
use op::{EntityId, Op, may};
use pg::{Db, TenantTx};
use serde::Deserialize;
use serde_json::json;

use crate::{EntryNumber, LedgerError, Posted, store};

const KIND: &str = "ledger.fold";
/// After how many numbers of a journal the tail is folded. A tail of some hundred rows costs a report well under a
/// millisecond.
const EVERY: i64 = 256;
/// A statement with so many lines is folded by the database as it goes in (migration 0100).
pub(crate) const LARGE: usize = 1000;

/// Enqueues the fold when one of the numbers just given is due for it: no counter, no clock, nothing to lose in a
/// crash.
pub(crate) async fn remind<'a>(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    mut numbers: impl Iterator<Item = &'a EntryNumber>,
) -> Result<(), LedgerError> {
    if numbers.any(|n| n.number % EVERY == 0) {
        let job = NewJob::new(KIND, json!({ "entity": entity })).keyed(entity).priority(-10).by_program();
        jobs::enqueue(tx, op, job).await?;
    }
    Ok(())
}

/// Moves the tail of a business into its stored balances and returns how many tail rows there were. Posting goes on
/// meanwhile; balances read before, during and after are the same. It shows and changes nothing, so it needs no
/// permission: whoever posts may cause it.
///
/// # Errors
/// The database's.
pub async fn fold(db: &Db, op: &Op, entity: EntityId) -> Result<u64, LedgerError> {
    let mut tx = db.begin_job(op).await?;
    store::balances::lock_fold(&mut tx, entity).await?;
    let folded = store::balances::fold(&mut tx, entity).await?;
    tx.commit().await?;
    Ok(folded)
}

/// Called after a commit: at the 16th, 64th, 256th ... entry of a journal's year the database looks whether its tables
/// have outgrown their statistics. Plans made for nearly empty tables would otherwise be kept until the next round of
/// autovacuum, in which young books can grow a hundredfold.
pub(crate) async fn after_commit<'a>(db: &Db, op: &Op, mut posted: impl Iterator<Item = &'a Posted>) {
    let is_due = |n: i64| n >= 16 && n.count_ones() == 1 && n.trailing_zeros().is_multiple_of(2);
    if !posted.any(|p| !p.repeated && is_due(p.number.number)) {
        return;
    }
    // what was posted is posted; statistics can wait for autovacuum
    if let Err(error) = refresh_statistics(db, op).await {
        tracing::warn!(%error, "statistics of the ledger's tables could not be refreshed");
    }
}

async fn refresh_statistics(db: &Db, op: &Op) -> Result<(), LedgerError> {
    let mut tx = db.begin_job(op).await?;
    store::balances::refresh_statistics(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws the stored balances of a business away and makes them again from its lines, in one snapshot: the mending
/// after [`verify`](crate::verify()) has found a drift. Recorded in the audit trail. Returns how many rows there are now.
///
/// # Errors
/// [`LedgerError::Denied`] without `periods-manage`, or the database's.
pub async fn rebuild_balances(db: &Db, op: &Op, entity: EntityId) -> Result<u64, LedgerError> {
    let by = op.authorise(may::PeriodsManage, entity)?;
    let mut tx = db.begin_job(op).await?;
    store::balances::lock_fold(&mut tx, entity).await?;
    let changed = store::balances::rebuild(&mut tx, &by).await?;
    let change =
        audit::Change::of("balances.rebuilt", "entity", entity.0).in_entity(entity).after(json!({ "rows": changed }));
    audit::record(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Runs [`fold`] as a background job.
pub struct FoldHandler {
    db: Db,
}

impl FoldHandler {
    /// Over this database.
    pub fn new(db: Db) -> Arc<Self> {
        Arc::new(Self { db })
    }
}

#[derive(Deserialize)]
struct Payload {
    entity: EntityId,
}

impl Handler for FoldHandler {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, op: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Payload { entity } = job.payload_as()?;
            let rows = fold(&self.db, op, entity).await.map_err(Failure::retry)?;
            tracing::debug!(%entity, rows, "balances folded");
            Ok(())
        })
    }
}
