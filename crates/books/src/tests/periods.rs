use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::day;
use crate::{CalendarError, FiscalCalendar};

/// First month, day; fiscal year and period, first and last day of it.
#[test]
fn days_fall_into_periods() {
    let rows = [
        (1, "2025-01-01", "2025-01", "2025-01-01", "2025-01-31"),
        (1, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
        (1, "2025-12-31", "2025-12", "2025-12-01", "2025-12-31"),
        (4, "2025-03-31", "2025-12", "2025-03-01", "2025-03-31"),
        (4, "2025-04-01", "2026-01", "2025-04-01", "2025-04-30"),
        (7, "2025-06-30", "2025-12", "2025-06-01", "2025-06-30"),
        (10, "2025-02-15", "2025-05", "2025-02-01", "2025-02-28"),
        (12, "2025-12-01", "2026-01", "2025-12-01", "2025-12-31"),
    ];
    for (month, on, label, start, end) in rows {
        let period = FiscalCalendar::starting_in(month).unwrap().period_of(day(on)).unwrap();
        assert_eq!((period.label().as_str(), period.start, period.end), (label, day(start), day(end)), "{month} {on}");
    }
}

#[test]
fn the_adjustment_period_lies_on_the_last_day_of_the_year() {
    let year = FiscalCalendar::starting_in(4).unwrap().year(2026).unwrap();
    assert_eq!(year.len(), 13);
    assert_eq!((year[0].start, year[11].end), (day("2025-04-01"), day("2026-03-31")));
    assert!(year[12].is_adjustment());
    assert_eq!((year[12].start, year[12].end), (day("2026-03-31"), day("2026-03-31")));
}

#[test]
fn impossible_calendars_are_refused() {
    assert_eq!(FiscalCalendar::starting_in(0), Err(CalendarError::BadMonth(0)));
    assert_eq!(FiscalCalendar::starting_in(13), Err(CalendarError::BadMonth(13)));
    let calendar = FiscalCalendar::CALENDAR_YEAR;
    assert_eq!(calendar.period(2025, 14), Err(CalendarError::BadPeriod(14)));
    assert_eq!(calendar.period(2025, 0), Err(CalendarError::BadPeriod(0)));
    assert_eq!(calendar.period(200_000, 1), Err(CalendarError::BadYear(200_000)));
    assert!(serde_json::from_str::<FiscalCalendar>("13").is_err());
}

proptest! {
    /// Every day lies in exactly one month period, and the periods of a year follow each other without a gap.
    #[test]
    fn periods_cover_the_calendar(month in 1_u8..=12, days in 0_i64..200_000) {
        let calendar = FiscalCalendar::starting_in(month).unwrap();
        let day = date(1600, 1, 1).checked_add(days.days()).unwrap();
        let period = calendar.period_of(day).unwrap();
        prop_assert!(period.contains(day));
        let year = calendar.year(period.year).unwrap();
        prop_assert_eq!(year[..12].iter().filter(|p| p.contains(day)).count(), 1);
        for pair in year[..12].windows(2) {
            prop_assert_eq!(pair[0].end.tomorrow().unwrap(), pair[1].start);
        }
        let next = calendar.period(period.year + 1, 1).unwrap();
        prop_assert_eq!(year[11].end.tomorrow().unwrap(), next.start);
    }
}
