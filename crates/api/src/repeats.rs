//! Writing requests with an `Idempotency-Key`: done once, told as often as they are sent.

use ::repeats::{Answer, Claim};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State as Extract};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use op::Op;
use sha2::{Digest, Sha256};

use crate::auth::{Caller, writes};
use crate::problem::ApiError;
use crate::request_id::detached;
use crate::router::BODY_BYTES_MAX;
use crate::state::State;

/// The caller's key.
pub const HEADER: &str = "idempotency-key";
/// Marks an answer that was given before.
const REPLAYED: &str = "idempotent-replayed";
/// Not kept here: an entry keeps its key in its own transaction, which is stronger; of the others a digest would tell
/// about a password.
const ELSEWHERE: [&str; 6] = [
    "/api/v1/businesses/{business}/entries",
    "/api/v1/users",
    "/api/v1/users/{id}",
    "/api/v1/me/password",
    "/api/v1/session",
    "/api/v1/setup",
];

/// An answer with a secret in it, which is shown once and stored nowhere.
#[derive(Clone)]
pub struct Secret;

/// Answers a request whose key was answered before from what was said then.
pub async fn layer(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let Some(key) = key_of(&request) else { return next.run(request).await };
    detached(repeat(state, key, request, next)).await.unwrap_or_else(IntoResponse::into_response)
}

/// The key of a request that is kept here. Files are not: a second copy of the same bytes is recognised anyway.
fn key_of(request: &Request) -> Option<String> {
    let headers = request.headers();
    let is_files = headers.get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"multipart/"));
    let elsewhere = request.extensions().get::<MatchedPath>().is_some_and(|path| ELSEWHERE.contains(&path.as_str()));
    let signed_in = headers.contains_key(header::COOKIE) || headers.contains_key(header::AUTHORIZATION);
    if !writes(request.method()) || is_files || elsewhere || !signed_in {
        return None;
    }
    headers.get(HEADER).map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned())
}

async fn repeat(state: State, key: String, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &state).await?;
    let body = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| too_large())?;
    let op = caller.op.clone();
    match ::repeats::claim(&state.db, &op, &key, digest(&parts, &body)).await? {
        Claim::Told(answer) => Ok(told_again(answer)),
        Claim::First => {
            // The handler need not prove the caller a second time.
            parts.extensions.insert(caller);
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            kept(&state, &op, &key, response).await
        }
    }
}

fn digest(parts: &Parts, body: &Bytes) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in [parts.method.as_str(), parts.uri.path(), parts.uri.query().unwrap_or_default()] {
        digest.update(part);
        digest.update([0]);
    }
    digest.update(body);
    digest.finalize().into()
}

/// Keeps an answer that would be the same the next time; what may go better then is to be tried again.
async fn kept(state: &State, op: &Op, key: &str, response: Response) -> Result<Response, ApiError> {
    let status = response.status();
    let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
    if passes || response.extensions().get::<Secret>().is_some() {
        ::repeats::forget(&state.db, op, key).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|e| ApiError::internal("internal", &e))?;
    let media_type = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let answer = Answer { status: status.as_u16(), media_type, body: body.to_vec() };
    ::repeats::keep(&state.db, op, key, &answer).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn told_again(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    if let Some(Ok(media_type)) = answer.media_type.map(HeaderValue::try_from) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

fn too_large() -> ApiError {
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large", format!("At most {BODY_BYTES_MAX} bytes."))
}
