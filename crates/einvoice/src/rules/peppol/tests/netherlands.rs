//! Sellers in the Netherlands.

use super::{AUSTRIAN, BELGIAN, Trader, assert_rows, broken, cii, ubl, ubl_credit_note};

const DUTCH: Trader = Trader { country: "NL", registration: ("0106", "12345678"), ..AUSTRIAN };
const DUTCH_BUYER: Trader = Trader { country: "NL", registration: ("0190", "00000001234567890000"), ..BELGIAN };

#[test]
fn an_invoice_within_the_netherlands_in_ubl() {
    let payment = "<PaymentMeans><PaymentMeansCode>30</PaymentMeansCode><PayeeFinancialAccount>\
                   <ID>AT611904300234573201</ID></PayeeFinancialAccount></PaymentMeans>";
    assert_rows(
        &ubl(DUTCH, DUTCH_BUYER),
        &[
            ("the seller without a street", "<StreetName>Market 1</StreetName>", "", &["NL-R-002"]),
            ("the seller without a city", "<CityName>Town</CityName>", "", &["NL-R-002"]),
            ("the seller in a register of another country", "schemeID='0106'", "schemeID='0198'", &["NL-R-003"]),
            ("the buyer without a register", "schemeID='0190'", "", &["NL-R-005"]),
            ("nothing about paying", payment, "", &["NL-R-007"]),
            ("payment by cheque", "<PaymentMeansCode>30<", "<PaymentMeansCode>20<", &["NL-R-008"]),
            (
                "a line of an order without the order",
                "<Item>",
                "<OrderLineReference><LineID>3</LineID></OrderLineReference><Item>",
                &["NL-R-009"],
            ),
        ],
    );
    let whole = ubl(DUTCH, DUTCH_BUYER);
    let (seller, buyer) = whole.split_once("<AccountingCustomerParty>").expect("there is a buyer");
    let text = format!("{seller}<AccountingCustomerParty>{}", buyer.replacen("<PostalZone>1000</PostalZone>", "", 1));
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["NL-R-004"]);
}

#[test]
fn the_tax_representative_has_a_whole_address() {
    let representative = "<TaxRepresentativeParty><PartyName><Name>R</Name></PartyName><PostalAddress>\
                          <StreetName>Market 2</StreetName><CityName>Town</CityName><PostalZone>1001</PostalZone>\
                          <Country><IdentificationCode>NL</IdentificationCode></Country></PostalAddress>\
                          <PartyTaxScheme><CompanyID>NL1</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme>\
                          </PartyTaxScheme></TaxRepresentativeParty><PaymentMeans>";
    let whole = ubl(DUTCH, BELGIAN).replace("<PaymentMeans>", representative);
    assert_rows(&whole, &[("no post code", "<PostalZone>1001</PostalZone>", "", &["NL-R-006"])]);
}

#[test]
fn a_credit_note_names_the_invoice_and_needs_no_way_to_pay() {
    let reference = "<BillingReference><InvoiceDocumentReference><ID>2026-16</ID></InvoiceDocumentReference>\
                     </BillingReference>";
    let payment = "<PaymentMeans><PaymentMeansCode>30</PaymentMeansCode><PayeeFinancialAccount>\
                   <ID>AT611904300234573201</ID></PayeeFinancialAccount></PaymentMeans>";
    let whole = ubl_credit_note(DUTCH, BELGIAN).replace("<PaymentMeans>", &format!("{reference}<PaymentMeans>"));
    assert!(whole.contains(reference));
    let without = whole.replace(reference, "");
    assert_eq!(broken(&without).into_iter().collect::<Vec<_>>(), ["NL-R-001"]);
    assert!(broken(&whole.replace(payment, "")).is_empty());
}

#[test]
fn an_invoice_within_the_netherlands_in_cii() {
    let payment = "<SpecifiedTradeSettlementPaymentMeans><TypeCode>30</TypeCode><PayeePartyCreditorFinancialAccount>\
                   <IBANID>AT611904300234573201</IBANID></PayeePartyCreditorFinancialAccount>\
                   </SpecifiedTradeSettlementPaymentMeans>";
    let order = "<SpecifiedLineTradeAgreement><BuyerOrderReferencedDocument><LineID>3</LineID>\
                 </BuyerOrderReferencedDocument>";
    assert_rows(
        &cii(DUTCH, DUTCH_BUYER),
        &[
            ("a credit note without the invoice", "<TypeCode>380<", "<TypeCode>381<", &["NL-R-001"]),
            ("the seller without a street", "<LineOne>Market 1</LineOne>", "", &["NL-R-002"]),
            ("the seller in another register", "schemeID='0106'", "schemeID='0198'", &["NL-R-003"]),
            ("the buyer in another register", "schemeID='0190'", "schemeID='0198'", &["NL-R-005"]),
            ("nothing about paying", payment, "", &["NL-R-007"]),
            ("payment by cheque", "<TypeCode>30<", "<TypeCode>20<", &["NL-R-008"]),
            ("a line of an order without the order", "<SpecifiedLineTradeAgreement>", order, &["NL-R-009"]),
        ],
    );
}

#[test]
fn sellers_elsewhere_are_not_asked() {
    let text = ubl(AUSTRIAN, DUTCH_BUYER).replace("schemeID='0190'", "").replace("<CityName>Town</CityName>", "");
    assert!(broken(&text).is_empty());
}
