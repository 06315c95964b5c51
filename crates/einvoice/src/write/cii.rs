//! UN/CEFACT Cross Industry Invoice D16B (EN 16931-3-3), in the order of the schema: Factur-X, ZUGFeRD and XRechnung.

mod agreement;
mod line;
mod settlement;

use jiff::civil::Date;

use super::outgoing::filled;
use super::xml::{Element, group, leaf};
use super::{Delivery, Draft, Period, words};

const RSM: &str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
const RAM: &str = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
const UDT: &str = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
const QDT: &str = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

/// The root element of a document.
pub(super) fn root(draft: &Draft<'_>) -> Element {
    let transaction = group("rsm:SupplyChainTradeTransaction")
        .all(draft.lines().map(|(item, net)| line::line(item, net)))
        .with(agreement::agreement(draft))
        .required(delivery(draft))
        .with(settlement::settlement(draft));
    group("rsm:CrossIndustryInvoice")
        .attribute("xmlns:rsm", RSM)
        .attribute("xmlns:ram", RAM)
        .attribute("xmlns:udt", UDT)
        .attribute("xmlns:qdt", QDT)
        .with(context(draft))
        .with(document(draft))
        .with(transaction)
}

fn context(draft: &Draft<'_>) -> Element {
    let process = group("ram:BusinessProcessSpecifiedDocumentContextParameter");
    let guideline = group("ram:GuidelineSpecifiedDocumentContextParameter");
    group("rsm:ExchangedDocumentContext")
        .with(process.with(leaf("ram:ID", draft.format.process())))
        .with(guideline.with(leaf("ram:ID", draft.format.specification())))
}

fn document(draft: &Draft<'_>) -> Element {
    let outgoing = draft.outgoing;
    let notes = words::notes(draft);
    let notes = notes.iter().map(|note| group("ram:IncludedNote").with(leaf("ram:Content", note.as_str())));
    group("rsm:ExchangedDocument")
        .with(leaf("ram:ID", outgoing.number.as_str()))
        .with(leaf("ram:TypeCode", outgoing.kind.code()))
        .with(date("ram:IssueDateTime", "udt:DateTimeString", Some(outgoing.issue_date)))
        .all(notes)
}

/// A date in format 102 of UNTDID 2379.
fn date(name: &'static str, inner: &'static str, date: Option<Date>) -> Element {
    let compact = date.map(|date| date.strftime("%Y%m%d").to_string());
    group(name).with(leaf(inner, compact.as_deref()).attribute("format", "102"))
}

fn period(period: &Period) -> Element {
    group("ram:BillingSpecifiedPeriod")
        .with(date("ram:StartDateTime", "udt:DateTimeString", Some(period.start)))
        .with(date("ram:EndDateTime", "udt:DateTimeString", Some(period.end)))
}

fn delivery(draft: &Draft<'_>) -> Element {
    let Delivery { date: day, name, address, .. } = &draft.outgoing.delivery;
    let place = group("ram:ShipToTradeParty")
        .with(leaf("ram:Name", filled(name)))
        .option(address.as_ref().map(agreement::address));
    let event = group("ram:ActualDeliverySupplyChainEvent");
    let despatch = group("ram:DespatchAdviceReferencedDocument");
    group("ram:ApplicableHeaderTradeDelivery")
        .with(place)
        .with(event.with(date("ram:OccurrenceDateTime", "udt:DateTimeString", *day)))
        .with(despatch.with(leaf("ram:IssuerAssignedID", filled(&draft.outgoing.references.despatch))))
}
