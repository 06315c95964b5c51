//! International bank account numbers (ISO 13616): finding them in text and checking them modulo 97.

use std::sync::LazyLock;

use regex::Regex;

/// Length by country, from the IBAN registry of SWIFT (countries likely to appear on an invoice): how much of a run of
/// characters belongs to the number. Whether it is right is judged by the library.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
];

static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{2}\s?[0-9]{2}(?:[ \u{a0}.-]?[A-Z0-9]){11,30}\b").expect("the pattern is valid")
});

/// The number of characters an IBAN of a country has.
pub fn length(country: &str) -> Option<usize> {
    LENGTHS.iter().find(|(c, _)| *c == country).map(|(_, n)| *n)
}

/// Whether a text without spaces is a correct IBAN: a country of the registry, its length and structure, and check digits
/// that are right.
pub fn is_valid(iban: &str) -> bool {
    iban.parse::<::iban::Iban>().is_ok()
}

/// An IBAN-shaped text: its bytes in the text, the number without spaces, and whether it is correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text.
    pub bytes: std::ops::Range<usize>,
    /// Without spaces.
    pub iban: String,
    /// Country, length and check digits are right.
    pub valid: bool,
}

/// IBANs in a text. Of a run of letters and digits after a country code, as many as that country's IBAN has are taken.
pub fn find(text: &str) -> Vec<Found> {
    SHAPE.find_iter(text).filter_map(|m| shape(text, m.start(), m.as_str())).collect()
}

fn shape(text: &str, start: usize, run: &str) -> Option<Found> {
    let wanted = length(&run[..2])?;
    let mut iban = String::new();
    let mut end = start;
    for (i, c) in run.char_indices() {
        if iban.len() == wanted {
            break;
        }
        if c.is_ascii_alphanumeric() {
            iban.push(c);
            end = start + i + 1;
        }
    }
    let whole_word = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let complete = iban.len() == wanted && whole_word;
    // Samples and misreads are a digit or two short: still the account that is printed, but not a correct one.
    if !complete && iban.len() + 2 < wanted {
        return None;
    }
    Some(Found { bytes: start..end, valid: complete && is_valid(&iban), iban })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrys_examples_are_correct_and_a_wrong_digit_is_seen() {
        for iban in [
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
            "GB29NWBK60161331926819",
            "NL91ABNA0417164300",
            "ES9121000418450200051332",
            "IT60X0542811101000000123456",
            "PT50000201231234567890154",
            "BE68539007547034",
            "CH9300762011623852957",
            "AT611904300234573201",
            "NO9386011117947",
        ] {
            assert!(is_valid(iban), "{iban}");
            let last = if iban.ends_with('9') { "0" } else { "9" };
            assert!(!is_valid(&format!("{}{last}", &iban[..iban.len() - 1])), "{iban}");
        }
    }

    #[test]
    fn an_iban_is_found_with_and_without_spaces_and_what_follows_is_left_out() {
        let found = find("IBAN: DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX");
        assert_eq!(found[0].iban, "DE89370400440532013000");
        assert!(found[0].valid);
        assert_eq!(find("IBAN NL91ABNA0417164300")[0].iban, "NL91ABNA0417164300");
        assert!(find("Invoice INV20181234567890").is_empty());
    }
}
