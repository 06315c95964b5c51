use jiff::civil::date;
use road::facts::{DocumentKind, Facts, PaymentMeans};
use rust_decimal::Decimal;

use crate::{EinvoiceError, Format, looks_like, parse};

mod fatturapa;
mod hostile;
mod values;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

const UBL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<in:Invoice xmlns:in="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:b="urn:b" xmlns:a="urn:a">
  <b:ID>R-17</b:ID><b:IssueDate>2026-03-31+01:00</b:IssueDate><b:DueDate>2026-04-14</b:DueDate>
  <b:InvoiceTypeCode>380</b:InvoiceTypeCode><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
  <a:OrderReference><b:ID>PO-9</b:ID></a:OrderReference>
  <a:AccountingSupplierParty><a:Party>
    <a:PartyName><b:Name>Trade &amp; Co</b:Name></a:PartyName>
    <a:PostalAddress><b:StreetName>Hauptstr. 1</b:StreetName><b:CityName>Berlin</b:CityName>
      <b:PostalZone>10115</b:PostalZone><a:Country><b:IdentificationCode>DE</b:IdentificationCode></a:Country>
    </a:PostalAddress>
    <a:PartyTaxScheme><b:CompanyID>12/345/67890</b:CompanyID>
      <a:TaxScheme><b:ID>FC</b:ID></a:TaxScheme></a:PartyTaxScheme>
    <a:PartyTaxScheme><b:CompanyID>DE 136 695 976</b:CompanyID>
      <a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:PartyTaxScheme>
    <a:PartyLegalEntity><b:RegistrationName>Trade GmbH</b:RegistrationName></a:PartyLegalEntity>
  </a:Party></a:AccountingSupplierParty>
  <a:AccountingCustomerParty><a:Party>
    <a:PartyLegalEntity><b:RegistrationName>Käufer AG</b:RegistrationName></a:PartyLegalEntity>
  </a:Party></a:AccountingCustomerParty>
  <a:PaymentMeans><b:PaymentMeansCode>58</b:PaymentMeansCode>
    <a:PayeeFinancialAccount><b:ID>DE89 3704 0044 0532 0130 00</b:ID></a:PayeeFinancialAccount></a:PaymentMeans>
  <a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator><b:Amount currencyID="EUR">10.00</b:Amount>
  </a:AllowanceCharge>
  <a:TaxTotal><b:TaxAmount currencyID="SEK">190.00</b:TaxAmount></a:TaxTotal>
  <a:TaxTotal><b:TaxAmount currencyID="EUR">17.10</b:TaxAmount><a:TaxSubtotal>
    <b:TaxableAmount currencyID="EUR">90.00</b:TaxableAmount><b:TaxAmount currencyID="EUR">17.10</b:TaxAmount>
    <a:TaxCategory><b:ID>S</b:ID><b:Percent>19</b:Percent></a:TaxCategory></a:TaxSubtotal></a:TaxTotal>
  <a:LegalMonetaryTotal><b:LineExtensionAmount>100.00</b:LineExtensionAmount>
    <b:TaxExclusiveAmount>90.00</b:TaxExclusiveAmount><b:TaxInclusiveAmount>107.10</b:TaxInclusiveAmount>
    <b:PrepaidAmount>7.10</b:PrepaidAmount><b:PayableAmount>100.00</b:PayableAmount></a:LegalMonetaryTotal>
  <a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity unitCode="C62">1000</b:InvoicedQuantity>
    <b:LineExtensionAmount>100.00</b:LineExtensionAmount><a:Item><b:Name>Screws</b:Name>
    <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>19</b:Percent></a:ClassifiedTaxCategory></a:Item>
    <a:Price><b:PriceAmount>10.00</b:PriceAmount><b:BaseQuantity>100</b:BaseQuantity></a:Price></a:InvoiceLine>
</in:Invoice>"#;

fn facts(text: &str) -> Facts {
    parse(text.as_bytes()).expect("the document is read")
}

/// The names of the cross-checks that fail; the business rules have tests of their own.
fn failed(facts: &Facts) -> Vec<&str> {
    let own = facts.checks.iter().filter(|check| !check.name.starts_with("en16931"));
    own.filter(|check| !check.holds).map(|check| check.name.as_str()).collect()
}

#[test]
fn the_business_rules_are_checks_on_the_document() {
    assert!(!facts(UBL).checks.iter().any(|c| c.name.starts_with("en16931")), "it does not claim to follow them");
    let claims =
        UBL.replace("<b:ID>R-17<", "<b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>R-17<");
    let checks = facts(&claims).checks.into_iter().filter(|c| c.name == "en16931");
    let broken: Vec<String> = checks.map(|c| c.detail).collect();
    assert!(broken.iter().any(|detail| detail.starts_with("BR-10: ")), "the buyer has no address: {broken:?}");
    assert!(broken.iter().all(|detail| detail.starts_with("BR-")));
}

#[test]
fn nothing_left_to_pay_says_that_it_is_paid_and_a_single_category_is_the_documents() {
    let open = facts(UBL);
    assert_eq!((open.payment_means, open.tax_category), (None, None));
    let paid = UBL.replace(">7.10<", ">107.10<").replace("PayableAmount>100.00", "PayableAmount>0.00");
    let means = |text: &str| facts(text).payment_means.map(|field| field.value);
    assert_eq!(means(&paid), Some(PaymentMeans::Bank));
    assert_eq!(means(&paid.replace("Code>58<", "Code>48<")), Some(PaymentMeans::Card));
    let reverse = UBL.replace(">17.10<", ">0.00<").replace("<b:ID>S<", "<b:ID>AE<");
    assert_eq!(facts(&reverse).tax_category.map(|field| field.value).as_deref(), Some("AE"));
}

#[test]
fn a_ubl_invoice_gives_every_fact() {
    let facts = facts(UBL);
    let text = |field: &Option<road::facts::Field<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    assert_eq!(text(&facts.vendor), "Trade GmbH");
    assert_eq!(text(&facts.vendor_tax_id), "DE136695976");
    assert_eq!(text(&facts.vendor_iban), "DE89370400440532013000");
    assert_eq!(text(&facts.vendor_address), "Hauptstr. 1, 10115 Berlin, DE");
    assert_eq!(text(&facts.customer), "Käufer AG");
    assert_eq!((text(&facts.invoice_number), text(&facts.po_number)), ("R-17".to_owned(), "PO-9".to_owned()));
    assert_eq!(facts.date.as_ref().map(|f| f.value), Some(date(2026, 3, 31)));
    assert_eq!(facts.due_date.as_ref().map(|f| f.value), Some(date(2026, 4, 14)));
    let amounts = [&facts.subtotal, &facts.tax, &facts.total, &facts.prepaid, &facts.amount_due];
    let amounts: Vec<String> = amounts.iter().filter_map(|f| f.as_ref()).map(|f| f.value.to_string()).collect();
    assert_eq!(amounts, ["90.00", "17.10", "107.10", "7.10", "100.00"], "the tax in EUR, not in SEK");
    assert_eq!(facts.lines[0].unit_price, Some(decimal("0.1")), "the price is for a hundred");
    assert_eq!(facts.kind.as_ref().map(|f| f.value), Some(DocumentKind::Invoice));
    assert_eq!(failed(&facts), Vec::<&str>::new());
    assert_eq!(facts.checks.len(), 8, "every check could be made");
}

#[test]
fn a_wrong_figure_fails_its_check() {
    let cases = [
        (">107.10<", ">108.10<", vec!["sum", "amount_due"]),
        (">7.10<", ">7.00<", vec!["amount_due"]),
        ("<b:DueDate>2026-04-14", "<b:DueDate>2026-03-14", vec!["due_after_issue"]),
        ("<b:Percent>19</b:Percent></a:TaxCategory>", "<b:Percent>7</b:Percent></a:TaxCategory>", vec!["tax_rate"]),
        ("0532 0130 00", "0532 0130 01", vec!["iban"]),
        ("DE 136 695 976", "DE 136 695 977", vec!["tax_id"]),
        (">10.00</b:Amount>", ">11.00</b:Amount>", vec!["line_sum"]),
    ];
    for (from, to, names) in cases {
        assert_eq!(failed(&facts(&UBL.replacen(from, to, 1))), names, "{from} -> {to}");
    }
}

#[test]
fn a_bad_value_leaves_its_field_empty_and_says_so() {
    let facts = facts(&UBL.replace(">107.10<", ">a lot<").replace("2026-04-14", "14.4.2026"));
    assert!(facts.total.is_none() && facts.due_date.is_none());
    assert!(facts.subtotal.is_some() && facts.date.is_some(), "the rest is read");
    let details: Vec<&str> = facts.checks.iter().filter(|c| c.name == "value").map(|c| c.detail.as_str()).collect();
    assert_eq!(
        details,
        [
            "<DueDate> holds `14.4.2026`, which is not a date",
            "<TaxInclusiveAmount> holds `a lot`, which is not a decimal number",
        ]
    );
}

#[test]
fn credit_notes_keep_their_amounts_and_name_what_they_correct() {
    let text = UBL
        .replace(":Invoice-2", ":CreditNote-2")
        .replace("in:Invoice", "in:CreditNote")
        .replace("InvoiceLine>", "CreditNoteLine>")
        .replace("<b:InvoiceTypeCode>380</b:InvoiceTypeCode>", "<b:CreditNoteTypeCode>381</b:CreditNoteTypeCode>")
        .replace(
            "<a:OrderReference>",
            "<a:BillingReference><a:InvoiceDocumentReference><b:ID>R-16</b:ID></a:InvoiceDocumentReference>\
             </a:BillingReference><a:OrderReference>",
        );
    let facts = facts(&text);
    assert_eq!(facts.kind.as_ref().map(|f| f.value), Some(DocumentKind::CreditNote));
    assert_eq!(facts.corrects_number.as_ref().map(|f| f.value.as_str()), Some("R-16"));
    assert_eq!(facts.total.as_ref().map(|f| f.value), Some(decimal("107.10")));
    assert_eq!(facts.lines.len(), 1);
}

const CII: &str = r#"<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">
<ExchangedDocument><ID>7</ID><TypeCode>380</TypeCode>
<IssueDateTime><DateTimeString format="102">20260331</DateTimeString></IssueDateTime></ExchangedDocument>
<SupplyChainTradeTransaction>
<IncludedSupplyChainTradeLineItem>
<SpecifiedTradeProduct><Name>Work</Name></SpecifiedTradeProduct>
<SpecifiedLineTradeSettlement><SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>50</LineTotalAmount>
</SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>
<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>S</Name>
<SpecifiedTaxRegistration><ID schemeID="FC">201/113/40209</ID></SpecifiedTaxRegistration></SellerTradeParty>
</ApplicableHeaderTradeAgreement>
<ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>CHF</InvoiceCurrencyCode>
<SpecifiedTradeSettlementHeaderMonetarySummation><TaxBasisTotalAmount>50</TaxBasisTotalAmount>
<GrandTotalAmount>50</GrandTotalAmount><DuePayableAmount>50</DuePayableAmount>
</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</SupplyChainTradeTransaction></CrossIndustryInvoice>"#;

#[test]
fn zugferd_1_has_other_names_for_the_same_facts() {
    let old = CII
        .replace("CrossIndustryInvoice", "CrossIndustryDocument")
        .replace("ExchangedDocument>", "HeaderExchangedDocument>")
        .replace("<SupplyChainTradeTransaction>", "<SpecifiedSupplyChainTradeTransaction>")
        .replace("</SupplyChainTradeTransaction>", "</SpecifiedSupplyChainTradeTransaction>")
        .replace("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
        .replace("SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
        .replace("SettlementHeaderMonetary", "SettlementMonetary")
        .replace("SettlementLineMonetary", "SettlementMonetary");
    assert_eq!(looks_like(old.as_bytes()), Some(Format::Zugferd1));
    assert_eq!(facts(&old), facts(CII));
    let facts = facts(CII);
    assert_eq!(facts.date.as_ref().map(|f| f.value), Some(date(2026, 3, 31)));
    assert_eq!(facts.vendor_tax_id.as_ref().map(|f| f.value.as_str()), Some("201/113/40209"));
    assert_eq!(facts.tax.as_ref().map(|f| f.value), Some(Decimal::ZERO), "equal totals mean no tax");
}

#[test]
fn type_codes_tell_the_kind() {
    let cases = [
        ("380", DocumentKind::Invoice),
        ("384", DocumentKind::Invoice),
        ("389", DocumentKind::Invoice),
        ("326", DocumentKind::Invoice),
        ("381", DocumentKind::CreditNote),
        ("261", DocumentKind::CreditNote),
        ("325", DocumentKind::Other),
    ];
    for (code, kind) in cases {
        let text = CII.replace("<TypeCode>380", &format!("<TypeCode>{code}"));
        assert_eq!(facts(&text).kind.map(|f| f.value), Some(kind), "type code {code}");
    }
}

#[test]
fn errors_name_the_place_and_the_way_out() {
    let error = EinvoiceError::UnknownFormat { root: "html".to_owned(), namespace: String::new() };
    assert!(error.to_string().contains("<html>") && error.to_string().contains("FatturaPA are read"), "{error}");
}
