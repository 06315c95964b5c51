//! Signing in and out, and who is signed in.

use std::net::IpAddr;

use axum::extract::State as Extract;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use identity::{SignIn, SignedIn};
use op::{Origin, Permission};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::{COOKIE, Caller, DEVICE_COOKIE, device_token, session_token};
use crate::body::Json;
use crate::network::ClientAddress;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// How long a browser keeps the cookie of a session; the session ends earlier when it is not used.
const KEEP_SESSION: Duration = Duration::days(7);
/// How long a browser stays known.
const KEEP_DEVICE: Duration = Duration::days(400);

/// Who wants in.
#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Signs a person in.
#[utoipa::path(post, path = "/api/v1/session", security(()), tag = "Session", request_body = Credentials,
    responses((status = 200, body = SessionView), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    Extract(state): Extract<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(input): Json<Credentials>,
) -> Result<Response, ApiError> {
    detached(async move {
        let who = credentials(input.email, input.password, address, &headers);
        let signed = identity::sign_in(&state.db, state.clock.clone(), who).await?;
        state.door.forget(Some(signed.principal.org));
        session_answer(&state, &signed).await
    })
    .await
}

pub(crate) fn credentials(email: String, password: String, address: Option<IpAddr>, headers: &HeaderMap) -> SignIn {
    SignIn {
        email,
        password,
        address,
        user_agent: headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).map(str::to_owned),
        replaces: session_token(headers),
        device: device_token(headers),
    }
}

/// Signs the person out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "Session", responses((status = 204)))]
pub async fn sign_out(Extract(state): Extract<State>, caller: Caller) -> Result<Response, ApiError> {
    if let Some(session) = caller.principal.session {
        identity::sign_out(&state.db, &caller.op, session).await?;
        state.door.forget(Some(caller.op.org));
    }
    let jar = CookieJar::new().add(cookie(&state, COOKIE, String::new(), Duration::ZERO));
    Ok((jar, StatusCode::NO_CONTENT).into_response())
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

/// The answer to a sign-in: who came in, and the cookies.
pub(crate) async fn session_answer(state: &State, signed: &SignedIn) -> Result<Response, ApiError> {
    let mut jar = CookieJar::new().add(cookie(state, COOKIE, signed.token.clone(), KEEP_SESSION));
    if let Some(device) = &signed.device {
        jar = jar.add(cookie(state, DEVICE_COOKIE, device.clone(), KEEP_DEVICE));
    }
    Ok((jar, Json(view(state, &signed.principal).await?)).into_response())
}

/// A cookie that no script and no other site gets hold of.
fn cookie(state: &State, name: &'static str, value: String, keep: Duration) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.behind_tls)
        .max_age(keep)
        .build()
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
