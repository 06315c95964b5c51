//! Object storage with one bucket that speaks as much of S3 as documents need: PUT (also If-None-Match), GET, HEAD and
//! DELETE of whole objects. It keeps what it is given, and can be told to fail.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The largest object it takes.
const LARGEST: usize = 64 * 1024 * 1024;

/// A bucket called `documents` on a port of this machine. Gone when the value is.
pub struct Storage {
    url: String,
    kept: Arc<Kept>,
    server: JoinHandle<()>,
}

struct Kept {
    now: Mutex<Now>,
    /// Whether objects that come in are kept at once.
    open: watch::Sender<bool>,
}

#[derive(Default)]
struct Now {
    objects: BTreeMap<String, Bytes>,
    /// Every request, such as `PUT documents/a`.
    asked: Vec<String>,
    /// Failures that the next requests meet.
    failing: usize,
    full: bool,
    knows_no_conditions: bool,
}

impl Kept {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().expect("nobody panics while he holds it")
    }
}

impl Storage {
    /// The bucket it has.
    pub const BUCKET: &str = "documents";
    const KEY_ID: &str = "AKIATEST";

    /// Listens on a port the system chooses.
    pub async fn new() -> Self {
        let kept = Arc::new(Kept { now: Mutex::default(), open: watch::channel(true).0 });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&kept));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
        Self { url, kept, server }
    }

    /// What the environment of a program must say to use it.
    pub fn variables(&self) -> Vec<(String, String)> {
        let pairs = [
            ("AWS_ENDPOINT_URL", self.url.as_str()),
            ("AWS_ACCESS_KEY_ID", Self::KEY_ID),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_REGION", "eu-central-1"),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// What is kept, by key.
    pub fn objects(&self) -> BTreeMap<String, Bytes> {
        self.kept.now().objects.clone()
    }

    /// Puts something else under a key, or something where nothing was.
    pub fn is_tampered_with(&self, key: &str, bytes: &[u8]) {
        self.kept.now().objects.insert(key.to_owned(), Bytes::copy_from_slice(bytes));
    }

    /// Every request so far, such as `PUT documents/a`.
    pub fn asked(&self) -> Vec<String> {
        self.kept.now().asked.clone()
    }

    /// The next `times` requests meet an internal error.
    pub fn fails(&self, times: usize) {
        self.kept.now().failing = times;
    }

    /// From now on there is no room.
    pub fn is_full(&self) {
        self.kept.now().full = true;
    }

    /// From now on it knows nothing of If-None-Match, as older servers do.
    pub fn knows_no_conditions(&self) {
        self.kept.now().knows_no_conditions = true;
    }

    /// Objects that come in are not kept, and their senders wait, until [`Storage::lets_in`].
    pub fn holds_back(&self) {
        self.kept.open.send_replace(false);
    }

    /// Keeps what waits.
    pub fn lets_in(&self) {
        self.kept.open.send_replace(true);
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(kept): State<Arc<Kept>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().trim_start_matches('/').to_owned();
    kept.now().asked.push(format!("{} {path}", parts.method));
    let Ok(body) = to_bytes(body, LARGEST).await else { return refuse(StatusCode::BAD_REQUEST, "IncompleteBody") };
    if let Some(refused) = refusal(&mut kept.now(), &parts.headers, &path, &body) {
        return refused;
    }
    if parts.method == Method::PUT {
        let mut open = kept.open.subscribe();
        open.wait_for(|open| *open).await.expect("the storage is there");
    }
    let key = path.split_once('/').map(|(_, key)| key.to_owned()).unwrap_or_default();
    act(&mut kept.now(), &parts.method, &parts.headers, key, body)
}

/// What is refused whatever is asked for.
fn refusal(now: &mut Now, headers: &HeaderMap, path: &str, body: &Bytes) -> Option<Response> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if now.failing > 0 {
        now.failing -= 1;
        return Some(refuse(StatusCode::INTERNAL_SERVER_ERROR, "InternalError"));
    }
    if !said("authorization").contains(&format!("Credential={}/", Storage::KEY_ID)) {
        return Some(refuse(StatusCode::FORBIDDEN, "InvalidAccessKeyId"));
    }
    if said("x-amz-content-sha256") != hex::encode(Sha256::digest(body)) {
        return Some(refuse(StatusCode::BAD_REQUEST, "XAmzContentSHA256Mismatch"));
    }
    if path.split('/').next() != Some(Storage::BUCKET) {
        return Some(refuse(StatusCode::NOT_FOUND, "NoSuchBucket"));
    }
    None
}

fn act(now: &mut Now, method: &Method, headers: &HeaderMap, key: String, body: Bytes) -> Response {
    match *method {
        Method::PUT if now.full => refuse(StatusCode::INSUFFICIENT_STORAGE, "XMinioStorageFull"),
        Method::PUT if headers.contains_key(header::IF_NONE_MATCH) && now.knows_no_conditions => {
            refuse(StatusCode::NOT_IMPLEMENTED, "NotImplemented")
        }
        Method::PUT if headers.contains_key(header::IF_NONE_MATCH) && now.objects.contains_key(&key) => {
            refuse(StatusCode::PRECONDITION_FAILED, "PreconditionFailed")
        }
        Method::PUT => {
            now.objects.insert(key, body);
            [(header::ETAG, "\"1\"")].into_response()
        }
        Method::DELETE => {
            now.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        Method::GET | Method::HEAD => match now.objects.get(&key) {
            Some(bytes) => {
                let told = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Fri, 27 Nov 2026 12:00:00 GMT")];
                (told, bytes.clone()).into_response()
            }
            None => refuse(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        _ => refuse(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// As S3 says it. An answer to HEAD loses its body on the way.
fn refuse(status: StatusCode, code: &str) -> Response {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message></Error>");
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}
