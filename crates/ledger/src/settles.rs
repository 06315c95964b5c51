//! What entries settle when they are posted, and what their reversal sets free again.

use jiff::Timestamp;
use op::{Allowed, Op, may};
use pg::TenantTx;

use crate::admit::MayPost;
use crate::open_items::{Allocation, record};
use crate::store::posting::Ready;
use crate::{ItemRef, LedgerError, Settles, Source, store};

/// Writes down what the entries just inserted settle. A reversal first takes back whatever settled the items of its
/// entry; then the two settle each other, so that nothing of them stays open.
pub(crate) async fn settle(tx: &mut TenantTx, at: Timestamp, posted: &[&Ready<'_>]) -> Result<(), LedgerError> {
    // a large import comes from one hand, and is written down at once
    for group in posted.chunk_by(|one, next| std::ptr::eq(one.op, next.op)) {
        let settling: Vec<&Ready<'_>> =
            group.iter().copied().filter(|one| !one.new.settles.is_empty() && hand(one).is_some()).collect();
        if let Some((op, by)) = settling.iter().find_map(|one| Some((one.op, hand(one)?))) {
            check_currencies(tx, by, &settling).await?;
            let rows = settling.iter().flat_map(|one| one.new.settles.iter().map(|settles| allocation(one, settles)));
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            record(tx, op, by, at, "items.allocated", &rows).await?;
        }
    }
    for one in posted {
        if let (Source::Reversal(_), Some(by)) = (one.new.source, hand(one)) {
            set_free(tx, at, by, one).await?;
        }
    }
    Ok(())
}

/// The right of somebody who posts by hand; the entries of documents settle nothing.
fn hand<'a>(one: &'a Ready<'_>) -> Option<&'a Allowed<may::LedgerPost>> {
    match &one.by {
        MayPost::Entry(by) => Some(by),
        MayPost::Document(_) => None,
    }
}

fn allocation(one: &Ready<'_>, settles: &Settles) -> Result<Allocation, LedgerError> {
    let own = ItemRef { entry: books::EntryId(one.id), line: line_number(settles.line)? };
    let line = one.new.entry.lines().get(settles.line - 1).ok_or(LedgerError::UnknownLine(settles.line))?;
    Ok(between(one.op, own, settles.item, line.amount.is_negative(), settles.amount.minor(), one))
}

/// An allocation of the entry's day between an item of its own and another one, which is on the debit side when its own
/// is a credit.
fn between(op: &Op, own: ItemRef, other: ItemRef, own_is_credit: bool, minor: i64, one: &Ready<'_>) -> Allocation {
    let (debit, credit) = if own_is_credit { (other, own) } else { (own, other) };
    Allocation {
        id: op.new_id(),
        debit,
        credit,
        debit_minor: minor,
        credit_minor: minor,
        on: one.new.entry.header().date,
        difference: None,
        undoes: None,
        reason: None,
    }
}

/// A line settles an item of its own currency.
async fn check_currencies(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    settling: &[&Ready<'_>],
) -> Result<(), LedgerError> {
    let items: Vec<ItemRef> = settling.iter().flat_map(|one| one.new.settles.iter().map(|s| s.item)).collect();
    let currencies = store::open_items::currencies(tx, by, &items).await?;
    for (one, settles) in settling.iter().flat_map(|one| one.new.settles.iter().map(move |settles| (one, settles))) {
        let currency = currencies.get(&settles.item).ok_or(LedgerError::OverSettled)?;
        let line = &one.new.entry.lines()[settles.line - 1];
        if settles.amount.currency() != *currency || line.amount.currency() != *currency {
            let reason = format!("line {} is not in the currency of its item, which is {currency}", settles.line);
            return Err(LedgerError::Invalid { field: "settles", reason });
        }
    }
    Ok(())
}

async fn set_free(
    tx: &mut TenantTx,
    at: Timestamp,
    by: &Allowed<may::LedgerPost>,
    one: &Ready<'_>,
) -> Result<(), LedgerError> {
    let Source::Reversal(of) = one.new.source else { return Ok(()) };
    let items = store::open_items::of_entry(tx, by, of).await?;
    if items.is_empty() {
        return Ok(());
    }
    let day = one.new.entry.header().date;
    let standing = store::open_items::standing(tx, by, of).await?;
    let last = standing.iter().map(|done| done.on).fold(day, Ord::max);
    let text = one.new.entry.header().text.as_str();
    let back: Vec<Allocation> = standing.into_iter().map(|done| done.taken_back(one.op.new_id(), last, text)).collect();
    if !back.is_empty() {
        record(tx, one.op, by, at, "items.released", &back).await?;
    }
    // mirrored line by line, so that the items of the two lie side by side
    let pairs = items.into_iter().filter(|(_, minor)| *minor != 0).map(|(item, minor)| {
        let own = ItemRef { entry: books::EntryId(one.id), line: item.line };
        Allocation { on: last, ..between(one.op, own, item, minor > 0, minor.abs(), one) }
    });
    let pairs: Vec<Allocation> = pairs.collect();
    record(tx, one.op, by, at, "items.allocated", &pairs).await
}

fn line_number(line: usize) -> Result<i32, LedgerError> {
    i32::try_from(line).map_err(|_| LedgerError::UnknownLine(line))
}
