use std::fmt;
use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// SHA-256 of the canonical form of what is approved. Equal content gives equal digests whatever the order of keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of anything that can be written as JSON. Leave out what may change without changing the document's meaning
    /// (confidences, timings), put in everything the approver answers for (fields, lines, party, accounts, tax).
    pub fn of(content: &impl Serialize) -> Result<Self, serde_json::Error> {
        let mut text = String::new();
        write_canonical(&serde_json::to_value(content)?, &mut text);
        Ok(Self(Sha256::digest(text.as_bytes()).into()))
    }

    /// From stored bytes; `None` unless there are exactly 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Objects with sorted keys, no white space: RFC 8785 as far as keys are ASCII and numbers are integers.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for (n, key) in keys.into_iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write!(out, "{}:", Value::from(key.as_str())).expect("writing to a string cannot fail");
                write_canonical(&map[key], out);
            }
            out.push('}');
        }
        plain => write!(out, "{plain}").expect("writing to a string cannot fail"),
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
