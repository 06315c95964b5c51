use jiff::civil::{Date, date};

use crate::Calendar;

fn closed(calendar: Calendar, year: i16) -> Vec<String> {
    let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
    let weekday = |day: &Date| day.weekday().to_monday_one_offset() <= 5;
    days.filter(weekday)
        .filter(|day| calendar.closed(*day).is_some())
        .map(|day| day.strftime("%m-%d").to_string())
        .collect()
}

#[test]
fn target_is_closed_on_six_days_of_the_year() {
    // as the European Central Bank publishes them; what falls on a weekend is not listed
    assert_eq!(closed(Calendar::Target, 2024), ["01-01", "03-29", "04-01", "05-01", "12-25", "12-26"]);
    assert_eq!(closed(Calendar::Target, 2026), ["01-01", "04-03", "04-06", "05-01", "12-25"]);
}

#[test]
fn england_keeps_holidays_of_the_weekend_later() {
    assert_eq!(
        closed(Calendar::England, 2021),
        ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]
    );
    assert_eq!(
        closed(Calendar::England, 2026),
        ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]
    );
    assert_eq!(closed(Calendar::England, 2028)[0], "01-03", "New Year's Day is a Saturday");
}

#[test]
fn the_federal_reserve_moves_sundays_and_not_saturdays() {
    assert_eq!(
        closed(Calendar::FederalReserve, 2026),
        ["01-01", "01-19", "02-16", "05-25", "06-19", "09-07", "10-12", "11-11", "11-26", "12-25"],
        "the fourth of July is a Saturday"
    );
    assert!(Calendar::FederalReserve.closed(date(2027, 7, 5)).is_some(), "the fourth is a Sunday");
}

#[test]
fn switzerland_has_ascension_and_the_first_of_august() {
    assert_eq!(
        closed(Calendar::Swiss, 2025),
        ["01-01", "01-02", "04-18", "04-21", "05-29", "06-09", "08-01", "12-25", "12-26"]
    );
}

#[test]
fn the_next_and_the_last_banking_day_are_found() {
    let target = Calendar::Target;
    assert_eq!(target.on_or_after(date(2026, 4, 3)), date(2026, 4, 7), "Good Friday to the Tuesday after Easter");
    assert_eq!(target.before(date(2026, 4, 7)), date(2026, 4, 2));
    assert_eq!(target.on_or_after(date(2026, 4, 8)), date(2026, 4, 8));
    assert_eq!(
        Calendar::England.days_after(date(2026, 3, 7), 2),
        date(2026, 3, 11),
        "from Saturday: Monday, Wednesday"
    );
    assert_eq!(Calendar::Always.closed(date(2026, 12, 25)), None);
}

proptest::proptest! {
    #[test]
    fn every_day_a_calendar_finds_is_open(year in -9999_i16..=9999, of_year in 1_i16..=365) {
        let day = date(year, 1, 1).with().day_of_year(of_year).build().expect("a day");
        for calendar in [Calendar::Target, Calendar::England, Calendar::FederalReserve, Calendar::Swiss] {
            let found = calendar.on_or_after(day);
            proptest::prop_assert!(found >= day);
            proptest::prop_assert!(calendar.closed(found).is_none() || found > date(9999, 12, 20), "{calendar:?} {found}");
            proptest::prop_assert!(calendar.before(day) < day || day < date(-9999, 1, 20));
        }
    }
}
