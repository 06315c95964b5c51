//! Sellers in Denmark.

use super::{AUSTRIAN, BELGIAN, Trader, assert_rows, broken, cii, ubl, ubl_credit_note};

const DANISH: Trader = Trader { country: "DK", registration: ("0184", "DK12345678"), ..AUSTRIAN };
const DANISH_BUYER: Trader = Trader { country: "DK", ..BELGIAN };

const UBL_PAYMENT: &str = "<PaymentMeansCode>30</PaymentMeansCode>\
                           <PayeeFinancialAccount><ID>AT611904300234573201</ID></PayeeFinancialAccount>";
const CII_PAYMENT: &str = "<SpecifiedTradeSettlementPaymentMeans><TypeCode>30</TypeCode>\
                           <PayeePartyCreditorFinancialAccount><IBANID>AT611904300234573201</IBANID>\
                           </PayeePartyCreditorFinancialAccount></SpecifiedTradeSettlementPaymentMeans>";

/// An invoice in UBL that is paid by means, with a reference, to an account at a bank.
fn paid(code: &str, reference: &str, account: &str, bank: &str) -> String {
    let means = format!(
        "<PaymentMeansCode>{code}</PaymentMeansCode><PaymentID>{reference}</PaymentID><PayeeFinancialAccount>\
         <ID>{account}</ID><FinancialInstitutionBranch><ID>{bank}</ID></FinancialInstitutionBranch>\
         </PayeeFinancialAccount>"
    );
    ubl(DANISH, DANISH_BUYER).replace(UBL_PAYMENT, &means)
}

/// The same in CII.
fn paid_in_cii(code: &str, reference: &str, account: &str, bank: &str) -> String {
    let means = format!(
        "<PaymentReference>{reference}</PaymentReference><SpecifiedTradeSettlementPaymentMeans>\
         <TypeCode>{code}</TypeCode><PayeePartyCreditorFinancialAccount><IBANID>{account}</IBANID>\
         </PayeePartyCreditorFinancialAccount><PayeeSpecifiedCreditorFinancialInstitution><BICID>{bank}</BICID>\
         </PayeeSpecifiedCreditorFinancialInstitution></SpecifiedTradeSettlementPaymentMeans>"
    );
    cii(DANISH, DANISH_BUYER).replace(CII_PAYMENT, &means)
}

#[test]
fn ways_to_pay_have_their_references_and_accounts() {
    let cases: [(&str, &str, &str, &str, &[&str]); 13] = [
        ("20", "1", "1", "1", &["DK-R-005"]),
        ("42", "1", "1234567890", "1234", &[]),
        ("42", "1", "1234567890", " ", &["DK-R-006"]),
        ("31", "1", " ", "1234", &["DK-R-006"]),
        ("50", "01#text", "1234567", "1", &[]),
        ("50", "02#text", "1234567", "1", &["DK-R-008"]),
        ("50", "01#text", "123456", "1", &["DK-R-008"]),
        ("50", "04#1234567890123456", "1234567", "1", &[]),
        ("50", "04#123", "1234567", "1", &["DK-R-009"]),
        ("93", "73#text", "12345678", "1", &[]),
        ("93", "74#text", "12345678", "1", &["DK-R-010"]),
        ("93", "73#text", "1234567", "1", &["DK-R-010"]),
        ("93", "71#123", "12345678", "1", &["DK-R-011"]),
    ];
    for (code, reference, account, bank, rules) in cases {
        for (syntax, text) in
            [("UBL", paid(code, reference, account, bank)), ("CII", paid_in_cii(code, reference, account, bank))]
        {
            let found = broken(&text).into_iter().filter(|rule| rule.starts_with("DK-")).collect::<Vec<_>>();
            assert_eq!(found, rules, "{code} {reference} {account} {bank} in {syntax}");
        }
    }
    assert!(broken(&paid("50", "01#text", "12345678", "1")).is_empty(), "a giro account of eight digits in UBL");
    let other = paid("20", "1", "1", "1").replace("<IdentificationCode>DK", "<IdentificationCode>SE");
    assert!(!broken(&other).contains("DK-R-005"), "a seller elsewhere");
}

#[test]
fn a_direct_debit_has_a_mandate_and_an_account() {
    let mandate = "<PaymentMeansCode>49</PaymentMeansCode><PaymentMandate><ID>M1</ID><PayerFinancialAccount><ID>7</ID>\
                   </PayerFinancialAccount></PaymentMandate>";
    assert_rows(
        &ubl(DANISH, DANISH_BUYER).replace(UBL_PAYMENT, mandate),
        &[
            ("no account", "<PayerFinancialAccount><ID>7</ID></PayerFinancialAccount>", "", &["DK-R-007"]),
            ("no mandate", "<ID>M1</ID>", "", &["DK-R-007", "PEPPOL-EN16931-R061"]),
        ],
    );
    let debit = "<CreditorReferenceID>7</CreditorReferenceID><SpecifiedTradeSettlementPaymentMeans><TypeCode>49\
                 </TypeCode></SpecifiedTradeSettlementPaymentMeans>";
    let terms = "<SpecifiedTradePaymentTerms>";
    let whole = cii(DANISH, DANISH_BUYER)
        .replace(CII_PAYMENT, debit)
        .replace(terms, &format!("{terms}<DirectDebitMandateID>M1</DirectDebitMandateID>"));
    assert_rows(
        &whole,
        &[("no creditor reference", "<CreditorReferenceID>7</CreditorReferenceID>", "", &["DK-R-007"])],
    );
}

#[test]
fn numbers_classes_and_other_taxes() {
    let class = "<Item><CommodityClassification><ItemClassificationCode listID='TST' listVersionID='26.08.01'>1\
                 </ItemClassificationCode></CommodityClassification>";
    let whole = ubl(DANISH, DANISH_BUYER)
        .replace(UBL_PAYMENT, "<PaymentMeansCode>10</PaymentMeansCode>")
        .replace("<Item>", class)
        .replacen("<PartyName>", "<PartyIdentification><ID schemeID='0060'>1</ID></PartyIdentification><PartyName>", 1);
    assert_rows(
        &whole,
        &[
            ("no company number", "<CompanyID schemeID='0184'>DK12345678</CompanyID>", "", &["DK-R-002"]),
            ("a number of no register", "<CompanyID schemeID='0184'>", "<CompanyID>", &["DK-R-014"]),
            ("an old classification", "26.08.01", "08.01", &["DK-R-003"]),
            ("an identifier without its scheme", "<ID schemeID='0060'>", "<ID>", &["DK-R-013"]),
        ],
    );
    let taxed = |reason: &str| {
        let reason = format!(
            "<AllowanceChargeReasonCode>ZZZ</AllowanceChargeReasonCode>\
             <AllowanceChargeReason>{reason}</AllowanceChargeReason>"
        );
        let code = "<AllowanceChargeReasonCode>95</AllowanceChargeReasonCode>";
        whole.replace("<ChargeIndicator>false<", "<ChargeIndicator>true<").replace(code, &reason)
    };
    for (reason, silent) in
        [("3645", true), ("36#45", true), ("364", false), ("3645 duty", false), ("#3645", false), ("3645#", false)]
    {
        assert_eq!(!broken(&taxed(reason)).contains("DK-R-004"), silent, "{reason}");
    }
}

#[test]
fn numbers_classes_and_other_taxes_in_cii() {
    let class = "<Name>Chairs</Name><DesignatedProductClassification><ClassCode listID='TST' listVersionID='26.0801'>1\
                 </ClassCode></DesignatedProductClassification>";
    let whole = cii(DANISH, DANISH_BUYER)
        .replace(CII_PAYMENT, "")
        .replace("<Name>Chairs</Name>", class)
        .replace("<SellerTradeParty>", "<SellerTradeParty><GlobalID schemeID='0060'>1</GlobalID>")
        .replace("<ReasonCode>95</ReasonCode>", "<ReasonCode>ZZZ</ReasonCode><Reason>3645</Reason>")
        .replace("<Indicator>false<", "<Indicator>true<");
    assert_rows(
        &whole,
        &[
            ("no company number", "<ID schemeID='0184'>DK12345678</ID>", "", &["DK-R-002"]),
            ("a number of no register", "<ID schemeID='0184'>", "<ID>", &["DK-R-014"]),
            ("an old classification", "26.0801", "08.01", &["DK-R-003"]),
            ("an identifier without its scheme", "<GlobalID schemeID='0060'>", "<GlobalID>", &["DK-R-013"]),
            ("another tax by its name", ">3645<", ">duty<", &["DK-R-004"]),
        ],
    );
}

#[test]
fn a_credit_note_is_not_negative() {
    let due = "<PayableAmount currencyID='EUR'>112.50<";
    assert_rows(
        &ubl_credit_note(DANISH, DANISH_BUYER),
        &[("a negative amount due", due, "<PayableAmount currencyID='EUR'>-112.50<", &["DK-R-016"])],
    );
    let whole = cii(DANISH, DANISH_BUYER).replace(CII_PAYMENT, "").replace("<TypeCode>380<", "<TypeCode>381<");
    let negative = "<DuePayableAmount>-112.50<";
    assert_rows(&whole, &[("a negative amount due", "<DuePayableAmount>112.50<", negative, &["DK-R-016"])]);
}
