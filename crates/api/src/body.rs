//! What callers send, checked once at the door: JSON bodies and queries.
//!
//! A body that cannot be taken is refused with the path of the field at fault and what to send instead; a field the
//! program does not know is refused by name, because a caller who misspells one must not believe that it was heard.
//! Texts are checked here for what no table can hold and lists for a size that no honest request has.

use axum::extract::{FromRequest, FromRequestParts, Query as AxumQuery, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::ApiError;

/// Characters of a text in a request, unless its field has a limit of its own.
const TEXT_MAX: usize = 10_000;
/// Items of a list in a request, unless its field has a limit of its own.
const LIST_MAX: usize = 10_000;

/// A JSON body, in or out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            let detail = "Send a JSON body with the header `Content-Type: application/json`.";
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.media_type", detail));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|refused| {
            let code = match refused.status() {
                StatusCode::PAYLOAD_TOO_LARGE => "request.too_large",
                _ => "request.invalid",
            };
            ApiError::new(refused.status(), code, refused.body_text())
        })?;
        read_json(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()) else { return false };
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Reads a body, or tells which field is wrong and what to send.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let value: Value = serde_json::from_slice(bytes).map_err(|e| {
        ApiError::new(StatusCode::BAD_REQUEST, "request.invalid", format!("The body is not JSON: {e}."))
    })?;
    check(&value, &mut String::new())?;
    let mut unknown = None;
    let mut note = |path: serde_ignored::Path<'_>| {
        unknown.get_or_insert_with(|| indexed(&path.to_string()));
    };
    let read = serde_path_to_error::deserialize(serde_ignored::Deserializer::new(value, &mut note));
    let read = read.map_err(|e| refusal(&e.path().to_string(), &e.into_inner().to_string()))?;
    match unknown {
        None => Ok(read),
        Some(field) => {
            Err(ApiError::field(&field, "request.unknown_field", "this request has no such field: check its spelling"))
        }
    }
}

/// What a path of `serde_ignored` is in the notation of all our errors: `lines.0.memo` is `lines[0].memo`.
fn indexed(path: &str) -> String {
    let mut text = String::new();
    for part in path.split('.').filter(|part| *part != "?") {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            text.push_str(&format!("[{part}]"));
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(part);
        }
    }
    text
}

/// From the reader's words to the field and what to send.
fn refusal(path: &str, words: &str) -> ApiError {
    let path = if path == "." { "" } else { path };
    let quoted = words.split('`').nth(1).unwrap_or_default();
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if words.starts_with("missing field") {
        return ApiError::field(&below(quoted), "request.missing_field", "this field is needed");
    }
    if words.starts_with("unknown field") {
        let field = if path.ends_with(quoted) { path.to_owned() } else { below(quoted) };
        return ApiError::field(&field, "request.unknown_field", "this request has no such field: check its spelling");
    }
    let field = if path.is_empty() { "body" } else { path };
    let parts = words.split_once(": ").and_then(|(kind, rest)| Some((kind, rest.split_once(", expected ")?)));
    match parts {
        Some(("invalid type" | "invalid value", (found, expected))) => {
            ApiError::field(field, "request.wrong_type", format!("send {expected}, not {found}"))
        }
        _ => ApiError::field(field, "request.wrong_type", words),
    }
}

/// Refuses texts that no table can hold and sizes that no honest request has.
fn check(value: &Value, path: &mut String) -> Result<(), ApiError> {
    let length = path.len();
    match value {
        Value::String(text) => check_text(path, text)?,
        Value::Array(items) => {
            if items.len() > LIST_MAX {
                return Err(too_many(path, LIST_MAX));
            }
            for (index, item) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                check(item, path)?;
                path.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                check_text(path, name)?;
                check(field, path)?;
                path.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

fn check_text(field: &str, text: &str) -> Result<(), ApiError> {
    if text.contains('\0') {
        return Err(ApiError::field(
            &field.replace('\0', "␀"),
            "request.bad_text",
            "a text cannot hold the character NUL",
        ));
    }
    bounded(field, text, TEXT_MAX)
}

/// Refuses a text of more than `most` characters.
pub fn bounded(field: &str, text: &str, most: usize) -> Result<(), ApiError> {
    // Bytes first: they are counted already.
    if text.len() > most && text.chars().count() > most {
        return Err(ApiError::field(field, "request.too_long", format!("write at most {most} characters")));
    }
    Ok(())
}

/// Refuses a list of more than `most` texts, or one with a text of more than `longest` characters.
pub fn bounded_list(field: &str, texts: &[String], most: usize, longest: usize) -> Result<(), ApiError> {
    if texts.len() > most {
        return Err(too_many(field, most));
    }
    texts.iter().enumerate().try_for_each(|(n, text)| bounded(&format!("{field}[{n}]"), text, longest))
}

fn too_many(field: &str, most: usize) -> ApiError {
    ApiError::field(field, "request.too_many", format!("send at most {most}"))
}

/// The query of a request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let unreadable = |text: String| {
            let words = text.trim_start_matches("Failed to deserialize query string: ");
            match words.split_once(": ") {
                Some((field, why)) if !field.contains(' ') => ApiError::field(field, "request.invalid", why),
                _ => ApiError::invalid("request.invalid", words),
            }
        };
        let pairs = AxumQuery::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        for (name, text) in pairs.map_err(|e| unreadable(e.body_text()))?.0 {
            check_text(&name, &text)?;
        }
        let AxumQuery(query) = AxumQuery::try_from_uri(&parts.uri).map_err(|e| unreadable(e.body_text()))?;
        Ok(Self(query))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::read_json;
    use crate::wire::AmountInput;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "read and thrown away")]
    struct Body {
        version: i32,
        note: Option<String>,
        #[serde(default)]
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "read and thrown away")]
    struct Line {
        debit: Option<AmountInput>,
    }

    #[test]
    fn what_is_wrong_is_told_by_field_and_what_to_send() {
        let long = format!(r#"{{"version": 1, "note": "{}"}}"#, "a".repeat(10_001));
        let cases: [(&str, u16, &str, &str); 10] = [
            ("{", 400, "request.invalid", ""),
            ("[]", 422, "request.wrong_type", "body"),
            ("{}", 422, "request.missing_field", "version"),
            (r#"{"version": "1"}"#, 422, "request.wrong_type", "version"),
            (r#"{"version": 1, "remark": 1}"#, 422, "request.unknown_field", "remark"),
            (r#"{"version": 1, "lines": [{}, {"debt": "1"}]}"#, 422, "request.unknown_field", "lines[1].debt"),
            (r#"{"version": 1, "lines": [{"debit": 1.5}]}"#, 422, "request.wrong_type", "lines[0].debit"),
            (
                r#"{"version": 1, "lines": [{"debit": {"amount": "1"}}]}"#,
                422,
                "request.missing_field",
                "lines[0].debit.currency",
            ),
            (r#"{"version": 1, "note": "a\u0000b"}"#, 422, "request.bad_text", "note"),
            (&long, 422, "request.too_long", "note"),
        ];
        for (body, status, code, field) in cases {
            let refused = read_json::<Body>(body.as_bytes()).expect_err(code);
            let named = refused.errors.first().map_or("", |e| e.field.as_str());
            let body: String = body.chars().take(80).collect();
            assert_eq!((refused.status.as_u16(), refused.code.as_str(), named), (status, code, field), "{body}");
        }
        let words = read_json::<Body>(br#"{"version": 1, "lines": [{"debit": 1.5}]}"#).expect_err("a number").detail;
        assert!(words.contains(r#"{"amount": "1234.50", "currency": "EUR"}"#), "{words}");
    }

    #[test]
    fn money_is_taken_as_answers_give_it_and_as_a_plain_decimal() {
        let body = br#"{"version": 1, "lines": [{"debit": "1.50"}, {"debit": {"amount": "1.50", "currency": "EUR"}}]}"#;
        read_json::<Body>(body).expect("both forms");
    }
}
