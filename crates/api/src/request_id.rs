//! The id of a request: made at the door, in every log line, audit row and problem document.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use op::RequestId;
use tower_http::request_id::{MakeRequestId, RequestId as TowerRequestId};
use tracing::Instrument;
use uuid::Uuid;

/// The header that carries it.
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

/// Makes the id of each request. A caller's own id does not become ours: it would stand in the trail as if we had given
/// it, and two requests could share it.
#[derive(Clone, Copy, Default)]
pub struct Ours;

impl MakeRequestId for Ours {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<TowerRequestId> {
        let id = Uuid::now_v7().to_string();
        Some(TowerRequestId::new(HeaderValue::from_str(&id).expect("a UUID is a header value")))
    }
}

/// Puts the caller's id beside ours, where the log tells both, before ours takes its header.
pub async fn keep_theirs(mut request: Request, next: Next) -> Response {
    if let Some(theirs) = request.headers_mut().remove(&HEADER) {
        let text = String::from_utf8_lossy(theirs.as_bytes());
        let text: String = text.chars().filter(char::is_ascii_graphic).take(THEIRS_MAX).collect();
        request.extensions_mut().insert(Theirs(text));
    }
    next.run(request).await
}

/// The id a caller gave his request.
#[derive(Clone)]
struct Theirs(String);

/// Characters of a caller's id that are told in the log.
const THEIRS_MAX: usize = 100;

/// Lets everything that is done for the request know its id.
pub async fn layer(request: Request, next: Next) -> Response {
    let ours = request.extensions().get::<TowerRequestId>().and_then(|id| id.header_value().to_str().ok());
    let id = RequestId(ours.and_then(|text| Uuid::parse_str(text).ok()).unwrap_or_else(Uuid::now_v7));
    let theirs = request.extensions().get::<Theirs>().map(|theirs| theirs.0.as_str());
    let span = tracing::info_span!(
        "request", request_id = %id, caller_request_id = theirs, method = %request.method(), path = request.uri().path()
    );
    CURRENT.scope(id, next.run(request).instrument(span)).await
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
