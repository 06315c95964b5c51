//! What every handler can reach.

use std::num::NonZeroU32;
use std::sync::Arc;

use documents::Documents;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ledger::PostingQueue;
use metrics_exporter_prometheus::PrometheusHandle;
use op::Clock;
use pg::Db;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::problem::ApiError;
use crate::watching::{self, Call};

/// Requests a caller may make in a second, on average.
const REQUESTS_PER_SECOND: u32 = 60;
/// Requests a caller may make at once.
const REQUESTS_AT_ONCE: u32 = 300;

/// News that a slow watcher may lag behind before it misses some.
const NEWS_KEPT: usize = 1024;

/// The sign-in of the demo company, shown on the first page as long as it is one.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// The road of documents.
    pub documents: Documents,
    /// Posts entries; those that arrive together share a commit.
    pub posting: PostingQueue,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Shown on the first page.
    pub demo: Option<DemoSignIn>,
    /// Whether cookies are sent over TLS alone.
    pub secure_cookies: bool,
    /// News of all organisations, from one connection that all watchers share.
    pub(crate) news: broadcast::Sender<Arc<Call>>,
    metrics: PrometheusHandle,
    limiter: Arc<DefaultKeyedRateLimiter<Uuid>>,
}

impl State {
    /// State over opened parts; starts to listen for news. `metrics` is the recorder installed by the program.
    pub fn new(db: Db, documents: Documents, clock: Arc<dyn Clock>, metrics: PrometheusHandle) -> Self {
        let per_second = NonZeroU32::new(REQUESTS_PER_SECOND).expect("a constant above zero");
        let at_once = NonZeroU32::new(REQUESTS_AT_ONCE).expect("a constant above zero");
        let limiter = RateLimiter::keyed(Quota::per_second(per_second).allow_burst(at_once));
        let (news, _) = broadcast::channel(NEWS_KEPT);
        tokio::spawn(watching::relay(db.clone(), news.clone()));
        Self {
            news,
            posting: PostingQueue::new(db.clone()),
            db,
            documents,
            clock,
            demo: None,
            secure_cookies: false,
            metrics,
            limiter: Arc::new(limiter),
        }
    }

    /// The metrics in Prometheus' text form.
    pub fn metrics_text(&self) -> String {
        self.metrics.render()
    }

    /// Passes when the caller has not asked too often.
    pub fn admit(&self, caller: Uuid) -> Result<(), ApiError> {
        let Err(refusal) = self.limiter.check_key(&caller) else { return Ok(()) };
        let wait = refusal.wait_time_from(DefaultClock::default().now());
        let mut error = ApiError::new(
            axum::http::StatusCode::TOO_MANY_REQUESTS,
            "rate_limited",
            format!("More than {REQUESTS_PER_SECOND} requests a second: wait a moment."),
        );
        error.retry_after = Some(wait.as_secs().max(1));
        Err(error)
    }
}
