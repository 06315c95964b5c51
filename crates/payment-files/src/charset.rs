//! Characters that banks take, and what stands for the others.
//!
//! INVARIANT: what [`Charset::fit`] returns holds no character outside the set.

use unicode_normalization::UnicodeNormalization;

use crate::letters;

/// A set of characters of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Latin letters, digits and `/ - ? : ( ) . , ' +` and the space: what all banks of SEPA take (EPC217-08), and what
    /// cross-border messages are sure to keep.
    Sepa,
    /// The letters of western and central Europe (Swiss Payment Standards, chapter 3.1).
    Swiss,
    /// What is printed of ASCII.
    Ascii,
    /// Capitals, digits and `. & / -` and the space (Bacs Standard 18).
    Bacs,
    /// Whatever is no control character.
    Any,
}

impl Charset {
    /// Whether a character may stand in a file.
    pub fn allows(self, c: char) -> bool {
        match self {
            Self::Sepa => c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c),
            Self::Swiss => matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | 'Ș' | 'ș' | 'Ț' | 'ț' | '€'),
            Self::Ascii => matches!(c, ' '..='~'),
            Self::Bacs => c.is_ascii_uppercase() || c.is_ascii_digit() || ".&/- ".contains(c),
            Self::Any => !c.is_control(),
        }
    }

    /// The text in characters of the set: accents are taken off, letters of other alphabets written in Latin ones, and
    /// space of all kinds made one blank. What cannot be written is left out; [`Self::unwritable`] names it.
    pub fn fit(self, text: &str) -> String {
        let mut fitted = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !fitted.is_empty() {
                fitted.push(' ');
            }
            word.nfc().for_each(|c| fitted.push_str(&self.replaced(c).unwrap_or_default()));
        }
        // a word may have been nothing but marks that vanish
        if fitted.contains("  ") || fitted.ends_with(' ') || fitted.starts_with(' ') {
            fitted = fitted.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        fitted
    }

    /// The characters of a text that have no replacement, each once.
    pub fn unwritable(self, text: &str) -> String {
        let mut found = String::new();
        for c in text.split_whitespace().flat_map(|word| word.nfc().collect::<Vec<_>>()) {
            if self.replaced(c).is_none() && !found.contains(c) {
                found.push(c);
            }
        }
        found
    }

    /// What stands for a character; `None` when nothing does.
    fn replaced(self, c: char) -> Option<String> {
        if self.allows(c) {
            return Some(c.to_string());
        }
        if self == Self::Any {
            return None;
        }
        let written = letters::latin(c).or_else(|| without_marks(c))?;
        let written = if self == Self::Bacs { written.to_ascii_uppercase() } else { written };
        written.chars().map(|c| if self.allows(c) { Some(c) } else { self.sign(c) }).collect()
    }

    /// The sign that stands for one of ASCII outside the set (EPC217-08, chapter 6, and for Bacs what is left of it).
    fn sign(self, c: char) -> Option<char> {
        let sepa = match c {
            '&' => '+',
            ';' => ',',
            '_' | '~' => '-',
            '[' | '{' | '<' => '(',
            ']' | '}' | '>' => ')',
            '\\' | '|' => '/',
            '`' => '\'',
            '!' | '"' | '#' | '$' | '%' | '*' | '=' | '@' | '^' => '.',
            other => other,
        };
        let sign = match (self, sepa) {
            (Self::Bacs, '+') => '&',
            // as Bacs itself does with what it does not take
            (Self::Bacs, '(' | ')' | ':' | ',' | '?' | '\'') => ' ',
            (_, other) => other,
        };
        self.allows(sign).then_some(sign)
    }
}

/// A letter without its accents and in its plain form; `None` when nothing of ASCII is left.
fn without_marks(c: char) -> Option<String> {
    let mut left = String::new();
    for part in c.nfkd() {
        match part {
            // combining marks
            '\u{300}'..='\u{36f}' => {}
            other => left.push_str(&letters::latin(other)?),
        }
    }
    (!left.is_empty() || matches!(c, '\u{300}'..='\u{36f}')).then_some(left)
}
