//! Numbers of accounts and banks: their form and their check digits.

use iban::{Iban, ParseBaseIbanError, ParseIbanError};

/// Countries of SEPA by the two letters their IBANs begin with (EPC409-09, with the members of 2024 and 2025; France,
/// Finland and the United Kingdom stand for their territories).
const SEPA: [&str; 42] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM", "VA",
];

/// Letters and digits only, in capitals.
pub(crate) fn plain(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Digits without the dashes and blanks between them.
pub(crate) fn digits(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// What is wrong with a plain IBAN; `None` for a good one (ISO 13616, modulus 97, and the form of its country).
pub(crate) fn iban_flaw(number: &str) -> Option<&'static str> {
    Some(match number.parse::<Iban>().err()? {
        ParseIbanError::UnknownCountry(_) => "no country with IBANs has the code it begins with",
        ParseIbanError::InvalidBban(_) => "its length or form is not that of its country",
        ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum } => "its check digits are wrong",
        ParseIbanError::InvalidBaseIban { .. } => {
            "it begins with two letters of the country and two digits, and has no more than 34 characters"
        }
    })
}

/// Whether a plain IBAN is of a country of SEPA.
pub(crate) fn in_sepa(iban: &str) -> bool {
    iban.get(..2).is_some_and(|country| SEPA.contains(&country))
}

/// Whether a plain IBAN is Swiss or of Liechtenstein: both clear through SIC.
pub(crate) fn is_swiss(iban: &str) -> bool {
    matches!(iban.get(..2), Some("CH" | "LI"))
}

/// The number of the bank in a plain IBAN of Switzerland or Liechtenstein.
pub(crate) fn swiss_bank(iban: &str) -> Option<u32> {
    iban.get(4..9).filter(|_| is_swiss(iban))?.parse().ok()
}

/// Whether a plain IBAN is a QR-IBAN: banks have the numbers 30000 to 31999 for payments with a QR reference alone
/// (Swiss Implementation Guidelines QR-bill).
pub(crate) fn is_qr_iban(iban: &str) -> bool {
    swiss_bank(iban).is_some_and(|bank| (30_000..=31_999).contains(&bank))
}

/// Sort code and account number in a plain British IBAN.
pub(crate) fn british(iban: &str) -> Option<(&str, &str)> {
    iban.strip_prefix("GB").filter(|rest| rest.len() == 20)?;
    Some((iban.get(8..14)?, iban.get(14..22)?))
}

/// Whether a code has the form of ISO 9362: four letters or digits, a country, two more, and three for a branch.
pub(crate) fn is_bic(code: &str) -> bool {
    let bytes = code.as_bytes();
    let alphanumeric = |c: &u8| c.is_ascii_uppercase() || c.is_ascii_digit();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(alphanumeric)
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4..6].iter().all(u8::is_ascii_uppercase)
}

/// What is wrong with the nine digits of an American bank (ABA): weights 3, 7, 1, and the sum ends in zero.
pub(crate) fn routing_flaw(number: &str) -> Option<&'static str> {
    if number.len() != 9 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Some("it has nine digits");
    }
    let sum: u32 =
        number.bytes().zip([3, 7, 1].into_iter().cycle()).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    (!sum.is_multiple_of(10) || sum == 0).then_some("its check digit does not fit")
}

/// What is wrong with a sort code or an account number of so many digits.
///
/// The modulus check of an account (Vocalink) needs the table of weights by ranges of sort codes, which is published
/// anew several times a year; without it the form alone is judged here, and an IBAN's own check digits where there is
/// one.
pub(crate) fn british_flaw(number: &str, length: usize) -> Option<&'static str> {
    if number.len() != length || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Some(if length == 6 { "it has six digits" } else { "it has eight digits, with zeros in front" });
    }
    number.bytes().all(|b| b == b'0').then_some("it is nothing but zeros")
}
