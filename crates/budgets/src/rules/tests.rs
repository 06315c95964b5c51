#![allow(clippy::inconsistent_digit_grouping, reason = "cents are set apart: 1_000_00 is 1,000.00")]

use books::{Account, AccountId, AccountType, FiscalCalendar};
use jiff::civil::Date;
use money::{Amount, Currency};
use proptest::prelude::*;
use uuid::Uuid;

use super::{LARGEST, MOST_ROWS, RowFlaw, check, is_favourable, reason_of, spread, total, up_to, year_and_day};
use crate::{BudgetError, NewRow, Planned};

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn id(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn account(n: u128, account_type: AccountType, postable: bool) -> Account {
    Account {
        id: id(n),
        code: n.to_string(),
        name: "Konto".to_owned(),
        account_type,
        role: None,
        postable,
        parent: None,
        currency: None,
        active: true,
        default_tax_code: None,
    }
}

/// Sales 4010, rent 6210, a heading 6200, the bank 1610.
fn chart() -> Vec<Account> {
    vec![
        account(4010, AccountType::Income, true),
        account(6210, AccountType::Expense, true),
        account(6200, AccountType::Expense, false),
        account(1610, AccountType::Asset, true),
    ]
}

fn row(n: u128, department: &str, cents: i64) -> NewRow {
    NewRow { account: id(n), department: Some(department.to_owned()), planned: Planned::Year(eur(cents)) }
}

fn flaw(rows: &[NewRow]) -> (usize, RowFlaw) {
    match check(rows, &chart(), Currency::EUR) {
        Err(BudgetError::Row { row, flaw }) => (row, flaw),
        other => panic!("{other:?}"),
    }
}

proptest! {
    /// No cent is lost or made, whatever the year and the currency.
    #[test]
    fn the_months_add_up_to_the_year_and_differ_by_a_cent_at_most(
        minor in any::<i64>(),
        currency in prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::GBP]),
    ) {
        let year = Amount::new(minor, currency);
        let months = spread(year).unwrap();
        prop_assert_eq!(total(&months).unwrap(), year);
        let (least, most) = (months.iter().map(|m| m.minor()).min(), months.iter().map(|m| m.minor()).max());
        prop_assert!(most.unwrap() - least.unwrap() <= 1);
        // the months up to and with the last one are the year
        let december = FiscalCalendar::CALENDAR_YEAR.period(2026, 12).unwrap();
        prop_assert_eq!(up_to(&months, december).unwrap(), year);
    }
}

#[test]
fn the_first_months_take_the_cents_that_are_left() {
    let months = |year| spread(eur(year)).unwrap().map(|m| m.minor());
    assert_eq!(months(12_000_00), [1_000_00; 12]);
    assert_eq!(months(100_00), [8_34, 8_34, 8_34, 8_34, 8_33, 8_33, 8_33, 8_33, 8_33, 8_33, 8_33, 8_33]);
    assert_eq!(months(-2), [-1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn only_accounts_that_earn_or_spend_stand_in_a_budget_and_each_once() {
    let good = [row(4010, "", 1), row(4010, "Sales", 1), row(6210, " Sales ", 1), row(6210, "Office", -1)];
    let checked = check(&good, &chart(), Currency::EUR).unwrap();
    let names: Vec<_> = checked.iter().map(|row| row.department.as_deref()).collect();
    assert_eq!(names, [None, Some("Sales"), Some("Sales"), Some("Office")]);

    let dollars = NewRow { planned: Planned::Year(Amount::new(1, Currency::USD)), ..row(4010, "", 0) };
    let huge = NewRow { planned: Planned::Months([eur(LARGEST + 1); 12]), ..row(4010, "", 0) };
    let bank = RowFlaw::NotEarnedOrSpent { account: "1610 Konto".to_owned(), found: AccountType::Asset };
    let twice = RowFlaw::Twice { account: "6210 Konto".to_owned(), earlier: 1 };
    let cases = [
        ("no such account", row(7, "", 1), RowFlaw::UnknownAccount(id(7))),
        ("the bank", row(1610, "", 1), bank),
        ("a heading", row(6200, "", 1), RowFlaw::Heading { account: "6200 Konto".to_owned() }),
        ("dollars", dollars, RowFlaw::Currency { base: Currency::EUR, found: Currency::USD }),
        ("more than any books hold", huge, RowFlaw::TooLarge(eur(LARGEST + 1))),
        ("a long name", row(6210, &"x".repeat(61), 1), RowFlaw::Department),
        ("the same again", row(6210, "Sales", 1), twice),
    ];
    for (words, bad, expected) in cases {
        assert_eq!(flaw(&[row(6210, "Sales", 5), bad]), (2, expected), "{words}");
    }
    let many = vec![row(4010, "", 1); MOST_ROWS + 1];
    let refused = check(&many, &chart(), Currency::EUR).unwrap_err();
    assert_eq!(refused.code(), "budget.too_many_rows");
}

#[test]
fn a_variance_is_judged_by_what_the_account_is_about() {
    for (kind, variance, favourable, words) in [
        (AccountType::Income, 1, true, "more sold than planned"),
        (AccountType::Income, 0, true, "sold as planned"),
        (AccountType::Income, -1, false, "less sold than planned"),
        (AccountType::Expense, 1, false, "more spent than planned"),
        (AccountType::Expense, 0, true, "spent as planned"),
        (AccountType::Expense, -1, true, "less spent than planned"),
    ] {
        assert_eq!(is_favourable(kind, eur(variance)), favourable, "{words}");
    }
}

/// Year and day asked for, and what they come to on 21 November 2026.
#[test]
fn a_report_without_a_day_is_of_today_or_of_the_end_of_the_year() {
    let today = date("2026-11-21");
    let july = FiscalCalendar::starting_in(7).unwrap();
    for (calendar, year, day, expected) in [
        (FiscalCalendar::CALENDAR_YEAR, None, None, Ok((2026, "2026-11-21"))),
        (FiscalCalendar::CALENDAR_YEAR, Some(2026), None, Ok((2026, "2026-11-21"))),
        (FiscalCalendar::CALENDAR_YEAR, Some(2025), None, Ok((2025, "2025-12-31"))),
        (FiscalCalendar::CALENDAR_YEAR, Some(2027), None, Ok((2027, "2027-12-31"))),
        (FiscalCalendar::CALENDAR_YEAR, None, Some("2025-02-03"), Ok((2025, "2025-02-03"))),
        (july, None, None, Ok((2027, "2026-11-21"))),
        (july, Some(2026), None, Ok((2026, "2026-06-30"))),
        (july, Some(2026), Some("2026-07-01"), Err("budget.day_outside_year")),
        (july, Some(1066), None, Err("ledger.calendar")),
    ] {
        let found = year_and_day(calendar, (year, day.map(date)), today);
        let expected = expected.map(|(year, day)| (year, date(day)));
        assert_eq!(found.map_err(|e| e.code()), expected, "{year:?} {day:?}");
    }
}

#[test]
fn a_blank_reason_is_none_and_a_novel_is_refused() {
    assert_eq!(reason_of(Some("  ")).unwrap(), None);
    assert_eq!(reason_of(Some(" as agreed ")).unwrap().as_deref(), Some("as agreed"));
    assert_eq!(reason_of(Some(&"ä".repeat(2_001))).unwrap_err().code(), "budget.bad_reason");
}
