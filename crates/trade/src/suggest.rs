//! Which open items a payment is likely for.

use books::PartyId;
use jiff::civil::Date;
use money::Amount;
use op::{EntityId, Op};
use pg::Db;

use crate::items::{Item, Question, open_items};
use crate::{Side, TradeError, rules};

/// Items of a counterparty that are looked at; who has more open names them.
const MOST: u32 = 500;

/// Money that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The side of trade.
    pub side: Side,
    /// How much, positive in the usual direction.
    pub amount: Amount,
    /// Whose, when that is known.
    pub party: Option<PartyId>,
    /// What the bank or the payer says it is for.
    pub text: Option<String>,
    /// The day.
    pub on: Date,
}

/// An item with what it is likely to get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// The item.
    pub item: Item,
    /// How much.
    pub amount: Amount,
    /// Why, in words.
    pub reason: &'static str,
}

/// What the money is likely for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// By due day.
    pub settles: Vec<Suggested>,
    /// What is left of it.
    pub left: Amount,
}

/// Suggests what a payment settles: the documents its text names, else the one item or the few items of just that
/// amount, else the oldest ones of the counterparty. Without a counterparty only what the text names or the amount alone
/// makes certain.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`.
pub async fn suggest(db: &Db, op: &Op, entity: EntityId, wanted: &Wanted) -> Result<Suggestion, TradeError> {
    let question = Question {
        party: wanted.party,
        currency: Some(wanted.amount.currency()),
        ..Question::all(wanted.side, wanted.on)
    };
    let items = open_items(db, op, entity, &question, None, MOST).await?.items;
    rules::suggest(items, wanted)
}
