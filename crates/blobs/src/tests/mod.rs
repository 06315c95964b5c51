//! What every store must do is asked of all of them by the same tests; what only one can do has a file of its own.

mod bucket;
mod disk;
mod full;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;
use test_kit::Storage;

use super::*;

/// A place of its own for a test, as the world outside sees it.
enum Place {
    Folder(TempDir),
    Bucket(Storage),
}

/// One place of each kind.
async fn places() -> [Place; 2] {
    [Place::Folder(tempfile::tempdir().expect("scratch folder")), Place::Bucket(Storage::new().await)]
}

impl Place {
    /// The store as a program opens it, in a corner of the place.
    fn opens(&self, corner: &str) -> Blobs {
        let (address, variables) = match self {
            Self::Folder(folder) => (Address::Folder(folder.path().join(corner)), Vec::new()),
            Self::Bucket(storage) => {
                let (bucket, prefix) = (Storage::BUCKET.to_owned(), corner.to_owned());
                (Address::Bucket { bucket, prefix }, storage.variables())
            }
        };
        Blobs::at(&address, variables).expect("open")
    }

    fn open(&self) -> Blobs {
        self.opens("books")
    }

    /// Somebody writes something else where the bytes of a hash lie.
    fn is_tampered_with(&self, hash: BlobHash, bytes: &[u8]) {
        match self {
            Self::Folder(folder) => fs::write(path(&folder.path().join("books"), hash), bytes).expect("tamper"),
            Self::Bucket(storage) => storage.is_tampered_with(&key("books", hash), bytes),
        }
    }

    /// How many files or objects there are.
    fn count(&self) -> usize {
        match self {
            Self::Folder(folder) => files_below(folder.path()),
            Self::Bucket(storage) => storage.objects().len(),
        }
    }
}

/// Where a blob lies below the folder.
fn path(folder: &Path, hash: BlobHash) -> PathBuf {
    let name = hash.to_string();
    folder.join(&name[..2]).join(&name[2..4]).join(name)
}

/// Where a blob lies in the bucket.
fn key(prefix: &str, hash: BlobHash) -> String {
    let name = hash.to_string();
    format!("{prefix}/{}/{}/{name}", &name[..2], &name[2..4])
}

fn files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("read").map(|e| e.expect("entry").path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn what_is_put_comes_back_under_its_sha256() {
    for place in places().await {
        let blobs = place.open();
        let hash = blobs.put(Bytes::from_static(b"abc")).await.expect("put");
        // FIPS 180-4, example B.1
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(blobs.get(&hash).await.expect("get"), Bytes::from_static(b"abc"));
        assert!(blobs.exists(&hash).await.expect("exists"));
        assert_eq!(place.open().get(&hash).await.expect("opened again"), Bytes::from_static(b"abc"));
    }
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_leave_no_scratch_files() {
    for place in places().await {
        let blobs = place.open();
        let puts = (0..16).map(|_| {
            let blobs = blobs.clone();
            tokio::spawn(async move {
                let hash = blobs.put(Bytes::from_static(b"the same invoice")).await.expect("put");
                // Whoever is told the hash finds the bytes, whichever of the writers was the first.
                blobs.get(&hash).await.expect("they are there by now");
                hash
            })
        });
        let mut hashes = Vec::new();
        for put in puts.collect::<Vec<_>>() {
            hashes.push(put.await.expect("joins"));
        }
        hashes.dedup();
        assert_eq!(hashes.len(), 1);
        assert_eq!(place.count(), 1);
    }
}

#[tokio::test]
async fn unknown_and_damaged_blobs_are_told_apart() {
    for place in places().await {
        let blobs = place.open();
        let unknown = BlobHash::of(b"never stored");
        assert!(!blobs.exists(&unknown).await.expect("exists"));
        assert!(matches!(blobs.get(&unknown).await, Err(BlobError::Missing { hash, .. }) if hash == unknown));

        let hash = blobs.put(Bytes::from_static(b"amount 100.00")).await.expect("put");
        for damage in [&b"amount 900.00"[..], b"", b"amount 100.00 and more"] {
            place.is_tampered_with(hash, damage);
            assert!(matches!(blobs.get(&hash).await, Err(BlobError::Damaged(h)) if h == hash));
            assert_eq!(blobs.put(Bytes::from_static(b"amount 100.00")).await.expect("put"), hash);
            assert_eq!(blobs.get(&hash).await.expect("mended by the same bytes"), Bytes::from_static(b"amount 100.00"));
        }
    }
}

#[tokio::test]
async fn removed_bytes_are_gone_and_may_come_again() {
    for place in places().await {
        let blobs = place.open();
        let bytes = Bytes::from_static(b"a letter with a name in it");
        let hash = blobs.put(bytes.clone()).await.expect("put");
        assert!(blobs.remove(&hash).await.expect("remove"));
        assert!(!blobs.remove(&hash).await.expect("remove"), "there is nothing left to remove");
        assert!(matches!(blobs.get(&hash).await, Err(BlobError::Missing { .. })));
        assert_eq!(place.count(), 0);
        assert_eq!(blobs.put(bytes).await.expect("put"), hash);
        assert!(blobs.exists(&hash).await.expect("exists"));
    }
}

#[tokio::test]
async fn programs_that_share_a_store_see_that_they_do() {
    for place in places().await {
        let (one, two, other) = (place.opens("shared"), place.opens("shared"), place.opens("other"));
        let named = tokio::join!(one.identity(), two.identity());
        let name = named.0.expect("a name");
        assert_eq!(named.1.expect("a name"), name);
        assert_ne!(other.identity().await.expect("a name"), name);
        let hash = one.put(Bytes::from_static(b"an invoice")).await.expect("put");
        assert_eq!(two.get(&hash).await.expect("get"), Bytes::from_static(b"an invoice"));
        let why = other.get(&hash).await.expect_err("it is kept apart").to_string();
        assert!(why.contains("--blobs") && why.contains(&hash.to_string()), "{why}");
        assert_eq!(one.identity().await.expect("a name"), name, "it stays");
    }
}

#[tokio::test]
async fn a_check_leaves_nothing_behind() {
    for place in places().await {
        place.open().check().await.expect("it works");
        assert_eq!(place.count(), 0);
    }
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

/// What may happen to one of a few papers.
#[derive(Debug, Clone, Copy)]
enum Happening {
    Put,
    Removed,
    Damaged,
}

fn paper(which: usize) -> Bytes {
    Bytes::from("paper ".repeat(which * 700))
}

/// Every store answers as a map of sound and damaged papers would.
async fn answers_like_a_map(place: &Place, story: &[(usize, Happening)]) {
    let blobs = place.open();
    let mut sound = BTreeMap::new();
    for (which, happening) in story {
        let (bytes, hash) = (paper(*which), BlobHash::of(&paper(*which)));
        match happening {
            Happening::Put => {
                assert_eq!(blobs.put(bytes).await.expect("put"), hash);
                sound.insert(*which, true);
            }
            Happening::Removed => {
                assert_eq!(blobs.remove(&hash).await.expect("remove"), sound.remove(which).is_some());
            }
            Happening::Damaged if sound.contains_key(which) => {
                place.is_tampered_with(hash, b"something else");
                sound.insert(*which, false);
            }
            Happening::Damaged => {}
        }
        for which in 0..4 {
            let hash = BlobHash::of(&paper(which));
            assert_eq!(blobs.exists(&hash).await.expect("exists"), sound.contains_key(&which));
            match (sound.get(&which), blobs.get(&hash).await) {
                (Some(true), Ok(bytes)) => assert_eq!(bytes, paper(which)),
                (Some(false), Err(BlobError::Damaged(_))) | (None, Err(BlobError::Missing { .. })) => {}
                (expected, got) => panic!("paper {which} is {expected:?} and reads {got:?}"),
            }
        }
        assert_eq!(place.count(), sound.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_store_is_a_map(
        story in prop::collection::vec(
            (0_usize..4, prop::sample::select(vec![Happening::Put, Happening::Removed, Happening::Damaged])), 1..12)
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("starts");
        runtime.block_on(async {
            for place in places().await {
                answers_like_a_map(&place, &story).await;
            }
        });
    }
}
