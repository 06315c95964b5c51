//! The catalogue knows every code that can be told.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{CATALOGUE, status_of};

#[test]
fn codes_have_the_status_a_caller_expects() {
    let cases = [
        ("auth.denied", 403),
        ("document.not_found", 404),
        ("ledger.unknown_entry", 404),
        ("document.stale", 409),
        ("ledger.stale_version", 409),
        ("budget.stale", 409),
        ("budget.unknown_budget", 404),
        ("budget.bad_row", 422),
        ("ledger.account_code_taken", 409),
        ("document.too_large", 413),
        ("document.unknown_type", 415),
        ("document.bad_correction", 422),
        ("ledger.unbalanced", 422),
        ("database.failed", 500),
    ];
    for (code, status) in cases {
        assert_eq!(status_of(code).as_u16(), status, "{code}");
    }
}

/// Whose errors the edge tells as they are.
const TOLD: [&str; 17] = [
    "api",
    "approvals",
    "audit",
    "blobs",
    "budgets",
    "documents",
    "identity",
    "jobs",
    "ledger",
    "manual",
    "parties",
    "reading",
    "repeats",
    "reports",
    "returns",
    "trade",
    "sales",
];

/// A code of a slice or of the edge without an entry in docs/api/errors.md fails here.
#[test]
fn every_code_of_the_sources_is_explained_and_every_explained_one_is_told() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut told = BTreeSet::new();
    for slice in TOLD {
        codes_below(&crates.join(slice).join("src"), slice == "api", &mut told);
    }
    let known: BTreeSet<String> = CATALOGUE.keys().map(|code| (*code).to_owned()).collect();
    let unexplained: Vec<&String> = told.difference(&known).collect();
    assert!(unexplained.is_empty(), "explain these in docs/api/errors.md: {unexplained:?}");
    let unused: Vec<&String> = known.difference(&told).filter(|code| code.contains('.')).collect();
    assert!(unused.is_empty(), "nobody tells these: {unused:?}");
}

/// Codes stand where an error tells its own, and at the edge wherever a problem is made.
fn codes_below(folder: &Path, everywhere: bool, codes: &mut BTreeSet<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            codes_below(&path, everywhere, codes);
            continue;
        }
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let is_source = name.ends_with(".rs") && name != "tests.rs";
        let text = fs::read_to_string(&path).unwrap_or_default();
        if is_source && (everywhere || text.contains("fn code(&self) -> &'static str")) {
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            codes.extend(text.split('"').skip(1).step_by(2).filter(|literal| is_code(literal)).map(str::to_owned));
        }
    }
}

fn is_code(literal: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    literal.split_once('.').is_some_and(|(group, name)| word(group) && word(name))
}
