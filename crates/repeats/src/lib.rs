//! A caller who did not hear the answer asks again with the same key and hears what was said the first time.
//!
//! **Road.** [`claim`] takes the key before the request is done; then its answer is kept by [`keep`], or the key given
//! back by [`forget`]. [`sweep`] throws away what is older than a day.
//! **Cost.** One transaction each.
//! INVARIANT: of many requests with one key one is done; keys of two callers never meet.

mod error;
mod store;
#[cfg(test)]
mod tests;

use jiff::SignedDuration;
use op::{Clock, Op};
use pg::Db;
use uuid::Uuid;

pub use error::RepeatError;

/// Answers are kept this long.
const KEEP_ANSWERS: SignedDuration = SignedDuration::from_hours(24);
/// A request without an answer for so long died with its program: the next one with its key takes its place.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// Longest key in characters.
const KEY_MAX: usize = 200;

/// What a request was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What kind of answer, as the edge counts them: 200 to 499.
    pub status: u16,
    /// Type of the body.
    pub media_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// What to do with a request that carries a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody asked with this key before: do it, then [`keep`] its answer or [`forget`] the key.
    First,
    /// It was done: say this again.
    Told(Answer),
}

/// Takes `key` for a request whose content has this SHA-256.
///
/// # Errors
/// [`RepeatError::KeyReused`] when the key stands for another request, [`RepeatError::UnderWay`] while the first one is
/// not answered, [`RepeatError::BadKey`] for an empty or overlong key.
pub async fn claim(db: &Db, op: &Op, key: &str, digest: [u8; 32]) -> Result<Claim, RepeatError> {
    if key.trim().is_empty() || key.chars().count() > KEY_MAX {
        return Err(RepeatError::BadKey);
    }
    let now = op.now();
    let mut tx = db.begin(op).await?;
    if store::take(&mut tx, (caller(op)?, key), &digest, now, now - PATIENCE).await? {
        tx.commit().await?;
        return Ok(Claim::First);
    }
    let earlier = store::find(&mut tx, (caller(op)?, key)).await?.ok_or(RepeatError::UnderWay)?;
    if earlier.digest != digest {
        return Err(RepeatError::KeyReused { key: key.to_owned() });
    }
    earlier.answer.map(Claim::Told).ok_or(RepeatError::UnderWay)
}

/// Keeps what the request with `key` was told, for a day.
///
/// # Errors
/// [`RepeatError::Database`].
pub async fn keep(db: &Db, op: &Op, key: &str, answer: &Answer) -> Result<(), RepeatError> {
    let mut tx = db.begin(op).await?;
    store::answer(&mut tx, (caller(op)?, key), answer).await?;
    Ok(tx.commit().await?)
}

/// Gives `key` back: nothing was done, or its answer is not to be kept.
///
/// # Errors
/// [`RepeatError::Database`].
pub async fn forget(db: &Db, op: &Op, key: &str) -> Result<(), RepeatError> {
    let mut tx = db.begin(op).await?;
    store::forget(&mut tx, (caller(op)?, key)).await?;
    Ok(tx.commit().await?)
}

/// Throws away answers that have served their time, and counts them. The server calls it now and then.
///
/// # Errors
/// [`RepeatError::Database`].
pub async fn sweep(db: &Db, clock: &dyn Clock) -> Result<u64, RepeatError> {
    let mut tx = db.begin_system().await?;
    let swept = store::sweep(&mut tx, clock.now() - KEEP_ANSWERS).await?;
    tx.commit().await?;
    Ok(swept)
}

fn caller(op: &Op) -> Result<Uuid, RepeatError> {
    op.actor.id().ok_or_else(|| RepeatError::NeedsCaller { actor: op.actor.name() })
}
