//! The first start: an empty installation gets its organisation.

use axum::extract::State as Extract;
use axum::http::HeaderMap;
use axum::response::Response;
use identity::{NewAdmin, NewOrganisation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Json;
use crate::businesses::NewBusiness;
use crate::network::ClientAddress;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::session::{SessionView, credentials, session_answer};
use crate::state::State;

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
#[utoipa::path(get, path = "/api/v1/setup", security(()), tag = "Session", responses((status = 200, body = SetupState)))]
pub async fn setup_state(Extract(state): Extract<State>) -> Result<Json<SetupState>, ApiError> {
    let needed = !identity::is_set_up(&state.db).await?;
    let demo = state.demo.clone().filter(|_| !needed).map(|d| DemoView { email: d.email, password: d.password });
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
#[utoipa::path(post, path = "/api/v1/setup", security(()), tag = "Session", request_body = Setup,
    responses((status = 200, body = SessionView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn setup(
    Extract(state): Extract<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(input): Json<Setup>,
) -> Result<Response, ApiError> {
    detached(async move {
        let entity = input.business.into_entity()?;
        let AdminInput { name, email, password } = input.admin;
        let admin = NewAdmin { name, email: email.clone(), password: password.clone(), locale: "en".to_owned() };
        let new = NewOrganisation { name: input.organisation, admin };
        // The organisation and its first business are founded together or not at all.
        identity::set_up::<ApiError>(&state.db, state.clock.clone(), new, |tx, op| {
            Box::pin(async move {
                ledger::create_entity_in(tx, op, entity).await?;
                Ok::<(), ApiError>(())
            })
        })
        .await?;
        let who = credentials(email, password, address, &headers);
        let signed = identity::sign_in(&state.db, state.clock.clone(), who).await?;
        session_answer(&state, &signed).await
    })
    .await
}
