//! Rules for sellers in Iceland (IS-R).

use super::Paper;
use crate::model::text;
use crate::node::Node;
use crate::rules::Findings;
use crate::value;

/// The register of persons and companies (kennitala).
const REGISTER: &str = "0196";

/// Signs of an account number: bank, kind of account and number.
const ACCOUNT: usize = 12;

/// How a document is described whose identifier is the last day to pay (eindagi).
const LAST_DAY: &str = "EINDAGI";

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if !paper.lives_in(paper.seller, "IS") {
        return;
    }
    let code = text(paper.invoice.type_code);
    let message = "the type (BT-3) of a document from Iceland should be 380 or 381";
    findings.expect(matches!(code, Some("380" | "381")), "IS-R-001", message);
    registered(paper.seller, ["IS-R-002", "IS-R-003"], "seller", findings);
    if paper.lives_in(paper.buyer, "IS") {
        registered(paper.buyer, ["IS-R-004", "IS-R-005"], "buyer", findings);
    }
    for (rule, code) in [("IS-R-006", "9"), ("IS-R-007", "42")] {
        account(paper, rule, code, findings);
    }
    last_day(paper, findings);
}

fn registered(party: Option<&Node>, rules: [&str; 2], who: &str, findings: &mut Findings) {
    let Some(node) = party else { return };
    let in_register =
        node.all("PartyLegalEntity/CompanyID").iter().any(|id| id.attribute("schemeID") == Some(REGISTER));
    let [registration, address] = rules;
    let message = format!("a {who} in Iceland must have a registration (kennitala) under the scheme 0196");
    findings.expect(in_register, registration, message);
    let stated = |path: &str| node.at(path).is_some();
    let whole = stated("PostalAddress/StreetName") && stated("PostalAddress/PostalZone");
    let message = format!("the address of a {who} in Iceland must have a street and a post code");
    findings.expect(whole, address, message);
}

/// A claim (9) and a transfer (42) name the account to pay to.
fn account(paper: &Paper<'_>, rule: &str, code: &str, findings: &mut Findings) {
    let means: Vec<&Node> =
        paper.payment_means().into_iter().filter(|means| means.text_at("PaymentMeansCode") == Some(code)).collect();
    let accounts = means.iter().flat_map(|means| means.all("PayeeFinancialAccount/ID"));
    let lengths: Vec<usize> = accounts.map(|account| account.text().chars().count()).collect();
    let whole = !lengths.is_empty() && lengths.iter().all(|length| *length == ACCOUNT);
    let message = format!("payment means {code} must state an account of 12 digits (BT-84)");
    findings.expect(means.is_empty() || whole, rule, message);
}

fn last_day(paper: &Paper<'_>, findings: &mut Findings) {
    let references = paper.root.children("AdditionalDocumentReference");
    let due = text(paper.at("DueDate", ""));
    for reference in references.filter(|reference| reference.text_at("DocumentDescription") == Some(LAST_DAY)) {
        let day = reference.text_at("ID").unwrap_or_default();
        let is_date = day.len() == 10 && value::date(day, None).is_some();
        let message = format!("the last day to pay (EINDAGI, BT-122) `{day}` must be a date of the form YYYY-MM-DD");
        findings.expect(is_date, "IS-R-008", message);
        let message = "an invoice with a last day to pay (EINDAGI, BT-122) must have a due date (BT-9)";
        findings.expect(due.is_some(), "IS-R-009", message);
        // Dates of ISO 8601 sort as text.
        let in_order = due.is_some_and(|due| due <= day);
        let message = "the last day to pay (EINDAGI, BT-122) must not be before the due date (BT-9)";
        findings.expect(in_order, "IS-R-010", message);
    }
}
