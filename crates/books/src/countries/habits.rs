use money::Rounding;
use serde::{Deserialize, Serialize};

use crate::tax::Scope;

/// What is usual in a country or prescribed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// When the fiscal year begins.
    pub year: FiscalYear,
    /// How tax on an invoice is rounded.
    pub rounding: TaxRounding,
    /// How numbers are written.
    pub numbers: NumberFormat,
    /// How dates are written.
    pub dates: DateFormat,
}

/// When the fiscal year of a business begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYear {
    /// The usual first month, 1 to 12.
    pub starts_in: u8,
    /// Whether a business may begin it in another.
    pub choice: YearChoice,
}

/// Whether a business may choose the month in which its fiscal year begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum YearChoice {
    /// As it likes.
    Free,
    /// With the consent of the authority, or when its group abroad closes on another day.
    Consent,
    /// The year is fixed by law.
    Fixed,
}

/// How tax on an invoice is rounded by law, or by custom where the law is silent; the text of the country says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxRounding {
    /// Over what tax is rounded once.
    pub scope: Scope,
    /// Which way.
    pub mode: Rounding,
}

/// How a country writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    /// 1234567.89 as it is written there. A blank between groups does not break the line.
    pub example: &'static str,
    /// Between whole units and decimals.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
    /// Whether groups above the thousand have two digits, `12,34,567.89`.
    pub lakh: bool,
}

/// How a country writes dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFormat {
    /// 31 December 2025 as it is written there.
    pub example: &'static str,
    /// Which part comes first.
    pub order: DateOrder,
    /// Between the parts.
    pub separator: char,
}

/// The order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DateOrder {
    /// 31.12.2025
    DayMonthYear,
    /// 12/31/2025
    MonthDayYear,
    /// 2025-12-31
    YearMonthDay,
}

impl NumberFormat {
    /// Reads how 1234567.89 is written; `None` when the text is not that number.
    pub(super) fn of(example: &'static str) -> Option<Self> {
        let digits: String = example.chars().filter(char::is_ascii_digit).collect();
        let mut signs = example.chars().filter(|c| !c.is_ascii_digit());
        let (group, decimal) = (signs.next()?, signs.next_back()?);
        let parts: Vec<&str> = example.split([group, decimal]).collect();
        let lakh = parts.len() == 4 && parts[0].len() == 2;
        let grouped = if lakh { ["12", "34", "567", "89"] } else { ["1", "234", "567", "89"] };
        (digits == "123456789" && parts == grouped).then_some(Self { example, decimal, group, lakh })
    }
}

impl DateFormat {
    /// Reads how 31 December 2025 is written; `None` when the text is not that day.
    pub(super) fn of(example: &'static str) -> Option<Self> {
        let separator = example.chars().find(|c| !c.is_ascii_digit())?;
        let order = match example.split(separator).collect::<Vec<_>>()[..] {
            ["31", "12", "2025"] => DateOrder::DayMonthYear,
            ["12", "31", "2025"] => DateOrder::MonthDayYear,
            ["2025", "12", "31"] => DateOrder::YearMonthDay,
            _ => return None,
        };
        Some(Self { example, order, separator })
    }
}
