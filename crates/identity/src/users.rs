use std::net::IpAddr;

use audit::Change;
use jiff::Timestamp;
use jobs::News;
use op::{Actor, EntityId, Grant, Op, Permission, UserId};
use pg::{Db, TenantTx};
use serde::Serialize;
use serde_json::{Value, json};

use crate::gate::Knock;
use crate::rules::{self, Standing, check_password, check_standing, normal_email};
use crate::store::{devices, keys as key_store, people as store, sessions as session_store};
use crate::{IdentityError, SessionId, gate, password};

/// A person of the organisation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct User {
    /// His id.
    pub id: UserId,
    /// To sign in with.
    pub email: String,
    /// His name.
    pub name: String,
    /// Language (BCP 47).
    pub locale: String,
    /// Whether he may come in.
    pub active: bool,
    /// His roles.
    pub grants: Vec<Grant>,
    /// His last request, to the minute.
    pub last_seen_at: Option<Timestamp>,
    /// Since when he is a user.
    pub created_at: Timestamp,
    /// Counts the changes.
    pub version: i32,
}

/// Somebody to add.
#[derive(Clone)]
pub struct NewUser {
    /// To sign in with; one person per e-mail in the whole installation.
    pub email: String,
    /// His name.
    pub name: String,
    /// At least ten characters; he should change it.
    pub password: String,
    /// Language (BCP 47).
    pub locale: String,
    /// His roles, one per business at most.
    pub grants: Vec<Grant>,
}

/// What shall be different; `None` leaves it.
#[derive(Clone, Default)]
pub struct UserChange {
    /// Another name.
    pub name: Option<String>,
    /// Switched on or off.
    pub active: Option<bool>,
    /// All roles he shall hold.
    pub grants: Option<Vec<Grant>>,
    /// A new password for somebody who forgot his, or whose account is in wrong hands. Ends all his sessions and, unless
    /// `keep_keys`, revokes his keys.
    pub password: Option<String>,
    /// With a new password: his keys stay valid.
    pub keep_keys: bool,
}

/// Everybody in the organisation, by name.
///
/// # Errors
/// [`IdentityError::Denied`] without `users-manage`.
pub async fn users(db: &Db, op: &Op) -> Result<Vec<User>, IdentityError> {
    op.require_org(Permission::UsersManage)?;
    let mut tx = db.begin(op).await?;
    store::all(&mut tx, None).await
}

/// Those who review the documents of a business, by name: who can be asked about one.
///
/// # Errors
/// [`IdentityError::Denied`] without `documents-read`.
pub async fn reviewers(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<(UserId, String)>, IdentityError> {
    op.require(Permission::DocumentsRead, entity)?;
    let mut tx = db.begin(op).await?;
    let people = store::all(&mut tx, None).await?;
    let reviews =
        |grant: &Grant| grant.entity.is_none_or(|of| of == entity) && grant.role.holds(Permission::DocumentsReview);
    let reviewing = people.into_iter().filter(|person| person.active && person.grants.iter().any(reviews));
    Ok(reviewing.map(|person| (person.id, person.name)).collect())
}

/// One person: oneself, or with `users-manage` anybody.
///
/// # Errors
/// [`IdentityError::Denied`], [`IdentityError::UnknownUser`].
pub async fn user(db: &Db, op: &Op, id: UserId) -> Result<User, IdentityError> {
    if op.actor.person() != Some(id) {
        op.require_org(Permission::UsersManage)?;
    }
    let mut tx = db.begin(op).await?;
    one(&mut tx, id).await
}

/// Adds a person with a password and roles.
///
/// # Errors
/// [`IdentityError::Denied`] without `users-manage`; [`IdentityError::NeedsPerson`] for keys and agents;
/// [`IdentityError::EmailTaken`]; [`IdentityError::Password`]; [`IdentityError::UnknownBusiness`].
pub async fn add_user(db: &Db, op: &Op, new: NewUser) -> Result<UserId, IdentityError> {
    op.require_org(Permission::UsersManage)?;
    signed_in(op)?;
    let email = normal_email(&new.email)?;
    let name = checked_name(&new.name)?;
    rules::check_locale(&new.locale)?;
    check_password(&new.password, &email, name)?;
    rules::check_grants(&new.grants)?;
    let hash = password::hash(&new.password).await?;
    let id = UserId(op.new_id());
    let person = store::NewPerson { id, email: &email, name, locale: &new.locale, password_hash: &hash, now: op.now() };
    let mut tx = db.begin(op).await?;
    store::insert(&mut tx, &person).await?;
    store::set_grants(&mut tx, op, id, &new.grants).await?;
    let after = json!({ "email": email, "name": name, "grants": new.grants });
    announce(&mut tx, op, Change::of("user.created", "user", id.0).after(after)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes name, access, roles or password of somebody else (one's own name, language and password:
/// [`change_profile`], [`change_password`]).
///
/// # Errors
/// [`IdentityError::NotOnOneself`] for one's own roles, access and password; [`IdentityError::LastAdmin`];
/// [`IdentityError::UnknownUser`]; otherwise as [`add_user`].
pub async fn change_user(db: &Db, op: &Op, id: UserId, change: UserChange) -> Result<User, IdentityError> {
    op.require_org(Permission::UsersManage)?;
    signed_in(op)?;
    if change.password.is_some() && op.actor.person() == Some(id) {
        return Err(IdentityError::NotOnOneself);
    }
    let hash = match &change.password {
        Some(new) => Some(password::hash(new).await?),
        None => None,
    };
    let mut tx = db.begin(op).await?;
    // One change of people at a time: two administrators must not remove each other.
    store::lock_organisation(&mut tx).await?;
    let before = one(&mut tx, id).await?;
    let active = change.active.unwrap_or(before.active);
    let grants = change.grants.clone().unwrap_or_else(|| before.grants.clone());
    rules::check_grants(&grants)?;
    let others = store::other_admins(&mut tx, id).await?;
    let was = Standing { active: before.active, grants: &before.grants };
    check_standing(op.actor.person(), id, was, Standing { active, grants: &grants }, others)?;

    let name = checked_name(change.name.as_deref().unwrap_or(&before.name))?;
    store::update(&mut tx, id, name, &before.locale, active).await?;
    if change.grants.is_some() {
        store::set_grants(&mut tx, op, id, &grants).await?;
    }
    if let (Some(new), Some(hash)) = (&change.password, &hash) {
        check_password(new, &before.email, name)?;
        store::set_password(&mut tx, id, hash, Some(op.now())).await?;
    }
    if change.password.is_some() || !active {
        session_store::end_all(&mut tx, id, None, op.now()).await?;
    }
    let mut keys_revoked = 0;
    if change.password.is_some() {
        devices::forget_all(&mut tx, id).await?;
        if !change.keep_keys {
            keys_revoked = key_store::revoke_all(&mut tx, id, op.now()).await?;
        }
    }
    let image = |name: &str, active: bool, grants: &[Grant]| -> Value {
        json!({ "name": name, "active": active, "grants": grants })
    };
    let mut after = image(name, active, &grants);
    after["password_reset"] = json!(change.password.is_some());
    after["keys_revoked"] = json!(keys_revoked);
    let recorded = Change::of("user.changed", "user", id.0)
        .before(image(&before.name, before.active, &before.grants))
        .after(after);
    announce(&mut tx, op, recorded).await?;
    let after = one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(after)
}

/// Changes one's own name and language.
///
/// # Errors
/// [`IdentityError::NeedsPerson`] for keys and agents; [`IdentityError::Invalid`].
pub async fn change_profile(db: &Db, op: &Op, name: &str, locale: &str) -> Result<User, IdentityError> {
    let id = oneself(op)?;
    let name = checked_name(name)?;
    rules::check_locale(locale)?;
    let mut tx = db.begin(op).await?;
    let before = one(&mut tx, id).await?;
    store::update(&mut tx, id, name, locale, before.active).await?;
    let change = Change::of("user.changed", "user", id.0)
        .before(json!({ "name": before.name, "locale": before.locale }))
        .after(json!({ "name": name, "locale": locale }));
    announce(&mut tx, op, change).await?;
    let after = one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(after)
}

/// A change of one's own password.
#[derive(Clone, Default)]
pub struct PasswordChange {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
    /// The session that asks, which stays.
    pub keep: Option<SessionId>,
    /// Where the request comes from, as far as it can be trusted.
    pub address: Option<IpAddr>,
    /// The device token of a browser in which somebody has signed in before.
    pub device: Option<String>,
    /// Whether one's own keys shall be useless from now on.
    pub revoke_keys: bool,
}

/// Changes one's own password. All other sessions end, and with `revoke_keys` one's keys are revoked.
///
/// # Errors
/// [`IdentityError::WrongCredentials`] when `current` is not the password; [`IdentityError::TooManyAttempts`];
/// [`IdentityError::Password`]; [`IdentityError::NeedsPerson`] for keys and agents.
pub async fn change_password(db: &Db, op: &Op, change: PasswordChange) -> Result<(), IdentityError> {
    let id = oneself(op)?;
    let me = user(db, op, id).await?;
    check_password(&change.new, &me.email, &me.name)?;
    // A stolen session must not be able to try passwords at leisure: the same gate as at sign-in.
    let who = Knock { email: &me.email, address: change.address, device: change.device.as_deref() };
    let attempt = gate::knock(db, &*op.clock(), who).await?;
    let stored = attempt.account.as_ref().map(|account| account.password_hash.clone());
    if !password::compare(&change.current, stored).await?.right {
        return Err(IdentityError::WrongCredentials);
    }
    gate::pass(db, &attempt).await?;
    let hash = password::hash(&change.new).await?;
    let mut tx = db.begin(op).await?;
    store::set_password(&mut tx, id, &hash, Some(op.now())).await?;
    session_store::end_all(&mut tx, id, change.keep, op.now()).await?;
    let revoked = if change.revoke_keys { key_store::revoke_all(&mut tx, id, op.now()).await? } else { 0 };
    let after = json!({ "keys_revoked": revoked });
    audit::record(&mut tx, op, Change::of("user.password_changed", "user", id.0).after(after)).await?;
    tx.commit().await?;
    Ok(())
}

async fn one(tx: &mut TenantTx, id: UserId) -> Result<User, IdentityError> {
    store::all(tx, Some(id)).await?.pop().ok_or(IdentityError::UnknownUser)
}

/// INVARIANT: people and keys are managed by people who signed in, or by the owner of the machine; a key that could do
/// it would reach beyond its scopes.
pub(crate) fn signed_in(op: &Op) -> Result<(), IdentityError> {
    match &op.actor {
        Actor::User { .. } | Actor::System { .. } => Ok(()),
        Actor::ApiKey { .. } | Actor::Agent { .. } => Err(IdentityError::NeedsPerson { actor: op.actor.name() }),
    }
}

fn oneself(op: &Op) -> Result<UserId, IdentityError> {
    match &op.actor {
        Actor::User { id, .. } => Ok(*id),
        _ => Err(IdentityError::NeedsPerson { actor: op.actor.name() }),
    }
}

pub(crate) fn checked_name(name: &str) -> Result<&str, IdentityError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.contains(char::is_control) {
        return Err(IdentityError::Invalid { field: "name", why: "write 1 to 200 characters" });
    }
    Ok(name)
}

async fn announce(tx: &mut TenantTx, op: &Op, change: Change) -> Result<(), IdentityError> {
    let news = News {
        topic: "user.changed",
        entity: None,
        subject_id: change.subject_id,
        payload: json!({ "action": change.action }),
    };
    audit::record(tx, op, change).await?;
    jobs::emit(tx, op, news).await?;
    Ok(())
}
