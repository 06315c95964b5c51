use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use op::{EntityId, Op, OrgId};
use pg::Db;

use crate::{ApprovalError, InForce, store};

/// How many policies are remembered; a full memory starts anew.
const POLICIES_MAX: usize = 10_000;

/// The policies in force as they were last read, for decisions that should not cost a reading each. Cheap to clone.
///
/// What is remembered may be old. That harms nobody: the database refuses a decision on a policy that is not in force
/// any more ([`ApprovalError::PolicyMoved`]); then [`forget`](Self::forget) and decide again.
#[derive(Clone, Default)]
pub struct Policies {
    known: Arc<Mutex<HashMap<(OrgId, EntityId), Arc<InForce>>>>,
}

impl Policies {
    /// The policy of a business, from memory or from the database. The caller has allowed the actor to act there.
    ///
    /// # Errors
    /// [`ApprovalError::UnknownEntity`].
    pub async fn of(&self, db: &Db, op: &Op, entity: EntityId) -> Result<Arc<InForce>, ApprovalError> {
        if let Some(known) = self.remembered(op.org, entity) {
            return Ok(known);
        }
        let mut tx = db.begin(op).await?;
        let read = Arc::new(store::policy(&mut tx, entity).await?);
        tx.rollback().await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= POLICIES_MAX {
            known.clear();
        }
        known.insert((op.org, entity), Arc::clone(&read));
        Ok(read)
    }

    /// Forgets the policy of a business, so that it is read again.
    pub fn forget(&self, org: OrgId, entity: EntityId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&(org, entity));
    }

    fn remembered(&self, org: OrgId, entity: EntityId) -> Option<Arc<InForce>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&(org, entity)).cloned()
    }
}
