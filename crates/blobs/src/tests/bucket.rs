//! What only storage elsewhere can do: fail, refuse, wait.

use super::*;

fn with(storage: &Storage, bucket: &str, changed: &[(&str, &str)]) -> Blobs {
    let mut variables = storage.variables();
    variables.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let address = Address::Bucket { bucket: bucket.to_owned(), prefix: "books".to_owned() };
    Blobs::at(&address, variables).expect("open")
}

#[tokio::test]
async fn a_failure_that_passes_is_not_noticed() {
    let storage = Storage::new().await;
    let blobs = with(&storage, Storage::BUCKET, &[]);
    storage.fails(2);
    let hash = blobs.put(Bytes::from_static(b"an invoice")).await.expect("tried again");
    storage.fails(2);
    assert_eq!(blobs.get(&hash).await.expect("tried again"), Bytes::from_static(b"an invoice"));
    assert_eq!(storage.asked().len(), 6);
}

#[tokio::test]
async fn a_failure_that_stays_is_told() {
    let storage = Storage::new().await;
    storage.fails(usize::MAX);
    let blobs = with(&storage, Storage::BUCKET, &[]);
    let error = blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("it fails");
    assert_eq!(error.code(), "blobs.unavailable");
    assert!(error.to_string().contains("s3://documents/books") && error.to_string().contains("500"), "{error}");
    assert!(storage.objects().is_empty());
}

#[tokio::test]
async fn a_wrong_key_is_told_by_every_verb() {
    let storage = Storage::new().await;
    let blobs = with(&storage, Storage::BUCKET, &[("AWS_ACCESS_KEY_ID", "AKIAWRONG")]);
    let hash = BlobHash::of(b"an invoice");
    let told = [
        blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("put"),
        blobs.get(&hash).await.expect_err("get"),
        blobs.exists(&hash).await.expect_err("exists"),
        blobs.remove(&hash).await.expect_err("remove"),
        blobs.identity().await.expect_err("identity"),
        blobs.check().await.expect_err("check"),
    ];
    for error in told {
        assert_eq!(error.code(), "blobs.refused", "{error}");
        assert!(error.to_string().contains("AWS_ACCESS_KEY_ID"), "it says what to do: {error}");
        assert!(!error.to_string().contains("secret "), "{error}");
    }
    assert_eq!(storage.asked().len(), 6, "a refusal is not asked for again");
}

#[tokio::test]
async fn a_missing_bucket_is_not_a_missing_document() {
    let storage = Storage::new().await;
    let blobs = with(&storage, "elsewhere", &[]);
    let hash = BlobHash::of(b"an invoice");
    let told = [
        blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("put"),
        blobs.get(&hash).await.expect_err("get"),
        blobs.exists(&hash).await.expect_err("exists"),
        blobs.remove(&hash).await.expect_err("remove"),
        blobs.identity().await.expect_err("identity"),
    ];
    for error in told {
        assert_eq!(error.code(), "blobs.no_bucket", "{error}");
        assert!(error.to_string().contains("s3://elsewhere/books"), "{error}");
    }
}

#[tokio::test]
async fn storage_that_is_not_there_is_told() {
    let storage = Storage::new().await;
    let blobs = with(&storage, Storage::BUCKET, &[("AWS_ENDPOINT_URL", "http://127.0.0.1:1")]);
    let error = blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("nobody listens");
    assert_eq!(error.code(), "blobs.unavailable", "{error}");
}

#[tokio::test]
async fn full_storage_is_told_as_a_full_disk_is() {
    let storage = Storage::new().await;
    storage.is_full();
    let blobs = with(&storage, Storage::BUCKET, &[]);
    let error = blobs.put(Bytes::from_static(b"an invoice")).await.expect_err("there is no room");
    assert_eq!(error.code(), "storage.full", "{error}");
    assert!(storage.objects().is_empty());
}

/// INVARIANT: a hash is returned only after the bytes are safe.
#[tokio::test]
async fn a_put_returns_when_the_storage_keeps_the_bytes_and_not_before() {
    let storage = Storage::new().await;
    storage.holds_back();
    let blobs = with(&storage, Storage::BUCKET, &[]);
    let puts: Vec<_> = (0..4)
        .map(|_| {
            let blobs = blobs.clone();
            tokio::spawn(async move { blobs.put(Bytes::from_static(b"an invoice")).await })
        })
        .collect();
    while storage.asked().len() < puts.len() {
        tokio::task::yield_now().await;
    }
    assert!(puts.iter().all(|put| !put.is_finished()), "the storage has kept nothing yet");
    assert!(storage.objects().is_empty());
    storage.lets_in();
    for put in puts {
        let hash = put.await.expect("joins").expect("put");
        assert_eq!(storage.objects()[&key("books", hash)], Bytes::from_static(b"an invoice"));
    }
}

#[tokio::test]
async fn storage_without_conditions_gets_a_name_too() {
    let storage = Storage::new().await;
    storage.knows_no_conditions();
    let blobs = with(&storage, Storage::BUCKET, &[]);
    let name = blobs.identity().await.expect("a name");
    assert_eq!(with(&storage, Storage::BUCKET, &[]).identity().await.expect("the same"), name);
}
