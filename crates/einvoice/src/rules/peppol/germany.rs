//! Rules for a seller and a buyer who are both in Germany (DE-R).

use std::collections::HashSet;

use super::{Paper, skonto};
use crate::iban;
use crate::model::{Term, text};
use crate::node::Node;
use crate::rules::{Findings, allowances_and_charges, given};

/// Types of documents (BT-3) in use: partial, commercial, corrected and self-billed invoice, credit note, and invoices
/// for buildings.
const TYPES: [&str; 8] = ["326", "380", "384", "389", "381", "875", "876", "877"];

/// VAT categories that need a tax number of the seller.
const TAXED: [&str; 8] = ["S", "Z", "E", "AE", "K", "G", "L", "M"];

/// Payment means (BT-81) with the group that belongs to them, the rule that it is there, and the one that no other is.
const GROUPS: [(&[&str], Group, &str, &str); 3] = [
    (&["30", "58"], Group::Transfer, "DE-R-023-1", "DE-R-023-2"),
    (&["48", "54", "55"], Group::Card, "DE-R-024-1", "DE-R-024-2"),
    (&["59"], Group::Debit, "DE-R-025-1", "DE-R-025-2"),
];

/// Fewest digits of a telephone number.
const TELEPHONE_DIGITS: usize = 3;

/// The groups that say how to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Transfer,
    Card,
    Debit,
}

impl Group {
    const ALL: [Self; 3] = [Self::Transfer, Self::Card, Self::Debit];

    fn element(self) -> &'static str {
        match self {
            Self::Transfer => "PayeeFinancialAccount",
            Self::Card => "CardAccount",
            Self::Debit => "PaymentMandate",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Transfer => "credit transfer (BG-17)",
            Self::Card => "payment card (BG-18)",
            Self::Debit => "direct debit (BG-19)",
        }
    }
}

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if !paper.both_live_in("DE") {
        return;
    }
    document(paper, findings);
    parties(paper, findings);
    for contact in paper.all("AccountingSupplierParty/Party/Contact", "") {
        seller_contact(contact, findings);
    }
    tax(paper, findings);
    for means in paper.payment_means() {
        payment(means, findings);
    }
    debits(paper, findings);
    attachments(paper, findings);
}

fn document(paper: &Paper<'_>, findings: &mut Findings) {
    let paid = !paper.payment_means().is_empty();
    findings.expect(paid, "DE-R-001", "the invoice must say how it is to be paid (BG-16)");
    let reference = given(paper.at("BuyerReference", ""));
    findings.expect(reference, "DE-R-015", "the invoice must have a buyer reference (BT-10)");
    let code = text(paper.invoice.type_code).unwrap_or_default();
    let message = format!("`{code}` is no type of invoice (BT-3) in use in Germany");
    findings.expect(TYPES.contains(&code), "DE-R-017", message);
    let preceding = paper.at("BillingReference/InvoiceDocumentReference", "").is_some();
    let message = "a corrected invoice (type 384) should name the invoice that it corrects (BG-3)";
    findings.expect(code != "384" || preceding, "DE-R-026", message);
    for terms in paper.root.children("PaymentTerms").filter_map(|terms| terms.at("Note")) {
        let message = "a discount for early payment (BT-20) must be a line like #SKONTO#TAGE=14#PROZENT=2.00#, with a \
                       line break behind it";
        findings.expect(skonto::is_well_formed(terms.raw()), "DE-R-018", message);
    }
}

fn parties(paper: &Paper<'_>, findings: &mut Findings) {
    let contact = paper.at("AccountingSupplierParty/Party/Contact", "").is_some();
    findings.expect(contact, "DE-R-002", "the invoice must have the seller's contact (BG-6)");
    let addresses = [
        ("AccountingSupplierParty/Party/PostalAddress", ["DE-R-003", "DE-R-004"], "the seller's address"),
        ("AccountingCustomerParty/Party/PostalAddress", ["DE-R-008", "DE-R-009"], "the buyer's address"),
        ("Delivery/DeliveryLocation/Address", ["DE-R-010", "DE-R-011"], "the address of delivery"),
    ];
    for (path, [city, post_code], what) in addresses {
        for address in paper.all(path, "") {
            findings.expect(given(address.at("CityName")), city, format!("{what} must have a city"));
            findings.expect(given(address.at("PostalZone")), post_code, format!("{what} must have a post code"));
        }
    }
}

fn seller_contact(contact: &Node, findings: &mut Findings) {
    findings.expect(given(contact.at("Name")), "DE-R-005", "the seller's contact must have a name (BT-41)");
    let telephone = contact.text_at("Telephone");
    findings.expect(telephone.is_some(), "DE-R-006", "the seller's contact must have a telephone number (BT-42)");
    let digits = telephone.unwrap_or_default().chars().filter(char::is_ascii_digit).count();
    let message = "the telephone number of the seller's contact (BT-42) should have three digits or more";
    findings.expect(digits >= TELEPHONE_DIGITS, "DE-R-027", message);
    let mail = contact.text_at("ElectronicMail");
    findings.expect(mail.is_some(), "DE-R-007", "the seller's contact must have a mail address (BT-43)");
    let message = "the mail address of the seller's contact (BT-43) should have the form of one";
    findings.expect(mail.is_some_and(is_mail_address), "DE-R-028", message);
}

/// One `@` between a name and a domain of two labels or more.
pub(crate) fn is_mail_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&\"*+/=?^_`{|}~-".contains(c);
    let atom = |part: &str| !part.is_empty() && part.chars().all(sign);
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    name.split('.').all(atom) && domain.contains('.') && domain.split('.').all(label)
}

fn tax(paper: &Paper<'_>, findings: &mut Findings) {
    let items = allowances_and_charges(paper.invoice).map(|item| item.tax.code);
    let lines = paper.invoice.lines.iter().map(|line| line.tax.code);
    let taxed = items.chain(lines).filter_map(text).any(|code| TAXED.contains(&code));
    let numbered = paper.tax_numbers(paper.seller).iter().any(|number| given(number.number));
    let message =
        "the seller must have a VAT number (BT-31), a tax registration (BT-32) or a tax representative (BG-11)";
    findings.expect(!taxed || numbered || paper.representative.is_some(), "DE-R-016", message);
    for group in paper.all("TaxTotal/TaxSubtotal", "") {
        let rated = given(group.at("TaxCategory/Percent"));
        findings.expect(rated, "DE-R-014", "each VAT breakdown must have a rate (BT-119)");
    }
}

fn payment(means: &Node, findings: &mut Findings) {
    let code = means.text_at("PaymentMeansCode").unwrap_or_default();
    for (_, own, present, alone) in GROUPS.iter().filter(|row| row.0.contains(&code)) {
        let there = means.at(own.element()).is_some();
        findings.expect(there, present, format!("payment means `{code}` must state the {}", own.name()));
        for other in Group::ALL.into_iter().filter(|group| group != own) {
            let absent = means.at(other.element()).is_none();
            findings.expect(absent, alone, format!("payment means `{code}` must not state a {}", other.name()));
        }
    }
    let accounts = [
        ("58", "DE-R-019", "PayeeFinancialAccount/ID", "the account of a SEPA credit transfer (BT-84)"),
        ("59", "DE-R-020", "PaymentMandate/PayerFinancialAccount/ID", "the account of a SEPA direct debit (BT-91)"),
    ];
    for (_, rule, path, what) in accounts.into_iter().filter(|row| row.0 == code) {
        findings.expect(is_iban(means.at(path)), rule, format!("{what} should be an IBAN with right check digits"));
    }
}

fn is_iban(account: Term<'_>) -> bool {
    let number: String = text(account).unwrap_or_default().split_whitespace().collect();
    let shaped =
        number.bytes().all(|b| b.is_ascii_alphanumeric()) && number.bytes().take(2).all(|b| b.is_ascii_uppercase());
    shaped && iban::check(&iban::normalise(&number)).is_ok()
}

fn debits(paper: &Paper<'_>, findings: &mut Findings) {
    if paper.at("PaymentMeans/PaymentMandate", "").is_none() {
        return;
    }
    let sepa = |path: &str| paper.all(path, "").iter().any(|id| id.attribute("schemeID") == Some("SEPA"));
    let creditor =
        sepa("AccountingSupplierParty/Party/PartyIdentification/ID") || sepa("PayeeParty/PartyIdentification/ID");
    findings.expect(creditor, "DE-R-030", "a direct debit must state the creditor identifier (BT-90)");
    let debited = paper.at("PaymentMeans/PaymentMandate/PayerFinancialAccount/ID", "").is_some();
    findings.expect(debited, "DE-R-031", "a direct debit must state the account that is debited (BT-91)");
}

/// Names of attached files differ by more than capitals.
fn attachments(paper: &Paper<'_>, findings: &mut Findings) {
    let files = paper.all("AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject", "");
    let mut names = HashSet::new();
    let unique =
        files.iter().filter_map(|file| file.attribute("filename")).all(|name| names.insert(name.to_lowercase()));
    findings.expect(unique, "DE-R-022", "attached files (BT-125) must have different names");
}
