//! A second person's word on a document that waits, and its author's way back.

use approvals::{Ballot, Outcome};
use books::SaleId;
use op::{Allowed, EntityId, Op, may};
use pg::{Db, TenantTx};

use crate::document::{Sale, State};
use crate::draft::{announce, change_of, image, seen, shown};
use crate::issue::{IssueOutcome, Prepared, moved};
use crate::{SUBJECT, SalesError, store};

/// Approves a document that waits, and issues it when the policy is content.
///
/// # Errors
/// [`SalesError::Refused`] when the policy does not take this person's vote, or has it already;
/// [`SalesError::Incomplete`] and the ledger's refusals, as when the period was closed meanwhile: then it keeps
/// waiting.
pub async fn approve(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (id, version): (SaleId, i32),
    note: Option<&str>,
) -> Result<IssueOutcome, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = lock_waiting(&mut tx, &by, id, version).await?;
    let prepared = Prepared::of(&mut tx, op, &by, sale).await?.whole()?;
    let ballot = Ballot { reason: note.map(str::to_owned), ..Ballot::approve() };
    let outcome = match approvals::decide_in(&mut tx, op, &prepared.subject()?, &ballot).await? {
        Outcome::Approved { .. } => {
            prepared.finish(&mut tx, op, &by).await?;
            IssueOutcome::Issued
        }
        Outcome::NeedsMore { .. } => {
            announce(&mut tx, op, change_of("sales.approved", &prepared.sale)).await?;
            IssueOutcome::Waits
        }
        Outcome::Refused { why } => return Err(SalesError::Refused(why)),
        Outcome::Rejected { .. } => unreachable!("the ballot was a yes"),
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Says no to a document that waits; it is a draft again, and the reason is kept.
///
/// # Errors
/// [`SalesError::Approvals`] without a reason.
pub async fn reject(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (id, version): (SaleId, i32),
    reason: &str,
) -> Result<(), SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = lock_waiting(&mut tx, &by, id, version).await?;
    let prepared = Prepared::of(&mut tx, op, &by, sale).await?;
    approvals::decide_in(&mut tx, op, &prepared.subject()?, &Ballot::reject(reason)).await?;
    back_to_draft(&mut tx, op, &by, &prepared, ("sales.rejected", Some(reason.trim()))).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back what one has submitted oneself; it is a draft again.
///
/// # Errors
/// [`SalesError::NotYours`].
pub async fn withdraw(db: &Db, op: &Op, entity: EntityId, id: SaleId, version: i32) -> Result<(), SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = lock_waiting(&mut tx, &by, id, version).await?;
    if sale.submitted_by.is_none() || sale.submitted_by != op.actor.person() {
        return Err(SalesError::NotYours);
    }
    let prepared = Prepared::of(&mut tx, op, &by, sale).await?;
    approvals::end_round_in(&mut tx, op, (SUBJECT, id.0), entity, "sales.withdrawn").await?;
    back_to_draft(&mut tx, op, &by, &prepared, ("sales.withdrawn", None)).await?;
    tx.commit().await?;
    Ok(())
}

async fn lock_waiting(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: SaleId,
    version: i32,
) -> Result<Sale, SalesError> {
    let sale = store::lock(tx, by, id).await?.ok_or(SalesError::NotFound)?;
    if sale.state != State::Waiting {
        return Err(SalesError::NotWaiting(sale.state));
    }
    seen(&sale, version)?;
    Ok(sale)
}

async fn back_to_draft(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    prepared: &Prepared,
    (action, reason): (&'static str, Option<&str>),
) -> Result<(), SalesError> {
    let sale = Sale { submitted_by: None, ..moved(op, &prepared.sale, State::Draft) };
    let computed = &prepared.judged.computed;
    store::save(tx, by, &sale, &shown(&prepared.ground, computed)).await?;
    let mut change = change_of(action, &sale).after(image(&sale, computed));
    change.reason = reason.map(str::to_owned);
    announce(tx, op, change).await
}
