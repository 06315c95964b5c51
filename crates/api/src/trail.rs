//! The audit trail as it is looked through.

use std::collections::HashMap;
use std::str::FromStr;

use axum::extract::State as Extract;
use jiff::Timestamp;
use op::EntityId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::{List, limit};

/// Which events of the trail to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
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
