use jiff::civil::date;
use road::facts::{DocumentKind, Facts};
use rust_decimal::Decimal;

use crate::{EinvoiceError, Format, iban, looks_like, node, parse, tax_id, value};

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
    <a:PartyTaxScheme><b:CompanyID>12/345/67890</b:CompanyID><a:TaxScheme><b:ID>FC</b:ID></a:TaxScheme></a:PartyTaxScheme>
    <a:PartyTaxScheme><b:CompanyID>DE 136 695 976</b:CompanyID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:PartyTaxScheme>
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

/// The names of the checks that fail.
fn failed(facts: &Facts) -> Vec<&str> {
    facts.checks.iter().filter(|check| !check.holds).map(|check| check.name.as_str()).collect()
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
            "einvoice.bad_value: <DueDate> holds `14.4.2026`, which is not a date",
            "einvoice.bad_value: <TaxInclusiveAmount> holds `a lot`, which is not a decimal number",
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
fn hostile_and_broken_files_are_refused_with_a_code() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><a>&y;</a>"#;
    let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
    let attributes: String = (0..65).map(|i| format!(" a{i}=\"1\"")).collect();
    let long = format!("<a>{}</a>", "x".repeat(node::MAX_TEXT + 1));
    let namespaces: String = (0..70).map(|i| format!("<a xmlns='urn:{i}'/>")).collect();
    let cases: [(&str, &str); 13] = [
        (bomb, "einvoice.doctype"),
        (&deep, "einvoice.too_deep"),
        (&format!("<a{attributes}/>"), "einvoice.too_many"),
        (&long, "einvoice.too_many"),
        (&format!("<a>{namespaces}</a>"), "einvoice.too_many"),
        ("<a><b></a>", "einvoice.not_well_formed"),
        ("<a>", "einvoice.not_well_formed"),
        ("<a/><b/>", "einvoice.not_well_formed"),
        ("<a/>text", "einvoice.not_well_formed"),
        ("<a>&unknown;</a>", "einvoice.not_well_formed"),
        ("<a>&#1;</a>", "einvoice.not_well_formed"),
        ("", "einvoice.not_well_formed"),
        ("<Invoice/>", "einvoice.unknown_format"),
    ];
    for (text, code) in cases {
        let error = parse(text.as_bytes()).expect_err("refused");
        assert_eq!(error.code(), code, "{}: {error}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn attached_files_are_skipped_whatever_their_size() {
    let file = format!(
        "<a:AdditionalDocumentReference><a:Attachment><b:EmbeddedDocumentBinaryObject>{}\
         </b:EmbeddedDocumentBinaryObject></a:Attachment></a:AdditionalDocumentReference><a:OrderReference>",
        "QUJD".repeat(node::MAX_TEXT)
    );
    assert_eq!(facts(&UBL.replace("<a:OrderReference>", &file)), facts(UBL));
}

#[test]
fn encodings_are_told_by_mark_bytes_or_declaration() {
    let utf8 = UBL.as_bytes().to_vec();
    let with_mark = [&[0xEF, 0xBB, 0xBF], utf8.as_slice()].concat();
    let utf16: Vec<u8> = UBL.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_mark = [&[0xFF, 0xFE], utf16.as_slice()].concat();
    let big_endian: Vec<u8> = UBL.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> = UBL
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1 has the letter"))
        .collect();
    for bytes in [utf8, with_mark, utf16, utf16_mark, big_endian, latin.clone()] {
        assert_eq!(looks_like(&bytes), Some(Format::UblInvoice));
        assert_eq!(parse(&bytes).expect("read").customer.map(|f| f.value), Some("Käufer AG".to_owned()));
    }
    let lying = String::from_utf8_lossy(&latin[..60]).replace("ISO-8859-1", "UTF-8").into_bytes();
    let lying = [lying.as_slice(), &latin[60..]].concat();
    assert_eq!(parse(&lying).expect_err("no UTF-8").code(), "einvoice.encoding");
}

#[test]
fn an_envelope_is_opened_and_other_files_are_not_mistaken() {
    let body = UBL.split_once("?>").expect("a declaration").1;
    let wrapped = format!("<StandardBusinessDocument><StandardBusinessDocumentHeader/>{body}</StandardBusinessDocument>");
    assert_eq!(looks_like(wrapped.as_bytes()), Some(Format::UblInvoice));
    assert_eq!(facts(&wrapped), facts(UBL));
    for other in ["%PDF-1.7", "", "<html/>", "<Invoice/>", "{\"Invoice\": 1}", "<!-- only a comment"] {
        assert_eq!(looks_like(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn numbers_and_dates_are_read_strictly() {
    let numbers = [
        ("1234.50", Some("1234.50")),
        ("-0.10", Some("-0.10")),
        ("+5", Some("5")),
        (".5", Some("0.5")),
        ("1300.00000000", Some("1300.00")),
        ("0.12345", Some("0.12345")),
        ("1,5", None),
        ("1 000", None),
        ("1e5", None),
        ("", None),
        ("-", None),
        ("9999999999999999", None),
    ];
    for (text, expected) in numbers {
        assert_eq!(value::decimal(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
    }
    let dates = [
        ("2026-02-28", None, true),
        ("2026-02-28Z", None, true),
        ("2026-02-28T10:00:00+01:00", None, true),
        ("20260228", Some("102"), true),
        ("20260228", None, true),
        ("202602281530", Some("203"), true),
        ("2026-02-30", None, false),
        ("20260230", Some("102"), false),
        ("28.02.2026", None, false),
        ("2026-02-28x", None, false),
        ("202602", Some("610"), false),
        ("ää-öö-üü-ß", None, false),
    ];
    for (text, format, good) in dates {
        assert_eq!(value::date(text, format), good.then_some(date(2026, 2, 28)), "{text}");
    }
}

#[test]
fn account_numbers_are_checked_by_length_and_digits() {
    assert_eq!(iban::normalise("gb29 NWBK-6016 1331 9268 19"), "GB29NWBK60161331926819");
    for good in ["DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947", "FR1420041010050500013M02606"] {
        assert_eq!(iban::check(good), Ok(()), "{good}");
    }
    for bad in ["DE89370400440532013001", "DE8937040044053201300", "XX", "DE8937040044053201300ß"] {
        assert!(iban::check(bad).is_err(), "{bad}");
    }
}

#[test]
fn vat_numbers_are_checked_by_country() {
    let good = [
        "ATU13585627", "BE0428759497", "DE136695976", "DK13585628", "EE100931558", "EL094259216", "ESB58378431",
        "ESX5253868R", "ES54362315K", "FI20774740", "FR40303265045", "GB980780684", "HR33392005961", "IE6433435F",
        "IE6433435OA", "IT00743110157", "LU15027442", "NL004495445B01", "PL8567346215", "PT501964843", "SE123456789701",
        "SI50223054", "CZ25123891",
    ];
    for number in good {
        assert_eq!(tax_id::check(number), Some(Ok(())), "{number}");
    }
    let bad = [
        "ATU13585626", "BE0431150351", "DE136695978", "DK13585627", "EE100594103", "EL123456781", "ESB58378432",
        "FI20774741", "FR84323140391", "GB802311781", "HR33392005962", "IE6433435E", "IT00743110158", "LU15027443",
        "NL123456790B90", "PL8567346216", "PT501964842", "SE123456789101", "SI50223055", "DE12345",
    ];
    for number in bad {
        assert!(matches!(tax_id::check(number), Some(Err(_))), "{number}");
    }
    assert_eq!(tax_id::check("US123456789"), None, "nothing is said about other countries");
}

#[test]
fn errors_name_the_place_and_the_way_out() {
    let error = EinvoiceError::UnknownFormat { root: "html".to_owned(), namespace: String::new() };
    assert!(error.to_string().contains("<html>") && error.to_string().contains("FatturaPA are read"), "{error}");
}

mod fatturapa {
    use super::{DocumentKind, decimal, facts, failed};

    fn document(kind: &str, general: &str, summaries: &str, payment: &str) -> String {
        format!(
            "<p:FatturaElettronica xmlns:p='http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2'>\
             <FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese>\
             <IdCodice>00743110157</IdCodice></IdFiscaleIVA><Anagrafica><Nome>Anna</Nome><Cognome>Bianchi</Cognome>\
             </Anagrafica></DatiAnagrafici></CedentePrestatore></FatturaElettronicaHeader><FatturaElettronicaBody>\
             <DatiGenerali><DatiGeneraliDocumento><TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa>\
             <Data>2026-01-31</Data><Numero>1/A</Numero>{general}</DatiGeneraliDocumento></DatiGenerali>\
             <DatiBeniServizi><DettaglioLinee><Descrizione>x</Descrizione><PrezzoTotale>100.00000000</PrezzoTotale>\
             </DettaglioLinee>{summaries}</DatiBeniServizi>{payment}</FatturaElettronicaBody></p:FatturaElettronica>"
        )
    }

    const SUMMARY: &str = "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>104.00</ImponibileImporto>\
                           <Imposta>22.88</Imposta></DatiRiepilogo>";

    #[test]
    fn a_professional_with_fund_and_withheld_tax() {
        let general = "<DatiCassaPrevidenziale><ImportoContributoCassa>4.00</ImportoContributoCassa>\
                       </DatiCassaPrevidenziale><ImportoTotaleDocumento>126.88</ImportoTotaleDocumento>";
        let payment = "<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento><DettaglioPagamento>\
                       <DataScadenzaPagamento>2026-02-28</DataScadenzaPagamento><ImportoPagamento>106.88</ImportoPagamento>\
                       </DettaglioPagamento></DatiPagamento>";
        let facts = facts(&document("TD06", general, SUMMARY, payment));
        assert_eq!(facts.vendor.as_ref().map(|f| f.value.as_str()), Some("Anna Bianchi"));
        assert_eq!(facts.vendor_tax_id.as_ref().map(|f| f.value.as_str()), Some("IT00743110157"));
        assert_eq!(facts.subtotal.as_ref().map(|f| f.value), Some(decimal("104.00")));
        assert_eq!(facts.amount_due.as_ref().map(|f| f.value), Some(decimal("106.88")));
        assert_eq!(failed(&facts), Vec::<&str>::new());
        let due = facts.checks.iter().find(|check| check.name == "amount_due").expect("checked");
        assert_eq!(due.detail, "total 126.88 - prepaid 0 - tax not paid to the issuer 20.00 = due 106.88");
    }

    #[test]
    fn a_missing_total_is_worked_out_and_a_credit_note_recognised() {
        let facts = facts(&document("TD04", "", SUMMARY, ""));
        assert_eq!(facts.kind.as_ref().map(|f| f.value), Some(DocumentKind::CreditNote));
        let total = facts.total.as_ref().expect("a total");
        assert_eq!((total.value, total.reason.is_empty()), (decimal("126.88"), false));
        assert_eq!(failed(&facts), ["line_sum"], "the line is 4.00 short of the taxable amount");
    }

    #[test]
    fn a_lot_of_invoices_is_told() {
        let one = document("TD01", "", SUMMARY, "");
        let lot = one.replace("</p:FatturaElettronica>", "<FatturaElettronicaBody/></p:FatturaElettronica>");
        assert!(failed(&facts(&lot)).contains(&"single_document"));
    }
}
