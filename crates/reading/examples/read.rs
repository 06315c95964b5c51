//! Reads files and prints one JSON line for each: `{file, route, ms, pages}`, or `{file, error}`.
//!
//! `cargo run -p reading --example read -- [--worker PROGRAM] FILE...`: in this process, or through a worker process
//! such as `target/debug/reading-worker`; the models are looked for as the program does.

use std::path::PathBuf;
use std::time::Instant;

use reading::{Limits, ReadError, Reader, Reading, Worker, models};

enum With {
    Here(Box<Reader>),
    Process(Worker),
}

impl With {
    async fn read(&self, bytes: Vec<u8>) -> Result<Reading, ReadError> {
        match self {
            Self::Here(reader) => reader.read(&bytes),
            Self::Process(worker) => worker.read(bytes.into()).await,
        }
    }
}

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1).peekable();
    let (limits, models) = (Limits::default(), models::locate(None));
    let with = if args.next_if_eq("--worker").is_some() {
        let program = PathBuf::from(args.next().unwrap_or_default());
        With::Process(Worker::new(program, Vec::new(), limits, models, 1))
    } else {
        With::Here(Box::new(Reader::new(limits, models)))
    };
    for file in args {
        let Ok(bytes) = std::fs::read(&file) else {
            println!("{}", serde_json::json!({ "file": file, "error": "the file cannot be opened" }));
            continue;
        };
        let start = Instant::now();
        let read = with.read(bytes).await;
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let line = match read {
            Ok(reading) => serde_json::json!({
                "file": file,
                "route": reading.route,
                "ms": ms,
                "steps": reading.milliseconds,
                "notes": reading.notes,
                "turns": reading.turns,
                "attachments": reading.attachments.iter().map(|a| &a.name).collect::<Vec<_>>(),
                "einvoice": reading.einvoice.is_some(),
                "pages": reading.pages,
            }),
            Err(error) => serde_json::json!({ "file": file, "error": format!("{}: {error}", error.code()), "ms": ms }),
        };
        println!("{line}");
    }
}
