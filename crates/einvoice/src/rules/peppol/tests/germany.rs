//! Seller and buyer in Germany.

use super::{AUSTRIAN, BELGIAN, Trader, assert_rows, broken, ubl};
use crate::rules::peppol::skonto::is_well_formed;

const GERMAN: Trader = Trader { country: "DE", vat: "DE136695976", ..AUSTRIAN };
const GERMAN_BUYER: Trader = Trader { country: "DE", ..BELGIAN };

const PAYMENT: &str = "<PaymentMeans><PaymentMeansCode>30</PaymentMeansCode>\
                       <PayeeFinancialAccount><ID>AT611904300234573201</ID></PayeeFinancialAccount></PaymentMeans>";
const DEBIT: &str = "<PaymentMeans><PaymentMeansCode>59</PaymentMeansCode><PaymentMandate><ID>M1</ID>\
                     <PayerFinancialAccount><ID>DE44 5001 0517 5407 3249 31</ID></PayerFinancialAccount>\
                     </PaymentMandate></PaymentMeans>";

#[test]
fn an_invoice_within_germany() {
    let address = "<Delivery><DeliveryLocation><Address><CityName>Depot</CityName><PostalZone>2000</PostalZone>\
                   <Country><IdentificationCode>DE</IdentificationCode></Country></Address></DeliveryLocation></Delivery>\
                   <PaymentMeans>";
    let whole = ubl(GERMAN, GERMAN_BUYER).replace("<PaymentMeans>", address);
    assert_rows(
        &whole,
        &[
            ("nothing about paying", PAYMENT, "", &["DE-R-001"]),
            ("no city of the seller", "<CityName>Town</CityName>", "", &["DE-R-003"]),
            ("no post code of the seller", "<PostalZone>1000</PostalZone>", "", &["DE-R-004"]),
            ("no city of delivery", "<CityName>Depot</CityName>", "", &["DE-R-010"]),
            ("no post code of delivery", "<PostalZone>2000</PostalZone>", "", &["DE-R-011"]),
            ("no name of the contact", "<Name>Ledger desk</Name>", "", &["DE-R-005"]),
            ("no telephone", "<Telephone>+1 234</Telephone>", "", &["DE-R-006", "DE-R-027"]),
            ("a telephone of two digits", "+1 234", "+1 2", &["DE-R-027"]),
            ("no mail address", "<ElectronicMail>ledger@example.org</ElectronicMail>", "", &["DE-R-007", "DE-R-028"]),
            ("two marks in the mail address", "ledger@example", "ledger@desk@example", &["DE-R-028"]),
            ("a host instead of a domain", "ledger@example.org", "ledger@example", &["DE-R-028"]),
            ("a dot at the end of the name", "ledger@", "ledger.@", &["DE-R-028"]),
            (
                "an order instead of a buyer reference",
                "<BuyerReference>Cost centre 4</BuyerReference>",
                "<OrderReference><ID>7</ID></OrderReference>",
                &["DE-R-015"],
            ),
            ("a type that is not in use", ">380<", ">82<", &["DE-R-017"]),
            ("a correction of nothing", ">380<", ">384<", &["DE-R-026"]),
            ("two notes", "<Note>", "<Note>And more</Note><Note>", &[]),
        ],
    );
    let contact = whole.find("<Contact>").zip(whole.find("</Contact>")).expect("there is a contact");
    let text = format!("{}{}", &whole[..contact.0], &whole[contact.1 + "</Contact>".len()..]);
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["DE-R-002"]);
    let (seller, buyer) = whole.split_once("<AccountingCustomerParty>").expect("there is a buyer");
    for (element, rule) in [("<CityName>Town</CityName>", "DE-R-008"), ("<PostalZone>1000</PostalZone>", "DE-R-009")] {
        let text = format!("{seller}<AccountingCustomerParty>{}", buyer.replacen(element, "", 1));
        assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), [rule]);
    }
}

#[test]
fn taxes_within_germany() {
    let whole = ubl(GERMAN, GERMAN_BUYER);
    let number = "<PartyTaxScheme><CompanyID>DE136695976</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme>\
                  </PartyTaxScheme>";
    assert_rows(&whole, &[("no tax number of the seller", number, "", &["DE-R-016"])]);
    let (head, breakdown) = whole.split_once("<TaxSubtotal>").expect("there is a breakdown");
    let text = format!("{head}<TaxSubtotal>{}", breakdown.replacen("<Percent>25</Percent>", "", 1));
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["DE-R-014"]);
}

#[test]
fn payment_means_state_their_own_group_alone() {
    let whole = ubl(GERMAN, GERMAN_BUYER);
    let account = "<PayeeFinancialAccount><ID>DE44500105175407324931</ID></PayeeFinancialAccount>";
    let card = "<CardAccount><PrimaryAccountNumberID>1234</PrimaryAccountNumberID></CardAccount>";
    let mandate = "<PaymentMandate><ID>M1</ID><PayerFinancialAccount><ID>DE44500105175407324931</ID>\
                   </PayerFinancialAccount></PaymentMandate>";
    let cases: [(&str, &[&str], &[&str]); 9] = [
        ("58", &[account], &[]),
        ("58", &["<PayeeFinancialAccount><ID>DE45500105175407324931</ID></PayeeFinancialAccount>"], &["DE-R-019"]),
        ("30", &[], &["DE-R-023-1"]),
        ("30", &[account, card], &["DE-R-023-2"]),
        ("48", &[card], &[]),
        ("48", &[], &["DE-R-024-1"]),
        ("54", &[card, account], &["DE-R-024-2"]),
        ("59", &[], &["DE-R-020", "DE-R-025-1", "PEPPOL-EN16931-R061"]),
        ("59", &[mandate, card], &["DE-R-025-2", "DE-R-030"]),
    ];
    for (code, groups, rules) in cases {
        let means =
            format!("<PaymentMeans><PaymentMeansCode>{code}</PaymentMeansCode>{}</PaymentMeans>", groups.concat());
        let found = broken(&whole.replace(PAYMENT, &means));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), rules, "{code} with {groups:?}");
    }
}

#[test]
fn a_direct_debit_names_creditor_and_account() {
    let creditor = "<PartyIdentification><ID schemeID='SEPA'>DE98ZZZ09999999999</ID></PartyIdentification><PartyName>";
    let whole = ubl(GERMAN, GERMAN_BUYER).replace(PAYMENT, DEBIT).replacen("<PartyName>", creditor, 1);
    let account = "<PayerFinancialAccount><ID>DE44 5001 0517 5407 3249 31</ID></PayerFinancialAccount>";
    assert_rows(
        &whole,
        &[
            ("no creditor", "schemeID='SEPA'", "", &["DE-R-030"]),
            ("no account", account, "", &["DE-R-020", "DE-R-031"]),
            ("an account with wrong check digits", "DE44 5001", "DE44 5002", &["DE-R-020"]),
        ],
    );
}

#[test]
fn attached_files_have_different_names() {
    let file = |name: &str| {
        format!(
            "<AdditionalDocumentReference><ID>1</ID><Attachment><EmbeddedDocumentBinaryObject mimeCode='image/png' \
             filename='{name}'>AAAA</EmbeddedDocumentBinaryObject></Attachment></AdditionalDocumentReference>"
        )
    };
    for (second, rules) in [("b.png", &[] as &[&str]), ("A.PNG", &["DE-R-022"])] {
        let files = format!("{}{}<PaymentMeans>", file("a.png"), file(second));
        let found = broken(&ubl(GERMAN, GERMAN_BUYER).replace("<PaymentMeans>", &files));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), rules, "{second}");
    }
}

#[test]
fn discounts_for_early_payment_have_their_own_lines() {
    let cases = [
        ("payable at once", true),
        ("#SKONTO#TAGE=14#PROZENT=2.00#\n", true),
        (
            "thank you\r\n  #SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=-250.00#\r\n#SKONTO#TAGE=7#PROZENT=3.25#\nmore",
            true,
        ),
        ("#SKONTO#TAGE=14#PROZENT=2.00#", false),
        ("#SKONTO#TAGE=14#PROZENT=2#\n", false),
        ("#SKONTO#TAGE=#PROZENT=2.00#\n", false),
        ("#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=250#\n", false),
        ("#SKONTO#TAGE=14#PROZENT=2.00\n", false),
        ("#skonto#TAGE=14#PROZENT=2.00#\n", false),
        ("#SKONTO#TAGE=14#PROZENT=2.00# soon\n", false),
    ];
    for (terms, well_formed) in cases {
        assert_eq!(is_well_formed(terms), well_formed, "{terms}");
        let terms = format!("<PaymentTerms><Note>{terms}</Note></PaymentTerms><PaymentMeans>");
        let found = broken(&ubl(GERMAN, GERMAN_BUYER).replace("<PaymentMeans>", &terms));
        assert_eq!(!found.contains("DE-R-018"), well_formed, "{terms}");
    }
}

#[test]
fn an_invoice_to_another_country_is_not_asked() {
    let text = ubl(GERMAN, BELGIAN).replace(PAYMENT, "").replace("<CityName>Town</CityName>", "");
    assert!(broken(&text).is_empty());
}
