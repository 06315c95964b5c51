//! Names, addresses and identifications of payer and payees.

use crate::charset::Charset;
use crate::check::{Faults, accounts};
use crate::terms::Terms;
use crate::{AchSender, Address, Batch, Flaw, Format, Payee};

/// Most characters of the parts of an address (ISO 20022).
const PARTS: [usize; 4] = [70, 16, 16, 35];

pub(super) fn payee(payee: &Payee, terms: &Terms, found: &mut Faults) {
    name(&payee.name, terms.charset, (!terms.names_are_cut).then_some(terms.party), found);
    address(payee.address.as_ref(), terms.charset, terms.address_needed, found);
}

pub(super) fn payer(batch: &Batch, format: &Format, found: &mut Faults) {
    let (payer, charset) = (&batch.payer, format.charset());
    let limit = match format {
        // Swiss banks cut the payer's name to seventy for SEPA, so it has no more in any of their files
        Format::Sepa { .. } | Format::Swiss { .. } => Some(70),
        Format::CrossBorder => Some(140),
        Format::Ach(_) | Format::Bacs { .. } | Format::Table => None,
    };
    name(&payer.name, charset, limit, found);
    address(payer.address.as_ref(), charset, matches!(format, Format::CrossBorder), found);
    identification(payer.identification.as_deref(), format, found);
    accounts::payer(&payer.account, format, found);
    if let Format::Ach(sender) = format {
        ach_sender(sender, found);
    }
    if let Format::Bacs { serial } = format
        && !(serial.len() == 6 && serial.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
    {
        let why = "six capitals or digits".to_owned();
        found.add(Flaw::BadIdentifier { what: "serial number of the file", found: serial.clone(), why });
    }
}

fn name(name: &str, charset: Charset, limit: Option<usize>, found: &mut Faults) {
    part("name", name, charset, limit, found);
    if charset.fit(name).is_empty() {
        found.add(Flaw::Empty { what: "name" });
    }
}

fn part(what: &'static str, text: &str, charset: Charset, limit: Option<usize>, found: &mut Faults) {
    let characters = charset.unwritable(text);
    if !characters.is_empty() {
        found.add(Flaw::Unwritable { what, characters });
    }
    let length = charset.fit(text).chars().count();
    if let Some(limit) = limit.filter(|limit| length > *limit) {
        found.add(Flaw::TooLong { what, found: length, limit });
    }
}

fn address(address: Option<&Address>, charset: Charset, needed: bool, found: &mut Faults) {
    let Some(address) = address else {
        if needed {
            found.add(Flaw::BadAddress { why: "a payment abroad needs the town and the country of both sides" });
        }
        return;
    };
    let parts = [
        ("street", &address.street),
        ("number of the house", &address.building),
        ("post code", &address.post_code),
        ("town", &address.town),
    ];
    for ((what, text), limit) in parts.into_iter().zip(PARTS) {
        part(what, text, charset, Some(limit), found);
    }
    if charset.fit(&address.town).is_empty() {
        found.add(Flaw::BadAddress { why: "name the town; street and number may be left out" });
    }
    let country = &address.country;
    if country.len() != 2 || rust_iso3166::from_alpha2(country).is_none() {
        found.add(Flaw::BadAddress { why: "the country is two capitals, such as DE" });
    }
}

fn identification(identification: Option<&str>, format: &Format, found: &mut Faults) {
    let (holds, needed): (fn(&str) -> bool, _) = match format {
        Format::Ach(_) => (
            |id| id.len() == 10 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' '),
            "ACH needs the ten characters the bank gave the company, mostly 1 and the employer identification number",
        ),
        Format::Bacs { .. } => (
            |id| id.len() == 6 && id.bytes().all(|b| b.is_ascii_alphanumeric()),
            "Bacs needs the six digits of the service user number",
        ),
        Format::Sepa { .. } | Format::Swiss { .. } | Format::CrossBorder => {
            if let Some(id) = identification {
                super::identifier("identification", id, 35, Charset::Sepa, found);
            }
            return;
        }
        Format::Table => return,
    };
    if !identification.is_some_and(holds) {
        let given = identification.map_or_else(|| "missing".to_owned(), |id| format!("`{id}`"));
        found.add(Flaw::BadIdentification { found: given, needed });
    }
}

fn ach_sender(sender: &AchSender, found: &mut Faults) {
    if let Some(why) = crate::account::routing_flaw(&crate::account::digits(&sender.destination)) {
        found.add(Flaw::BadRouting { found: sender.destination.clone(), why });
    }
    part("name of the receiving bank", &sender.destination_name, Charset::Ascii, Some(23), found);
    part("description", &sender.description, Charset::Ascii, Some(10), found);
    if sender.description.trim().is_empty() {
        found.add(Flaw::Empty { what: "description" });
    }
    part("origin of the file", &sender.origin, Charset::Ascii, Some(10), found);
    if !(sender.modifier.is_ascii_uppercase() || sender.modifier.is_ascii_digit()) {
        let why = "a capital or a digit, A for the first file of a day".to_owned();
        found.add(Flaw::BadIdentifier { what: "modifier of the file", found: sender.modifier.to_string(), why });
    }
}
