//! Only what records a decision posts: documents after an approval, entries by hand and sales under the policy, the
//! demo company.

use regex::Regex;

use crate::source::{Tree, Verdict};

/// Where entries are posted, each with a decision recorded in the same transaction; the demo's are made up and say so.
const POSTERS: &[&str] = &[
    "crates/ledger/",
    "crates/manual/src/",
    "crates/documents/src/review/",
    "crates/sales/src/post.rs",
    "crates/demo/src/",
];

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let posts = r"\bledger::(post|post_in|post_many_in|post_bulk|reverse|reverse_in)\(|\bPostingQueue\b.*\.post\(|\bposting\.post\(";
    let posts = Regex::new(posts).expect("the pattern is valid");
    for file in tree.rust().filter(|f| f.path.starts_with("crates/")) {
        if POSTERS.iter().any(|poster| file.path.starts_with(poster)) || is_test(&file.path) {
            continue;
        }
        for (line, text) in file.code_without_comments() {
            if posts.is_match(text) {
                let why = "this posts without a decision: go through `manual` or the approval of a document";
                verdict.error(&file.path, line, why);
            }
        }
    }
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("/benches/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn only_what_records_a_decision_posts() {
        let code = "let posted = ledger::post_in(tx, op, &new).await?;\n";
        assert_eq!(found_by(check, &[("crates/api/src/ledger/manual.rs", code)]).len(), 1);
        assert_eq!(found_by(check, &[("crates/documents/src/stage.rs", code)]).len(), 1);
        for path in
            ["crates/manual/src/submit.rs", "crates/documents/src/review/posting.rs", "crates/reports/src/tests.rs"]
        {
            assert!(found_by(check, &[(path, code)]).is_empty(), "{path}");
        }
    }
}
