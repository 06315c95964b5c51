//! `pacioli extract`: one JSON object a document on standard output.

use std::path::Path;

use bytes::Bytes;
use reading::Worker;
use road::facts::Facts;
use serde_json::{Value, json};

use crate::cli::Extract;
use crate::config::Place;
use crate::engine::{self, Found};
use crate::error::CliError;

/// Reads each file and prints what was found; goes on after a file that cannot be read.
pub async fn run(place: &Place, options: &Extract) -> Result<(), CliError> {
    let worker = engine::worker(&place.models_folder(), 1)?;
    let mut failed = 0;
    for file in &options.files {
        let answer = one(&worker, file, options.boxes).await;
        failed += usize::from(answer.get("error").is_some());
        println!("{answer}");
    }
    match failed {
        0 => Ok(()),
        n => Err(CliError::CheckFailed(format!("{n} of {} files could not be read", options.files.len()))),
    }
}

async fn one(worker: &Worker, file: &Path, boxes: bool) -> Value {
    let name = file.display().to_string();
    let bytes = match tokio::fs::read(file).await {
        Ok(bytes) => Bytes::from(bytes),
        Err(error) => return json!({ "file": name, "error": { "code": "file.failed", "message": error.to_string() } }),
    };
    match engine::find(worker, bytes).await {
        Ok(found) => describe(&name, &found, boxes),
        Err(error) => json!({ "file": name, "error": { "code": error.code(), "message": error.to_string() } }),
    }
}

fn describe(name: &str, found: &Found, boxes: bool) -> Value {
    let mut facts = serde_json::to_value(&found.facts).expect("facts have a JSON form");
    let map = facts.as_object_mut().expect("facts are a JSON object");
    let (route, language) = (map.remove("route"), map.remove("language"));
    let (lines, checks) = (map.remove("lines"), map.remove("checks"));
    map.retain(|_, value| !value.is_null());
    if !boxes {
        map.values_mut().for_each(drop_spots);
    }
    let mut lines = lines.unwrap_or_default();
    if !boxes && let Some(lines) = lines.as_array_mut() {
        lines.iter_mut().for_each(drop_spots);
    }
    json!({
        "file": name,
        "route": route,
        "language": language,
        "pages": found.pages.len(),
        "milliseconds": u64::try_from(found.took.as_millis()).unwrap_or(u64::MAX),
        "fields": facts,
        "lines": lines,
        "checks": checks,
        "notes": found.notes,
    })
}

fn drop_spots(field: &mut Value) {
    if let Some(field) = field.as_object_mut() {
        field.remove("spots");
    }
}

/// The fields with a value, by name, as plain text or numbers: what a scorer compares.
pub fn plain_fields(facts: &Facts) -> (serde_json::Map<String, Value>, serde_json::Map<String, Value>) {
    let all = serde_json::to_value(facts).expect("facts have a JSON form");
    let mut values = serde_json::Map::new();
    let mut confidence = serde_json::Map::new();
    for (name, field) in all.as_object().into_iter().flatten() {
        if let Some(value) = field.get("value") {
            values.insert(name.clone(), value.clone());
            confidence.insert(name.clone(), field["confidence"].clone());
        }
    }
    for line in values.get_mut("tax_breakdown").and_then(Value::as_array_mut).into_iter().flatten() {
        // Outside the scope of the tax there is no rate; the zero stands for that.
        if line["category"] == "O" {
            line["rate"] = Value::Null;
        }
    }
    (values, confidence)
}
