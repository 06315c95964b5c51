//! International bank account numbers (ISO 13616).

use ::iban::{Iban, ParseBaseIbanError, ParseIbanError};

/// Letters and digits only, in capitals.
pub(crate) fn normalise(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a normalised text has the shape of an IBAN: two letters, two digits, 11 to 30 more characters.
pub(crate) fn looks_like(number: &str) -> bool {
    let bytes = number.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// Checks a normalised number: check digits (modulus 97), and for a country of the registry its length and structure.
pub(crate) fn check(number: &str) -> Result<(), &'static str> {
    match number.parse::<Iban>() {
        Ok(_) | Err(ParseIbanError::UnknownCountry(_)) => Ok(()),
        Err(ParseIbanError::InvalidBban(_)) => Err("has not the form of an account number of its country"),
        Err(ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum }) => {
            Err("has wrong check digits")
        }
        Err(ParseIbanError::InvalidBaseIban { .. }) => Err("has not the form of an IBAN"),
    }
}
