//! All routes and the layers around them.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use bytes::Bytes;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::ApiError;
use crate::settings::Settings;
use crate::state::State;
use crate::{
    budgets, businesses, description, documents, errors, events, figures, health, jobs, ledger, network, parties,
    people, repeats, reports, request_id, returns, sales, session, set_up, trade, trail,
};

/// Largest request with files, in bytes; a single document has a limit of its own.
const UPLOAD_BYTES_MAX: usize = 512 * 1024 * 1024;
/// Largest other request, in bytes.
pub(crate) const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;

/// How long an answer may take; that of an upload as long as its bytes come.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// How long a body may pause.
const BODY_PAUSE_MAX: Duration = Duration::from_secs(30);

/// Of a refusal by the framework, so many bytes are told.
const REFUSAL_BYTES_MAX: usize = 4 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pacioli",
        description = "Documents in, checked entries out. Money is a decimal string with its currency; dates are plain dates; \
            instants are UTC; lists are paged by cursor; errors are problem documents (RFC 9457) with stable codes.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    security(("session" = []), ("key" = []))
)]
struct Description;

fn api() -> OpenApiRouter<State> {
    let with_files = OpenApiRouter::new()
        .routes(routes!(documents::list, documents::upload))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    let in_time = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN);
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(open_routes())
        .merge(people_routes())
        .merge(business_routes())
        .merge(document_routes())
        .merge(ledger_routes())
        .merge(trade_routes())
        .merge(sales_routes())
        .routes(routes!(trail::trail))
        .routes(routes!(jobs::dead_jobs))
        .routes(routes!(jobs::retry_job))
        .routes(routes!(events::events))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(in_time)
        .merge(with_files)
}

fn open_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .routes(routes!(set_up::setup_state, set_up::setup))
        .routes(routes!(session::session, session::sign_in, session::sign_out))
}

fn people_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(people::users, people::add_user))
        .routes(routes!(people::change_user))
        .routes(routes!(people::reviewers))
        .routes(routes!(people::change_password))
        .routes(routes!(people::sessions))
        .routes(routes!(people::end_session))
        .routes(routes!(people::keys, people::add_key))
        .routes(routes!(people::revoke_key))
}

fn business_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(businesses::businesses, businesses::add_business))
        .routes(routes!(businesses::change_business))
        .routes(routes!(businesses::periods))
        .routes(routes!(businesses::close_period))
        .routes(routes!(businesses::reopen_period))
        .routes(routes!(businesses::policy, businesses::set_policy))
        .routes(routes!(businesses::parties, parties::add_party))
        .routes(routes!(parties::party, parties::change_party))
}

fn document_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(documents::document))
        .routes(routes!(documents::file))
        .routes(routes!(documents::page_image))
        .routes(routes!(documents::page_words))
        .routes(routes!(documents::run))
        .routes(routes!(documents::correct))
        .routes(routes!(documents::approve))
        .routes(routes!(documents::approve_many))
        .routes(routes!(documents::reject))
        .routes(routes!(documents::park))
        .routes(routes!(documents::resume))
        .routes(routes!(documents::ask))
        .routes(routes!(documents::give_answer))
        .routes(routes!(documents::split))
        .routes(routes!(documents::retry))
        .routes(routes!(documents::release))
        .routes(routes!(documents::enter_by_hand))
        .routes(routes!(documents::cancel))
        .routes(routes!(documents::take_back))
}

fn trade_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(trade::open_items))
        .routes(routes!(trade::open_item))
        .routes(routes!(trade::ageing))
        .routes(routes!(trade::party_statement))
        .routes(routes!(trade::payment_suggestion))
        .routes(routes!(trade::record_payment))
        .routes(routes!(trade::allocate))
        .routes(routes!(trade::undo_allocation))
        .routes(routes!(trade::revaluation, trade::revalue))
}

fn ledger_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(ledger::accounts, ledger::add_account))
        .routes(routes!(ledger::change_account))
        .routes(routes!(ledger::account_lines))
        .routes(routes!(ledger::tax_codes))
        .routes(routes!(ledger::entries, ledger::post_entry))
        .routes(routes!(ledger::calculate_entry))
        .routes(routes!(ledger::entry))
        .routes(routes!(ledger::reverse_entry))
        .routes(routes!(ledger::add_note))
        .routes(routes!(ledger::attach))
        .routes(routes!(ledger::rates, ledger::add_rate))
        .routes(routes!(ledger::import_rates))
        .routes(routes!(ledger::lock_period))
        .routes(routes!(ledger::check_books))
        .routes(routes!(ledger::rebuild_balances))
        .routes(routes!(figures::part))
        .routes(routes!(ledger::pending_entries))
        .routes(routes!(ledger::pending_entry))
        .routes(routes!(ledger::approve_pending))
        .routes(routes!(ledger::reject_pending))
        .routes(routes!(ledger::withdraw_pending))
        .routes(routes!(reports::trial_balance))
        .routes(routes!(reports::balance_sheet))
        .routes(routes!(reports::profit_loss))
        .routes(routes!(reports::dashboard))
        .routes(routes!(budgets::budgets))
        .routes(routes!(budgets::budget, budgets::set_budget))
        .routes(routes!(budgets::budget_report))
        .routes(routes!(returns::return_calendar, returns::file_return))
        .routes(routes!(returns::return_figures))
        .routes(routes!(returns::return_lines))
        .routes(routes!(returns::withdraw_return))
}

fn sales_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(sales::sales, sales::draft_sale))
        .routes(routes!(sales::sales_totals))
        .routes(routes!(sales::sales_profile, sales::set_sales_profile))
        .routes(routes!(sales::sales_document, sales::change_sale, sales::discard_sale))
        .routes(routes!(sales::issue_sale))
        .routes(routes!(sales::approve_sale))
        .routes(routes!(sales::reject_sale))
        .routes(routes!(sales::withdraw_sale))
        .routes(routes!(sales::answer_quote))
        .routes(routes!(sales::invoice_quote))
        .routes(routes!(sales::credit_sale))
        .routes(routes!(sales::copy_sale))
        .routes(routes!(sales::sales_pdf))
        .routes(routes!(sales::sales_e_invoice))
        .routes(routes!(sales::sales_e_invoice_missing))
}

/// The OpenAPI 3.1 description of the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut description) = api().split_for_parts();
    description::complete(&mut description);
    description
}

/// The whole service: the API, health, metrics, its description, and what `elsewhere` answers to all other addresses.
pub fn router(state: State, elsewhere: MethodRouter) -> Router {
    let description = Bytes::from(openapi().to_json().expect("the description has a JSON form"));
    let description = move || std::future::ready(([(header::CONTENT_TYPE, "application/json")], description.clone()));
    let (routes, _) = api().split_for_parts();
    let routes = routes
        .route("/api/v1/openapi.json", get(description))
        .route("/docs/api/errors", get(errors::page))
        .route("/api/{*rest}", axum::routing::any(|| async { ApiError::not_found() }))
        .route_layer(middleware::from_fn_with_state(state.clone(), repeats::layer))
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE_MAX))
        .fallback_service(elsewhere)
        .with_state(state.clone())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(problems))
        .layer(middleware::from_fn_with_state(state.clone(), network::known_host));
    answer_headers(routes, &state.settings)
        .layer(middleware::from_fn(measure))
        .layer(middleware::from_fn(request_id::layer))
        .layer(PropagateRequestIdLayer::new(request_id::HEADER.clone()))
        .layer(SetRequestIdLayer::new(request_id::HEADER.clone(), request_id::Ours))
        .layer(middleware::from_fn(request_id::keep_theirs))
}

/// Answers are for their caller alone and are what they say they are.
fn answer_headers(routes: Router, settings: &Settings) -> Router {
    let usual = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    let mut routes = routes;
    for (name, value) in usual {
        routes = routes.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)));
    }
    if settings.behind_tls {
        let insist = HeaderValue::from_static("max-age=31536000");
        routes = routes.layer(SetResponseHeaderLayer::overriding(header::STRICT_TRANSPORT_SECURITY, insist));
    }
    routes
}

/// What the framework refuses before a handler sees it (a bad path, query, body or method) is told like every other
/// error.
async fn problems(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let mut status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"application/"));
    if told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let words = axum::body::to_bytes(response.into_body(), REFUSAL_BYTES_MAX).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&words);
    if status == StatusCode::BAD_REQUEST {
        // An id that is none names nothing; a query is well-formed and says something impossible.
        if words.starts_with("Invalid URL") {
            status = StatusCode::NOT_FOUND;
        } else if words.contains("query string") {
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
    }
    let code = match status {
        StatusCode::SERVICE_UNAVAILABLE => "request.timed_out",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "request.too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "request.media_type",
        _ => "request.invalid",
    };
    let reason = status.canonical_reason().unwrap_or("The request cannot be understood");
    let detail = if words.trim().is_empty() { reason.to_owned() } else { words.into_owned() };
    let mut response = ApiError::new(status, code, detail).into_response();
    if let Some(allow) = allow {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    ApiError::internal("internal", &text.unwrap_or("a handler panicked")).into_response()
}

async fn measure(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |p| p.as_str().to_owned());
    let response = next.run(request).await;
    let took: Duration = began.elapsed();
    let status = response.status();
    metrics::histogram!("pacioli_http_seconds", "method" => method.to_string(), "route" => route.clone())
        .record(took.as_secs_f64());
    metrics::counter!("pacioli_http_requests_total", "route" => route, "status" => status.as_u16().to_string())
        .increment(1);
    if status >= StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(%status, milliseconds = took.as_millis(), "request");
    } else {
        tracing::info!(%status, milliseconds = took.as_millis(), "request");
    }
    response
}
