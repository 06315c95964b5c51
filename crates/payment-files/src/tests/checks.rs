//! What is wrong is found at once, with its place and what to do.

use super::*;

#[test]
fn everything_is_said_at_once_and_where() {
    let mut batch = sepa();
    batch.payments[0].payee.account = iban("DE02 1203 0000 0000 2020 52");
    batch.payments[0].payee.name = " ".to_owned();
    batch.payments[1].amount = eur(0);
    batch.payments[2].end_to_end = "P-1".to_owned();
    batch.payments[2].amount = Amount::new(5, Currency::CHF);
    let faults: Vec<String> = check(&batch, &SEPA).iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "payment 1 (P-1): the name is empty: fill it in",
            "payment 1 (P-1): the IBAN `DE02 1203 0000 0000 2020 52` is not one: its check digits are wrong; compare it with \
             the invoice or the statement",
            "payment 2 (P-2): the amount is 0.00 EUR; what is paid is above zero: take credit notes off other invoices of \
             the payee",
            "payment 3 (P-1): the end-to-end id is that of payment 1 too: answers could not be told apart, name it anew",
            "payment 3 (P-1): CHF cannot be paid: SEPA pays in euros",
        ]
    );
    assert_eq!(write(&batch, &SEPA).expect_err("faults").len(), 5);
}

#[test]
fn each_rule_of_sepa_has_its_code() {
    type Change = fn(&mut Batch);
    let rows: [(Change, &str); 22] = [
        (|b| b.payments.clear(), "payment_file.no_payments"),
        (|b| b.message = String::new(), "payment_file.empty"),
        (|b| b.message = "a//b".to_owned(), "payment_file.bad_identifier"),
        (|b| b.message = "x".repeat(36), "payment_file.bad_identifier"),
        (|b| b.payments[0].end_to_end = "Ü1".to_owned(), "payment_file.bad_identifier"),
        (|b| b.payer.name = String::new(), "payment_file.empty"),
        (|b| b.payer.name = "x".repeat(71), "payment_file.too_long"),
        (|b| b.payer.account = uk("200000", "55779911"), "payment_file.account_kind"),
        (|b| b.payer.account = at_bank("DE89370400440532013000", "COBADEF"), "payment_file.bad_bic"),
        (|b| b.payments[0].payee.name = "株式会社".to_owned(), "payment_file.unwritable"),
        (|b| b.payments[0].amount = eur(-1), "payment_file.not_positive"),
        (|b| b.payments[0].amount = eur(1_000_000_000_00), "payment_file.above_limit"),
        (|b| b.payments[0].payee.account = iban("TR330006100519786457841326"), "payment_file.out_of_reach"),
        (|b| b.payments[0].payee.account = iban("XX02120300000000202051"), "payment_file.bad_iban"),
        (|b| b.payments[0].payee.account = us("021000021", "1"), "payment_file.account_kind"),
        (|b| b.payments[0].purpose = Purpose::Text("x".repeat(141)), "payment_file.too_long"),
        (|b| b.payments[0].purpose = Purpose::Text("请付".to_owned()), "payment_file.unwritable"),
        (|b| b.payments[0].purpose = Purpose::Reference("RF19539007547034".to_owned()), "payment_file.bad_reference"),
        (
            |b| b.payments[0].purpose = Purpose::Reference("210000000003139471430009017".to_owned()),
            "payment_file.reference_mismatch",
        ),
        (|b| b.payments[0].purpose = Purpose::Documents(Vec::new()), "payment_file.empty"),
        (
            |b| b.payments[0].payee.address = Some(address("Hauptstr.", "1", "10115", "", "DE")),
            "payment_file.bad_address",
        ),
        (|b| b.payments[0].charges = Charges::Payer, "payment_file.charges_not_shared"),
    ];
    for (change, expected) in rows {
        let mut batch = sepa();
        change(&mut batch);
        assert_eq!(codes(&batch, &SEPA).first(), Some(&expected));
    }
    assert_eq!(codes(&sepa(), &SEPA), [""; 0]);
}

#[test]
fn documents_add_up_to_the_payment() {
    let document = |number: &str, minor| Settled { number: number.to_owned(), amount: eur(minor) };
    let mut batch = sepa();
    batch.payments[0].purpose = Purpose::Documents(vec![document("4711", 150_00), document("CN 5", -31_00)]);
    assert_eq!(codes(&batch, &SEPA), [""; 0]);
    batch.payments[0].purpose = Purpose::Documents(vec![document("4711", 150_00), document("CN 5", -30_00)]);
    let fault = &check(&batch, &SEPA)[0];
    assert_eq!(
        fault.flaw.to_string(),
        "the documents add up to 120.00 EUR, and 119.00 EUR is paid: correct one of the two"
    );
    let foreign = Settled { number: "1".to_owned(), amount: Amount::new(119_00, Currency::CHF) };
    batch.payments[0].purpose = Purpose::Documents(vec![foreign]);
    assert_eq!(codes(&batch, &SEPA), ["payment_file.documents_differ"]);
}

#[test]
fn a_payment_abroad_names_the_bank_and_both_addresses() {
    let mut batch = sepa();
    batch.payments.truncate(1);
    batch.payments[0].amount = Amount::new(5_000_00, Currency::USD);
    batch.payments[0].payee.account = iban("TR330006100519786457841326");
    assert_eq!(
        codes(&batch, &Format::CrossBorder),
        ["payment_file.bad_address", "payment_file.bad_address", "payment_file.bic_missing"]
    );
    batch.payments[0].payee.account = iban("CH9300762011623852957");
    assert!(
        codes(&batch, &Format::CrossBorder).contains(&"payment_file.bic_missing"),
        "from Germany to Switzerland too"
    );
    batch.payer.address = Some(address("Hauptstr.", "1", "10115", "Berlin", "DE"));
    batch.payments[0].payee.address = Some(address("", "", "", "Istanbul", "TR"));
    batch.payments[0].payee.account = at_bank("TR330006100519786457841326", "TCZBTR2A");
    assert_eq!(codes(&batch, &Format::CrossBorder), [""; 0]);
}

#[test]
fn a_sum_beyond_the_field_is_found() {
    let mut batch = sepa();
    let one = |i| {
        let mut payment = payment(
            &format!("P{i}"),
            Amount::new(999_999_999_999_99, Currency::EUR),
            "A",
            at_bank("TR330006100519786457841326", "TCZBTR2A"),
            "",
        );
        payment.payee.address = Some(address("", "", "", "Istanbul", "TR"));
        payment
    };
    batch.payer.address = Some(address("", "", "", "Berlin", "DE"));
    batch.payments = (0..10_001).map(one).collect();
    assert_eq!(codes(&batch, &Format::CrossBorder), ["payment_file.total_too_large"]);
    batch.payments.truncate(10_000);
    assert_eq!(codes(&batch, &Format::CrossBorder), [""; 0]);
}

#[test]
fn a_file_has_its_most_payments() {
    let mut batch = sepa();
    let one = |i| payment(&format!("P{i}"), eur(1), "A", iban("DE02120300000000202051"), "");
    batch.payments = (0..100_000).map(one).collect();
    assert_eq!(codes(&batch, &SEPA), ["payment_file.too_many"]);
}
