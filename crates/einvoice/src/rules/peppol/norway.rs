//! Rules for sellers of Norway (NO-R).

use super::Paper;
use super::identifiers::is_norwegian;
use crate::model::text;
use crate::rules::Findings;

/// What a company of the register of business enterprises states under a scheme of its own.
const REGISTERED: &str = "Foretaksregisteret";

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if paper.seller.is_none() || paper.seller_country() != "NO" {
        return;
    }
    let scheme = if paper.is_ubl() { "TAX" } else { "FC" };
    let numbers = paper.tax_numbers(paper.seller);
    let registered = numbers.iter().any(|n| n.scheme == scheme && text(n.number) == Some(REGISTERED));
    let message = "most sellers in Norway must state `Foretaksregisteret` as their tax registration (BT-32)";
    findings.expect(registered, "NO-R-002", message);
    for number in paper.vat_numbers(paper.seller) {
        let Some(rest) = number.strip_prefix("NO") else { continue };
        let valid = rest.strip_suffix("MVA").is_some_and(is_norwegian);
        let message = format!("`{number}` is no VAT number of Norway: NO, nine digits with a check digit, and MVA");
        findings.expect(valid, "NO-R-001", message);
    }
}
