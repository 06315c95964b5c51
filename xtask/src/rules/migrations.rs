//! Every table of a tenant is protected in the migration that makes it. The catalogue test of `pg` checks what came of
//! it in a real database; this rule answers without one.

use regex::Regex;

use crate::source::{Tree, Verdict};

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let table = Regex::new(r"(?ms)^create table (?:if not exists )?([\w.]+) \((.*?)^\)").expect("the pattern is valid");
    let mut numbers = Vec::new();
    for file in tree.files.iter().filter(|f| f.path.starts_with("migrations/") && f.is("sql")) {
        let number = file.name().split('_').next().unwrap_or_default();
        if number.bytes().all(|b| b.is_ascii_digit()) {
            if numbers.contains(&number) {
                verdict.error(&file.path, 1, format!("two migrations have the number {number}"));
            }
            numbers.push(number);
        }
        for captures in table.captures_iter(&file.text) {
            let (name, body) = (&captures[1], &captures[2]);
            let line = 1 + file.text[..captures.get(0).map_or(0, |m| m.start())].matches('\n').count();
            if !body.contains("org_id") {
                continue;
            }
            if !file.text.contains(&format!("call ctx.protect('{name}'")) {
                verdict.error(&file.path, line, format!("`{name}` holds tenants' rows: call ctx.protect('{name}')"));
            }
            if !body.contains("primary key (org_id") && !body.contains("org_id     uuid primary key") {
                verdict.error(&file.path, line, format!("the primary key of `{name}` must begin with org_id"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn an_unprotected_table_is_found() {
        let sql = "create table a (\n    org_id uuid,\n    primary key (org_id, a_id)\n);\ncall ctx.protect('a');\n\
                   create table b (\n    org_id uuid,\n    primary key (b_id)\n);\ncreate table c (\n    x int\n);\n";
        let found = found_by(check, &[("migrations/0099_x.sql", sql)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().all(|f| f.starts_with("migrations/0099_x.sql:6: ") && f.contains("`b`")), "{found:?}");
    }

    #[test]
    fn numbers_are_given_once() {
        assert_eq!(found_by(check, &[("migrations/0007_a.sql", ""), ("migrations/0007_b.sql", "")]).len(), 1);
    }
}
