use super::*;

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
    assert!(matches!(blobs.get(&unknown).await, Err(BlobError::Missing(h)) if h == unknown));

    let hash = blobs.put(Bytes::from_static(b"amount 100.00")).await.expect("put");
    fs::write(blobs.path(hash), b"amount 900.00").expect("tamper");
    assert!(matches!(blobs.get(&hash).await, Err(BlobError::Damaged(h)) if h == hash));
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
