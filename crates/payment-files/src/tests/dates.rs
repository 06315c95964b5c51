//! The day on which is paid, by format.

use jiff::civil::{Date, date};

use super::*;

fn on(mut batch: Batch, format: &Format, day: Date) -> Vec<String> {
    batch.execution = day;
    let mut said: Vec<String> = check(&batch, format).iter().map(|fault| fault.flaw.to_string()).collect();
    said.dedup();
    said
}

#[test]
fn euros_are_paid_on_days_of_target() {
    assert_eq!(on(sepa(), &SEPA, TODAY), [""; 0], "on the day itself");
    assert_eq!(on(sepa(), &SEPA, date(2026, 3, 6)), ["2026-03-06 is past: the first day possible is 2026-03-09"]);
    assert_eq!(on(sepa(), &SEPA, date(2026, 3, 14)), ["2026-03-14 is a Saturday: take 2026-03-16"]);
    assert_eq!(
        on(sepa(), &SEPA, date(2026, 4, 3)),
        ["2026-04-03 is a closing day of TARGET: take 2026-04-07"],
        "Good Friday"
    );
}

#[test]
fn at_once_is_any_day() {
    let instant = Format::Sepa { version: Pain001::V09, speed: Speed::Instant };
    assert_eq!(on(sepa(), &instant, date(2026, 12, 25)), [""; 0]);
    assert_eq!(on(sepa(), &instant, date(2026, 3, 8)).len(), 1, "but not yesterday");
}

#[test]
fn bacs_needs_three_days() {
    let (batch, format) = british();
    assert_eq!(on(batch.clone(), &format, date(2026, 3, 11)), [""; 0], "in on Monday, paid on Wednesday");
    let early = "2026-03-10 is too early, Bacs takes the file on one banking day and pays on the second after it: the first \
                 day possible is 2026-03-11";
    assert_eq!(on(batch.clone(), &format, date(2026, 3, 10)), [early]);
    assert_eq!(on(batch, &format, date(2026, 5, 4)), ["2026-05-04 is a bank holiday in England: take 2026-05-05"]);
}

#[test]
fn dollars_are_paid_on_days_of_the_federal_reserve() {
    let (batch, format) = american();
    assert_eq!(on(batch.clone(), &format, date(2026, 5, 25)).len(), 1, "Memorial Day");
    assert_eq!(on(batch, &format, date(2026, 4, 3)), [""; 0], "Good Friday is none");
}

#[test]
fn a_payment_may_have_its_own_day() {
    let mut batch = sepa();
    batch.payments[1].execution = Some(date(2026, 3, 15));
    let faults = check(&batch, &SEPA);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].to_string(), "payment 2 (P-2): 2026-03-15 is a Sunday: take 2026-03-16");
}
