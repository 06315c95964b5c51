//! A bucket of storage that speaks S3: `prefix/ab/cd/abcd…`. Programs may share it.
//!
//! A put is one request that the storage answers once the object is safe with it; it compares the bytes it got with the
//! SHA-256 the request is signed with. Requests that met a failure of the storage or of the way to it are repeated.
//!
//! INVARIANT: bytes are always sent, whatever lies there: an object is replaced as a whole, so that a damaged one is
//! mended, an equal one stays, and a reader meets the one or the other, never half of each.

use std::time::Duration;

use bytes::Bytes;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload, RetryConfig,
};

use crate::store::{BoxFuture, Store, fresh_identity};
use crate::{Address, BlobError, BlobHash, refusals};

/// The object with the store's name.
const IDENTITY: &str = "store-id";
/// How long a request and its repetitions may take: a person waits for it.
const LONGEST: Duration = Duration::from_secs(40);
/// How long one request may take.
const ONE_REQUEST: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(crate) struct Bucket {
    name: String,
    prefix: String,
    storage: AmazonS3,
}

impl Bucket {
    /// The storage that the usual variables describe, such as `AWS_ENDPOINT_URL`; nothing is asked of it yet.
    pub fn open(
        bucket: &str,
        prefix: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, BlobError> {
        let name = Address::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() }.to_string();
        let wrong = |why: String| BlobError::Settings { store: name.clone(), why };
        // Whoever comes first chooses for the whole program; the choice is the same everywhere.
        let _chosen_before = rustls::crypto::ring::default_provider().install_default();
        let builder = configured(variables).map_err(wrong)?;
        let storage = builder.with_bucket_name(bucket).build().map_err(|e| wrong(e.to_string()))?;
        Ok(Self { name, prefix: prefix.to_owned(), storage })
    }

    fn path(&self, hash: BlobHash) -> Path {
        let name = hash.to_string();
        self.below(&format!("{}/{}/{name}", &name[..2], &name[2..4]))
    }

    fn below(&self, key: &str) -> Path {
        if self.prefix.is_empty() { Path::from(key) } else { Path::from(format!("{}/{key}", self.prefix)) }
    }

    async fn fetch(&self, path: &Path) -> Result<Option<Bytes>, BlobError> {
        let found = async { self.storage.get(path).await?.bytes().await };
        refusals::unless_absent(&self.name, found.await)
    }

    async fn has(&self, hash: BlobHash) -> Result<bool, BlobError> {
        let path = self.path(hash);
        match self.storage.head(&path).await {
            Ok(_) => Ok(true),
            // That answer has no words: whether the object or the bucket is not there, only a reader is told.
            Err(Error::NotFound { .. }) => Ok(self.fetch(&path).await?.is_some()),
            Err(error) => Err(refusals::told(&self.name, &error)),
        }
    }

    /// Programs that open a new bucket at once agree on the one whose object came first. Storage that knows no
    /// conditions keeps the last one; who was overwritten finds that out by reading.
    async fn named(&self) -> Result<String, BlobError> {
        let path = self.below(IDENTITY);
        if self.fetch(&path).await?.is_none() {
            let fresh = PutPayload::from(fresh_identity().into_bytes());
            match self.storage.put_opts(&path, fresh.clone(), PutMode::Create.into()).await {
                Ok(_) | Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {}
                Err(error) if refusals::knows_no_conditions(&error) => {
                    self.storage.put(&path, fresh).await.map_err(|e| refusals::told(&self.name, &e))?;
                }
                Err(error) => return Err(refusals::told(&self.name, &error)),
            }
        }
        let gone = || BlobError::Unavailable { store: self.name.clone(), why: format!("{path} is gone again") };
        let name = self.fetch(&path).await?.ok_or_else(gone)?;
        Ok(String::from_utf8_lossy(&name).trim().to_owned())
    }
}

/// The variables that object storage knows. Only a server on this machine may be spoken to in the clear without saying
/// so.
fn configured(variables: impl IntoIterator<Item = (String, String)>) -> Result<AmazonS3Builder, String> {
    let options = ClientOptions::new().with_connect_timeout(Duration::from_secs(5)).with_timeout(ONE_REQUEST);
    let backoff =
        BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(5), base: 3. };
    let retry = RetryConfig { backoff, max_retries: 4, retry_timeout: LONGEST };
    // One request for one object: lists of what to delete are understood by fewer servers.
    let mut builder =
        AmazonS3Builder::new().with_client_options(options).with_retry(retry).with_disable_bulk_delete(true);
    let (mut endpoint, mut for_s3, mut in_the_clear) = (None, None, None);
    for (name, value) in variables.into_iter().filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty()) {
        let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() else { continue };
        match name.as_str() {
            "AWS_ENDPOINT_URL" | "AWS_ENDPOINT" => endpoint = Some(value.clone()),
            "AWS_ENDPOINT_URL_S3" => for_s3 = Some(value.clone()),
            "AWS_ALLOW_HTTP" => in_the_clear = Some(value.clone()),
            _ => {}
        }
        builder = builder.with_config(key, value);
    }
    let Some(endpoint) = for_s3.or(endpoint).filter(|url| url.starts_with("http:")) else { return Ok(builder) };
    match in_the_clear {
        None if is_this_machine(&endpoint) => Ok(builder.with_allow_http(true)),
        Some(allowed) if matches!(allowed.to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "on") => Ok(builder),
        _ => Err(format!(
            "{endpoint} is not encrypted; name it with https, or set AWS_ALLOW_HTTP=true if nobody else can listen"
        )),
    }
}

fn is_this_machine(url: &str) -> bool {
    let host = url.trim_start_matches("http:").trim_start_matches('/').split('/').next().unwrap_or_default();
    let host = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
    matches!(host, Some("localhost" | "127.0.0.1" | "[::1]"))
}

impl Store for Bucket {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn identity(&self) -> BoxFuture<'_, Result<String, BlobError>> {
        Box::pin(self.named())
    }

    fn write(&self, hash: BlobHash, bytes: Bytes) -> BoxFuture<'_, Result<(), BlobError>> {
        Box::pin(async move {
            let sent = self.storage.put(&self.path(hash), bytes.into()).await;
            sent.map(drop).map_err(|e| refusals::told(&self.name, &e))
        })
    }

    fn read(&self, hash: BlobHash) -> BoxFuture<'_, Result<Option<Bytes>, BlobError>> {
        Box::pin(async move { self.fetch(&self.path(hash)).await })
    }

    fn holds(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>> {
        Box::pin(self.has(hash))
    }

    fn remove(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>> {
        Box::pin(async move {
            // Storage answers a deletion alike whether there was something or not.
            let was_there = self.has(hash).await?;
            self.storage.delete(&self.path(hash)).await.map_err(|e| refusals::told(&self.name, &e))?;
            Ok(was_there)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(variables: &[(&str, &str)]) -> Result<Bucket, BlobError> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Bucket::open("papers", "", variables)
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear_without_saying_so() {
        for local in ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:9000/"] {
            assert!(opens(&[("AWS_ENDPOINT_URL", local)]).is_ok(), "{local}");
        }
        for elsewhere in ["http://minio:9000", "http://127.0.0.1.example.com", "http://localhost.example.com:9000"] {
            let refused = opens(&[("AWS_ENDPOINT_URL", elsewhere)]).expect_err("somebody may listen").to_string();
            assert!(refused.contains("AWS_ALLOW_HTTP"), "{refused}");
            assert!(opens(&[("AWS_ENDPOINT_URL", elsewhere), ("AWS_ALLOW_HTTP", "true")]).is_ok(), "{elsewhere}");
        }
        let chosen = [("AWS_ENDPOINT_URL", "http://minio"), ("AWS_ENDPOINT_URL_S3", "https://s3.example.com")];
        assert!(opens(&chosen).is_ok(), "the one for S3 counts");
        assert!(opens(&[("AWS_ENDPOINT_URL_S3", "http://minio")]).is_err());
    }

    #[test]
    fn half_a_key_is_a_clear_error() {
        let error = opens(&[("AWS_ACCESS_KEY_ID", "AKIA")]).expect_err("the secret is missing");
        assert_eq!(error.code(), "blobs.settings");
    }

    #[test]
    fn secrets_are_not_shown() {
        let bucket = opens(&[("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "hush-hush")]).expect("opens");
        assert!(!format!("{bucket:?}").contains("hush-hush"));
    }
}
