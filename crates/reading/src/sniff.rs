//! Which type a file is, judged by its content alone: a name or a declared type may be wrong or a lie.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ReadError;

/// A type of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// WebP picture.
    Webp,
    /// TIFF picture, perhaps with several pages.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// GIF picture; its first frame is read.
    Gif,
    /// XML data.
    Xml,
    /// A mail with its header (RFC 5322).
    Mail,
    /// Plain text.
    Text,
}

impl Kind {
    /// The media type under which the file can be shown.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Tiff => "image/tiff",
            Self::Bmp => "image/bmp",
            Self::Gif => "image/gif",
            Self::Xml => "application/xml",
            Self::Mail => "message/rfc822",
            Self::Text => "text/plain",
        }
    }

    /// Whether it is a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp | Self::Tiff | Self::Bmp | Self::Gif)
    }
}

/// Tells the type of `bytes`, or refuses it with the name of what it seems to be.
pub fn sniff(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if is_pdf(bytes) {
        return Ok(Kind::Pdf);
    }
    if let Some(found) = infer::get(bytes) {
        match found.mime_type() {
            "image/png" => return Ok(Kind::Png),
            "image/jpeg" => return Ok(Kind::Jpeg),
            "image/webp" => return Ok(Kind::Webp),
            "image/tiff" => return Ok(Kind::Tiff),
            "image/bmp" => return Ok(Kind::Bmp),
            "image/gif" => return Ok(Kind::Gif),
            // `infer` knows these by a few letters only; the checks around this look closer.
            "application/pdf" | "text/xml" | "text/html" | "text/plain" | "text/x-shellscript" | "message/rfc822" => {}
            other => return Err(ReadError::UnknownType { what: format!("a file of type {other}") }),
        }
    }
    sniff_text(beginning(bytes))
}

/// As much of a text as tells its type; a character is not cut.
fn beginning(bytes: &[u8]) -> &[u8] {
    const ENOUGH: usize = 64 * 1024;
    let mut end = bytes.len().min(ENOUGH);
    while end > ENOUGH - 4 && end < bytes.len() && bytes[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    &bytes[..end]
}

/// The PDF marker may stand anywhere in the first kilobyte (ISO 32000-1, implementation note 13).
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let Some(at) = head.windows(5).position(|w| w == b"%PDF-") else { return false };
    // A mail that carries a PDF unencoded, or a text that mentions the marker, has letters before it.
    at == 0 || !looks_like_mail(&head[..at])
}

fn sniff_text(bytes: &[u8]) -> Result<Kind, ReadError> {
    let Some(text) = decode_text(bytes) else {
        return Err(ReadError::UnknownType { what: "a binary file of an unknown kind".into() });
    };
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(rest) = start.strip_prefix('<') {
        let lower: String = start.chars().take(400).collect::<String>().to_lowercase();
        if lower.starts_with("<!doctype html") || lower.contains("<html") {
            return Err(ReadError::UnknownType { what: "a web page (HTML)".into() });
        }
        if rest.starts_with("?xml") || rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '!') {
            return Ok(Kind::Xml);
        }
    }
    if looks_like_mail(text.as_bytes()) {
        return Ok(Kind::Mail);
    }
    Ok(Kind::Text)
}

/// Header fields that a mail has and other texts do not begin with.
const MAIL_FIELDS: [&str; 14] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "mime-version",
    "return-path",
    "message-id",
    "delivered-to",
    "content-type",
    "reply-to",
    "sender",
    "x-mailer",
    "dkim-signature",
];

fn looks_like_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16 * 1024)]);
    let mut known = 0;
    for (index, line) in head.lines().enumerate().take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) || (index == 0 && line.starts_with("From ")) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(MAIL_FIELDS.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 3
}

/// Decodes text in UTF-8 (with or without mark), UTF-16, or else Windows-1252, which contains Latin-1. `None` when the
/// bytes are not text: control characters other than white space are at most one in a hundred.
pub fn decode_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text: Cow<'_, str> = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8_lossy(rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        utf16(rest, u16::from_be_bytes)
    } else if bytes.len() > 3 && bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0 {
        utf16(bytes, u16::from_le_bytes)
    } else if bytes.len() > 3 && bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0 {
        utf16(bytes, u16::from_be_bytes)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(bytes.iter().map(|&b| windows_1252(b)).collect())
    };
    let mut total = 0_usize;
    let mut strange = 0_usize;
    for c in text.chars().take(64 * 1024) {
        total += 1;
        let white = matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{b}');
        strange += usize::from((c.is_control() && !white) || c == '\u{FFFD}');
    }
    (strange * 100 <= total).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'static, str> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect())
}

/// Windows-1252 (WHATWG Encoding Standard, index-windows-1252): Latin-1 with printable characters in 0x80..=0x9F.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The byte of a printable character.
pub(crate) fn to_windows_1252(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0x20..=0x7E | 0xA0..=0xFF) => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests;
