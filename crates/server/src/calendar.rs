//! What the clock brings while the program serves: parked documents come back on their day, and identity throws away
//! what has served its time.

use std::sync::Arc;
use std::time::Duration;

use documents::Documents;
use op::Clock;
use pg::Db;
use tokio_util::sync::CancellationToken;

/// How often it is looked. A document parked until a day is back within this time after midnight.
const EVERY: Duration = Duration::from_secs(15 * 60);

/// Looks at the clock until stopped. A round that fails is told and tried again.
pub async fn keep(db: Db, documents: Documents, clock: Arc<dyn Clock>, stop: CancellationToken) {
    loop {
        match documents.bring_back_due(Arc::clone(&clock)).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "parked documents are back in review"),
            Err(error) => tracing::warn!(%error, "parked documents could not be looked at; trying again"),
        }
        if let Err(error) = identity::sweep(&db, &*clock).await {
            tracing::warn!(%error, "old sessions could not be thrown away; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
