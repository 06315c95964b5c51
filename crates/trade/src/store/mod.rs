//! Reads of the journal's items.

pub(crate) mod ageing;
pub(crate) mod items;
pub(crate) mod revaluation;
pub(crate) mod statement;

use std::fmt::Display;

use money::{Amount, Currency};

use crate::TradeError;

fn broken(what: &'static str, detail: impl Display) -> TradeError {
    TradeError::Inconsistent { what, detail: detail.to_string() }
}

fn currency(code: &str) -> Result<Currency, TradeError> {
    Currency::from_code(code).map_err(|e| broken("currency", e))
}

fn amount(minor: i64, code: &str) -> Result<Amount, TradeError> {
    Ok(Amount::new(minor, currency(code)?))
}
