use money::Currency;
use op::{EntityId, Op, PerBusiness};
use pg::Db;

use crate::{LedgerError, entity};

/// The businesses that are known to exist, with the currency their books are kept in. Cheap to clone.
///
/// INVARIANT: nothing in here grows old: a business is never deleted and never changes its currency (trigger `kept_base`
/// of migration 0104).
#[derive(Clone, Default)]
pub struct BaseCurrencies {
    known: PerBusiness<Currency>,
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
        if let Some(currency) = self.known.get(op.org, id) {
            return Ok(currency);
        }
        let currency = entity(db, op, id).await?.base_currency;
        self.known.keep(op.org, id, currency);
        Ok(currency)
    }
}
