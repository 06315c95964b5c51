//! What anybody may ask: is it alive, is it set up, sign me in.

use axum::Json;
use axum::extract::{ConnectInfo, State as Extract};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use identity::{NewAdmin, NewOrganisation, SignIn};
use ledger::NewEntity;
use money::Currency;
use op::{Origin, Permission};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use strum::IntoEnumIterator;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::{COOKIE, Caller, session_token};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// Seconds a browser keeps the cookie; the session ends earlier when it is not used.
const COOKIE_SECONDS: u32 = 7 * 24 * 3600;

/// The process runs.
#[utoipa::path(get, path = "/health/live", tag = "Health", responses((status = 200, body = String)))]
pub async fn live() -> &'static str {
    "alive\n"
}

/// The process can do its work: the database answers.
#[utoipa::path(get, path = "/health/ready", tag = "Health", responses((status = 200, body = String), (status = 503, body = Problem)))]
pub async fn ready(Extract(state): Extract<State>) -> Result<&'static str, ApiError> {
    match state.db.ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", "The database does not answer."))
        }
    }
}

/// Metrics for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "Health", responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(Extract(state): Extract<State>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics_text())
}

/// Whether the installation waits for its first organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetupState {
    /// Nothing is set up yet.
    pub needed: bool,
    /// The sign-in of the demo company.
    pub demo: Option<DemoView>,
    /// Version of the program.
    pub version: String,
}

/// The sign-in of the demo company.
#[derive(Debug, Serialize, ToSchema)]
pub struct DemoView {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Tells whether the installation waits for its first organisation.
#[utoipa::path(get, path = "/api/v1/setup", tag = "Session", responses((status = 200, body = SetupState)))]
pub async fn setup_state(Extract(state): Extract<State>) -> Result<Json<SetupState>, ApiError> {
    let needed = !identity::is_set_up(&state.db).await?;
    let demo = state.demo.filter(|_| !needed).map(|d| DemoView { email: d.email, password: d.password });
    Ok(Json(SetupState { needed, demo, version: env!("CARGO_PKG_VERSION").to_owned() }))
}

/// The first organisation, its first business and its administrator.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Setup {
    /// Name of the organisation.
    pub organisation: String,
    /// Its first business.
    pub business: NewBusiness,
    /// Its administrator.
    pub admin: AdminInput,
}

/// A business to be founded.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewBusiness {
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub base_currency: String,
    /// ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// 1 to 12.
    #[serde(default = "january")]
    pub fiscal_year_start: u8,
    /// VAT or tax number.
    pub tax_id: Option<String>,
    /// Key of the chart to start from; by the country when left out.
    pub chart: Option<String>,
}

fn january() -> u8 {
    1
}

impl NewBusiness {
    /// As the ledger founds it.
    pub fn into_entity(self) -> Result<NewEntity, ApiError> {
        let currency = Currency::from_code(&self.base_currency)
            .map_err(|e| ApiError::field("base_currency", "money.unknown_currency", e.to_string()))?;
        let tax_id = self.tax_id.filter(|t| !t.trim().is_empty());
        Ok(NewEntity {
            fiscal_year_start: self.fiscal_year_start,
            tax_id,
            chart: self.chart,
            ..NewEntity::new(&self.name, currency, &self.jurisdiction)
        })
    }
}

/// The first administrator.
#[derive(Deserialize, ToSchema)]
pub struct AdminInput {
    /// Name.
    pub name: String,
    /// E-mail to sign in with.
    pub email: String,
    /// At least ten characters.
    pub password: String,
}

impl std::fmt::Debug for AdminInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AdminInput").field("name", &self.name).field("email", &self.email).finish_non_exhaustive()
    }
}

/// Sets the installation up; works once.
#[utoipa::path(post, path = "/api/v1/setup", tag = "Session", request_body = Setup,
    responses((status = 200, body = SessionView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn setup(
    Extract(state): Extract<State>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(input): Json<Setup>,
) -> Result<Response, ApiError> {
    detached(async move {
        // Checked before anything is written, so that a wrong business does not leave an organisation behind.
        let entity = input.business.into_entity()?;
        let AdminInput { name, email, password } = input.admin;
        let admin = NewAdmin { name, email: email.clone(), password: password.clone(), locale: "en".to_owned() };
        let new = NewOrganisation { name: input.organisation, admin };
        identity::set_up(&state.db, state.clock.clone(), new).await?;
        let signed =
            identity::sign_in(&state.db, state.clock.clone(), credentials(email, password, peer, &headers)).await?;
        let op = signed.principal.op(Origin::Web, state.clock.clone());
        ledger::create_entity(&state.db, &op, entity).await?;
        session_answer(&state, &signed.principal, &signed.token).await
    })
    .await
}

/// Who wants in.
#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Signs a person in.
#[utoipa::path(post, path = "/api/v1/session", tag = "Session", request_body = Credentials,
    responses((status = 200, body = SessionView), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    Extract(state): Extract<State>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(input): Json<Credentials>,
) -> Result<Response, ApiError> {
    detached(async move {
        let who = credentials(input.email, input.password, peer, &headers);
        let signed = identity::sign_in(&state.db, state.clock.clone(), who).await?;
        session_answer(&state, &signed.principal, &signed.token).await
    })
    .await
}

fn credentials(email: String, password: String, peer: SocketAddr, headers: &HeaderMap) -> SignIn {
    SignIn {
        email,
        password,
        address: Some(peer.ip()),
        user_agent: headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).map(str::to_owned),
        replaces: session_token(headers).map(str::to_owned),
    }
}

/// Signs the person out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "Session", responses((status = 204)))]
pub async fn sign_out(Extract(state): Extract<State>, caller: Caller) -> Result<Response, ApiError> {
    if let Some(session) = caller.principal.session {
        identity::sign_out(&state.db, &caller.op, session).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, &state, "", 0);
    Ok(response)
}

/// Who is signed in, where he may work and what he may do there.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// The person.
    pub user: Person,
    /// The organisation.
    pub organisation: Named,
    /// Repeat it in X-CSRF-Token on writing requests.
    pub csrf_token: Option<String>,
    /// Permissions for the organisation itself.
    pub capabilities: Vec<String>,
    /// The businesses the person may see.
    pub businesses: Vec<BusinessAccess>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// The person.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Language (BCP 47).
    pub locale: String,
}

/// Something with a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A business and what may be done there.
#[derive(Debug, Serialize, ToSchema)]
pub struct BusinessAccess {
    /// The business.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub base_currency: String,
    /// ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// Whether it is made up.
    pub demo: bool,
    /// The weightiest role held there: admin, accountant, viewer.
    pub role: String,
    /// Permissions by name.
    pub capabilities: Vec<String>,
}

/// Tells who is signed in.
#[utoipa::path(get, path = "/api/v1/session", tag = "Session", responses((status = 200, body = SessionView), (status = 401, body = Problem)))]
pub async fn session(Extract(state): Extract<State>, caller: Caller) -> Result<Json<SessionView>, ApiError> {
    Ok(Json(view(&state, &caller.principal).await?))
}

async fn session_answer(state: &State, principal: &identity::Principal, token: &str) -> Result<Response, ApiError> {
    let mut response = Json(view(state, principal).await?).into_response();
    set_cookie(&mut response, state, token, COOKIE_SECONDS);
    Ok(response)
}

async fn view(state: &State, principal: &identity::Principal) -> Result<SessionView, ApiError> {
    let op = principal.op(Origin::Web, state.clock.clone());
    let entities = ledger::entities(&state.db, &op).await?;
    let allowed = |entity| {
        Permission::iter().filter(move |p| op_may(principal, *p, entity)).map(|p| p.to_string()).collect::<Vec<_>>()
    };
    let businesses = entities.into_iter().filter(|e| principal.grants.covers(e.id)).map(|e| BusinessAccess {
        role: principal.grants.roles_in(e.id).first().map_or_else(String::new, ToString::to_string),
        capabilities: allowed(Some(e.id)),
        id: e.id.0,
        name: e.name,
        base_currency: e.base_currency.code().to_owned(),
        jurisdiction: e.jurisdiction,
        demo: e.demo,
    });
    Ok(SessionView {
        user: Person {
            id: principal.profile.id.0,
            name: principal.profile.name.clone(),
            email: principal.profile.email.clone(),
            locale: principal.profile.locale.clone(),
        },
        organisation: Named { id: principal.org.0, name: principal.organisation.clone() },
        csrf_token: principal.csrf.clone(),
        businesses: businesses.collect(),
        capabilities: allowed(None),
    })
}

fn op_may(principal: &identity::Principal, permission: Permission, entity: Option<op::EntityId>) -> bool {
    principal.grants.require(permission, entity).is_ok()
}

fn set_cookie(response: &mut Response, state: &State, token: &str, seconds: u32) {
    let secure = if state.secure_cookies { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&text).expect("tokens are plain letters and digits");
    response.headers_mut().append(header::SET_COOKIE, value);
}
