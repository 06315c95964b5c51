//! Texts in Latin-1, the characters that FatturaPA has.

use unicode_normalization::UnicodeNormalization;

/// The text with what Latin-1 lacks written in what it has, on one line. A letter of another script stays, and is told
/// to be one that cannot be written.
pub(super) fn latin(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !written.is_empty() {
            written.push(' ');
        }
        word.chars().for_each(|c| push(&mut written, c));
    }
    written
}

/// Whether the format has a character.
pub(super) fn is_latin(c: char) -> bool {
    c <= '\u{FF}'
}

fn push(written: &mut String, c: char) {
    if is_latin(c) {
        written.push(c);
    } else if let Some(other) = other_form(c) {
        written.push_str(other);
    } else {
        // Letters with accents that Latin-1 lacks lose them; ligatures and the like become their parts.
        let parts: String = c.nfkd().filter(|part| is_latin(*part)).collect();
        if parts.is_empty() { written.push(c) } else { written.push_str(&parts) }
    }
}

/// Signs and letters that have no decomposition.
fn other_form(c: char) -> Option<&'static str> {
    Some(match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '‘' | '’' | '‚' | '′' => "'",
        '“' | '”' | '„' | '″' => "\"",
        '•' | '‣' => "*",
        '€' => "EUR",
        'Œ' => "OE",
        'œ' => "oe",
        'Ł' => "L",
        'ł' => "l",
        'Đ' => "D",
        'đ' => "d",
        'ı' => "i",
        _ => return None,
    })
}
