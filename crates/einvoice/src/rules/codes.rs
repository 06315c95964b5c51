//! What must be on a code list: BR-CL-01 to BR-CL-26. Which element carries which list depends on the syntax; the
//! tables below name elements by the end of their path.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Findings, Syntax};
use crate::node::Node;

/// A code list.
pub(super) type Codes = LazyLock<HashSet<&'static str>>;

/// The codes of a text: separated by white space, lines that begin with `#` left out.
pub(super) fn codes(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

static CURRENCIES: Codes = LazyLock::new(|| codes(include_str!("codes/currencies.txt")));
static COUNTRIES: Codes = LazyLock::new(|| codes(include_str!("codes/countries.txt")));
static UNITS: Codes = LazyLock::new(|| codes(include_str!("codes/units.txt")));
static REFERENCES: Codes = LazyLock::new(|| codes(include_str!("codes/references.txt")));
static CLASSIFICATIONS: Codes = LazyLock::new(|| codes(include_str!("codes/classifications.txt")));
static IDENTIFIERS: Codes = LazyLock::new(|| codes(include_str!("codes/identifiers.txt")));
static ENDPOINTS: Codes = LazyLock::new(|| codes(include_str!("codes/endpoints.txt")));
static SUBJECTS: Codes = LazyLock::new(|| codes(include_str!("codes/subjects.txt")));
pub(super) static ALLOWANCES: Codes = LazyLock::new(|| codes(include_str!("codes/allowances.txt")));
pub(super) static CHARGES: Codes = LazyLock::new(|| codes(include_str!("codes/charges.txt")));
static PAYMENT_MEANS: Codes = LazyLock::new(|| codes(include_str!("codes/payment_means.txt")));
static EXEMPTIONS: Codes = LazyLock::new(|| codes(include_str!("codes/exemptions.txt")));
/// UNTDID 1001, invoices.
static INVOICES: Codes = LazyLock::new(|| {
    codes(
        "71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 \
         395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935",
    )
});
/// UNTDID 1001, credit notes.
static CREDIT_NOTES: Codes = LazyLock::new(|| codes("81 83 261 262 296 308 381 396 420 458 502 503 532"));
/// UNTDID 2005 in UBL and UNTDID 2475 in CII: issue date, delivery date, payment date.
pub(super) static TAX_POINTS: Codes = LazyLock::new(|| codes("3 35 432"));
static TAX_POINTS_CII: Codes = LazyLock::new(|| codes("5 29 72"));
/// UNTDID 5305.
static CATEGORIES: Codes = LazyLock::new(|| codes("AE B E G K L M O S Z"));
/// Media types that EN 16931 allows for attached files.
pub(super) static MEDIA_TYPES: Codes = LazyLock::new(|| {
    codes(
        "application/pdf image/png image/jpeg text/csv application/vnd.oasis.opendocument.spreadsheet \
         application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
});

/// Whether a code is a country of ISO 3166-1.
pub(crate) fn is_country(code: &str) -> bool {
    COUNTRIES.contains(code)
}

/// Whether a code is a unit of UN/ECE Recommendation 20 or 21.
pub(crate) fn is_unit(code: &str) -> bool {
    UNITS.contains(code)
}

/// Whether a code is a reason of the list VATEX why no VAT is charged.
pub(crate) fn is_exemption(code: &str) -> bool {
    EXEMPTIONS.contains(code)
}

/// Whether a code is a scheme of ISO 6523 for identifiers.
pub(crate) fn is_identifier_scheme(code: &str) -> bool {
    IDENTIFIERS.contains(code)
}

/// Whether a code is a scheme of the EAS list for electronic addresses.
pub(crate) fn is_address_scheme(code: &str) -> bool {
    ENDPOINTS.contains(code)
}

/// Whether a media type is one that files inside an invoice may have.
pub(crate) fn is_media_type(code: &str) -> bool {
    MEDIA_TYPES.contains(code)
}

/// Where a code stands: in the text of an element, or in an attribute.
#[derive(Clone, Copy)]
enum Place {
    Text,
    Attribute(&'static str),
}

use Place::{Attribute, Text};

/// A rule: its name, the end of the path of the elements, where the code stands, and the list.
type Row = (&'static str, &'static str, Place, &'static Codes);

const UBL: [Row; 23] = [
    ("BR-CL-01", "Invoice/InvoiceTypeCode", Text, &INVOICES),
    ("BR-CL-01", "CreditNote/CreditNoteTypeCode", Text, &CREDIT_NOTES),
    ("BR-CL-04", "DocumentCurrencyCode", Text, &CURRENCIES),
    ("BR-CL-05", "TaxCurrencyCode", Text, &CURRENCIES),
    ("BR-CL-06", "InvoicePeriod/DescriptionCode", Text, &TAX_POINTS),
    ("BR-CL-10", "PartyIdentification/ID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-11", "PartyLegalEntity/CompanyID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-13", "CommodityClassification/ItemClassificationCode", Attribute("listID"), &CLASSIFICATIONS),
    ("BR-CL-14", "Country/IdentificationCode", Text, &COUNTRIES),
    ("BR-CL-15", "OriginCountry/IdentificationCode", Text, &COUNTRIES),
    ("BR-CL-16", "PaymentMeans/PaymentMeansCode", Text, &PAYMENT_MEANS),
    ("BR-CL-17", "TaxCategory/ID", Text, &CATEGORIES),
    ("BR-CL-18", "ClassifiedTaxCategory/ID", Text, &CATEGORIES),
    ("BR-CL-21", "StandardItemIdentification/ID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-22", "TaxExemptionReasonCode", Text, &EXEMPTIONS),
    ("BR-CL-23", "InvoicedQuantity", Attribute("unitCode"), &UNITS),
    ("BR-CL-23", "CreditedQuantity", Attribute("unitCode"), &UNITS),
    ("BR-CL-23", "BaseQuantity", Attribute("unitCode"), &UNITS),
    ("BR-CL-24", "EmbeddedDocumentBinaryObject", Attribute("mimeCode"), &MEDIA_TYPES),
    ("BR-CL-25", "EndpointID", Attribute("schemeID"), &ENDPOINTS),
    ("BR-CL-26", "DeliveryLocation/ID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-19", "AllowanceCharge[false]/AllowanceChargeReasonCode", Text, &ALLOWANCES),
    ("BR-CL-20", "AllowanceCharge[true]/AllowanceChargeReasonCode", Text, &CHARGES),
];

const CII: [Row; 27] = [
    ("BR-CL-04", "InvoiceCurrencyCode", Text, &CURRENCIES),
    ("BR-CL-05", "TaxCurrencyCode", Text, &CURRENCIES),
    ("BR-CL-06", "ApplicableTradeTax/DueDateTypeCode", Text, &TAX_POINTS_CII),
    ("BR-CL-08", "IncludedNote/SubjectCode", Text, &SUBJECTS),
    ("BR-CL-10", "SellerTradeParty/GlobalID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-10", "BuyerTradeParty/GlobalID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-10", "PayeeTradeParty/GlobalID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-11", "SpecifiedLegalOrganization/ID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-13", "DesignatedProductClassification/ClassCode", Attribute("listID"), &CLASSIFICATIONS),
    ("BR-CL-14", "PostalTradeAddress/CountryID", Text, &COUNTRIES),
    ("BR-CL-15", "OriginTradeCountry/ID", Text, &COUNTRIES),
    ("BR-CL-16", "SpecifiedTradeSettlementPaymentMeans/TypeCode", Text, &PAYMENT_MEANS),
    ("BR-CL-17", "CategoryTradeTax/CategoryCode", Text, &CATEGORIES),
    ("BR-CL-17", "ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode", Text, &CATEGORIES),
    ("BR-CL-18", "SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", Text, &CATEGORIES),
    ("BR-CL-19", "SpecifiedTradeAllowanceCharge[false]/ReasonCode", Text, &ALLOWANCES),
    ("BR-CL-20", "SpecifiedTradeAllowanceCharge[true]/ReasonCode", Text, &CHARGES),
    ("BR-CL-21", "SpecifiedTradeProduct/GlobalID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-22", "ExemptionReasonCode", Text, &EXEMPTIONS),
    ("BR-CL-23", "BilledQuantity", Attribute("unitCode"), &UNITS),
    ("BR-CL-23", "BasisQuantity", Attribute("unitCode"), &UNITS),
    ("BR-CL-24", "AttachmentBinaryObject", Attribute("mimeCode"), &MEDIA_TYPES),
    ("BR-CL-25", "URIUniversalCommunication/URIID", Attribute("schemeID"), &ENDPOINTS),
    ("BR-CL-26", "ShipToTradeParty/GlobalID", Attribute("schemeID"), &IDENTIFIERS),
    ("BR-CL-01", "ExchangedDocument/TypeCode", Text, &DOCUMENTS),
    ("BR-CL-07", "AdditionalReferencedDocument[130]/ReferenceTypeCode", Text, &REFERENCES),
    ("BR-CL-07", "AdditionalReferencedDocument[50]/ReferenceTypeCode", Text, &REFERENCES),
];

/// CII has one root element for invoices and credit notes.
static DOCUMENTS: Codes = LazyLock::new(|| INVOICES.union(&CREDIT_NOTES).copied().collect());

pub(super) fn check(root: &Node, syntax: Syntax, findings: &mut Findings) {
    let rows: &[Row] = match syntax {
        Syntax::Ubl => &UBL,
        Syntax::Cii => &CII,
    };
    visit(&mut vec![root], &mut |path| {
        let node = path[path.len() - 1];
        for row in rows.iter().filter(|row| row.1.ends_with(node.name()) && ends_with(path, row.1)) {
            judge(path, row, findings);
        }
        if let Some(currency) = node.attribute("currencyID").filter(|code| !CURRENCIES.contains(code)) {
            findings.add("BR-CL-03", format!("<{}> is in `{currency}`, which is no currency of ISO 4217", node.name()));
        }
        if syntax == Syntax::Ubl {
            object_scheme(path, findings);
            note_subject(path, findings);
        }
    });
}

/// Visits every element with the path that leads to it, in document order.
fn visit<'a>(path: &mut Vec<&'a Node>, seen: &mut impl FnMut(&[&'a Node])) {
    seen(path);
    for child in path[path.len() - 1].elements() {
        path.push(child);
        visit(path, seen);
        path.pop();
    }
}

/// Whether a path ends with the names of a pattern. `[…]` behind a name asks for the element's charge indicator or type
/// code to be that.
fn ends_with(path: &[&Node], pattern: &str) -> bool {
    let mut nodes = path.iter().rev();
    pattern.rsplit('/').all(|step| {
        let (name, flag) = step.split_once('[').unwrap_or((step, ""));
        nodes
            .next()
            .is_some_and(|node| node.name() == name && (flag.is_empty() || has_flag(node, flag.trim_end_matches(']'))))
    })
}

fn has_flag(node: &Node, flag: &str) -> bool {
    ["ChargeIndicator/Indicator", "ChargeIndicator", "TypeCode"].iter().find_map(|path| node.text_at(path))
        == Some(flag)
}

fn judge(path: &[&Node], (rule, _, place, list): &Row, findings: &mut Findings) {
    let node = path[path.len() - 1];
    let code = match place {
        Text => Some(node.text()),
        // SEPA marks a creditor identifier and is no scheme of the register.
        Attribute(name) => node.attribute(name).filter(|scheme| *rule != "BR-CL-10" || *scheme != "SEPA"),
    };
    let Some(code) = code else { return };
    let known = list.contains(code) || (*rule == "BR-CL-22" && list.contains(code.to_ascii_uppercase().as_str()));
    findings.expect(known, rule, format!("`{code}` in <{}> is not on the code list of that element", node.name()));
}

/// UBL writes the scheme of an invoiced object (BT-18, BT-128) beside the identifier, under type code 130.
fn object_scheme(path: &[&Node], findings: &mut Findings) {
    let node = path[path.len() - 1];
    let reference = matches!(node.name(), "AdditionalDocumentReference" | "DocumentReference");
    if !reference || node.text_at("DocumentTypeCode") != Some("130") {
        return;
    }
    let Some(scheme) = node.at("ID").and_then(|id| id.attribute("schemeID")) else { return };
    let message = format!("`{scheme}` is no reference qualifier of UNTDID 1153 for an invoiced object");
    findings.expect(REFERENCES.contains(scheme), "BR-CL-07", message);
}

/// UBL writes the subject of a note (BT-21) in front of it, as `#AAI#…`.
fn note_subject(path: &[&Node], findings: &mut Findings) {
    let node = path[path.len() - 1];
    if node.name() != "Note" || path.len() != 2 {
        return;
    }
    let subject = node.text().split_once('#').and_then(|(_, rest)| rest.split_once('#')).map(|(subject, _)| subject);
    if let Some(subject) = subject.filter(|subject| subject.chars().count() == 3) {
        findings.expect(
            SUBJECTS.contains(subject),
            "BR-CL-08",
            format!("`{subject}` is no text subject of UNTDID 4451"),
        );
    }
}
