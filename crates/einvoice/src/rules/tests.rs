use std::collections::BTreeSet;

use super::{cents, check, evaluate_suite};

/// A UBL invoice around a body, with the namespace and nothing else.
fn ubl(body: &str) -> String {
    format!("<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>{body}</Invoice>")
}

/// The names of the rules that a document breaks.
fn broken(text: &str) -> BTreeSet<String> {
    check(text.as_bytes()).expect("the document is read").into_iter().map(|finding| finding.rule).collect()
}

const VAT: &str = "<TaxScheme><ID>VAT</ID></TaxScheme>";

/// A whole invoice that breaks no rule.
fn complete() -> String {
    let address = "<PostalAddress><Country><IdentificationCode>DE</IdentificationCode></Country></PostalAddress>";
    let category = format!("<ID>S</ID><Percent>19</Percent>{VAT}");
    ubl(&format!(
        "<CustomizationID>urn:cen.eu:en16931:2017</CustomizationID><ID>1</ID><IssueDate>2026-03-31</IssueDate>\
         <DueDate>2026-04-30</DueDate><InvoiceTypeCode>380</InvoiceTypeCode>\
         <DocumentCurrencyCode>EUR</DocumentCurrencyCode>\
         <AccountingSupplierParty><Party>{address}<PartyTaxScheme><CompanyID>DE136695976</CompanyID>{VAT}\
         </PartyTaxScheme><PartyLegalEntity><RegistrationName>S</RegistrationName></PartyLegalEntity></Party>\
         </AccountingSupplierParty>\
         <AccountingCustomerParty><Party>{address}<PartyLegalEntity><RegistrationName>B</RegistrationName>\
         </PartyLegalEntity></Party></AccountingCustomerParty>\
         <TaxTotal><TaxAmount currencyID='EUR'>19.00</TaxAmount><TaxSubtotal><TaxableAmount>100.00</TaxableAmount>\
         <TaxAmount>19.00</TaxAmount><TaxCategory>{category}</TaxCategory></TaxSubtotal></TaxTotal>\
         <LegalMonetaryTotal><LineExtensionAmount>100.00</LineExtensionAmount>\
         <TaxExclusiveAmount>100.00</TaxExclusiveAmount><TaxInclusiveAmount>119.00</TaxInclusiveAmount>\
         <PayableAmount>119.00</PayableAmount></LegalMonetaryTotal>\
         <InvoiceLine><ID>1</ID><InvoicedQuantity unitCode='C62'>1</InvoicedQuantity>\
         <LineExtensionAmount>100.00</LineExtensionAmount><Item><Name>Work</Name>\
         <ClassifiedTaxCategory>{category}</ClassifiedTaxCategory></Item>\
         <Price><PriceAmount>100.00</PriceAmount></Price></InvoiceLine>"
    ))
}

#[test]
fn a_complete_invoice_breaks_no_rule() {
    let findings = check(complete().as_bytes()).expect("read");
    assert_eq!(findings, Vec::new());
}

#[test]
fn each_defect_breaks_the_rules_that_are_about_it() {
    let cases: [(&str, &str, &[&str]); 20] = [
        ("<ID>1</ID><IssueDate>", "<IssueDate>", &["BR-02"]),
        ("<IssueDate>2026-03-31</IssueDate>", "<IssueDate> </IssueDate>", &["BR-03"]),
        (">380<", ">999<", &["BR-CL-01"]),
        ("<DueDate>2026-04-30</DueDate>", "", &["BR-CO-25"]),
        (">EUR<", ">EURO<", &["BR-CL-04", "BR-CO-15"]),
        ("<RegistrationName>B</RegistrationName>", "", &["BR-07"]),
        (">DE136695976<", ">136695976<", &["BR-CO-09"]),
        ("<CompanyID>DE136695976</CompanyID>", "", &["BR-CO-26", "BR-S-02", "UBL-SR-53"]),
        ("<IdentificationCode>DE<", "<IdentificationCode>Germany<", &["BR-CL-14"]),
        ("<TaxAmount>19.00<", "<TaxAmount>21.00<", &["BR-CO-14", "BR-CO-17", "BR-S-09"]),
        (
            ">119.00</TaxInclusiveAmount>",
            ">119.005</TaxInclusiveAmount>",
            &["BR-CO-15", "BR-CO-16", "BR-DEC-14", "UBL-DT-01"],
        ),
        ("<PayableAmount>119.00<", "<PayableAmount>100.00<", &["BR-CO-16"]),
        ("<LineExtensionAmount>100.00</LineExtensionAmount><Item>", "<Item>", &["BR-24", "BR-CO-10", "BR-S-08"]),
        ("<Name>Work</Name>", "", &["BR-25"]),
        ("unitCode='C62'", "", &["BR-23"]),
        ("unitCode='C62'", "unitCode='piece'", &["BR-CL-23"]),
        ("<PriceAmount>100.00<", "<PriceAmount>-100.00<", &["BR-27"]),
        ("<TaxableAmount>100.00<", "<TaxableAmount>99.00<", &["BR-S-08"]),
        ("<TaxCategory><ID>S</ID>", "<TaxCategory><ID>E</ID>", &["BR-E-08", "BR-E-09", "BR-E-10", "BR-S-01"]),
        ("<InvoiceLine>", "<InvoicePeriod/><InvoiceLine>", &["BR-CO-19"]),
    ];
    for (from, to, rules) in cases {
        let text = complete().replacen(from, to, 1);
        assert_ne!(text, complete(), "{from} is in the invoice");
        let expected: BTreeSet<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        assert_eq!(broken(&text), expected, "{from} -> {to}");
    }
}

/// A line with a category, and a breakdown with the same.
fn in_category(code: &str, rate: &str, reason: &str, numbers: &str) -> String {
    let rate = if rate.is_empty() { String::new() } else { format!("<Percent>{rate}</Percent>") };
    ubl(&format!(
        "{numbers}<TaxTotal><TaxSubtotal><TaxableAmount>100</TaxableAmount><TaxAmount>0</TaxAmount><TaxCategory>\
         <ID>{code}</ID>{rate}{reason}{VAT}</TaxCategory></TaxSubtotal></TaxTotal><InvoiceLine>\
         <LineExtensionAmount>100</LineExtensionAmount><Item><ClassifiedTaxCategory><ID>{code}</ID>{rate}{VAT}\
         </ClassifiedTaxCategory></Item></InvoiceLine>"
    ))
}

#[test]
fn vat_categories_ask_for_their_own_numbers_rates_and_reasons() {
    let party = |role: &str, number: &str| {
        format!(
            "<Accounting{role}Party><Party><PartyTaxScheme><CompanyID>{number}</CompanyID>{VAT}</PartyTaxScheme>\
             </Party></Accounting{role}Party>"
        )
    };
    let (seller, buyer) = (party("Supplier", "DE1"), party("Customer", "FR2"));
    let both = format!("{seller}{buyer}");
    let reason = "<TaxExemptionReason>because</TaxExemptionReason>";
    let cases: [(&str, String, &[&str]); 11] = [
        ("zero rated", in_category("Z", "0", "", &seller), &[]),
        ("zero rated with a reason", in_category("Z", "0", reason, &seller), &["BR-Z-10"]),
        ("exempt without a reason", in_category("E", "0", "", &seller), &["BR-E-10"]),
        ("exempt at a rate", in_category("E", "7", reason, &seller), &["BR-E-05"]),
        ("reverse charge without the buyer's number", in_category("AE", "0", reason, &seller), &["BR-AE-02"]),
        ("reverse charge", in_category("AE", "0", reason, &both), &[]),
        ("within the Union, place and date unknown", in_category("K", "0", reason, &both), &["BR-IC-11", "BR-IC-12"]),
        ("export without a number", in_category("G", "0", reason, ""), &["BR-G-02"]),
        ("outside the scope", in_category("O", "", reason, ""), &[]),
        ("outside the scope with a number", in_category("O", "", reason, &seller), &["BR-O-02"]),
        ("outside the scope at a rate", in_category("O", "0", reason, ""), &["BR-O-05"]),
    ];
    let families = ["BR-Z-", "BR-E-", "BR-AE-", "BR-IC-", "BR-G-", "BR-O-"];
    for (case, text, rules) in cases {
        let found: BTreeSet<String> =
            broken(&text).into_iter().filter(|rule| families.iter().any(|family| rule.starts_with(family))).collect();
        let expected: BTreeSet<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn ubl_elements_are_not_repeated() {
    let twice = |element: &str| complete().replace("<TaxTotal>", &format!("{element}{element}<TaxTotal>"));
    let cases = [
        ("<ContractDocumentReference><ID>1</ID></ContractDocumentReference>", "UBL-SR-01"),
        ("<PaymentTerms><Note>soon</Note></PaymentTerms>", "UBL-SR-05"),
        ("<Delivery/>", "UBL-SR-24"),
        ("<ProjectReference><ID>1</ID></ProjectReference>", "UBL-SR-39"),
    ];
    for (element, rule) in cases {
        assert_eq!(broken(&twice(element)), BTreeSet::from([rule.to_owned()]), "{element}");
    }
}

#[test]
fn findings_say_in_words_what_is_wrong_and_where() {
    let text = complete().replace("<Name>Work</Name>", "");
    let findings = check(text.as_bytes()).expect("read");
    assert_eq!(findings[0].message, "line 1 must have the name of the item (BT-153)");
}

#[test]
fn a_suite_is_judged_by_the_rule_it_names_and_not_by_what_it_expects() {
    let suite = |expectation: &str| {
        let (good, bad) = (ubl("<ID>1</ID>"), ubl(""));
        format!(
            "<testSet xmlns='urn:tests'><assert><scope>BR-02</scope></assert>\
             <test><assert><{expectation}>BR-02</{expectation}></assert>{good}</test>\
             <test><assert><{expectation}>BR-02</{expectation}></assert>{bad}</test></testSet>"
        )
    };
    for expectation in ["success", "error"] {
        assert_eq!(evaluate_suite(suite(expectation).as_bytes()), Ok(vec![true, false]), "{expectation}");
    }
    assert_eq!(evaluate_suite(b"<other/>").map_err(|error| error.code()), Err("einvoice.unknown_format"));
}

#[test]
fn halves_are_rounded_up() {
    let cases = [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.00"), ("-1.006", "-1.01")];
    for (number, rounded) in cases {
        let number: rust_decimal::Decimal = number.parse().expect("a decimal");
        assert_eq!(cents(number), rounded.parse().expect("a decimal"), "{number}");
    }
}
