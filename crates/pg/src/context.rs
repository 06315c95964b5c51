use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use hmac::{Hmac, KeyInit, Mac};
use op::Op;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::PgError;
use crate::migrate::APP_ROLE;

/// How long a signed context may be used to start a transaction, in seconds. Transactions outlive it.
const CONTEXT_SECONDS: i64 = 60;
const BLOCK: usize = 64;
/// Every business of the organisation.
const ALL: &str = "*";

/// The key with which this host signs tenant contexts (see migration 0060). It lives in a file of the data folder with
/// mode 0600 and, as padded blocks, in `ctx.host_key`, which only the owner role can read. Every host has its own.
#[derive(Clone)]
pub struct ContextKey([u8; 32]);

impl ContextKey {
    /// A new random key.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// A fixed key, for tests.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the key file, or makes it on first use.
    pub fn load_or_create(path: &Path) -> Result<Self, PgError> {
        let file_error = |source| PgError::File { path: path.display().to_string(), source };
        if path.exists() {
            let text = fs::read_to_string(path).map_err(file_error)?;
            let mut bytes = [0_u8; 32];
            hex::decode_to_slice(text.trim(), &mut bytes)
                .map_err(|e| file_error(std::io::Error::new(std::io::ErrorKind::InvalidData, e)))?;
            return Ok(Self(bytes));
        }
        let key = Self::generate();
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(path).map_err(file_error)?;
        std::io::Write::write_all(&mut file, hex::encode(key.0).as_bytes()).map_err(file_error)?;
        file.sync_all().map_err(file_error)?;
        Ok(key)
    }

    /// The inner and outer padded blocks of RFC 2104, as `ctx.host_key` keeps them.
    pub(crate) fn pads(&self) -> (Vec<u8>, Vec<u8>) {
        let padded = |with: u8| {
            let mut block = [with; BLOCK];
            for (b, k) in block.iter_mut().zip(self.0) {
                *b ^= k;
            }
            block.to_vec()
        };
        (padded(0x36), padded(0x5c))
    }

    /// The name of the key in the database: it tells nothing about the key.
    pub fn id(&self) -> String {
        let (inner, outer) = self.pads();
        hex::encode(&Sha256::new().chain_update(inner).chain_update(outer).finalize()[..8])
    }

    /// The role this host signs in as.
    pub(crate) fn role(&self) -> String {
        format!("{APP_ROLE}_{}", self.id())
    }

    /// Its password where the server asks for one; only who holds the key knows it.
    pub(crate) fn password(&self) -> String {
        self.mac(b"password of the application role")
    }

    fn mac(&self, message: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(message);
        hex::encode(mac.finalize().into_bytes())
    }
}

/// Signs for one database, by that database's clock: the machine's own may be minutes away from it.
pub(crate) struct Signer {
    key: ContextKey,
    host: String,
    /// Seconds by which the database's clock is ahead of ours.
    ahead: AtomicI64,
}

impl Signer {
    pub fn new(key: ContextKey) -> Self {
        Self { host: key.id(), key, ahead: AtomicI64::new(0) }
    }

    /// The database's clock stands at this second.
    pub fn set_clock(&self, database: i64) {
        self.ahead.store(database - jiff::Timestamp::now().as_second(), Ordering::Relaxed);
    }

    /// The arguments of `ctx.enter` for a transaction that starts about now.
    pub fn sign(&self, claim: &Claim) -> SignedContext<'_> {
        let now = jiff::Timestamp::now().as_second() + self.ahead.load(Ordering::Relaxed);
        let (expires, host) = (now + CONTEXT_SECONDS, self.host.as_str());
        let Claim { org, actor, kind, businesses } = claim;
        let message = format!("enter|{org}|{actor}|{kind}|{businesses}|{expires}|{host}");
        SignedContext { expires, host, proof: self.key.mac(message.as_bytes()) }
    }
}

/// What a transaction claims to be.
pub(crate) struct Claim {
    pub org: Uuid,
    pub actor: Uuid,
    pub kind: &'static str,
    /// `*`, or ids with commas between.
    pub businesses: String,
}

impl Claim {
    /// Inside the operation's organisation, with the businesses its actor may see.
    pub fn of(op: &Op) -> Self {
        let businesses = match op.grants.businesses() {
            None => ALL.to_owned(),
            // no business has this id; an empty list would hide what belongs to the whole organisation too
            Some(none) if none.is_empty() => Uuid::nil().to_string(),
            Some(seen) => seen.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        };
        Self { org: op.org.0, actor: op.actor.id().unwrap_or(Uuid::nil()), kind: "tenant", businesses }
    }

    /// The program itself, outside of every organisation.
    pub fn system() -> Self {
        Self { org: Uuid::nil(), actor: Uuid::nil(), kind: "system", businesses: ALL.to_owned() }
    }
}

/// The rest of the arguments of `ctx.enter`.
pub(crate) struct SignedContext<'a> {
    pub expires: i64,
    pub host: &'a str,
    pub proof: String,
}
