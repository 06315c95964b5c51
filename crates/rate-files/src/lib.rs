//! Exchange rates as they are published, as data: bytes of a file in, rates out.
//!
//! [`read`] knows by its content what a file is: the reference rates of the European Central Bank as XML (`eurofxref`, one
//! day or many) or as the table of their history (one column a currency), the CSV of its data service (SDMX, one row an
//! observation), and a plain table with the columns `day`, `from`, `to` and `rate`.
//!
//! INVARIANT: a rate is what the file says, digit by digit; a cell that cannot be read fails the file with its line, and
//! what the publisher marks as missing is left out.

mod error;
mod tables;
mod xml;

use jiff::civil::Date;
use money::{Currency, Rate};

pub use error::RateFileError;

/// A rate of a file: one unit of `from` buys `rate` units of `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRate {
    /// The day it is for.
    pub day: Date,
    /// One unit of this.
    pub from: Currency,
    /// In this.
    pub to: Currency,
    /// How many.
    pub rate: Rate,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateFile {
    /// Who published it: `ecb`, or `file` for a plain table.
    pub source: &'static str,
    /// Its rates in the order of the file.
    pub rates: Vec<PublishedRate>,
    /// Codes of currencies that ISO 4217 does not list any more, each once: their rates are left out.
    pub retired: Vec<String>,
}

/// Reads a file of rates.
///
/// # Errors
/// [`RateFileError`] with the place at fault.
pub fn read(bytes: &[u8]) -> Result<RateFile, RateFileError> {
    let text = std::str::from_utf8(bytes).map_err(|_| RateFileError::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let file = if text.starts_with('<') { xml::read(text)? } else { tables::read(text)? };
    if file.rates.is_empty() { Err(RateFileError::Empty) } else { Ok(file) }
}

/// Currencies by code, and those that are none any more.
#[derive(Default)]
struct Codes {
    retired: Vec<String>,
}

impl Codes {
    /// The currency of a code; `None` for a code of three letters that is not listed, which is noted.
    fn currency(&mut self, code: &str, line: u64) -> Result<Option<Currency>, RateFileError> {
        let code = code.trim();
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(RateFileError::NoCurrency { line, found: code.to_owned() });
        }
        let known = Currency::from_code(code).ok();
        if known.is_none() && !self.retired.iter().any(|seen| seen == code) {
            self.retired.push(code.to_owned());
        }
        Ok(known)
    }
}

fn day(text: &str, line: u64) -> Result<Date, RateFileError> {
    text.trim().parse().map_err(|_| RateFileError::NoDay { line, found: text.trim().to_owned() })
}

fn rate(text: &str, line: u64) -> Result<Rate, RateFileError> {
    text.trim().parse().map_err(|_| RateFileError::NoRate { line, found: text.trim().to_owned() })
}

#[cfg(test)]
mod tests;
