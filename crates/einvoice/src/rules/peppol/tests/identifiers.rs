//! Identifiers with check digits.

use super::{AUSTRIAN, BELGIAN, broken, cii, ubl};
use crate::rules::peppol::is_advice;

/// Scheme, an identifier that is valid, some that are not, and the rule.
const CASES: [(&str, &str, &[&str], &str); 11] = [
    ("0088", "5401234000005", &["5401234000006", "54012340000A5"], "PEPPOL-COMMON-R040"),
    ("0192", "987654325", &["987654326", "98765432", "000000000"], "PEPPOL-COMMON-R041"),
    ("0184", "DK12345678", &["DK1234567", "1234567", "SE12345678"], "PEPPOL-COMMON-R042"),
    ("0208", "0123456749", &["0123456748", "BE0123456749", "123456749"], "PEPPOL-COMMON-R043"),
    ("0201", "UFxy12", &["UFxy123", "UF-y12"], "PEPPOL-COMMON-R044"),
    ("0210", "RSSMRA85T10A562S", &["RSSMRA85T10A5628", "1234567890", "0123456789X"], "PEPPOL-COMMON-R045"),
    ("9907", "01234567897", &["0123456789", "RSSMRA85T10A5628"], "PEPPOL-COMMON-R046"),
    ("0211", "IT01234567897", &["IT01234567898", "IT0123456789", "it0123456789x"], "PEPPOL-COMMON-R047"),
    ("9906", "IT01234567897", &["IT01234567898"], "PEPPOL-COMMON-R048"),
    ("0007", "5561234567", &["5561234568", "556123-4567", "556123456"], "PEPPOL-COMMON-R049"),
    ("0151", "91345678901", &["91345678902", "9134567890", "A1345678901"], "PEPPOL-COMMON-R050"),
];

/// The rules about identifiers that an address of the seller breaks.
fn found(whole: &str, scheme: &str, identifier: &str) -> Vec<String> {
    let own = "schemeID='0088'>4012345000009";
    assert!(whole.contains(own));
    let text = whole.replace(own, &format!("schemeID='{scheme}'>{identifier}"));
    broken(&text).into_iter().filter(|rule| rule.starts_with("PEPPOL-COMMON")).collect()
}

#[test]
fn identifiers_have_the_form_and_the_check_digits_of_their_scheme() {
    for (scheme, valid, invalid, rule) in CASES {
        for (syntax, whole) in [("UBL", ubl(AUSTRIAN, BELGIAN)), ("CII", cii(AUSTRIAN, BELGIAN))] {
            assert!(found(&whole, scheme, valid).is_empty(), "{valid} in {syntax}");
            for identifier in invalid {
                let withdrawn = syntax == "UBL" && scheme == "9906";
                let expected: &[&str] = if withdrawn { &[] } else { &[rule] };
                assert_eq!(found(&whole, scheme, identifier), expected, "{identifier} in {syntax}");
            }
        }
    }
}

#[test]
fn both_forms_of_a_danish_number_and_vat_numbers_of_others_are_taken() {
    let whole = ubl(AUSTRIAN, BELGIAN);
    for (scheme, identifier) in [("0184", "12345678"), ("0211", "FR12345678901"), ("0210", "01234567897")] {
        assert!(found(&whole, scheme, identifier).is_empty(), "{identifier}");
    }
}

#[test]
fn identifiers_of_parties_are_looked_at_too() {
    let text = ubl(AUSTRIAN, BELGIAN).replacen(
        "<PartyName>",
        "<PartyIdentification><ID schemeID='0088'>1</ID></PartyIdentification><PartyName>",
        1,
    );
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["PEPPOL-COMMON-R040"]);
}

#[test]
fn the_rules_about_italian_codes_only_advise() {
    for (scheme, _, _, rule) in CASES {
        assert_eq!(is_advice(rule), matches!(scheme, "0201" | "0210" | "9907" | "0211" | "9906"), "{rule}");
    }
}
