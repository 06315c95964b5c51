//! Identifiers whose scheme has a form or check digits of its own (PEPPOL-COMMON).

use super::Paper;
use crate::node::Node;
use crate::rules::Findings;
use crate::tax_id::{luhn_sum, weighted};

/// A rule: its name, the scheme of ISO 6523 or of the network, whether it is about electronic addresses alone, what the
/// identifier is called, and whether a text is one.
type Row = (&'static str, &'static str, bool, &'static str, fn(&str) -> bool);

const ROWS: [Row; 11] = [
    ("PEPPOL-COMMON-R040", "0088", false, "global location number (GLN)", is_gln),
    ("PEPPOL-COMMON-R041", "0192", false, "Norwegian organisation number", is_norwegian),
    ("PEPPOL-COMMON-R042", "0184", false, "Danish company number (CVR)", is_danish),
    ("PEPPOL-COMMON-R043", "0208", false, "Belgian enterprise number", is_belgian),
    ("PEPPOL-COMMON-R044", "0201", false, "Italian office code (IPA)", is_italian_office),
    ("PEPPOL-COMMON-R045", "0210", false, "Italian tax code (codice fiscale)", is_italian_tax_code),
    ("PEPPOL-COMMON-R046", "9907", true, "Italian tax code (codice fiscale)", is_italian_tax_code),
    ("PEPPOL-COMMON-R047", "0211", false, "Italian VAT number (partita IVA)", is_italian_vat),
    ("PEPPOL-COMMON-R048", "9906", true, "Italian VAT number (partita IVA)", is_italian_vat),
    ("PEPPOL-COMMON-R049", "0007", false, "Swedish organisation number", is_swedish),
    ("PEPPOL-COMMON-R050", "0151", false, "Australian business number (ABN)", is_australian),
];

/// Withdrawn for UBL when the network gave up the scheme.
const CII_ALONE: &str = "PEPPOL-COMMON-R048";

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    for identifier in identifiers(paper) {
        let Some(scheme) = identifier.attribute("schemeID") else { continue };
        let is_address = matches!(identifier.name(), "EndpointID" | "URIID");
        for (rule, _, _, name, is_valid) in ROWS.iter().filter(|row| row.1 == scheme && (is_address || !row.2)) {
            let applies = !paper.is_ubl() || *rule != CII_ALONE;
            let message = format!("`{}` is no valid {name}", identifier.text());
            findings.expect(!applies || is_valid(identifier.text()), rule, message);
        }
    }
}

/// Electronic addresses, identifiers and registrations of parties; CII has one name for many of them.
fn identifiers<'a>(paper: &Paper<'a>) -> Vec<&'a Node> {
    let mut found = paper.named(&["EndpointID", "CompanyID"], &["URIID", "ID", "GlobalID"]);
    for party in paper.named(&["PartyIdentification"], &[]) {
        found.extend(party.children("ID"));
    }
    found
}

/// The digits of a text of digits alone.
fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>().filter(|digits| !digits.is_empty())
}

/// The digits of a text that has so many of them and nothing else.
fn so_many_digits(text: &str, count: usize) -> Option<Vec<u32>> {
    digits(text).filter(|digits| digits.len() == count)
}

/// GS1: weights 3 and 1 from the right, modulus 10.
fn is_gln(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let (last, others) = digits.split_last().unwrap_or((&0, &[]));
    let sum: u32 = others.iter().rev().zip([3, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10 == *last
}

/// Nine digits with modulus 11.
pub(super) fn is_norwegian(text: &str) -> bool {
    so_many_digits(text, 9).is_some_and(|digits| {
        let sum = weighted(&digits, &[3, 2, 7, 6, 5, 4, 3, 2]);
        digits.iter().any(|digit| *digit > 0) && (11 - sum % 11) % 11 == digits[8]
    })
}

/// Eight digits, with the country in front of them or not.
fn is_danish(text: &str) -> bool {
    so_many_digits(text.strip_prefix("DK").unwrap_or(text), 8).is_some()
}

/// Ten digits with modulus 97.
fn is_belgian(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    so_many_digits(text, 10).is_some()
        && number(0..8).zip(number(8..10)).is_some_and(|(body, check)| 97 - body % 97 == check)
}

fn is_italian_office(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Sixteen signs for a person, eleven digits for a company.
fn is_italian_tax_code(text: &str) -> bool {
    /// `A` a letter, `9` a digit, `*` any sign: the place of birth may be written in letters instead of digits.
    const PERSON: &[u8; 16] = b"AAAAAA99A99***9A";
    let fits = |(sign, form): (u8, &u8)| match form {
        b'A' => sign.is_ascii_alphabetic(),
        b'9' => sign.is_ascii_digit(),
        _ => true,
    };
    so_many_digits(text, 11).is_some() || text.len() == PERSON.len() && text.bytes().zip(PERSON).all(fits)
}

/// Eleven digits with the Luhn method behind `IT`; numbers of other countries are not judged.
fn is_italian_vat(text: &str) -> bool {
    match text.get(..2) {
        Some(country) if country.eq_ignore_ascii_case("IT") => {
            so_many_digits(&text[2..], 11).is_some_and(|digits| luhn_sum(&digits, 1).is_multiple_of(10))
        }
        _ => true,
    }
}

/// Ten digits with the Luhn method.
pub(super) fn is_swedish(text: &str) -> bool {
    so_many_digits(text, 10).is_some_and(|digits| luhn_sum(&digits, 0).is_multiple_of(10))
}

/// Eleven digits, the first of them less one, with modulus 89.
fn is_australian(text: &str) -> bool {
    so_many_digits(text, 11).is_some_and(|digits| {
        let sum = weighted(&digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
        digits[0] > 0 && (sum - 10).is_multiple_of(89)
    })
}

/// Nine digits with weights that are powers of two, modulus 11; the network does not look at what follows them.
pub(super) fn is_greek(text: &str) -> bool {
    let number = text.get(..9).and_then(|number| so_many_digits(number, 9));
    number.is_some_and(|digits| weighted(&digits, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digits[8])
}
