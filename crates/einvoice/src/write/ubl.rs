//! UBL 2.1 Invoice and CreditNote (EN 16931-3-2), in the order of the schema.

mod amounts;
mod line;
mod party;
mod payment;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;

use super::outgoing::filled;
use super::xml::{Element, group, leaf};
use super::{Attachment, Delivery, Draft, Kind, Period, words};

const CAC: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const CBC: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
const INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
const CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

/// The root element of a document.
pub(super) fn root(draft: &Draft<'_>) -> Element {
    let credit = is_credit(draft);
    let (name, namespace) = if credit { ("CreditNote", CREDIT_NOTE) } else { ("Invoice", INVOICE) };
    let root = group(name).attribute("xmlns", namespace).attribute("xmlns:cac", CAC).attribute("xmlns:cbc", CBC);
    let root = references(draft, head(draft, root));
    let outgoing = draft.outgoing;
    root.with(group("cac:AccountingSupplierParty").with(party::seller(draft)))
        .with(group("cac:AccountingCustomerParty").with(party::buyer(draft)))
        .with(delivery(&outgoing.delivery))
        .all(payment::means(draft))
        .with(payment::terms(draft))
        .all(amounts::allowances_and_charges(draft))
        .all(amounts::tax_totals(draft))
        .with(amounts::totals(draft))
        .all(draft.lines().map(|(item, net)| line::line(draft, item, net)))
}

fn is_credit(draft: &Draft<'_>) -> bool {
    draft.outgoing.kind == Kind::CreditNote
}

fn date(name: &'static str, date: Option<Date>) -> Element {
    leaf(name, date.map(|date| date.to_string()).as_deref())
}

/// A credit note has its type behind the tax point, and its due date among the payment means.
fn head(draft: &Draft<'_>, root: Element) -> Element {
    let outgoing = draft.outgoing;
    let notes = words::notes(draft);
    let notes = notes.iter().map(|note| leaf("cbc:Note", note.as_str()));
    let accounting = outgoing.accounting_tax.map(|tax| tax.currency().code());
    let tax_point = date("cbc:TaxPointDate", outgoing.tax_point_date);
    let root = root
        .with(leaf("cbc:CustomizationID", draft.format.specification()))
        .with(leaf("cbc:ProfileID", draft.format.process()))
        .with(leaf("cbc:ID", outgoing.number.as_str()))
        .with(date("cbc:IssueDate", Some(outgoing.issue_date)));
    let code = outgoing.kind.code();
    let root = if is_credit(draft) {
        root.with(tax_point).with(leaf("cbc:CreditNoteTypeCode", code)).all(notes)
    } else {
        let root = root.with(date("cbc:DueDate", outgoing.due_date));
        root.with(leaf("cbc:InvoiceTypeCode", code)).all(notes).with(tax_point)
    };
    root.with(leaf("cbc:DocumentCurrencyCode", outgoing.currency.code()))
        .with(leaf("cbc:TaxCurrencyCode", accounting))
        .with(leaf("cbc:BuyerReference", filled(&outgoing.references.buyer)))
        .option(outgoing.delivery.period.as_ref().map(period))
}

fn period(period: &Period) -> Element {
    let start = date("cbc:StartDate", Some(period.start));
    group("cac:InvoicePeriod").with(start).with(date("cbc:EndDate", Some(period.end)))
}

/// A credit note has no element for the project; there it is a document of type 50.
fn references(draft: &Draft<'_>, root: Element) -> Element {
    let references = &draft.outgoing.references;
    let reference = |name: &'static str, id: &Option<String>| group(name).with(leaf("cbc:ID", filled(id)));
    let preceding = draft.outgoing.preceding.iter().map(|earlier| {
        let document = group("cac:InvoiceDocumentReference").with(leaf("cbc:ID", earlier.number.as_str()));
        group("cac:BillingReference").with(document.with(date("cbc:IssueDate", earlier.issue_date)))
    });
    let project = filled(&references.project);
    let credit = is_credit(draft);
    let as_document = project.filter(|_| credit).map(|project| {
        group("cac:AdditionalDocumentReference").with(leaf("cbc:ID", project)).with(leaf("cbc:DocumentTypeCode", "50"))
    });
    let as_project = group("cac:ProjectReference").with(leaf("cbc:ID", project.filter(|_| !credit)));
    root.with(reference("cac:OrderReference", &references.order))
        .all(preceding)
        .with(reference("cac:DespatchDocumentReference", &references.despatch))
        .with(reference("cac:ContractDocumentReference", &references.contract))
        .option(as_document)
        .all(draft.outgoing.attachments.iter().map(attachment))
        .with(as_project)
}

fn attachment(attachment: &Attachment) -> Element {
    let file = attachment.file.as_ref().map(|file| {
        let content = STANDARD.encode(&file.bytes);
        let element = leaf("cbc:EmbeddedDocumentBinaryObject", content.as_str());
        element.attribute("mimeCode", file.media_type.trim()).attribute("filename", file.name.trim())
    });
    let location = group("cac:ExternalReference").with(leaf("cbc:URI", filled(&attachment.location)));
    group("cac:AdditionalDocumentReference")
        .with(leaf("cbc:ID", attachment.reference.as_str()))
        .with(leaf("cbc:DocumentDescription", filled(&attachment.description)))
        .with(group("cac:Attachment").option(file).with(location))
}

fn delivery(delivery: &Delivery) -> Element {
    let address = delivery.address.as_ref().map(|address| party::address("cac:Address", address));
    let name = group("cac:PartyName").with(leaf("cbc:Name", filled(&delivery.name)));
    group("cac:Delivery")
        .with(date("cbc:ActualDeliveryDate", delivery.date))
        .with(group("cac:DeliveryLocation").option(address))
        .with(group("cac:DeliveryParty").with(name))
}
