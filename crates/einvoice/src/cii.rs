//! UN/CEFACT Cross Industry Invoice in terms of the semantic model (EN 16931-3-3), and ZUGFeRD 1.0, its ancestor.
//!
//! ZUGFeRD 1.0 and early drafts name the same groups differently: `ApplicableSupplyChainTradeSettlement` became
//! `ApplicableHeaderTradeSettlement`, `HeaderExchangedDocument` became `ExchangedDocument` and so on. [`first`] tries
//! the names in turn, so one mapping serves all versions.

use crate::model::{
    Account, Address, AllowanceCharge, Card, Document, Invoice, Line, Party, Payment, Period, Preceding, TaxCategory,
    TaxGroup, Term, Totals,
};
use crate::node::Node;

/// Type codes of referenced documents: the invoiced object (BT-18) and supporting documents (BG-24).
const DOCUMENTS: [&str; 2] = ["130", "916"];

/// The first child that has one of the names.
fn first<'a>(node: Term<'a>, names: &[&str]) -> Term<'a> {
    names.iter().find_map(|name| node?.at(name))
}

/// The date inside a date element: `…/DateTimeString` with its format, or the text itself.
fn date(node: Term<'_>) -> Term<'_> {
    let outer = node?;
    first(node, &["DateTimeString", "DateString", "DateTime", "Date"]).or(Some(outer))
}

/// The terms of a CII or ZUGFeRD 1.0 document.
pub(crate) fn read(root: &Node) -> Invoice<'_> {
    let header = first(Some(root), &["ExchangedDocument", "HeaderExchangedDocument"]);
    let transaction = first(Some(root), &["SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"]);
    let agreement = first(transaction, &["ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement"]);
    let delivery = first(transaction, &["ApplicableHeaderTradeDelivery", "ApplicableSupplyChainTradeDelivery"]);
    let settlement = first(transaction, &["ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement"]);
    let context = first(Some(root), &["ExchangedDocumentContext", "SpecifiedExchangedDocumentContext"]);
    let mut invoice = Invoice {
        specification: context.and_then(|c| c.at("GuidelineSpecifiedDocumentContextParameter/ID")),
        number: header.and_then(|h| h.at("ID")),
        type_code: header.and_then(|h| h.at("TypeCode")),
        issue_date: date(header.and_then(|h| h.at("IssueDateTime"))),
        lines: transaction.map(lines).unwrap_or_default(),
        ..Invoice::default()
    };
    if let Some(agreement) = agreement {
        read_agreement(agreement, &mut invoice);
    }
    if let Some(delivery) = delivery {
        invoice.delivery_date = date(delivery.at("ActualDeliverySupplyChainEvent/OccurrenceDateTime"));
        invoice.delivery_location = first(delivery.at("ShipToTradeParty"), &["ID", "GlobalID"]);
        invoice.delivery_address = delivery.at("ShipToTradeParty/PostalTradeAddress").map(address);
    }
    if let Some(settlement) = settlement {
        read_settlement(settlement, &mut invoice);
    }
    invoice
}

fn read_agreement<'a>(agreement: &'a Node, invoice: &mut Invoice<'a>) {
    invoice.seller = agreement.at("SellerTradeParty").map(party);
    invoice.buyer = agreement.at("BuyerTradeParty").map(party);
    invoice.representative = agreement.at("SellerTaxRepresentativeTradeParty").map(party);
    invoice.order_number = first(agreement.at("BuyerOrderReferencedDocument"), &["IssuerAssignedID", "ID"]);
    invoice.documents = agreement
        .children("AdditionalReferencedDocument")
        .filter(|document| document.text_at("TypeCode").is_some_and(|code| DOCUMENTS.contains(&code)))
        .map(|document| Document { reference: document.at("IssuerAssignedID") })
        .collect();
}

fn read_settlement<'a>(settlement: &'a Node, invoice: &mut Invoice<'a>) {
    let settled = Some(settlement);
    invoice.currency = settlement.at("InvoiceCurrencyCode");
    invoice.tax_currency = settlement.at("TaxCurrencyCode");
    invoice.tax_point_date = date(settlement.at("ApplicableTradeTax/TaxPointDate"));
    invoice.tax_point_code = settlement.at("ApplicableTradeTax/DueDateTypeCode");
    invoice.payee = settlement.at("PayeeTradeParty").map(party);
    invoice.representative =
        invoice.representative.take().or(settlement.at("SellerTaxRepresentativeTradeParty").map(party));
    invoice.due_date = date(settlement.at("SpecifiedTradePaymentTerms/DueDateDateTime"));
    invoice.payment_terms = settlement.all("SpecifiedTradePaymentTerms/Description");
    invoice.preceding = settlement
        .children("InvoiceReferencedDocument")
        .map(|r| Preceding { number: first(Some(r), &["IssuerAssignedID", "ID"]) })
        .collect();
    invoice.period = settlement.at("BillingSpecifiedPeriod").map(period);
    invoice.payments = settlement.children("SpecifiedTradeSettlementPaymentMeans").map(payment).collect();
    invoice.allowances = allowance_charges(settlement, false);
    invoice.charges = allowance_charges(settlement, true);
    let names = ["SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"];
    let summation = first(settled, &names);
    invoice.totals = summation.map(totals);
    invoice.tax_totals = summation.map(|s| s.all("TaxTotalAmount")).unwrap_or_default();
    let currency = settlement.text_at("InvoiceCurrencyCode");
    invoice.breakdown_total = invoice.tax_totals.iter().copied().find(|t| t.attribute("currencyID") == currency);
    invoice.breakdown = settlement.children("ApplicableTradeTax").map(tax_group).collect();
}

fn party(node: &Node) -> Party<'_> {
    let registration = |vat: bool| {
        node.all("SpecifiedTaxRegistration/ID")
            .into_iter()
            .find(|id| matches!(id.attribute("schemeID"), Some("VA" | "VAT")) == vat)
    };
    Party {
        name: node.at("Name"),
        trading_name: node.at("SpecifiedLegalOrganization/TradingBusinessName"),
        identifiers: node.children("ID").chain(node.children("GlobalID")).collect(),
        registration: node.at("SpecifiedLegalOrganization/ID"),
        vat_id: registration(true),
        tax_registration: registration(false),
        endpoint: node.at("URIUniversalCommunication/URIID"),
        address: node.at("PostalTradeAddress").map(address),
    }
}

fn address(node: &Node) -> Address<'_> {
    let lines = ["StreetName", "BuildingNumber", "LineOne", "LineTwo", "LineThree"];
    Address {
        lines: lines.iter().filter_map(|name| node.at(name)).collect(),
        post_code: node.at("PostcodeCode"),
        city: node.at("CityName"),
        country: node.at("CountryID"),
    }
}

fn period(node: &Node) -> Period<'_> {
    Period { start: date(node.at("StartDateTime")), end: date(node.at("EndDateTime")), code: None }
}

fn payment(node: &Node) -> Payment<'_> {
    Payment {
        code: node.at("TypeCode"),
        accounts: node
            .children("PayeePartyCreditorFinancialAccount")
            .map(|account| Account { number: first(Some(account), &["IBANID", "ProprietaryID"]) })
            .collect(),
        cards: node
            .children("ApplicableTradeSettlementFinancialCard")
            .map(|card| Card { number: card.at("ID") })
            .collect(),
        mandates: 0,
    }
}

/// The allowances or the charges directly inside an element.
fn allowance_charges(node: &Node, charge: bool) -> Vec<AllowanceCharge<'_>> {
    let is_charge = |item: &Node| {
        let flag = item.text_at("ChargeIndicator/Indicator").or(item.text_at("ChargeIndicator"))?;
        Some(matches!(flag, "true" | "1"))
    };
    let logistics = node.children("SpecifiedLogisticsServiceCharge").filter(|_| charge).map(|item| AllowanceCharge {
        amount: item.at("AppliedAmount"),
        base: None,
        reason: item.at("Description"),
        reason_code: None,
        tax: tax_category(item.at("AppliedTradeTax")),
    });
    node.children("SpecifiedTradeAllowanceCharge")
        .filter(|item| is_charge(item) == Some(charge))
        .map(|item| AllowanceCharge {
            amount: item.at("ActualAmount"),
            base: item.at("BasisAmount"),
            reason: item.at("Reason"),
            reason_code: item.at("ReasonCode"),
            tax: tax_category(item.at("CategoryTradeTax")),
        })
        .chain(logistics)
        .collect()
}

fn tax_category(node: Term<'_>) -> TaxCategory<'_> {
    TaxCategory {
        code: node.and_then(|n| n.at("CategoryCode")),
        rate: first(node, &["RateApplicablePercent", "ApplicablePercent"]),
        is_vat: node.is_some_and(|n| n.text_at("TypeCode").is_some_and(|code| code.eq_ignore_ascii_case("VAT"))),
    }
}

fn totals(node: &Node) -> Totals<'_> {
    Totals {
        lines: node.at("LineTotalAmount"),
        allowances: node.at("AllowanceTotalAmount"),
        charges: node.at("ChargeTotalAmount"),
        net: node.at("TaxBasisTotalAmount"),
        gross: node.at("GrandTotalAmount"),
        prepaid: node.at("TotalPrepaidAmount"),
        rounding: node.at("RoundingAmount"),
        due: node.at("DuePayableAmount"),
    }
}

fn tax_group(node: &Node) -> TaxGroup<'_> {
    TaxGroup {
        base: node.at("BasisAmount"),
        tax: node.at("CalculatedAmount"),
        category: tax_category(Some(node)),
        reason: node.at("ExemptionReason"),
        reason_code: node.at("ExemptionReasonCode"),
    }
}

fn lines(transaction: &Node) -> Vec<Line<'_>> {
    transaction.children("IncludedSupplyChainTradeLineItem").map(line).collect()
}

fn line(node: &Node) -> Line<'_> {
    let document = node.at("AssociatedDocumentLineDocument");
    let product = node.at("SpecifiedTradeProduct");
    let whole = Some(node);
    let agreement = first(whole, &["SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement"]);
    let delivery = first(whole, &["SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery"]);
    let settlement = first(whole, &["SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement"]);
    let sums = ["SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"];
    let status = document.and_then(|d| d.text_at("LineStatusReasonCode"));
    Line {
        id: document.and_then(|d| d.at("LineID")),
        note: document.and_then(|d| d.at("IncludedNote/Content")),
        quantity: delivery.and_then(|d| d.at("BilledQuantity")),
        amount: first(settlement, &sums).and_then(|s| s.at("LineTotalAmount")),
        price: agreement.and_then(|a| a.at("NetPriceProductTradePrice/ChargeAmount")),
        gross_price: agreement.and_then(|a| a.at("GrossPriceProductTradePrice/ChargeAmount")),
        price_quantity: agreement.and_then(|a| a.at("NetPriceProductTradePrice/BasisQuantity")),
        name: product.and_then(|p| p.at("Name")),
        description: product.and_then(|p| p.at("Description")),
        standard_id: product.and_then(|p| p.at("GlobalID")),
        classifications: product.map(|p| p.all("DesignatedProductClassification/ClassCode")).unwrap_or_default(),
        attributes: product.map(attributes).unwrap_or_default(),
        tax: tax_category(settlement.and_then(|s| s.at("ApplicableTradeTax"))),
        period: settlement.and_then(|s| s.at("BillingSpecifiedPeriod")).map(period),
        allowances: settlement.map(|s| allowance_charges(s, false)).unwrap_or_default(),
        charges: settlement.map(|s| allowance_charges(s, true)).unwrap_or_default(),
        is_group: matches!(status, Some("GROUP" | "INFORMATION")),
    }
}

fn attributes(product: &Node) -> Vec<(Term<'_>, Term<'_>)> {
    product.children("ApplicableProductCharacteristic").map(|c| (c.at("Description"), c.at("Value"))).collect()
}
