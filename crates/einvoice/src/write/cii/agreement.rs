//! Parties and references in CII (BG-4, BG-7, BG-24, BT-10 to BT-13).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Address, Attachment, Contact, Draft, Identifier, Party};

/// Type code of UNTDID 1001: a supporting document.
const SUPPORTING: &str = "916";

/// What EN 16931 has no name for in a project, but the schema wants one.
const PROJECT: &str = "Project reference";

/// The agreement.
pub(super) fn agreement(draft: &Draft<'_>) -> Element {
    let outgoing = draft.outgoing;
    let references = &outgoing.references;
    let document = |name: &'static str, id: &Option<String>| group(name).with(leaf("ram:IssuerAssignedID", filled(id)));
    let project = filled(&references.project).map(|project| {
        group("ram:SpecifiedProcuringProject").with(leaf("ram:ID", project)).with(leaf("ram:Name", PROJECT))
    });
    group("ram:ApplicableHeaderTradeAgreement")
        .with(leaf("ram:BuyerReference", filled(&references.buyer)))
        .with(party("ram:SellerTradeParty", draft, &outgoing.seller, filled(&outgoing.seller.tax_number)))
        .with(party("ram:BuyerTradeParty", draft, &outgoing.buyer, None))
        .with(document("ram:BuyerOrderReferencedDocument", &references.order))
        .with(document("ram:ContractReferencedDocument", &references.contract))
        .all(outgoing.attachments.iter().map(attachment))
        .option(project)
}

/// An identifier with a scheme of ISO 6523 is a global one.
fn party(name: &'static str, draft: &Draft<'_>, party: &Party, tax_number: Option<&str>) -> Element {
    let id = party.identifier.as_ref().map(|id| match id.scheme.as_deref().map(str::trim) {
        Some(scheme) if !scheme.is_empty() => identifier("ram:GlobalID", id),
        _ => leaf("ram:ID", id.value.as_str()),
    });
    let organisation = group("ram:SpecifiedLegalOrganization")
        .option(party.registration.as_ref().map(|id| identifier("ram:ID", id)))
        .with(leaf("ram:TradingBusinessName", filled(&party.trading_name)));
    let endpoint = party.electronic_address.as_ref().map(|address| identifier("ram:URIID", address));
    group(name)
        .option(id)
        .with(leaf("ram:Name", party.name.as_str()))
        .with(leaf("ram:Description", filled(&party.legal_information)))
        .with(organisation)
        .option(party.contact.as_ref().map(contact))
        .with(address(&party.address))
        .with(group("ram:URIUniversalCommunication").option(endpoint))
        .with(registration(draft.outgoing.vat_id(party), "VA"))
        .with(registration(tax_number, "FC"))
}

fn identifier(name: &'static str, identifier: &Identifier) -> Element {
    leaf(name, identifier.value.as_str()).maybe("schemeID", identifier.scheme.as_deref())
}

fn registration(number: Option<&str>, scheme: &'static str) -> Element {
    group("ram:SpecifiedTaxRegistration").with(leaf("ram:ID", number).attribute("schemeID", scheme))
}

fn contact(contact: &Contact) -> Element {
    let phone = leaf("ram:CompleteNumber", filled(&contact.phone));
    group("ram:DefinedTradeContact")
        .with(leaf("ram:PersonName", filled(&contact.name)))
        .with(group("ram:TelephoneUniversalCommunication").with(phone))
        .with(group("ram:EmailURIUniversalCommunication").with(leaf("ram:URIID", filled(&contact.mail))))
}

pub(super) fn address(address: &Address) -> Element {
    group("ram:PostalTradeAddress")
        .with(leaf("ram:PostcodeCode", filled(&address.post_code)))
        .with(leaf("ram:LineOne", filled(&address.street)))
        .with(leaf("ram:LineTwo", filled(&address.second)))
        .with(leaf("ram:LineThree", filled(&address.third)))
        .with(leaf("ram:CityName", filled(&address.city)))
        .with(leaf("ram:CountryID", address.country.as_str()))
        .with(leaf("ram:CountrySubDivisionName", filled(&address.subdivision)))
}

fn attachment(attachment: &Attachment) -> Element {
    let file = attachment.file.as_ref().map(|file| {
        let element = leaf("ram:AttachmentBinaryObject", STANDARD.encode(&file.bytes).as_str());
        element.attribute("mimeCode", file.media_type.trim()).attribute("filename", file.name.trim())
    });
    group("ram:AdditionalReferencedDocument")
        .with(leaf("ram:IssuerAssignedID", attachment.reference.as_str()))
        .with(leaf("ram:URIID", filled(&attachment.location)))
        .with(leaf("ram:TypeCode", SUPPORTING))
        .with(leaf("ram:Name", filled(&attachment.description)))
        .option(file)
}
