//! What is owed, and what settles what. Every line on an account of receivables or payables is an open item; an
//! allocation takes an amount from an item on the debit side and one on the credit side. Nothing is ever changed: what
//! was wrong is undone by an allocation that takes it back.

use audit::Change;
use books::{AccountId, EntryId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::Amount;
use op::{Action, Allowed, EntityId, Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{EntryNumber, LedgerError, store};

/// A line of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    /// The entry.
    pub entry: EntryId,
    /// The line's place in it, counted from 1.
    pub line: i32,
}

/// An item with what is still open of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    /// The line it is.
    pub item: ItemRef,
    /// Number of its entry.
    pub number: EntryNumber,
    /// Its account.
    pub account: AccountId,
    /// Whose it is; absent where a line was booked without naming anybody.
    pub party: Option<PartyId>,
    /// Accounting date.
    pub date: Date,
    /// When it is to be paid.
    pub due: Option<Date>,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// The whole item in its own currency, debit positive.
    pub amount: Amount,
    /// What is open of it, with the same sign.
    pub open: Amount,
}

/// Which items to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemFilter {
    /// Booked on or before this day, less what was allocated until then.
    pub as_of: Date,
    /// Of this party alone.
    pub party: Option<PartyId>,
    /// On this account alone.
    pub account: Option<AccountId>,
}

/// An allocation to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAllocation {
    /// The item on the debit side.
    pub debit: ItemRef,
    /// The item on the credit side.
    pub credit: ItemRef,
    /// What it takes from the debit item, above zero, in that item's currency.
    pub debit_amount: Amount,
    /// What it takes from the credit item, above zero, in that item's currency.
    pub credit_amount: Amount,
    /// From which day the items count as settled.
    pub on: Date,
    /// The entry with the difference of exchange, discount or fee that came with it.
    pub difference: Option<EntryId>,
}

/// A stored allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Allocation {
    pub id: Uuid,
    pub debit: ItemRef,
    pub credit: ItemRef,
    pub debit_minor: i64,
    pub credit_minor: i64,
    pub on: Date,
    pub difference: Option<EntryId>,
    pub undoes: Option<Uuid>,
    pub reason: Option<String>,
}

impl Allocation {
    /// The row that takes it back from a day on, which is not before its own.
    pub fn taken_back(self, id: Uuid, on: Date, reason: &str) -> Self {
        Self {
            id,
            debit_minor: -self.debit_minor,
            credit_minor: -self.credit_minor,
            on: on.max(self.on),
            undoes: Some(self.id),
            reason: Some(reason.to_owned()),
            ..self
        }
    }
}

/// The items that are open, oldest first.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn open_items(db: &Db, op: &Op, entity: EntityId, filter: ItemFilter) -> Result<Vec<OpenItem>, LedgerError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    store::open_items::list(&mut tx, &by, filter).await
}

/// As [`open_items`], in the transaction of a caller who has authorised the actor: with what it allocates.
///
/// # Errors
/// The database's.
pub async fn open_items_in<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    filter: ItemFilter,
) -> Result<Vec<OpenItem>, LedgerError> {
    store::open_items::list(tx, by, filter).await
}

/// Allocates items to each other.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-post`, [`LedgerError::Invalid`] for an amount in another currency than its
/// item, [`LedgerError::OverSettled`] when an item is on the other side, does not exist or has less open.
pub async fn allocate(db: &Db, op: &Op, entity: EntityId, new: &[NewAllocation]) -> Result<Vec<Uuid>, LedgerError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let ids = allocate_in(&mut tx, op, &by, new).await?;
    tx.commit().await?;
    Ok(ids)
}

/// As [`allocate`], in the transaction of a caller who has authorised the actor: with the entry that settles.
///
/// # Errors
/// As [`allocate`].
pub async fn allocate_in(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    new: &[NewAllocation],
) -> Result<Vec<Uuid>, LedgerError> {
    let items: Vec<ItemRef> = new.iter().flat_map(|a| [a.debit, a.credit]).collect();
    let currencies = store::open_items::currencies(tx, by, &items).await?;
    let mut rows = Vec::with_capacity(new.len());
    for one in new {
        for (item, amount) in [(one.debit, one.debit_amount), (one.credit, one.credit_amount)] {
            let currency = currencies.get(&item).ok_or(LedgerError::OverSettled)?;
            if amount.currency() != *currency {
                let reason = format!("{amount} is not in the currency of its item, which is {currency}");
                return Err(LedgerError::Invalid { field: "amount", reason });
            }
        }
        rows.push(Allocation {
            id: op.new_id(),
            debit: one.debit,
            credit: one.credit,
            debit_minor: one.debit_amount.minor(),
            credit_minor: one.credit_amount.minor(),
            on: one.on,
            difference: one.difference,
            undoes: None,
            reason: None,
        });
    }
    record(tx, op, by, stored_precision(op.now()), "items.allocated", &rows).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Takes an allocation back from a day on; the items are open again.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-post`, [`LedgerError::Invalid`] without a reason, for an unknown allocation or
/// one that was undone before.
pub async fn undo_allocation(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: Uuid,
    on: Date,
    reason: &str,
) -> Result<Uuid, LedgerError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let reason = reason.trim();
    if reason.is_empty() {
        let why = "say why the allocation is undone: the reason stands in the audit trail".to_owned();
        return Err(LedgerError::Invalid { field: "reason", reason: why });
    }
    let mut tx = db.begin(op).await?;
    let done = store::open_items::allocation(&mut tx, &by, id).await?.filter(|a| a.undoes.is_none());
    let unknown =
        || LedgerError::Invalid { field: "allocation", reason: format!("there is no allocation {id} to undo") };
    let done = done.ok_or_else(unknown)?;
    let back = done.taken_back(op.new_id(), on, reason);
    let at = stored_precision(op.now());
    record(&mut tx, op, &by, at, "items.released", std::slice::from_ref(&back)).await?;
    tx.commit().await?;
    Ok(back.id)
}

/// Writes allocations, audit and news.
pub(crate) async fn record(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    at: Timestamp,
    action: &'static str,
    rows: &[Allocation],
) -> Result<(), LedgerError> {
    store::open_items::insert(tx, by, at, &op.actor.name(), rows).await?;
    let changes = rows.iter().map(|row| Change {
        reason: row.reason.clone(),
        ..Change::of(action, "allocation", row.id).in_entity(by.entity()).after(json!(row))
    });
    audit::record_many(tx, op, changes.collect()).await?;
    if let Some(first) = rows.first() {
        let payload = json!({ "allocations": rows.len() });
        let news = jobs::News { topic: action, entity: Some(by.entity()), subject_id: first.id, payload };
        jobs::emit(tx, op, news).await?;
    }
    Ok(())
}
