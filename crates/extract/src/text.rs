//! Folding of printed words to a form in which spellings can be compared.
//!
//! Case, accents, ligatures and punctuation say nothing about what a label means, so labels, names and languages are
//! compared on folded letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One character in its plain lower-case letters: `É` is `e`, `ß` is `ss`, `№` is `no`.
pub fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        '°' | 'º' => out.push('o'),
        c if c.is_ascii() => out.push(c),
        c => out.extend(c.nfkd().filter(|d| !is_combining_mark(*d)).flat_map(char::to_lowercase)),
    }
}

/// A text in plain lower-case letters, everything else kept.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

/// The letters and digits of a text, folded: `U.St.-Id` is `ustid`.
pub fn squeeze(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The folded words of a text: runs of letters and digits.
pub fn folded_words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// How many of the characters are letters, and how many digits.
pub fn letters_and_digits(text: &str) -> (usize, usize) {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (letters, text.chars().filter(char::is_ascii_digit).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        assert_eq!(squeeze("USt.-Id.-Nr."), "ustidnr");
        assert_eq!(squeeze("N° de façture"), "nodefacture");
        assert_eq!(squeeze("Größe"), "grosse");
        assert_eq!(folded_words("Łódź, l'été!"), ["lodz", "l", "ete"]);
    }
}
