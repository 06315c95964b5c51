//! The trail, the work that failed, and live news.

use std::collections::HashMap;
use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use jiff::Timestamp;
use op::{EntityId, OrgId, Permission};
use pg::Db;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::{List, limit};

/// Which events of the trail to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AuditQuery {
    /// Only of this business.
    pub business_id: Option<Uuid>,
    /// Only about this thing.
    pub subject_id: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Timestamp>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// An event of the trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    /// The event.
    pub id: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who.
    pub actor: ActorView,
    /// Through which door.
    pub origin: String,
    /// What happened.
    pub action: String,
    /// To what kind of thing.
    pub subject: String,
    /// To which.
    pub subject_id: Uuid,
    /// What that is called now: the number of an entry, issuer and number of a document, code and name of an account.
    pub label: Option<String>,
    /// In which business.
    pub business_id: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// How it was.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// How it is.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// The request that did it.
    pub request_id: Uuid,
}

/// What the things of these events are called.
async fn names(
    state: &State,
    tx: &mut pg::TenantTx,
    events: &[audit::Event],
) -> Result<HashMap<Uuid, String>, ApiError> {
    let of = |kinds: &[&str]| -> Vec<Uuid> {
        events.iter().filter(|e| kinds.contains(&e.subject.as_str())).map(|e| e.subject_id).collect()
    };
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let books = of(&["entry", "account", "period", "entity", "business"]);
    if !books.is_empty() {
        names.extend(::ledger::names_in(tx, &books).await?);
    }
    let documents = of(&["document"]);
    if !documents.is_empty() {
        names.extend(state.documents.names_in(tx, &documents).await?);
    }
    let parties = of(&["party"]);
    if !parties.is_empty() {
        names.extend(::parties::names_in(tx, &parties).await?);
    }
    Ok(names)
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorView {
    /// user, api_key, agent, system.
    pub kind: String,
    /// In words.
    pub name: String,
}

/// Lists the trail, newest first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "Control", params(AuditQuery), responses((status = 200, body = List<AuditView>), (status = 403, body = Problem)))]
pub async fn trail(
    Extract(state): Extract<State>,
    caller: Caller,
    Query(query): Query<AuditQuery>,
) -> Result<Json<List<AuditView>>, ApiError> {
    let filter = audit::Filter {
        entity: query.business_id.map(EntityId),
        subject_id: query.subject_id,
        action: query.action,
        from: query.from,
        until: query.to,
        ..audit::Filter::default()
    };
    let after = query.cursor.as_deref().map(audit::Cursor::from_str).transpose()?;
    let mut tx = state.db.begin_report(&caller.op).await?;
    let page = audit::list(&mut tx, &caller.op, &filter, after, limit(query.limit)).await?;
    let names = names(&state, &mut tx, &page.events).await?;
    let items = page.events.into_iter().map(|e| AuditView {
        label: names.get(&e.subject_id).cloned(),
        id: e.event_id,
        at: e.at,
        actor: ActorView { kind: e.actor_kind, name: e.actor_name },
        origin: e.origin,
        action: e.action,
        subject: e.subject,
        subject_id: e.subject_id,
        business_id: e.entity.map(|b| b.0),
        reason: e.reason,
        before: e.before,
        after: e.after,
        request_id: e.request.0,
    });
    Ok(Json(List { items: items.collect(), next_cursor: page.next.map(|c| c.to_string()), total: None }))
}

/// A job that failed for good.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadJobView {
    /// The job.
    pub id: Uuid,
    /// What it should do.
    pub kind: String,
    /// On what.
    #[schema(value_type = Object)]
    pub payload: Value,
    /// How often it was tried.
    pub attempts: u16,
    /// What happened the last time.
    pub error: Option<String>,
    /// Since when it waits.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// Lists the jobs that failed for good.
#[utoipa::path(get, path = "/api/v1/jobs", tag = "Control", responses((status = 200, body = List<DeadJobView>), (status = 403, body = Problem)))]
pub async fn dead_jobs(Extract(state): Extract<State>, caller: Caller) -> Result<Json<List<DeadJobView>>, ApiError> {
    caller.op.require_org(Permission::AuditRead)?;
    let mut tx = state.db.begin(&caller.op).await?;
    let dead = jobs::dead(&mut tx, 200).await?;
    let items = dead.into_iter().map(|j| DeadJobView {
        id: j.id,
        kind: j.kind,
        payload: j.payload,
        attempts: j.attempts,
        error: j.last_error,
        created_at: j.created_at,
    });
    Ok(Json(List::whole(items.collect())))
}

/// Lets a dead job run again.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/retry", tag = "Control", params(("id" = Uuid, Path)), responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn retry_job(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    caller.op.require_org(Permission::AuditRead)?;
    let mut tx = state.db.begin(&caller.op).await?;
    if !jobs::revive(&mut tx, &caller.op, id).await? {
        return Err(ApiError::not_found());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// That something changed.
#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    org: OrgId,
    topic: String,
    entity: Option<EntityId>,
    subject: Uuid,
}

/// Streams news of the organisation: what changed, not how; the client asks again for what it shows.
#[utoipa::path(get, path = "/api/v1/events", tag = "Control", responses((status = 200, description = "Server-sent events named `changed` with {topic, business_id, subject_id}", content_type = "text/event-stream", body = String)))]
pub async fn events(
    Extract(state): Extract<State>,
    caller: Caller,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let stream = futures::stream::unfold((state.news.subscribe(), caller.op), |(mut news, op)| async move {
        loop {
            let call = match news.recv().await {
                Ok(call) => call,
                // It fell behind and cannot know what it missed: the client asks for everything it shows.
                Err(RecvError::Lagged(_)) => {
                    return Some((Ok(Event::default().event("changed").data("{}")), (news, op)));
                }
                Err(RecvError::Closed) => return None,
            };
            if call.org == op.org && call.entity.is_none_or(|e| op.grants.covers(e)) {
                let data = json!({ "topic": call.topic, "business_id": call.entity, "subject_id": call.subject });
                return Some((Ok(Event::default().event("changed").data(data.to_string())), (news, op)));
            }
        }
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// How long to wait before listening again after the connection was lost.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// Passes the news of the database on to all watchers, for as long as the program runs: one connection for everybody.
pub(crate) async fn relay(db: Db, news: broadcast::Sender<Arc<Call>>) {
    loop {
        match db.listen(jobs::NEWS_CHANNEL).await {
            Ok(mut listener) => {
                while let Ok(notice) = listener.recv().await {
                    if let Ok(call) = serde_json::from_str(notice.payload()) {
                        // Nobody may be watching, and that is fine.
                        let _watchers = news.send(Arc::new(call));
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "news cannot be listened for"),
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}
