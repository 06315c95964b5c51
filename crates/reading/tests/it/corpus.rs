//! Real documents: what must be on them is found on them. Skipped where the corpus is not at hand.

use std::collections::HashMap;
use std::path::Path;

use road::page::Route;

use crate::files::{corpus, has_models, read};

/// Entries of the corpus of one type: file and the whole entry.
fn entries(folder: &Path, kind: &str) -> Vec<(String, serde_json::Value)> {
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).expect("readable manifest");
    let all = manifest.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON lines"));
    let of_kind = all.filter(|entry| entry["type"] == kind);
    of_kind.map(|entry| (entry["file"].as_str().expect("has a file").to_owned(), entry)).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

#[test]
fn data_inside_hybrid_invoices_is_found_and_its_number_stands_on_the_page() {
    let Some(folder) = corpus() else { return };
    let entries = entries(&folder, "invoice_pdf_hybrid");
    let (mut with_data, mut on_page) = (0, 0);
    for (file, _) in &entries {
        let reading = read(&std::fs::read(folder.join(file)).expect("readable")).expect("a hybrid invoice");
        let Some(facts) = &reading.einvoice else { continue };
        assert_eq!(reading.route, Route::Hybrid);
        assert!(reading.xml.is_some());
        with_data += 1;
        let number = facts.invoice_number.as_ref().map(|f| squeezed(&f.value)).unwrap_or_default();
        on_page += usize::from(squeezed(&reading.text()).contains(&number));
    }
    println!("hybrid: {with_data} of {} with data, number on the page in {on_page}", entries.len());
    assert_eq!(with_data, entries.len());
    assert!(on_page * 10 >= entries.len() * 9);
}

#[test]
fn invoice_numbers_of_text_pdfs_stand_whole_in_the_text() {
    let Some(folder) = corpus() else { return };
    let (mut seen, mut found) = (0, 0);
    for (file, entry) in entries(&folder, "invoice_pdf") {
        let Some(number) = entry["expected"]["invoice_number"].as_str() else { continue };
        let bytes = std::fs::read(folder.join(&file)).expect("readable");
        let limits = reading::Limits { max_ocr_pages: 0, ..reading::Limits::default() };
        let Ok(reading) = reading::read_here(&bytes, &limits, Path::new("/nowhere")) else { continue };
        seen += 1;
        let there = squeezed(&reading.text()).contains(&squeezed(number));
        found += usize::from(there);
        if !there {
            println!("not found in {file}: {number}");
        }
    }
    println!("text PDFs: {found} of {seen} numbers");
    assert!(seen > 20 && found * 100 >= seen * 95);
}

#[test]
fn receipts_read_as_their_transcripts_say() {
    let Some(folder) = corpus() else { return };
    if !has_models() {
        return;
    }
    let entries = entries(&folder, "receipt_image");
    let (mut hit, mut all) = (0, 0);
    for (file, entry) in entries.iter().step_by(entries.len().div_ceil(3)) {
        let boxes = std::fs::read(folder.join(entry["ocr_boxes"].as_str().expect("has boxes"))).expect("readable");
        let transcript = String::from_utf8_lossy(&boxes).to_uppercase();
        let mut wanted: HashMap<String, i32> = HashMap::new();
        for word in transcript.lines().filter_map(|l| l.splitn(9, ',').nth(8)).flat_map(str::split_whitespace) {
            *wanted.entry(word.to_owned()).or_default() += 1;
        }
        all += wanted.values().sum::<i32>();
        let reading = read(&std::fs::read(folder.join(file)).expect("readable")).expect("a receipt");
        for word in reading.pages.iter().flat_map(|p| &p.words) {
            if let Some(left) = wanted.get_mut(&word.text.to_uppercase()).filter(|left| **left > 0) {
                *left -= 1;
                hit += 1;
            }
        }
    }
    println!("receipts: {hit} of {all} words");
    assert!(hit * 100 >= all * 75, "{hit} of {all}");
}
