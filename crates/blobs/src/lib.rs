//! The bytes of documents, addressed by their content.
//!
//! [`Blobs::put`] keeps bytes under their SHA-256, in a folder or in a bucket ([`Address`]). The same bytes are kept
//! once, a stored blob never changes, and [`Blobs::get`] refuses bytes that no longer give their name; putting the same
//! bytes again mends them. Cost of a put into a folder: one temporary file, two fsyncs and one rename, or one read and
//! its fsyncs; into a bucket: one request; of a get: one read and one hash.
//!
//! INVARIANT: a hash is returned only after the bytes are safe: they and their folder entry are on the disk, or the
//! storage has said that it keeps them. So a database row that names a blob never points to nothing after a crash.

mod address;
mod bucket;
mod disk;
mod error;
mod hash;
mod refusals;
mod store;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;

pub use address::Address;
pub use error::BlobError;
pub use hash::BlobHash;

use bucket::Bucket;
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

    /// Opens the place an address names. `variables` say how to reach storage, and with which key: those of the
    /// environment that begin with `AWS_`. Nothing is asked of storage before it is used.
    ///
    /// # Errors
    /// [`BlobError::Io`] as for [`Blobs::open`]; [`BlobError::Settings`] when the variables cannot be right.
    pub fn at(address: &Address, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, BlobError> {
        match address {
            Address::Folder(folder) => Self::open(folder),
            Address::Bucket { bucket, prefix } => {
                Ok(Self { store: Arc::new(Bucket::open(bucket, prefix, variables)?) })
            }
        }
    }

    /// Writes a few bytes, reads them back and removes them.
    ///
    /// # Errors
    /// The first thing that did not work.
    pub async fn check(&self) -> Result<(), BlobError> {
        let bytes = Bytes::from(format!("a check of {}", store::fresh_identity()));
        let hash = self.put(bytes).await?;
        self.get(&hash).await?;
        self.remove(&hash).await?;
        Ok(())
    }

    /// Where the bytes are kept, for people.
    pub fn place(&self) -> String {
        self.store.name()
    }

    /// The store's own name, the same for every program that keeps documents in it.
    ///
    /// # Errors
    /// When it can be neither read nor written.
    pub async fn identity(&self) -> Result<String, BlobError> {
        self.store.identity().await
    }

    /// Stores the bytes and returns their name. Storing the same bytes again changes nothing, unless those kept are
    /// damaged: then it mends them.
    ///
    /// # Errors
    /// When the store refuses or has no room; nothing is stored then.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash, BlobError> {
        let hash = BlobHash::of(&bytes);
        self.store.write(hash, bytes).await?;
        Ok(hash)
    }

    /// Reads the bytes back and checks them against their name.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], and whatever the store cannot do.
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
    /// When the store cannot be read.
    pub async fn exists(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        self.store.holds(*hash).await
    }

    /// Removes the bytes for good; false when there were none. What the books say about them (their hash, what was read
    /// in them) stays and still verifies.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn remove(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        self.store.remove(*hash).await
    }
}
