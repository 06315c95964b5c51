//! The story of a document: every step that was run, by whom, on what, with which result, and what was said.

use books::DocumentId;
use jiff::Timestamp;
use op::{Op, Permission};
use serde_json::Value;

use crate::{DocumentError, Documents, store};

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Position in the story.
    pub seq: i64,
    /// arrive, read, extract, classify, propose, review, post.
    pub stage: String,
    /// How often the stage has given a result, this one included.
    pub version: i32,
    /// Who did it.
    pub agent: String,
    /// In which version.
    pub agent_version: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Which attempt of the job.
    pub attempt: i16,
    /// What happened, in a sentence.
    pub summary: String,
    /// The results it started from.
    pub input: Value,
    /// What it found.
    pub output: Option<Value>,
    /// Code and message when it failed.
    pub error: Option<(String, String)>,
    /// What was handed on at this step.
    pub messages: Vec<Message>,
}

/// What a step handed on: an agent its summary to the next one or to the reviewers, a person a question or an answer.
#[derive(Debug, Clone)]
pub struct Message {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub from: String,
    /// To whom.
    pub to: String,
    /// What.
    pub text: String,
}

impl Documents {
    /// Replays the story of a document from its stored steps.
    pub async fn story(&self, op: &Op, id: DocumentId) -> Result<Vec<Step>, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::DocumentsRead, row.entity)?;
        let steps = store::story(&mut tx, id).await?;
        let said = store::messages(&mut tx, id).await?;
        Ok(steps.into_iter().map(|step| with_messages(step, &said)).collect())
    }
}

fn with_messages(step: store::StageRow, said: &[store::NewMessage]) -> Step {
    let here = said.iter().filter(|m| m.stage == step.stage && m.stage_version == step.version);
    let messages = here
        .map(|m| Message { at: m.at, from: m.sender.clone(), to: m.recipient.clone(), text: m.body.clone() })
        .collect();
    Step {
        seq: step.seq,
        stage: step.stage,
        version: step.version,
        agent: step.agent,
        agent_version: step.agent_version,
        started_at: step.started_at,
        finished_at: step.finished_at,
        attempt: step.attempt,
        summary: step.summary,
        input: step.input,
        output: step.output,
        error: step.error_code.zip(step.error_message),
        messages,
    }
}
