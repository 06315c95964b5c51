//! The story of a document on the wire.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One step of the story.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    /// Position.
    pub seq: i64,
    /// arrive, read, extract, classify, propose, review, post.
    pub stage: String,
    /// Which result of this stage.
    pub version: i32,
    /// Who.
    pub agent: AgentView,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub finished_at: Timestamp,
    /// How long it took.
    pub milliseconds: i64,
    /// done or failed.
    pub status: String,
    /// What happened, in a sentence.
    pub summary: String,
    /// The results it started from.
    #[schema(value_type = Object)]
    pub input: Value,
    /// What it found.
    #[schema(value_type = Option<Object>)]
    pub output: Option<Value>,
    /// What was handed on.
    pub messages: Vec<MessageView>,
    /// Why it failed.
    pub error: Option<StepError>,
    /// Which attempt.
    pub attempt: i16,
}

/// An agent or person at work.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgentView {
    /// Name.
    pub name: String,
    /// Version of the program that the agent is part of.
    pub version: String,
}

/// What a step handed on: its summary to the next agent or the reviewers, or a person's question or answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Who.
    pub from: String,
    /// To whom.
    pub to: String,
    /// What.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Why a step failed.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepError {
    /// Stable name.
    pub code: String,
    /// In words.
    pub message: String,
}

/// The story of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunView {
    /// Whose story.
    pub document_id: Uuid,
    /// What happened, in order.
    pub steps: Vec<StepView>,
}

impl From<documents::Step> for StepView {
    fn from(step: documents::Step) -> Self {
        Self {
            seq: step.seq,
            stage: step.stage,
            version: step.version,
            agent: AgentView { name: step.agent, version: step.agent_version },
            started_at: step.started_at,
            finished_at: step.finished_at,
            milliseconds: step.finished_at.as_millisecond() - step.started_at.as_millisecond(),
            status: if step.error.is_some() { "failed" } else { "done" }.to_owned(),
            summary: step.summary,
            input: step.input,
            output: step.output,
            messages: step
                .messages
                .into_iter()
                .map(|m| MessageView { from: m.from, to: m.to, text: m.text, at: m.at })
                .collect(),
            error: step.error.map(|(code, message)| StepError { code, message }),
            attempt: step.attempt,
        }
    }
}
