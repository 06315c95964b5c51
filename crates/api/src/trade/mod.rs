//! What is owed: open items, ageing, statements, payments, matching, and foreign items at the rate of a day.

mod ageing;
mod items;
mod matching;
mod payments;
mod revaluation;
mod statement;

pub use ageing::*;
pub use items::*;
pub use matching::*;
pub use payments::*;
pub use revaluation::*;
pub use statement::*;

use money::{Amount, Currency};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::ApiError;

/// A line that is an item of a contact.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct ItemKey {
    /// The entry.
    pub entry_id: Uuid,
    /// The line's place in it, counted from 1.
    pub line: i32,
}

impl From<ItemKey> for ledger::ItemRef {
    fn from(key: ItemKey) -> Self {
        Self { entry: books::EntryId(key.entry_id), line: key.line }
    }
}

impl From<ledger::ItemRef> for ItemKey {
    fn from(item: ledger::ItemRef) -> Self {
        Self { entry_id: item.entry.0, line: item.line }
    }
}

fn plain(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

fn currency(field: &str, code: &str) -> Result<Currency, ApiError> {
    Currency::from_code(code).map_err(|e| ApiError::field(field, "money.unknown_currency", e.to_string()))
}

fn named<T: std::str::FromStr>(field: &str, text: &str, choices: &str) -> Result<T, ApiError> {
    text.parse().map_err(|_| ApiError::field(field, "trade.invalid", format!("`{text}`: choose one of {choices}")))
}

const SIDES: &str = "receivable, payable";
