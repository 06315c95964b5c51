//! The door of a running server: who has just proved who he is need not prove it again in the same half minute.
//!
//! The database tells every change of people, roles, sessions and keys on a channel (triggers of `0070_door.sql`), so a
//! revocation made anywhere, by another server, the command line or a careless superuser, empties the memory at once.
//! While nobody listens, nothing is remembered.
//!
//! INVARIANT: what was read before a change is never remembered after it: an answer of the database is kept only when no
//! change was heard of since the question.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use op::{Clock, OrgId};
use pg::{Db, PgError};
use tokio::sync::broadcast;

use crate::{IdentityError, Principal, authenticate_key, authenticate_session, secrets};

/// The channel on which the database tells that somebody's rights changed.
const CHANNEL: &str = "pacioli_identity";
/// How long a caller is remembered at most.
const REMEMBER: SignedDuration = SignedDuration::from_secs(30);
/// How many callers are remembered; a full memory starts anew.
const CALLERS_MAX: usize = 10_000;
/// Changes that a slow watcher may lag behind before it must assume the worst.
const NEWS_KEPT: usize = 256;
/// How long to wait before listening again after the connection was lost.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// What a caller carries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Credential {
    /// The cookie of a browser.
    Session(String),
    /// The key of a program.
    Key(String),
}

/// The door of a running server. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    /// Callers by the digest of what they carry, until when.
    known: Mutex<HashMap<[u8; 32], (Arc<Principal>, Timestamp)>>,
    listening: AtomicBool,
    /// Counts the changes heard of.
    changes: AtomicU64,
    /// Whose rights changed; everybody's, when it is not known whose.
    news: broadcast::Sender<Option<OrgId>>,
}

impl Door {
    /// Opens the door and starts to listen for changes.
    pub fn open(db: Db, clock: Arc<dyn Clock>) -> Self {
        let inner = Inner {
            db,
            clock,
            known: Mutex::default(),
            listening: AtomicBool::new(false),
            changes: AtomicU64::new(0),
            news: broadcast::channel(NEWS_KEPT).0,
        };
        let door = Self { inner: Arc::new(inner) };
        tokio::spawn(door.clone().listen());
        door
    }

    /// Who carries this.
    ///
    /// # Errors
    /// Those of [`authenticate_session`] and [`authenticate_key`].
    pub async fn admit(&self, carried: &Credential) -> Result<Arc<Principal>, IdentityError> {
        let digest = match carried {
            Credential::Session(token) => secrets::hash(&format!("session|{token}")),
            Credential::Key(key) => secrets::hash(&format!("key|{key}")),
        };
        let now = self.inner.clock.now();
        if let Some(known) = self.remembered(&digest, now) {
            return Ok(known);
        }
        let before = self.inner.changes.load(Ordering::Acquire);
        let principal = self.ask(carried).await?;
        let until = principal.until.map_or(now + REMEMBER, |until| until.min(now + REMEMBER));
        let principal = Arc::new(principal);
        self.remember(digest, &principal, until, before);
        Ok(principal)
    }

    /// As [`Door::admit`], by asking the database whatever is remembered.
    ///
    /// # Errors
    /// Those of [`authenticate_session`] and [`authenticate_key`].
    pub async fn ask(&self, carried: &Credential) -> Result<Principal, IdentityError> {
        let Inner { db, clock, .. } = &*self.inner;
        match carried {
            Credential::Session(token) => authenticate_session(db, &**clock, token).await,
            Credential::Key(key) => authenticate_key(db, &**clock, key).await,
        }
    }

    /// Forgets the callers of an organisation, or all of them: somebody's rights changed.
    pub fn forget(&self, org: Option<OrgId>) {
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
        let mut known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (principal, _)| org.is_some_and(|org| principal.org != org));
        drop(known);
        // Nobody may be watching, and that is fine.
        let _watchers = self.inner.news.send(org);
    }

    /// Tells whose rights changed; of nobody in particular, when everybody should be asked again.
    pub fn changes(&self) -> broadcast::Receiver<Option<OrgId>> {
        self.inner.news.subscribe()
    }

    fn remembered(&self, digest: &[u8; 32], now: Timestamp) -> Option<Arc<Principal>> {
        let known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(digest).filter(|(_, until)| now < *until).map(|(principal, _)| Arc::clone(principal))
    }

    fn remember(&self, digest: [u8; 32], principal: &Arc<Principal>, until: Timestamp, before: u64) {
        let mut known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        // The counter is read under the lock that forgetting takes after counting.
        if !self.inner.listening.load(Ordering::Acquire) || self.inner.changes.load(Ordering::Acquire) != before {
            return;
        }
        if known.len() >= CALLERS_MAX {
            known.clear();
        }
        known.insert(digest, (Arc::clone(principal), until));
    }

    async fn listen(self) {
        loop {
            let heard = self.hear_changes().await;
            self.inner.listening.store(false, Ordering::Release);
            self.forget(None);
            if self.inner.db.is_closed() {
                return;
            }
            if let Err(error) = heard {
                tracing::warn!(%error, "changes of people and keys cannot be listened for; every request asks the database");
            }
            tokio::time::sleep(LISTEN_AGAIN).await;
        }
    }

    /// Listens until the connection is lost.
    async fn hear_changes(&self) -> Result<(), PgError> {
        let mut listener = self.inner.db.listen(CHANNEL).await?;
        self.inner.listening.store(true, Ordering::Release);
        // What changed while nobody listened was not heard of.
        self.forget(None);
        while let Some(notice) = listener.try_recv().await? {
            self.forget(notice.payload().parse().ok().map(OrgId));
        }
        Ok(())
    }
}
