use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::*;

/// Where the blob lies below the folder.
fn path(folder: &Path, hash: BlobHash) -> PathBuf {
    let name = hash.to_string();
    folder.join(&name[..2]).join(&name[2..4]).join(name)
}

#[tokio::test]
async fn what_is_put_comes_back_under_its_sha256() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let blobs = Blobs::open(folder.path().join("blobs")).expect("open");
    let hash = blobs.put(Bytes::from_static(b"abc")).await.expect("put");
    // FIPS 180-4, example B.1
    assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(blobs.get(&hash).await.expect("get"), Bytes::from_static(b"abc"));
    assert!(blobs.exists(&hash).await.expect("exists"));
    let reopened = Blobs::open(folder.path().join("blobs")).expect("open again");
    assert_eq!(reopened.get(&hash).await.expect("get"), Bytes::from_static(b"abc"));
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_leave_no_scratch_files() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let blobs = Blobs::open(folder.path()).expect("open");
    let puts = (0..16).map(|_| {
        tokio::spawn({
            let blobs = blobs.clone();
            async move { blobs.put(Bytes::from_static(b"the same invoice")).await }
        })
    });
    let mut hashes = Vec::new();
    for put in puts {
        hashes.push(put.await.expect("joins").expect("put"));
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1);
    assert_eq!(files_below(folder.path()), 1);
}

fn files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("read").map(|e| e.expect("entry").path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn unknown_and_damaged_blobs_are_told_apart() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let blobs = Blobs::open(folder.path()).expect("open");
    let unknown = BlobHash::of(b"never stored");
    assert!(!blobs.exists(&unknown).await.expect("exists"));
    assert!(matches!(blobs.get(&unknown).await, Err(BlobError::Missing { hash, .. }) if hash == unknown));

    let hash = blobs.put(Bytes::from_static(b"amount 100.00")).await.expect("put");
    fs::write(path(folder.path(), hash), b"amount 900.00").expect("tamper");
    assert!(matches!(blobs.get(&hash).await, Err(BlobError::Damaged(h)) if h == hash));
    for damage in [&b"amount 900.00"[..], b"", b"amount 100.00 and more"] {
        fs::write(path(folder.path(), hash), damage).expect("tamper");
        assert_eq!(blobs.put(Bytes::from_static(b"amount 100.00")).await.expect("put"), hash);
        assert_eq!(blobs.get(&hash).await.expect("mended by the same bytes"), Bytes::from_static(b"amount 100.00"));
    }
}

#[tokio::test]
async fn removed_bytes_are_gone_and_may_come_again() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let blobs = Blobs::open(folder.path()).expect("open");
    let bytes = Bytes::from_static(b"a letter with a name in it");
    let hash = blobs.put(bytes.clone()).await.expect("put");
    assert!(blobs.remove(&hash).await.expect("remove"));
    assert!(!blobs.remove(&hash).await.expect("remove"), "there is nothing left to remove");
    assert!(matches!(blobs.get(&hash).await, Err(BlobError::Missing { .. })));
    assert_eq!(files_below(folder.path()), 0);
    assert_eq!(blobs.put(bytes).await.expect("put"), hash);
    assert!(blobs.exists(&hash).await.expect("exists"));
}

#[tokio::test]
async fn nobody_else_looks_into_the_folder() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let place = folder.path().join("blobs");
    fs::create_dir(&place).expect("as an earlier version made it");
    let blobs = Blobs::open(&place).expect("open");
    blobs.put(Bytes::from_static(b"salaries")).await.expect("put");
    assert_eq!(fs::metadata(&place).expect("it is there").mode() & 0o777, 0o700);
}

#[test]
fn only_64_lower_case_hexadecimal_digits_are_a_hash() {
    let hash = BlobHash::of(b"abc");
    assert_eq!(hash.to_string().parse::<BlobHash>().expect("parses"), hash);
    assert_eq!(BlobHash::from_bytes(hash.as_bytes()).expect("32 bytes"), hash);
    for wrong in ["", "ab", "../../etc/passwd", &"A".repeat(64), &"a".repeat(63), &"g".repeat(64)] {
        assert!(wrong.parse::<BlobHash>().is_err(), "{wrong} must not be a hash");
    }
}

#[tokio::test]
async fn programs_that_share_a_folder_see_that_they_do() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let open = |name: &str| Blobs::open(folder.path().join(name)).expect("open");
    let (one, two, other) = (open("shared"), open("shared"), open("other"));
    let named = tokio::join!(one.identity(), two.identity());
    let name = named.0.expect("a name");
    assert_eq!(named.1.expect("a name"), name);
    assert_ne!(other.identity().await.expect("a name"), name);
    let hash = one.put(Bytes::from_static(b"an invoice")).await.expect("put");
    assert_eq!(two.get(&hash).await.expect("get"), Bytes::from_static(b"an invoice"));
    let why = other.get(&hash).await.expect_err("it is kept apart").to_string();
    assert!(why.contains("--blobs") && why.contains(&hash.to_string()), "{why}");
}
