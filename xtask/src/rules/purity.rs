//! Rank 0 crates touch nothing outside: no files, no network, no clock, no randomness, no waiting.

use regex::Regex;

use crate::rules::dependencies::declared;
use crate::source::{Tree, Verdict};

const PURE: &[&str] = &["money", "books", "road", "payment-files", "einvoice", "extract"];
const IMPURE_CRATES: &[&str] = &[
    "tokio",
    "tokio-util",
    "futures",
    "sqlx",
    "jiff-sqlx",
    "axum",
    "reqwest",
    "rand",
    "rustix",
    "tempfile",
    "tracing",
];
/// What a pure crate must not write.
const IMPURE: &str = r"(?x)
    \bstd::(fs|net|env|process|thread|io::stdin|time::(Instant|SystemTime)) | \b(Instant|SystemTime)::now
    | \b(Timestamp|Zoned|OffsetDateTime|Utc|Local)::now | \bnow_v[67]\b | \bnew_v4\b | \basync\s+(fn|move|\{)
    | \b(print|println|eprint|eprintln)! | \brand::";

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let impure = Regex::new(IMPURE).expect("the pattern is valid");
    for file in tree.files.iter().filter(|f| f.crate_name().is_some_and(|name| PURE.contains(&name))) {
        if file.name() == "Cargo.toml" {
            for dependency in declared(file).filter(|d| d.section != "dev-dependencies") {
                if IMPURE_CRATES.contains(&dependency.name) {
                    verdict.error(
                        &file.path,
                        dependency.line,
                        format!("a pure crate must not use `{}`", dependency.name),
                    );
                }
            }
        }
        if file.is("rs") {
            for (line, text) in file.code_without_comments() {
                if let Some(found) = impure.find(text) {
                    let why = format!("`{}` in a pure crate: pass the value in", found.as_str().trim());
                    verdict.error(&file.path, line, why);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn clocks_files_and_waiting_are_found_in_pure_crates_only() {
        let code = "use std::fs::read;\nlet t = Timestamp::now();\nasync fn f() {}\n// std::fs in a comment\nlet x = 1;\n\
                    #[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        assert_eq!(found_by(check, &[("crates/books/src/lib.rs", code)]).len(), 3);
        assert!(found_by(check, &[("crates/pg/src/lib.rs", code), ("crates/books/src/tests.rs", code)]).is_empty());
        let toml = "[dependencies]\ntokio.workspace = true\n[dev-dependencies]\nrand.workspace = true\n";
        assert_eq!(found_by(check, &[("crates/road/Cargo.toml", toml)]).len(), 1);
    }
}
