use audit::Change;
use jiff::Timestamp;
use op::{Actor, Clock, Op, Permission, UserId};
use pg::Db;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::principal::Principal;
use crate::rules::{TOUCH_EVERY, session_holds};
use crate::store::sessions as store;
use crate::users::signed_in;
use crate::{IdentityError, secrets};

/// A browser session. Not its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub Uuid);

/// A session as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Since when.
    pub created_at: Timestamp,
    /// The last request, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// Where it was started from.
    pub address: Option<String>,
    /// The browser, in its own words.
    pub user_agent: Option<String>,
}

/// Who carries this session token.
///
/// # Errors
/// [`IdentityError::SignedOut`] when there is no such session, it has ended, or its person is switched off.
pub async fn authenticate_session(db: &Db, clock: &dyn Clock, token: &str) -> Result<Principal, IdentityError> {
    let now = clock.now();
    let mut tx = db.begin_system().await?;
    let found = store::by_token(&mut tx, &secrets::hash(token)).await?.ok_or(IdentityError::SignedOut)?;
    if !session_holds(now, found.last_seen, found.expires) {
        return Err(IdentityError::SignedOut);
    }
    if now.duration_since(found.last_seen) >= TOUCH_EVERY {
        store::touch(&mut tx, found.id, now).await?;
    }
    tx.commit().await?;
    let actor = Actor::User { id: found.profile.id, name: found.profile.name.clone() };
    Ok(Principal {
        org: found.org,
        organisation: found.organisation,
        actor,
        grants: found.grants,
        profile: found.profile,
        session: Some(found.id),
        csrf: Some(secrets::csrf(token)),
        until: Some(found.expires),
    })
}

/// Ends the session of the request.
///
/// # Errors
/// [`IdentityError::UnknownSession`] when it is not the actor's, or has ended.
pub async fn sign_out(db: &Db, op: &Op, session: SessionId) -> Result<(), IdentityError> {
    end(db, op, session, "session.ended").await
}

/// The actor's own open sessions, the latest first.
///
/// # Errors
/// [`IdentityError::NeedsPerson`] for keys and agents.
pub async fn sessions(db: &Db, op: &Op) -> Result<Vec<Session>, IdentityError> {
    signed_in(op)?;
    let person = person_of(op)?;
    let mut tx = db.begin(op).await?;
    let sessions = store::open(&mut tx, person).await?;
    let now = op.now();
    Ok(sessions.into_iter().filter(|s| session_holds(now, s.last_seen_at, s.expires_at)).collect())
}

/// Ends a session: one's own, or with `users-manage` anybody's in the organisation.
///
/// # Errors
/// [`IdentityError::UnknownSession`] when it does not exist, has ended, or is not the actor's to end;
/// [`IdentityError::NeedsPerson`] for keys and agents.
pub async fn revoke_session(db: &Db, op: &Op, session: SessionId) -> Result<(), IdentityError> {
    end(db, op, session, "session.revoked").await
}

async fn end(db: &Db, op: &Op, session: SessionId, action: &'static str) -> Result<(), IdentityError> {
    signed_in(op)?;
    let own = if op.require_org(Permission::UsersManage).is_ok() { None } else { Some(person_of(op)?) };
    let mut tx = db.begin(op).await?;
    let ended = store::end(&mut tx, session, own, op.now()).await?.ok_or(IdentityError::UnknownSession)?;
    audit::record(&mut tx, op, Change::of(action, "user", ended.0).after(serde_json::json!({ "session": session })))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The person who acts, signed in or by a key.
pub(crate) fn person_of(op: &Op) -> Result<UserId, IdentityError> {
    op.actor.person().ok_or_else(|| IdentityError::NeedsPerson { actor: op.actor.name() })
}
