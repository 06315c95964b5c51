use books::{EntryId, PartyId, SaleId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::Db;
use serde::{Deserialize, Serialize};

use crate::document::{Kind, Number, State};
use crate::ground::today;
use crate::{SalesError, store};

/// Most documents a page may hold.
const LARGEST_PAGE: u32 = 200;

/// Of those that are in the books: how far they are paid.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Only {
    /// Something of it is open.
    Open,
    /// Something is open and its last day has passed.
    Overdue,
    /// Nothing is open.
    Paid,
}

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The day of the last document.
    pub dated: Date,
    /// The last document.
    pub id: SaleId,
}

/// Which documents to list; the empty filter lists all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only of this customer.
    pub party: Option<PartyId>,
    /// Only in this currency.
    pub currency: Option<Currency>,
    /// From this day of issue on.
    pub from: Option<Date>,
    /// Until this day of issue.
    pub to: Option<Date>,
    /// How far they are paid.
    pub only: Option<Only>,
    /// Occurs in number, customer, heading, order, reference or lines, in either case.
    pub text: Option<String>,
    /// Goes on after this one.
    pub after: Option<Cursor>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: SaleId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands today.
    pub state: State,
    /// Its number.
    pub number: Option<Number>,
    /// To whom.
    pub customer: Option<PartyId>,
    /// In words.
    pub customer_name: Option<String>,
    /// Day of issue; of a draft the day it says, or that of its last change.
    pub dated: Date,
    /// When the last part is to be paid.
    pub due: Option<Date>,
    /// Of a quote.
    pub valid_until: Option<Date>,
    /// Without tax.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// With tax.
    pub gross: Amount,
    /// Less deposits.
    pub payable: Amount,
    /// What is open of it in the books, of a credit note below zero; absent where it is in no books.
    pub open: Option<Amount>,
    /// Of an invoice: what credit notes have taken back, with tax.
    pub credited: Amount,
    /// Whether something is open and its last day has passed.
    pub is_overdue: bool,
    /// Its heading.
    pub title: Option<String>,
    /// Number of the customer's order.
    pub order_number: Option<String>,
    /// Its entry.
    pub entry: Option<EntryId>,
    /// Whether it asks for a payment in advance.
    pub is_deposit: bool,
    /// Its version.
    pub version: i32,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The documents, newest first.
    pub rows: Vec<Row>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// Lists the documents of a business, newest first, `limit` (at most 200) a page.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-read`.
pub async fn sales(db: &Db, op: &Op, entity: EntityId, filter: &Filter, limit: u32) -> Result<Page, SalesError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let mut tx = db.begin(op).await?;
    let mut rows = store::list::page(&mut tx, &by, filter, None, today(op), i64::from(limit) + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| Cursor { dated: row.dated, id: row.id });
    Ok(Page { rows, next })
}
