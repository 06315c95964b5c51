//! The one place that moves a document: lock the row, ask the road, save state, stage and trail, enqueue what follows.
//!
//! INVARIANT: state, stage row, audit row, outbox row and the jobs of the effects are written in one transaction. A
//! job that runs again after a crash finds the document moved on and does nothing.

use audit::Change;
use books::DocumentId;
use jobs::{NewJob, News};
use op::Op;
use pg::TenantTx;
use road::{Effect, Event, State};
use serde_json::json;

use crate::DocumentError;
use crate::store::{self, DocumentRow, NewStage, Summary};

/// What a move brings with it.
#[derive(Default)]
pub(crate) struct Luggage {
    /// The stage row to store.
    pub stage: Option<NewStage>,
    /// What lists show from now on, when it changed.
    pub summary: Option<Summary>,
    /// Why, in a person's words.
    pub reason: Option<String>,
}

impl Luggage {
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
    luggage: Luggage,
) -> Result<State, DocumentError> {
    let (next, effects) = road::step(&row.state, event).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
    if let Some(stage) = &luggage.stage {
        store::add_stage(tx, row.id, stage).await?;
    }
    if let Some(summary) = &luggage.summary {
        store::save_summary(tx, row.id, summary).await?;
    }
    store::save_state(tx, row.id, &next, op.now()).await?;
    record(tx, op, row, event, &next, luggage.reason).await?;
    for effect in effects {
        enqueue(tx, op, row.id, &effect).await?;
    }
    Ok(next)
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

async fn enqueue(tx: &mut TenantTx, op: &Op, id: DocumentId, effect: &Effect) -> Result<(), DocumentError> {
    let Some(kind) = job_kind(effect) else { return Ok(()) };
    let job = NewJob::new(kind, json!({ "document_id": id })).keyed(id.0.to_string());
    jobs::enqueue(tx, op, job).await?;
    Ok(())
}

/// The job that performs an effect, if it needs one.
pub(crate) fn job_kind(effect: &Effect) -> Option<&'static str> {
    match effect {
        Effect::Read => Some("document.read"),
        Effect::Extract => Some("document.extract"),
        Effect::Classify => Some("document.classify"),
        Effect::Propose => Some("document.propose"),
        _ => None,
    }
}
