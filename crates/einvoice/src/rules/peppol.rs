//! The rules of Peppol BIS Billing 3.0 on top of EN 16931 (release 3.0.19, May 2025): those for everyone
//! (PEPPOL-EN16931), those for identifiers (PEPPOL-COMMON) and those of single countries.
//!
//! Road: document → [`Paper`] → `document` (the head of the invoice), `lines` (allowances, charges, lines and prices),
//! `lists` (codes, currencies and dates), `identifiers` (check digits) and one module a country → findings.
//!
//! Germany, Greece and Iceland have rules for the network's documents in UBL alone; they are applied to UBL alone.
//!
//! Cost: a few passes over the document.

mod denmark;
mod document;
mod germany;
mod greece;
mod iceland;
mod identifiers;
mod italy;
mod lines;
mod lists;
mod netherlands;
mod norway;
mod paper;
mod skonto;
mod sweden;
#[cfg(test)]
mod tests;

pub(crate) use germany::is_mail_address;
pub(crate) use lists::is_address_scheme;

use super::{Findings, Syntax};
use crate::model::Invoice;
use crate::node::Node;
use paper::Paper;

/// What the specification identifier (BT-24) of an invoice under these rules has in it.
const SPECIFICATION: &str = "urn:fdc:peppol.eu:2017:poacc:billing:3.0";

/// Rules that only advise: a document that breaks them is still taken by the network.
const ADVICE: [&str; 22] = [
    "PEPPOL-COMMON-R044",
    "PEPPOL-COMMON-R045",
    "PEPPOL-COMMON-R046",
    "PEPPOL-COMMON-R047",
    "PEPPOL-COMMON-R048",
    "NO-R-002",
    "DK-R-003",
    "SE-R-007",
    "SE-R-008",
    "SE-R-009",
    "SE-R-010",
    "SE-R-011",
    "SE-R-012",
    "GR-S-008-1",
    "GR-S-011",
    "IS-R-001",
    "DE-R-017",
    "DE-R-019",
    "DE-R-020",
    "DE-R-026",
    "DE-R-027",
    "DE-R-028",
];

/// Whether a rule only advises.
pub(super) fn is_advice(rule: &str) -> bool {
    ADVICE.contains(&rule)
}

/// Whether an invoice says that it follows these rules. The process (BT-23) alone does not say so: XRechnung names the
/// same one and has rules of its own.
pub(super) fn claimed(specification: Option<&str>) -> bool {
    specification.is_some_and(|text| text.to_ascii_lowercase().contains(SPECIFICATION))
}

pub(super) fn check(root: &Node, syntax: Syntax, invoice: &Invoice<'_>, findings: &mut Findings) {
    let paper = Paper::new(root, syntax, invoice);
    document::check(&paper, findings);
    lines::check(&paper, findings);
    lists::check(&paper, findings);
    identifiers::check(&paper, findings);
    denmark::check(&paper, findings);
    italy::check(&paper, findings);
    netherlands::check(&paper, findings);
    norway::check(&paper, findings);
    sweden::check(&paper, findings);
    if paper.is_ubl() {
        germany::check(&paper, findings);
        greece::check(&paper, findings);
        iceland::check(&paper, findings);
    }
}
