use jiff::civil::date;

use super::*;

#[test]
fn a_payment_in_sepa_is_written_element_by_element() {
    let mut batch = sepa();
    batch.payments.truncate(1);
    batch.payments[0].payee.address = Some(address("Große Straße", "1a", "10115", "Berlin", "DE"));
    batch.payer.identification = Some("4711-0815".to_owned());
    assert_eq!(written(&batch, &SEPA), include_str!("sepa.xml"));
}

#[test]
fn the_version_of_2009_names_the_bank_and_the_day_otherwise() {
    let format = Format::Sepa { version: Pain001::V03, speed: Speed::Ordinary };
    let mut batch = sepa();
    batch.payer.account = iban("DE89370400440532013000");
    let text = written(&batch, &format);
    assert!(text.contains("xsd:pain.001.001.03\""));
    assert!(text.contains("<ReqdExctnDt>2026-03-12</ReqdExctnDt>"));
    assert!(text.contains("<BIC>ETHNGRAA</BIC>") && !text.contains("BICFI"));
    assert!(text.contains("<Id>NOTPROVIDED</Id>"), "the payer's bank must be there, and the IBAN tells which it is");
}

#[test]
fn each_day_has_its_own_group() {
    let mut batch = sepa();
    batch.payments[0].execution = Some(date(2026, 3, 16));
    batch.booking = Booking::Single;
    batch.message = "A-MESSAGE-WITH-A-NAME-OF-35-LETTERS".to_owned();
    let text = written(&batch, &SEPA);
    let of = |name: &str| -> Vec<String> {
        let open = format!("<{name}>");
        text.split(&open).skip(1).map(|rest| rest.split('<').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(of("PmtInfId"), ["A-MESSAGE-WITH-A-NAME-OF-35-LETTE-1", "A-MESSAGE-WITH-A-NAME-OF-35-LETTE-2"]);
    assert_eq!(of("Dt"), ["2026-03-12", "2026-03-16"]);
    assert_eq!(of("NbOfTxs"), ["3", "2", "1"]);
    assert_eq!(of("CtrlSum"), ["1370.49", "1251.49", "119.00"]);
    assert_eq!(of("BtchBookg"), ["false", "false"]);
    assert_eq!(of("EndToEndId"), ["P-2", "P-3", "P-1"]);
}

#[test]
fn instant_payments_say_so() {
    let format = Format::Sepa { version: Pain001::V09, speed: Speed::Instant };
    assert!(written(&sepa(), &format).contains("<LclInstrm>\n          <Cd>INST</Cd>"));
    assert!(!written(&sepa(), &SEPA).contains("LclInstrm"));
}

#[test]
fn several_documents_are_named_as_the_room_allows() {
    let document = |number: String, minor| Settled { number, amount: eur(minor) };
    let mut batch = sepa();
    batch.payments.truncate(1);
    let mut told = |documents: Vec<Settled>| {
        let sum = documents.iter().map(|d| d.amount.minor()).sum();
        batch.payments[0].amount = eur(sum);
        batch.payments[0].purpose = Purpose::Documents(documents);
        let text = written(&batch, &SEPA);
        text.split("<Ustrd>").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned)
    };
    let few = vec![document("RE 4711".to_owned(), 100_00), document("GS 12".to_owned(), -20_50)];
    assert_eq!(told(few).as_deref(), Some("RE 4711 100.00, GS 12 -20.50"));
    let several = (0..10).map(|i| document(format!("2026-{i:04}"), 1_000_00)).collect();
    let several = told(several).expect("text");
    assert!(several.starts_with("2026-0000, 2026-0001, ") && several.ends_with(", 2026-0009"), "{several}");
    let many = (0..100).map(|i| document(format!("2026-{i:04}"), 1_000_00)).collect();
    let many = told(many).expect("text");
    assert!(many.ends_with(", 2026-0010 and 89 more"), "{many}");
    assert!(many.len() <= 140);
}

#[test]
fn a_payment_abroad_says_who_bears_the_charges() {
    let mut batch = sepa();
    batch.payments.truncate(1);
    batch.payer.address = Some(address("Hauptstr.", "1", "10115", "Berlin", "DE"));
    let payment = &mut batch.payments[0];
    payment.amount = Amount::new(50_000, Currency::JPY);
    payment.charges = Charges::Payer;
    payment.payee.address = Some(address("Marunouchi", "1", "100-0005", "Tokyo", "JP"));
    payment.payee.account = Account::Other { number: "123-4567".to_owned(), bic: "BOTKJPJT".to_owned() };
    let text = written(&batch, &Format::CrossBorder);
    assert!(text.contains("<InstdAmt Ccy=\"JPY\">50000</InstdAmt>"), "the yen has no decimals");
    assert!(text.contains("<ChrgBr>DEBT</ChrgBr>") && text.contains("<BICFI>BOTKJPJT</BICFI>"));
    assert!(text.contains("<Id>123-4567</Id>") && !text.contains("SvcLvl"));
}
