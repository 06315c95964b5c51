//! Books that an earlier version kept are carried forward: a database of the first schema with the demo company, documents
//! that were posted, an entry by hand and its reversal, departments and a closed period.
//!
//! `tests/data/first-schema.sql.gz` is its `pg_dump --inserts`; `first-schema.json` holds the figures that version showed.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use test_kit::Database;

/// What must be there afterwards as before, whatever columns were added.
const KEPT: &[&str] = &[
    "select count(*) from entry",
    "select count(*) from line",
    "select count(*) from line_provenance",
    "select count(*) from entry_attachment",
    "select count(*) from document",
    "select count(*) from document_stage",
    "select count(*) from approval_decision",
    "select count(*) from party",
    "select count(*) from exchange_rate",
    "select count(*) from budget_line",
    "select sum(amount_minor)::bigint from budget_line",
    "select count(*) from audit_event where action not like 'balances.%'",
    "select count(distinct leaf) from audit_event where action not like 'balances.%'",
    "select sum(hashtextextended(concat_ws('|', entry_id, number, entry_date, memo, request_digest, recorded_at), 0) % 1000000007)::bigint from entry",
    "select sum(hashtextextended(concat_ws('|', entry_id, line_no, account_id, amount_minor, currency, base_minor, tax_code, tax_part, memo), 0) % 1000000007)::bigint from line",
    "select sum(hashtextextended(concat_ws('|', entry_id, line_no, document_id, page, rect, field, reason), 0) % 1000000007)::bigint from line_provenance",
];

#[tokio::test]
async fn books_of_the_first_schema_are_carried_forward_dumped_restored_and_posted_on() {
    let carried = Database::empty().await;
    let mut root = carried.superuser().await;
    load(&mut root, &first_schema()).await;
    let before = kept(&mut root).await;
    root.close().await.expect("close");

    assert_figures(&carried);
    let mut root = carried.superuser().await;
    assert_eq!(kept(&mut root).await, before, "every row is still there");
    assert_shapes(&mut root).await;

    let restored = Database::empty().await;
    load(&mut restored.superuser().await, &dumped(&carried)).await;
    assert_figures(&restored);
    post_on(&restored).await;
    let (sound, said) = run(&restored, &["ledger", "verify"]);
    assert!(sound, "{said}");
}

fn dumped(database: &Database) -> String {
    let at = database.admin_options();
    let host = at.get_socket().map_or_else(|| at.get_host().to_owned(), |socket| socket.display().to_string());
    let dump = Command::new(pg_dump())
        .args(["--inserts", "--rows-per-insert=200", "--host", &host, "--port", &at.get_port().to_string()])
        .args(["--username", at.get_username(), at.get_database().expect("a database")])
        .output()
        .expect("pg_dump is part of PostgreSQL's client");
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    String::from_utf8(dump.stdout).expect("text")
}

/// Beside the server of the tests where that was unpacked by hand, else the system's.
fn pg_dump() -> PathBuf {
    let beside = std::env::var_os("PACIOLI_PG_BIN").map(|folder| PathBuf::from(folder).join("pg_dump"));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| "pg_dump".into())
}

fn first_schema() -> String {
    let packed = include_bytes!("../data/first-schema.sql.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).expect("the dump is whole");
    text
}

/// Runs a dump statement by statement as psql would; its own commands (a backslash at the start of a line) are left out.
async fn load(conn: &mut PgConnection, dump: &str) {
    conn.execute(include_str!("../../../../migrations/roles.sql")).await.expect("roles");
    let plain: Vec<&str> = dump.lines().filter(|line| !line.starts_with('\\')).collect();
    // a dump of a database brings its own `public`
    conn.execute(AssertSqlSafe(plain.join("\n"))).await.expect("restore the dump");
    conn.execute("reset search_path").await.expect("reset");
}

async fn kept(conn: &mut PgConnection) -> Vec<(&'static str, i64)> {
    let mut found = Vec::new();
    for sql in KEPT {
        found.push((
            *sql,
            sqlx::query_scalar(*sql).fetch_one(&mut *conn).await.unwrap_or_else(|e| panic!("{sql}: {e}")),
        ));
    }
    found
}

/// Every report shows to the cent what the earlier version showed, and a replay of the lines agrees.
fn assert_figures(database: &Database) {
    let expected: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(include_str!("../data/first-schema.json")).expect("the figures");
    for (report, figures) in expected {
        let arguments: Vec<&str> = ["--json", "report"].into_iter().chain(report.split(' ')).collect();
        let (ok, text) = run(database, &arguments);
        assert!(ok, "{report}: {text}");
        let mut found = BTreeMap::new();
        collect(&serde_json::from_str(&text).expect("JSON"), &[], &mut found);
        for (what, figure) in figures {
            assert_eq!(found.get(&what), Some(&figure), "{report}: {what}");
        }
    }
    let (sound, said) = run(database, &["ledger", "verify"]);
    assert!(sound, "{said}");
}

/// The figures of a report by the names on the way to them.
fn collect(value: &Value, path: &[String], found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            let name = ["label", "name", "code"].iter().find_map(|key| fields.get(*key)?.as_str());
            let here: Vec<String> = path.iter().cloned().chain(name.map(str::to_owned)).collect();
            for (key, inner) in fields.iter().filter(|(key, _)| !["drill", "account", "id"].contains(&key.as_str())) {
                match (inner.get("amount").and_then(Value::as_str), inner.get("currency").and_then(Value::as_str)) {
                    (Some(amount), Some(currency)) => {
                        let name = [here.clone(), vec![key.clone()]].concat().join("/");
                        found.insert(name, format!("{amount} {currency}"));
                    }
                    _ => collect(inner, &here, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, path, found)),
        _ => {}
    }
}

/// What the new shapes say about the old rows.
async fn assert_shapes(root: &mut PgConnection) {
    let rows = [
        (
            "both legs of a reverse charge",
            "select count(distinct tax_side) from line where tax_code = 'IRC' and tax_part = 'tax'",
            2,
        ),
        ("every fact is whole", "select count(*) from line where tax_code is not null and tax_version is null", 0),
        (
            "every control line is an item",
            "select count(*) - (select count(*) from open_item) from line l join account a using (org_id, entity_id, account_id) where a.role in ('receivable', 'payable')",
            0,
        ),
        (
            "a party stands only on its item",
            "select count(*) from line l join account a using (org_id, entity_id, account_id) where l.party_id is not null and a.role not in ('receivable', 'payable')",
            0,
        ),
        ("departments are a dimension", "select count(*) from dimension_value", 4),
        ("the bank account is a record", "select count(*) from bank_account where account_id is not null", 1),
    ];
    for (what, sql, expected) in rows {
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut *root).await.unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(found, expected, "{what}");
    }
}

/// One document that waited in the old books is approved in the new ones.
async fn post_on(database: &Database) {
    let mut root = database.superuser().await;
    let before: i64 = sqlx::query_scalar("select count(*) from entry").fetch_one(&mut root).await.expect("count");
    let waiting = "select document_id::text from document where state = 'in_review' order by document_id";
    let waiting: Vec<String> = sqlx::query_scalar(waiting).fetch_all(&mut root).await.expect("the documents that wait");
    let approved = waiting.iter().filter(|id| run(database, &["approve", id, "--note", "checked"]).0).count();
    let after: i64 = sqlx::query_scalar("select count(*) from entry").fetch_one(&mut root).await.expect("count");
    assert!(approved > 0, "of {} that wait one can be approved", waiting.len());
    assert_eq!(after, before + i64::try_from(approved).expect("few"));
}

/// Runs the program on the database; whether it went well, and what it printed.
fn run(database: &Database, arguments: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a data folder");
    let out = Command::new(env!("CARGO_BIN_EXE_pacioli"))
        .args(["--data", folder.path().to_str().expect("text"), "--database-url", &database.admin_url()])
        .args(arguments)
        .env_remove("PACIOLI_AS")
        .env_remove("PACIOLI_BUSINESS")
        .output()
        .expect("run pacioli");
    let said = if out.status.success() { out.stdout } else { out.stderr };
    (out.status.success(), String::from_utf8_lossy(&said).into_owned())
}
