use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use op::{Clock, OrgId};
use pg::Db;
use uuid::Uuid;

use crate::principals::Principals;
use crate::{Handler, Job};

/// What the loop, its heartbeat and its attempts share.
pub(crate) struct Shared {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub principals: Arc<dyn Principals>,
    pub handlers: HashMap<&'static str, Arc<dyn Handler>>,
    pub kinds: Vec<String>,
    pub id: Uuid,
    served: Mutex<Option<OrgId>>,
    held: Mutex<HashSet<(Uuid, u16)>>,
}

impl Shared {
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        principals: Arc<dyn Principals>,
        handlers: Vec<Arc<dyn Handler>>,
    ) -> Self {
        let handlers: HashMap<_, _> = handlers.into_iter().map(|h| (h.kind(), h)).collect();
        let kinds = handlers.keys().map(|kind| (*kind).to_owned()).collect();
        let (id, served, held) = (clock.new_id(), Mutex::new(None), Mutex::new(HashSet::new()));
        Self { db, clock, principals, handlers, kinds, id, served, held }
    }

    pub fn last_served(&self) -> Option<OrgId> {
        *self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The attempt is under way, until [`Self::let_go`].
    pub fn hold(&self, job: &Job) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert((job.id, job.attempt));
    }

    /// The attempt has ended, whether or not that could be stored.
    pub fn let_go(&self, job: &Job) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&(job.id, job.attempt));
    }

    pub fn held(&self) -> Vec<Uuid> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(job, _)| *job).collect()
    }

    pub fn remember_served(&self, org: Option<OrgId>) {
        *self.served.lock().unwrap_or_else(PoisonError::into_inner) = org;
    }
}
