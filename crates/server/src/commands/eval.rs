//! `pacioli eval`: predictions for every file of a manifest, in the form its scorer reads. Labels are never looked at:
//! of each manifest line only `file` is parsed.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::StreamExt;
use reading::Worker;
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::plain_fields;
use crate::cli::Eval;
use crate::config::Place;
use crate::engine::{self, Found};
use crate::error::CliError;
use crate::journal;

#[derive(Deserialize)]
struct Named {
    file: String,
}

/// Reads every file the manifest names and writes one prediction a line.
pub async fn run(place: &Place, options: &Eval) -> Result<(), CliError> {
    let files = files_of(&options.folder, options.only.as_deref())?;
    let worker = Arc::new(engine::worker(&place.models_folder(), options.parallel)?);
    let out = std::fs::File::create(&options.out).map_err(|e| CliError::file(&options.out, e))?;
    let mut out = BufWriter::new(out);
    let total = files.len();
    let folder = options.folder.clone();
    let mut answers = futures::stream::iter(files)
        .map(|file| {
            let (worker, path) = (Arc::clone(&worker), folder.join(&file));
            async move { predict(&worker, file, &path).await }
        })
        .buffered(options.parallel.max(1));
    let mut done = 0;
    while let Some(answer) = answers.next().await {
        done += 1;
        writeln!(out, "{answer}").map_err(|e| CliError::file(&options.out, e))?;
        if done % 25 == 0 || done == total {
            eprintln!("{done} of {total}");
        }
    }
    out.flush().map_err(|e| CliError::file(&options.out, e))
}

fn files_of(folder: &Path, only: Option<&str>) -> Result<Vec<String>, CliError> {
    let manifest = folder.join("manifest.jsonl");
    let file = std::fs::File::open(&manifest).map_err(|e| CliError::file(&manifest, e))?;
    let mut files = Vec::new();
    for (line, number) in BufReader::new(file).lines().zip(1..) {
        let line = line.map_err(|e| CliError::file(&manifest, e))?;
        if line.trim().is_empty() {
            continue;
        }
        let named: Named = serde_json::from_str(&line)
            .map_err(|e| CliError::usage("manifest.invalid", format!("{}, line {number}: {e}", manifest.display())))?;
        if only.is_none_or(|text| named.file.contains(text)) {
            files.push(named.file);
        }
    }
    Ok(files)
}

async fn predict(worker: &Worker, file: String, path: &Path) -> Value {
    let bytes = match tokio::fs::read(path).await {
        Ok(bytes) => Bytes::from(bytes),
        Err(error) => return json!({ "file": file, "fields": {}, "error": error.to_string() }),
    };
    let rules = rule_results(&bytes);
    match engine::find(worker, bytes).await {
        Ok(found) => prediction(file, &found, rules),
        Err(error) => json!({ "file": file, "fields": {}, "rules": rules, "error": error.code() }),
    }
}

/// For a file that is a suite of rule cases: whether the rule named in each case stays silent.
fn rule_results(bytes: &[u8]) -> Option<Vec<bool>> {
    einvoice::rules::evaluate_suite(bytes).ok()
}

fn prediction(file: String, found: &Found, rules: Option<Vec<bool>>) -> Value {
    let (mut fields, confidence) = plain_fields(&found.facts);
    fields.insert("line_count".to_owned(), json!(found.facts.lines.len()));
    json!({
        "file": file,
        "fields": fields,
        "confidence": confidence,
        "journal": journal::by_role(&found.facts),
        "rules": rules,
        "seconds": found.took.as_millis() as f64 / 1000.0,
    })
}
