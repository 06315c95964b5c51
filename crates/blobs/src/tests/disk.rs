//! What only a folder can do.

use std::os::unix::fs::MetadataExt;

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").mode() & 0o777
}

#[tokio::test]
async fn nobody_else_looks_into_the_folder() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let place = folder.path().join("blobs");
    fs::create_dir(&place).expect("as an earlier version made it");
    let blobs = Blobs::open(&place).expect("open");
    let hash = blobs.put(Bytes::from_static(b"salaries")).await.expect("put");
    assert_eq!(mode(&place), 0o700);
    assert_eq!(mode(&path(&place, hash)), 0o600);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let blobs = Blobs::open(folder.path().join("blobs")).expect("open");
    fs::remove_dir(folder.path().join("blobs")).expect("somebody takes it away");
    fs::write(folder.path().join("blobs"), b"a file").expect("and puts a file there");
    let error = blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("it cannot");
    assert_eq!(error.code(), "blobs.failed");
    assert!(error.to_string().contains(&*folder.path().to_string_lossy()), "{error}");
}
