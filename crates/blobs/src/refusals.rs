//! What storage refuses, in our words. Its answers name the trouble in `<Code>…</Code>` (S3 API reference, "Error
//! responses").

use std::error::Error as _;
use std::io;

use object_store::Error;

use crate::BlobError;

/// Longer explanations are whole pages of a proxy.
const LONGEST: usize = 400;

/// An error of ours for one of the storage's.
pub(crate) fn told(store: &str, error: &Error) -> BlobError {
    let said = words(error);
    let store = store.to_owned();
    match code(&said) {
        Some("NoSuchBucket") => BlobError::NoBucket { store },
        Some("XMinioStorageFull" | "InsufficientStorage" | "QuotaExceeded") => {
            BlobError::Full { store, source: io::ErrorKind::StorageFull.into() }
        }
        Some(code) if is_about_keys(error) || KEYS.contains(&code) => {
            BlobError::Refused { store, why: code.to_owned() }
        }
        None if is_about_keys(error) => BlobError::Refused { store, why: "no reason given".to_owned() },
        _ => BlobError::Unavailable { store, why: said.chars().take(LONGEST).collect() },
    }
}

/// Codes that speak of keys, with whatever status they come.
const KEYS: [&str; 5] =
    ["AuthorizationHeaderMalformed", "ExpiredToken", "InvalidToken", "RequestTimeTooSkewed", "TokenRefreshRequired"];

fn is_about_keys(error: &Error) -> bool {
    matches!(error, Error::PermissionDenied { .. } | Error::Unauthenticated { .. })
}

/// What was found, or nothing where the storage says that nothing is there; that its bucket is not there is an error.
pub(crate) fn unless_absent<T>(store: &str, found: Result<T, Error>) -> Result<Option<T>, BlobError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error @ Error::NotFound { .. }) => match told(store, &error) {
            missing @ BlobError::NoBucket { .. } => Err(missing),
            _ => Ok(None),
        },
        Err(error) => Err(told(store, &error)),
    }
}

/// Whether it cannot keep an object only where there is none.
pub(crate) fn knows_no_conditions(error: &Error) -> bool {
    matches!(error, Error::NotImplemented { .. }) || code(&words(error)) == Some("NotImplemented")
}

/// The error with what lies behind it.
fn words(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        cause = error.source();
    }
    said
}

fn code(said: &str) -> Option<&str> {
    let code = said.split_once("<Code>")?.1.split_once("</Code>")?.0;
    code.bytes().all(|b| b.is_ascii_alphanumeric()).then_some(code)
}
