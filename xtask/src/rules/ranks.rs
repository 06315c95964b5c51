//! Who may depend on whom: lower ranks, and sideways only along the edges of ARCHITECTURE.md.

use crate::rules::dependencies::declared;
use crate::source::{Tree, Verdict};

/// Crate, rank, and the crates of its own rank it may use.
const RANKS: &[(&str, u8, &[&str])] = &[
    ("money", 0, &[]),
    ("books", 0, &["money"]),
    ("road", 0, &["money", "books"]),
    ("rate-files", 0, &["money"]),
    ("payment-files", 0, &["money"]),
    ("einvoice", 0, &["money", "road"]),
    ("extract", 0, &["money", "road"]),
    ("op", 1, &[]),
    ("pg", 1, &["op"]),
    ("audit", 1, &["op", "pg"]),
    ("jobs", 1, &["op", "pg"]),
    ("blobs", 1, &[]),
    ("reading", 1, &[]),
    ("render", 1, &[]),
    ("identity", 2, &[]),
    ("repeats", 2, &[]),
    ("parties", 2, &[]),
    ("approvals", 2, &[]),
    ("ledger", 2, &["approvals"]),
    ("manual", 2, &["ledger", "approvals", "documents"]),
    ("documents", 2, &["ledger", "approvals", "parties"]),
    ("reports", 2, &["ledger"]),
    ("budgets", 2, &["ledger", "reports"]),
    ("returns", 2, &["ledger", "reports"]),
    ("trade", 2, &["ledger", "manual", "reports"]),
    ("sales", 2, &["ledger", "approvals", "parties"]),
    ("api", 3, &[]),
    ("server", 3, &["api", "demo"]),
    // at the side: the made-up company, which the program can tell but nothing of the product needs
    ("demo", 3, &[]),
    // at the side: used by tests only
    ("test-kit", 3, &[]),
];

fn row(name: &str) -> Option<&'static (&'static str, u8, &'static [&'static str])> {
    RANKS.iter().find(|(known, _, _)| *known == name)
}

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    for file in tree.files.iter().filter(|f| f.path.starts_with("crates/") && f.name() == "Cargo.toml") {
        let Some(name) = file.crate_name() else { continue };
        let Some((_, rank, sideways)) = row(name) else {
            verdict.error(&file.path, 1, format!("the crate `{name}` has no rank in xtask/src/rules/ranks.rs"));
            continue;
        };
        for dependency in declared(file).filter(|d| d.section != "dev-dependencies") {
            let Some((used, its_rank, _)) = row(dependency.name) else { continue };
            if *used == "test-kit" {
                verdict.error(&file.path, dependency.line, "`test-kit` is for tests: make it a dev-dependency");
            } else if its_rank > rank || (its_rank == rank && !sideways.contains(used)) {
                let why = format!(
                    "`{name}` (rank {rank}) must not depend on `{used}` (rank {its_rank}): turn the dependency \
                     around, or move what both need down"
                );
                verdict.error(&file.path, dependency.line, why);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn upward_and_undeclared_sideways_dependencies_are_found() {
        let toml = "[dependencies]\nmoney.workspace = true\nledger.workspace = true\nidentity.workspace = true\n\
                    api.workspace = true\n[dev-dependencies]\ntest-kit.workspace = true\n";
        let found = found_by(check, &[("crates/documents/Cargo.toml", toml)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].starts_with("crates/documents/Cargo.toml:4: `documents` (rank 2) must not depend on `identity`")
        );
        assert!(found[1].starts_with("crates/documents/Cargo.toml:5: `documents` (rank 2) must not depend on `api`"));
    }

    #[test]
    fn a_crate_needs_a_rank_and_test_kit_stays_in_tests() {
        let found = found_by(
            check,
            &[("crates/utils/Cargo.toml", ""), ("crates/pg/Cargo.toml", "[dependencies]\ntest-kit.workspace = true\n")],
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
