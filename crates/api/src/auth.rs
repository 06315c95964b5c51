//! From a request to an [`Op`]: the cookie of a browser or the key of a program.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use identity::{Principal, authenticate_key, authenticate_session};
use op::{Actor, EntityId, Op, Origin};
use serde::Deserialize;
use uuid::Uuid;

use crate::problem::ApiError;
use crate::request_id;
use crate::state::State;

/// Name of the session cookie.
pub const COOKIE: &str = "pacioli_session";
/// Header in which a browser repeats its session's token on writing requests.
const CSRF_HEADER: &str = "x-csrf-token";

/// Somebody who has proved who he is, and the operation he asks for.
#[derive(Clone)]
pub struct Caller {
    /// Who.
    pub principal: Principal,
    /// The operation.
    pub op: Op,
}

impl FromRequestParts<State> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        if let Some(proved) = parts.extensions.remove::<Self>() {
            return Ok(proved);
        }
        let (principal, origin) = match bearer(&parts.headers) {
            Some(key) => (authenticate_key(&state.db, &*state.clock, key).await?, Origin::Api),
            None => {
                let token = session_token(&parts.headers).ok_or_else(ApiError::unauthenticated)?;
                (authenticate_session(&state.db, &*state.clock, token).await?, Origin::Web)
            }
        };
        state.admit(limited_by(&principal))?;
        let given = parts.headers.get(CSRF_HEADER).and_then(|v| v.to_str().ok());
        if writes(&parts.method) && !principal.csrf_holds(given) {
            let detail = "Repeat the session's `csrf_token` in the header X-CSRF-Token.";
            return Err(ApiError::new(StatusCode::FORBIDDEN, "auth.csrf", detail));
        }
        let op = principal.op(origin, state.clock.clone()).with_request(request_id::current_id());
        Ok(Self { principal, op })
    }
}

/// A caller at a business named in the path. Whether he may do what he asks for is the use case's question.
pub struct AtBusiness {
    /// The operation.
    pub op: Op,
    /// The business.
    pub entity: EntityId,
}

#[derive(Deserialize)]
struct BusinessPath {
    business: Uuid,
}

impl FromRequestParts<State> for AtBusiness {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let Path(path) =
            Path::<BusinessPath>::from_request_parts(parts, state).await.map_err(|_| ApiError::not_found())?;
        let entity = EntityId(path.business);
        if writes(&parts.method) {
            // A business of another organisation does not exist for this caller; reading it finds nothing anyway.
            let mut tx = state.db.begin(&caller.op).await?;
            ledger::entity_in(&mut tx, entity).await?;
        }
        Ok(Self { op: caller.op, entity })
    }
}

/// Whether a request changes something.
pub(crate) fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Requests of one person or key are counted together.
fn limited_by(principal: &Principal) -> Uuid {
    match &principal.actor {
        Actor::ApiKey { id, .. } => *id,
        _ => principal.profile.id.0,
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::trim)
}

/// The session token in the cookies of a request.
pub fn session_token(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(k, _)| *k == COOKIE)
        .map(|p| p.1)
}
