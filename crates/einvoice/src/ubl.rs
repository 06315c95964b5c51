//! UBL 2.x Invoice and CreditNote in terms of the semantic model (EN 16931-3-2).

use crate::model::{
    Account, Address, AllowanceCharge, Card, Document, Invoice, Line, Party, Payment, Period, Preceding, TaxCategory,
    TaxGroup, Term, Totals,
};
use crate::node::Node;

/// The terms of a UBL document.
pub(crate) fn read(root: &Node) -> Invoice<'_> {
    let is_credit_note = root.name() == "CreditNote";
    Invoice {
        is_credit_note,
        specification: root.at("CustomizationID"),
        number: root.at("ID"),
        issue_date: root.at("IssueDate"),
        type_code: root.at("InvoiceTypeCode").or(root.at("CreditNoteTypeCode")),
        currency: root.at("DocumentCurrencyCode"),
        tax_currency: root.at("TaxCurrencyCode"),
        tax_point_date: root.at("TaxPointDate"),
        tax_point_code: root.at("InvoicePeriod/DescriptionCode"),
        due_date: root
            .at("DueDate")
            .or(root.at("PaymentMeans/PaymentDueDate"))
            .or(root.at("PaymentTerms/PaymentDueDate")),
        order_number: root.at("OrderReference/ID"),
        payment_terms: root.all("PaymentTerms/Note"),
        preceding: root.children("BillingReference").map(preceding).collect(),
        seller: root.at("AccountingSupplierParty/Party").map(party),
        buyer: root.at("AccountingCustomerParty/Party").map(party),
        payee: root.at("PayeeParty").map(other_party),
        representative: root.at("TaxRepresentativeParty").map(other_party),
        delivery_date: root.at("Delivery/ActualDeliveryDate"),
        delivery_address: root.at("Delivery/DeliveryLocation/Address").map(address),
        delivery_location: root.at("Delivery/DeliveryLocation/ID"),
        period: root.at("InvoicePeriod").map(period),
        payments: root.children("PaymentMeans").map(payment).collect(),
        allowances: allowance_charges(root, false),
        charges: allowance_charges(root, true),
        totals: root.at("LegalMonetaryTotal").map(totals),
        tax_totals: root.all("TaxTotal/TaxAmount"),
        third_party: root.all("PrepaidPayment/PaidAmount"),
        breakdown: root.all("TaxTotal/TaxSubtotal").into_iter().map(tax_group).collect(),
        breakdown_total: root
            .children("TaxTotal")
            .find(|t| t.at("TaxSubtotal").is_some())
            .and_then(|t| t.at("TaxAmount")),
        documents: root.children("AdditionalDocumentReference").map(document).collect(),
        lines: root.children(if is_credit_note { "CreditNoteLine" } else { "InvoiceLine" }).map(line).collect(),
    }
}

fn preceding(reference: &Node) -> Preceding<'_> {
    Preceding { number: reference.at("InvoiceDocumentReference/ID").or(reference.at("CreditNoteDocumentReference/ID")) }
}

fn party(node: &Node) -> Party<'_> {
    let trading_name = node.at("PartyName/Name");
    Party {
        name: node.at("PartyLegalEntity/RegistrationName"),
        trading_name,
        identifiers: node.all("PartyIdentification/ID"),
        registration: node.at("PartyLegalEntity/CompanyID"),
        vat_id: tax_id(node, true),
        tax_registration: tax_id(node, false),
        endpoint: node.at("EndpointID"),
        address: node.at("PostalAddress").map(address),
    }
}

/// Payee and tax representative give their name as the party's name, not as the registered one.
fn other_party(node: &Node) -> Party<'_> {
    Party { name: node.at("PartyName/Name"), ..party(node) }
}

/// The tax number under the scheme VAT, or under any other.
fn tax_id(party: &Node, vat: bool) -> Term<'_> {
    party.children("PartyTaxScheme").filter(|scheme| is_vat(scheme) == vat).find_map(|scheme| scheme.at("CompanyID"))
}

/// Whether the tax scheme inside an element is VAT.
fn is_vat(node: &Node) -> bool {
    node.text_at("TaxScheme/ID").is_some_and(|scheme| scheme.eq_ignore_ascii_case("VAT"))
}

fn address(node: &Node) -> Address<'_> {
    let lines = ["StreetName", "BuildingNumber", "AdditionalStreetName", "AddressLine/Line"];
    Address {
        lines: lines.iter().filter_map(|path| node.at(path)).collect(),
        post_code: node.at("PostalZone"),
        city: node.at("CityName"),
        country: node.at("Country/IdentificationCode"),
    }
}

fn period(node: &Node) -> Period<'_> {
    Period { start: node.at("StartDate"), end: node.at("EndDate"), code: node.at("DescriptionCode") }
}

fn payment(node: &Node) -> Payment<'_> {
    Payment {
        code: node.at("PaymentMeansCode"),
        accounts: node.children("PayeeFinancialAccount").map(|a| Account { number: a.at("ID") }).collect(),
        cards: node.children("CardAccount").map(|card| Card { number: card.at("PrimaryAccountNumberID") }).collect(),
        mandates: node.children("PaymentMandate").count(),
    }
}

/// The allowances or the charges directly inside an element.
fn allowance_charges(node: &Node, charge: bool) -> Vec<AllowanceCharge<'_>> {
    node.children("AllowanceCharge")
        .filter(|item| item.text_at("ChargeIndicator").is_some_and(|flag| matches!(flag, "true" | "1") == charge))
        .map(|item| AllowanceCharge {
            amount: item.at("Amount"),
            base: item.at("BaseAmount"),
            reason: item.at("AllowanceChargeReason"),
            reason_code: item.at("AllowanceChargeReasonCode"),
            tax: tax_category(item.at("TaxCategory")),
        })
        .collect()
}

fn tax_category(node: Term<'_>) -> TaxCategory<'_> {
    TaxCategory {
        code: node.and_then(|n| n.at("ID")),
        rate: node.and_then(|n| n.at("Percent")),
        is_vat: node.is_some_and(is_vat),
    }
}

fn totals(node: &Node) -> Totals<'_> {
    Totals {
        lines: node.at("LineExtensionAmount"),
        allowances: node.at("AllowanceTotalAmount"),
        charges: node.at("ChargeTotalAmount"),
        net: node.at("TaxExclusiveAmount"),
        gross: node.at("TaxInclusiveAmount"),
        prepaid: node.at("PrepaidAmount"),
        rounding: node.at("PayableRoundingAmount"),
        due: node.at("PayableAmount"),
    }
}

fn tax_group(node: &Node) -> TaxGroup<'_> {
    let category = tax_category(node.at("TaxCategory"));
    TaxGroup {
        base: node.at("TaxableAmount"),
        tax: node.at("TaxAmount"),
        // UBL 2.0 writes the rate beside the category.
        category: TaxCategory { rate: category.rate.or(node.at("Percent")), ..category },
        reason: node.at("TaxCategory/TaxExemptionReason"),
        reason_code: node.at("TaxCategory/TaxExemptionReasonCode"),
    }
}

fn document(node: &Node) -> Document<'_> {
    Document { reference: node.at("ID") }
}

fn line(node: &Node) -> Line<'_> {
    Line {
        id: node.at("ID"),
        note: node.at("Note"),
        quantity: node.at("InvoicedQuantity").or(node.at("CreditedQuantity")),
        amount: node.at("LineExtensionAmount"),
        price: node.at("Price/PriceAmount"),
        gross_price: node.at("Price/AllowanceCharge/BaseAmount"),
        price_quantity: node.at("Price/BaseQuantity"),
        name: node.at("Item/Name"),
        description: node.at("Item/Description"),
        standard_id: node.at("Item/StandardItemIdentification/ID"),
        classifications: node.all("Item/CommodityClassification/ItemClassificationCode"),
        attributes: node
            .all("Item/AdditionalItemProperty")
            .into_iter()
            .map(|p| (p.at("Name"), p.at("Value")))
            .collect(),
        tax: tax_category(node.at("Item/ClassifiedTaxCategory")),
        period: node.at("InvoicePeriod").map(period),
        allowances: allowance_charges(node, false),
        charges: allowance_charges(node, true),
        is_group: false,
    }
}
