//! Rules for sellers in Denmark (DK-R).

use rust_decimal::Decimal;

use super::Paper;
use crate::model::text;
use crate::node::Node;
use crate::rules::{Findings, number};

/// The register of companies (CVR).
const REGISTER: &str = "0184";

/// Ways to pay that are in use.
const PAYMENT_MEANS: [&str; 11] = ["1", "10", "31", "42", "48", "49", "50", "58", "59", "93", "97"];

/// How the classification of goods UNSPSC is named, and its versions in use.
const CLASSIFICATION: &str = "TST";
const VERSIONS: [&str; 4] = ["19.05.01", "19.0501", "26.08.01", "26.0801"];

/// Card types in front of the payment reference of a giro (50) and of a joint form (93), and those of them behind which
/// a number of the payment follows.
const GIRO: [&str; 3] = ["01#", "04#", "15#"];
const GIRO_NUMBERED: [&str; 2] = ["04#", "15#"];
const FORM: [&str; 3] = ["71#", "73#", "75#"];
const FORM_NUMBERED: [&str; 2] = ["71#", "75#"];

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    if !paper.lives_in(paper.seller, "DK") {
        return;
    }
    registration(paper, findings);
    if !paper.lives_in(paper.buyer, "DK") {
        return;
    }
    credit_note(paper, findings);
    identifiers(paper, findings);
    for line in paper.lines() {
        classification(paper, line, findings);
    }
    for item in paper.named(&["AllowanceCharge"], &["SpecifiedTradeAllowanceCharge"]) {
        other_tax(paper, item, findings);
    }
    // A credit note in UBL states how money is paid back, which these rules are not about.
    if !paper.invoice.is_credit_note {
        let whole = Payment::of_document(paper);
        for means in paper.payment_means() {
            payment(&Payment::new(paper, means, &whole), findings);
        }
    }
}

fn registration(paper: &Paper<'_>, findings: &mut Findings) {
    let registration = paper.registration(paper.seller);
    let message = "a seller in Denmark must state its company number (CVR, BT-30)";
    findings.expect(text(registration).is_some(), "DK-R-002", message);
    let in_register = registration.is_none_or(|node| node.attribute("schemeID") == Some(REGISTER));
    let message = "the company number (BT-30) of a seller in Denmark must name the scheme 0184";
    findings.expect(in_register, "DK-R-014", message);
}

fn credit_note(paper: &Paper<'_>, findings: &mut Findings) {
    let credits = match paper.is_ubl() {
        true => paper.invoice.is_credit_note,
        false => text(paper.invoice.type_code) == Some("381"),
    };
    let due = paper.invoice.totals.as_ref().and_then(|totals| number(totals.due));
    let negative = credits && due.is_some_and(|due| due < Decimal::ZERO);
    findings.expect(!negative, "DK-R-016", "the amount due (BT-115) of a credit note must not be negative in Denmark");
}

fn identifiers(paper: &Paper<'_>, findings: &mut Findings) {
    for party in [paper.seller, paper.buyer].into_iter().flatten() {
        let identifiers = if paper.is_ubl() { party.all("PartyIdentification/ID") } else { party.all("GlobalID") };
        for identifier in identifiers {
            let named = identifier.attribute("schemeID").is_some_and(|scheme| !scheme.is_empty());
            let message = format!("the identifier `{}` (BT-29, BT-46) must name its scheme", identifier.text());
            findings.expect(named, "DK-R-013", message);
        }
    }
}

fn classification(paper: &Paper<'_>, line: &Node, findings: &mut Findings) {
    let codes = match paper.is_ubl() {
        true => line.all("Item/CommodityClassification/ItemClassificationCode"),
        false => line.all("SpecifiedTradeProduct/DesignatedProductClassification/ClassCode"),
    };
    let classified = codes.iter().any(|code| code.attribute("listID") == Some(CLASSIFICATION));
    let current = codes.iter().filter_map(|code| code.attribute("listVersionID")).any(|v| VERSIONS.contains(&v));
    let message = "items should be classified by version 19.05.01 or 26.08.01 of UNSPSC (BT-158)";
    findings.expect(!classified || current, "DK-R-003", message);
}

/// A tax that is no VAT is a charge whose reason is four digits, or has a `#` between other signs.
fn other_tax(paper: &Paper<'_>, item: &Node, findings: &mut Findings) {
    if paper.text_below(item, "AllowanceChargeReasonCode", "ReasonCode") != Some("ZZZ") {
        return;
    }
    let reason = paper.text_below(item, "AllowanceChargeReason", "Reason").unwrap_or_default();
    let category = reason.len() == 4 && reason.bytes().all(|b| b.is_ascii_digit());
    let described = reason.contains('#') && !reason.starts_with('#') && !reason.ends_with('#');
    let message = format!(
        "the reason `{reason}` of a tax other than VAT (reason code ZZZ) must be its category of four digits, or have \
         a # between other signs"
    );
    findings.expect(category || described, "DK-R-004", message);
}

/// A payment instruction as the Danish rules see it.
#[derive(Default)]
struct Payment<'a> {
    code: &'a str,
    /// BT-83, which CII has once for the document.
    reference: &'a str,
    /// BT-84.
    account: &'a str,
    /// BT-86.
    bank: Option<&'a str>,
    /// BT-89.
    mandate: Option<&'a str>,
    /// BT-91 in UBL; the creditor's reference (BT-90) in CII.
    other_side: Option<&'a str>,
    /// Most digits of a giro account, beside the usual seven.
    giro_digits: usize,
}

impl<'a> Payment<'a> {
    /// What CII states once for all payment instructions.
    fn of_document(paper: &Paper<'a>) -> Self {
        Self {
            reference: text(paper.at("", "S:PaymentReference")).unwrap_or_default(),
            mandate: text(paper.at("", "S:SpecifiedTradePaymentTerms/DirectDebitMandateID")),
            other_side: text(paper.at("", "S:CreditorReferenceID")),
            ..Self::default()
        }
    }

    fn new(paper: &Paper<'a>, means: &'a Node, whole: &Self) -> Self {
        let at = |path: &str| means.text_at(path);
        if paper.is_ubl() {
            return Self {
                code: at("PaymentMeansCode").unwrap_or_default(),
                reference: at("PaymentID").unwrap_or_default(),
                account: at("PayeeFinancialAccount/ID").unwrap_or_default(),
                bank: at("PayeeFinancialAccount/FinancialInstitutionBranch/ID"),
                mandate: at("PaymentMandate/ID"),
                other_side: at("PaymentMandate/PayerFinancialAccount/ID"),
                giro_digits: 8,
            };
        }
        Self {
            code: at("TypeCode").unwrap_or_default(),
            account: at("PayeePartyCreditorFinancialAccount/IBANID").unwrap_or_default(),
            bank: at("PayeeSpecifiedCreditorFinancialInstitution/BICID"),
            mandate: at("SpecifiedTradePaymentTerms/DirectDebitMandateID").or(whole.mandate),
            giro_digits: 7,
            ..*whole
        }
    }

    fn refers_by(&self, card_types: &[&str]) -> bool {
        card_types.iter().any(|card_type| self.reference.starts_with(card_type))
    }
}

fn payment(payment: &Payment<'_>, findings: &mut Findings) {
    let message = format!("payment means `{}` (BT-81) are not in use in Denmark", payment.code);
    findings.expect(PAYMENT_MEANS.contains(&payment.code), "DK-R-005", message);
    let (account, signs) = (payment.account, payment.account.chars().count());
    let referenced = payment.reference.chars().count();
    match payment.code {
        "31" | "42" => findings.expect(
            !account.is_empty() && payment.bank.is_some(),
            "DK-R-006",
            "a transfer to an account must state the account (BT-84) and the number of the bank (BT-86)",
        ),
        "49" => findings.expect(
            payment.mandate.is_some() && payment.other_side.is_some(),
            "DK-R-007",
            "a direct debit must state the mandate (BT-89) and the account that is debited (BT-91)",
        ),
        "50" => {
            let digits = (7..=payment.giro_digits).contains(&signs) && account.bytes().all(|b| b.is_ascii_digit());
            findings.expect(
                payment.refers_by(&GIRO) && digits,
                "DK-R-008",
                "a giro payment needs a reference (BT-83) that starts with 01#, 04# or 15# and a giro account (BT-84)",
            );
            let numbered = payment.refers_by(&GIRO_NUMBERED);
            let message = "behind 04# and 15# the payment reference (BT-83) must have 16 digits";
            findings.expect(!numbered || referenced == 19, "DK-R-009", message);
        }
        "93" => {
            findings.expect(
                payment.refers_by(&FORM) && signs == 8,
                "DK-R-010",
                "a joint form needs a reference (BT-83) that starts with 71#, 73# or 75# and a creditor number of 8 \
                 digits (BT-84)",
            );
            let numbered = payment.refers_by(&FORM_NUMBERED);
            let message = "behind 71# and 75# the payment reference (BT-83) must have 15 or 16 digits";
            findings.expect(!numbered || matches!(referenced, 18 | 19), "DK-R-011", message);
        }
        _ => {}
    }
}
