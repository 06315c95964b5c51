//! Reversals: of an entry, or of a document's entry, which takes the document back.

use books::{DocumentId, EntryId};
use documents::DocumentError;
use jiff::civil::Date;
use ledger::Source;
use op::{EntityId, Op};

use crate::submit::ruling;
use crate::{Manual, ManualError, Submitted, TakesBack, Wish};

impl Manual {
    /// Undoes an entry by its mirror image on `date`, or puts that before a second person. The reversal of a document's
    /// entry takes the document back for good; [`take_back`](Self::take_back) can send it to review instead.
    ///
    /// # Errors
    /// The ledger's refusals; [`ManualError::Ledger`] with `ledger.took_document_back` for the reversal of such a
    /// reversal: the document would be in the books beside its own road.
    pub async fn reverse(
        &self,
        op: &Op,
        entity: EntityId,
        entry: EntryId,
        date: Date,
        reason: &str,
    ) -> Result<Submitted, ManualError> {
        let mut tx = self.db.begin(op).await?;
        let view = ledger::entry_in(&mut tx, entry).await?;
        if view.entity != entity {
            return Err(ledger::LedgerError::UnknownEntry(entry).into());
        }
        if let Source::Document(document) = view.source
            && view.reversed_by.is_none()
        {
            tx.rollback().await?;
            let version = self.documents.get(op, document).await?.card.version;
            return self.take_back(op, document, version, (date, reason), false).await;
        }
        let new = ledger::reversal_in(&mut tx, op, entry, date, reason).await?;
        let in_force = approvals::policy_in(&mut tx, new.entity).await?;
        match ruling(op, &in_force, &new)? {
            Some(ruling) => {
                let posted = ledger::post_in(&mut tx, op, &new.by_ruling(ruling)).await?;
                tx.commit().await?;
                Ok(Submitted::Posted(posted))
            }
            None => {
                tx.rollback().await?;
                self.put_before_others(op, Wish { entry: new, takes_back: None }).await
            }
        }
    }

    /// Reverses the entry of a posted document, or puts that before a second person. With `rebook` the document comes
    /// back to review.
    ///
    /// # Errors
    /// Those of [`documents::Documents::reverse`], but for its wait.
    pub async fn take_back(
        &self,
        op: &Op,
        document: DocumentId,
        version: i32,
        (date, reason): (Date, &str),
        rebook: bool,
    ) -> Result<Submitted, ManualError> {
        match self.documents.reverse(op, document, version, date, reason, rebook).await {
            Ok(entry) => {
                let view = ledger::entry(&self.db, op, entry).await?;
                let (number, recorded_at) = (view.number, view.recorded_at);
                Ok(Submitted::Posted(ledger::Posted { entry, number, recorded_at, repeated: false, whole: None }))
            }
            Err(DocumentError::WaitsForOthers(reversal)) => {
                let takes_back = Some(TakesBack { document, rebook, reason: reason.trim().to_owned() });
                self.put_before_others(op, Wish { entry: *reversal, takes_back }).await
            }
            Err(error) => Err(error.into()),
        }
    }
}
