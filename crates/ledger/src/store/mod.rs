//! All SQL of the ledger, by subject. Functions take a [`pg::TenantTx`]: there is no other way to a tenant's rows.

pub(crate) mod balances;
pub(crate) mod bank_accounts;
pub(crate) mod chart;
pub(crate) mod dimensions;
pub(crate) mod entities;
pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod frame;
pub(crate) mod lines;
pub(crate) mod notes;
pub(crate) mod open_items;
pub(crate) mod periods;
pub(crate) mod posting;
pub(crate) mod rates;
pub(crate) mod tax_codes;
pub(crate) mod verify;

use books::{FiscalCalendar, TaxFact};
use money::{Amount, Currency};

use crate::LedgerError;

/// A stored code as a currency.
pub(crate) fn currency(code: &str) -> Result<Currency, LedgerError> {
    Currency::from_code(code).map_err(|e| LedgerError::Corrupt(e.to_string()))
}

/// Stored minor units and code as an amount.
pub(crate) fn amount(minor: i64, code: &str) -> Result<Amount, LedgerError> {
    Ok(Amount::new(minor, currency(code)?))
}

/// A stored name of an enum's variant.
pub(crate) fn parse<T: std::str::FromStr>(what: &str, text: &str) -> Result<T, LedgerError> {
    text.parse().map_err(|_| LedgerError::Corrupt(format!("`{text}` is not a {what}")))
}

/// The tax columns of a line.
pub(crate) struct TaxColumns {
    pub code: Option<String>,
    pub part: Option<String>,
    pub side: Option<String>,
    pub version: Option<i32>,
    pub treatment: Option<String>,
    pub base_minor: Option<i64>,
    pub point: Option<jiff_sqlx::Date>,
}

impl TaxColumns {
    /// What the line means for tax returns; `base` is the currency of the books.
    pub(crate) fn fact(self, base: Currency) -> Result<Option<TaxFact>, LedgerError> {
        let (Some(code), Some(part)) = (self.code, self.part) else { return Ok(None) };
        Ok(Some(TaxFact {
            code,
            part: parse("tax part", &part)?,
            side: self.side.map(|s| parse("side of trade", &s)).transpose()?,
            version: self.version,
            treatment: self.treatment.map(|t| parse("tax treatment", &t)).transpose()?,
            base: self.base_minor.map(|minor| Amount::new(minor, base)),
            point: self.point.map(|d| d.to_jiff()),
        }))
    }
}

/// A stored first month as a calendar.
pub(crate) fn calendar(start_month: i16) -> Result<FiscalCalendar, LedgerError> {
    let month = u8::try_from(start_month).unwrap_or(0);
    Ok(FiscalCalendar::starting_in(month)?)
}
