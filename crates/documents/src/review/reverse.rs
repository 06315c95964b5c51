//! Reverse: the entry of a posted document is undone by its mirror image, and the document comes back to review or is
//! put away.

use books::{DocumentId, EntryId};
use jiff::civil::Date;
use ledger::NewEntry;
use op::{Op, Permission};
use pg::TenantTx;
use road::{Event, State, Verb};
use serde_json::json;

use super::{by_person, lock_for};
use crate::advance::{Move, advance};
use crate::store::{self, DocumentRow, Summary};
use crate::{DocumentError, Documents};

impl Documents {
    /// Reverses the entry of a posted document on `date`, when the policy lets this person decide that alone; the
    /// decision is recorded with the reversal. With `rebook` the document waits for a new approval.
    ///
    /// # Errors
    /// [`DocumentError::WaitsForOthers`] with the reversal when somebody else must say yes first.
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
        let reversal = ledger::reversal_in(&mut tx, op, entry_of(&row)?, date, reason).await?;
        let in_force = approvals::policy_in(&mut tx, row.entity).await?;
        let subject = ledger::subject_of(&reversal, EntryId(op.new_id()), op.actor.person())?;
        let Some(ruling) = approvals::rule_alone(op, &in_force, subject)? else {
            return Err(DocumentError::WaitsForOthers(Box::new(reversal)));
        };
        let entry = undo(&mut tx, op, &row, (&reversal.by_ruling(ruling), reason), rebook).await?;
        tx.commit().await?;
        Ok(entry)
    }

    /// Posts a reversal that others have approved, in the transaction that recorded their last yes.
    ///
    /// # Errors
    /// [`DocumentError::NotNow`] when the document was taken back meanwhile.
    pub async fn reverse_in(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        id: DocumentId,
        (reversal, reason): (NewEntry, &str),
        rebook: bool,
    ) -> Result<EntryId, DocumentError> {
        let row = store::lock(tx, id).await?;
        op.require(Permission::LedgerPost, row.entity)?;
        let entry = entry_of(&row)?;
        if reversal.source != ledger::Source::Reversal(entry) {
            return Err(DocumentError::NotNow(
                "the document was booked anew meanwhile: reject this reversal".to_owned(),
            ));
        }
        undo(tx, op, &row, (&reversal, reason), rebook).await
    }
}

fn entry_of(row: &DocumentRow) -> Result<EntryId, DocumentError> {
    road::may(&row.state, Verb::Reverse).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
    match row.state {
        State::Posted { entry } => Ok(entry),
        _ => Err(DocumentError::NotNow(format!("a document that is {} has no entry", row.state.name()))),
    }
}

async fn undo(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    (reversal, reason): (&NewEntry, &str),
    rebook: bool,
) -> Result<EntryId, DocumentError> {
    let posted = ledger::post_in(tx, op, reversal).await?;
    let said = format!("Reversed by {}: {reason}", posted.number);
    let output = json!({ "entry": posted.entry, "reverses": row.summary.entry });
    let stage = by_person(op, "post", said.clone(), output);
    let summary = Summary { entry: None, ..row.summary.clone() };
    let moved = Move { stage: Some(stage), summary: Some(summary), reason: Some(said), said: None };
    advance(tx, op, row, &Event::Reversed { by: posted.entry, rebook }, moved).await?;
    Ok(posted.entry)
}
