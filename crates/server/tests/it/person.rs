//! Somebody at the API: nobody, a person in a browser, a program with a key. What they do are verbs.

use std::fmt;

use futures::StreamExt;
use futures::stream::BoxStream;
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use crate::program::{LONGEST, Program};

/// The password of everybody in these tests.
pub const PASSWORD: &str = "pay 119.00 on friday";

/// How a caller proves who he is.
#[derive(Clone)]
pub(crate) enum Pass {
    Nobody,
    Session { cookie: String, csrf: String },
    Key(String),
}

/// A client of its own, which speaks to programs of this machine and trusts no certificate.
fn client() -> Client {
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    Client::builder().tls_certs_only([]).build().expect("a client")
}

/// A caller of the API.
#[derive(Clone)]
pub struct Person {
    pub(crate) http: Client,
    pub(crate) url: String,
    pub(crate) pass: Pass,
    /// The business he works in.
    pub business: String,
}

/// What the API answered.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
    asked: String,
}

impl Person {
    /// Somebody who has not signed in.
    pub fn nobody(program: &Program) -> Self {
        Self { http: client(), url: program.url.clone(), pass: Pass::Nobody, business: String::new() }
    }

    /// Anna sets up the organisation Werkbank with its German business and is its administrator.
    pub async fn sets_up(program: &Program) -> Self {
        let setup = json!({
            "organisation": "Werkbank",
            "business": { "name": "Werkbank GmbH", "base_currency": "EUR", "jurisdiction": "DE" },
            "admin": { "name": "Anna Weber", "email": "anna@werkbank.example", "password": PASSWORD },
        });
        let nobody = Self::nobody(program);
        nobody.posts("/api/v1/setup", &setup).await.into_person(&nobody)
    }

    /// Signs in with [`PASSWORD`].
    pub async fn signs_in(program: &Program, email: &str) -> Self {
        let nobody = Self::nobody(program);
        nobody.posts("/api/v1/session", &json!({ "email": email, "password": PASSWORD })).await.into_person(&nobody)
    }

    /// The same person at the server that has started again.
    pub fn at(&self, program: &Program) -> Self {
        Self { http: client(), url: program.url.clone(), ..self.clone() }
    }

    /// Makes a colleague with this role in the business, who signs in.
    pub async fn hires(&self, program: &Program, name: &str, role: &str) -> Self {
        let email = format!("{}@werkbank.example", name.to_lowercase());
        let grants = json!([{ "business_id": self.business, "role": role }]);
        let new = json!({ "name": name, "email": email, "password": PASSWORD, "grants": grants });
        self.posts("/api/v1/users", &new).await.ok();
        Self::signs_in(program, &email).await
    }

    /// Makes a key with these scopes and gives the program that uses it.
    pub async fn makes_key(&self, scopes: &[&str]) -> Self {
        let new = json!({ "name": "a program", "business_id": self.business, "scopes": scopes });
        let made = self.posts("/api/v1/api-keys", &new).await.ok();
        let key = made["key"].as_str().expect("the key is shown once").to_owned();
        Self { pass: Pass::Key(key), ..self.clone() }
    }

    /// The same person without the token that protects a browser's requests.
    pub fn without_csrf_token(&self) -> Self {
        let Pass::Session { cookie, .. } = &self.pass else { panic!("only a browser has one") };
        Self { pass: Pass::Session { cookie: cookie.clone(), csrf: String::new() }, ..self.clone() }
    }

    /// A path below the business.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/businesses/{}/{rest}", self.business)
    }

    /// Asks for a path below the business; it must be answered.
    pub async fn looks_at(&self, rest: &str) -> Value {
        self.gets(&self.path(rest)).await.ok()
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.asks(Method::GET, path, None).await
    }

    pub async fn posts(&self, path: &str, body: &Value) -> Answer {
        self.asks(Method::POST, path, Some(body)).await
    }

    /// Does something with a document, at the version it has now; it must work.
    pub async fn does(&self, verb: &str, document: &str, mut body: Value) -> Value {
        body["version"] = self.document(document).await["version"].clone();
        self.posts(&self.path(&format!("documents/{document}/{verb}")), &body).await.ok()
    }

    /// Tries something with a document, at the version it has now.
    pub async fn tries(&self, verb: &str, document: &str, mut body: Value) -> Answer {
        body["version"] = self.document(document).await["version"].clone();
        self.posts(&self.path(&format!("documents/{document}/{verb}")), &body).await
    }

    pub async fn document(&self, id: &str) -> Value {
        self.looks_at(&format!("documents/{id}")).await
    }

    /// Any request. A body goes as JSON.
    pub async fn asks(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method.clone(), path);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        Answer::to(format!("{method} {path}"), request).await
    }

    /// As [`Person::asks`]; none when no answer comes back, as from a server that dies.
    pub async fn attempts(&self, method: Method, path: &str, body: Option<&Value>) -> Option<Answer> {
        let request = self.request(method.clone(), path);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        Answer::attempt(format!("{method} {path}"), request).await
    }

    /// Sends one file; none when no answer comes back.
    pub async fn attempts_to_send(&self, name: &str, bytes: &[u8]) -> Option<Answer> {
        let form = Form::new().part("files", Part::bytes(bytes.to_vec()).file_name(name.to_owned()));
        let path = self.path("documents");
        Answer::attempt(format!("POST {path}"), self.request(Method::POST, &path).multipart(form)).await
    }

    /// A request with what proves who asks.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        match &self.pass {
            Pass::Nobody => request,
            Pass::Key(key) => request.bearer_auth(key),
            Pass::Session { cookie, csrf } if csrf.is_empty() => request.header("cookie", cookie),
            Pass::Session { cookie, csrf } => request.header("cookie", cookie).header("x-csrf-token", csrf),
        }
    }

    /// Sends files as one form to his business.
    pub async fn sends(&self, files: &[(&str, &[u8])]) -> Answer {
        self.sends_to(&self.path("documents"), files).await
    }

    /// Sends files as one form.
    pub async fn sends_to(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let part = |(name, bytes): &(&str, &[u8])| Part::bytes(bytes.to_vec()).file_name((*name).to_owned());
        let form = files.iter().fold(Form::new(), |form, file| form.part("files", part(file)));
        Answer::to(format!("POST {path}"), self.request(Method::POST, path).multipart(form)).await
    }

    /// Sends one file that must be taken in, and gives its document's id.
    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> String {
        let answer = self.sends(&[(name, bytes)]).await.ok();
        let taken = &answer["items"][0]["document"]["id"];
        taken.as_str().unwrap_or_else(|| panic!("{name} was not taken: {answer}")).to_owned()
    }

    /// Opens the stream of news.
    pub async fn watches(&self) -> Watch {
        self.attempts_to_watch().await.expect("the stream of news")
    }

    /// Opens the stream of news; none when the server is not there or not ready.
    pub async fn attempts_to_watch(&self) -> Option<Watch> {
        let response = self.request(Method::GET, "/api/v1/events").send().await.ok().filter(|r| r.status() == 200)?;
        let stream = response.bytes_stream().map(|chunk| chunk.map(|bytes| bytes.to_vec()));
        Some(Watch { person: self.clone(), news: stream.boxed() })
    }
}

/// A person who looks again whenever something has changed.
pub struct Watch {
    person: Person,
    news: BoxStream<'static, reqwest::Result<Vec<u8>>>,
}

impl Watch {
    /// Looks until `found` gives something, each time news come in. Fails when that takes longer than anything should.
    pub async fn until<T>(&mut self, what: &str, look: impl AsyncFn(&Person) -> Option<T>) -> T {
        let deadline = Instant::now() + LONGEST;
        loop {
            if let Some(found) = look(&self.person).await {
                return found;
            }
            let news = timeout_at(deadline, self.news.next()).await;
            let news = news.unwrap_or_else(|_| panic!("it did not happen in time: {what}"));
            news.unwrap_or_else(|| panic!("the stream of news ended: {what}")).expect("news");
        }
    }

    /// The next piece of news; false when the stream has ended.
    pub async fn hears_something(&mut self) -> bool {
        matches!(self.news.next().await, Some(Ok(_)))
    }

    /// All news up to the first that names `subject`, as they came over the wire.
    pub async fn hears_of(&mut self, subject: &str) -> String {
        let deadline = Instant::now() + LONGEST;
        let mut heard = String::new();
        while !heard.contains(subject) {
            let news = timeout_at(deadline, self.news.next()).await;
            let news = news.unwrap_or_else(|_| panic!("no news of {subject} in time")).expect("the stream goes on");
            heard.push_str(&String::from_utf8_lossy(&news.expect("news")));
        }
        heard
    }

    /// Waits until the program has done what it can with a document, and gives it as it is then.
    pub async fn until_settled(&mut self, document: &str) -> Value {
        self.until(&format!("document {document} is read"), async |person| {
            let document = person.document(document).await;
            let at_work = ["arrived", "read", "extracted", "classified"];
            let state = document["state"]["name"].as_str().expect("a state");
            let trying = state == "failed" && document["can"]["retry"]["allowed"] == false;
            (!at_work.contains(&state) && !trying).then_some(document)
        })
        .await
    }
}

impl Answer {
    /// The answer to a request.
    pub async fn to(asked: String, request: reqwest::RequestBuilder) -> Self {
        Self::attempt(asked.clone(), request).await.unwrap_or_else(|| panic!("{asked}: no answer"))
    }

    async fn attempt(asked: String, request: reqwest::RequestBuilder) -> Option<Self> {
        let whole = async {
            let response = request.send().await.ok()?;
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let bytes = response.bytes().await.ok()?.to_vec();
            Some(Self { status, headers, bytes, asked })
        };
        tokio::time::timeout(LONGEST, whole).await.ok()?
    }

    /// The answer to a request whose body never ends, without the body unless it is a refusal.
    pub async fn head_of(request: reqwest::RequestBuilder) -> Self {
        let response =
            tokio::time::timeout(LONGEST, request.send()).await.expect("an answer in time").expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let asked = response.url().path().to_owned();
        let bytes = if status < 400 { Vec::new() } else { response.bytes().await.expect("a body").to_vec() };
        Self { status, headers, bytes, asked }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{self}: not JSON: {e}"))
    }

    /// The body of an answer that must be a success.
    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{self}");
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// The problem of an answer that must be refused with this status and code.
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.problem();
        assert_eq!((self.status, problem["code"].as_str()), (status, Some(code)), "{self}");
        problem
    }

    /// The problem document of a refusal, checked for its form (RFC 9457 and what ours always has).
    pub fn problem(&self) -> Value {
        assert!(self.status >= 400, "{self}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{self}");
        for part in ["type", "title", "code", "detail", "request_id"] {
            assert!(problem[part].as_str().is_some_and(|text| !text.is_empty()), "no {part}: {self}");
        }
        assert_eq!(problem["request_id"], self.header("x-request-id"), "{self}");
        problem
    }

    fn into_person(self, nobody: &Person) -> Person {
        let session = self.ok();
        let cookies = self.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        let cookie = cookies.filter_map(|one| one.split(';').next()).collect::<Vec<_>>().join("; ");
        let csrf = session["csrf_token"].as_str().expect("a token").to_owned();
        let business = session["businesses"][0]["id"].as_str().unwrap_or_default().to_owned();
        Person { pass: Pass::Session { cookie, csrf }, business, ..nobody.clone() }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: String = String::from_utf8_lossy(&self.bytes).chars().take(2000).collect();
        write!(f, "{}: {} {body}", self.asked, self.status)
    }
}
