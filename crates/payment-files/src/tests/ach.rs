use jiff::civil::date;

use super::*;

#[test]
fn a_file_is_what_the_rules_say_record_by_record() {
    let (batch, format) = american();
    let nines = "9".repeat(94);
    // businesses and persons in a batch each; the hash is 12210515 + 02100002
    let expected = [
        "101 09100001911234567892603090930A094101Wells Fargo            Pacific Widgets Inc            ",
        "5220Pacific Widgets                     1123456789CCDVENDOR PAY      260312   1091000010000001",
        "622122105155987654321        0000150000P-1            Acme Supplies LLC       1091000010000001",
        "705INV 4711                                                                        00010000001",
        "822000000200122105150000000000000000001500001123456789                         091000010000001",
        "5220Pacific Widgets                     1123456789PPDVENDOR PAY      260312   1091000010000002",
        "6220210000210012-345         0000007525P-2            Jane Doe                0091000010000002",
        "822000000100021000020000000000000000000075251123456789                         091000010000002",
        "9000002000001000000030014310517000000000000000000157525                                       ",
        &nines,
    ];
    let text = written(&batch, &format);
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn savings_days_and_long_names_have_their_fields() {
    let (mut batch, format) = american();
    batch.payments[0].payee.name = "The Very Long Name of a Supplier of Everything".to_owned();
    batch.payments[0].payee.account =
        Account::Us { routing: "122105155".to_owned(), number: "1".to_owned(), kind: UsAccount::Savings };
    batch.payments[0].execution = Some(date(2026, 3, 13));
    let text = written(&batch, &format);
    let entry = text.lines().find(|line| line.starts_with("632")).expect("a credit to savings");
    assert_eq!(&entry[54..76], "The Very Long Name of ");
    let days: Vec<&str> = text.lines().filter(|line| line.starts_with('5')).map(|line| &line[69..75]).collect();
    assert_eq!(days, ["260312", "260313"], "the earlier day first");
}

#[test]
fn documents_that_are_netted_stand_in_the_addendum() {
    let (mut batch, format) = american();
    let dollars = |minor| Amount::new(minor, Currency::USD);
    batch.payments[0].purpose = Purpose::Documents(vec![
        Settled { number: "4711".to_owned(), amount: dollars(1_700_00) },
        Settled { number: "CN 88".to_owned(), amount: dollars(-200_00) },
    ]);
    let text = written(&batch, &format);
    let addendum = text.lines().find(|line| line.starts_with("705")).expect("an addendum");
    assert_eq!(addendum[3..83].trim_end(), "4711 1700.00, CN 88 -200.00");
}

#[test]
fn what_ach_does_not_take_is_said() {
    let (good, format) = american();
    let with = |change: &dyn Fn(&mut Batch)| {
        let mut batch = good.clone();
        change(&mut batch);
        codes(&batch, &format)
    };
    assert_eq!(with(&|_| {}), [""; 0]);
    assert_eq!(with(&|b| b.payments[0].amount = eur(1)), ["payment_file.currency"]);
    assert_eq!(
        with(&|b| b.payments[0].amount = Amount::new(100_000_000_00, Currency::USD)),
        ["payment_file.above_limit"]
    );
    assert_eq!(with(&|b| b.payments[0].payee.account = us("122105156", "1")), ["payment_file.bad_routing"]);
    assert_eq!(with(&|b| b.payments[0].payee.account = us("000000000", "1")), ["payment_file.bad_routing"]);
    assert_eq!(with(&|b| b.payments[0].payee.account = us("122105155", "")), ["payment_file.bad_number"]);
    assert_eq!(with(&|b| b.payments[0].payee.account = uk("200000", "55779911")), ["payment_file.account_kind"]);
    assert_eq!(with(&|b| b.payments[0].end_to_end = "P-1234567890123456".to_owned()), ["payment_file.bad_identifier"]);
    assert_eq!(with(&|b| b.payer.identification = Some("123456789".to_owned())), ["payment_file.bad_identification"]);
    assert_eq!(with(&|b| b.payments[0].purpose = Purpose::Text("x".repeat(81))), ["payment_file.too_long"]);
    assert_eq!(with(&|b| b.payments[0].charges = Charges::Payer), ["payment_file.charges_not_shared"]);
    let most = Amount::new(99_999_999_99, Currency::USD);
    let many = |b: &mut Batch| {
        b.payments = (0..101).map(|i| payment(&format!("P{i}"), most, "A", us("122105155", "1"), "")).collect();
    };
    assert_eq!(with(&many), ["payment_file.total_too_large"], "ten digits of dollars are the most of a file");
}

#[test]
fn the_sender_is_checked_too() {
    let (batch, format) = american();
    let Format::Ach(good) = format else { panic!("ACH") };
    let with = |sender: AchSender| codes(&batch, &Format::Ach(sender));
    assert_eq!(with(AchSender { destination: "091000018".to_owned(), ..good.clone() }), ["payment_file.bad_routing"]);
    assert_eq!(with(AchSender { modifier: 'a', ..good.clone() }), ["payment_file.bad_identifier"]);
    assert_eq!(with(AchSender { description: String::new(), ..good.clone() }), ["payment_file.empty"]);
    assert_eq!(with(AchSender { description: "SUPPLIERS PAID".to_owned(), ..good }), ["payment_file.too_long"]);
}
