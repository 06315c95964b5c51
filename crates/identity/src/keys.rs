use audit::Change;
use jiff::Timestamp;
use op::{Actor, Clock, Denied, EntityId, Op, Permission, UserId};
use pg::Db;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::principal::Principal;
use crate::rules::{TOUCH_EVERY, key_grants};
use crate::secrets::{self, KeyText};
use crate::store::keys as store;
use crate::users::signed_in;
use crate::{IdentityError, sessions};

/// An API key. Not its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(pub Uuid);

/// A key as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApiKey {
    /// Its id.
    pub id: KeyId,
    /// Whose it is: it never holds more than this person does.
    pub owner: UserId,
    /// What it is for.
    pub name: String,
    /// The part of the key that may be shown.
    pub prefix: String,
    /// The only business it enters; `None`: all its owner may enter.
    pub entity: Option<EntityId>,
    /// What it may do at most.
    pub scopes: Vec<Permission>,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when, if not for ever.
    pub expires_at: Option<Timestamp>,
    /// Its last request, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A key to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// Whose it shall be; `None`: the person who makes it. Only the owner of the machine may name somebody else.
    pub owner: Option<UserId>,
    /// The only business it shall enter.
    pub entity: Option<EntityId>,
    /// What it may do; at least one.
    pub scopes: Vec<Permission>,
    /// Until when.
    pub expires_at: Option<Timestamp>,
}

/// A new key with its text, which is shown this once.
pub struct CreatedKey {
    /// `pac_live_...`
    pub text: String,
    /// As it is listed from now on.
    pub key: ApiKey,
}

/// Makes a key.
///
/// # Errors
/// [`IdentityError::Denied`] without `keys-manage` there; [`IdentityError::ScopeNotHeld`] for a scope the maker does not
/// hold; [`IdentityError::NeedsPerson`] for keys and agents; [`IdentityError::UnknownBusiness`];
/// [`IdentityError::Invalid`].
pub async fn create_key(db: &Db, op: &Op, new: NewKey) -> Result<CreatedKey, IdentityError> {
    op.grants.require(Permission::KeysManage, new.entity)?;
    signed_in(op)?;
    let owner = owner_of(op, new.owner)?;
    let invalid = |field, why| Err(IdentityError::Invalid { field, why });
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return invalid("name", "write 1 to 100 characters");
    }
    if new.scopes.is_empty() {
        return invalid("scopes", "choose at least one permission");
    }
    if new.expires_at.is_some_and(|at| at <= op.now()) {
        return invalid("expires_at", "it lies in the past");
    }
    let too_much = new.scopes.iter().find(|scope| op.grants.require(**scope, new.entity).is_err());
    if let Some(permission) = too_much {
        return Err(IdentityError::ScopeNotHeld { permission: *permission });
    }
    let text = KeyText::generate();
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable_by_key(ToString::to_string);
    scopes.dedup();
    let key = ApiKey {
        id: KeyId(op.new_id()),
        owner,
        name: name.to_owned(),
        prefix: text.prefix.clone(),
        entity: new.entity,
        scopes,
        created_at: op.now(),
        expires_at: new.expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    let mut tx = db.begin(op).await?;
    store::insert(&mut tx, &key, &secrets::hash(&text.secret)).await?;
    audit::record(&mut tx, op, Change::of("api_key.created", "api_key", key.id.0).after(json!(key))).await?;
    tx.commit().await?;
    Ok(CreatedKey { text: text.reveal(), key })
}

fn owner_of(op: &Op, asked: Option<UserId>) -> Result<UserId, IdentityError> {
    match (&op.actor, asked) {
        (Actor::System { .. }, Some(owner)) => Ok(owner),
        (Actor::System { .. }, None) => {
            Err(IdentityError::Invalid { field: "owner", why: "say whose key it shall be" })
        }
        (_, asked) => {
            let maker = sessions::person_of(op)?;
            if asked.is_some_and(|owner| owner != maker) {
                return Err(IdentityError::Invalid { field: "owner", why: "a key belongs to the person who makes it" });
            }
            Ok(maker)
        }
    }
}

/// Keys that are not revoked: with `users-manage` all of the organisation, otherwise one's own.
///
/// # Errors
/// [`IdentityError::NeedsPerson`] without a person; a key that asks needs the scope `keys-manage`, or gets
/// [`IdentityError::Denied`].
pub async fn keys(db: &Db, op: &Op) -> Result<Vec<ApiKey>, IdentityError> {
    if let Some(scopes) = &op.grants.scopes
        && !scopes.contains(&Permission::KeysManage)
    {
        return Err(Denied { permission: Permission::KeysManage }.into());
    }
    let only = if op.require_org(Permission::UsersManage).is_ok() { None } else { Some(sessions::person_of(op)?) };
    let mut tx = db.begin(op).await?;
    store::open(&mut tx, only).await
}

/// Revokes a key: one's own, or with `users-manage` anybody's. It is refused from the next request on.
///
/// # Errors
/// [`IdentityError::UnknownKey`] when it does not exist, is revoked, or is not the actor's to revoke;
/// [`IdentityError::NeedsPerson`] for agents.
pub async fn revoke_key(db: &Db, op: &Op, id: KeyId) -> Result<(), IdentityError> {
    signed_in(op)?;
    let only = if op.require_org(Permission::UsersManage).is_ok() { None } else { Some(sessions::person_of(op)?) };
    let mut tx = db.begin(op).await?;
    if !store::revoke(&mut tx, id, only, op.now()).await? {
        return Err(IdentityError::UnknownKey);
    }
    audit::record(&mut tx, op, Change::of("api_key.revoked", "api_key", id.0)).await?;
    tx.commit().await?;
    Ok(())
}

/// Who carries this key.
///
/// # Errors
/// [`IdentityError::KeyRefused`], whatever is wrong with it.
pub async fn authenticate_key(db: &Db, clock: &dyn Clock, text: &str) -> Result<Principal, IdentityError> {
    let parts = KeyText::parse(text).ok_or(IdentityError::KeyRefused)?;
    let now = clock.now();
    let mut tx = db.begin_system().await?;
    let found = store::by_prefix(&mut tx, &parts.prefix).await?.ok_or(IdentityError::KeyRefused)?;
    let key = found.key;
    let right = secrets::equal(&found.secret_hash, &secrets::hash(&parts.secret));
    if !right || !found.owner_active || key.revoked_at.is_some() || key.expires_at.is_some_and(|at| at <= now) {
        return Err(IdentityError::KeyRefused);
    }
    if key.last_used_at.is_none_or(|last| now.duration_since(last) >= TOUCH_EVERY) {
        store::touch(&mut tx, key.id, now).await?;
    }
    tx.commit().await?;
    Ok(Principal {
        org: found.org,
        organisation: found.organisation,
        actor: Actor::ApiKey { id: key.id.0, name: key.name, owner: key.owner },
        grants: key_grants(&found.owner_grants, key.entity, key.scopes),
        profile: found.profile,
        session: None,
        csrf: None,
        until: key.expires_at,
    })
}
