use std::io;

use crate::BlobHash;

/// What can go wrong with stored bytes. Every variant has a stable [`code`](BlobError::code).
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
    /// The text is neither a folder nor a bucket.
    #[error("`{0}` is no place for documents: name a folder, or a bucket as s3://bucket or s3://bucket/prefix")]
    NotAnAddress(String),
    /// The disk refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// There is no room; nothing was kept.
    #[error("there is no room for documents in {store}: make room, or name a larger place with --blobs ({source})")]
    Full {
        /// Where.
        store: String,
        /// As the system says it.
        source: io::Error,
    },
    /// The settings of the storage cannot be used.
    #[error("the storage {store} cannot be used as it is set: {why}")]
    Settings {
        /// Where.
        store: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// The storage does not let the program in.
    #[error(
        "the storage {store} refuses this program ({why}): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and \
         AWS_REGION, and that this key may read, write and delete there"
    )]
    Refused {
        /// Where.
        store: String,
        /// The storage's own word, such as `InvalidAccessKeyId`.
        why: String,
    },
    /// The storage has no such bucket.
    #[error("there is no bucket for {store}: make it, or check --blobs and AWS_ENDPOINT_URL")]
    NoBucket {
        /// Where.
        store: String,
    },
    /// The storage gave no answer that can be used, however often it was asked.
    #[error("the storage {store} does not answer as it should: {why}")]
    Unavailable {
        /// Where.
        store: String,
        /// The last thing that happened.
        why: String,
    },
    /// The program is shutting down.
    #[error("the program is stopping: try again later")]
    Stopping,
}

impl BlobError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full { .. } => "storage.full",
            Self::Settings { .. } => "blobs.settings",
            Self::Refused { .. } => "blobs.refused",
            Self::NoBucket { .. } => "blobs.no_bucket",
            Self::Unavailable { .. } => "blobs.unavailable",
            Self::NotAnAddress(_) => "blobs.not_an_address",
            Self::Missing { .. } | Self::Damaged(_) | Self::NotAHash(_) | Self::Io { .. } | Self::Stopping => {
                "blobs.failed"
            }
        }
    }
}
