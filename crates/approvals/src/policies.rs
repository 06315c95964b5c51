use std::sync::Arc;

use op::{EntityId, Op, OrgId, PerBusiness};
use pg::Db;

use crate::{ApprovalError, InForce, store};

/// The policies in force as they were last read, for decisions that should not cost a reading each. Cheap to clone.
///
/// What is remembered may be old. That harms nobody: the database refuses a decision on a policy that is not in force
/// any more ([`ApprovalError::PolicyMoved`]); then [`forget`](Self::forget) and decide again.
#[derive(Clone, Default)]
pub struct Policies {
    known: PerBusiness<Arc<InForce>>,
}

impl Policies {
    /// The policy of a business, from memory or from the database. The caller has allowed the actor to act there.
    ///
    /// # Errors
    /// [`ApprovalError::UnknownEntity`].
    pub async fn of(&self, db: &Db, op: &Op, entity: EntityId) -> Result<Arc<InForce>, ApprovalError> {
        if let Some(known) = self.known.get(op.org, entity) {
            return Ok(known);
        }
        let mut tx = db.begin(op).await?;
        let read = Arc::new(store::policy(&mut tx, entity).await?);
        tx.rollback().await?;
        self.known.keep(op.org, entity, Arc::clone(&read));
        Ok(read)
    }

    /// Forgets the policy of a business, so that it is read again.
    pub fn forget(&self, org: OrgId, entity: EntityId) {
        self.known.forget(org, entity);
    }
}
