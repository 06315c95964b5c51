//! The bytes of documents, addressed by their content.
//!
//! [`Blobs::put`] keeps bytes under their SHA-256, in a folder. The same bytes are kept once, a stored blob never changes,
//! and [`Blobs::get`] refuses bytes that no longer give their name; putting the same bytes again mends them. Cost of a put
//! into a folder: one temporary file, two fsyncs and one rename, or one read and its fsyncs; of a get: one read and one
//! hash.
//!
//! INVARIANT: a hash is returned only after the bytes and their folder entry are on the disk, so that a database row
//! that names a blob never points to nothing after a crash.

mod disk;
mod error;
mod hash;
mod store;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;

pub use error::BlobError;
pub use hash::BlobHash;

use disk::Disk;
use store::Store;

/// A store of blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn Store>,
}

impl Blobs {
    /// Opens the folder, and makes it on first use. Programs on one database may share it.
    ///
    /// # Errors
    /// [`BlobError::Io`] when it cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, BlobError> {
        Ok(Self { store: Arc::new(Disk::open(folder.into())?) })
    }

    /// Where the bytes are kept, for people.
    pub fn place(&self) -> String {
        self.store.name()
    }

    /// The store's own name, the same for every program that keeps documents in it.
    ///
    /// # Errors
    /// [`BlobError::Io`] when it can be neither read nor written.
    pub async fn identity(&self) -> Result<String, BlobError> {
        self.store.identity().await
    }

    /// Stores the bytes and returns their name. Storing the same bytes again changes nothing, unless those kept are
    /// damaged: then it mends them.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the store refuses; nothing is stored then.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash, BlobError> {
        let hash = BlobHash::of(&bytes);
        self.store.write(hash, bytes).await?;
        Ok(hash)
    }

    /// Reads the bytes back and checks them against their name.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], [`BlobError::Io`].
    pub async fn get(&self, hash: &BlobHash) -> Result<Bytes, BlobError> {
        match self.store.read(*hash).await? {
            None => Err(BlobError::Missing { hash: *hash, store: self.place() }),
            Some(bytes) if BlobHash::of(&bytes) == *hash => Ok(bytes),
            Some(_) => Err(BlobError::Damaged(*hash)),
        }
    }

    /// Whether a blob with this hash is stored.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the store cannot be read.
    pub async fn exists(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        self.store.holds(*hash).await
    }

    /// Removes the bytes for good; false when there were none. What the books say about them (their hash, what was read
    /// in them) stays and still verifies.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the store refuses.
    pub async fn remove(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        self.store.remove(*hash).await
    }
}
