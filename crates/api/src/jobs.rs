//! Background work that failed for good.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use jiff::Timestamp;
use op::Permission;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::List;

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
    let dead = ::jobs::dead(&mut tx, 200).await?;
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
    if !::jobs::revive(&mut tx, &caller.op, id).await? {
        return Err(ApiError::not_found());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
