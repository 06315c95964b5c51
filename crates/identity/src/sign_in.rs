use std::net::IpAddr;
use std::sync::Arc;

use audit::Change;
use op::{Actor, Clock, Grants, Op, Origin, UserId};
use pg::{Db, TenantTx};
use serde_json::json;
use uuid::Uuid;

use crate::gate::Knock;
use crate::principal::Principal;
use crate::rules::{ABSOLUTE_LIMIT, normal_email};
use crate::store::{devices, people, sessions as store};
use crate::{IdentityError, SessionId, gate, password, secrets, sessions};

/// Somebody at the door.
#[derive(Clone)]
pub struct SignIn {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// Where the request comes from, as far as it can be trusted.
    pub address: Option<IpAddr>,
    /// The browser, in its own words.
    pub user_agent: Option<String>,
    /// The session token the browser still carries: it ends when this succeeds.
    pub replaces: Option<String>,
    /// The device token of a browser in which somebody has signed in before.
    pub device: Option<String>,
}

/// Somebody who has come in.
pub struct SignedIn {
    /// Goes into the cookie and nowhere else.
    pub token: String,
    /// Who it is.
    pub principal: Principal,
    /// The token by which this browser is known from now on, when it was not before; goes into a cookie of its own.
    pub device: Option<String>,
}

/// Signs a person in with e-mail and password.
///
/// # Errors
/// [`IdentityError::WrongCredentials`] for an unknown or switched-off account and for a wrong password alike;
/// [`IdentityError::TooManyAttempts`] with the seconds to wait.
pub async fn sign_in(db: &Db, clock: Arc<dyn Clock>, who: SignIn) -> Result<SignedIn, IdentityError> {
    // What cannot be an e-mail takes the same road as an unknown one.
    let email = normal_email(&who.email).unwrap_or_else(|_| who.email.trim().to_lowercase());
    let attempt =
        gate::knock(db, &*clock, Knock { email: &email, address: who.address, device: who.device.as_deref() });
    let attempt = attempt.await?;
    let stored = attempt.account.as_ref().map(|account| account.password_hash.clone());
    let compared = password::compare(&who.password, stored).await?;
    let account = attempt.account.as_ref().filter(|account| account.active && compared.right);
    let account = account.ok_or(IdentityError::WrongCredentials)?;
    gate::pass(db, &attempt).await?;

    let actor = Actor::User { id: account.person, name: account.name.clone() };
    let op = Op::new(account.org, actor, Origin::Web, Grants::default(), Arc::clone(&clock));
    let token = secrets::new_token();
    let session = SessionId(op.new_id());
    let new = store::NewSession {
        id: session,
        person: account.person,
        token_hash: secrets::hash(&token),
        now: op.now(),
        expires: op.now() + ABSOLUTE_LIMIT,
        address: who.address.map(|a| a.to_string()),
        user_agent: who.user_agent.map(|text| text.chars().take(400).collect()),
    };
    let fresh = if compared.outdated { Some(password::hash(&who.password).await?) } else { None };
    let mut tx = db.begin(&op).await?;
    // Between the comparison and now the password may have been changed or the person switched off.
    if !store::insert(&mut tx, &new, &account.password_hash).await? {
        return Err(IdentityError::WrongCredentials);
    }
    if let Some(old) = &who.replaces {
        store::end_by_token(&mut tx, account.person, &secrets::hash(old), op.now()).await?;
    }
    if let Some(fresh) = &fresh {
        people::set_password(&mut tx, account.person, fresh, None).await?;
    }
    let device = remember_device(&mut tx, &op, account.person, attempt.device).await?;
    let change = Change::of("session.started", "user", account.person.0)
        .after(json!({ "session": session.0, "address": new.address, "user_agent": new.user_agent }));
    audit::record(&mut tx, &op, change).await?;
    tx.commit().await?;
    let principal = sessions::authenticate_session(db, &*clock, &token).await?;
    Ok(SignedIn { token, principal, device })
}

/// Notes that the person has signed in on this device; a new device gets a token.
async fn remember_device(
    tx: &mut TenantTx,
    op: &Op,
    person: UserId,
    known: Option<Uuid>,
) -> Result<Option<String>, IdentityError> {
    if let Some(device) = known {
        devices::touch(tx, device, op.now()).await?;
        return Ok(None);
    }
    let token = secrets::new_token();
    devices::insert(tx, op.new_id(), person, &secrets::hash(&token), op.now()).await?;
    Ok(Some(token))
}
