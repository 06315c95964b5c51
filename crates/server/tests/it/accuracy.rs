//! The published accuracy is not lower than it was: the program reads labelled documents, and the corpus's own scorer
//! judges them. All documents with text take part, and a fixed tenth of the pictures, which take seconds each.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Of every so many pictures one is read.
const PICTURES: usize = 11;

/// Type of document, least fields right, of how many, least documents exact. Raise them when the engine gets better.
const FLOORS: [(&str, u64, u64, u64); 5] = [
    ("einvoice_xml", 2017, 2020, 155),
    ("invoice_pdf_hybrid", 308, 308, 27),
    ("invoice_pdf", 477, 482, 48),
    ("receipt_image", 34, 36, 10),
    ("invoice_image", 10, 11, 0),
];

fn corpus() -> Option<PathBuf> {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let named = std::env::var_os("PACIOLI_CORPUS").map(PathBuf::from);
    let folder = named.clone().unwrap_or(default);
    let found = folder.join("manifest.jsonl").is_file();
    assert!(found || named.is_none(), "PACIOLI_CORPUS is set, but there is no manifest.jsonl in {}", folder.display());
    found.then_some(folder)
}

/// The lines of the manifest that take part.
fn chosen(folder: &Path) -> String {
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).expect("a readable manifest");
    let mut pictures = 0;
    let takes_part = |line: &&str| {
        let record: Value = serde_json::from_str(line).expect("each line is JSON");
        let kind = record["type"].as_str().unwrap_or_default();
        let picture = kind.ends_with("_image");
        pictures += usize::from(picture);
        FLOORS.iter().any(|(name, ..)| *name == kind) && (!picture || pictures % PICTURES == 0)
    };
    manifest.lines().filter(takes_part).map(|line| format!("{line}\n")).collect()
}

#[test]
fn accuracy_on_the_corpus_is_not_lower_than_it_was() {
    let Some(folder) = corpus() else {
        println!("no corpus of documents here (PACIOLI_CORPUS): nothing measured");
        return;
    };
    let scratch = tempfile::TempDir::new().expect("a folder");
    std::fs::write(scratch.path().join("manifest.jsonl"), chosen(&folder)).expect("written");
    for entry in std::fs::read_dir(&folder).expect("readable").flatten().filter(|e| e.path().is_dir()) {
        std::os::unix::fs::symlink(entry.path(), scratch.path().join(entry.file_name())).expect("linked");
    }
    let predictions = scratch.path().join("predictions.jsonl");
    let read = Command::new(env!("CARGO_BIN_EXE_pacioli"))
        .arg("eval")
        .arg(scratch.path())
        .args(["--parallel", "2", "--data"])
        .arg(scratch.path().join("data"))
        .arg("--out")
        .arg(&predictions)
        .status();
    assert!(read.expect("the program starts").success());
    let mut lower = Vec::new();
    for (kind, fields, of, exact) in FLOORS {
        let score = score(&folder, scratch.path(), &predictions, kind);
        let got = |name: &str| score[name].as_u64().unwrap_or_default();
        println!(
            "{kind}: {} of {} fields, {} exact",
            got("fields_right"),
            got("fields_expected"),
            got("document_exact")
        );
        assert_eq!(got("fields_expected"), of, "{kind}: other documents than the floors were measured on");
        if got("fields_right") < fields || got("document_exact") < exact {
            lower.push(format!(
                "{kind}: {} of {of} fields and {} exact, it was {fields} and {exact}",
                got("fields_right"),
                got("document_exact")
            ));
        }
    }
    assert!(lower.is_empty(), "accuracy is lower than it was:\n{}", lower.join("\n"));
}

/// What the scorer says of one type.
fn score(folder: &Path, scratch: &Path, predictions: &Path, kind: &str) -> Value {
    let scored = Command::new("python3")
        .arg(folder.join("score.py"))
        .arg("--manifest")
        .arg(scratch.join("manifest.jsonl"))
        .arg("--pred")
        .arg(predictions)
        .args(["--type", kind, "--json"])
        .output()
        .expect("python3 runs the scorer");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    serde_json::from_slice(&scored.stdout).expect("the scorer answers in JSON")
}
