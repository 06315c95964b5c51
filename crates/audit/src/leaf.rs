//! The leaf of an event: SHA-256 over its columns, each preceded by its length, so that no two different events share
//! the same bytes. JSON is written in one canonical form, because `jsonb` does not keep the order of keys.

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// First bytes of every leaf; changes when the encoding changes.
const VERSION: &[u8] = b"pacioli-audit-1";

/// Everything the hash covers.
pub(crate) struct Leaf<'a> {
    pub org: Uuid,
    pub event_id: Uuid,
    pub at: Timestamp,
    pub entity: Option<Uuid>,
    pub actor_kind: &'a str,
    pub actor_id: Option<Uuid>,
    pub actor_name: &'a str,
    pub origin: &'a str,
    pub request: Uuid,
    pub action: &'a str,
    pub subject: &'a str,
    pub subject_id: Uuid,
    pub reason: Option<&'a str>,
    pub before: Option<&'a Value>,
    pub after: Option<&'a Value>,
}

impl Leaf<'_> {
    /// INVARIANT: equal columns give equal leaves, before and after the round trip through the database.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut part = |bytes: Option<&[u8]>| {
            // An absent value is written as the length u64::MAX, so that it differs from an empty one.
            hash.update(bytes.map_or(u64::MAX, |b| b.len() as u64).to_be_bytes());
            hash.update(bytes.unwrap_or_default());
        };
        part(Some(VERSION));
        part(Some(self.org.as_bytes()));
        part(Some(self.event_id.as_bytes()));
        part(Some(&self.at.as_microsecond().to_be_bytes()));
        part(self.entity.as_ref().map(|id| &id.as_bytes()[..]));
        part(Some(self.actor_kind.as_bytes()));
        part(self.actor_id.as_ref().map(|id| &id.as_bytes()[..]));
        part(Some(self.actor_name.as_bytes()));
        part(Some(self.origin.as_bytes()));
        part(Some(self.request.as_bytes()));
        part(Some(self.action.as_bytes()));
        part(Some(self.subject.as_bytes()));
        part(Some(self.subject_id.as_bytes()));
        part(self.reason.map(str::as_bytes));
        part(self.before.map(canonical).as_deref().map(str::as_bytes));
        part(self.after.map(canonical).as_deref().map(str::as_bytes));
        hash.finalize().into()
    }
}

/// JSON with sorted keys, no spaces, and whole numbers always written as integers (`jsonb` turns 1e3 into 1000).
fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort();
            text.push('{');
            for (i, key) in keys.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(&fields[key], text);
            }
            text.push('}');
        }
        Value::Number(number) => match number.as_f64() {
            Some(float) if !number.is_i64() && !number.is_u64() && float.fract() == 0.0 => {
                text.push_str(&format!("{float:.0}").replace("-0", "0"));
            }
            _ => text.push_str(&number.to_string()),
        },
        other => text.push_str(&other.to_string()),
    }
}
