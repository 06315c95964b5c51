//! Pending entries as they are looked at.

use approvals::{Decision, Refusal};
use documents::Waiting;
use jiff::Timestamp;
use op::{EntityId, Op, may};

use crate::{Manual, ManualError, PendingEntry, PendingId, PendingState, store};

/// Which pending entries a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In which state; every one when absent.
    pub state: Option<PendingState>,
    /// Continue after this one.
    pub after: Option<(Timestamp, PendingId)>,
    /// How many at most.
    pub limit: u32,
}

/// A pending entry with its votes.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// The entry.
    pub pending: PendingEntry,
    /// Votes on it, oldest first.
    pub decisions: Vec<Decision>,
    /// Whose yes counts, and who must still say theirs.
    pub waiting: Waiting,
    /// Whether the present actor's yes would count.
    pub you_may: Result<(), Refusal>,
}

impl Manual {
    /// A page of pending entries, newest first.
    ///
    /// # Errors
    /// [`ManualError::Denied`] without `ledger-read`.
    pub async fn pending(&self, op: &Op, entity: EntityId, filter: &Filter) -> Result<Vec<PendingEntry>, ManualError> {
        let by = op.authorise(may::LedgerRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        store::list(&mut tx, &by, filter).await
    }

    /// A pending entry with its votes.
    ///
    /// # Errors
    /// [`ManualError::Denied`] without `ledger-read`, [`ManualError::NotFound`].
    pub async fn look(&self, op: &Op, entity: EntityId, id: PendingId) -> Result<Looked, ManualError> {
        let by = op.authorise(may::LedgerRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        let pending = store::get(&mut tx, &by, id).await?.ok_or(ManualError::NotFound)?;
        let review = approvals::review_in(&mut tx, op, &pending.subject()?).await?;
        let decisions = approvals::decisions_in(&mut tx, "entry", id.0).await?;
        let you_may = review.you_may.clone().unwrap_or(Ok(()));
        Ok(Looked { pending, decisions, waiting: Waiting::from(review), you_may })
    }
}
