//! The bytes of documents, addressed by their content.
//!
//! [`Blobs::put`] writes a file named by the SHA-256 of its bytes: `ab/cd/abcd…`. The same bytes are kept once, a
//! stored blob never changes, and [`Blobs::get`] refuses bytes that no longer give their name. Cost of a put: one
//! temporary file, two fsyncs, one rename; of a get: one read and one hash.
//!
//! INVARIANT: a hash is returned only after the bytes and their folder entry are on the disk, so that a database row
//! that names a blob never points to nothing after a crash.

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// What can go wrong with stored bytes.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No blob has this hash.
    #[error("no stored file has the hash {0}")]
    Missing(BlobHash),
    /// The bytes on the disk are not the bytes that were stored.
    #[error("the stored file {0} is damaged: restore it from a backup")]
    Damaged(BlobHash),
    /// The text is not a hash.
    #[error("`{0}` is not a SHA-256 in 64 lower-case hexadecimal digits")]
    NotAHash(String),
    /// The disk refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The program is shutting down.
    #[error("the program is stopping: try again later")]
    Stopping,
}

/// The SHA-256 of stored bytes, written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobHash([u8; 32]);

impl BlobHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// From the 32 raw bytes, as a database column keeps them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BlobError> {
        bytes.try_into().map(Self).map_err(|_| BlobError::NotAHash(hex::encode(bytes)))
    }

    /// The 32 raw bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for BlobHash {
    type Err = BlobError;

    fn from_str(text: &str) -> Result<Self, BlobError> {
        let mut bytes = [0_u8; 32];
        let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match hex::decode_to_slice(text, &mut bytes) {
            Ok(()) if lower => Ok(Self(bytes)),
            _ => Err(BlobError::NotAHash(text.to_owned())),
        }
    }
}

/// A folder of blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: Arc<Path>,
}

impl Blobs {
    /// Opens the folder, and makes it on first use.
    ///
    /// # Errors
    /// [`BlobError::Io`] when it cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let folder = folder.into();
        at(&folder, fs::create_dir_all(&folder))?;
        Ok(Self { folder: folder.into() })
    }

    /// Stores the bytes and returns their name. Storing the same bytes again does nothing.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the disk refuses; nothing is stored then.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash, BlobError> {
        let this = self.clone();
        off_the_loop(move || this.put_now(&bytes)).await
    }

    /// Reads the bytes back and checks them against their name.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], [`BlobError::Io`].
    pub async fn get(&self, hash: &BlobHash) -> Result<Bytes, BlobError> {
        let (this, hash) = (self.clone(), *hash);
        off_the_loop(move || this.get_now(hash)).await
    }

    /// Whether a blob with this hash is stored.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the folder cannot be read.
    pub async fn exists(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        let path = self.path(*hash);
        off_the_loop(move || at(&path, path.try_exists())).await
    }

    /// Where the blob lies: `ab/cd/abcd…` below the folder.
    fn path(&self, hash: BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name[2..4]).join(name)
    }

    fn put_now(&self, bytes: &[u8]) -> Result<BlobHash, BlobError> {
        let hash = BlobHash::of(bytes);
        let path = self.path(hash);
        if at(&path, path.try_exists())? {
            return Ok(hash);
        }
        let folder = path.parent().expect("a blob lies two folders deep");
        at(folder, fs::create_dir_all(folder))?;
        let mut file = at(folder, tempfile::NamedTempFile::new_in(folder))?;
        at(folder, file.write_all(bytes))?;
        at(folder, file.as_file().sync_all())?;
        // Another writer of the same bytes may have been faster; replacing its file by an equal one is harmless.
        at(&path, file.persist(&path).map_err(|e| e.error))?;
        self.sync_folders(folder)?;
        Ok(hash)
    }

    /// A rename, and the making of a folder, are durable once the folder that holds the entry is.
    fn sync_folders(&self, deepest: &Path) -> Result<(), BlobError> {
        for folder in deepest.ancestors().take(3) {
            at(folder, File::open(folder).and_then(|f| f.sync_all()))?;
        }
        Ok(())
    }

    fn get_now(&self, hash: BlobHash) -> Result<Bytes, BlobError> {
        let path = self.path(hash);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(BlobError::Missing(hash)),
            Err(e) => return at(&path, Err(e)),
        };
        if BlobHash::of(&bytes) == hash { Ok(bytes.into()) } else { Err(BlobError::Damaged(hash)) }
    }
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, BlobError> {
    result.map_err(|source| BlobError::Io { path: path.display().to_string(), source })
}

/// Disk work runs on the blocking threads.
async fn off_the_loop<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| BlobError::Stopping)?
}
