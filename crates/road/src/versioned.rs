//! How results of stages and states are kept as JSON: each value with the version of its shape, read by that version.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The key that holds the version. Values written before there were versions have none: they are version 1.
const KEY: &str = "schema";

/// A kind of value that is kept as JSON for years.
///
/// A field that is added with `#[serde(default)]` needs no new version; anything else that old rows do not have does:
/// the version grows by one and [`upgrade`](Self::upgrade) turns the older shape into the present one. A stored sample
/// of every version stands in the tests.
pub trait Versioned: Serialize + DeserializeOwned {
    /// What it is called in messages: `facts`.
    const NAME: &'static str;
    /// The version written today.
    const VERSION: u64 = 1;

    /// Turns a stored value of version `from` (always below [`VERSION`](Self::VERSION)) into one of `from + 1`.
    ///
    /// # Errors
    /// What is missing in it.
    fn upgrade(from: u64, value: Value) -> Result<Value, String> {
        let _ = value;
        Err(format!("nothing is known of version {from}"))
    }
}

/// A stored value that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored {name} of version {version} cannot be read: {why}")]
pub struct Unreadable {
    /// Which kind of value.
    pub name: &'static str,
    /// Its version.
    pub version: u64,
    /// What is wrong.
    pub why: String,
}

/// The value as it is kept, with its version.
pub fn to_stored<T: Versioned>(value: &T) -> Value {
    let mut stored = serde_json::to_value(value).expect("our own data types always have a JSON form");
    stored.as_object_mut().expect("what is kept with a version is an object").insert(KEY.to_owned(), T::VERSION.into());
    stored
}

/// A kept value, whatever version it was written in.
///
/// # Errors
/// [`Unreadable`] for a value of a newer program, and for one that is damaged.
pub fn from_stored<T: Versioned>(mut stored: Value) -> Result<T, Unreadable> {
    let version = stored.as_object_mut().and_then(|all| all.remove(KEY));
    let version = version.map_or(Some(1), |v| v.as_u64()).unwrap_or(0);
    let unreadable = |why: String| Unreadable { name: T::NAME, version, why };
    if !stored.is_object() {
        return Err(unreadable("it is no object".to_owned()));
    }
    if version == 0 || version > T::VERSION {
        return Err(unreadable(format!("this program knows the versions 1 to {}", T::VERSION)));
    }
    for from in version..T::VERSION {
        stored = T::upgrade(from, stored).map_err(unreadable)?;
    }
    serde_json::from_value(stored).map_err(|error| unreadable(error.to_string()))
}

impl Versioned for crate::State {
    const NAME: &'static str = "state";
}

impl Versioned for crate::facts::Facts {
    const NAME: &'static str = "facts";
}

impl Versioned for crate::classification::Classification {
    const NAME: &'static str = "classification";
}

impl Versioned for crate::Proposal {
    const NAME: &'static str = "proposal";
}
