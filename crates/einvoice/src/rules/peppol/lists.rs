//! What must be on a code list, in the currency of the invoice or a date (PEPPOL-EN16931-CL, R051, F001), and which VAT
//! category goes with a reason for exemption (P0104 to P0111).

use super::Paper;
use crate::model::text;
use crate::node::Node;
use crate::rules::Findings;
use crate::rules::codes::{ALLOWANCES, CHARGES, Codes, MEDIA_TYPES, TAX_POINTS, codes};
use crate::value;

static ENDPOINTS: Codes = Codes::new(|| codes(include_str!("../codes/peppol_endpoints.txt")));
static CURRENCIES: Codes = Codes::new(|| codes(include_str!("../codes/peppol_currencies.txt")));

/// Whether the network has a scheme for electronic addresses.
pub(crate) fn is_address_scheme(code: &str) -> bool {
    ENDPOINTS.contains(code)
}

/// Elements of UBL that hold an amount in the currency of the invoice; so does [`TAX`] but for one of the totals.
const AMOUNTS: [&str; 12] = [
    "Amount",
    "BaseAmount",
    "PriceAmount",
    "TaxableAmount",
    "LineExtensionAmount",
    "TaxExclusiveAmount",
    "TaxInclusiveAmount",
    "AllowanceTotalAmount",
    "ChargeTotalAmount",
    "PrepaidAmount",
    "PayableRoundingAmount",
    "PayableAmount",
];
const TAX: &str = "TaxAmount";

/// Elements of UBL that hold a date.
const DATES: [&str; 6] = ["IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate"];

/// Reasons for exemption (VATEX) with the VAT category that they belong to.
const EXEMPTIONS: [(&str, &str, &str); 8] = [
    ("PEPPOL-EN16931-P0104", "VATEX-EU-G", "G"),
    ("PEPPOL-EN16931-P0105", "VATEX-EU-O", "O"),
    ("PEPPOL-EN16931-P0106", "VATEX-EU-IC", "K"),
    ("PEPPOL-EN16931-P0107", "VATEX-EU-AE", "AE"),
    ("PEPPOL-EN16931-P0108", "VATEX-EU-D", "E"),
    ("PEPPOL-EN16931-P0109", "VATEX-EU-F", "E"),
    ("PEPPOL-EN16931-P0110", "VATEX-EU-I", "E"),
    ("PEPPOL-EN16931-P0111", "VATEX-EU-J", "E"),
];

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    paper.root.walk(&mut |node| match paper.is_ubl() {
        true => ubl(paper, node, findings),
        false => cii(node, findings),
    });
    endpoints(paper, findings);
}

/// Looks at an element of UBL and at what is directly inside.
fn ubl(paper: &Paper<'_>, node: &Node, findings: &mut Findings) {
    match node.name() {
        "EmbeddedDocumentBinaryObject" => media_type(node, findings),
        "AllowanceCharge" => {
            let indicator = node.text_at("ChargeIndicator");
            node.children("AllowanceChargeReasonCode").for_each(|code| reason(indicator, code.text(), findings));
        }
        "InvoicePeriod" => {
            if let Some(code) = node.at("DescriptionCode").map(Node::text) {
                let message = format!("`{code}` is no code of UNTDID 2005 for the tax point (BT-8)");
                findings.expect(TAX_POINTS.contains(code), "PEPPOL-EN16931-CL006", message);
            }
        }
        "TaxCategory" => exemption(node, findings),
        name if DATES.contains(&name) => {
            let is_date = node.raw().len() == 10 && value::date(node.raw(), None).is_some();
            date(is_date, node, "YYYY-MM-DD", findings);
        }
        _ => {}
    }
    let in_accounting_currency = node.name() == "TaxTotal" && node.at("TaxSubtotal").is_none();
    for amount in node.elements().iter().filter(|child| is_amount(child)) {
        let of_invoice = amount.name() != TAX || !in_accounting_currency;
        currency(amount, findings);
        let own = amount.attribute("currencyID");
        findings.expect(
            !of_invoice || own.is_some() && own == text(paper.invoice.currency),
            "PEPPOL-EN16931-R051",
            format!("<{}> must be in the currency of the invoice (BT-5)", amount.name()),
        );
    }
}

fn is_amount(node: &Node) -> bool {
    node.name() == TAX || AMOUNTS.contains(&node.name())
}

fn cii(node: &Node, findings: &mut Findings) {
    match node.name() {
        "AttachmentBinaryObject" => media_type(node, findings),
        "SpecifiedTradeAllowanceCharge" => {
            let indicator = node.text_at("ChargeIndicator/Indicator");
            node.children("ReasonCode").for_each(|code| reason(indicator, code.text(), findings));
        }
        "TaxTotalAmount" if node.attribute("currencyID").is_some() => currency(node, findings),
        "DateTimeString" => {
            let format = node.attribute("format");
            let is_date = format == Some("102") && node.raw().len() == 8 && value::date(node.raw(), format).is_some();
            date(is_date, node, "YYYYMMDD with format 102", findings);
        }
        _ => {}
    }
}

fn media_type(node: &Node, findings: &mut Findings) {
    let Some(code) = node.attribute("mimeCode") else { return };
    let message = format!("an attached file may not be of the type `{code}` (BT-125)");
    findings.expect(MEDIA_TYPES.contains(code), "PEPPOL-EN16931-CL001", message);
}

fn reason(indicator: Option<&str>, code: &str, findings: &mut Findings) {
    match indicator {
        Some("false") => findings.expect(
            ALLOWANCES.contains(code),
            "PEPPOL-EN16931-CL002",
            format!("`{code}` is no reason of UNTDID 5189 for an allowance (BT-98, BT-140)"),
        ),
        Some("true") => findings.expect(
            CHARGES.contains(code),
            "PEPPOL-EN16931-CL003",
            format!("`{code}` is no reason of UNTDID 7161 for a charge (BT-105, BT-145)"),
        ),
        _ => {}
    }
}

fn currency(amount: &Node, findings: &mut Findings) {
    let code = amount.attribute("currencyID").unwrap_or_default();
    let message = format!("<{}> is in `{code}`, which is no currency of ISO 4217", amount.name());
    findings.expect(CURRENCIES.contains(code), "PEPPOL-EN16931-CL007", message);
}

fn date(is_date: bool, node: &Node, form: &str, findings: &mut Findings) {
    let message = format!("`{}` in <{}> must be a date of the form {form}", node.text(), node.name());
    findings.expect(is_date, "PEPPOL-EN16931-F001", message);
}

fn exemption(category: &Node, findings: &mut Findings) {
    let Some(reason) = category.text_at("TaxExemptionReasonCode") else { return };
    for (rule, _, code) in EXEMPTIONS.iter().filter(|row| row.1.eq_ignore_ascii_case(reason)) {
        let holds = category.text_at("ID") == Some(code);
        findings.expect(holds, rule, format!("the exemption {reason} (BT-121) belongs to VAT category {code}"));
    }
}

/// In UBL a scheme that is missing is the matter of BR-62 and BR-63.
fn endpoints(paper: &Paper<'_>, findings: &mut Findings) {
    let addresses = match paper.is_ubl() {
        true => paper.named(&["EndpointID"], &[]),
        false => {
            let path = "URIUniversalCommunication/URIID";
            [paper.buyer, paper.seller].into_iter().flatten().flat_map(|party| party.all(path)).collect()
        }
    };
    for address in addresses {
        let scheme = address.attribute("schemeID");
        let known = scheme.map_or(paper.is_ubl(), is_address_scheme);
        let message = format!(
            "`{}` is no scheme that the network has for electronic addresses (BT-34, BT-49)",
            scheme.unwrap_or_default()
        );
        findings.expect(known, "PEPPOL-EN16931-CL008", message);
    }
}
