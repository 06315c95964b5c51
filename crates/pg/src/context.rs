use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::PgError;

/// How long a signed context may be used to start a transaction, in seconds. Transactions outlive it.
const CONTEXT_SECONDS: i64 = 60;
const BLOCK: usize = 64;

/// The key that signs tenant contexts (see migration 0001). It lives in a file of the data folder with mode 0600 and,
/// as padded blocks, in `ctx.secret`, which only the owner role can read.
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

    /// The inner and outer padded blocks of RFC 2104, as `ctx.secret` keeps them.
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

    /// The application role's password where the server asks for one.
    pub(crate) fn password(&self) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(b"password of the application role");
        hex::encode(mac.finalize().into_bytes())
    }

    /// The arguments of `ctx.enter` for a transaction that starts about now.
    pub(crate) fn sign(&self, org: Uuid, actor: Uuid, kind: &'static str) -> SignedContext {
        let expires = jiff::Timestamp::now().as_second() + CONTEXT_SECONDS;
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(format!("enter|{org}|{actor}|{kind}|{expires}").as_bytes());
        SignedContext { org, actor, kind, expires, proof: hex::encode(mac.finalize().into_bytes()) }
    }
}

pub(crate) struct SignedContext {
    pub org: Uuid,
    pub actor: Uuid,
    pub kind: &'static str,
    pub expires: i64,
    pub proof: String,
}
