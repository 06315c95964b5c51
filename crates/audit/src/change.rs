use jiff::Timestamp;
use op::{EntityId, Op};
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::{AuditError, store};

/// One thing that was done to one subject.
///
/// `before` and `after` are the images of what changed as JSON objects; amounts in them are integers of minor units or
/// strings, never floats. Secrets (password and key hashes) stay out of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened, `noun.verb-ed`: `entry.posted`, `document.approved`, `user.created`.
    pub action: &'static str,
    /// The kind of thing it happened to: `entry`, `document`, `user`.
    pub subject: &'static str,
    /// Which one.
    pub subject_id: Uuid,
    /// The business it belongs to; `None` for what belongs to the whole organisation.
    pub entity: Option<EntityId>,
    /// How it was; `None` when it is new.
    pub before: Option<Value>,
    /// How it is now; `None` when it is gone.
    pub after: Option<Value>,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

impl Change {
    /// An action on a subject.
    pub fn of(action: &'static str, subject: &'static str, subject_id: Uuid) -> Self {
        Self { action, subject, subject_id, entity: None, before: None, after: None, reason: None }
    }

    /// Belongs to this business.
    pub fn in_entity(mut self, entity: EntityId) -> Self {
        self.entity = Some(entity);
        self
    }

    /// How it was.
    pub fn before(mut self, image: impl Into<Value>) -> Self {
        self.before = Some(image.into());
        self
    }

    /// How it is now.
    pub fn after(mut self, image: impl Into<Value>) -> Self {
        self.after = Some(image.into());
        self
    }

    /// Why it was done.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

/// A change as it goes into the table.
pub(crate) struct Row<'a> {
    pub op: &'a Op,
    pub event_id: Uuid,
    pub at: Timestamp,
    pub change: Change,
    pub leaf: [u8; 32],
}

/// Writes one change into the transaction that makes it.
///
/// # Errors
/// [`AuditError::Database`]; the transaction is then aborted as a whole.
pub async fn record(tx: &mut TenantTx, op: &Op, change: Change) -> Result<(), AuditError> {
    record_many(tx, op, vec![change]).await
}

/// Writes several changes of one operation with one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_many(tx: &mut TenantTx, op: &Op, changes: Vec<Change>) -> Result<(), AuditError> {
    record_each(tx, changes.into_iter().map(|change| (op, change)).collect()).await
}

/// Writes changes of several operations that share the transaction, with one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_each(tx: &mut TenantTx, changes: Vec<(&Op, Change)>) -> Result<(), AuditError> {
    if changes.is_empty() {
        return Ok(());
    }
    let rows: Vec<Row<'_>> = changes.into_iter().map(|(op, change)| Row::of(op, change)).collect();
    store::insert(tx, &rows).await
}

impl<'a> Row<'a> {
    fn of(op: &'a Op, change: Change) -> Self {
        let at = pg::stored_precision(op.now());
        let event_id = op.new_id();
        let leaf = crate::leaf::Leaf {
            org: op.org.0,
            event_id,
            at,
            entity: change.entity.map(|e| e.0),
            actor_kind: op.actor.kind(),
            actor_id: op.actor.id(),
            actor_name: &op.actor.name(),
            origin: &op.origin.to_string(),
            request: op.request.0,
            action: change.action,
            subject: change.subject,
            subject_id: change.subject_id,
            reason: change.reason.as_deref(),
            before: change.before.as_ref(),
            after: change.after.as_ref(),
        }
        .hash();
        Self { op, event_id, at, change, leaf }
    }
}
