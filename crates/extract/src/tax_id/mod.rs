//! Value added tax numbers: their shapes by country and their check digits.
//!
//! A wrong check digit never changes what was read: it is reported as a check and lowers the confidence. Countries whose
//! check digits are not published or not implemented are judged by their shape only.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

pub mod digits;

/// What the check digits say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The check digits are right.
    Valid,
    /// The shape is right, the check digits are not.
    WrongDigits,
    /// No rule is known for the number.
    NoRule,
}

/// Country prefix and the shape of what follows it: `9` a digit, `A` a letter, `X` either.
const SHAPES: &[(&str, &[&str])] = &[
    ("AT", &["A99999999"]),
    ("BE", &["9999999999", "999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CHE", &["999999999", "999999999MWST", "999999999TVA", "999999999IVA"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["X9999999X"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("GB", &["999999999", "999999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9999999A", "9999999AA", "9X99999A"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999A99"]),
    ("NO", &["999999999MVA", "999999999"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("RO", &["99999999", "999999999", "9999999999", "9999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    ("XI", &["999999999"]),
];

static PREFIXED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI)[ \u{a0}.-]?[0-9A-Z](?:[ \u{a0}./-]?[0-9A-Z]){6,14}")
        .expect("the pattern is valid")
});

/// A number with a country prefix found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Normalised: letters and digits only.
    pub number: String,
}

/// Letters and digits only, upper case.
pub fn normalise(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The two- or three-letter prefix and the rest, if the shape is that of a known country.
pub fn split(number: &str) -> Option<(&'static str, &str)> {
    SHAPES.iter().find_map(|(prefix, shapes)| {
        let rest = number.strip_prefix(prefix)?;
        shapes.iter().any(|s| has_shape(rest, s)).then_some((*prefix, rest))
    })
}

fn has_shape(rest: &str, shape: &str) -> bool {
    rest.len() == shape.len()
        && rest.chars().zip(shape.chars()).all(|(c, s)| match s {
            '9' => c.is_ascii_digit(),
            'A' => c.is_ascii_uppercase() || (s == 'A' && c == '+'),
            'X' => c.is_ascii_alphanumeric(),
            s => c == s,
        })
}

/// The country of a number, as ISO 3166 (Greece is `GR`, Northern Ireland `GB`).
pub fn country(number: &str) -> Option<&'static str> {
    Some(match split(number)?.0 {
        "EL" => "GR",
        "XI" => "GB",
        "CHE" => "CH",
        c => c,
    })
}

/// What the check digits of a normalised number with its prefix say.
pub fn verdict(number: &str) -> Verdict {
    let Some((prefix, rest)) = split(number) else {
        return if digits::gstin(number) == Some(true) { Verdict::Valid } else { Verdict::NoRule };
    };
    match digits::check(prefix, rest) {
        None => Verdict::NoRule,
        Some(true) => Verdict::Valid,
        Some(false) => Verdict::WrongDigits,
    }
}

/// Numbers with a country prefix and the shape of that country, whether or not their check digits are right.
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(m) = PREFIXED.find_at(text, at) {
        let alone = !text[..m.start()].ends_with(|c: char| c.is_ascii_alphanumeric());
        match alone.then(|| longest(text, m.start(), m.as_str())).flatten() {
            Some(one) => {
                at = one.bytes.end;
                found.push(one);
            }
            None => at = m.start() + 2,
        }
    }
    found
}

/// The longest beginning of a run that ends at a word's end and has a country's shape.
fn longest(text: &str, start: usize, run: &str) -> Option<Found> {
    let ends = run.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(i, _)| i + 1);
    ends.rev().find_map(|end| {
        let stop = start + end;
        let whole = !text[stop..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let number = normalise(&run[..end]);
        (whole && split(&number).is_some()).then_some(Found { bytes: start..stop, number })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_are_valid_and_a_changed_digit_is_seen() {
        for number in [
            "DE136695976",
            "ATU13585627",
            "BE0428759497",
            "DK13585628",
            "ES54362315K",
            "ESB58378431",
            "FI20774740",
            "FR40303265045",
            "GB980780684",
            "IE6433435F",
            "IT00743110157",
            "LU15027442",
            "NL004495445B01",
            "PL8567346215",
            "PT501964843",
            "SE123456789701",
            "EL094259216",
            "HR33392005961",
            "CZ25123891",
            "SI50223054",
            "RO18547290",
            "HU12892312",
            "EE100931558",
            "MT11679112",
            "SK2022749619",
            "LV40003521600",
            "LT119511515",
            "CY10259033P",
            "BG175074752",
            "CHE107787577",
            "NO995525828MVA",
        ] {
            assert_eq!(verdict(number), Verdict::Valid, "{number}");
        }
        for number in ["DE136695975", "ATU13585626", "IT00743110158", "NL123456789B12", "PT501964842", "FR41303265045"]
        {
            assert_eq!(verdict(number), Verdict::WrongDigits, "{number}");
        }
    }

    #[test]
    fn numbers_are_found_in_the_ways_they_are_printed() {
        let numbers = |text: &str| find(text).into_iter().map(|f| f.number).collect::<Vec<_>>();
        assert_eq!(numbers("UStId DE 232 446 240 Steuer-Nr."), ["DE232446240"]);
        assert_eq!(numbers("N° TVA : FR 32 123 456 789"), ["FR32123456789"]);
        assert_eq!(numbers("BTW NL810433941B01"), ["NL810433941B01"]);
        assert_eq!(numbers("ATU12345678"), ["ATU12345678"]);
        assert_eq!(numbers("CHE-107.787.577 MWST"), ["CHE107787577MWST"]);
        assert_eq!(numbers("IBAN DE89 3704 0044 0532 0130 00"), Vec::<String>::new());
        assert_eq!(numbers("Bestellung LIEFERSCHEIN"), Vec::<String>::new());
    }
}
