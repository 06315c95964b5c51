//! Days on which banks pay, computed: no list has to be kept.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whose days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// The euro: T2 of the Eurosystem, closed on the days its guideline names since 2002.
    Target,
    /// Bacs: days on which banks of England and Wales work (Banking and Financial Dealings Act 1971, and New Year's Day
    /// and the first Monday of May by proclamation). Days proclaimed once, such as for a coronation, are not known.
    England,
    /// ACH: days on which the Federal Reserve Banks settle (their standard schedule; 5 U.S.C. 6103 without moves from
    /// Saturday to Friday).
    FederalReserve,
    /// The Swiss franc: SIC is closed on the days that are kept in all of German Switzerland. The first of May differs
    /// by bank, which then pays on the next day.
    Swiss,
    /// Any other currency: Saturdays and Sundays, all that is common to most countries.
    Weekends,
    /// Instant payments: every day.
    Always,
}

impl Calendar {
    /// Why banks do not pay on a day; `None` when they do.
    pub fn closed(self, day: Date) -> Option<&'static str> {
        if self == Self::Always {
            return None;
        }
        match day.weekday() {
            Weekday::Saturday => return Some("a Saturday"),
            Weekday::Sunday => return Some("a Sunday"),
            _ => {}
        }
        match self {
            Self::Target if target(day) => Some("a closing day of TARGET"),
            Self::England if england(day) => Some("a bank holiday in England"),
            Self::FederalReserve if federal_reserve(day) => Some("a holiday of the Federal Reserve"),
            Self::Swiss if swiss(day) => Some("a bank holiday in Switzerland"),
            _ => None,
        }
    }

    /// The first day from `day` on, itself included, on which banks pay.
    pub fn on_or_after(self, day: Date) -> Date {
        let mut found = day;
        // no calendar closes for a fortnight; the bound is for the last days that a date can name
        for _ in 0..14 {
            if self.closed(found).is_none() {
                break;
            }
            found = found.saturating_add(1.day());
        }
        found
    }

    /// The last day before `day` on which banks pay.
    pub fn before(self, day: Date) -> Date {
        let mut found = day.saturating_sub(1.day());
        for _ in 0..14 {
            if self.closed(found).is_none() {
                break;
            }
            found = found.saturating_sub(1.day());
        }
        found
    }

    /// The day that is so many banking days after the first one from `day` on.
    pub fn days_after(self, day: Date, count: u8) -> Date {
        let first = self.on_or_after(day);
        (0..count).fold(first, |found, _| self.on_or_after(found.saturating_add(1.day())))
    }
}

fn target(day: Date) -> bool {
    fixed(day, &[(1, 1), (5, 1), (12, 25), (12, 26)]) || from_easter(day, &[-2, 1])
}

fn swiss(day: Date) -> bool {
    fixed(day, &[(1, 1), (1, 2), (8, 1), (12, 25), (12, 26)]) || from_easter(day, &[-2, 1, 39, 50])
}

fn england(day: Date) -> bool {
    let mondays = nth(day, 5, 1, Weekday::Monday)
        || nth(day, 5, -1, Weekday::Monday)
        || nth(day, 8, -1, Weekday::Monday)
        || from_easter(day, &[-2, 1]);
    // a holiday at the weekend is kept on the next day that is no holiday
    let (month, date, weekday) = (day.month(), day.day(), day.weekday());
    let new_year = month == 1 && (date == 1 || (weekday == Weekday::Monday && date <= 3));
    let christmas = month == 12
        && (matches!(date, 25 | 26)
            || (matches!(date, 27 | 28) && matches!(weekday, Weekday::Monday | Weekday::Tuesday)));
    mondays || new_year || christmas
}

fn federal_reserve(day: Date) -> bool {
    const FIXED: [(i8, i8); 5] = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];
    // from Sunday to Monday, and never from Saturday to Friday
    let moved = day.weekday() == Weekday::Monday && fixed(day.saturating_sub(1.day()), &FIXED);
    fixed(day, &FIXED)
        || moved
        || nth(day, 1, 3, Weekday::Monday)
        || nth(day, 2, 3, Weekday::Monday)
        || nth(day, 5, -1, Weekday::Monday)
        || nth(day, 9, 1, Weekday::Monday)
        || nth(day, 10, 2, Weekday::Monday)
        || nth(day, 11, 4, Weekday::Thursday)
}

fn fixed(day: Date, holidays: &[(i8, i8)]) -> bool {
    holidays.contains(&(day.month(), day.day()))
}

/// Whether a day is that weekday of that month; from the end when `nth` is below zero.
fn nth(day: Date, month: i8, nth: i8, weekday: Weekday) -> bool {
    day.month() == month && day.nth_weekday_of_month(nth, weekday).is_ok_and(|found| found == day)
}

fn from_easter(day: Date, distances: &[i64]) -> bool {
    easter(day.year()).is_some_and(|sunday| distances.iter().any(|days| sunday.saturating_add(days.days()) == day))
}

/// Easter Sunday of the Gregorian calendar, by the computation of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let lunar = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - lunar - of_century % 4) % 7;
    let late = (golden + 11 * lunar + 22 * weekday) / 451;
    let days = lunar + weekday - 7 * late + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}
