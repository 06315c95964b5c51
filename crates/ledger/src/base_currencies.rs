use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use money::Currency;
use op::{EntityId, Op, OrgId};
use pg::Db;

use crate::{LedgerError, entity};

/// How many businesses are remembered; a full memory starts anew.
const BUSINESSES_MAX: usize = 100_000;

/// The businesses that are known to exist, with the currency their books are kept in. Cheap to clone.
///
/// INVARIANT: nothing in here grows old: a business is never deleted and never changes its currency (trigger `kept_base`
/// of migration 0104).
#[derive(Clone, Default)]
pub struct BaseCurrencies {
    known: Arc<Mutex<HashMap<(OrgId, EntityId), Currency>>>,
}

impl BaseCurrencies {
    /// The currency of a business the actor may see, from memory or from the database.
    ///
    /// # Errors
    /// [`LedgerError::UnknownEntity`], also when the actor may not see it.
    pub async fn of(&self, db: &Db, op: &Op, id: EntityId) -> Result<Currency, LedgerError> {
        if !op.grants.covers(id) {
            return Err(LedgerError::UnknownEntity(id));
        }
        if let Some(currency) = self.known().get(&(op.org, id)) {
            return Ok(*currency);
        }
        let currency = entity(db, op, id).await?.base_currency;
        let mut known = self.known();
        if known.len() >= BUSINESSES_MAX {
            known.clear();
        }
        known.insert((op.org, id), currency);
        Ok(currency)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<(OrgId, EntityId), Currency>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
