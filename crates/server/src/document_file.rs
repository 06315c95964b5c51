//! Files on this machine that are to become documents.

use std::path::Path;

use bytes::Bytes;
use reading::{Limits, ReadError};
use tokio::io::AsyncReadExt;

use crate::error::CliError;

/// The bytes of a file, or why it is too large: that is asked before anything is read, and no more is read than a document
/// may have when the file grows meanwhile.
pub async fn read(path: &Path) -> Result<Result<Bytes, ReadError>, CliError> {
    read_within(path, Limits::default().max_bytes).await
}

async fn read_within(path: &Path, most: u64) -> Result<Result<Bytes, ReadError>, CliError> {
    let failed = |e| CliError::file(path, e);
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    let known = file.metadata().await.map_err(failed)?.len();
    let mut bytes = Vec::new();
    if known <= most {
        file.take(most + 1).read_to_end(&mut bytes).await.map_err(failed)?;
    }
    let size = known.max(bytes.len() as u64);
    if size > most { Ok(Err(ReadError::TooLarge { bytes: size, max: most })) } else { Ok(Ok(bytes.into())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_read_up_to_the_limit_and_refused_above_it_unread() {
        let folder = tempfile::tempdir().expect("scratch folder");
        let path = folder.path().join("bill.txt");
        std::fs::write(&path, b"0123456789").expect("writes");
        assert_eq!(read_within(&path, 10).await.expect("reads").expect("fits"), Bytes::from_static(b"0123456789"));
        let refused = read_within(&path, 9).await.expect("looks").expect_err("too large");
        assert!(matches!(refused, ReadError::TooLarge { bytes: 10, max: 9 }), "{refused}");
        // larger than this machine's memory: only its size is looked at
        let huge = std::fs::File::create(folder.path().join("huge.pdf")).expect("makes");
        huge.set_len(1 << 42).expect("a hole is a size");
        let refused = read(&folder.path().join("huge.pdf")).await.expect("looks").expect_err("too large");
        assert_eq!(refused.code(), "document.too_large");
    }
}
