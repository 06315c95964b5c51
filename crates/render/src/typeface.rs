//! The typeface: which glyph a character has and how wide it is. Figures of Noto Sans are all of one width, in both
//! weights, so that columns of them line up.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

use crate::Note;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Stands for a character that the typeface has not.
const REPLACEMENT: char = '\u{fffd}';

/// A weight of the typeface.
pub(crate) struct Face {
    pub font: Font,
    outlines: FontRef<'static>,
}

static REGULAR: LazyLock<Option<Face>> = LazyLock::new(|| Face::open(notosans::REGULAR_TTF));
static BOLD: LazyLock<Option<Face>> = LazyLock::new(|| Face::open(notosans::BOLD_TTF));

impl Weight {
    /// The face; `None` would mean that the fonts of the program are damaged.
    pub(crate) fn face(self) -> Option<&'static Face> {
        match self {
            Self::Regular => REGULAR.as_ref(),
            Self::Bold => BOLD.as_ref(),
        }
    }
}

impl Face {
    fn open(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(bytes.into(), 0)?, outlines: FontRef::new(bytes).ok()? })
    }
}

/// A text with its glyphs, on one line.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub weight: Weight,
    /// In ems.
    pub width: f32,
}

impl Run {
    /// Sets a text that [`clean`] has seen.
    pub(crate) fn set(text: &str, weight: Weight) -> Self {
        let mut run = Self { text: text.to_owned(), glyphs: Vec::new(), weight, width: 0.0 };
        let Some(face) = weight.face() else { return run };
        let (characters, widths) = (face.outlines.charmap(), metrics(face));
        for (at, character) in text.char_indices() {
            let id = characters.map(character).unwrap_or_default();
            let advance = widths.advance_width(id).unwrap_or_default();
            run.width += advance;
            run.glyphs.push(KrillaGlyph::new(
                GlyphId::new(id.to_u32()),
                advance,
                0.0,
                0.0,
                0.0,
                at..at + character.len_utf8(),
                None,
            ));
        }
        run
    }
}

fn metrics(face: &Face) -> skrifa::metrics::GlyphMetrics<'static> {
    face.outlines.glyph_metrics(Size::new(1.0), LocationRef::default())
}

/// Width of a text in ems.
pub(crate) fn width(text: &str, weight: Weight) -> f32 {
    let Some(face) = weight.face() else { return 0.0 };
    let (characters, widths) = (face.outlines.charmap(), metrics(face));
    text.chars().filter_map(|c| widths.advance_width(characters.map(c)?)).sum()
}

/// A text that can be set: composed letters, no control characters, and � for what has no glyph, which is noted once.
/// Line breaks stay.
pub(crate) fn clean(text: &str, notes: &mut Vec<Note>) -> String {
    let characters = Weight::Regular.face().map(|face| face.outlines.charmap());
    let mut cleaned = String::with_capacity(text.len());
    for character in text.nfc() {
        match character {
            '\n' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            _ if character.is_control() || is_invisible(character) => {}
            _ if characters.as_ref().is_some_and(|known| known.map(character).is_none_or(|id| id.to_u32() == 0)) => {
                let note = Note::NoGlyph { character };
                if !notes.contains(&note) {
                    notes.push(note);
                }
                cleaned.push(REPLACEMENT);
            }
            _ => cleaned.push(character),
        }
    }
    cleaned
}

/// Characters that only steer: joiners, marks of direction, soft hyphens, the mark of byte order, selectors of variants.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Breaks a text into lines no wider than `width` (in ems): at blanks, behind hyphens and slashes, and inside a word that
/// is wider than a line. Line breaks of the text stay.
pub(crate) fn wrap(text: &str, weight: Weight, width: f32) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph.trim(), weight, width)).collect()
}

fn wrap_paragraph(text: &str, weight: Weight, limit: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for piece in pieces(text) {
        let wide = self::width(piece, weight);
        // a blank at the end of a line takes no room
        if used + self::width(piece.trim_end_matches(' '), weight) > limit && !line.is_empty() {
            lines.push(finished(&mut line));
            used = 0.0;
        }
        if wide <= limit || line.is_empty() && self::width(piece.trim_end_matches(' '), weight) <= limit {
            line.push_str(piece);
            used += wide;
            continue;
        }
        for character in piece.chars() {
            let wide = self::width(character.encode_utf8(&mut [0; 4]), weight);
            if used + wide > limit && !line.is_empty() {
                lines.push(finished(&mut line));
                used = 0.0;
            }
            line.push(character);
            used += wide;
        }
    }
    lines.push(finished(&mut line));
    lines
}

fn finished(line: &mut String) -> String {
    let done = line.trim_end_matches(' ').to_owned();
    line.clear();
    done
}

/// The parts of a text between which a line may end; each keeps the blanks behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut before = None;
        let end = rest.char_indices().find_map(|(at, character)| {
            let breaks = match (before, character) {
                (Some(' '), next) => next != ' ',
                (Some('-' | '/' | '–'), next) => next.is_alphabetic(),
                _ => false,
            };
            before = Some(character);
            breaks.then_some(at)
        });
        let (piece, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_of_one_width_in_both_weights() {
        let wide = width("0", Weight::Regular);
        for weight in [Weight::Regular, Weight::Bold] {
            for figure in "0123456789".chars() {
                assert_eq!(width(&figure.to_string(), weight), wide, "{figure} in {weight:?}");
            }
        }
    }

    #[test]
    fn letters_of_three_scripts_and_signs_of_money_have_glyphs() {
        let mut notes = Vec::new();
        let text =
            "ÄÖÜäöüßẞ éèêçœ ñ¿¡ åøæ ąęłńśźż čďěňřšťůž őű ğış ţșț Ελλάδα ΰ Україна ґ Ђ € £ $ ¥ ₹ ₺ ₩ ₴ zł n.º № – ’ … •";
        assert_eq!(clean(text, &mut notes), text);
        assert_eq!(notes, []);
    }

    #[test]
    fn what_has_no_glyph_is_replaced_and_noted_once() {
        let mut notes = Vec::new();
        assert_eq!(clean("株式 A 株\u{200b}\u{7}", &mut notes), "�� A �");
        assert_eq!(notes, [Note::NoGlyph { character: '株' }, Note::NoGlyph { character: '式' }]);
        assert_eq!(notes[0].to_string(), "`株` (U+682A) cannot be printed: � stands in its place");
        // letters that come in two parts are put together
        assert_eq!(clean("Mu\u{308}ller", &mut Vec::new()), "Müller");
    }

    #[test]
    fn lines_end_at_blanks_hyphens_and_slashes() {
        let ems = |text: &str| width(text, Weight::Regular) + 0.01;
        for (text, limit, lines) in [
            ("eins zwei drei", "eins zwei", vec!["eins zwei", "drei"]),
            ("Donau-Dampfschiff", "Donau-Dampf", vec!["Donau-", "Dampfschiff"]),
            ("oben\nunten", "oben unten", vec!["oben", "unten"]),
            ("aaaaaaaa", "aaa", vec!["aaa", "aaa", "aa"]),
            ("1\u{a0}234,56 EUR", "1\u{a0}234,56", vec!["1\u{a0}234,56", "EUR"]),
            ("12-34", "12-", vec!["12-", "34"]),
            ("", "a", vec![""]),
        ] {
            assert_eq!(wrap(text, Weight::Regular, ems(limit)), lines, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(text in "[a-zA-Z0-9 äß/–-]{0,120}", limit in 2.0f32..30.0) {
            let lines = wrap(&text, Weight::Bold, limit);
            for line in &lines {
                prop_assert!(width(line, Weight::Bold) <= limit + 0.001, "{line}");
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
