//! Reverse: the entry of a posted document is undone by its mirror image, and the document comes back to review or is
//! put away.

use books::{DocumentId, EntryId};
use jiff::civil::Date;
use op::{Op, Permission};
use road::{Event, State};
use serde_json::json;

use super::{by_person, lock_for};
use crate::advance::{Move, advance};
use crate::store::Summary;
use crate::{DocumentError, Documents};

impl Documents {
    /// Reverses the entry of a posted document on `date`. With `rebook` the document waits for a new approval.
    pub async fn reverse(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        date: Date,
        reason: &str,
        rebook: bool,
    ) -> Result<EntryId, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::LedgerPost).await?;
        let State::Posted { entry } = row.state else {
            return Err(DocumentError::NotNow(format!("a document that is {} has no entry", row.state.name())));
        };
        let reversal = ledger::reverse_in(&mut tx, op, entry, date, reason).await?;
        let said = format!("Reversed by {}: {reason}", reversal.number);
        let stage = by_person(op, "post", said.clone(), json!({ "entry": reversal.entry, "reverses": entry }));
        let summary = Summary { entry: None, ..row.summary.clone() };
        let moved = Move { stage: Some(stage), summary: Some(summary), reason: Some(said), said: None };
        advance(&mut tx, op, &row, &Event::Reversed { by: reversal.entry, rebook }, moved).await?;
        tx.commit().await?;
        Ok(reversal.entry)
    }
}
