//! Items that are open on a day, and what settled one.

use books::fx::{self, Position};
use books::{AccountId, DocumentId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{EntryNumber, ItemRef};
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::Db;
use uuid::Uuid;

use crate::{Side, TradeError, store};

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Only {
    /// Those that should have been paid before the day.
    Overdue,
    /// Those that are to be paid within two weeks from the day.
    Due,
}

/// Which items to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The side of trade; both when absent.
    pub side: Option<Side>,
    /// Booked on or before this day, less what was allocated until then.
    pub as_of: Date,
    /// Of this counterparty.
    pub party: Option<PartyId>,
    /// In this currency.
    pub currency: Option<Currency>,
    /// Some of them.
    pub only: Option<Only>,
    /// Number, reference, text or counterparty contains this.
    pub text: Option<String>,
}

impl Question {
    /// All items of a side that are open on a day.
    pub fn all(side: Side, as_of: Date) -> Self {
        Self { side: Some(side), as_of, party: None, currency: None, only: None, text: None }
    }
}

/// A place in the list: due day and item of the last one seen.
pub type Place = (Date, ItemRef);

/// An open item. Amounts with the sign of its side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The line it is.
    pub item: ItemRef,
    /// The side it is on.
    pub side: Side,
    /// Number of its entry.
    pub number: EntryNumber,
    /// Accounting date.
    pub date: Date,
    /// When it is to be paid; on its date where nothing is said.
    pub due: Option<Date>,
    /// Days since it should have been paid, negative before.
    pub days_overdue: i32,
    /// Whose it is.
    pub party: Option<(PartyId, String)>,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// What it is for.
    pub text: String,
    /// Where it stands.
    pub account: (AccountId, String, String),
    /// The whole item.
    pub amount: Amount,
    /// What is open of it.
    pub open: Amount,
    /// What the books value the open part at.
    pub open_base: Amount,
    /// The document it came with.
    pub document: Option<DocumentId>,
    /// The whole item as it was booked, debit positive.
    pub(crate) booked: Position,
}

impl Item {
    /// What is open, debit positive.
    pub(crate) fn open_in_books(&self) -> Result<Amount, TradeError> {
        Ok(self.side.turn(self.open)?)
    }
}

/// A page of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// In the order of their due days.
    pub items: Vec<Item>,
    /// Where to go on; absent on the last page.
    pub next: Option<Place>,
}

/// What settled an item, or was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The allocation.
    pub id: Uuid,
    /// From which day it counts.
    pub on: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub by: String,
    /// What it takes from the item; negative where it takes another one back.
    pub amount: Amount,
    /// The item on the other side.
    pub other: ItemRef,
    /// Number of its entry.
    pub other_number: EntryNumber,
    /// Its accounting date.
    pub other_date: Date,
    /// Number of the document behind it.
    pub other_reference: Option<String>,
    /// What it is for.
    pub other_text: String,
    /// The allocation it takes back.
    pub undoes: Option<Uuid>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Why it was taken back.
    pub reason: Option<String>,
}

/// An item with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDetail {
    /// The item, open or not.
    pub item: Item,
    /// What happened to it, oldest first.
    pub settlements: Vec<Settlement>,
}

/// A page of the items that are open on a day.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`.
pub async fn open_items(
    db: &Db,
    op: &Op,
    entity: EntityId,
    question: &Question,
    after: Option<Place>,
    limit: u32,
) -> Result<Listed, TradeError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let mut items = store::items::list(&mut tx, &by, question, after, i64::from(limit) + 1).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| (last.due.unwrap_or(last.date), last.item));
    Ok(Listed { items, next })
}

/// An item with everything that settled it.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`, [`TradeError::UnknownItem`].
pub async fn item(db: &Db, op: &Op, entity: EntityId, item: ItemRef, as_of: Date) -> Result<ItemDetail, TradeError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let found = store::items::named(&mut tx, &by, &[item], Some(as_of)).await?;
    let item = found.into_iter().next().ok_or(TradeError::UnknownItem(item))?;
    let settlements = store::items::settlements(&mut tx, &by, &item).await?;
    Ok(ItemDetail { item, settlements })
}

/// What the books value the open part of an item at, with the sign of its side.
pub(crate) fn open_base(side: Side, booked: Position, open: Amount) -> Result<Amount, TradeError> {
    Ok(side.turn(fx::book_value(booked, open)?)?)
}
