use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use op::{EntityId, Op, Permission, RequestId};
use pg::TenantTx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{AuditError, leaf, store};

/// Most events a page may hold.
const LARGEST_PAGE: u32 = 500;
/// How many events the check of the leaves reads at a time.
const VERIFY_STEP: i64 = 1000;

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

/// One page, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The events.
    pub events: Vec<Event>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// Lists the trail, newest first, `limit` (at most 500) events a page.
///
/// # Errors
/// [`AuditError::Denied`] without `audit-read` for the filter's business, or for the organisation when it names none.
pub async fn list(
    tx: &mut TenantTx,
    op: &Op,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page, AuditError> {
    op.grants.require(Permission::AuditRead, filter.entity)?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let mut events = store::page(tx, filter, after, i64::from(limit) + 1).await?;
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    let last = events.last().map(|e| Cursor { at: e.at, event_id: e.event_id });
    Ok(Page { next: last.filter(|_| more), events })
}

/// Everything that happened to one subject, oldest first. The caller has already allowed the actor to see the subject.
///
/// # Errors
/// [`AuditError::Database`].
pub async fn history(tx: &mut TenantTx, subject_id: Uuid) -> Result<Vec<Event>, AuditError> {
    store::of_subject(tx, subject_id).await
}

/// What the check of the leaves found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many events were read.
    pub events: u64,
    /// Events whose columns no longer give their leaf: someone changed them behind the database's back.
    pub altered: Vec<Uuid>,
}

/// Recomputes the leaf of every event of the organisation.
///
/// # Errors
/// [`AuditError::Database`].
pub async fn verify(tx: &mut TenantTx) -> Result<Verified, AuditError> {
    let org = tx.org().0;
    let mut found = Verified::default();
    let mut after = (Timestamp::UNIX_EPOCH, Uuid::nil());
    loop {
        let events = store::from_oldest(tx, after, VERIFY_STEP).await?;
        let Some(last) = events.last() else { return Ok(found) };
        after = (last.at, last.event_id);
        for event in &events {
            found.events += 1;
            if leaf_of(org, event)[..] != event.leaf[..] {
                found.altered.push(event.event_id);
            }
        }
    }
}

fn leaf_of(org: Uuid, event: &Event) -> [u8; 32] {
    leaf::Leaf {
        org,
        event_id: event.event_id,
        at: event.at,
        entity: event.entity.map(|e| e.0),
        actor_kind: &event.actor_kind,
        actor_id: event.actor_id,
        actor_name: &event.actor_name,
        origin: &event.origin,
        request: event.request.0,
        action: &event.action,
        subject: &event.subject,
        subject_id: event.subject_id,
        reason: event.reason.as_deref(),
        before: event.before.as_ref(),
        after: event.after.as_ref(),
    }
    .hash()
}
