//! Errors as the API tells them: RFC 9457 problem documents with stable codes. Every error of a slice becomes one here
//! and nowhere else.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::request_id;

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable name, such as `ledger.period_closed`.
    pub code: String,
    /// What is wrong, where, and what to do.
    pub detail: String,
    /// The request, as it stands in the logs and the trail.
    pub request_id: String,
    /// The fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// A field at fault.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Its name in the request.
    pub field: String,
    /// Stable name of what is wrong.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// What a handler gives up with. The detail is for the caller; what only we should know is logged where it happens.
#[derive(Debug, Clone)]
pub struct ApiError {
    /// The HTTP status.
    pub status: StatusCode,
    /// Stable name.
    pub code: String,
    /// For the caller.
    pub detail: String,
    /// Fields at fault.
    pub errors: Vec<FieldProblem>,
    /// Seconds until another try makes sense.
    pub retry_after: Option<u64>,
}

impl ApiError {
    /// An error with its code and words.
    pub fn new(status: StatusCode, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { status, code: code.into(), detail: detail.into(), errors: Vec::new(), retry_after: None }
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "auth.required",
            "Sign in, or send an API key as `Authorization: Bearer …`.",
        )
    }

    /// The thing does not exist, or not for these eyes.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here with this id.")
    }

    /// The request cannot be understood.
    pub fn invalid(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// A field of the request is wrong.
    pub fn field(field: &str, code: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut error = Self::invalid(code, format!("{field}: {message}"));
        error.errors.push(FieldProblem { field: field.to_owned(), code: code.to_owned(), message });
        error
    }

    /// Something of ours failed; the words go to the log, not to the caller.
    pub fn internal(code: &str, error: &dyn std::fmt::Display) -> Self {
        tracing::error!(code, %error, "a request failed");
        let detail =
            "Something failed on our side; nothing was changed. Try again, and tell us the request id if it stays.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, code, detail)
    }

    /// The problem document of this error.
    pub fn problem(&self) -> Problem {
        Problem {
            kind: format!("/docs/api/errors#{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            code: self.code.clone(),
            detail: self.detail.clone(),
            request_id: request_id::current(),
            errors: self.errors.clone(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        metrics::counter!("pacioli_api_errors_total", "code" => self.code.clone()).increment(1);
        let mut response = (self.status, Json(self.problem())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<op::Denied> for ApiError {
    fn from(denied: op::Denied) -> Self {
        Self::new(StatusCode::FORBIDDEN, "auth.denied", format!("You may not do this: {denied}."))
    }
}
