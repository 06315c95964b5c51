//! SQL lies in stores; only `ledger` writes journal tables; only `pg` vouches for text as SQL.

use regex::Regex;

use crate::source::{File, Tree, Verdict};

/// Crates that are stores as a whole, and the tests' own.
const STORES: &[&str] = &["pg", "jobs", "audit", "test-kit"];
/// What only `ledger` writes.
const JOURNAL_TABLES: &str = "entry|line|line_provenance|entry_attachment|entry_number|balance|balance_tail|journal";

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let query = Regex::new(r"\bsqlx::(query\w*|raw_sql)\b|\bquery(_as|_scalar)?!\(").expect("the pattern is valid");
    let writes =
        format!(r"(?i)\b(insert\s+into|update|delete\s+from|truncate)\s+(public\.)?({JOURNAL_TABLES})\b(\s|\()");
    let writes = Regex::new(&writes).expect("the pattern is valid");
    for file in tree.rust().filter(|f| f.path.starts_with("crates/")) {
        for (line, text) in file.code_without_comments() {
            if query.is_match(text) && !may_hold_sql(file) {
                verdict.error(&file.path, line, "SQL outside of a store: move it to store.rs or store/");
            }
            if text.contains("AssertSqlSafe") && !matches!(file.crate_name(), Some("pg" | "test-kit")) {
                verdict.error(&file.path, line, "only `pg` may vouch for text as SQL: bind parameters instead");
            }
            if let Some(found) = writes.find(text).filter(|_| file.crate_name() != Some("ledger")) {
                let why = format!("`{}`: only `ledger` writes journal tables", found.as_str().trim());
                verdict.error(&file.path, line, why);
            }
        }
    }
}

fn may_hold_sql(file: &File) -> bool {
    file.name() == "store.rs"
        || file.path.contains("/store/")
        || file.crate_name().is_some_and(|name| STORES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn sql_is_found_outside_of_stores() {
        let code = "let x = sqlx::query!(\"select 1\");\n";
        assert_eq!(found_by(check, &[("crates/parties/src/merge.rs", code)]).len(), 1);
        for path in [
            "crates/parties/src/store.rs",
            "crates/ledger/src/store/lines.rs",
            "crates/jobs/src/queue.rs",
            "crates/parties/src/tests.rs",
        ] {
            assert!(found_by(check, &[(path, code)]).is_empty(), "{path}");
        }
    }

    #[test]
    fn journal_tables_have_one_writer_and_text_is_vouched_for_in_one_place() {
        let code =
            "\"insert into entry (org_id) values ($1)\"\n\"update line set memo = ''\"\n\"insert into entry_draft\"\n";
        assert_eq!(found_by(check, &[("crates/documents/src/store.rs", code)]).len(), 2);
        assert!(found_by(check, &[("crates/ledger/src/store.rs", code)]).is_empty());
        let vouched = "conn.execute(sqlx::AssertSqlSafe(text))\n";
        assert_eq!(found_by(check, &[("crates/reports/src/store.rs", vouched)]).len(), 1);
        assert!(found_by(check, &[("crates/pg/src/migrate.rs", vouched)]).is_empty());
    }
}
