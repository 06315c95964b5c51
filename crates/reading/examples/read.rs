//! Reads files in this process and prints one JSON line for each: `{file, route, ms, pages}`, or `{file, error}`.
//!
//! `cargo run -p reading --example read -- FILE...`; the models are looked for as the program does.

use std::time::Instant;

use reading::{Limits, Reader, models};

fn main() {
    let reader = Reader::new(Limits::default(), models::locate(None));
    for file in std::env::args().skip(1) {
        let start = Instant::now();
        let read = std::fs::read(&file).map_err(|e| e.to_string()).and_then(|bytes| {
            reader.read(&bytes).map_err(|e| format!("{}: {e}", e.code()))
        });
        let line = match read {
            Ok(reading) => serde_json::json!({
                "file": file,
                "route": reading.route,
                "ms": start.elapsed().as_secs_f64() * 1000.0,
                "steps": reading.milliseconds,
                "notes": reading.notes,
                "turns": reading.turns,
                "attachments": reading.attachments.iter().map(|a| &a.name).collect::<Vec<_>>(),
                "einvoice": reading.einvoice.is_some(),
                "pages": reading.pages,
            }),
            Err(error) => serde_json::json!({ "file": file, "error": error }),
        };
        println!("{line}");
    }
}
