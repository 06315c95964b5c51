//! `extract` and `eval`: facts of files without a database.

#![allow(clippy::inconsistent_digit_grouping, reason = "cents are written 3_200_00, as people read amounts")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::papers;

fn pacioli(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pacioli"));
    command.args(arguments).env_remove("DATABASE_URL").output().expect("run pacioli")
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("write the file");
    path.display().to_string()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn each_document_is_one_object_with_fields_and_confidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = write(folder.path(), "bill.xml", &papers::einvoice("RE-1", "Papier Muster GmbH", 100_00));
    let page = write(folder.path(), "bill.pdf", &papers::pdf_invoice("RE-2", "Paper Sample Ltd", 200_00));
    let output = pacioli(&["extract", &data, &page]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all = lines(&output.stdout);
    for (found, route, number, total) in [(&all[0], "xml", "RE-1", "119.00"), (&all[1], "text_layer", "RE-2", "238.00")]
    {
        assert_eq!(found["route"], route);
        assert_eq!(found["fields"]["invoice_number"]["value"], number, "{found}");
        assert_eq!(found["fields"]["total"]["value"], total, "{found}");
        assert!(found["fields"]["total"]["confidence"].is_number() && found["milliseconds"].is_number(), "{found}");
        assert!(found["fields"]["total"].get("spots").is_none(), "places only when asked for: {found}");
    }
    let output = pacioli(&["extract", "--boxes", &page]);
    let place = &lines(&output.stdout)[0]["fields"]["total"]["spots"][0];
    assert_eq!(place["page"], 1, "{place}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = write(folder.path(), "empty.pdf", b"");
    let good = write(folder.path(), "bill.xml", &papers::einvoice("RE-1", "Papier Muster GmbH", 100_00));
    let output = pacioli(&["extract", &empty, &good]);
    assert_eq!(output.status.code(), Some(3));
    let all = lines(&output.stdout);
    assert_eq!(all[0]["error"]["code"], "document.empty");
    assert_eq!(all[1]["fields"]["total"]["value"], "119.00");
}

#[test]
fn predictions_follow_the_manifest_and_do_not_know_its_labels() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "bill.xml", &papers::einvoice("RE-1", "Papier Muster GmbH", 100_00));
    write(folder.path(), "broken.pdf", b"%PDF-1.7 and nothing");
    let manifest = [
        json!({ "file": "bill.xml", "expected": { "total": "1.00" } }),
        json!({ "file": "broken.pdf", "expected": {} }),
        json!({ "file": "missing.pdf", "expected": {} }),
    ];
    let text: String = manifest.iter().map(|line| format!("{line}\n")).collect();
    write(folder.path(), "manifest.jsonl", text.as_bytes());
    let out = folder.path().join("predictions.jsonl");
    let output = pacioli(&["eval", &folder.path().display().to_string(), "--out", &out.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let predicted = lines(&std::fs::read(&out).expect("the predictions"));
    let files: Vec<&str> = predicted.iter().filter_map(|p| p["file"].as_str()).collect();
    assert_eq!(files, ["bill.xml", "broken.pdf", "missing.pdf"]);
    assert_eq!(predicted[0]["fields"]["total"], "119.00");
    let journal = predicted[0]["journal"].as_array().expect("a journal");
    assert!(journal.contains(&json!({ "role": "payable", "credit": "119.00" })), "{journal:?}");
    assert!(predicted[1]["error"].is_string() && predicted[2]["error"].is_string());
}
