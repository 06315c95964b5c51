//! Rules for sellers in the Netherlands (NL-R).

use rust_decimal::Decimal;

use super::Paper;
use crate::model::{Term, text};
use crate::node::Node;
use crate::rules::{Findings, number};

/// Schemes of the Dutch registers: of companies (KVK), and of public bodies (OIN).
const REGISTERS: [&str; 2] = ["0106", "0190"];

/// Ways to pay within the country: transfers, card, direct debits and standing agreement.
const PAYMENT_MEANS: [&str; 6] = ["30", "48", "49", "57", "58", "59"];

/// Type codes of credit notes in CII, where the root element does not tell.
const CREDIT_NOTES: [&str; 5] = ["81", "83", "381", "396", "532"];

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if !paper.lives_in(paper.seller, "NL") {
        return;
    }
    credit_note(paper, findings);
    address(paper, paper.seller, "NL-R-002", "the seller's address", findings);
    register(paper.registration(paper.seller), "NL-R-003", "the seller's registration (BT-30)", findings);
    if paper.lives_in(paper.representative, "NL") {
        address(paper, paper.representative, "NL-R-006", "the tax representative's address", findings);
    }
    if paper.lives_in(paper.buyer, "NL") {
        address(paper, paper.buyer, "NL-R-004", "the buyer's address", findings);
        register(paper.registration(paper.buyer), "NL-R-005", "the buyer's registration (BT-47)", findings);
        payment_means(paper, findings);
    }
    payment(paper, findings);
    order(paper, findings);
}

fn credit_note(paper: &Paper<'_>, findings: &mut Findings) {
    let code = paper.at("CreditNoteTypeCode", "ExchangedDocument/TypeCode");
    let credits = match paper.is_ubl() {
        true => code.is_some(),
        false => text(code).is_some_and(|code| CREDIT_NOTES.contains(&code)),
    };
    let invoice =
        paper.at("BillingReference/InvoiceDocumentReference/ID", "S:InvoiceReferencedDocument/IssuerAssignedID");
    let message = "a credit note of a seller in the Netherlands must name the invoice it is for (BT-25)";
    findings.expect(!credits || invoice.is_some(), "NL-R-001", message);
}

fn address(paper: &Paper<'_>, party: Option<&Node>, rule: &str, what: &str, findings: &mut Findings) {
    let parts = [("StreetName", "LineOne"), ("CityName", "CityName"), ("PostalZone", "PostcodeCode")];
    let Some(address) = party.and_then(|party| paper.below(Some(party), "PostalAddress", "PostalTradeAddress")) else {
        return;
    };
    let whole = parts.into_iter().all(|(ubl, cii)| paper.below(Some(address), ubl, cii).is_some());
    findings.expect(whole, rule, format!("{what} in the Netherlands must have a street, a city and a post code"));
}

fn register(registration: Term<'_>, rule: &str, what: &str, findings: &mut Findings) {
    let Some(node) = registration else { return };
    let registered = node.attribute("schemeID").is_some_and(|scheme| REGISTERS.contains(&scheme));
    let holds = registered && !node.text().is_empty();
    let message = format!("{what} must be a number of the KVK (scheme 0106) or of the OIN (scheme 0190)");
    findings.expect(holds, rule, message);
}

/// Whoever is to pay must be told how.
fn payment(paper: &Paper<'_>, findings: &mut Findings) {
    let Some(totals) = &paper.invoice.totals else { return };
    let credits = match paper.is_ubl() {
        true => paper.invoice.is_credit_note,
        false => text(paper.invoice.type_code) == Some("381"),
    };
    let nothing_to_pay = number(totals.due).is_some_and(|due| match credits {
        true => due >= Decimal::ZERO,
        false => due <= Decimal::ZERO,
    });
    let message = "a seller in the Netherlands must say how the buyer is to pay (BG-16)";
    findings.expect(nothing_to_pay || !paper.payment_means().is_empty(), "NL-R-007", message);
}

fn payment_means(paper: &Paper<'_>, findings: &mut Findings) {
    for means in paper.payment_means() {
        let code = paper.text_below(means, "PaymentMeansCode", "TypeCode").unwrap_or_default();
        let message = format!("payment means `{code}` (BT-81) are not in use within the Netherlands");
        findings.expect(PAYMENT_MEANS.contains(&code), "NL-R-008", message);
    }
}

fn order(paper: &Paper<'_>, findings: &mut Findings) {
    let lines = match paper.is_ubl() {
        true => paper.named(&["OrderLineReference"], &[]).into_iter().any(|node| node.at("LineID").is_some()),
        false => paper.at("", "L:SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/LineID").is_some(),
    };
    let order = paper.at("OrderReference/ID", "A:BuyerOrderReferencedDocument/IssuerAssignedID");
    let message = "an invoice that refers to lines of an order (BT-132) must name the order (BT-13)";
    findings.expect(!lines || order.is_some(), "NL-R-009", message);
}
