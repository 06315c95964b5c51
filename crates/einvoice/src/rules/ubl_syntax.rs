//! What UBL allows but the standard does not: elements that must not be repeated (UBL-SR) and the form of data types
//! (UBL-DT). The warnings about elements outside the standard (UBL-CR) are left out: such elements change nothing that
//! is read here.

use super::Findings;
use crate::node::Node;

/// A rule: its name, the elements it looks at, what may occur at most once inside each of them, and its meaning. The
/// empty path is the document itself; names with `@` stand for the lines, addresses, document allowances and charges.
type Once = (&'static str, &'static str, &'static str, &'static str);

const ONCE: [Once; 37] = [
    ("UBL-SR-01", "", "ContractDocumentReference/ID", "contract reference (BT-12)"),
    ("UBL-SR-02", "", "ReceiptDocumentReference/ID", "receiving advice reference (BT-15)"),
    ("UBL-SR-03", "", "DespatchDocumentReference/ID", "despatch advice reference (BT-16)"),
    ("UBL-SR-05", "", "PaymentTerms/Note", "text of payment terms (BT-20)"),
    ("UBL-SR-06", "BillingReference", "InvoiceDocumentReference", "earlier invoice in one reference"),
    ("UBL-SR-08", "", "InvoicePeriod", "invoicing period (BG-14)"),
    ("UBL-SR-09", SELLER, "PartyLegalEntity/RegistrationName", "name of the seller (BT-27)"),
    ("UBL-SR-10", SELLER, "PartyName/Name", "trading name of the seller (BT-28)"),
    ("UBL-SR-11", SELLER, "PartyLegalEntity/CompanyID", "legal registration of the seller (BT-30)"),
    ("UBL-SR-14", SELLER, "PartyLegalEntity/CompanyLegalForm", "legal information of the seller (BT-33)"),
    ("UBL-SR-15", BUYER, "PartyLegalEntity/RegistrationName", "name of the buyer (BT-44)"),
    ("UBL-SR-16", BUYER, "PartyIdentification/ID", "identifier of the buyer (BT-46)"),
    ("UBL-SR-17", BUYER, "PartyLegalEntity/CompanyID", "legal registration of the buyer (BT-47)"),
    ("UBL-SR-40", BUYER, "PartyName/Name", "trading name of the buyer (BT-45)"),
    ("UBL-SR-19", "PayeeParty", "PartyName/Name", "name of the payee (BT-59)"),
    ("UBL-SR-21", "PayeeParty", "PartyLegalEntity/CompanyID", "legal registration of the payee (BT-61)"),
    ("UBL-SR-22", "TaxRepresentativeParty", "PartyName/Name", "name of the tax representative (BT-62)"),
    ("UBL-SR-23", "TaxRepresentativeParty", "PartyTaxScheme/CompanyID", "VAT number of the tax representative (BT-63)"),
    ("UBL-SR-24", "", "Delivery", "delivery (BG-13)"),
    ("UBL-SR-25", "Delivery", "DeliveryParty/PartyName/Name", "name of the deliver-to party (BT-70)"),
    ("UBL-SR-26", "PaymentMeans", "PaymentID", "payment reference (BT-83)"),
    ("UBL-SR-27", "PaymentMeans", "InstructionNote", "text of the payment means (BT-82)"),
    ("UBL-SR-28", "PaymentMeans", "PaymentMandate/ID", "mandate reference (BT-89)"),
    ("UBL-SR-30", ALLOWANCE, "AllowanceChargeReason", "reason of a document allowance (BT-97)"),
    ("UBL-SR-31", CHARGE, "AllowanceChargeReason", "reason of a document charge (BT-104)"),
    ("UBL-SR-32", "TaxTotal/TaxSubtotal", "TaxCategory/TaxExemptionReason", "exemption reason (BT-120)"),
    ("UBL-SR-33", "AdditionalDocumentReference", "DocumentDescription", "description of a document (BT-123)"),
    ("UBL-SR-34", LINE, "Note", "note of a line (BT-127)"),
    ("UBL-SR-35", LINE, "OrderLineReference/LineID", "order line reference of a line (BT-132)"),
    ("UBL-SR-36", LINE, "InvoicePeriod", "period of a line (BG-26)"),
    ("UBL-SR-37", LINE, "Price/AllowanceCharge/Amount", "discount on the price of a line (BT-147)"),
    ("UBL-SR-39", "", "ProjectReference/ID", "project reference (BT-11)"),
    ("UBL-SR-45", "", "PaymentMeans/PaymentDueDate", "due date (BT-9)"),
    ("UBL-SR-49", "", "TaxPointDate", "tax point date (BT-7)"),
    ("UBL-SR-50", LINE, "Item/Description", "description of an item (BT-154)"),
    ("UBL-SR-52", LINE, "DocumentReference", "document reference of a line"),
    ("UBL-SR-51", ADDRESS, "AddressLine", "third line in an address"),
];

const SELLER: &str = "AccountingSupplierParty/Party";
const BUYER: &str = "AccountingCustomerParty/Party";
const LINE: &str = "@Line";
const ADDRESS: &str = "@Address";
const ALLOWANCE: &str = "@Allowance";
const CHARGE: &str = "@Charge";

/// Attributes that should not be used, with the rule that says so.
const ATTRIBUTES: [(&str, &str); 20] = [
    ("UBL-DT-08", "schemeName"),
    ("UBL-DT-09", "schemeAgencyName"),
    ("UBL-DT-10", "schemeDataURI"),
    ("UBL-DT-11", "schemeURI"),
    ("UBL-DT-12", "format"),
    ("UBL-DT-13", "unitCodeListID"),
    ("UBL-DT-14", "unitCodeListAgencyID"),
    ("UBL-DT-15", "unitCodeListAgencyName"),
    ("UBL-DT-16", "listAgencyName"),
    ("UBL-DT-17", "listName"),
    ("UBL-DT-19", "languageID"),
    ("UBL-DT-20", "listURI"),
    ("UBL-DT-21", "listSchemeURI"),
    ("UBL-DT-22", "languageLocaleID"),
    ("UBL-DT-23", "uri"),
    ("UBL-DT-24", "currencyCodeListVersionID"),
    ("UBL-DT-25", "characterSetCode"),
    ("UBL-DT-26", "encodingCode"),
    ("UBL-DT-27", "schemeAgencyID"),
    ("UBL-DT-28", "listAgencyID"),
];

pub(super) fn check(root: &Node, findings: &mut Findings) {
    for (rule, place, path, meaning) in ONCE {
        let once = places(root, place).into_iter().all(|node| node.all(path).len() <= 1);
        findings.expect(once, rule, format!("there may be at most one {meaning}"));
    }
    tax_numbers(root, findings);
    references(root, findings);
    payment_means(root, findings);
    for line in places(root, LINE) {
        let categories = line.all("Item/ClassifiedTaxCategory").len();
        findings.expect(categories == 1, "UBL-SR-48", "a line must have exactly one VAT category");
    }
    data_types(root, findings);
}

fn places<'a>(root: &'a Node, place: &str) -> Vec<&'a Node> {
    let document_level = |charge: &str| {
        let items = root.children("AllowanceCharge");
        items.filter(|item| item.text_at("ChargeIndicator") == Some(charge)).collect()
    };
    match place {
        "" => vec![root],
        LINE => root.elements().iter().filter(|n| matches!(n.name(), "InvoiceLine" | "CreditNoteLine")).collect(),
        ALLOWANCE => document_level("false"),
        CHARGE => document_level("true"),
        ADDRESS => {
            let mut addresses = Vec::new();
            root.walk(&mut |node| {
                if matches!(node.name(), "PostalAddress" | "Address") {
                    addresses.push(node);
                }
            });
            addresses
        }
        path => root.all(path),
    }
}

fn is_vat(scheme: &Node) -> bool {
    scheme.text_at("TaxScheme/ID").is_some_and(|id| id.eq_ignore_ascii_case("VAT"))
}

fn tax_numbers(root: &Node, findings: &mut Findings) {
    let count = |party: &str, vat: bool| {
        let schemes = root.all(&format!("{party}/PartyTaxScheme"));
        schemes.into_iter().filter(|s| is_vat(s) == vat && s.at("CompanyID").is_some()).count()
    };
    findings.expect(count(SELLER, true) <= 1, "UBL-SR-12", "the seller may have at most one VAT number (BT-31)");
    findings.expect(count(SELLER, false) <= 1, "UBL-SR-13", "the seller may have at most one tax registration (BT-32)");
    findings.expect(count(BUYER, true) <= 1, "UBL-SR-18", "the buyer may have at most one VAT number (BT-48)");
    for party in root.all(SELLER) {
        let schemes = party.children("PartyTaxScheme").count();
        findings.expect(schemes <= 2, "UBL-SR-42", "the seller may have at most two tax schemes");
    }
    root.walk(&mut |node| {
        if node.name() == "PartyTaxScheme" {
            let complete = node.text_at("TaxScheme/ID").is_none() || node.text_at("CompanyID").is_some();
            findings.expect(complete, "UBL-SR-53", "a tax scheme of a party must have the party's number");
        }
    });
}

fn references(root: &Node, findings: &mut Findings) {
    for reference in root.children("BillingReference") {
        let named = reference.at("InvoiceDocumentReference/ID").is_some();
        findings.expect(named, "UBL-SR-07", "a reference to an earlier invoice must have its number (BT-25)");
    }
    let documents: Vec<&Node> = root.children("AdditionalDocumentReference").collect();
    let objects = documents.iter().filter(|d| d.text_at("DocumentTypeCode") == Some("130")).count();
    findings.expect(objects <= 1, "UBL-SR-04", "there may be at most one invoiced object (BT-18)");
    for document in documents {
        let code = document.text_at("DocumentTypeCode");
        let (attached, described) = (document.at("Attachment").is_some(), document.at("DocumentDescription").is_some());
        findings.expect(code != Some("130") || !attached, "UBL-CR-666", "an invoiced object (BT-18) has no attachment");
        findings.expect(
            code != Some("130") || !described,
            "UBL-CR-673",
            "an invoiced object (BT-18) has no description",
        );
        let is_object = matches!(code, Some("130" | "50"));
        let scheme = document.at("ID").is_some_and(|id| id.attribute("schemeID").is_some());
        findings.expect(is_object || !scheme, "UBL-SR-43", "only an invoiced object (BT-18) may name a scheme");
    }
    let sepa = |party: &str| {
        let ids = root.all(&format!("{party}/PartyIdentification/ID"));
        ids.into_iter().filter(|id| id.attribute("schemeID") == Some("SEPA")).count()
    };
    findings.expect(
        sepa(SELLER) + sepa("PayeeParty") <= 1,
        "UBL-SR-29",
        "there may be at most one creditor identifier (BT-90)",
    );
    let payee_ids = root.all("PayeeParty/PartyIdentification/ID");
    let plain = payee_ids.into_iter().filter(|id| id.attribute("schemeID") != Some("SEPA")).count();
    findings.expect(plain <= 1, "UBL-SR-20", "there may be at most one identifier of the payee (BT-60)");
}

/// Several payment means only repeat the same way to pay for several accounts.
fn payment_means(root: &Node, findings: &mut Findings) {
    let equal = |path: &str| {
        let nodes = root.all(path);
        nodes.windows(2).all(|pair| pair[0].text() == pair[1].text())
    };
    findings.expect(equal("PaymentMeans/PaymentID"), "UBL-SR-44", "all payment references (BT-83) must be the same");
    findings.expect(
        equal("PaymentMeans/PaymentMeansCode"),
        "UBL-SR-47",
        "all payment means codes (BT-81) must be the same",
    );
    let codes = root.all("PaymentMeans/PaymentMeansCode");
    let named = codes.into_iter().filter(|code| code.attribute("name").is_some()).count();
    findings.expect(named <= 1, "UBL-SR-46", "there may be at most one text of the payment means (BT-82)");
}

fn data_types(root: &Node, findings: &mut Findings) {
    root.walk(&mut |node| {
        let name = node.name();
        if name.ends_with("BinaryObject") {
            findings.expect(
                node.attribute("mimeCode").is_some(),
                "UBL-DT-06",
                "an attached file must state its media type",
            );
            findings.expect(node.attribute("filename").is_some(), "UBL-DT-07", "an attached file must state its name");
        }
        for (rule, attribute) in ATTRIBUTES {
            findings.expect(
                node.attribute(attribute).is_none(),
                rule,
                format!("<{name}> should not have `{attribute}`"),
            );
        }
        let is_name = node.attribute("name").is_some() && name != "PaymentMeansCode";
        findings.expect(!is_name, "UBL-DT-18", format!("<{name}> should not have `name`"));
    });
    amounts(root, findings);
}

/// Amounts have at most two decimals; prices and the amounts they are worked out from may have more.
fn amounts(node: &Node, findings: &mut Findings) {
    for child in node.elements().iter().filter(|child| child.name() != "Price") {
        let fraction = child.text().split_once('.').map_or("", |(_, fraction)| fraction);
        let is_amount = child.name().ends_with("Amount") && !child.name().ends_with("PriceAmount");
        let short = !is_amount || fraction.len() <= 2;
        findings.expect(short, "UBL-DT-01", format!("<{}> {} has more than two decimals", child.name(), child.text()));
        amounts(child, findings);
    }
}
