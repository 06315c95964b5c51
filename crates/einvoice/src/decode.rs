//! From bytes to text: the encoding is taken from the byte order mark, the first bytes or the XML declaration.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::EinvoiceError;

/// The XML declaration is looked for in so many bytes.
const DECLARATION_BYTES: usize = 256;

/// The text of a document; nothing is replaced in silence.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, EinvoiceError> {
    let (encoding, skip) = encoding_of(bytes);
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[skip..])
        .ok_or_else(|| EinvoiceError::Encoding { encoding: encoding.name().to_owned() })
}

/// The start of a document as text, with broken characters replaced: good enough to look at its first element.
pub(crate) fn decode_head(bytes: &[u8], limit: usize) -> Cow<'_, str> {
    let (encoding, skip) = encoding_of(bytes);
    let end = bytes.len().min(limit.max(skip));
    encoding.decode_without_bom_handling(&bytes[skip..end]).0
}

/// The encoding and the length of the byte order mark.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(bytes) {
        return found;
    }
    match bytes {
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (declared(bytes).unwrap_or(UTF_8), 0),
    }
}

/// The encoding named by `<?xml … encoding="…"?>`. A declared UTF-16 is not believed here: its bytes would have been
/// recognised before.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head: String = head.iter().map(|b| char::from(*b)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let label = value[1..].split(quote).next()?;
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
}
