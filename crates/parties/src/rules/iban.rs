//! Bank account numbers (ISO 13616), judged by the registry of SWIFT.

use iban::{Iban, ParseBaseIbanError, ParseIbanError};

/// What is wrong with a number in capitals without spaces; `None` for an IBAN.
pub fn flaw(number: &str) -> Option<&'static str> {
    let error = number.parse::<Iban>().err()?;
    Some(match error {
        ParseIbanError::UnknownCountry(_) => "no country with IBANs has the code it begins with",
        ParseIbanError::InvalidBban(_) => "its length or form is not that of its country",
        ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum } => "its check digits are wrong",
        ParseIbanError::InvalidBaseIban { .. } => {
            "an IBAN begins with two letters of the country and two digits, and has no more than 34 characters"
        }
    })
}
