use books::{Entry, EntryId, EntryKind, Header};
use jiff::civil::Date;
use op::{Op, Permission};
use pg::{Db, TenantTx};

use crate::post::{commit, post_in};
use crate::{EntryView, LedgerError, NewEntry, Posted, Source, entries, store};

/// Undoes a posted entry by its mirror image on `date`. The two are linked both ways, and an entry is reversed at most
/// once: asking again returns [`LedgerError::AlreadyReversed`]. A reversal can be reversed itself.
///
/// The date that must lie in an open period is the reversal's, not the entry's.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-post`, [`LedgerError::UnknownEntry`], [`LedgerError::AlreadyReversed`],
/// [`LedgerError::PeriodClosed`], [`LedgerError::Invalid`] without a reason.
pub async fn reverse(db: &Db, op: &Op, entry: EntryId, date: Date, reason: &str) -> Result<Posted, LedgerError> {
    let mut tx = db.begin(op).await?;
    let posted = reverse_in(&mut tx, op, entry, date, reason).await?;
    commit(tx).await?;
    Ok(posted)
}

/// As [`reverse`], in the caller's transaction.
///
/// # Errors
/// As [`reverse`].
pub async fn reverse_in(
    tx: &mut TenantTx,
    op: &Op,
    entry: EntryId,
    date: Date,
    reason: &str,
) -> Result<Posted, LedgerError> {
    let new = reversal_in(tx, op, entry, date, reason).await?;
    post_in(tx, op, &new).await
}

/// The entry that would undo a posted one, ready to be decided about and posted.
///
/// # Errors
/// As [`reverse`]; [`LedgerError::TookDocumentBack`] for the reversal of a document's entry: such a document is booked
/// again by approving it, so that it cannot be in the books twice. [`LedgerError::CreditInstead`] for the entry of an
/// invoice or credit note written here.
pub async fn reversal_in(
    tx: &mut TenantTx,
    op: &Op,
    entry: EntryId,
    date: Date,
    reason: &str,
) -> Result<NewEntry, LedgerError> {
    let reason = reason.trim();
    if reason.is_empty() {
        let why = "say why the entry is reversed".to_owned();
        return Err(LedgerError::Invalid { field: "reason", reason: why });
    }
    let entity = store::entries::entity_of(tx, entry).await?.ok_or(LedgerError::UnknownEntry(entry))?;
    op.require(Permission::LedgerPost, entity)?;
    let view = entries::entry_in(tx, entry).await?;
    if view.reversed_by.is_some() {
        return Err(LedgerError::AlreadyReversed(entry));
    }
    if let Source::Sale(_) = view.source {
        return Err(LedgerError::CreditInstead { number: view.number.to_string() });
    }
    if let Some(of) = &view.reverses
        && let Source::Document(_) = entries::entry_in(tx, of.id).await?.source
    {
        return Err(LedgerError::TookDocumentBack { number: view.number.to_string() });
    }
    let text: String = format!("Reversal of {}: {reason}", view.number).chars().take(2000).collect();
    let header = header_of(&view, date, text);
    let base = store::entities::base_currency(tx, entity).await?.ok_or(LedgerError::UnknownEntity(entity))?;
    let mirrored = original(&view, base)?.reversal(header)?;
    Ok(NewEntry::new(entity, &view.number.journal, mirrored)
        .shown_in(view.currency)
        .from_source(Source::Reversal(entry)))
}

/// The mirror image of an entry that has just been posted and names the day on which it is taken back.
pub(crate) fn mirror(new: &NewEntry, posted: &Posted, day: Date) -> Result<NewEntry, LedgerError> {
    let header = new.entry.header();
    if day < header.date {
        let why = format!("{day} is before the day of the entry: take it back on that day or later");
        return Err(LedgerError::Invalid { field: "reversed_on", reason: why });
    }
    let text: String = format!("Reversal of {}: {}", posted.number, header.text).chars().take(2000).collect();
    let kind = if header.kind.ends_year() && day != header.date { EntryKind::Ordinary } else { header.kind };
    let header = Header { date: day, text, kind, ..header.clone() };
    let mirrored = new.entry.reversal(header)?;
    Ok(NewEntry::new(new.entity, &new.journal, mirrored)
        .shown_in(new.currency)
        .from_source(Source::Reversal(posted.entry)))
}

fn original(view: &EntryView, base: money::Currency) -> Result<Entry, LedgerError> {
    let header = header_of(view, view.date, view.text.clone());
    let lines = view.lines.iter().map(crate::EntryLine::to_line).collect();
    Ok(Entry::new(header, base, lines)?)
}

/// A reversal of an adjustment on a later day is an ordinary event of that day.
fn header_of(view: &EntryView, date: Date, text: String) -> Header {
    let kind = if view.kind.ends_year() && date != view.date { EntryKind::Ordinary } else { view.kind };
    Header { terms: view.terms.clone(), ..Header::new(date, text) }
        .referring_to(view.reference.clone())
        .of_kind(kind)
        .with_party(view.party)
}
