use std::fmt;
use std::str::FromStr;

use books::{AccountId, DocumentId, EntryId, PartyId};
use jiff::civil::Date;
use op::{Allowed, EntityId, Op, Permission, may};
use pg::{Db, TenantTx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{EntrySummary, EntryView, LedgerError, Posted, store};

/// Most entries on a page.
const LARGEST_PAGE: u32 = 500;

/// Which entries to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFilter {
    /// Whose books.
    pub entity: EntityId,
    /// Accounting date not before this.
    pub from: Option<Date>,
    /// Accounting date not after this.
    pub to: Option<Date>,
    /// Found in text, reference or number, or the amount of a line in whatever form it is written.
    pub text: Option<String>,
    /// With a line on this account.
    pub account: Option<AccountId>,
    /// Behind it is a document of this party, or one of its lines is the party's item.
    pub party: Option<PartyId>,
    /// Of this journal.
    pub journal: Option<String>,
    /// From this document.
    pub source: Option<DocumentId>,
    /// Only this entry.
    pub(crate) only: Option<EntryId>,
}

impl EntryFilter {
    /// All entries of a business.
    pub fn all(entity: EntityId) -> Self {
        Self {
            entity,
            from: None,
            to: None,
            text: None,
            account: None,
            party: None,
            journal: None,
            source: None,
            only: None,
        }
    }
}

/// One page of entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// Newest accounting date first.
    pub entries: Vec<EntrySummary>,
    /// Pass it to get the next page; absent at the end.
    pub next: Option<String>,
    /// How many the filter matches; on the first page only.
    pub total: Option<u64>,
}

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub date: Date,
    pub entry: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.date, self.entry.simple())
    }
}

impl FromStr for Cursor {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let parse = || {
            let (date, entry) = text.split_once('.')?;
            Some(Self { date: date.parse().ok()?, entry: Uuid::try_parse(entry).ok()? })
        };
        parse().ok_or_else(|| LedgerError::BadCursor(text.to_owned()))
    }
}

/// Lists entries, newest accounting date first, `limit` (at most 500) a page.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::BadCursor`].
pub async fn entries(
    db: &Db,
    op: &Op,
    filter: &EntryFilter,
    cursor: Option<&str>,
    limit: u32,
) -> Result<EntryPage, LedgerError> {
    op.require(Permission::LedgerRead, filter.entity)?;
    let after = cursor.map(Cursor::from_str).transpose()?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let mut tx = db.begin_report(op).await?;
    let amounts = amounts_of(&mut tx, filter).await?;
    let mut found = store::entries::page(&mut tx, filter, &amounts, after, i64::from(limit) + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().map(|e| Cursor { date: e.date, entry: e.id.0 }.to_string());
    let total = match after {
        None => u64::try_from(store::entries::count(&mut tx, filter, &amounts).await?).ok(),
        Some(_) => None,
    };
    Ok(EntryPage { entries: found, next: last.filter(|_| more), total })
}

/// The amounts that the text of a filter can mean, in minor units of the base currency.
async fn amounts_of(tx: &mut TenantTx, filter: &EntryFilter) -> Result<Vec<i64>, LedgerError> {
    let text = filter.text.as_deref().unwrap_or_default();
    if money::readings(text).is_empty() {
        return Ok(Vec::new());
    }
    let base = crate::entities::entity_in(tx, filter.entity).await?.base_currency;
    Ok(money::minor_readings(text, base))
}

/// One entry with lines, provenance and files.
///
/// # Errors
/// [`LedgerError::UnknownEntry`], [`LedgerError::Denied`] without `ledger-read`.
pub async fn entry(db: &Db, op: &Op, id: EntryId) -> Result<EntryView, LedgerError> {
    let mut tx = db.begin_report(op).await?;
    let entity = store::entries::entity_of(&mut tx, id).await?.ok_or(LedgerError::UnknownEntry(id))?;
    op.require(Permission::LedgerRead, entity)?;
    entry_in(&mut tx, id).await
}

/// As [`entry`], in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// [`LedgerError::UnknownEntry`].
pub async fn entry_in(tx: &mut TenantTx, id: EntryId) -> Result<EntryView, LedgerError> {
    let unknown = || LedgerError::UnknownEntry(id);
    let entity = store::entries::entity_of(tx, id).await?.ok_or_else(unknown)?;
    let filter = EntryFilter { only: Some(id), ..EntryFilter::all(entity) };
    let head = store::entries::page(tx, &filter, &[], None, 1).await?.pop().ok_or_else(unknown)?;
    let mut lines = store::entries::lines(tx, id).await?;
    for cited in store::entries::provenance(tx, id).await? {
        if let Some(line) = lines.iter_mut().find(|l| l.line_no == cited.line) {
            line.provenance.push(cited);
        }
    }
    let attachments = store::entries::attachments(tx, id).await?;
    Ok(EntryView {
        id,
        entity,
        number: head.number,
        date: head.date,
        recorded_at: head.recorded_at,
        kind: head.kind,
        text: head.text,
        reference: head.reference,
        terms: head.terms,
        currency: head.total.currency(),
        total: head.total,
        party: head.party,
        source: head.source,
        reverses: head.reverses,
        reversed_by: head.reversed_by,
        posted_by: head.posted_by,
        lines,
        attachments,
    })
}

/// What was posted under an idempotency key; the caller has been authorised.
///
/// # Errors
/// The database's.
pub async fn posted_with_key_in(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    key: &str,
) -> Result<Option<Posted>, LedgerError> {
    store::entries::with_key(tx, by, key).await
}

/// The entries a document led to, newest first: one, unless it was reversed and posted again.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn entry_of_source(
    db: &Db,
    op: &Op,
    entity: EntityId,
    document: DocumentId,
) -> Result<Vec<EntrySummary>, LedgerError> {
    let filter = EntryFilter { source: Some(document), ..EntryFilter::all(entity) };
    Ok(entries(db, op, &filter, None, LARGEST_PAGE).await?.entries)
}
