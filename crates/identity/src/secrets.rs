//! What callers carry: session tokens, their CSRF tokens, API keys. Only hashes of them are stored.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What our keys begin with, so that scanners for leaked secrets know them.
const KEY_MARK: &str = "pac_live_";

/// A new session token: 256 random bits as 64 hex digits.
pub(crate) fn new_token() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// What is stored of a token or a key's secret.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The CSRF token of a session: it follows from the session token and does not lead back to it.
pub(crate) fn csrf(token: &str) -> String {
    hex::encode(Sha256::digest(format!("csrf|{token}").as_bytes()))
}

/// Whether two secrets or hashes are equal, in a time that does not depend on where they differ.
pub(crate) fn equal(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// An API key in its parts: `pac_live_<prefix>_<secret>_<check>`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeyText {
    /// 12 hex digits, stored as they are: they find the row.
    pub prefix: String,
    /// 64 hex digits, stored as SHA-256.
    pub secret: String,
}

impl KeyText {
    pub(crate) fn generate() -> Self {
        Self { prefix: hex::encode(rand::random::<[u8; 6]>()), secret: new_token() }
    }

    /// `None` for anything that is not a key of ours as we wrote it: a wrong check costs no look-up.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix(KEY_MARK)?;
        let (body, check) = rest.rsplit_once('_')?;
        let (prefix, secret) = body.split_once('_')?;
        let hex_digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_hexdigit());
        let shaped = hex_digits(prefix, 12) && hex_digits(secret, 64);
        (shaped && check == check_of(body)).then(|| Self { prefix: prefix.to_owned(), secret: secret.to_owned() })
    }

    /// The key as its owner gets it, once.
    pub(crate) fn reveal(&self) -> String {
        let body = format!("{}_{}", self.prefix, self.secret);
        format!("{KEY_MARK}{body}_{}", check_of(&body))
    }
}

/// CRC-32 as eight hex digits: finds mistyped and cut-off keys.
fn check_of(body: &str) -> String {
    format!("{:08x}", crc32fast::hash(body.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_reads_back_and_a_changed_one_does_not() {
        let key = KeyText::generate();
        let text = key.reveal();
        assert!(KeyText::parse(&text).is_some_and(|parsed| parsed == key));
        assert_eq!(text.len(), "pac_live_".len() + 12 + 1 + 64 + 1 + 8);
        for at in "pac_live_".len()..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert!(KeyText::parse(&String::from_utf8(changed).unwrap()).is_none(), "byte {at}");
        }
        assert!(KeyText::parse(&text[..text.len() - 1]).is_none(), "cut off");
    }

    #[test]
    fn the_csrf_token_belongs_to_the_session_and_is_not_its_token() {
        let (one, other) = (new_token(), new_token());
        assert_ne!(csrf(&one), csrf(&other));
        assert_ne!(csrf(&one), one);
        assert_ne!(csrf(&one), hex::encode(hash(&one)), "nor what the database keeps");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading_of_keys(text in "\\PC{0,120}") {
            prop_assert!(KeyText::parse(&text).is_none());
            let marked = format!("{KEY_MARK}{text}");
            prop_assert!(KeyText::parse(&marked).is_none());
        }
    }
}
