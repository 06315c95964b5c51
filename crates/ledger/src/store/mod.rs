//! All SQL of the ledger, by subject. Functions take a [`pg::TenantTx`]: there is no other way to a tenant's rows.

pub(crate) mod balances;
pub(crate) mod chart;
pub(crate) mod entities;
pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod frame;
pub(crate) mod lines;
pub(crate) mod notes;
pub(crate) mod periods;
pub(crate) mod posting;
pub(crate) mod rates;
pub(crate) mod verify;

use books::FiscalCalendar;
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

/// A stored first month as a calendar.
pub(crate) fn calendar(start_month: i16) -> Result<FiscalCalendar, LedgerError> {
    let month = u8::try_from(start_month).unwrap_or(0);
    Ok(FiscalCalendar::starting_in(month)?)
}
