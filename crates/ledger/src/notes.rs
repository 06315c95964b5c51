use audit::Change;
use books::EntryId;
use jiff::Timestamp;
use op::{Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{LedgerError, store};

/// Most characters of a note.
const LONGEST: usize = 4000;

/// What somebody remarked on an entry after it was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The note.
    pub id: Uuid,
    /// What was remarked.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// Adds a note to an entry. Notes are never changed: who was wrong writes another one.
///
/// # Errors
/// [`LedgerError::UnknownEntry`], [`LedgerError::Denied`] without `ledger-post`, [`LedgerError::Invalid`].
pub async fn add_note(db: &Db, op: &Op, entry: EntryId, text: &str) -> Result<Note, LedgerError> {
    let mut tx = db.begin(op).await?;
    let entity = store::entries::entity_of(&mut tx, entry).await?.ok_or(LedgerError::UnknownEntry(entry))?;
    let by = op.authorise(may::LedgerPost, entity)?;
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST || text.contains('\0') {
        let reason = format!("write 1 to {LONGEST} characters");
        return Err(LedgerError::Invalid { field: "text", reason });
    }
    let note = Note { id: op.new_id(), text: text.to_owned(), at: stored_precision(op.now()), by: op.actor.name() };
    store::notes::insert(&mut tx, &by, entry, &note).await?;
    let change = Change::of("entry.noted", "entry", entry.0).in_entity(entity).after(json!({ "note": note.text }));
    audit::record(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(note)
}

/// The notes on an entry, oldest first, in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// The database's.
pub async fn notes_in(tx: &mut TenantTx, entry: EntryId) -> Result<Vec<Note>, LedgerError> {
    store::notes::of_entry(tx, entry).await
}

/// What things of the books are called: entries by number, accounts by code and name, periods, businesses. Those of
/// other kinds or other organisations are left out; the caller has authorised the actor for what it names.
///
/// # Errors
/// The database's.
pub async fn names_in(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, LedgerError> {
    store::notes::names(tx, ids).await
}
