//! What is owed, by whom and to whom: open items on any day, ageing, statements of account, payments with what they
//! settle, and foreign items at the rate of a day.
//!
//! **Road of a payment.** [`Trade::pay`] loads the items and what is open of them, the accounts and the rate, makes the
//! entry by the pure [`books::settlement`], and submits it as any entry by hand: the policy says who must approve. The
//! entry carries what it settles, and the ledger writes both in one commit. **Road of a list.** [`open_items`],
//! [`ageing`] and [`statement`] each read one snapshot; what was settled later than the day asked for does not count.
//!
//! **Cost** in SQL round trips: a page of items two, an ageing four, a statement three, whatever their number; a payment
//! seven and the posting.
//!
//! INVARIANT: on every day the open items of an account sum to its balance, in its currencies and in the base currency
//! (a revaluation apart, which [`Ageing::valuation`] tells).
//! INVARIANT: nothing here writes; entries and allocations are the ledger's.

mod ageing;
mod allocate;
mod csv;
mod error;
mod items;
mod pay;
mod revalue;
mod rules;
mod side;
mod statement;
mod store;
mod suggest;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;

use manual::Manual;
use pg::Db;

pub use ageing::{Ageing, AgeingOf, Buckets, By, Control, CurrencyAgeing, PartyAgeing, ageing};
pub use allocate::{Allocated, NewMatch};
pub use csv::items_csv;
pub use error::TradeError;
pub use items::{Item, ItemDetail, Listed, Only, Place, Question, Settlement, item, open_items};
pub use pay::{NewPayment, Payment, Taking};
pub use revalue::{Exposure, Position, PositionOf, Revaluation, RevaluationPosted, revaluation};
pub use side::Side;
pub use statement::{CurrencyStatement, Statement, StatementLine, statement};
pub use suggest::{Suggested, Suggestion, Wanted, suggest};

/// The slice with what its entries go through.
#[derive(Clone)]
pub struct Trade {
    db: Db,
    manual: Manual,
}

impl Trade {
    /// Over a database, and the entries by hand that payments are.
    pub fn new(db: Db, manual: Manual) -> Self {
        Self { db, manual }
    }
}
