use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{EntityId, OrgId};

/// How many businesses are remembered; a full memory starts anew.
const BUSINESSES_MAX: usize = 10_000;

/// Something a running program remembers of each business. Cheap to clone: all copies remember the same.
///
/// Who remembers says why what he remembers is still true, or who notices when it is not.
pub struct PerBusiness<V> {
    known: Arc<Mutex<HashMap<(OrgId, EntityId), V>>>,
}

impl<V> Clone for PerBusiness<V> {
    fn clone(&self) -> Self {
        Self { known: Arc::clone(&self.known) }
    }
}

impl<V> Default for PerBusiness<V> {
    fn default() -> Self {
        Self { known: Arc::default() }
    }
}

impl<V: Clone> PerBusiness<V> {
    /// What is remembered.
    pub fn get(&self, org: OrgId, entity: EntityId) -> Option<V> {
        self.lock().get(&(org, entity)).cloned()
    }

    /// Remembers this.
    pub fn keep(&self, org: OrgId, entity: EntityId, value: V) {
        let mut known = self.lock();
        if known.len() >= BUSINESSES_MAX {
            known.clear();
        }
        known.insert((org, entity), value);
    }

    /// Forgets what is remembered of this business.
    pub fn forget(&self, org: OrgId, entity: EntityId) {
        self.lock().remove(&(org, entity));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(OrgId, EntityId), V>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_business_is_remembered_for_itself_until_it_is_forgotten() {
        let [org, other] = [1, 2].map(|n| OrgId(Uuid::from_u128(n)));
        let [here, there] = [3, 4].map(|n| EntityId(Uuid::from_u128(n)));
        let memory = PerBusiness::default();
        let copy = memory.clone();
        memory.keep(org, here, "EUR");
        memory.keep(org, there, "USD");
        assert_eq!((copy.get(org, here), copy.get(org, there)), (Some("EUR"), Some("USD")));
        assert_eq!(copy.get(other, here), None, "the same business id elsewhere");
        copy.forget(org, here);
        assert_eq!((memory.get(org, here), memory.get(org, there)), (None, Some("USD")));
    }

    #[test]
    fn a_full_memory_starts_anew() {
        let (org, memory) = (OrgId(Uuid::nil()), PerBusiness::default());
        for n in 0..=BUSINESSES_MAX {
            memory.keep(org, EntityId(Uuid::from_u128(n as u128)), n);
        }
        assert_eq!(memory.lock().len(), 1);
    }
}
