//! Reads page dumps and writes predictions in the format of the scorer: see `evals/README.md`.
//!
//! `cargo run -p extract --example predict -- MANIFEST PAGES_DIR OUT`

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use road::facts::{Facts, Field};
use road::page::{Page, Route};
use serde_json::{Map, Value, json};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, manifest, pages, out] = &args[..] else {
        panic!("usage: predict MANIFEST PAGES_DIR OUT");
    };
    let mut file = fs::File::create(out).expect("the output can be written");
    let text = fs::read_to_string(manifest).expect("the manifest can be read");
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let record: Value = serde_json::from_str(line).expect("a manifest line is JSON");
        let name = record["file"].as_str().expect("a record names its file");
        let dump = Path::new(pages).join(format!("{}.json", name.replace('/', "__")));
        let Ok(bytes) = fs::read(&dump) else { continue };
        let pages: Vec<Page> = serde_json::from_slice(&bytes).expect("a dump is a list of pages");
        let start = Instant::now();
        let facts = extract::extract(&pages, route(record["type"].as_str().unwrap_or(""), &pages));
        let seconds = start.elapsed().as_secs_f64();
        let (fields, confidence, reasons) = flat(&facts);
        let row = json!({ "file": name, "fields": fields, "confidence": confidence, "reasons": reasons, "seconds": seconds,
            "kind": facts.kind.map(|k| k.value), "language": facts.language, "checks": facts.checks, "lines": facts.lines.len() });
        writeln!(file, "{row}").expect("the output can be written");
    }
}

fn route(kind: &str, pages: &[Page]) -> Route {
    let unsure = pages.iter().flat_map(|p| &p.words).any(|w| w.certainty < 0.9999);
    match kind {
        "invoice_text" => Route::PlainText,
        _ if unsure => Route::Ocr,
        _ => Route::TextLayer,
    }
}

/// The fields, confidences and reasons by name.
fn flat(facts: &Facts) -> (Map<String, Value>, Map<String, Value>, Map<String, Value>) {
    let value = serde_json::to_value(facts).expect("facts are data");
    let (mut fields, mut confidence, mut reasons) = (Map::new(), Map::new(), Map::new());
    for (name, field) in value.as_object().expect("facts are an object") {
        if let Ok(read) = serde_json::from_value::<Field<Value>>(field.clone()) {
            fields.insert(name.clone(), read.value);
            confidence.insert(name.clone(), json!(read.confidence));
            reasons.insert(name.clone(), json!(read.reason));
        }
    }
    (fields, confidence, reasons)
}
