//! News of the database, passed on to everybody who watches.

use std::sync::Arc;
use std::time::Duration;

use op::{EntityId, OrgId};
use pg::Db;
use serde::Deserialize;
use tokio::sync::broadcast;
use uuid::Uuid;

/// That something changed.
#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    pub org: OrgId,
    pub topic: String,
    pub entity: Option<EntityId>,
    pub subject: Uuid,
}

/// How long to wait before listening again after the connection was lost.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// Passes the news of the database on to all watchers, until the database is closed: one connection for
/// everybody.
pub(crate) async fn relay(db: Db, news: broadcast::Sender<Arc<Call>>) {
    loop {
        match db.listen(::jobs::NEWS_CHANNEL).await {
            Ok(mut listener) => {
                while let Ok(notice) = listener.recv().await {
                    if let Ok(call) = serde_json::from_str(notice.payload()) {
                        // Nobody may be watching, and that is fine.
                        let _watchers = news.send(Arc::new(call));
                    }
                }
            }
            Err(_) if db.is_closed() => return,
            Err(error) => tracing::warn!(%error, "news cannot be listened for"),
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}
