//! Submit: an entry by hand is posted at once, or waits for a second person.

use approvals::{Ballot, InForce, Outcome, Ruling};
use audit::Change;
use books::EntryId;
use jobs::News;
use ledger::{LedgerError, NewEntry, Posted, Preview};
use op::{EntityId, Op, Permission, may};
use pg::TenantTx;
use serde_json::json;

use crate::{Manual, ManualError, PendingEntry, PendingState, Wish, store};

/// What became of an entry by hand.
#[derive(Debug, Clone, PartialEq)]
pub enum Submitted {
    /// It is in the books.
    Posted(Posted),
    /// It waits for others.
    Waits(Box<PendingEntry>),
}

impl Manual {
    /// Posts an entry, or puts it before a second person when the policy does not let its author decide alone.
    /// The same idempotency key with the same entry does neither twice.
    ///
    /// # Errors
    /// The ledger's refusals, also for an entry that would wait; [`ManualError::Approvals`] for agents;
    /// [`ManualError::IdempotencyConflict`].
    pub async fn submit(&self, op: &Op, entry: NewEntry) -> Result<Submitted, ManualError> {
        op.require(Permission::LedgerPost, entry.entity)?;
        match self.submit_once(op, &entry).await {
            // the policy in memory is not in force any more
            Err(error) if error.is_policy_moved() => {
                self.policies.forget(op.org, entry.entity);
                self.submit_once(op, &entry).await
            }
            outcome => outcome,
        }
    }

    async fn submit_once(&self, op: &Op, entry: &NewEntry) -> Result<Submitted, ManualError> {
        let in_force = self.policies.of(&self.db, op, entry.entity).await?;
        let Some(ruling) = ruling(op, &in_force, entry)? else {
            return match self.waiting(op, entry).await? {
                Some(waiting) => Ok(waiting),
                None => self.put_before_others(op, Wish { entry: entry.clone(), takes_back: None }).await,
            };
        };
        match self.posting.post(op, entry.clone().by_ruling(ruling)).await {
            Err(LedgerError::KeyWaits(_)) => self.waiting(op, entry).await?.ok_or(ManualError::NotFound),
            posted => Ok(Submitted::Posted(posted?)),
        }
    }

    /// What an earlier request with this key became, whatever it asked for: for callers whose entries are made from the
    /// state of the books, which the earlier request has changed.
    ///
    /// # Errors
    /// [`ManualError::Denied`] without `ledger-post`.
    pub async fn earlier(&self, op: &Op, entity: EntityId, key: &str) -> Result<Option<Submitted>, ManualError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        let mut tx = self.db.begin(op).await?;
        if let Some(posted) = ledger::posted_with_key_in(&mut tx, &by, key).await? {
            return Ok(Some(Submitted::Posted(posted)));
        }
        Ok(store::by_key(&mut tx, &by, key).await?.map(|waiting| Submitted::Waits(Box::new(waiting))))
    }

    /// What an earlier request with the same key left waiting.
    async fn waiting(&self, op: &Op, entry: &NewEntry) -> Result<Option<Submitted>, ManualError> {
        let mut tx = self.db.begin(op).await?;
        let found = earlier(&mut tx, op, entry).await?;
        tx.rollback().await?;
        Ok(found)
    }

    /// What posting would do, and whether the entry would wait for others first.
    ///
    /// # Errors
    /// As [`submit`](Self::submit).
    pub async fn preview(&self, op: &Op, entry: &NewEntry) -> Result<(Preview, bool), ManualError> {
        op.require(Permission::LedgerPost, entry.entity)?;
        let mut tx = self.db.begin(op).await?;
        let in_force = approvals::policy_in(&mut tx, entry.entity).await?;
        tx.rollback().await?;
        let waits = ruling(op, &in_force, entry)?.is_none();
        Ok((ledger::dry_run(&self.db, op, entry).await?, waits))
    }

    /// Keeps what is wanted until others have decided. What the ledger would refuse is refused now.
    pub(crate) async fn put_before_others(&self, op: &Op, wish: Wish) -> Result<Submitted, ManualError> {
        let by = op.authorise(may::LedgerPost, wish.entry.entity)?;
        let mut trial = self.db.begin(op).await?;
        let posted = ledger::post_in(&mut trial, op, &wish.entry).await?;
        trial.rollback().await?;
        if posted.repeated {
            return Ok(Submitted::Posted(posted));
        }
        let mut tx = self.db.begin(op).await?;
        let pending = pending_of(op, wish)?;
        if !store::insert(&mut tx, &by, &pending).await? {
            // the same request came twice at the same moment
            return earlier(&mut tx, op, &pending.wish.entry).await?.ok_or(ManualError::NotFound);
        }
        // Where the policy wants several people, its author is the first of them, unless it lies above his limit.
        let outcome = approvals::decide_in(&mut tx, op, &pending.subject()?, &Ballot::approve()).await?;
        if let Outcome::Approved { .. } = outcome {
            // the policy was relaxed in this very moment
            let posted = ledger::post_in(&mut tx, op, &pending.entry()).await?;
            store::settle(&mut tx, op, &by, &pending, PendingState::Posted, None).await?;
            tx.commit().await?;
            return Ok(Submitted::Posted(posted));
        }
        announce(&mut tx, op, &pending, "pending_entry.written").await?;
        tx.commit().await?;
        Ok(Submitted::Waits(Box::new(pending)))
    }
}

/// The author's own decision, when it is enough.
pub(crate) fn ruling(op: &Op, in_force: &InForce, entry: &NewEntry) -> Result<Option<Ruling>, ManualError> {
    let subject = ledger::subject_of(entry, EntryId(op.new_id()), op.actor.person())?;
    Ok(approvals::rule_alone(op, in_force, subject)?)
}

/// What an earlier request with the same key left waiting.
async fn earlier(tx: &mut TenantTx, op: &Op, entry: &NewEntry) -> Result<Option<Submitted>, ManualError> {
    let Some(key) = &entry.idempotency_key else { return Ok(None) };
    let by = op.authorise(may::LedgerPost, entry.entity)?;
    let Some(found) = store::by_key(tx, &by, key).await? else { return Ok(None) };
    if found.digest != ledger::subject_of(entry, found.id, op.actor.person())?.digest {
        return Err(ManualError::IdempotencyConflict(key.clone()));
    }
    Ok(Some(Submitted::Waits(Box::new(found))))
}

fn pending_of(op: &Op, wish: Wish) -> Result<PendingEntry, ManualError> {
    let not_a_person = || approvals::ApprovalError::NotAPerson { actor: op.actor.name() };
    let author = op.actor.person().ok_or_else(not_a_person)?;
    let id = EntryId(op.new_id());
    let subject = ledger::subject_of(&wish.entry, id, Some(author))?;
    let header = wish.entry.entry.header();
    Ok(PendingEntry {
        id,
        entity: wish.entry.entity,
        amount: subject.amount,
        dated: header.date,
        memo: header.text.clone(),
        written_at: op.now(),
        written_by: author,
        written_by_name: op.actor.name(),
        state: PendingState::Waiting,
        version: 1,
        settled: None,
        reason: None,
        digest: subject.digest,
        wish,
    })
}

/// Writes the trail and the news of something done to a pending entry.
pub(crate) async fn announce(
    tx: &mut TenantTx,
    op: &Op,
    pending: &PendingEntry,
    action: &'static str,
) -> Result<(), ManualError> {
    let mut change = Change::of(action, "entry", pending.id.0).in_entity(pending.entity).after(json!({
        "amount": pending.amount.to_string(),
        "date": pending.dated,
        "memo": pending.memo,
        "written_by": pending.written_by,
        "state": pending.state,
        "wish": pending.wish,
    }));
    change.reason.clone_from(&pending.reason);
    audit::record(tx, op, change).await?;
    let payload = json!({ "state": pending.state });
    let news = News { topic: "pending_entry.changed", entity: Some(pending.entity), subject_id: pending.id.0, payload };
    jobs::emit(tx, op, news).await?;
    Ok(())
}
