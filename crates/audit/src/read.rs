use jiff::Timestamp;
use op::{Op, Permission};
use pg::TenantTx;
use serde::Serialize;
use uuid::Uuid;

use crate::event::{Cursor, Event, Filter, SealedLeaf};
use crate::{AuditError, leaf, store};

/// Most events a page may hold.
const LARGEST_PAGE: u32 = 500;
/// How many events the check of the leaves reads at a time.
const VERIFY_STEP: i64 = 1000;

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

/// The leaves that follow the one with this number, at most `limit`, in the order in which they were sealed.
///
/// # Errors
/// [`AuditError::Denied`] without `audit-read` for the organisation.
pub async fn leaves(tx: &mut TenantTx, op: &Op, after: i64, limit: u32) -> Result<Vec<SealedLeaf>, AuditError> {
    op.require_org(Permission::AuditRead)?;
    store::sealed(tx, after, i64::from(limit)).await
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
