//! The OpenAPI description: what the routes say of themselves, and what holds for all of them.
//!
//! A handler documents what is particular about it. What every operation may answer (not signed in, too many requests,
//! a field that is wrong …) follows from its form and is added here, so that no status of the program is undocumented.

use axum::http::StatusCode;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::auth::COOKIE;

/// The media type of a problem document (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// Refusals that more than one operation may give: name in the description, status, when.
const REFUSALS: [(&str, u16, &str); 12] = [
    ("BadRequest", 400, "The request is not HTTP or JSON as it should be."),
    ("Unauthenticated", 401, "Nobody is signed in, or the key is refused."),
    ("Denied", 403, "The permission is missing, or the policy wants another person."),
    ("NotFound", 404, "There is nothing with this id for the caller."),
    (
        "Conflict",
        409,
        "It was changed meanwhile, is in another state, or the idempotency key stands for another request.",
    ),
    ("TooLarge", 413, "The body is larger than the program takes."),
    ("MediaType", 415, "The body is of a type that is not read."),
    ("Misdirected", 421, "The address names a host that this program does not answer for."),
    ("Invalid", 422, "A field or parameter is wrong; `errors` names it."),
    ("TooMany", 429, "Too many requests; `Retry-After` says when to try again."),
    ("Failed", 500, "Something failed on our side; nothing was changed."),
    ("Unavailable", 503, "The program cannot serve the request at the moment; `Retry-After` says when to try again."),
];

/// Completes what the routes say of themselves.
pub fn complete(description: &mut OpenApi) {
    let components = description.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    components.add_security_scheme("session", cookie);
    components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    add_refusals(components);
    for item in description.paths.paths.values_mut() {
        for operation in operations(item) {
            complete_operation(operation);
        }
    }
}

fn add_refusals(components: &mut Components) {
    for (name, _, when) in REFUSALS {
        components.responses.insert(name.to_owned(), RefOr::T(problem(when)));
    }
    components
        .responses
        .insert("Problem".to_owned(), RefOr::T(problem("A refusal that has no status of its own here.")));
}

fn problem(when: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(when).content(PROBLEM, content).build()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

fn complete_operation(operation: &mut Operation) {
    let open = operation.security.as_ref().is_some_and(|all| all.iter().all(|one| *one == Default::default()));
    let has_body = operation.request_body.is_some();
    let places =
        || operation.parameters.iter().flatten().filter_map(|p| if let RefOr::T(p) = p { Some(p) } else { None });
    let in_path = places().any(|p| p.parameter_in == ParameterIn::Path);
    let in_query = places().any(|p| p.parameter_in == ParameterIn::Query);
    let summary = operation.summary.clone().unwrap_or_default();
    let answers = &mut operation.responses.responses;
    for (status, answer) in answers.iter_mut() {
        if let RefOr::T(answer) = answer {
            complete_answer(status, answer, &summary);
        }
    }
    for (name, status, _) in REFUSALS {
        let possible = match status {
            400 | 413 | 415 => has_body,
            401 | 403 | 429 => !open,
            404 => in_path,
            409 => has_body && !open,
            422 => has_body || in_query,
            _ => true,
        };
        let status = status.to_string();
        if possible && !answers.contains_key(&status) {
            answers.insert(status, RefOr::Ref(Ref::from_response_name(name)));
        }
    }
    answers.entry("default".to_owned()).or_insert_with(|| RefOr::Ref(Ref::from_response_name("Problem")));
}

/// Every answer is described, and a refusal is of the type it is sent as.
fn complete_answer(status: &str, answer: &mut Response, summary: &str) {
    let code = status.parse().ok().and_then(|n| StatusCode::from_u16(n).ok());
    let refused = code.is_some_and(|code| code.as_u16() >= 400);
    if answer.description.is_empty() {
        let known = REFUSALS.iter().find(|(_, known, _)| known.to_string() == status).map(|(_, _, when)| *when);
        let text = if refused { known.unwrap_or("Refused.") } else { summary };
        answer.description = text.to_owned();
    }
    if refused && let Some(content) = answer.content.shift_remove("application/json") {
        answer.content.insert(PROBLEM.to_owned(), content);
    }
}
