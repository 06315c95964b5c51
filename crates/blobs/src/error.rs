use std::io;

use crate::BlobHash;

/// What can go wrong with stored bytes.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No blob has this hash.
    #[error(
        "no stored file has the hash {hash} in {store}: restore it from a backup; if another program on the same \
         database took it in, let both keep documents in one place (--blobs)"
    )]
    Missing {
        /// Which.
        hash: BlobHash,
        /// Where it was looked for.
        store: String,
    },
    /// The bytes in the store are not the bytes that were stored.
    #[error("the stored file {0} is damaged: restore it from a backup, or upload the same file again")]
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
