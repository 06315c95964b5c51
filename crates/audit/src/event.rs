use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use op::{EntityId, Op, RequestId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::AuditError;

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

impl<'a> Row<'a> {
    pub fn of(op: &'a Op, change: Change) -> Self {
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

/// One event of the trail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Its id.
    pub event_id: Uuid,
    /// When it was recorded.
    pub at: Timestamp,
    /// The business it belongs to, if any.
    pub entity: Option<EntityId>,
    /// `user`, `api_key`, `agent` or `system`.
    pub actor_kind: String,
    /// The user, the key, or the person an agent worked for.
    pub actor_id: Option<Uuid>,
    /// The actor in words.
    pub actor_name: String,
    /// Through which door: `web`, `api`, `cli`, `mail`, `folder`, `worker`.
    pub origin: String,
    /// The request or job.
    pub request: RequestId,
    /// What happened: `entry.posted`.
    pub action: String,
    /// The kind of thing: `entry`.
    pub subject: String,
    /// Which one.
    pub subject_id: Uuid,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// How it was.
    pub before: Option<Value>,
    /// How it became.
    pub after: Option<Value>,
    /// SHA-256 over all the columns.
    #[serde(skip)]
    pub leaf: Vec<u8>,
}

/// Which events to list; the empty filter lists all of the organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Only of this business.
    pub entity: Option<EntityId>,
    /// Only this kind of subject.
    pub subject: Option<String>,
    /// Only this subject.
    pub subject_id: Option<Uuid>,
    /// Only by this user or key.
    pub actor: Option<Uuid>,
    /// Only actions that begin so: `entry.` or `entry.posted`.
    pub action: Option<String>,
    /// Not earlier than this.
    pub from: Option<Timestamp>,
    /// Earlier than this.
    pub until: Option<Timestamp>,
    /// Only of this request.
    pub request: Option<RequestId>,
}

/// Where the next page begins; its text form goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) at: Timestamp,
    pub(crate) event_id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_microsecond(), self.event_id.simple())
    }
}

impl FromStr for Cursor {
    type Err = AuditError;

    fn from_str(text: &str) -> Result<Self, AuditError> {
        let parse = || {
            let (at, id) = text.split_once('.')?;
            let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
            Some(Self { at, event_id: Uuid::try_parse(id).ok()? })
        };
        parse().ok_or_else(|| AuditError::Cursor(text.to_owned()))
    }
}

/// An event in the lasting order of the organisation's trail: 1, 2, 3 ... without a gap for whoever sees all businesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLeaf {
    /// Its place, given by the sealer once and for all.
    pub number: i64,
    /// The event.
    pub event_id: Uuid,
    /// SHA-256 over its columns.
    pub leaf: Vec<u8>,
}
