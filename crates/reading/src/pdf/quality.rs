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

#[cfg(test)]
mod tests {
    use hayro::kurbo::{Point, Vec2};

    use super::legible;
    use crate::pdf::glyphs::{Glyph, Sheet};

    fn sheet(text: &str, picture_share: f64) -> Sheet {
        let glyph = |c: char| Glyph { text: c.into(), origin: Point::ZERO, advance: Vec2::new(5.0, 0.0), size: 10.0 };
        Sheet { glyphs: text.chars().map(glyph).collect(), picture_share, ..Sheet::default() }
    }

    #[test]
    fn only_pages_whose_characters_are_known_are_taken_at_their_word() {
        let long = "Invoice number 4711 of 4 May 2026, total 1.234,50 EUR. ".repeat(4);
        for (what, text, picture, expected) in [
            ("a written page", long.as_str(), 0.0, true),
            ("a written page on letter paper that is a picture", long.as_str(), 1.0, true),
            ("no text at all", "", 0.0, false),
            ("a stamp on a scan", "Received 5 May 2026", 0.9, false),
            ("a short note without a picture", "Received 5 May 2026", 0.0, true),
            ("a font without a character table", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}12", 0.0, false),
            ("a font in the private area", "\u{E001}\u{E002}\u{E003}ab", 0.0, false),
            ("codes shifted into punctuation", "!\"#$%&'()*+,-./:;<=>?@ a", 0.0, false),
        ] {
            assert_eq!(legible(&sheet(text, picture)), expected, "{what}");
        }
    }
}
