//! Every code with its status, what is wrong and what to do: read from `docs/api/errors.md`, so that the page people
//! read and the statuses programs get are one text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const TEXT: &str = include_str!("../../../../docs/api/errors.md");

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;\
    color:#1c1c1e;background:#fff}section{border-top:1px solid #d0d0d5;padding:.25rem 0 .5rem}\
    section:target{background:#fff6d6}h2{font-size:1.1rem;margin:.5rem 0}h2 a{color:inherit;text-decoration:none}\
    code{font-family:ui-monospace,monospace}p{margin:.35rem 0}\
    @media(prefers-color-scheme:dark){body{color:#e8e8ea;background:#18181a}section{border-color:#3a3a3f}\
    section:target{background:#3a3413}}";

/// What is known about a code.
pub struct Known {
    /// The HTTP status it is told with.
    pub status: StatusCode,
    what: &'static str,
    todo: &'static str,
}

/// All codes, by name.
pub static CATALOGUE: LazyLock<BTreeMap<&'static str, Known>> = LazyLock::new(|| {
    TEXT.split("\n## ").skip(1).map(|entry| parse(entry).expect("docs/api/errors.md is in form")).collect()
});

fn parse(entry: &'static str) -> Option<(&'static str, Known)> {
    let (code, rest) = entry.split_once("\n\n")?;
    let (status, rest) = rest.split_once(": ")?;
    let (what, todo) = rest.split_once("\nDo: ")?;
    let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
    Some((code.trim(), Known { status, what: what.trim(), todo: todo.trim() }))
}

/// The page about all errors, each at the anchor of its code.
pub async fn page() -> Response {
    static PAGE: LazyLock<String> = LazyLock::new(html);
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let digest = STANDARD.encode(Sha256::digest(STYLE));
        format!("default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'")
    });
    let mut response = Html(PAGE.as_str()).into_response();
    let headers = response.headers_mut();
    let policy = HeaderValue::from_str(&POLICY).expect("letters and digits");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}

fn html() -> String {
    let preface = TEXT.split("\n## ").next().unwrap_or_default();
    let preface = preface.trim_start_matches("# Errors").trim();
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Errors of the Pacioli API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body>\
         <h1>Errors</h1><p>{}</p>\n",
        marked(preface)
    );
    for (code, known) in CATALOGUE.iter() {
        let status = known.status;
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "<section id=\"{code}\"><h2><a href=\"#{code}\"><code>{code}</code></a> · {status}</h2>\
             <p>{}</p><p><strong>What to do:</strong> {}</p></section>",
            marked(known.what),
            marked(known.todo),
        );
    }
    page.push_str("</body></html>\n");
    page
}

/// A text as HTML, with the words between backticks as code.
fn marked(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', " ");
    let parts = safe.split('`').enumerate();
    parts.map(|(n, part)| if n % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}
