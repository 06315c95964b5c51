//! People, their sessions and keys.

use axum::Extension;
use axum::extract::{Path, State as Extract};
use axum::http::{HeaderMap, StatusCode};
use identity::{KeyId, NewKey, NewUser, PasswordChange, SessionId, UserChange};
use jiff::Timestamp;
use op::{EntityId, Grant, Permission, Role, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::{AtBusiness, Caller, device_token};
use crate::body::Json;
use crate::network::ClientAddress;
use crate::problem::{ApiError, Problem};
use crate::repeats::Secret;
use crate::request_id::detached;
use crate::state::State;
use crate::wire::List;

/// A role in one business, or in all of them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct GrantView {
    /// The business; absent for all of them and the organisation.
    pub business_id: Option<Uuid>,
    /// admin, accountant, viewer.
    pub role: String,
}

impl GrantView {
    fn to_grant(&self) -> Result<Grant, ApiError> {
        let role: Role = self.role.parse().map_err(|_| {
            ApiError::field(
                "role",
                "identity.unknown_role",
                format!("`{}` is not admin, accountant or viewer", self.role),
            )
        })?;
        Ok(Grant { entity: self.business_id.map(EntityId), role })
    }
}

fn grants(views: &[GrantView]) -> Result<Vec<Grant>, ApiError> {
    views.iter().map(GrantView::to_grant).collect()
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    /// The person.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Whether the person may sign in.
    pub active: bool,
    /// Roles.
    pub grants: Vec<GrantView>,
    /// Last request.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen_at: Option<Timestamp>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl From<identity::User> for UserView {
    fn from(user: identity::User) -> Self {
        let grants =
            user.grants.iter().map(|g| GrantView { business_id: g.entity.map(|e| e.0), role: g.role.to_string() });
        Self {
            id: user.id.0,
            name: user.name,
            email: user.email,
            active: user.active,
            grants: grants.collect(),
            last_seen_at: user.last_seen_at,
            created_at: user.created_at,
        }
    }
}

/// Lists people.
#[utoipa::path(get, path = "/api/v1/users", tag = "People", responses((status = 200, body = List<UserView>), (status = 403, body = Problem)))]
pub async fn users(Extract(state): Extract<State>, caller: Caller) -> Result<Json<List<UserView>>, ApiError> {
    let users = identity::users(&state.db, &caller.op).await?;
    Ok(Json(List::whole(users.into_iter().map(UserView::from).collect())))
}

/// Somebody who can be asked about a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewerView {
    /// The person.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// Lists those who review the documents of a business.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/people", tag = "People", params(("business" = Uuid, Path)),
    responses((status = 200, body = List<ReviewerView>), (status = 403, body = Problem)))]
pub async fn reviewers(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<List<ReviewerView>>, ApiError> {
    let people = identity::reviewers(&state.db, &op, entity).await?;
    Ok(Json(List::whole(people.into_iter().map(|(id, name)| ReviewerView { id: id.0, name }).collect())))
}

/// A person to add.
#[derive(Deserialize, ToSchema)]
pub struct UserInput {
    /// Name.
    pub name: String,
    /// E-mail to sign in with.
    pub email: String,
    /// First password; at least ten characters.
    pub password: String,
    /// Roles.
    pub grants: Vec<GrantView>,
}

/// Adds a person.
#[utoipa::path(post, path = "/api/v1/users", tag = "People", request_body = UserInput,
    responses((status = 201, body = UserView), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_user(
    Extract(state): Extract<State>,
    caller: Caller,
    Json(input): Json<UserInput>,
) -> Result<(StatusCode, Json<UserView>), ApiError> {
    detached(async move {
        let grants = grants(&input.grants)?;
        let new =
            NewUser { email: input.email, name: input.name, password: input.password, locale: "en".to_owned(), grants };
        let id = identity::add_user(&state.db, &caller.op, new).await?;
        let user = identity::user(&state.db, &caller.op, id).await?;
        Ok((StatusCode::CREATED, Json(user.into())))
    })
    .await
}

/// What to change of a person.
#[derive(Deserialize, ToSchema)]
pub struct UserPatch {
    /// Name.
    pub name: Option<String>,
    /// Whether the person may sign in.
    pub active: Option<bool>,
    /// Roles; replaces all.
    pub grants: Option<Vec<GrantView>>,
    /// A new password. The person's sessions end.
    pub password: Option<String>,
    /// With a new password: the person's API keys stay valid, which otherwise are revoked.
    #[serde(default)]
    pub keep_keys: bool,
}

/// Changes a person.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "People", params(("id" = Uuid, Path)), request_body = UserPatch,
    responses((status = 200, body = UserView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn change_user(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(patch): Json<UserPatch>,
) -> Result<Json<UserView>, ApiError> {
    detached(async move {
        let grants = patch.grants.as_deref().map(grants).transpose()?;
        let UserPatch { name, active, password, keep_keys, .. } = patch;
        let change = UserChange { name, active, grants, password, keep_keys };
        let changed = identity::change_user(&state.db, &caller.op, UserId(id), change).await?;
        state.door.forget(Some(caller.op.org));
        Ok(Json(changed.into()))
    })
    .await
}

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
pub struct PasswordInput {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
    /// Whether one's own API keys shall be useless from now on.
    #[serde(default)]
    pub revoke_keys: bool,
}

/// Changes one's own password.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "People", request_body = PasswordInput,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn change_password(
    Extract(state): Extract<State>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(input): Json<PasswordInput>,
) -> Result<StatusCode, ApiError> {
    detached(async move {
        let PasswordInput { current, new, revoke_keys } = input;
        let (keep, device) = (caller.principal.session, device_token(&headers));
        let change = PasswordChange { current, new, keep, address, device, revoke_keys };
        identity::change_password(&state.db, &caller.op, change).await?;
        state.door.forget(Some(caller.op.org));
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSession {
    /// The session.
    pub id: Uuid,
    /// Whether it is the present one.
    pub current: bool,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Last request.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen_at: Timestamp,
    /// Network address.
    pub address: Option<String>,
    /// Browser.
    pub user_agent: Option<String>,
}

/// Lists one's own sessions.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "People", responses((status = 200, body = List<OpenSession>)))]
pub async fn sessions(Extract(state): Extract<State>, caller: Caller) -> Result<Json<List<OpenSession>>, ApiError> {
    let current = caller.principal.session;
    let all = identity::sessions(&state.db, &caller.op).await?;
    let views = all.into_iter().map(|s| OpenSession {
        id: s.id.0,
        current: Some(s.id) == current,
        created_at: s.created_at,
        last_seen_at: s.last_seen_at,
        address: s.address,
        user_agent: s.user_agent,
    });
    Ok(Json(List::whole(views.collect())))
}

/// Ends a session of one's own.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "People", params(("id" = Uuid, Path)), responses((status = 204), (status = 404, body = Problem)))]
pub async fn end_session(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    identity::revoke_session(&state.db, &caller.op, SessionId(id)).await?;
    state.door.forget(Some(caller.op.org));
    Ok(StatusCode::NO_CONTENT)
}

/// A key without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyView {
    /// The key.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The part that may be seen.
    pub prefix: String,
    /// The only business it works in; absent for all of its maker's.
    pub business_id: Option<Uuid>,
    /// What it may do; empty for all that its maker may do.
    pub scopes: Vec<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Last request.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

impl From<identity::ApiKey> for KeyView {
    fn from(key: identity::ApiKey) -> Self {
        Self {
            id: key.id.0,
            name: key.name,
            prefix: key.prefix,
            business_id: key.entity.map(|e| e.0),
            scopes: key.scopes.iter().map(ToString::to_string).collect(),
            created_at: key.created_at,
            last_used_at: key.last_used_at,
            expires_at: key.expires_at,
        }
    }
}

/// Lists keys.
#[utoipa::path(get, path = "/api/v1/api-keys", tag = "People", responses((status = 200, body = List<KeyView>)))]
pub async fn keys(Extract(state): Extract<State>, caller: Caller) -> Result<Json<List<KeyView>>, ApiError> {
    let keys = identity::keys(&state.db, &caller.op).await?;
    Ok(Json(List::whole(keys.into_iter().map(KeyView::from).collect())))
}

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
pub struct KeyInput {
    /// What it is for.
    pub name: String,
    /// The only business it works in.
    pub business_id: Option<Uuid>,
    /// What it may do; all that its maker may do when left out.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

/// A key with its secret, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewKeyView {
    /// Keep it: it is not shown again.
    pub key: String,
    /// The key without its secret.
    #[serde(flatten)]
    pub about: KeyView,
}

/// Makes a key.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "People", request_body = KeyInput,
    responses((status = 201, body = NewKeyView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn add_key(
    Extract(state): Extract<State>,
    caller: Caller,
    Json(input): Json<KeyInput>,
) -> Result<(StatusCode, Extension<Secret>, Json<NewKeyView>), ApiError> {
    detached(async move {
        let unknown = |s: &String| {
            ApiError::field("scopes", "identity.unknown_scope", format!("`{s}` is not a permission of this API"))
        };
        let scopes: Vec<Permission> =
            input.scopes.iter().map(|s| s.parse().map_err(|_| unknown(s))).collect::<Result<_, _>>()?;
        let new = NewKey {
            name: input.name,
            owner: None,
            entity: input.business_id.map(EntityId),
            scopes,
            expires_at: input.expires_at,
        };
        let made = identity::create_key(&state.db, &caller.op, new).await?;
        let view = NewKeyView { key: made.text, about: made.key.into() };
        Ok((StatusCode::CREATED, Extension(Secret), Json(view)))
    })
    .await
}

/// Makes a key useless.
#[utoipa::path(delete, path = "/api/v1/api-keys/{id}", tag = "People", params(("id" = Uuid, Path)), responses((status = 204), (status = 404, body = Problem)))]
pub async fn revoke_key(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    identity::revoke_key(&state.db, &caller.op, KeyId(id)).await?;
    state.door.forget(Some(caller.op.org));
    Ok(StatusCode::NO_CONTENT)
}
