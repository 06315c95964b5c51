use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A line of a country's text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Slip {
    /// The text, `de.txt`.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "countries/{}:{}: {}", self.file, self.line, self.problem)
    }
}

/// A line with something on it, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub file: &'static str,
    pub number: usize,
    pub text: &'static str,
}

/// The lines of a text without remarks and without those that say nothing else.
pub(crate) fn rows(file: &'static str, text: &'static str) -> Vec<Row> {
    let without_remark = |line: &'static str| {
        let end = if line.starts_with("//") { 0 } else { line.find(" //").unwrap_or(line.len()) };
        line[..end].trim()
    };
    text.lines()
        .enumerate()
        .map(|(index, line)| Row { file, number: index + 1, text: without_remark(line) })
        .filter(|row| !row.text.is_empty())
        .collect()
}

impl Row {
    pub fn slip(self, problem: impl Into<String>) -> Slip {
        Slip { file: format!("{}.txt", self.file.to_lowercase()), line: self.number, problem: problem.into() }
    }

    /// Its parts between upright lines, without blanks around them.
    pub fn cells<const N: usize>(self, what: &str) -> Result<[&'static str; N], Slip> {
        let cells: Vec<&'static str> = self.text.split('|').map(str::trim).collect();
        let count = cells.len();
        cells.try_into().map_err(|_| self.slip(format!("{what} has {N} parts between |, this line has {count}")))
    }

    /// A word of a list, or what is wrong with it.
    pub fn word<T: FromStr>(self, text: &str, what: &str) -> Result<T, Slip> {
        text.parse().map_err(|_| self.slip(format!("`{text}` is not {what}")))
    }

    /// An ISO date; none for a dash.
    pub fn day(self, text: &str) -> Result<Option<Date>, Slip> {
        if text == "-" {
            return Ok(None);
        }
        self.word(text, "a date such as 2025-12-31, or -").map(Some)
    }
}
