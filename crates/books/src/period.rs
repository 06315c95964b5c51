use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::CalendarError;

/// Number of the period for year-end adjustments: it lies on the last day of the fiscal year.
pub(crate) const ADJUSTMENT: u8 = 13;

/// When an entity's fiscal year starts. A fiscal year carries the number of the calendar year in which it **ends**.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct FiscalCalendar {
    start_month: u8,
}

/// Whether a period takes entries.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PeriodStatus {
    /// It takes entries.
    #[default]
    Open,
    /// It takes none; whoever may close periods may open it again.
    Closed,
    /// It takes none and is never opened again: returns or statements were filed.
    Locked,
}

/// A span of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The fiscal year.
    pub year: i32,
    /// 1 to 12 for its months in their order, 13 for adjustments.
    pub number: u8,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Period {
    /// Whether the day lies in it. The last day of a year lies in period 12 and, for adjustments, in 13.
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// Whether it is the adjustment period.
    pub const fn is_adjustment(&self) -> bool {
        self.number == ADJUSTMENT
    }

    /// `2025-03`, `2025-13`: sorts in time order.
    pub fn label(&self) -> String {
        format!("{}-{:02}", self.year, self.number)
    }
}

impl FiscalCalendar {
    /// The calendar year.
    pub const CALENDAR_YEAR: Self = Self { start_month: 1 };

    /// A calendar whose years start on the first of `month`, 1 to 12.
    pub fn starting_in(month: u8) -> Result<Self, CalendarError> {
        if !(1..=12).contains(&month) {
            return Err(CalendarError::BadMonth(month));
        }
        Ok(Self { start_month: month })
    }

    /// The month years start in.
    pub const fn start_month(self) -> u8 {
        self.start_month
    }

    /// The fiscal year a day lies in.
    pub fn year_of(self, day: Date) -> i32 {
        let year = i32::from(day.year());
        if self.start_month > 1 && day.month() >= self.start_month.cast_signed() { year + 1 } else { year }
    }

    /// The month period (1 to 12) a day lies in.
    pub fn period_of(self, day: Date) -> Result<Period, CalendarError> {
        let months_in = (day.month() + 12 - self.start_month.cast_signed()) % 12;
        self.period(self.year_of(day), months_in.cast_unsigned() + 1)
    }

    /// A period by its number.
    pub fn period(self, year: i32, number: u8) -> Result<Period, CalendarError> {
        if !(1..=ADJUSTMENT).contains(&number) {
            return Err(CalendarError::BadPeriod(number));
        }
        let bad = || CalendarError::BadYear(year);
        let first_year = if self.start_month > 1 { year - 1 } else { year };
        let first_year = i16::try_from(first_year).ok().filter(|y| (1..9998).contains(y)).ok_or_else(bad)?;
        let year_start = date(first_year, self.start_month.cast_signed(), 1);
        let months = i32::from(number.min(12)) - 1;
        let start = year_start.checked_add(months.months()).map_err(|_| bad())?;
        let end = start.last_of_month();
        let start = if number == ADJUSTMENT { end } else { start };
        Ok(Period { year, number, start, end })
    }

    /// All thirteen periods of a year in order.
    pub fn year(self, year: i32) -> Result<Vec<Period>, CalendarError> {
        (1..=ADJUSTMENT).map(|number| self.period(year, number)).collect()
    }

    /// First and last day of a fiscal year.
    pub fn span(self, year: i32) -> Result<(Date, Date), CalendarError> {
        Ok((self.period(year, 1)?.start, self.period(year, 12)?.end))
    }
}

impl Default for FiscalCalendar {
    fn default() -> Self {
        Self::CALENDAR_YEAR
    }
}

impl TryFrom<u8> for FiscalCalendar {
    type Error = CalendarError;

    fn try_from(month: u8) -> Result<Self, CalendarError> {
        Self::starting_in(month)
    }
}

impl From<FiscalCalendar> for u8 {
    fn from(calendar: FiscalCalendar) -> Self {
        calendar.start_month
    }
}
