//! From a request to an [`Op`]: the cookie of a browser or the key of a program.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum_extra::extract::CookieJar;
use identity::{Credential, Principal};
use op::{EntityId, Op, Origin};
use serde::Deserialize;
use uuid::Uuid;

use crate::problem::ApiError;
use crate::request_id;
use crate::state::State;

/// Name of the session cookie.
pub const COOKIE: &str = "pacioli_session";
/// Name of the cookie by which a browser is known in which somebody has signed in before.
pub const DEVICE_COOKIE: &str = "pacioli_device";
/// Header in which a browser repeats its session's token on writing requests.
const CSRF_HEADER: &str = "x-csrf-token";

/// Somebody who has proved who he is, and the operation he asks for.
#[derive(Clone)]
pub struct Caller {
    /// Who.
    pub principal: Arc<Principal>,
    /// The operation.
    pub op: Op,
    /// What he proved it with.
    pub carried: Credential,
}

impl FromRequestParts<State> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        if let Some(proved) = parts.extensions.remove::<Self>() {
            return Ok(proved);
        }
        let (carried, origin) = match bearer(&parts.headers) {
            Some(key) => (Credential::Key(key.to_owned()), Origin::Api),
            None => {
                let token = session_token(&parts.headers).ok_or_else(ApiError::unauthenticated)?;
                (Credential::Session(token), Origin::Web)
            }
        };
        let principal = state.door.admit(&carried).await?;
        state.admit(&principal)?;
        let given = parts.headers.get(CSRF_HEADER).and_then(|v| v.to_str().ok());
        if writes(&parts.method) && !principal.csrf_holds(given) {
            let detail = "Repeat the session's `csrf_token` in the header X-CSRF-Token.";
            return Err(ApiError::new(StatusCode::FORBIDDEN, "auth.csrf", detail));
        }
        let op = principal.op(origin, state.clock.clone()).with_request(request_id::current_id());
        Ok(Self { principal, op, carried })
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
            state.base_currencies.of(&state.db, &caller.op, entity).await?;
        }
        Ok(Self { op: caller.op, entity })
    }
}

/// Whether a request changes something.
pub(crate) fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::trim)
}

/// The session token in the cookies of a request.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, COOKIE)
}

/// The token of a browser in which somebody has signed in before.
pub fn device_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, DEVICE_COOKIE)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}
