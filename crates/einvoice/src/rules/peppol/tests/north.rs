//! Sellers of Norway, Sweden and Iceland.

use super::{AUSTRIAN, BELGIAN, Trader, assert_rows, broken, cii, ubl};

const NORWEGIAN: Trader = Trader {
    country: "NO",
    vat: "NO987654325MVA",
    registration: ("0192", "987654325"),
    tax: Some("Foretaksregisteret"),
    ..AUSTRIAN
};
const SWEDISH: Trader = Trader {
    country: "SE",
    vat: "SE556123456701",
    registration: ("0007", "5561234567"),
    tax: Some("Godkänd för F-skatt"),
    ..AUSTRIAN
};
const SWEDISH_BUYER: Trader = Trader { country: "SE", ..BELGIAN };
const ICELANDIC: Trader = Trader { country: "IS", registration: ("0196", "1234567890"), ..AUSTRIAN };
const ICELANDIC_BUYER: Trader = Trader { registration: ("0196", "2345678901"), country: "IS", ..BELGIAN };

#[test]
fn a_norwegian_vat_number_is_the_organisation_number_with_three_letters() {
    for whole in [ubl(NORWEGIAN, BELGIAN), cii(NORWEGIAN, BELGIAN)] {
        assert_rows(
            &whole,
            &[
                ("no letters", "NO987654325MVA", "NO987654325", &["NO-R-001"]),
                ("a wrong check digit", "NO987654325MVA", "NO987654326MVA", &["NO-R-001"]),
                ("not in the register", ">Foretaksregisteret<", ">Other<", &["NO-R-002"]),
                ("a number of another country", "NO987654325MVA", "DK12345678", &[]),
            ],
        );
    }
}

#[test]
fn swedish_numbers_and_rates() {
    for whole in [ubl(SWEDISH, BELGIAN), cii(SWEDISH, BELGIAN)] {
        assert_rows(
            &whole,
            &[
                ("a VAT number too short", "SE556123456701", "SE5561234567", &["SE-R-001"]),
                ("letters in the VAT number", "SE556123456701", "SE55612345670A", &["SE-R-002"]),
                (
                    "letters in the organisation number",
                    ">5561234567<",
                    ">556123456A<",
                    &["PEPPOL-COMMON-R049", "SE-R-003", "SE-R-013"],
                ),
                (
                    "an organisation number too short",
                    ">5561234567<",
                    ">556123456<",
                    &["PEPPOL-COMMON-R049", "SE-R-004", "SE-R-013"],
                ),
                ("a wrong check digit", ">5561234567<", ">5561234568<", &["PEPPOL-COMMON-R049", "SE-R-013"]),
                ("another registration", "Godkänd för F-skatt", "F-skatt", &["SE-R-005"]),
                ("capitals are the same", "Godkänd för F-skatt", "GODKÄND FÖR F-SKATT", &[]),
                ("another rate", ">25</", ">24</", &["SE-R-006"]),
                ("an old payment means for bankgiro", ">30</", ">56</", &["SE-R-011"]),
            ],
        );
    }
}

#[test]
fn swedish_transfers() {
    let payment = |number: &str, bank: &str| {
        let account = "<ID>AT611904300234573201</ID>";
        let to = format!("<ID>{number}</ID><FinancialInstitutionBranch><ID>{bank}</ID></FinancialInstitutionBranch>");
        ubl(SWEDISH, SWEDISH_BUYER).replace(account, &to)
    };
    let payment_in_cii = |number: &str, bank: &str| {
        let account = "<IBANID>AT611904300234573201</IBANID></PayeePartyCreditorFinancialAccount>";
        let to = format!(
            "<ProprietaryID>{number}</ProprietaryID></PayeePartyCreditorFinancialAccount>\
             <PayeeSpecifiedCreditorFinancialInstitution><BICID>{bank}</BICID>\
             </PayeeSpecifiedCreditorFinancialInstitution>"
        );
        cii(SWEDISH, SWEDISH_BUYER).replace(account, &to)
    };
    let cases: [(&str, &str, &[&str]); 7] = [
        ("1234567", "SE:PLUSGIRO", &[]),
        ("12A4", "SE:PLUSGIRO", &["SE-R-007"]),
        ("1", "SE:PLUSGIRO", &["SE-R-010"]),
        ("1234567", "SE:BANKGIRO", &[]),
        ("123-4567", "SE:BANKGIRO", &["SE-R-008"]),
        ("123456", "SE:BANKGIRO", &["SE-R-009"]),
        ("1", "ESSESESS", &[]),
    ];
    for (number, bank, rules) in cases {
        for text in [payment(number, bank), payment_in_cii(number, bank)] {
            assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), rules, "{number} {bank}");
        }
    }
    for whole in [ubl(SWEDISH, SWEDISH_BUYER), cii(SWEDISH, SWEDISH_BUYER)] {
        assert_rows(&whole, &[("a debit transfer within Sweden", ">30</", ">31</", &["SE-R-012"])]);
    }
    assert!(broken(&ubl(SWEDISH, BELGIAN).replace(">30</", ">31</")).is_empty(), "a debit transfer from abroad");
}

#[test]
fn icelandic_traders_and_their_addresses() {
    let claim = |code: &str| {
        let to = format!("<PaymentMeansCode>{code}</PaymentMeansCode><PayeeFinancialAccount><ID>012366123456</ID>");
        let from = "<PaymentMeansCode>30</PaymentMeansCode><PayeeFinancialAccount><ID>AT611904300234573201</ID>";
        ubl(ICELANDIC, ICELANDIC_BUYER).replace(from, &to)
    };
    assert_rows(
        &claim("9"),
        &[
            ("another type", ">380<", ">383<", &["IS-R-001"]),
            ("no kennitala of the seller", "schemeID='0196'>1", ">1", &["IS-R-002"]),
            ("no street of the seller", "<StreetName>Market 1</StreetName>", "", &["IS-R-003"]),
            ("no kennitala of the buyer", "schemeID='0196'>2", ">2", &["IS-R-004"]),
            ("a claim on a short account", "012366123456", "66123456", &["IS-R-006"]),
        ],
    );
    assert_rows(&claim("42"), &[("a transfer to a short account", "012366123456", "66123456", &["IS-R-007"])]);
    let whole = claim("9");
    let (seller, buyer) = whole.split_once("<AccountingCustomerParty>").expect("there is a buyer");
    let text = format!("{seller}<AccountingCustomerParty>{}", buyer.replacen("<PostalZone>1000</PostalZone>", "", 1));
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["IS-R-005"]);
}

#[test]
fn the_last_day_to_pay_in_iceland() {
    let last_day = "<AdditionalDocumentReference><ID>2026-05-15</ID><DocumentDescription>EINDAGI</DocumentDescription>\
                    </AdditionalDocumentReference><PaymentMeans>";
    assert_rows(
        &ubl(ICELANDIC, BELGIAN).replace("<PaymentMeans>", last_day),
        &[
            ("no date", ">2026-05-15<", ">2026-5-150<", &["IS-R-008"]),
            ("no due date", "<DueDate>2026-04-30</DueDate>", "", &["IS-R-009", "IS-R-010"]),
            ("before the due date", ">2026-05-15<", ">2026-04-15<", &["IS-R-010"]),
        ],
    );
}
