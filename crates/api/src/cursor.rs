//! Cursors: where a list goes on. For the caller an opaque text; inside, the sort key of the last item.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::ApiError;

/// The opaque text of a sort key.
pub fn encode<T: Serialize>(key: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).expect("sort keys have a JSON form"))
}

/// The sort key of an opaque text.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let bad = || ApiError::field("cursor", "cursor.invalid", "send the `next_cursor` of the page before, unchanged");
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
    serde_json::from_slice(&bytes).map_err(|_| bad())
}
