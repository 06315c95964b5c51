//! What every handler can reach.

use std::ops::Deref;
use std::sync::Arc;

use documents::Documents;
use identity::{Door, Principal};
use ledger::{BaseCurrencies, PostingQueue};
use manual::Manual;
use metrics_exporter_prometheus::PrometheusHandle;
use op::Clock;
use pg::Db;
use tokio::sync::{Semaphore, broadcast};
use trade::Trade;

use crate::news::{self, Call};
use crate::problem::ApiError;
use crate::rates::Rates;
use crate::settings::Settings;

/// News that a slow watcher may lag behind before it misses some.
const NEWS_KEPT: usize = 1024;

/// Uploads that may be under way at once; each holds one file in memory.
const UPLOADS_AT_ONCE: usize = 8;

/// The sign-in of the demo company, shown on the first page as long as it is one.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// What every handler can reach. One pointer: every layer around every route has a copy.
#[derive(Clone)]
pub struct State(Arc<Parts>);

impl Deref for State {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The parts of [`State`].
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The road of documents.
    pub documents: Documents,
    /// Entries by hand; those that arrive together share a commit.
    pub manual: Manual,
    /// What is owed.
    pub trade: Trade,
    /// The businesses that are known to exist.
    pub base_currencies: BaseCurrencies,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Shown on the first page.
    pub demo: Option<DemoSignIn>,
    /// What whoever runs the program decides about its door.
    pub settings: Arc<Settings>,
    /// Who comes in.
    pub door: Door,
    /// Uploads that may be under way at once.
    pub(crate) uploads: Arc<Semaphore>,
    /// News of all organisations, from one connection that all watchers share.
    pub(crate) news: broadcast::Sender<Arc<Call>>,
    metrics: PrometheusHandle,
    rates: Rates,
}

impl State {
    /// State over opened parts; starts to listen for news. `metrics` is the recorder installed by the program, `demo` what
    /// the first page shows.
    pub fn new(
        db: Db,
        documents: Documents,
        clock: Arc<dyn Clock>,
        metrics: PrometheusHandle,
        settings: Settings,
        demo: Option<DemoSignIn>,
    ) -> Self {
        let (news, _) = broadcast::channel(NEWS_KEPT);
        tokio::spawn(news::relay(db.clone(), news.clone()));
        let manual = Manual::new(db.clone(), PostingQueue::new(db.clone()), documents.clone());
        Self(Arc::new(Parts {
            news,
            trade: Trade::new(db.clone(), manual.clone()),
            manual,
            door: Door::open(db.clone(), Arc::clone(&clock)),
            db,
            documents,
            base_currencies: BaseCurrencies::default(),
            clock,
            demo,
            rates: Rates::new(&settings),
            settings: Arc::new(settings),
            uploads: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            metrics,
        }))
    }
}

impl Parts {
    /// The metrics in Prometheus' text form.
    pub fn metrics_text(&self) -> String {
        self.metrics.render()
    }

    /// Passes when the caller has not asked too often.
    pub fn admit(&self, caller: &Principal) -> Result<(), ApiError> {
        self.rates.admit(caller)
    }
}
