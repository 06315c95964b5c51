//! No float comes near an amount.

use regex::Regex;

use crate::source::{Tree, Verdict};

/// Crates whose numbers are amounts, rates and counts.
const EXACT: &[&str] =
    &["money", "books", "payment-files", "ledger", "reports", "budgets", "approvals", "einvoice", "audit", "identity"];
/// Words near which a float is wrong in the other crates.
const AMOUNTS: &str = r"(?i)(amount|minor|price|gross|vat|balance|money)";
/// Confidences and places on a page are no amounts; `money` and `books` have neither.
const NO_AMOUNTS: &str = r"(?i)(confiden|rect|score|edge|bound)";

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let float = Regex::new(r"\bf(32|64)\b|\b(to|as|from)_f(32|64)\b|\b\d+\.\d+_?f(32|64)\b").expect("valid pattern");
    let amounts = Regex::new(AMOUNTS).expect("the pattern is valid");
    let no_amounts = Regex::new(NO_AMOUNTS).expect("the pattern is valid");
    for file in tree.rust() {
        let exact = file.crate_name().is_some_and(|name| EXACT.contains(&name));
        let strict = matches!(file.crate_name(), Some("money" | "books"));
        for (line, text) in file.code_without_comments() {
            // the canonical form of JSON in the trail must read floats to write them one way
            let harmless = !strict && no_amounts.is_match(text);
            if float.is_match(text) && exact && !harmless && !file.path.ends_with("audit/src/leaf.rs") {
                verdict.error(&file.path, line, "a float where amounts live: use `Amount`, `Rate` or `Decimal`");
            // a paper's layout names its columns by what stands in them; the numbers are places
            } else if !exact && !file.path.contains("/papers/") && is_amount_as_float(text, &float, &amounts) {
                verdict.error(&file.path, line, "an amount as a float: use `Amount` or `Decimal`");
            }
        }
    }
}

/// `total: f64`, `amount as f64`: a name of an amount directly beside a float.
fn is_amount_as_float(text: &str, float: &Regex, amounts: &Regex) -> bool {
    float.find_iter(text).any(|found| {
        let before = text[..found.start()].trim_end_matches(|c: char| " :&(".contains(c)).trim_end_matches(" as");
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        amounts.is_match(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn floats_are_found_near_amounts() {
        for (path, code, count) in [
            ("crates/books/src/tax.rs", "let rate: f64 = 0.19;", 1),
            ("crates/ledger/src/post.rs", "line.amount.minor() as f64", 1),
            ("crates/documents/src/rank.rs", "struct S { confidence: f32, net_amount: f64 }", 1),
            ("crates/documents/src/rank.rs", "let x = gross_amount as f64;", 1),
            ("crates/ledger/src/post.rs", "confidence: Option<f32>,", 0),
            ("crates/books/src/tax.rs", "confidence: Option<f32>,", 1),
            ("crates/extract/src/roles.rs", "let down = amount.span.line as f32 / lines;", 0),
            ("crates/documents/src/rank.rs", "let score: f64 = width as f64;", 0),
            ("crates/books/src/tests.rs", "let rate: f64 = 0.19;", 0),
            ("crates/books/src/tax.rs", "// never f64", 0),
        ] {
            let found = found_by(check, &[(path, code)]);
            assert_eq!(found.len(), count, "{path} {code}: {found:?}");
        }
    }
}
