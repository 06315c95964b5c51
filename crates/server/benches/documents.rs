//! Documents per minute, from a file to a proposal that waits for a person. A plain program that prints a table; nothing
//! is asserted.
//!
//! Workload, from its own generator: a new organisation on the private PostgreSQL of an empty data folder; for each kind
//! of document so many different ones of twenty vendors, taken in by one `pacioli ingest` with its two workers. Pictures
//! are the same invoices drawn as photographs 1,000 pixels wide; they need `PACIOLI_MODELS`. The time is that of the
//! whole command: start of the database, intake, reading, extraction, classification, proposal.
//!
//! ```sh
//! XML=400 PDF=200 PICTURES=20 cargo bench --profile dev -p server --bench documents
//! ```

#![allow(missing_docs, clippy::print_stdout, reason = "a program")]

#[path = "../tests/it/papers.rs"]
#[allow(dead_code, reason = "the tests' papers, of which this needs two")]
mod papers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use reading::{Limits, pdf::Document};

const PROGRAM: &str = env!("CARGO_BIN_EXE_pacioli");
const PICTURE_WIDTH: u32 = 1_000;

fn main() {
    let kinds: [(&str, &str, usize, fn(usize) -> Vec<u8>); 3] = [
        ("e-invoices (XML)", "xml", count("XML", 400), xml),
        ("PDFs with text", "pdf", count("PDF", 200), pdf),
        ("pictures", "png", count("PICTURES", 20), picture),
    ];
    println!("{:<18} {:>9} {:>9} {:>11} {:>9}", "kind", "documents", "seconds", "per minute", "waiting");
    for (kind, suffix, many, make) in kinds {
        if many > 0 {
            measure(kind, suffix, many, make);
        }
    }
}

fn count(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn measure(kind: &str, suffix: &str, many: usize, make: fn(usize) -> Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let open = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
    fs::set_permissions(folder.path(), open).expect("open the folder to the database's user");
    let files: Vec<PathBuf> = (0..many)
        .map(|n| {
            let path = folder.path().join(format!("{n}.{suffix}"));
            fs::write(&path, make(n)).expect("write a document");
            path
        })
        .collect();
    let data = folder.path().join("data");
    let who = ["--organisation", "Werkbank", "--name", "Anna", "--email", "anna@werkbank.example"];
    pacioli(&data, ["init", "--password", "werkzeug-kasten-77"].into_iter().chain(who).map(PathBuf::from));
    let began = Instant::now();
    let said = pacioli(&data, ["ingest", "--json"].into_iter().map(PathBuf::from).chain(files));
    let seconds = began.elapsed().as_secs_f64();
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let cards = said["documents"].as_array().expect("documents");
    let waiting = cards.iter().filter(|card| card["state"] == "in_review").count();
    println!("{kind:<18} {many:>9} {seconds:>9.1} {:>11.0} {waiting:>9}", many as f64 * 60.0 / seconds);
}

fn pacioli(data: &Path, arguments: impl Iterator<Item = PathBuf>) -> String {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).arg("--data").arg(data).env_remove("DATABASE_URL").stderr(Stdio::inherit());
    let output = command.output().expect("run the program");
    assert!(output.status.success(), "{command:?} failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn vendor(n: usize) -> String {
    let (first, second) =
        (["Papier", "Werkzeug", "Farben", "Holz"][n % 4], ["Ahorn", "Birke", "Eiche", "Linde", "Ulme"][n % 5]);
    format!("{first}handel {second} GmbH")
}

fn cents(n: usize) -> i64 {
    4_900 + 37 * n as i64
}

fn xml(n: usize) -> Vec<u8> {
    papers::einvoice(&format!("RE-{n}"), &vendor(n), cents(n))
}

fn pdf(n: usize) -> Vec<u8> {
    papers::pdf_invoice(&format!("INV-{n}"), &vendor(n), cents(n))
}

fn picture(n: usize) -> Vec<u8> {
    let limits = Limits::default();
    let page = Document::open(&pdf(n), &limits).and_then(|d| d.render(0, PICTURE_WIDTH, 0, &limits)).expect("a page");
    let mut bytes = Vec::new();
    page.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("write to memory");
    bytes
}
