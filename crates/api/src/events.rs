//! Live news for somebody who watches, for as long as he may.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Extract;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use op::{Denied, Op, OrgId, Permission};
use serde_json::json;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::auth::Caller;
use crate::news::Call;
use crate::problem::{ApiError, Problem};
use crate::state::State;

/// Streams news of the organisation: what changed, not how; the client asks again for what it shows. The stream ends when
/// the right to it ends.
#[utoipa::path(get, path = "/api/v1/events", tag = "Control", responses((status = 200, description = "Server-sent events named `changed` with {topic, business_id, subject_id}", content_type = "text/event-stream", body = String), (status = 403, body = Problem)))]
pub async fn events(
    Extract(state): Extract<State>,
    caller: Caller,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    may_watch(&caller.op)?;
    let watch = Watch {
        news: state.news.subscribe(),
        changes: state.door.changes(),
        recheck: tokio::time::interval(RECHECK),
        state,
        caller,
    };
    let stream = futures::stream::unfold(watch, |mut watch| async move {
        let event = watch.next().await?;
        Some((Ok(event), watch))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// News tell of documents and entries, so a key must be made for looking at either.
fn may_watch(op: &Op) -> Result<(), Denied> {
    let looks = [Permission::DocumentsRead, Permission::LedgerRead];
    match &op.grants.scopes {
        Some(scopes) if !looks.iter().any(|p| scopes.contains(p)) => {
            Err(Denied { permission: Permission::DocumentsRead })
        }
        _ => Ok(()),
    }
}

/// Somebody who watches.
struct Watch {
    state: State,
    caller: Caller,
    news: broadcast::Receiver<Arc<Call>>,
    changes: broadcast::Receiver<Option<OrgId>>,
    recheck: tokio::time::Interval,
}

impl Watch {
    /// The next piece of news; none when the right to hear it has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                biased;
                changed = self.changes.recv() => {
                    let meant = match changed {
                        Ok(org) => org.is_none_or(|org| org == self.caller.op.org),
                        Err(RecvError::Lagged(_)) => true,
                        Err(RecvError::Closed) => return None,
                    };
                    if meant && !self.still_may().await {
                        return None;
                    }
                }
                // Sessions and keys also end by themselves.
                _ = self.recheck.tick() => {
                    if !self.still_may().await {
                        return None;
                    }
                }
                call = self.news.recv() => match call {
                    Ok(call) if self.concerns(&call) => {
                        let Call { topic, entity, subject, .. } = &*call;
                        let data = json!({ "topic": topic, "business_id": entity, "subject_id": subject });
                        return Some(Event::default().event("changed").data(data.to_string()));
                    }
                    Ok(_) => {}
                    // It fell behind and cannot know what it missed: the client asks for everything it shows.
                    Err(RecvError::Lagged(_)) => return Some(Event::default().event("changed").data("{}")),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// Asks again who this is and what he may do.
    async fn still_may(&mut self) -> bool {
        match self.state.door.admit(&self.caller.carried).await {
            Ok(principal) => {
                self.caller.op.grants = principal.grants.clone();
                self.caller.principal = principal;
                may_watch(&self.caller.op).is_ok()
            }
            Err(error) if error.code().starts_with("auth.") => false,
            // The database is away for a moment; the next look decides.
            Err(_) => true,
        }
    }

    fn concerns(&self, call: &Call) -> bool {
        let op = &self.caller.op;
        let scoped = |permission| op.grants.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission));
        let in_scope = match call.topic.split('.').next() {
            Some("document") => scoped(Permission::DocumentsRead),
            Some("user") => scoped(Permission::UsersManage),
            _ => scoped(Permission::LedgerRead),
        };
        call.org == op.org && in_scope && call.entity.is_none_or(|entity| op.grants.covers(entity))
    }
}

/// How often a stream asks whether it may go on, beside when something changes.
const RECHECK: Duration = Duration::from_secs(60);
