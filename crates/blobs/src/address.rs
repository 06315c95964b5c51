use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::BlobError;

/// The scheme of storage that speaks S3.
const S3: &str = "s3://";

/// Where bytes are kept: a folder, or `s3://bucket/prefix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder of a disk.
    Folder(PathBuf),
    /// A bucket of storage that speaks S3.
    Bucket {
        /// Its name.
        bucket: String,
        /// What all keys begin with, without slashes at its ends; may be empty.
        prefix: String,
    },
}

impl FromStr for Address {
    type Err = BlobError;

    /// # Errors
    /// [`BlobError::NotAnAddress`] for other schemes and for names that no bucket can have.
    fn from_str(text: &str) -> Result<Self, BlobError> {
        let wrong = || BlobError::NotAnAddress(text.to_owned());
        let Some(rest) = text.strip_prefix(S3) else {
            return if text.is_empty() || text.contains("://") { Err(wrong()) } else { Ok(Self::Folder(text.into())) };
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        if !is_bucket(bucket) || !(prefix.is_empty() || prefix.split('/').all(is_part)) {
            return Err(wrong());
        }
        Ok(Self::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket { bucket, prefix } if prefix.is_empty() => write!(f, "{S3}{bucket}"),
            Self::Bucket { bucket, prefix } => write!(f, "{S3}{bucket}/{prefix}"),
        }
    }
}

/// Names of buckets as S3 has them (user guide, "General purpose bucket naming rules").
fn is_bucket(name: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    (3..=63).contains(&name.len()) && name.bytes().all(known)
}

/// A part of a key that reads the same everywhere.
fn is_part(part: &str) -> bool {
    let known = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'=');
    !matches!(part, "" | "." | "..") && part.bytes().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_buckets_are_told_apart_and_written_as_they_were_read() {
        let bucket = |bucket: &str, prefix: &str| Address::Bucket { bucket: bucket.into(), prefix: prefix.into() };
        let cases = [
            ("data/blobs", Address::Folder("data/blobs".into()), "data/blobs"),
            ("/s3:/odd", Address::Folder("/s3:/odd".into()), "/s3:/odd"),
            ("s3://papers", bucket("papers", ""), "s3://papers"),
            ("s3://papers/", bucket("papers", ""), "s3://papers"),
            ("s3://papers/acme/books/", bucket("papers", "acme/books"), "s3://papers/acme/books"),
        ];
        for (text, address, written) in cases {
            let read: Address = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(read, address);
            assert_eq!(read.to_string(), written);
        }
    }

    #[test]
    fn what_is_neither_is_refused() {
        for wrong in
            ["", "s3://", "s3:///x", "s3://A B", "s3://papers//x", "s3://papers/../x", "gs://papers", "s3://ab"]
        {
            assert!(wrong.parse::<Address>().is_err(), "{wrong} is no place for documents");
        }
    }
}
