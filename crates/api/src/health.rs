//! What watches over the program asks: is it alive, is it ready, how is it.

use axum::extract::State as Extract;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::network::{self, ClientAddress};
use crate::problem::{ApiError, Problem};
use crate::state::State;

/// The process runs.
#[utoipa::path(get, path = "/health/live", security(()), tag = "Health", responses((status = 200, body = String)))]
pub async fn live() -> &'static str {
    "alive\n"
}

/// The process can do its work: the database answers.
#[utoipa::path(get, path = "/health/ready", security(()), tag = "Health", responses((status = 200, body = String), (status = 503, body = Problem)))]
pub async fn ready(Extract(state): Extract<State>) -> Result<&'static str, ApiError> {
    match state.db.ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", "The database does not answer."))
        }
    }
}

/// Metrics for Prometheus.
#[utoipa::path(get, path = "/metrics", security(()), tag = "Health", responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(
    Extract(state): Extract<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let token =
        headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let known = state.settings.metrics_token.as_deref().zip(token).is_some_and(|(ours, given)| same(ours, given));
    if !known && !network::is_at_the_machine(address, &headers) {
        let detail = "The metrics are shown to this machine itself, or to whoever carries their token.";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "metrics.closed", detail));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics_text()).into_response())
}

/// Whether two secrets are equal, in a time that does not depend on where they differ.
fn same(left: &str, right: &str) -> bool {
    Sha256::digest(left) == Sha256::digest(right)
}
