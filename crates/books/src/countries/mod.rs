//! Countries as data: one text for each in this folder, which a specialist reviews without reading Rust. It says how
//! the country writes numbers and dates, when its fiscal year begins, how its tax is rounded, which rates are and were
//! in force, and which boxes its return has and what goes into them.
//!
//! ```text
//! name: Germany
//! fiscal year: january, free
//! numbers: 1.234.567,89
//! [rates]        treatment | per cent | first day | last day | deductible per cent
//! [form UStVA]   title, first and last day, when it is filed
//! [boxes]        box | kind | rounding | in English | in the country's language | formula
//! [codes]        tax code and circumstances | boxes of the net amount | of the tax | of the tax deducted
//! ```
//!
//! `//` begins a remark: the law stands there. The texts are part of the program; the test that reads them all tells
//! file and line of a slip.

mod habits;
mod read;
mod text;

use std::sync::LazyLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::Treatment;
use crate::returns::ReturnForm;
use crate::tax::Jurisdiction;

pub use habits::{DateFormat, DateOrder, FiscalYear, Habits, NumberFormat, TaxRounding, YearChoice};
pub(crate) use read::{only, value};
pub(crate) use text::Row;
pub use text::Slip;

/// A country's text, read.
#[derive(Debug)]
pub(crate) struct Country {
    pub jurisdiction: Jurisdiction,
    /// As the text lists them: of those in force the first is the country's own rate.
    pub rates: Vec<Rate>,
    /// The oldest first; no two are in force on one day.
    pub forms: Vec<ReturnForm>,
}

/// A rate and when it is in force.
#[derive(Debug)]
pub(crate) struct Rate {
    pub treatment: Treatment,
    /// Per cent as the text writes it: it is part of the code.
    pub written: &'static str,
    pub rate: Decimal,
    pub from: Date,
    pub to: Option<Date>,
    /// Share of input tax that may be deducted, per cent.
    pub recoverable: Decimal,
}

/// Code and text of each country, in the order they are told.
const TEXTS: [(&str, &str); 28] = [
    ("DE", include_str!("de.txt")),
    ("AT", include_str!("at.txt")),
    ("CH", include_str!("ch.txt")),
    ("GB", include_str!("gb.txt")),
    ("IE", include_str!("ie.txt")),
    ("FR", include_str!("fr.txt")),
    ("ES", include_str!("es.txt")),
    ("IT", include_str!("it.txt")),
    ("NL", include_str!("nl.txt")),
    ("PT", include_str!("pt.txt")),
    ("BE", include_str!("be.txt")),
    ("LU", include_str!("lu.txt")),
    ("DK", include_str!("dk.txt")),
    ("SE", include_str!("se.txt")),
    ("NO", include_str!("no.txt")),
    ("FI", include_str!("fi.txt")),
    ("PL", include_str!("pl.txt")),
    ("CZ", include_str!("cz.txt")),
    ("MY", include_str!("my.txt")),
    ("SG", include_str!("sg.txt")),
    ("AU", include_str!("au.txt")),
    ("NZ", include_str!("nz.txt")),
    ("CA", include_str!("ca.txt")),
    ("JP", include_str!("jp.txt")),
    ("ZA", include_str!("za.txt")),
    ("AE", include_str!("ae.txt")),
    ("US", include_str!("us.txt")),
    ("IN", include_str!("in.txt")),
];

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    TEXTS.iter().map(|(code, text)| read::country(code, text).unwrap_or_else(|slip| panic!("{slip}"))).collect()
});

/// All countries in the order of their texts.
pub(crate) fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country of an ISO 3166-1 code, in either case.
pub(crate) fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|c| c.jurisdiction.code.eq_ignore_ascii_case(code))
}

/// Reads a text that is not part of the program.
///
/// # Errors
/// [`Slip`] with file and line.
#[cfg(test)]
pub(crate) fn read(code: &'static str, text: &'static str) -> Result<Country, Slip> {
    read::country(code, text)
}
