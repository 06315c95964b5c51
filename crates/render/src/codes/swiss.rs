use money::{Amount, Currency};

use super::{compact, mod_97};
use crate::RenderError;

/// The QR code of a bill in Switzerland and Liechtenstein (Swiss Implementation Guidelines QR-bill, version 2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwissCode {
    /// Of the creditor: a Swiss IBAN, or a QR-IBAN where the reference is a QR reference.
    pub iban: String,
    /// Who is paid.
    pub creditor: SwissAddress,
    /// In CHF or EUR; without one the payer fills it in, in CHF.
    pub amount: Option<Amount>,
    /// Who pays; without one he fills himself in.
    pub debtor: Option<SwissAddress>,
    /// What the payment is recognised by.
    pub reference: SwissReference,
    /// For the creditor to read.
    pub message: Option<String>,
    /// For the debtor's software, as Swico S1 writes it (`//S1/...`).
    pub billing: Option<String>,
}

/// A structured address (type S, the only one since November 2025).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SwissAddress {
    /// Name.
    pub name: String,
    /// Street, without the number.
    pub street: String,
    /// Number of the house.
    pub house: String,
    /// Postal code.
    pub postcode: String,
    /// Place.
    pub place: String,
    /// ISO 3166-1, two letters.
    pub country: String,
}

/// What a payment is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SwissReference {
    /// 27 figures, with a QR-IBAN.
    Qr(String),
    /// ISO 11649.
    Creditor(String),
    /// Nothing.
    None,
}

impl SwissCode {
    /// Whether a bank would take it.
    ///
    /// # Errors
    /// [`RenderError::BadSwissCode`] with the field at fault.
    pub fn check(&self) -> Result<(), RenderError> {
        let iban = compact(&self.iban);
        if iban.len() != 21 || !(iban.starts_with("CH") || iban.starts_with("LI")) || mod_97(&iban) != Some(1) {
            return Err(bad("account", "it must be an IBAN of CH or LI with right check digits"));
        }
        self.check_reference(&iban)?;
        self.creditor.check("creditor")?;
        self.debtor.as_ref().map_or(Ok(()), |debtor| debtor.check("debtor"))?;
        if let Some(amount) = self.amount {
            if ![Currency::CHF, Currency::EUR].contains(&amount.currency()) {
                return Err(bad("amount", "it must be in CHF or EUR"));
            }
            if !(1..=999_999_999_99).contains(&amount.minor()) {
                return Err(bad("amount", "it must be from 0.01 to 999999999.99"));
            }
        }
        let texts = [&self.message, &self.billing].map(|text| text.as_deref().unwrap_or_default());
        if texts.iter().map(|text| text.chars().count()).sum::<usize>() > 140 {
            return Err(bad("message", "with the billing information it has more than 140 characters"));
        }
        texts.iter().try_for_each(|text| permitted("message", text))
    }

    fn check_reference(&self, iban: &str) -> Result<(), RenderError> {
        // an institution from 30000 to 31999 makes a QR-IBAN
        let qr_iban = matches!(iban.get(4..9).and_then(|code| code.parse().ok()), Some(30_000..=31_999));
        match &self.reference {
            SwissReference::Qr(_) if !qr_iban => Err(bad("reference", "a QR reference needs a QR-IBAN")),
            SwissReference::Creditor(_) | SwissReference::None if qr_iban => {
                Err(bad("reference", "a QR-IBAN needs a QR reference"))
            }
            SwissReference::Qr(reference) if !is_qr_reference(&compact(reference)) => {
                Err(bad("reference", "it must have 27 figures, the last of which is the check digit"))
            }
            SwissReference::Creditor(reference) => {
                let plain = compact(reference);
                let fits = (5..=25).contains(&plain.len()) && plain.starts_with("RF") && mod_97(&plain) == Some(1);
                if fits { Ok(()) } else { Err(bad("reference", "its check digits do not fit ISO 11649")) }
            }
            _ => Ok(()),
        }
    }

    /// The currency printed and paid in.
    pub fn currency(&self) -> Currency {
        self.amount.map_or(Currency::CHF, Amount::currency)
    }

    /// What the code says.
    pub fn payload(&self) -> String {
        let (kind, reference) = match &self.reference {
            SwissReference::Qr(reference) => ("QRR", compact(reference)),
            SwissReference::Creditor(reference) => ("SCOR", compact(reference)),
            SwissReference::None => ("NON", String::new()),
        };
        let mut lines = vec!["SPC".to_owned(), "0200".to_owned(), "1".to_owned(), compact(&self.iban)];
        lines.extend(self.creditor.lines());
        // the final creditor, for future use
        lines.extend(std::iter::repeat_n(String::new(), 7));
        lines.push(self.amount.map(|amount| amount.to_decimal().to_string()).unwrap_or_default());
        lines.push(self.currency().code().to_owned());
        match &self.debtor {
            Some(debtor) => lines.extend(debtor.lines()),
            None => lines.extend(std::iter::repeat_n(String::new(), 7)),
        }
        lines.extend([kind.to_owned(), reference, self.message.clone().unwrap_or_default(), "EPD".to_owned()]);
        lines.extend(self.billing.clone());
        lines.join("\n")
    }
}

impl SwissReference {
    /// In the groups in which it is printed.
    pub(crate) fn printed(&self) -> Option<String> {
        let groups = |text: &str, first: usize, size: usize| {
            let plain = compact(text);
            let (head, rest) = plain.split_at(first.min(plain.len()));
            let rest: Vec<char> = rest.chars().collect();
            let rest = rest.chunks(size).map(|group| group.iter().collect::<String>());
            let parts: Vec<String> =
                std::iter::once(head.to_owned()).chain(rest).filter(|part| !part.is_empty()).collect();
            parts.join("\u{a0}")
        };
        match self {
            Self::Qr(reference) => Some(groups(reference, 2, 5)),
            Self::Creditor(reference) => Some(groups(reference, 0, 4)),
            Self::None => None,
        }
    }
}

impl SwissAddress {
    fn check(&self, field: &'static str) -> Result<(), RenderError> {
        for (text, limit, needed) in [
            (&self.name, 70, true),
            (&self.street, 70, false),
            (&self.house, 16, false),
            (&self.postcode, 16, true),
            (&self.place, 35, true),
            (&self.country, 2, true),
        ] {
            if text.chars().count() > limit {
                return Err(bad(field, &format!("`{text}` has more than {limit} characters")));
            }
            if needed && text.trim().is_empty() {
                return Err(bad(field, "it needs name, postal code, place and country"));
            }
            permitted(field, text)?;
        }
        let country = self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        if country { Ok(()) } else { Err(bad(field, "the country must be two capital letters")) }
    }

    fn lines(&self) -> [String; 7] {
        let [name, street, house, postcode, place, country] =
            [&self.name, &self.street, &self.house, &self.postcode, &self.place, &self.country].map(Clone::clone);
        ["S".to_owned(), name, street, house, postcode, place, country]
    }

    /// As it is printed.
    pub(crate) fn printed(&self) -> Vec<String> {
        let street = format!("{} {}", self.street, self.house);
        let place = format!("{} {}", self.postcode, self.place);
        [self.name.clone(), street, place].into_iter().filter(|line| !line.trim().is_empty()).collect()
    }
}

/// The check digit of Swiss payment slips: modulo 10, recursive.
fn is_qr_reference(text: &str) -> bool {
    const TABLE: [u32; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let figures: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some((check, body)) = figures.as_deref().and_then(|figures| figures.split_last()) else { return false };
    let carry = body.iter().fold(0, |carry, figure| TABLE[((carry + figure) % 10) as usize]);
    text.len() == 27 && (10 - carry) % 10 == *check
}

/// Latin letters and signs that the guidelines permit, on one line.
fn permitted(field: &'static str, text: &str) -> Result<(), RenderError> {
    let known = |c: char| matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '€');
    match text.chars().find(|c| !known(*c)) {
        Some(character) => Err(bad(field, &format!("`{}` is not permitted", character.escape_default()))),
        None => Ok(()),
    }
}

fn bad(field: &'static str, why: &str) -> RenderError {
    RenderError::BadSwissCode { field, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> SwissCode {
        let address = |name: &str| SwissAddress {
            name: name.to_owned(),
            street: "Seestrasse".to_owned(),
            house: "12a".to_owned(),
            postcode: "8002".to_owned(),
            place: "Zürich".to_owned(),
            country: "CH".to_owned(),
        };
        SwissCode {
            iban: "CH44 3199 9123 0008 8901 2".to_owned(),
            creditor: address("Schreinerei Keller AG"),
            amount: Some(Amount::new(1_949_75, Currency::CHF)),
            debtor: Some(address("Anna Roth")),
            reference: SwissReference::Qr("21 00000 00003 13947 14300 09017".to_owned()),
            message: Some("Auftrag vom 15.06.2026".to_owned()),
            billing: None,
        }
    }

    #[test]
    fn the_payload_follows_the_guidelines() {
        let code = code();
        assert_eq!(code.check(), Ok(()));
        let payload = code.payload();
        let lines: Vec<&str> = payload.split('\n').collect();
        assert_eq!(lines.len(), 31);
        assert_eq!(lines[..6], ["SPC", "0200", "1", "CH4431999123000889012", "S", "Schreinerei Keller AG"]);
        assert_eq!(lines[11..20], ["", "", "", "", "", "", "", "1949.75", "CHF"]);
        assert_eq!(lines[27..], ["QRR", "210000000003139471430009017", "Auftrag vom 15.06.2026", "EPD"]);
        assert_eq!(code.reference.printed().unwrap().replace('\u{a0}', " "), "21 00000 00003 13947 14300 09017");
    }

    #[test]
    fn what_no_bank_takes_is_refused() {
        let changes: [(&str, fn(&mut SwissCode)); 9] = [
            ("account", |code| code.iban = "DE89370400440532013000".to_owned()),
            ("account", |code| code.iban = "CH44 3199 9123 0008 8901 3".to_owned()),
            ("reference", |code| code.reference = SwissReference::None),
            ("reference", |code| code.reference = SwissReference::Qr("210000000003139471430009018".to_owned())),
            ("reference", |code| code.iban = "CH93 0076 2011 6238 5295 7".to_owned()),
            ("amount", |code| code.amount = Some(Amount::new(1, Currency::USD))),
            ("creditor", |code| code.creditor.place.clear()),
            ("debtor", |code| code.debtor.as_mut().unwrap().name = "株式".to_owned()),
            ("message", |code| code.message = Some("x".repeat(141))),
        ];
        for (field, change) in changes {
            let mut code = code();
            change(&mut code);
            match code.check() {
                Err(RenderError::BadSwissCode { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{field}: {other:?}"),
            }
        }
    }
}
