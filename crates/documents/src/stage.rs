//! What all stages run by jobs have in common: look whether the work is still wanted, note when it began, save the
//! result under the document's lock.

use books::DocumentId;
use jiff::Timestamp;
use op::Op;
use pg::TenantTx;
use road::{Event, Stage, Versioned};
use serde_json::{Value, json};

use crate::advance::{Move, advance, note_late};
use crate::agents::{AGENT_VERSION, agent_of};
use crate::store::{self, DocumentRow, NewStage};
use crate::{DocumentError, Documents};

/// The newest result of a stage with its version, if there is one.
///
/// # Errors
/// [`DocumentError::BrokenStage`] when it cannot be read.
pub(crate) async fn newest<T: Versioned>(
    tx: &mut TenantTx,
    id: DocumentId,
    stage: &'static str,
) -> Result<Option<(i32, T)>, DocumentError> {
    let Some((version, stored)) = store::newest(tx, id, stage).await? else { return Ok(None) };
    match road::from_stored(stored) {
        Ok(result) => Ok(Some((version, result))),
        Err(unreadable) => {
            tracing::error!(document = %id.0, %unreadable, "a stored result cannot be read");
            Err(DocumentError::BrokenStage { stage })
        }
    }
}

/// A stage at work.
pub(crate) struct Running {
    stage: Stage,
    attempt: i16,
    started_at: Timestamp,
}

impl Running {
    /// The row of a stage that gave a result.
    pub(crate) fn done<T: Versioned>(self, op: &Op, summary: String, input: Value, output: &T) -> NewStage {
        self.row(op, summary, input, Ok(road::to_stored(output)))
    }

    /// The row of a stage that gave something else than its usual result, which no later stage reads.
    pub(crate) fn done_otherwise(self, op: &Op, summary: String, input: Value, output: Value) -> NewStage {
        self.row(op, summary, input, Ok(output))
    }

    /// The row of a stage that failed with code and message.
    pub(crate) fn failed(self, op: &Op, input: Value, error: (String, String)) -> NewStage {
        self.row(op, error.1.clone(), input, Err(error))
    }

    fn row(self, op: &Op, summary: String, input: Value, outcome: Result<Value, (String, String)>) -> NewStage {
        NewStage {
            stage: self.stage.into(),
            agent: agent_of(self.stage).to_owned(),
            agent_version: AGENT_VERSION.to_owned(),
            started_at: self.started_at,
            finished_at: op.now(),
            attempt: self.attempt,
            summary,
            input,
            outcome,
        }
    }
}

impl Documents {
    /// Begins a stage, or says `None` when the document is no longer waiting for it.
    pub(crate) async fn start(
        &self,
        op: &Op,
        id: DocumentId,
        stage: Stage,
        attempt: i16,
    ) -> Result<Option<(DocumentRow, Running)>, DocumentError> {
        let mut tx = self.db.begin_job(op).await?;
        let row = store::get(&mut tx, id).await?;
        tx.rollback().await?;
        let running = Running { stage, attempt, started_at: op.now() };
        Ok((row.state.at_work() == Some(stage)).then_some((row, running)))
    }

    /// Notes that a stage will not come to an end by itself, so that the document waits for a person and not for ever.
    pub(crate) async fn give_up(
        &self,
        op: &Op,
        id: DocumentId,
        stage: Stage,
        attempt: i16,
        why: &str,
    ) -> Result<(), DocumentError> {
        let Some((_, running)) = self.start(op, id, stage, attempt).await? else { return Ok(()) };
        let (code, message) = ("document.given_up".to_owned(), format!("The {stage} stage was given up: {why}"));
        let failed = running.failed(op, json!({}), (code.clone(), message.clone()));
        let retryable = false;
        let event = match stage {
            Stage::Read => Event::ReadFailed { code, message, retryable },
            Stage::Extract => Event::ExtractFailed { code, message, retryable },
            Stage::Classify => Event::ClassifyFailed { code, message, retryable },
            Stage::Propose => Event::ProposeFailed { code, message, retryable },
        };
        self.finish(op, id, stage, &event, Move::stage(failed)).await
    }

    /// Saves the result of a stage. A document that moved on meanwhile keeps its state; the trail notes the late
    /// answer.
    pub(crate) async fn finish(
        &self,
        op: &Op,
        id: DocumentId,
        stage: Stage,
        event: &Event,
        moved: Move,
    ) -> Result<(), DocumentError> {
        let agent = op.as_agent(agent_of(stage), AGENT_VERSION);
        let mut tx = self.db.begin_job(op).await?;
        let row = store::lock(&mut tx, id).await?;
        if row.state.at_work() != Some(stage) {
            note_late(&mut tx, &agent, &row, stage).await?;
            return Ok(tx.commit().await?);
        }
        advance(&mut tx, &agent, &row, event, moved).await?;
        Ok(tx.commit().await?)
    }
}
