//! Whether the text layer of a page can be trusted, or the page has to be looked at as a picture.

use super::glyphs::Sheet;

/// A page with fewer characters than this under a picture that covers most of it is a scan with a stamp.
const SCAN_STAMP: usize = 120;

/// Whether the glyphs of this page are its text.
pub fn legible(sheet: &Sheet) -> bool {
    let mut total = 0_usize;
    let mut letters = 0_usize;
    let mut strange = 0_usize;
    for c in sheet.glyphs.iter().flat_map(|g| g.text.chars()).filter(|c| !c.is_whitespace()) {
        total += 1;
        letters += usize::from(c.is_alphanumeric());
        strange += usize::from(is_strange(c));
    }
    if total == 0 {
        return false;
    }
    if sheet.picture_share > 0.5 && total < SCAN_STAMP {
        return false;
    }
    // A font without a character table shows as unknown or private characters, or as a row of punctuation.
    strange * 5 < total && letters * 5 >= total * 2
}

fn is_strange(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
