use money::{Amount, Currency};

use super::{compact, mod_97};
use crate::RenderError;

/// A transfer in euro as a QR code: EPC069-12, version 002 ("GiroCode").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiroCode {
    name: String,
    iban: String,
    bic: Option<String>,
    amount: Amount,
    remittance: Remittance,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Remittance {
    /// ISO 11649, or one of a country.
    Reference(String),
    Text(String),
}

impl GiroCode {
    /// A transfer to `name`'s account. What the payer writes is `text`; one that is a creditor reference of ISO 11649
    /// (`RF` with right check digits) goes into the field for references.
    ///
    /// # Errors
    /// [`RenderError::BadGiroCode`] with the field that no bank would take.
    pub fn new(name: &str, iban: &str, bic: Option<&str>, amount: Amount, text: &str) -> Result<Self, RenderError> {
        let (name, text) = (name.trim(), text.trim());
        longest("name", name, 70)?;
        if name.is_empty() {
            return Err(bad("name", "is missing"));
        }
        let (iban, bic) = (compact(iban), bic.map(compact).filter(|bic| !bic.is_empty()));
        if !(15..=34).contains(&iban.len()) || mod_97(&iban) != Some(1) {
            return Err(bad("IBAN", "its check digits do not fit"));
        }
        if bic.as_ref().is_some_and(|bic| !matches!(bic.len(), 8 | 11)) {
            return Err(bad("BIC", "it has 8 or 11 characters"));
        }
        if amount.currency() != Currency::EUR {
            return Err(bad("amount", "it must be in EUR"));
        }
        if !(1..=999_999_999_99).contains(&amount.minor()) {
            return Err(bad("amount", "it must be from 0.01 to 999999999.99"));
        }
        let remittance = if is_creditor_reference(text) {
            Remittance::Reference(compact(text))
        } else {
            longest("text", text, 140)?;
            Remittance::Text(text.to_owned())
        };
        let code = Self { name: name.to_owned(), iban, bic, amount, remittance };
        match code.payload().len() {
            0..=331 => Ok(code),
            long => Err(bad("content", &format!("it has {long} bytes, 331 are the limit: shorten name or text"))),
        }
    }

    /// What the code says.
    pub fn payload(&self) -> String {
        let (reference, text) = match &self.remittance {
            Remittance::Reference(reference) => (reference.as_str(), ""),
            Remittance::Text(text) => ("", text.as_str()),
        };
        let amount = format!("EUR{}", self.amount.to_decimal());
        let bic = self.bic.as_deref().unwrap_or_default();
        let lines = ["BCD", "002", "1", "SCT", bic, &self.name, &self.iban, &amount, "", reference, text];
        lines.join("\n").trim_end_matches('\n').to_owned()
    }
}

fn is_creditor_reference(text: &str) -> bool {
    let plain = compact(text);
    (5..=25).contains(&plain.len()) && plain.starts_with("RF") && mod_97(&plain) == Some(1)
}

fn longest(field: &'static str, text: &str, limit: usize) -> Result<(), RenderError> {
    if text.contains('\n') {
        return Err(bad(field, "it has several lines"));
    }
    match text.chars().count() {
        found if found > limit => Err(bad(field, &format!("it has {found} characters, {limit} are the limit"))),
        _ => Ok(()),
    }
}

fn bad(field: &'static str, why: &str) -> RenderError {
    RenderError::BadGiroCode { field, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IBAN: &str = "DE89 3704 0044 0532 0130 00";

    fn euro(minor: i64) -> Amount {
        Amount::new(minor, Currency::EUR)
    }

    #[test]
    fn the_payload_follows_the_guideline() {
        let code =
            GiroCode::new("Tischlerei Ahorn GmbH", IBAN, Some("COBADEFFXXX"), euro(1_234_50), "RE 2026-17").unwrap();
        let lines =
            "BCD\n002\n1\nSCT\nCOBADEFFXXX\nTischlerei Ahorn GmbH\nDE89370400440532013000\nEUR1234.50\n\n\nRE 2026-17";
        assert_eq!(code.payload(), lines);
        let code = GiroCode::new("A", IBAN, None, euro(1), "rf18 5390 0754 7034").unwrap();
        assert_eq!(code.payload(), "BCD\n002\n1\nSCT\n\nA\nDE89370400440532013000\nEUR0.01\n\nRF18539007547034");
    }

    #[test]
    fn what_no_bank_takes_is_refused() {
        let long = "ä".repeat(141);
        for (name, iban, amount, text, field) in [
            ("", IBAN, euro(1), "x", "name"),
            ("A", "DE88 3704 0044 0532 0130 00", euro(1), "x", "IBAN"),
            ("A", "nonsense", euro(1), "x", "IBAN"),
            ("A", IBAN, euro(0), "x", "amount"),
            ("A", IBAN, euro(-5), "x", "amount"),
            ("A", IBAN, euro(1_000_000_000_00), "x", "amount"),
            ("A", IBAN, Amount::new(1, Currency::CHF), "x", "amount"),
            ("A", IBAN, euro(1), long.as_str(), "text"),
            ("A", IBAN, euro(1), "two\nlines", "text"),
        ] {
            match GiroCode::new(name, iban, None, amount, text) {
                Err(RenderError::BadGiroCode { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{name} {iban} {amount}: {other:?}"),
            }
        }
        // letters of two bytes: within the characters, beyond the bytes
        let (name, text) = ("ß".repeat(70), "ü".repeat(140));
        let refused = GiroCode::new(&name, IBAN, Some("COBADEFFXXX"), euro(1), &text).unwrap_err();
        assert_eq!(refused.code(), "render.bad_giro_code");
    }
}
