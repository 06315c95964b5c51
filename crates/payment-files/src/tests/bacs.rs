use jiff::civil::date;

use super::*;

#[test]
fn a_file_of_one_day_is_what_the_standard_says_record_by_record() {
    let (batch, format) = british();
    // paid on Thursday 12 March 2026, so processed on the 11th, the seventieth day
    let blanks = |count| " ".repeat(count);
    let label =
        |mark: &str| format!("{mark}A123456S  112345600004200010001{} 26068 26101 000000{}", blanks(6), blanks(20));
    let expected = [
        format!("VOL1000042{}123456{}1", blanks(31), blanks(32)),
        label("HDR1"),
        format!("HDR2F0200000100{}00{}", blanks(35), blanks(28)),
        format!("UHL1 26070999999    000000001 DAILY  001{}", blanks(40)),
        "2000005577991109940478470872490    00000123456WIDGETS LIMITED   INV 4711          O BRIEN & SONS LTD"
            .to_owned(),
        "6016133192681909940478470872490    00000000010WIDGETS LIMITED   P-2               TRINITY COURT MANA"
            .to_owned(),
        "4047847087249001740478470872490    00000123466RUN-2026-0007     CONTRA            WIDGETS LIMITED   "
            .to_owned(),
        label("EOF1"),
        format!("EOF2F0200000100{}00{}", blanks(35), blanks(28)),
        format!("UTL10000000123466000000012346600000010000002{}", blanks(36)),
    ];
    assert_eq!(written(&batch, &format).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_of_several_days_says_the_day_in_each_record() {
    let (mut batch, format) = british();
    batch.payments[1].execution = Some(date(2026, 5, 5));
    let text = written(&batch, &format);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2][..15], *"HDR2F0212000106");
    assert_eq!(lines[3][..38], *"UHL1      999999    000000004 MULTI  0");
    let days: Vec<&str> = lines[4..8].iter().map(|line| &line[100..]).collect();
    assert_eq!(
        days,
        [" 26070", " 26070", " 26121", " 26121"],
        "the fourth of May is a holiday: the first comes before"
    );
    let codes: Vec<&str> = lines[4..8].iter().map(|line| &line[15..17]).collect();
    assert_eq!(codes, ["99", "17", "99", "17"], "each day has its contra");
    assert_eq!(lines[10][..44], *"UTL10000000123466000000012346600000020000002");
}

#[test]
fn what_bacs_does_not_take_is_said() {
    let (good, format) = british();
    let with = |change: &dyn Fn(&mut Batch)| {
        let mut batch = good.clone();
        change(&mut batch);
        codes(&batch, &format)
    };
    let pounds = |minor| Amount::new(minor, Currency::GBP);
    assert_eq!(with(&|b| b.payments[0].amount = eur(1)), ["payment_file.currency"]);
    assert_eq!(with(&|b| b.payments[0].amount = pounds(20_000_000_01)), ["payment_file.above_limit"]);
    assert_eq!(with(&|b| b.payments[0].payee.account = uk("20-00", "55779911")), ["payment_file.bad_number"]);
    assert_eq!(with(&|b| b.payments[0].payee.account = uk("200000", "5577991")), ["payment_file.bad_number"]);
    assert_eq!(
        with(&|b| b.payments[0].payee.account = uk("000000", "00000000")),
        ["payment_file.bad_number", "payment_file.bad_number"]
    );
    assert_eq!(with(&|b| b.payments[0].payee.account = iban("DE02120300000000202051")), ["payment_file.account_kind"]);
    assert_eq!(with(&|b| b.payer.identification = None), ["payment_file.bad_identification"]);
    assert_eq!(with(&|b| b.payments[0].purpose = Purpose::Text("x".repeat(19))), ["payment_file.too_long"]);
    assert_eq!(with(&|b| b.payments[1].end_to_end = "P".repeat(19)), ["payment_file.too_long"]);
    assert_eq!(codes(&good, &Format::Bacs { serial: "42".to_owned() }), ["payment_file.bad_identifier"]);
    let many = |b: &mut Batch| {
        let one = |i| payment(&format!("P{i}"), pounds(20_000_000_00), "A", uk("200000", "55779911"), "");
        b.payments = (0..50).map(one).collect();
    };
    assert_eq!(with(&many), ["payment_file.total_too_large"], "a contra record has eleven digits");
}
