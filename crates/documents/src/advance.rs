//! The one place that moves a document: lock the row, ask the road, save state, stage and trail, enqueue what follows.
//!
//! INVARIANT: state, stage row, audit row, outbox row and the jobs of the effects are written in one transaction. A
//! job that runs again after a crash finds the document moved on and does nothing.

use audit::Change;
use jobs::{NewJob, News};
use op::Op;
use pg::TenantTx;
use road::{Effect, Event, Stage, State};
use serde_json::json;

use crate::DocumentError;
use crate::agents::{agent_of, job_kind};
use crate::store::{self, DocumentRow, NewMessage, NewStage, Summary};

/// What a move brings with it.
#[derive(Default)]
pub(crate) struct Move {
    /// The stage row to store.
    pub stage: Option<NewStage>,
    /// What lists show from now on, when it changed.
    pub summary: Option<Summary>,
    /// Why, in a person's words.
    pub reason: Option<String>,
    /// What is said at this step, and to whom.
    pub said: Option<(String, String)>,
}

impl Move {
    pub(crate) fn stage(stage: NewStage) -> Self {
        Self { stage: Some(stage), ..Self::default() }
    }
}

/// Moves a document that the caller has locked (`row`), and tells the state it is in now.
pub(crate) async fn advance(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    event: &Event,
    moved: Move,
) -> Result<State, DocumentError> {
    let (next, effects) =
        road::step(&row.state, event).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
    // What was put away may have lost its file, and nothing can be done with it then.
    if row.state.is_settled() {
        store::require_content(tx, row.entity, &row.blob).await?;
    }
    if let Some(stage) = &moved.stage {
        let version = store::add_stage(tx, row.id, stage).await?;
        let said = moved.said.clone().or_else(|| hand_over(stage, &next, &effects));
        if let Some((recipient, body)) = said {
            store::add_message(tx, row.id, &message(op, stage, version, recipient, body)).await?;
        }
    }
    if let Some(summary) = &moved.summary {
        store::save_summary(tx, row.id, summary).await?;
    }
    // INVARIANT: whatever a person does starts the votes from nothing; the posting uses them up.
    let ends_round = event.kind().is_human();
    if ends_round {
        approvals::end_round_in(tx, op, ("document", row.id.0), row.entity, event.action()).await?;
    }
    store::save_state(tx, row.id, &next, op.now(), ends_round).await?;
    record(tx, op, row, event, &next, moved.reason).await?;
    for effect in effects {
        enqueue(tx, op, row, &effect).await?;
    }
    Ok(next)
}

/// An agent that is done tells the next one, or the people who review, what it found.
fn hand_over(stage: &NewStage, next: &State, effects: &[Effect]) -> Option<(String, String)> {
    let next_agent = effects.iter().find_map(Effect::stage).map(agent_of);
    let to_people = next.waits_for_person() && stage.stage != "review";
    let recipient = next_agent.or(to_people.then_some("reviewers"))?;
    Some((recipient.to_owned(), stage.summary.clone()))
}

fn message(op: &Op, stage: &NewStage, version: i32, recipient: String, body: String) -> NewMessage {
    NewMessage {
        id: op.new_id(),
        at: stage.finished_at,
        stage: stage.stage.to_owned(),
        stage_version: version,
        sender: stage.agent.clone(),
        recipient,
        body,
    }
}

async fn record(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    event: &Event,
    next: &State,
    reason: Option<String>,
) -> Result<(), DocumentError> {
    let mut change = Change::of(event.action(), "document", row.id.0)
        .in_entity(row.entity)
        .before(json!({ "state": row.state, "version": row.version }))
        .after(json!({ "state": next, "version": row.version + 1 }));
    if let Some(reason) = reason {
        change = change.because(reason);
    }
    audit::record(tx, op, change).await?;
    announce(tx, op, row, next).await
}

/// Notes an answer that came after a person had moved the document on. It changes nothing: whoever moved it has decided
/// on what was known then.
pub(crate) async fn note_late(
    tx: &mut TenantTx,
    agent: &Op,
    row: &DocumentRow,
    stage: Stage,
) -> Result<(), DocumentError> {
    let event = Event::LateAnswer { stage };
    let (unmoved, _) = road::step(&row.state, &event).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
    let change = Change::of(event.action(), "document", row.id.0)
        .in_entity(row.entity)
        .after(json!({ "stage": stage, "state": unmoved, "version": row.version }));
    audit::record(tx, agent, change).await?;
    Ok(())
}

/// Tells those who watch that the document changed.
pub(crate) async fn announce(tx: &mut TenantTx, op: &Op, row: &DocumentRow, now: &State) -> Result<(), DocumentError> {
    let news = News {
        topic: "document.changed",
        entity: Some(row.entity),
        subject_id: row.id.0,
        payload: json!({ "state": now.name() }),
    };
    jobs::emit(tx, op, news).await?;
    Ok(())
}

async fn enqueue(tx: &mut TenantTx, op: &Op, row: &DocumentRow, effect: &Effect) -> Result<(), DocumentError> {
    // A notice is for people; the news written with every move carries it to them.
    let Some(stage) = effect.stage() else { return Ok(()) };
    let job = NewJob::new(job_kind(stage), json!({ "document_id": row.id })).keyed(row.id.0).in_entity(row.entity);
    jobs::enqueue(tx, op, job).await?;
    Ok(())
}
