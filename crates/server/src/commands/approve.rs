//! `pacioli approve` and `pacioli reject`: a person's word on documents.

use documents::{Approval, Card};
use serde_json::{Value, json};

use super::inbox::{find, short};
use crate::acting::Acting;
use crate::cli::{Approve, Cli, Reject};
use crate::error::CliError;
use crate::print::{self, Align};

/// What became of one document.
struct Done {
    named: String,
    card: Option<Card>,
    outcome: Result<Said, CliError>,
}

enum Said {
    Posted(String),
    Waits(String),
}

/// Approves each document and posts its entry; goes on after one that is refused.
pub async fn approve(cli: &Cli, options: &Approve) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let mut all = Vec::new();
    for named in &options.documents {
        all.push(approve_one(&acting, named, options.note.as_deref()).await);
    }
    acting.close(Ok(())).await?;
    if cli.json {
        println!("{}", Value::from_iter(all.iter().map(as_json)));
    } else {
        table(&all);
    }
    match all.iter().filter(|done| done.outcome.is_err()).count() {
        0 => Ok(()),
        n => Err(CliError::CheckFailed(format!("{n} of {} documents were not approved", all.len()))),
    }
}

async fn approve_one(acting: &Acting, named: &str, note: Option<&str>) -> Done {
    let card = match find(acting, named).await {
        Ok(card) => card,
        Err(error) => return Done { named: named.to_owned(), card: None, outcome: Err(error) },
    };
    let outcome = post(acting, &card, note).await;
    Done { named: named.to_owned(), card: Some(card), outcome }
}

async fn post(acting: &Acting, card: &Card, note: Option<&str>) -> Result<Said, CliError> {
    match acting.app.documents.approve(&acting.op, card.id, card.version, note).await? {
        Approval::Posted(entry) => {
            let entry = ledger::entry(&acting.app.db, &acting.op, entry).await?;
            Ok(Said::Posted(entry.number.to_string()))
        }
        Approval::WaitsFor(waiting) => Ok(Said::Waits(waiting.to_string())),
    }
}

fn as_json(done: &Done) -> Value {
    let id = done.card.as_ref().map(|card| card.id);
    match &done.outcome {
        Ok(Said::Posted(number)) => json!({ "document": id, "state": "posted", "entry": number }),
        Ok(Said::Waits(whom)) => json!({ "document": id, "state": "in_review", "waits_for": whom }),
        Err(error) => {
            let error_json = json!({ "code": error.code(), "message": error.to_string() });
            json!({ "document": id, "named": done.named, "error": error_json })
        }
    }
}

fn table(all: &[Done]) {
    let head = [("Id", Align::Left), ("Vendor", Align::Left), ("Total", Align::Right), ("Outcome", Align::Left)];
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|done| {
            let card = done.card.as_ref();
            vec![
                card.map_or_else(|| done.named.clone(), |card| short(card.id)),
                card.and_then(|card| card.vendor.clone()).unwrap_or_default(),
                card.and_then(|card| card.total).map(|total| total.to_string()).unwrap_or_default(),
                match &done.outcome {
                    Ok(Said::Posted(number)) => format!("posted as {number}"),
                    Ok(Said::Waits(whom)) => format!("approved: {whom}"),
                    Err(error) => format!("refused: {error}"),
                },
            ]
        })
        .collect();
    print::table(&head, &rows);
}

/// Rejects a document.
pub async fn reject(cli: &Cli, options: &Reject) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let outcome = reject_one(&acting, options).await;
    let card = acting.close(outcome).await?;
    if cli.json {
        println!("{}", json!({ "document": card.id, "state": "rejected" }));
    } else {
        println!("{} ({}) is rejected.", short(card.id), card.file_name);
    }
    Ok(())
}

async fn reject_one(acting: &Acting, options: &Reject) -> Result<Card, CliError> {
    let card = find(acting, &options.document).await?;
    acting.app.documents.reject(&acting.op, card.id, card.version, &options.reason).await?;
    Ok(card)
}
