//! A caller who did not hear the answer asks again with the same key and hears what was said the first time (the
//! `Idempotency-Key` of the IETF's HTTP API working group, draft-ietf-httpapi-idempotency-key-header).

use jiff::SignedDuration;
use op::Op;
use pg::Db;
use uuid::Uuid;

use crate::IdentityError;
use crate::store::requests as store;

/// Answers are kept this long.
pub(crate) const KEEP_ANSWERS: SignedDuration = SignedDuration::from_hours(24);
/// A request without an answer for so long died with its program: the next one with its key takes its place.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// Longest key in characters.
const KEY_MAX: usize = 200;

/// What a request was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, 200 to 499.
    pub status: u16,
    /// Type of the body.
    pub media_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// What to do with a request that carries a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody asked with this key before: do it, then [`keep_answer`] or [`forget_request`].
    First,
    /// It was done: say this again.
    Told(Answer),
}

/// Takes `key` for a request whose content has this SHA-256.
///
/// # Errors
/// [`IdentityError::KeyReused`] when the key stands for another request, [`IdentityError::RequestUnderWay`] while the
/// first one is not answered, [`IdentityError::Invalid`] for an empty or overlong key.
pub async fn claim_request(db: &Db, op: &Op, key: &str, digest: [u8; 32]) -> Result<Claim, IdentityError> {
    if key.trim().is_empty() || key.chars().count() > KEY_MAX {
        return Err(IdentityError::Invalid { field: "Idempotency-Key", why: "give 1 to 200 characters" });
    }
    let now = op.now();
    let mut tx = db.begin(op).await?;
    if store::take(&mut tx, (caller(op)?, key), &digest, now, now - PATIENCE).await? {
        tx.commit().await?;
        return Ok(Claim::First);
    }
    let earlier = store::find(&mut tx, (caller(op)?, key)).await?.ok_or(IdentityError::RequestUnderWay)?;
    if earlier.digest != digest {
        return Err(IdentityError::KeyReused { key: key.to_owned() });
    }
    earlier.answer.map(Claim::Told).ok_or(IdentityError::RequestUnderWay)
}

/// Keeps what the request with `key` was told, for a day.
///
/// # Errors
/// [`IdentityError::Database`].
pub async fn keep_answer(db: &Db, op: &Op, key: &str, answer: &Answer) -> Result<(), IdentityError> {
    let mut tx = db.begin(op).await?;
    store::answer(&mut tx, (caller(op)?, key), answer).await?;
    Ok(tx.commit().await?)
}

/// Gives `key` back: nothing was done, or its answer is not to be kept.
///
/// # Errors
/// [`IdentityError::Database`].
pub async fn forget_request(db: &Db, op: &Op, key: &str) -> Result<(), IdentityError> {
    let mut tx = db.begin(op).await?;
    store::forget(&mut tx, (caller(op)?, key)).await?;
    Ok(tx.commit().await?)
}

fn caller(op: &Op) -> Result<Uuid, IdentityError> {
    op.actor.id().ok_or_else(|| IdentityError::NeedsPerson { actor: op.actor.name() })
}
