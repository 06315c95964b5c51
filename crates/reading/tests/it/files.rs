//! Files made for a test, and where the real ones are.

use std::path::PathBuf;

use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};
use reading::{Limits, ReadError, Reading, models, read_here};

/// A PDF of US Letter pages with these content streams; `/F1` is Helvetica.
pub fn pdf(contents: &[&str]) -> Vec<u8> {
    pdf_with(contents, "")
}

/// The same with further entries for each page, such as `/Rotate 90`.
pub fn pdf_with(contents: &[&str], page_entries: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), contents.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> {page_entries} >>",
            5 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    assemble(&objects)
}

/// Objects numbered from 1, with a cross-reference table; the first is the catalogue.
pub fn assemble(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// Text at a place: points from the left and from the bottom.
pub fn at(x: i32, y: i32, size: i32, text: &str) -> String {
    format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

/// The same PDF locked with a user password; an empty one opens without being asked.
pub fn locked(pdf: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("our own PDF");
    document.trailer.set("ID", vec![lopdf::Object::string_literal("0123456789abcdef"); 2]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("valid settings");
    document.encrypt(&state).expect("not yet locked");
    let mut out = Vec::new();
    document.save_to(&mut out).expect("writes to memory");
    out
}

/// Reads in this process with the models of this machine, if any.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_here(bytes, &Limits::default(), &models_folder())
}

/// The lines of a page as text.
pub fn lines(reading: &Reading) -> Vec<String> {
    reading.text().lines().map(str::to_owned).collect()
}

/// The folder with the text models: as the program finds it, or `data/models` of the repository.
pub fn models_folder() -> PathBuf {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data");
    models::locate(Some(&data))
}

/// Whether text recognition can be tested here; says so if not.
pub fn has_models() -> bool {
    let there = models::present(&models_folder());
    if !there {
        println!("skipped: no text models in {}; run scripts/fetch-models", models_folder().display());
    }
    there
}

/// The folder with real documents, or a printed line.
pub fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("PACIOLI_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"), PathBuf::from);
    if folder.join("manifest.jsonl").is_file() {
        return Some(folder);
    }
    let expected = std::env::var_os("PACIOLI_CORPUS").is_some();
    assert!(!expected, "PACIOLI_CORPUS is set, but there is no manifest.jsonl in {}", folder.display());
    println!("skipped: no corpus in {}; set PACIOLI_CORPUS", folder.display());
    None
}
