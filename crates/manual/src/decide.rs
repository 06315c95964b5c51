//! A second person's word on an entry that waits, and its author's way back.

use approvals::{Ballot, Outcome};
use books::EntryId;
use documents::Waiting;
use op::{Allowed, EntityId, Op, may};
use pg::TenantTx;

use crate::submit::announce;
use crate::{Manual, ManualError, PendingEntry, PendingId, PendingState, store};

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// The entry is in the books.
    Posted(EntryId),
    /// The vote is recorded; the policy wants more.
    WaitsFor(Waiting),
}

impl Manual {
    /// Approves an entry that waits, and posts it when the policy is content.
    ///
    /// # Errors
    /// [`ManualError::Refused`] when the policy does not take this person's vote, or has it already; the ledger's
    /// refusals, as when the period was closed meanwhile: then it keeps waiting.
    pub async fn approve(
        &self,
        op: &Op,
        entity: EntityId,
        id: PendingId,
        version: i32,
        note: Option<&str>,
    ) -> Result<Approval, ManualError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        let mut tx = self.db.begin(op).await?;
        let pending = lock(&mut tx, &by, id, version).await?;
        let ballot = Ballot { reason: note.map(str::to_owned), ..Ballot::approve() };
        match approvals::decide_in(&mut tx, op, &pending.subject()?, &ballot).await? {
            Outcome::Approved { .. } => {}
            Outcome::NeedsMore { votes, missing, .. } => {
                announce(&mut tx, op, &pending, "pending_entry.approved").await?;
                tx.commit().await?;
                return Ok(Approval::WaitsFor(Waiting { approved: votes, missing }));
            }
            Outcome::Refused { why } => return Err(ManualError::Refused(why)),
            Outcome::Rejected { .. } => unreachable!("the ballot was a yes"),
        }
        let entry = self.post_pending(&mut tx, op, &pending).await?;
        let posted = PendingEntry { state: PendingState::Posted, ..pending };
        store::settle(&mut tx, op, &by, &posted, PendingState::Posted, None).await?;
        approvals::end_round_in(&mut tx, op, ("entry", id.0), entity, "pending_entry.posted").await?;
        announce(&mut tx, op, &posted, "pending_entry.posted").await?;
        tx.commit().await?;
        Ok(Approval::Posted(entry))
    }

    async fn post_pending(&self, tx: &mut TenantTx, op: &Op, pending: &PendingEntry) -> Result<EntryId, ManualError> {
        match &pending.wish.takes_back {
            Some(back) => {
                let reversal = (pending.entry(), back.reason.as_str());
                Ok(self.documents.reverse_in(tx, op, back.document, reversal, back.rebook).await?)
            }
            None => Ok(ledger::post_in(tx, op, &pending.entry()).await?.entry),
        }
    }

    /// Refuses an entry that waits; its reason is kept.
    ///
    /// # Errors
    /// [`ManualError::Approvals`] without a reason.
    pub async fn reject(
        &self,
        op: &Op,
        entity: EntityId,
        id: PendingId,
        version: i32,
        reason: &str,
    ) -> Result<PendingEntry, ManualError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        let mut tx = self.db.begin(op).await?;
        let pending = lock(&mut tx, &by, id, version).await?;
        approvals::decide_in(&mut tx, op, &pending.subject()?, &Ballot::reject(reason)).await?;
        settle(tx, op, &by, pending, PendingState::Rejected, Some(reason.trim().to_owned())).await
    }

    /// Takes one's own entry back.
    ///
    /// # Errors
    /// [`ManualError::NotYours`].
    pub async fn withdraw(
        &self,
        op: &Op,
        entity: EntityId,
        id: PendingId,
        version: i32,
    ) -> Result<PendingEntry, ManualError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        let mut tx = self.db.begin(op).await?;
        let pending = lock(&mut tx, &by, id, version).await?;
        if op.actor.person() != Some(pending.written_by) {
            return Err(ManualError::NotYours { author: pending.written_by_name });
        }
        approvals::end_round_in(&mut tx, op, ("entry", id.0), entity, "pending_entry.withdrawn").await?;
        settle(tx, op, &by, pending, PendingState::Withdrawn, None).await
    }
}

/// Locks a pending entry for a person who saw `version` of it.
async fn lock(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: PendingId,
    version: i32,
) -> Result<PendingEntry, ManualError> {
    let pending = store::lock(tx, by, id).await?.ok_or(ManualError::NotFound)?;
    if pending.version != version {
        return Err(ManualError::Stale { seen: version, current: pending.version });
    }
    if pending.state != PendingState::Waiting {
        return Err(ManualError::Settled(pending.state));
    }
    Ok(pending)
}

async fn settle(
    mut tx: TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    pending: PendingEntry,
    state: PendingState,
    reason: Option<String>,
) -> Result<PendingEntry, ManualError> {
    store::settle(&mut tx, op, by, &pending, state, reason.as_deref()).await?;
    let action = if state == PendingState::Rejected { "pending_entry.rejected" } else { "pending_entry.withdrawn" };
    let settled = PendingEntry {
        state,
        reason,
        version: pending.version + 1,
        settled: Some((op.actor.name(), op.now())),
        ..pending
    };
    announce(&mut tx, op, &settled, action).await?;
    tx.commit().await?;
    Ok(settled)
}
