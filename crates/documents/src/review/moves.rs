//! The plain moves: reject, park, resume, ask, answer, release, retry, enter by hand, cancel. Each is one event.

use approvals::Ballot;
use books::DocumentId;
use jiff::civil::Date;
use op::{Op, Permission, UserId};
use pg::TenantTx;
use road::{Event, State};
use serde_json::json;

use super::{by_person, case, lock_for};
use crate::advance::{Move, advance};
use crate::store::DocumentRow;
use crate::{DocumentError, Documents};

impl Documents {
    /// Refuses a document. The no is a recorded vote: it ends the round, so that no approval given before counts if the
    /// document is taken up again.
    pub async fn reject(&self, op: &Op, id: DocumentId, version: i32, reason: &str) -> Result<State, DocumentError> {
        let reason = required(reason, "reason")?;
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsApprove).await?;
        let subject = case::rejected(&mut tx, &row).await?;
        approvals::decide_in(&mut tx, op, &subject, &Ballot::reject(&reason)).await?;
        let said = format!("Rejected: {reason}");
        let state = move_in(&mut tx, op, &row, &Event::Rejected { reason }, said).await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Puts a document aside, perhaps until a day.
    pub async fn park(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        until: Option<Date>,
        note: &str,
    ) -> Result<State, DocumentError> {
        let said = until.map_or_else(|| format!("Put aside: {note}"), |day| format!("Put aside until {day}: {note}"));
        let event = Event::Parked { until, note: note.to_owned() };
        self.person_moves(op, id, version, Permission::DocumentsReview, event, said).await
    }

    /// Takes a parked, rejected or archived document up again.
    pub async fn resume(&self, op: &Op, id: DocumentId, version: i32) -> Result<State, DocumentError> {
        let said = "Taken up again.".to_owned();
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::Resumed, said).await
    }

    /// Asks somebody about a document; it waits for the answer.
    pub async fn ask(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        question: &str,
        of: Option<UserId>,
    ) -> Result<State, DocumentError> {
        let question = required(question, "question")?;
        let said = format!("Asked: {question}");
        let event = Event::Asked { question, of: of.map(|u| u.0) };
        self.person_moves(op, id, version, Permission::DocumentsReview, event, said).await
    }

    /// Answers the open question; the document is back in review.
    pub async fn answer(&self, op: &Op, id: DocumentId, version: i32, answer: &str) -> Result<State, DocumentError> {
        let answer = required(answer, "answer")?;
        let said = format!("Answered: {answer}");
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::Answered { answer }, said).await
    }

    /// Says that a held document is not the duplicate it looks like.
    pub async fn release(&self, op: &Op, id: DocumentId, version: i32) -> Result<State, DocumentError> {
        let said = "Released: it is a document of its own.".to_owned();
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::Released, said).await
    }

    /// Lets the program try again, from the failed stage or from the start.
    pub async fn retry(&self, op: &Op, id: DocumentId, version: i32) -> Result<State, DocumentError> {
        let said = "Asked to try again.".to_owned();
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::Retry, said).await
    }

    /// Opens an empty form for a document the program could make nothing of.
    pub async fn enter_by_hand(&self, op: &Op, id: DocumentId, version: i32) -> Result<State, DocumentError> {
        let said = "Taken over to be entered by hand.".to_owned();
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::EnterByHand, said).await
    }

    /// Stops the program's work on a document.
    pub async fn cancel(&self, op: &Op, id: DocumentId, version: i32, reason: &str) -> Result<State, DocumentError> {
        let reason = required(reason, "reason")?;
        let said = format!("Stopped: {reason}");
        self.person_moves(op, id, version, Permission::DocumentsReview, Event::Cancelled { reason }, said).await
    }

    async fn person_moves(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        permission: Permission,
        event: Event,
        said: String,
    ) -> Result<State, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, permission).await?;
        let state = move_in(&mut tx, op, &row, &event, said).await?;
        tx.commit().await?;
        Ok(state)
    }
}

async fn move_in(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    event: &Event,
    said: String,
) -> Result<State, DocumentError> {
    let moved = Move {
        stage: Some(by_person(op, "review", said.clone(), json!({ "event": event }))),
        said: talk(event),
        reason: Some(said),
        ..Move::default()
    };
    advance(tx, op, row, event, moved).await
}

/// Questions and answers are also messages, so that the story reads like the talk it was.
fn talk(event: &Event) -> Option<(String, String)> {
    match event {
        Event::Asked { question, of } => {
            Some((of.map_or_else(|| "all reviewers".to_owned(), |u| u.to_string()), question.clone()))
        }
        Event::Answered { answer } => Some(("the one who asked".to_owned(), answer.clone())),
        _ => None,
    }
}

pub(crate) fn required(text: &str, field: &str) -> Result<String, DocumentError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DocumentError::BadCorrection {
            field: field.to_owned(),
            reason: "say it in a few words".to_owned(),
        });
    }
    Ok(text.to_owned())
}
