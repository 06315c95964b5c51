//! The head of an invoice.

use super::{AUSTRIAN, BELGIAN, assert_rows, broken, cii, ubl, ubl_credit_note};
use crate::rules::{check, evaluate_suite};

const SECOND_TAX: &str = "<TaxTotal><TaxAmount currencyID='SEK'>250.00</TaxAmount></TaxTotal>";

#[test]
fn the_head_of_an_invoice_in_ubl() {
    assert_rows(
        &ubl(AUSTRIAN, BELGIAN),
        &[
            (
                "no process",
                "<ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ProfileID>",
                "",
                &["PEPPOL-EN16931-R001", "PEPPOL-EN16931-R007"],
            ),
            ("a process of no form", "billing:01:1.0", "billing:1:1.0", &["PEPPOL-EN16931-R007"]),
            ("a specification that only conforms", "#compliant#", "#conformant#", &["PEPPOL-EN16931-R004"]),
            ("two notes", "<Note>", "<Note>And more</Note><Note>", &["PEPPOL-EN16931-R002"]),
            ("no reference", "<BuyerReference>Cost centre 4</BuyerReference>", "", &["PEPPOL-EN16931-R003"]),
            (
                "an order instead of a reference",
                "<BuyerReference>Cost centre 4</BuyerReference>",
                "<OrderReference><ID>77</ID></OrderReference>",
                &[],
            ),
            ("an empty element", "<Note>Thank you</Note>", "<Note> </Note>", &["PEPPOL-EN16931-R008"]),
            (
                "no address of the buyer",
                "<EndpointID schemeID='0208'>0123456749</EndpointID>",
                "",
                &["PEPPOL-EN16931-R010"],
            ),
            (
                "no address of the seller",
                "<EndpointID schemeID='0088'>4012345000009</EndpointID>",
                "",
                &["PEPPOL-EN16931-R020"],
            ),
            (
                "a direct debit without its mandate",
                "<PaymentMeansCode>30<",
                "<PaymentMeansCode>59<",
                &["PEPPOL-EN16931-R061"],
            ),
            ("an invoice of a type outside the process", ">380<", ">389<", &["PEPPOL-EN16931-P0100"]),
            ("another process has its own types", "billing:01:1.0", "billing:02:1.0", &[]),
            ("a partial invoice outside Germany", ">380<", ">326<", &["PEPPOL-EN16931-P0112"]),
        ],
    );
}

#[test]
fn totals_of_vat_in_one_or_two_currencies() {
    let one = ubl(AUSTRIAN, BELGIAN);
    assert_rows(
        &one,
        &[
            (
                "two breakdowns",
                "<TaxTotal>",
                "<TaxTotal><TaxSubtotal/></TaxTotal><TaxTotal>",
                &["PEPPOL-EN16931-R008", "PEPPOL-EN16931-R053"],
            ),
            (
                "a total without a breakdown and no accounting currency",
                "<LegalMonetaryTotal>",
                "<TaxTotal><TaxAmount currencyID='EUR'>0</TaxAmount></TaxTotal><LegalMonetaryTotal>",
                &["PEPPOL-EN16931-R054"],
            ),
        ],
    );
    let two = one
        .replace("<BuyerReference>", "<TaxCurrencyCode>SEK</TaxCurrencyCode><BuyerReference>")
        .replace("<LegalMonetaryTotal>", &format!("{SECOND_TAX}<LegalMonetaryTotal>"));
    assert_rows(
        &two,
        &[
            ("signs that differ", ">250.00<", ">-250.00<", &["PEPPOL-EN16931-R055"]),
            ("the total is missing", SECOND_TAX, "", &["PEPPOL-EN16931-R054", "PEPPOL-EN16931-R055"]),
            ("twice the same currency", "<TaxCurrencyCode>SEK<", "<TaxCurrencyCode>EUR<", &["PEPPOL-EN16931-R005"]),
        ],
    );
}

#[test]
fn the_head_of_a_credit_note() {
    let project = "<AdditionalDocumentReference><ID>P1</ID><DocumentTypeCode>50</DocumentTypeCode>\
                   </AdditionalDocumentReference>";
    let whole = ubl_credit_note(AUSTRIAN, BELGIAN);
    assert_rows(&whole, &[("a type outside the process", ">381<", ">420<", &["PEPPOL-EN16931-P0101"])]);
    let with = |projects: &str| whole.replace("<PaymentMeans>", &format!("{projects}<PaymentMeans>"));
    assert!(broken(&with(project)).is_empty());
    assert_eq!(broken(&with(&project.repeat(2))).into_iter().collect::<Vec<_>>(), ["PEPPOL-EN16931-R080"]);
}

#[test]
fn the_head_of_an_invoice_in_cii() {
    let second = "<TaxTotalAmount currencyID='SEK'>250.00</TaxTotalAmount><GrandTotalAmount>";
    let whole = cii(AUSTRIAN, BELGIAN);
    assert_rows(
        &whole,
        &[
            (
                "no process",
                "<ID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ID>",
                "",
                &["PEPPOL-EN16931-R001", "PEPPOL-EN16931-R007"],
            ),
            ("a process of no form", "billing:01:1.0", "billing:01", &["PEPPOL-EN16931-R007"]),
            ("a specification that only conforms", "#compliant#", "#conformant#", &["PEPPOL-EN16931-R004"]),
            ("two notes", "<IncludedNote>", "<IncludedNote/><IncludedNote>", &["PEPPOL-EN16931-R002"]),
            (
                "a note with a subject",
                "<IncludedNote>",
                "<IncludedNote><SubjectCode>AAI</SubjectCode>",
                &["PEPPOL-EN16931-R002"],
            ),
            ("no reference", "<BuyerReference>Cost centre 4</BuyerReference>", "", &["PEPPOL-EN16931-R003"]),
            ("no address of the buyer", "<URIID schemeID='0208'>0123456749</URIID>", "", &["PEPPOL-EN16931-R010"]),
            ("no address of the seller", "<URIID schemeID='0088'>4012345000009</URIID>", "", &["PEPPOL-EN16931-R020"]),
            ("a debit without its mandate", "<TypeCode>30<", "<TypeCode>49<", &["PEPPOL-EN16931-R061"]),
            ("a type outside the process", "<TypeCode>380<", "<TypeCode>389<", &["PEPPOL-EN16931-P0100"]),
            ("no total of VAT in euro", "currencyID='EUR'>22.50", ">22.50", &["PEPPOL-EN16931-R053"]),
            ("a total too many", "<GrandTotalAmount>", second, &["PEPPOL-EN16931-R054"]),
        ],
    );
    for (code, rule) in [("50", "PEPPOL-EN16931-R080"), ("130", "PEPPOL-EN16931-R006")] {
        let reference = format!(
            "<AdditionalReferencedDocument><IssuerAssignedID>1</IssuerAssignedID><TypeCode>{code}</TypeCode>\
             </AdditionalReferencedDocument>"
        );
        let with = |count: usize| whole.replace("<BuyerReference>", &(reference.repeat(count) + "<BuyerReference>"));
        assert!(broken(&with(1)).is_empty(), "one document of type {code}");
        assert_eq!(broken(&with(2)).into_iter().collect::<Vec<_>>(), [rule], "two documents of type {code}");
    }
    let two = whole
        .replace("</InvoiceCurrencyCode>", "</InvoiceCurrencyCode><TaxCurrencyCode>SEK</TaxCurrencyCode>")
        .replace("<GrandTotalAmount>", second);
    assert_rows(
        &two,
        &[
            ("signs that differ", ">250.00<", ">-250.00<", &["PEPPOL-EN16931-R055"]),
            ("twice the same currency", "<TaxCurrencyCode>SEK<", "<TaxCurrencyCode>EUR<", &["PEPPOL-EN16931-R005"]),
        ],
    );
}

#[test]
fn only_a_document_that_says_so_is_under_the_rules_but_a_suite_always_is() {
    let other = ubl(AUSTRIAN, BELGIAN)
        .replace(
            "#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        )
        .replace("<BuyerReference>Cost centre 4</BuyerReference>", "");
    assert_eq!(check(other.as_bytes()), Ok(Vec::new()), "the process alone says nothing");
    let suite = |asserted: &str| {
        format!(
            "<testSet xmlns='urn:tests'><assert><scope>PEPPOL-EN16931-R003</scope><scope>PEPPOL-EN16931-R001</scope>\
             </assert><test><assert>{asserted}</assert>{other}</test></testSet>"
        )
    };
    let cases = [
        ("<error>PEPPOL-EN16931-R003</error>", false),
        ("<success>PEPPOL-EN16931-R003</success>", false),
        ("<warning>PEPPOL-EN16931-R001</warning>", true),
        ("<success>PEPPOL-EN16931-R001</success><success>PEPPOL-EN16931-R003</success>", false),
        ("<description>about all of the scope</description>", false),
    ];
    for (asserted, silent) in cases {
        assert_eq!(evaluate_suite(suite(asserted).as_bytes()), Ok(vec![silent]), "{asserted}");
    }
}

#[test]
fn broken_rules_are_checks_and_advice_weighs_as_little_as_syntax() {
    let checks = |text: &str| -> Vec<(String, bool)> {
        let facts = crate::parse(text.as_bytes()).expect("the invoice is read");
        let own = facts.checks.into_iter().filter(|check| check.name.starts_with("en16931"));
        own.map(|check| (format!("{}: {}", check.name, check.detail), check.holds)).collect()
    };
    let whole = ubl(AUSTRIAN, BELGIAN);
    let all_hold = "en16931: the business rules of EN 16931 and of Peppol BIS Billing 3.0 hold";
    assert_eq!(checks(&whole), [(all_hold.to_owned(), true)]);
    let no_reference = checks(&whole.replace("<BuyerReference>Cost centre 4</BuyerReference>", ""));
    let message = "en16931: PEPPOL-EN16931-R003: the invoice must have a buyer reference (BT-10) or an order reference \
                   (BT-13)";
    assert_eq!(no_reference, [(message.to_owned(), false)]);
    let odd_code = checks(&whole.replacen("schemeID='0088'>4012345000009", "schemeID='0211'>IT1", 1));
    let message = "en16931_syntax: PEPPOL-COMMON-R047: `IT1` is no valid Italian VAT number (partita IVA)";
    assert_eq!(odd_code, [(message.to_owned(), false)]);
}
