//! The head of an invoice: process, references, notes, parties, tax totals, payment and type (PEPPOL-EN16931-R001 to
//! R020, R053 to R055, R061, R080 and P0100, P0101, P0112).

use rust_decimal::Decimal;

use super::{Paper, SPECIFICATION};
use crate::model::{Party, Term, text};
use crate::node::Node;
use crate::rules::codes::{Codes, codes};
use crate::rules::{Findings, given, number};

/// How a specification identifier (BT-24) of Peppol begins.
const COMPLIANT: &str = "urn:cen.eu:en16931:2017#compliant#";

/// What stands around the number of a process (BT-23) of Peppol.
const PROCESS: [&str; 2] = ["urn:fdc:peppol.eu:2017:poacc:billing:", ":1.0"];

/// Invoice types of UNTDID 1001 in process 01.
static INVOICES: Codes = Codes::new(|| {
    codes("71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877")
});
/// Credit note types of UNTDID 1001 in process 01.
static CREDIT_NOTES: Codes = Codes::new(|| codes("81 83 381 396 532"));

/// Payment means of direct debit: by itself, and of SEPA.
const DIRECT_DEBITS: [&str; 2] = ["49", "59"];

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    process(paper, findings);
    references(paper, findings);
    notes(paper, findings);
    parties(paper, findings);
    tax_totals(paper, findings);
    direct_debit(paper, findings);
    if paper.is_ubl() {
        empty_elements(paper, findings);
    }
}

fn process(paper: &Paper<'_>, findings: &mut Findings) {
    let process = paper.at("ProfileID", "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID");
    findings.expect(process.is_some(), "PEPPOL-EN16931-R001", "the invoice must name its business process (BT-23)");
    let number = text(process).and_then(process_number);
    findings.expect(
        number.is_some(),
        "PEPPOL-EN16931-R007",
        "the business process (BT-23) must be `urn:fdc:peppol.eu:2017:poacc:billing:` with two digits and `:1.0`",
    );
    let specification = text(paper.invoice.specification).unwrap_or_default();
    let own = specification.strip_prefix(COMPLIANT).is_some_and(|rest| rest.starts_with(SPECIFICATION));
    let message = format!("the specification identifier (BT-24) must be `{COMPLIANT}{SPECIFICATION}`");
    findings.expect(own, "PEPPOL-EN16931-R004", message);
    document_type(paper, number == Some("01"), findings);
}

/// The two digits of a process.
fn process_number(process: &str) -> Option<&str> {
    let [before, after] = PROCESS;
    let (_, rest) = process.split_once(before)?;
    let (number, rest) = rest.split_at_checked(2)?;
    (number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(after)).then_some(number)
}

/// What kind of document it may be. CII has one element for the types of invoices and of credit notes.
fn document_type(paper: &Paper<'_>, is_billing: bool, findings: &mut Findings) {
    let invoice = paper.at("InvoiceTypeCode", "ExchangedDocument/TypeCode").map(Node::text);
    let known = |code: &str| INVOICES.contains(code) || !paper.is_ubl() && CREDIT_NOTES.contains(code);
    if let Some(code) = invoice {
        let message = format!("process 01 has no invoices of type `{code}` (BT-3)");
        findings.expect(!is_billing || known(code), "PEPPOL-EN16931-P0100", message);
    }
    if let Some(code) = paper.at("CreditNoteTypeCode", "").map(Node::text) {
        let message = format!("process 01 has no credit notes of type `{code}` (BT-3)");
        findings.expect(!is_billing || CREDIT_NOTES.contains(code), "PEPPOL-EN16931-P0101", message);
    }
    let german = matches!(invoice, Some("326" | "384")) && paper.is_ubl();
    let message = "partial and corrected invoices (types 326 and 384) are only for a seller and a buyer in Germany";
    findings.expect(!german || paper.both_live_in("DE"), "PEPPOL-EN16931-P0112", message);
}

fn references(paper: &Paper<'_>, findings: &mut Findings) {
    let buyer = paper.at("BuyerReference", "A:BuyerReference");
    let order = paper.at("OrderReference/ID", "A:BuyerOrderReferencedDocument/IssuerAssignedID");
    findings.expect(
        buyer.is_some() || order.is_some(),
        "PEPPOL-EN16931-R003",
        "the invoice must have a buyer reference (BT-10) or an order reference (BT-13)",
    );
    let references = paper.all("AdditionalDocumentReference", "A:AdditionalReferencedDocument");
    let of_type = |code: &str| {
        let typed = |node| paper.text_below(node, "DocumentTypeCode", "TypeCode") == Some(code);
        references.iter().filter(|node| typed(node)).count()
    };
    // An invoice in UBL has an element of its own for the project, and UBL-SR-04 counts its invoiced objects.
    if !paper.is_ubl() || paper.invoice.is_credit_note {
        findings.expect(
            of_type("50") <= 1,
            "PEPPOL-EN16931-R080",
            "there may be at most one project reference (BT-11)",
        );
    }
    if !paper.is_ubl() {
        findings.expect(of_type("130") <= 1, "PEPPOL-EN16931-R006", "there may be at most one invoiced object (BT-18)");
    }
}

fn notes(paper: &Paper<'_>, findings: &mut Findings) {
    let notes = paper.all("Note", "ExchangedDocument/IncludedNote");
    let with_subject = !paper.is_ubl() && notes.iter().any(|note| note.at("SubjectCode").is_some());
    let german = paper.is_ubl() && paper.both_live_in("DE");
    findings.expect(
        german || notes.len() <= 1 && !with_subject,
        "PEPPOL-EN16931-R002",
        "there may be at most one note (BT-22), without a subject code, unless seller and buyer are in Germany",
    );
}

fn parties(paper: &Paper<'_>, findings: &mut Findings) {
    let reached = |party: &Option<Party<'_>>| party.as_ref().is_none_or(|party| party.endpoint.is_some());
    let buyer = reached(&paper.invoice.buyer);
    findings.expect(buyer, "PEPPOL-EN16931-R010", "the buyer must have an electronic address (BT-49)");
    let seller = reached(&paper.invoice.seller);
    findings.expect(seller, "PEPPOL-EN16931-R020", "the seller must have an electronic address (BT-34)");
}

/// One total of VAT with a breakdown in the currency of the invoice, and one more where there is an accounting
/// currency.
fn tax_totals(paper: &Paper<'_>, findings: &mut Findings) {
    let invoice = paper.invoice;
    let (broken_down, others) = if paper.is_ubl() {
        let totals = paper.root.children("TaxTotal");
        let (with, without): (Vec<_>, Vec<_>) = totals.partition(|total| total.at("TaxSubtotal").is_some());
        (with.len(), without.len())
    } else {
        let with_currency = || invoice.tax_totals.iter().filter_map(|total| total.attribute("currencyID"));
        let own = with_currency().filter(|code| Some(*code) == text(invoice.currency)).count();
        (own, with_currency().count() - own)
    };
    findings.expect(
        broken_down == 1,
        "PEPPOL-EN16931-R053",
        format!("there must be one total of VAT with a breakdown (BT-110), there are {broken_down}"),
    );
    let wanted = usize::from(invoice.tax_currency.is_some());
    let message = "there must be one total of VAT without a breakdown (BT-111) if there is an accounting currency \
                   (BT-6), and none if not";
    findings.expect(others == wanted, "PEPPOL-EN16931-R054", message);
    if invoice.tax_currency.is_none() {
        return;
    }
    let same = text(invoice.tax_currency) == text(invoice.currency);
    let message = "the accounting currency (BT-6) must be another one than the currency of the invoice (BT-5)";
    findings.expect(!same, "PEPPOL-EN16931-R005", message);
    let message = "the totals of VAT in the two currencies (BT-110, BT-111) must have the same sign";
    findings.expect(signs_agree(paper), "PEPPOL-EN16931-R055", message);
}

/// Whether the totals of VAT in both currencies are there, and neither is above zero while the other is below.
fn signs_agree(paper: &Paper<'_>) -> bool {
    let invoice = paper.invoice;
    let amounts = |currency: Term<'_>| -> Vec<Decimal> {
        let of_currency =
            |total: &&Node| text(currency).is_some_and(|code| total.attribute("currencyID") == Some(code));
        let totals = invoice.tax_totals.iter().copied().filter(of_currency);
        totals.filter_map(|total| number(Some(total))).collect()
    };
    let (own, accounting) = (amounts(invoice.currency), amounts(invoice.tax_currency));
    let both = |holds: fn(&Decimal) -> bool| own.iter().any(holds) && accounting.iter().any(holds);
    both(|amount| *amount >= Decimal::ZERO) || both(|amount| *amount <= Decimal::ZERO)
}

fn direct_debit(paper: &Paper<'_>, findings: &mut Findings) {
    let terms = paper.at("", "S:SpecifiedTradePaymentTerms/DirectDebitMandateID");
    for means in paper.payment_means() {
        let code = paper.text_below(means, "PaymentMeansCode", "TypeCode");
        let debits = code.is_some_and(|code| DIRECT_DEBITS.contains(&code));
        let mandate = paper.below(Some(means), "PaymentMandate/ID", "").or(terms);
        findings.expect(
            !debits || mandate.is_some(),
            "PEPPOL-EN16931-R061",
            "a direct debit must state its mandate (BT-89)",
        );
    }
}

fn empty_elements(paper: &Paper<'_>, findings: &mut Findings) {
    paper.root.walk(&mut |node| {
        let empty = node.elements().is_empty() && !given(Some(node));
        findings.expect(!empty, "PEPPOL-EN16931-R008", format!("<{}> is empty: leave it out", node.name()));
    });
}
