//! FatturaElettronicaHeader: transmission, seller and buyer.

use super::{amount, text, version};
use crate::tax_id;
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Address, Draft, Italy, Party, Rea, Recipient};

/// CodiceDestinatario of somebody who is reached by certified mail or finds the document in the drawer.
const NO_CODE: &str = "0000000";
/// CodiceDestinatario of somebody outside Italy.
const ABROAD: &str = "XXXXXXX";
/// CAP of an address outside Italy.
const CAP_ABROAD: &str = "00000";
/// How long a telephone number may be.
const PHONE: std::ops::RangeInclusive<usize> = 5..=12;

pub(super) fn header(draft: &Draft<'_>, italy: &Italy) -> Element {
    let (seller, buyer) = (&draft.outgoing.seller, &draft.outgoing.buyer);
    let identity = identity(seller).with(name(seller)).with(leaf("RegimeFiscale", italy.regime.as_str()));
    let supplier = group("CedentePrestatore")
        .with(identity)
        .with(address(&seller.address))
        .option(italy.rea.as_ref().map(rea))
        .with(contacts(seller));
    let customer =
        group("CessionarioCommittente").with(self::identity(buyer).with(name(buyer))).with(address(&buyer.address));
    group("FatturaElettronicaHeader").with(transmission(draft, italy)).with(supplier).with(customer)
}

fn transmission(draft: &Draft<'_>, italy: &Italy) -> Element {
    let (code, pec) = match &italy.recipient {
        Recipient::Code(code) => (code.trim(), None),
        Recipient::Pec(pec) => (NO_CODE, Some(pec.as_str())),
        Recipient::Drawer => (NO_CODE, None),
        Recipient::Abroad => (ABROAD, None),
    };
    let seller = &draft.outgoing.seller;
    let (country, number) = vat_number(seller).unwrap_or_default();
    // The sender is named by its tax code, which for persons is not the VAT number.
    let number = fiscal_code(seller).unwrap_or(number);
    let sender =
        group("IdTrasmittente").with(leaf("IdPaese", country.as_str())).with(leaf("IdCodice", number.as_str()));
    group("DatiTrasmissione")
        .with(sender)
        .with(leaf("ProgressivoInvio", italy.transmission.as_str()))
        .with(leaf("FormatoTrasmissione", version(draft)))
        .with(leaf("CodiceDestinatario", code.to_uppercase().as_str()))
        .with(leaf("PECDestinatario", pec))
}

/// Country and code of a party's VAT number; Greece has another code for its VAT numbers than for itself.
fn vat_number(party: &Party) -> Option<(String, String)> {
    let number = tax_id::normalise(filled(&party.vat_id)?);
    let (country, code) = number.split_at_checked(2)?;
    let country = if country == "EL" { "GR" } else { country };
    Some((country.to_owned(), code.to_owned()))
}

fn fiscal_code(party: &Party) -> Option<String> {
    filled(&party.tax_number).map(tax_id::normalise)
}

fn identity(party: &Party) -> Element {
    let number = vat_number(party).map(|(country, code)| {
        group("IdFiscaleIVA").with(leaf("IdPaese", country.as_str())).with(leaf("IdCodice", code.as_str()))
    });
    group("DatiAnagrafici").option(number).with(leaf("CodiceFiscale", fiscal_code(party).as_deref()))
}

fn name(party: &Party) -> Element {
    group("Anagrafica").with(text("Denominazione", party.name.as_str()))
}

/// Outside Italy there is no CAP; the post code stands with the street.
fn address(address: &Address) -> Element {
    let country = address.country.trim().to_uppercase();
    let italian = country == "IT";
    let post_code = filled(&address.post_code);
    let abroad = post_code.filter(|_| !italian);
    let lines = [filled(&address.street), filled(&address.second), filled(&address.third), abroad];
    let street: Vec<&str> = lines.into_iter().flatten().collect();
    let province = filled(&address.subdivision).filter(|_| italian).map(str::to_uppercase);
    group("Sede")
        .with(text("Indirizzo", street.join(", ").as_str()))
        .with(leaf("CAP", if italian { post_code } else { Some(CAP_ABROAD) }))
        .with(text("Comune", filled(&address.city)))
        .with(leaf("Provincia", province.as_deref()))
        .with(leaf("Nazione", country.as_str()))
}

fn rea(rea: &Rea) -> Element {
    let shareholder = rea.sole_shareholder.map(|sole| if sole { "SU" } else { "SM" });
    group("IscrizioneREA")
        .with(leaf("Ufficio", rea.office.to_uppercase().as_str()))
        .with(leaf("NumeroREA", rea.number.as_str()))
        .option(rea.capital.map(|capital| amount("CapitaleSociale", capital)))
        .with(leaf("SocioUnico", shareholder))
        .with(leaf("StatoLiquidazione", if rea.in_liquidation { "LS" } else { "LN" }))
}

/// A number that the format has no room for is left out: whom to ask is no matter of tax.
fn contacts(seller: &Party) -> Element {
    let Some(contact) = &seller.contact else { return group("Contatti") };
    let phone: String =
        filled(&contact.phone).unwrap_or_default().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let phone = Some(phone.as_str()).filter(|phone| PHONE.contains(&phone.len()));
    group("Contatti").with(leaf("Telefono", phone)).with(leaf("Email", filled(&contact.mail)))
}
