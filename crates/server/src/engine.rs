//! The embedded engine without a database: a file in, facts and a proposed journal out. `extract` and `eval` use it.

use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use reading::{Limits, ReadError, Worker};
use road::facts::Facts;
use road::page::{Page, Route};

use crate::error::CliError;

/// What the engine found in one file.
pub struct Found {
    /// The facts.
    pub facts: Facts,
    /// The pages they were read from; empty for bare data.
    pub pages: Vec<Page>,
    /// What a reviewer should know.
    pub notes: Vec<String>,
    /// From the bytes to the facts.
    pub took: Duration,
}

/// Worker processes that read for this program, `processes` at a time.
pub fn worker(models: &Path, processes: usize) -> Result<Worker, CliError> {
    let program = std::env::current_exe().map_err(|e| CliError::file("the running program", e))?;
    Ok(Worker::new(program, vec!["read-worker".into()], Limits::default(), models.to_owned(), processes))
}

/// Reads a file and extracts its facts.
pub async fn find(worker: &Worker, bytes: Bytes) -> Result<Found, ReadError> {
    let began = Instant::now();
    let reading = worker.read(bytes).await?;
    let words = serde_json::to_vec(&reading.pages).map_err(|e| ReadError::Worker { what: e.to_string() })?;
    let words = Some(Bytes::from(words)).filter(|_| {
        // The page of bare data was set from the data.
        reading.route != Route::Xml && reading.pages.iter().any(|page| !page.words.is_empty())
    });
    let facts = documents::facts_of(worker, reading.einvoice, words, reading.route).await?;
    Ok(Found { facts, pages: reading.pages, notes: reading.notes, took: began.elapsed() })
}
