//! The id of a request: made or taken at the door, in every log line, audit row and problem document.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use op::RequestId;
use tracing::Instrument;
use uuid::Uuid;

/// The header that carries it, both ways.
pub static HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The id of the request this task works for; nil outside of one.
pub fn current() -> String {
    current_id().0.to_string()
}

/// The id of the request this task works for; nil outside of one.
pub fn current_id() -> RequestId {
    CURRENT.try_with(|id| *id).unwrap_or(RequestId(Uuid::nil()))
}

/// Gives the request its id: the caller's when it is a UUID, else a new one.
pub async fn layer(request: Request, next: Next) -> Response {
    let given = request.headers().get(&HEADER).and_then(|v| v.to_str().ok()).and_then(|v| Uuid::parse_str(v).ok());
    let id = RequestId(given.unwrap_or_else(Uuid::now_v7));
    let span =
        tracing::info_span!("request", request_id = %id, method = %request.method(), path = request.uri().path());
    let mut response = CURRENT.scope(id, next.run(request).instrument(span)).await;
    let value = HeaderValue::from_str(&id.0.to_string()).expect("a UUID is a header value");
    response.headers_mut().insert(HEADER.clone(), value);
    response
}

/// Runs `work` in a task of its own, under the id of the present request. A caller who hangs up cannot stop database
/// work half-way.
pub async fn detached<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let id = current_id();
    let task = tokio::spawn(CURRENT.scope(id, work.in_current_span()));
    match task.await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
