//! Rules for sellers of Greece (GR-R, GR-S), whose invoices are also reported to the platform myDATA.

use super::Paper;
use super::identifiers::is_greek;
use crate::model::{Term, text};
use crate::node::Node;
use crate::rules::{Findings, given};

/// The codes of the country: in VAT numbers, and of ISO 3166-1.
const GREECE: [&str; 2] = ["EL", "GR"];

/// Scheme of electronic addresses that are tax numbers of Greece.
const ADDRESSES: &str = "9933";

/// Types of documents of the platform in use on the network.
const TYPES: [&str; 6] = ["1.1", "1.6", "2.1", "2.4", "5.1", "5.2"];

/// How the reference to the number of the platform, and the one to the address for verification, are described.
const MARK: &str = "##M.AR.K##";
const ADDRESS: &str = "##INVOICE|URL##";

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    let own = [paper.country(paper.seller), paper.seller_country()].map(|code| GREECE.contains(&code.as_str()));
    let [itself, itself_or_representative] = own;
    if itself {
        electronic_address(paper.seller, "GR-R-009", "seller", findings);
    }
    if !itself_or_representative {
        return;
    }
    if let Some(number) = paper.invoice.number {
        invoice_number(paper, number.text(), findings);
    }
    parties(paper, findings);
    platform(paper, findings);
}

/// Whether a text is a VAT number of Greece.
fn is_vat_number(text: &str) -> bool {
    text.strip_prefix("EL").is_some_and(is_greek)
}

/// Six segments: tax number, date, branch, type, series and number.
fn invoice_number(paper: &Paper<'_>, number: &str, findings: &mut Findings) {
    let segments: Vec<&str> = number.split('|').collect();
    let count = segments.len();
    let message = format!("the number (BT-1) of a Greek seller has six segments between |, not {count}");
    findings.expect(count == 6, "GR-R-001-1", message);
    let segment = |place: usize| segments.get(place).copied().unwrap_or_default();
    let parties = [paper.seller, paper.representative];
    let numbers = parties.into_iter().flat_map(|party| paper.vat_numbers(party));
    let own = numbers.filter_map(|number| number.get(2..)).any(|own| own.starts_with(segment(0)));
    let message = "segment 1 of the number (BT-1) must be the tax number of the seller or its representative";
    findings.expect(segment(0).len() == 9 && is_greek(segment(0)) && own, "GR-R-001-2", message);
    let issued = text(paper.invoice.issue_date).unwrap_or_default().split('-').rev().collect::<Vec<_>>().join("/");
    let message = "segment 2 of the number (BT-1) must be the issue date (BT-2) as DD/MM/YYYY";
    findings.expect(!issued.is_empty() && segment(1) == issued, "GR-R-001-3", message);
    let branch = segment(2);
    let whole = !branch.is_empty() && branch.bytes().all(|b| b.is_ascii_digit());
    findings.expect(whole, "GR-R-001-4", "segment 3 of the number (BT-1) must be a whole number, the branch");
    let message = "segment 4 of the number (BT-1) must be a type of document: 1.1, 1.6, 2.1, 2.4, 5.1 or 5.2";
    findings.expect(TYPES.contains(&segment(3)), "GR-R-001-5", message);
    findings.expect(!segment(4).is_empty(), "GR-R-001-6", "segment 5 of the number (BT-1), the series, is missing");
    findings.expect(!segment(5).is_empty(), "GR-R-001-7", "segment 6 of the number (BT-1), the number, is missing");
}

fn parties(paper: &Paper<'_>, findings: &mut Findings) {
    let named = |party: &Node| given(party.at("PartyName/Name"));
    if let Some(seller) = paper.seller {
        findings.expect(named(seller), "GR-R-002", "a Greek seller must state its full name (BT-28)");
        let numbers = paper.vat_numbers(Some(seller));
        let one = numbers.len() == 1 && is_vat_number(numbers[0]);
        findings.expect(one, "GR-S-011", "a Greek seller should state its VAT number (BT-31): EL and nine digits");
        let valid = numbers.iter().all(|number| is_vat_number(number));
        let message = "the VAT number (BT-31) of a Greek seller must be EL and nine digits with the right check digit";
        findings.expect(valid, "GR-R-003", message);
    }
    let Some(buyer) = paper.buyer else { return };
    findings.expect(named(buyer), "GR-R-005", "a Greek seller must state the full name of the buyer (BT-45)");
    if GREECE.contains(&paper.country(Some(buyer)).as_str()) {
        let numbers = paper.vat_numbers(Some(buyer));
        let one = numbers.len() == 1 && is_vat_number(numbers[0]);
        findings.expect(one, "GR-R-006", "a Greek buyer must have a VAT number (BT-48): EL and nine digits");
        electronic_address(Some(buyer), "GR-R-010", "buyer", findings);
    }
}

fn electronic_address(party: Option<&Node>, rule: &str, who: &str, findings: &mut Findings) {
    let Some(endpoint) = party.and_then(|party| party.at("EndpointID")) else { return };
    let holds = endpoint.attribute("schemeID") == Some(ADDRESSES) && is_greek(endpoint.text());
    let message = format!("the electronic address of a Greek {who} must be its tax number under the scheme 9933");
    findings.expect(holds, rule, message);
}

/// The number that the platform gave the document (MARK), and the address where it can be verified.
fn platform(paper: &Paper<'_>, findings: &mut Findings) {
    let described = |what: &'static str| {
        let references = paper.root.children("AdditionalDocumentReference");
        references.filter(move |reference| reference.text_at("DocumentDescription") == Some(what))
    };
    let is_whole = |id: Term<'_>| {
        let number = text(id).unwrap_or_default();
        number.starts_with(|c: char| ('1'..='9').contains(&c)) && number.bytes().all(|b| b.is_ascii_digit())
    };
    if paper.lives_in(paper.seller, "GR") {
        let marks = described(MARK).count();
        findings.expect(marks == 1, "GR-R-004-1", "there must be one MARK of the platform (BT-122)");
        for mark in described(MARK) {
            let id = mark.at("ID");
            findings.expect(id.is_none() || is_whole(id), "GR-R-004-2", "a MARK must be a whole number above zero");
        }
        let addresses = described(ADDRESS).count();
        findings.expect(addresses == 1, "GR-S-008-1", "there should be one address to verify the invoice at");
        findings.expect(addresses <= 1, "GR-R-008-2", "there may be at most one address to verify the invoice at");
    }
    for reference in described(ADDRESS) {
        let stated = given(reference.at("Attachment/ExternalReference/URI"));
        findings.expect(stated, "GR-R-008-3", "the reference for verification must have an address (BT-124)");
    }
}
