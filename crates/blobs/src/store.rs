//! What keeps the bytes: a folder, or something like one elsewhere.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

use crate::{BlobError, BlobHash};

/// A boxed future, as trait objects need it.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A place for bytes by their hash. It need not check them: whoever reads does.
pub(crate) trait Store: Debug + Send + Sync {
    /// For people: a folder, an address.
    fn name(&self) -> String;

    /// Given once to the store itself: two programs see by it whether they share one.
    fn identity(&self) -> BoxFuture<'_, Result<String, BlobError>>;

    /// Keeps the bytes, over damaged ones too; done means safe.
    fn write(&self, hash: BlobHash, bytes: Bytes) -> BoxFuture<'_, Result<(), BlobError>>;

    /// What is kept under the hash, sound or not.
    fn read(&self, hash: BlobHash) -> BoxFuture<'_, Result<Option<Bytes>, BlobError>>;

    /// Whether something is kept under the hash.
    fn holds(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>>;

    /// Removes it for good; false when it was not there.
    fn remove(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>>;
}

/// A name for a new store, unlike any other, ever.
pub(crate) fn fresh_identity() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
