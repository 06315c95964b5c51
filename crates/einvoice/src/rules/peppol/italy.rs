//! Rules for sellers of Italy (IT-R).

use super::Paper;
use crate::model::text;
use crate::rules::Findings;

/// Shortest and longest tax registration.
const REGISTRATION: std::ops::RangeInclusive<usize> = 11..=16;

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    let Some(seller) = paper.seller else { return };
    if paper.seller_country() != "IT" {
        return;
    }
    for registration in paper.tax_numbers(Some(seller)) {
        let applies = if paper.is_ubl() { !registration.is_vat() } else { registration.scheme == "FC" };
        let number = text(registration.number).unwrap_or_default();
        let fits = REGISTRATION.contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let message = format!("the seller's tax registration (BT-32) `{number}` must be 11 to 16 capitals and digits");
        findings.expect(!applies || fits, "IT-R-001", message);
    }
    let places = [
        ("IT-R-002", "PostalAddress/StreetName", "PostalTradeAddress/LineOne", "a street (BT-35)"),
        ("IT-R-003", "PostalAddress/CityName", "PostalTradeAddress/CityName", "a city (BT-37)"),
        ("IT-R-004", "PostalAddress/PostalZone", "PostalTradeAddress/PostcodeCode", "a post code (BT-38)"),
    ];
    for (rule, ubl, cii, what) in places {
        let stated = paper.below(Some(seller), ubl, cii).is_some();
        findings.expect(stated, rule, format!("the address of a seller in Italy must have {what}"));
    }
}
