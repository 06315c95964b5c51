//! Seller and buyer in UBL (BG-4, BG-7).

use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Address, Contact, Draft, Identifier, Party, PaymentMeans};

/// The seller, with its creditor identifier (BT-90) where it debits the buyer's account.
pub(super) fn seller(draft: &Draft<'_>) -> Element {
    let seller = &draft.outgoing.seller;
    let creditor = match &draft.outgoing.payment {
        Some(PaymentMeans::DirectDebit(mandate)) => filled(&mandate.creditor),
        _ => None,
    };
    let creditor = creditor.map(|creditor| Identifier::of("SEPA", creditor));
    let identifiers = seller.identifier.iter().chain(&creditor).map(identification);
    let scheme = if draft.format.is_xrechnung() { "FC" } else { "TAX" };
    let taxes = [tax_scheme(draft.outgoing.vat_id(seller), "VAT"), tax_scheme(filled(&seller.tax_number), scheme)];
    party(seller, identifiers.collect(), taxes)
}

/// The buyer; its tax number is nobody's business outside Italy.
pub(super) fn buyer(draft: &Draft<'_>) -> Element {
    let buyer = &draft.outgoing.buyer;
    let identifiers = buyer.identifier.iter().map(identification);
    party(buyer, identifiers.collect(), [tax_scheme(draft.outgoing.vat_id(buyer), "VAT"), group("cac:PartyTaxScheme")])
}

fn party(party: &Party, identifiers: Vec<Element>, taxes: [Element; 2]) -> Element {
    let legal = group("cac:PartyLegalEntity")
        .with(leaf("cbc:RegistrationName", party.name.as_str()))
        .option(party.registration.as_ref().map(|number| identifier("cbc:CompanyID", number)))
        .with(leaf("cbc:CompanyLegalForm", filled(&party.legal_information)));
    group("cac:Party")
        .option(party.electronic_address.as_ref().map(|address| identifier("cbc:EndpointID", address)))
        .all(identifiers)
        .with(group("cac:PartyName").with(leaf("cbc:Name", filled(&party.trading_name))))
        .with(address("cac:PostalAddress", &party.address))
        .all(taxes)
        .with(legal)
        .option(party.contact.as_ref().map(contact))
}

pub(super) fn identifier(name: &'static str, identifier: &Identifier) -> Element {
    leaf(name, identifier.value.as_str()).maybe("schemeID", identifier.scheme.as_deref())
}

fn identification(id: &Identifier) -> Element {
    group("cac:PartyIdentification").with(identifier("cbc:ID", id))
}

fn tax_scheme(number: Option<&str>, scheme: &'static str) -> Element {
    let element = group("cac:PartyTaxScheme");
    match number {
        Some(number) => {
            element.with(leaf("cbc:CompanyID", number)).with(group("cac:TaxScheme").with(leaf("cbc:ID", scheme)))
        }
        None => element,
    }
}

pub(super) fn address(name: &'static str, address: &Address) -> Element {
    group(name)
        .with(leaf("cbc:StreetName", filled(&address.street)))
        .with(leaf("cbc:AdditionalStreetName", filled(&address.second)))
        .with(leaf("cbc:CityName", filled(&address.city)))
        .with(leaf("cbc:PostalZone", filled(&address.post_code)))
        .with(leaf("cbc:CountrySubentity", filled(&address.subdivision)))
        .with(group("cac:AddressLine").with(leaf("cbc:Line", filled(&address.third))))
        .with(group("cac:Country").with(leaf("cbc:IdentificationCode", address.country.as_str())))
}

fn contact(contact: &Contact) -> Element {
    group("cac:Contact")
        .with(leaf("cbc:Name", filled(&contact.name)))
        .with(leaf("cbc:Telephone", filled(&contact.phone)))
        .with(leaf("cbc:ElectronicMail", filled(&contact.mail)))
}
