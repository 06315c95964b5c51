use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ReturnForm;

/// For how long a period a return is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Interval {
    /// One month.
    Month,
    /// Two months.
    TwoMonths,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Twelve months.
    Year,
}

/// Until when a return for such a period is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing {
    /// The length of the period.
    pub every: Interval,
    /// Only for periods that end in this month, 1 to 12; for all others when absent.
    pub ending_in: Option<u8>,
    /// The last day to file.
    pub due: Due,
}

/// The last day to file, counted from the end of the period. That it moves when it is no working day, and that it may
/// be extended, is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// So many days after the period.
    Days(u16),
    /// A day of a month: the first month after the period is 1. A day the month does not have is its last one.
    DayOfMonth {
        /// Months after the one the period ends in.
        months: u8,
        /// 1 to 31.
        day: u8,
    },
}

impl Due {
    /// For a period that ends on `end`; none where the calendar ends.
    pub fn after(self, end: Date) -> Option<Date> {
        match self {
            Self::Days(days) => end.checked_add(i64::from(days).days()).ok(),
            Self::DayOfMonth { months, day } => {
                let month = end.first_of_month().checked_add(i64::from(months).months()).ok()?;
                let day = i8::try_from(day).ok()?.min(month.days_in_month());
                month.with().day(day).build().ok()
            }
        }
    }
}

impl ReturnForm {
    /// Until when the return for a period of that length that ends on `end` is filed; none where the country has no
    /// such periods.
    pub fn due(&self, every: Interval, end: Date) -> Option<Date> {
        let of_length = || self.filings.iter().filter(|f| f.every == every);
        let ends = |f: &&Filing| f.ending_in.is_some_and(|m| i8::try_from(m).is_ok_and(|m| m == end.month()));
        let filing = of_length().find(ends).or_else(|| of_length().find(|f| f.ending_in.is_none()))?;
        filing.due.after(end)
    }
}
