//! Argon2id with OWASP's parameters (19 MiB, two passes, one lane), off the async threads and never more at once than
//! the machine has cores: each hash holds its memory for some 30 ms of computing.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::IdentityError;
use crate::rules::normal_password;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How a hash with these parameters begins; another beginning is hashed anew at the next sign-in.
const PRESENT: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(2, std::num::NonZero::get)));

/// What a password is compared with when there is no such account.
static NOBODY: LazyLock<Result<String, String>> = LazyLock::new(|| compute(&hex::encode(rand::random::<[u8; 32]>())));

/// What came of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The password is right.
    pub right: bool,
    /// The hash was made with other parameters than today's.
    pub outdated: bool,
}

/// The PHC string to store for a password.
pub(crate) async fn hash(password: &str) -> Result<String, IdentityError> {
    let password = normal_password(password);
    off_thread(move || compute(&password)).await
}

/// Compares a password with a stored hash, or, at the same cost, with nobody's.
pub(crate) async fn compare(password: &str, stored: Option<String>) -> Result<Compared, IdentityError> {
    let password = normal_password(password);
    off_thread(move || {
        // Made on both roads, so that the first unknown account is not the slow one.
        let nobody = NOBODY.as_ref().map_err(String::clone)?;
        let known = stored.is_some();
        let stored = stored.as_deref().unwrap_or(nobody);
        let parsed = PasswordHash::new(stored).map_err(|e| e.to_string())?;
        let equal = engine()?.verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(Compared { right: equal && known, outdated: !stored.starts_with(PRESENT) })
    })
    .await
}

fn compute(password: &str) -> Result<String, String> {
    let hash: PasswordHash = engine()?.hash_password(password.as_bytes()).map_err(|e| e.to_string())?;
    Ok(hash.to_string())
}

fn engine() -> Result<Argon2<'static>, String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| e.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, IdentityError> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| IdentityError::Hashing(e.to_string()))?;
    let done = spawn_blocking(work).await.map_err(|e| IdentityError::Hashing(e.to_string()))?;
    done.map_err(IdentityError::Hashing)
}
