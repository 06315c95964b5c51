use jiff::SignedDuration;
use op::Clock;
use pg::Db;

use crate::{IdentityError, store};

/// Attempts to sign in are kept this long for the auditor.
const KEEP_ATTEMPTS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Sessions that ended are kept this long, to answer "was that me?".
const KEEP_ENDED_SESSIONS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A browser that nobody used to sign in for so long is not known any more.
const KEEP_DEVICES: SignedDuration = SignedDuration::from_hours(400 * 24);

/// What was thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Attempts to sign in.
    pub attempts: u64,
    /// Sessions.
    pub sessions: u64,
    /// Known devices.
    pub devices: u64,
}

/// Throws away what has served its time. The server calls it once a day.
///
/// # Errors
/// [`IdentityError::Database`].
pub async fn sweep(db: &Db, clock: &dyn Clock) -> Result<Swept, IdentityError> {
    let now = clock.now();
    let mut tx = db.begin_system().await?;
    let attempts = store::sweep::attempts(&mut tx, now - KEEP_ATTEMPTS).await?;
    let sessions = store::sweep::sessions(&mut tx, now - KEEP_ENDED_SESSIONS).await?;
    let devices = store::devices::sweep(&mut tx, now - KEEP_DEVICES).await?;
    tx.commit().await?;
    Ok(Swept { attempts, sessions, devices })
}
