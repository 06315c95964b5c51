//! `pacioli ingest`: files in, and a look at them when they are read.
//!
//! The background work runs in this program too, so that no server need be up; one that is up shares the work, since
//! jobs are leased.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use books::DocumentId;
use documents::{Arrival, Arrived, Card};
use op::EntityId;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::inbox::{self, Pages, short};
use crate::acting::Acting;
use crate::cli::{Cli, Ingest};
use crate::document_file;
use crate::error::CliError;

/// How often the documents are looked at while they are read.
const GLANCE: Duration = Duration::from_millis(200);
/// Documents read at a time.
const WORKERS: usize = 2;

/// What became of one file at the door.
struct Entrance {
    path: PathBuf,
    outcome: Result<Arrived, CliError>,
}

/// Takes the files in and, unless told not to, waits until they are read.
pub async fn run(cli: &Cli, options: &Ingest) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let done = take_and_wait(cli, &acting, options).await;
    let (entrances, cards) = acting.close(done).await?;
    if cli.json {
        println!("{}", as_json(&entrances, &cards));
    } else {
        tell(&entrances, &cards);
    }
    match entrances.iter().filter(|e| e.outcome.is_err()).count() {
        0 => Ok(()),
        n => Err(CliError::CheckFailed(format!("{n} of {} files were not taken in", entrances.len()))),
    }
}

async fn take_and_wait(cli: &Cli, acting: &Acting, options: &Ingest) -> Result<(Vec<Entrance>, Vec<Card>), CliError> {
    let entity = acting.entity().await?;
    let mut entrances = Vec::new();
    for path in &options.files {
        let outcome = take(acting, entity, path).await;
        if let (false, Err(error)) = (cli.json, &outcome) {
            eprintln!("{}: {error}", path.display());
        }
        entrances.push(Entrance { path: path.clone(), outcome });
    }
    let taken: HashSet<DocumentId> = entrances
        .iter()
        .filter_map(|e| match e.outcome {
            Ok(Arrived::Taken(id)) => Some(id),
            _ => None,
        })
        .collect();
    if !options.no_wait && !taken.is_empty() {
        wait(cli, acting, &taken).await?;
    }
    let cards = ours(acting, &taken, &[]).await?;
    Ok((entrances, cards))
}

async fn take(acting: &Acting, entity: EntityId, path: &Path) -> Result<Arrived, CliError> {
    let known = tokio::fs::metadata(path).await.map_err(|e| CliError::file(path, e))?;
    if !known.is_file() {
        let why = format!(
            "{} is not a file: name the files in a folder, or let `pacioli serve --watch` take them",
            path.display()
        );
        return Err(CliError::usage("file.not_a_file", why));
    }
    let bytes = document_file::read(path).await??;
    let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(acting.app.documents.arrive(&acting.op, entity, Arrival { file_name, bytes }).await?)
}

/// Works through the queue until none of the documents, nor what came out of them, is at work.
async fn wait(cli: &Cli, acting: &Acting, taken: &HashSet<DocumentId>) -> Result<(), CliError> {
    let stop = CancellationToken::new();
    let working = tokio::spawn(acting.app.runner(WORKERS).run(stop.clone()));
    let waited = watch_progress(cli, acting, taken).await;
    stop.cancel();
    // The runner ends by itself; a panic in it was logged and changes nothing about the documents.
    let _ = working.await;
    waited
}

async fn watch_progress(cli: &Cli, acting: &Acting, taken: &HashSet<DocumentId>) -> Result<(), CliError> {
    let at_work: Vec<String> = road::Group::Working.states().map(|state| state.to_string()).collect();
    let mut told = 0;
    loop {
        let left = ours(acting, taken, &at_work).await?.len();
        let done = taken.len().saturating_sub(left);
        if !cli.json && done != told {
            eprintln!("{done} of {} read", taken.len());
            told = done;
        }
        if left == 0 {
            return Ok(());
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// The documents of this call and what came out of them, in some states or in all.
async fn ours(acting: &Acting, taken: &HashSet<DocumentId>, states: &[String]) -> Result<Vec<Card>, CliError> {
    let mut found = Vec::new();
    if taken.is_empty() {
        return Ok(found);
    }
    let mut pages = Pages::new(states, None);
    while let Some(page) = pages.next(acting).await? {
        let is_ours =
            |card: &Card| taken.contains(&card.id) || card.part_of.is_some_and(|whole| taken.contains(&whole));
        found.extend(page.into_iter().filter(is_ours));
    }
    found.reverse();
    Ok(found)
}

fn as_json(entrances: &[Entrance], cards: &[Card]) -> Value {
    let files = entrances.iter().map(|entrance| {
        let file = entrance.path.display().to_string();
        match &entrance.outcome {
            Ok(Arrived::Taken(id)) => json!({ "file": file, "document": id }),
            Ok(Arrived::SameAs(id)) => json!({ "file": file, "duplicate_of": id }),
            Err(error) => json!({ "file": file, "error": { "code": error.code(), "message": error.to_string() } }),
        }
    });
    json!({ "files": Value::from_iter(files), "documents": Value::from_iter(cards.iter().map(inbox::as_json)) })
}

fn tell(entrances: &[Entrance], cards: &[Card]) {
    for entrance in entrances {
        if let Ok(Arrived::SameAs(id)) = entrance.outcome {
            println!("{}: the same file came before, as document {}", entrance.path.display(), short(id));
        }
    }
    if !cards.is_empty() {
        inbox::table(cards);
    }
}
