//! Approve: a person's decision, the new counterparty, the entry, what is learned from it and the document's last move
//! commit in one transaction, or none of them does.

use std::fmt;

use approvals::{Ballot, Decision, Missing, Outcome, Review, Standing};
use books::{DocumentId, EntryId};
use op::{Op, Permission, UserId};
use pg::TenantTx;
use road::Event;
use serde_json::json;

use super::case::Case;
use super::{by_person, lock_for, posting};
use crate::advance::{Move, advance, announce};
use crate::results::Results;
use crate::store::{self, Summary};
use crate::{Document, DocumentError, Documents};

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// The entry is in the books.
    Posted(EntryId),
    /// The vote is recorded; the policy wants more.
    WaitsFor(Waiting),
}

/// Who has approved, and who must still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The votes that count at present, oldest first.
    pub approved: Vec<Decision>,
    /// What is missing, by rule.
    pub missing: Vec<Missing>,
}

impl From<Review> for Waiting {
    fn from(review: Review) -> Self {
        let missing = match review.standing {
            Standing::Open { missing } => missing,
            Standing::Approved { .. } | Standing::Rejected { .. } => Vec::new(),
        };
        Self { approved: review.votes, missing }
    }
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |m: &Missing| {
            let asked = m.approvers.count;
            format!("{} of {asked} by rule `{}`", asked.saturating_sub(m.people), m.rule)
        };
        f.write_str(&self.missing.iter().map(each).collect::<Vec<_>>().join(", "))
    }
}

/// What came of an approval, and the document as it is then.
#[derive(Debug, Clone)]
pub struct Approved {
    /// What came of it.
    pub approval: Approval,
    /// The document.
    pub document: Document,
}

impl Documents {
    /// Approves the present proposal of a document and posts it when the policy is content.
    ///
    /// # Errors
    /// [`DocumentError::Blocked`] while a blocking reason stands; [`DocumentError::PolicyRefused`] when the
    /// policy does not take this person's vote, or has it already; the ledger's error when it refuses the entry, which
    /// is also noted on the document.
    pub async fn approve(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        note: Option<&str>,
    ) -> Result<Approval, DocumentError> {
        let (tx, approval, _) = self.decide(op, id, version, note).await?;
        tx.commit().await?;
        Ok(approval)
    }

    /// As [`Documents::approve`], and tells how the document looks then. Its results are read once for both.
    pub async fn approve_and_look(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        note: Option<&str>,
    ) -> Result<Approved, DocumentError> {
        let (mut tx, approval, results) = self.decide(op, id, version, note).await?;
        let row = store::get(&mut tx, id).await?;
        let document = self.whole(&mut tx, op, row, results).await?;
        tx.commit().await?;
        Ok(Approved { approval, document })
    }

    /// The decision and all it does, not committed yet.
    async fn decide(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        note: Option<&str>,
    ) -> Result<(TenantTx, Approval, Results), DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsApprove).await?;
        let results = Results::load(&mut tx, id).await?;
        match decide_and_post(&mut tx, op, &Case::of(&row, &results)?, note).await {
            Ok(approval) => Ok((tx, approval, results)),
            Err(DocumentError::Ledger(refusal)) => {
                tx.rollback().await?;
                self.note_refusal(op, id, version, &refusal).await?;
                Err(refusal.into())
            }
            Err(error) => Err(error),
        }
    }

    /// The transaction that tried is gone; the reason stays with the document.
    pub(crate) async fn note_refusal(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        refusal: &ledger::LedgerError,
    ) -> Result<(), DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsApprove).await?;
        let event = Event::PostRefused { code: refusal.code().to_owned(), message: refusal.to_string() };
        let said = format!("The ledger did not take the entry: {refusal}.");
        let stage = by_person(op, "post", said, json!({ "code": refusal.code() }));
        let state = advance(&mut tx, op, &row, &event, Move::stage(stage)).await?;
        let shown = Summary { reasons: state.reasons().to_vec(), ..row.summary };
        store::save_summary(&mut tx, id, &shown).await?;
        Ok(tx.commit().await?)
    }
}

async fn decide_and_post(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case<'_>,
    note: Option<&str>,
) -> Result<Approval, DocumentError> {
    let subject = case.subject(tx, op).await?;
    let ballot = Ballot { reason: note.map(str::to_owned), ..Ballot::approve() };
    let decision = match approvals::decide_in(tx, op, &subject, &ballot).await? {
        Outcome::Approved { decision } => decision,
        Outcome::NeedsMore { votes, missing, .. } => {
            let waiting = Waiting { approved: votes, missing };
            wait(tx, op, case, &waiting).await?;
            return Ok(Approval::WaitsFor(waiting));
        }
        Outcome::Refused { why } => return Err(DocumentError::PolicyRefused(why)),
        Outcome::Rejected { .. } => unreachable!("the ballot was a yes"),
    };
    let said = format!("{} approved the entry.", op.actor.name());
    Ok(Approval::Posted(posting::post_decided(tx, op, case, decision, said).await?))
}

/// The yes stands on the document until the others have said theirs.
async fn wait(tx: &mut TenantTx, op: &Op, case: &Case<'_>, waiting: &Waiting) -> Result<(), DocumentError> {
    let said = format!("{} approved it: {}.", op.actor.name(), waiting);
    store::add_stage(tx, case.row.id, &by_person(op, "review", said, json!({ "missing": waiting.missing }))).await?;
    let people: Vec<UserId> = waiting.approved.iter().filter_map(|vote| vote.person).collect();
    store::save_approved_by(tx, case.row.id, &people).await?;
    announce(tx, op, case.row, &case.row.state).await
}
