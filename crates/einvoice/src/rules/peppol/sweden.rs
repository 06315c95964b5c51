//! Rules for sellers in Sweden (SE-R).

use super::Paper;
use super::identifiers::is_swedish;
use crate::model::text;
use crate::node::Node;
use crate::rules::{Findings, number};

/// What a seller approved for the tax on business income states.
const APPROVED: &str = "GODKÄND FÖR F-SKATT";

/// Rates of VAT in per cent.
const RATES: [u32; 3] = [6, 12, 25];

/// The two systems of domestic transfers, with the rules for the form and the length of their account numbers.
const TRANSFERS: [(&str, &str, &str, std::ops::RangeInclusive<usize>); 2] =
    [("SE:PLUSGIRO", "SE-R-007", "SE-R-010", 2..=8), ("SE:BANKGIRO", "SE-R-008", "SE-R-009", 7..=8)];

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if !paper.lives_in(paper.seller, "SE") {
        return;
    }
    registration(paper, findings);
    let vat = paper.vat_numbers(paper.seller);
    if let Some(number) = vat.iter().find(|number| number.starts_with("SE")) {
        vat_number(number, findings);
        rates(paper, findings);
    }
    let domestic = paper.lives_in(paper.buyer, "SE");
    for means in paper.payment_means() {
        payment(paper, means, domestic, findings);
    }
}

fn is_numeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn vat_number(number: &str, findings: &mut Findings) {
    let length = number.chars().count();
    let message = format!("a VAT number of Sweden has 14 signs, `{number}` has {length}");
    findings.expect(length == 14, "SE-R-001", message);
    let digits: String = number.chars().skip(2).take(12).collect();
    let message = format!("behind the country a VAT number of Sweden has digits only, not `{digits}`");
    findings.expect(is_numeric(&digits), "SE-R-002", message);
}

fn registration(paper: &Paper<'_>, findings: &mut Findings) {
    let Some(node) = paper.registration(paper.seller) else { return };
    let number = node.text();
    let demand = |what: &str| format!("the organisation number (BT-30) of a seller in Sweden must {what}: `{number}`");
    findings.expect(is_numeric(number), "SE-R-003", demand("be digits only"));
    findings.expect(number.chars().count() == 10, "SE-R-004", demand("have 10 digits"));
    findings.expect(is_swedish(number), "SE-R-013", demand("have the right check digit"));
    let scheme = |scheme: &str| if paper.is_ubl() { !scheme.eq_ignore_ascii_case("VAT") } else { scheme == "FC" };
    for other in paper.tax_numbers(paper.seller).iter().filter(|number| scheme(number.scheme)) {
        let Some(statement) = other.number.map(|node| node.text().to_uppercase()) else { continue };
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = "the tax registration (BT-32) of a seller in Sweden must say `Godkänd för F-skatt`";
        findings.expect(statement == APPROVED, "SE-R-005", message);
    }
}

fn rates(paper: &Paper<'_>, findings: &mut Findings) {
    for tax in paper.named(&["TaxCategory", "ClassifiedTaxCategory"], &["ApplicableTradeTax", "CategoryTradeTax"]) {
        let standard = paper.text_below(tax, "ID", "CategoryCode") == Some("S");
        let rate = number(paper.below(Some(tax), "Percent", "RateApplicablePercent"));
        let known = rate.is_some_and(|rate| RATES.iter().any(|known| rate == (*known).into()));
        let message = "a seller in Sweden charges VAT at 6, 12 or 25 per cent (BT-119, BT-152)";
        findings.expect(!standard || known, "SE-R-006", message);
    }
}

fn payment(paper: &Paper<'_>, means: &Node, domestic: bool, findings: &mut Findings) {
    let code = paper.text_below(means, "PaymentMeansCode", "TypeCode");
    let old = matches!(code, Some("50" | "56"));
    let message = "a transfer by bankgiro or plusgiro is payment means 30 (BT-81) with SE:BANKGIRO or SE:PLUSGIRO as \
                   the bank (BT-86)";
    findings.expect(!old, "SE-R-011", message);
    let debit_transfer = code == Some("31") && domestic;
    findings.expect(!debit_transfer, "SE-R-012", "a transfer within Sweden is payment means 30 (BT-81), not 31");
    let bank = paper.below(
        Some(means),
        "PayeeFinancialAccount/FinancialInstitutionBranch/ID",
        "PayeeSpecifiedCreditorFinancialInstitution/BICID",
    );
    let account =
        paper.below(Some(means), "PayeeFinancialAccount/ID", "PayeePartyCreditorFinancialAccount/ProprietaryID");
    let (Some("30"), Some(bank), Some(account)) = (code, text(bank), account) else { return };
    for (_, form, length, lengths) in TRANSFERS.iter().filter(|row| row.0 == bank) {
        let number = account.text();
        findings.expect(is_numeric(number), form, format!("the account `{number}` (BT-84) must be digits only"));
        let message = format!(
            "the account `{number}` (BT-84) must have {} to {} digits for {bank}",
            lengths.start(),
            lengths.end()
        );
        findings.expect(lengths.contains(&number.chars().count()), length, message);
    }
}
