//! What the database itself refuses, asked by a superuser who writes SQL by hand (invariants 2, 4 and 10), and for each
//! guard the proof that without it the violation gets in.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::{BANK, Books, RENT};

/// An entry with lines `(line_no, account, cents, currency, base cents, date)` by one statement.
fn statement(books: &Books, date: &str, lines: &[(i32, &str, i64, &str, i64)]) -> String {
    statement_with(books, date, lines, "e.entry_date", "e.recorded_at")
}

fn statement_with(
    books: &Books,
    date: &str,
    lines: &[(i32, &str, i64, &str, i64)],
    line_date: &str,
    line_recorded: &str,
) -> String {
    let values: Vec<String> = lines
        .iter()
        .map(|(no, code, cents, currency, base)| {
            format!("({no}, '{}'::uuid, {cents}::bigint, '{currency}', {base}::bigint)", books.account(code).0)
        })
        .collect();
    format!(
        "with e as ({} returning *)
         insert into line (org_id, entity_id, entry_id, line_no, account_id, amount_minor, currency, base_minor,
                           entry_date, recorded_at, memo)
         select e.org_id, e.entity_id, e.entry_id, v.no, v.account, v.amount, v.currency, v.base, {line_date},
                {line_recorded}, '' from e, (values {}) as v (no, account, amount, currency, base)",
        entry_of(books, date, lines.len().max(2)),
        values.join(", ")
    )
}

/// The INSERT of an entry without lines. Its number is one that no other has.
fn bare_entry(books: &Books, date: &str) -> String {
    entry_of(books, date, 2)
}

fn entry_of(books: &Books, date: &str, lines: usize) -> String {
    let (org, entity, id) = (books.world.org, books.entity, books.op.new_id());
    format!(
        "insert into entry (org_id, entity_id, entry_id, journal, fiscal_year, period, number, entry_date, recorded_at,
                            currency, memo, source_kind, posted_by_kind, posted_by_name, request_id, request_digest,
                            line_count)
         select '{org}', '{entity}', '{id}', 'GEN', extract(year from d)::int, extract(month from d)::int,
                1000 + (select count(*) from entry), d, '2025-06-30T12:00:00Z', 'EUR', '', 'manual', 'user', 'root',
                '{id}', sha256(''), {lines} from (select date '{date}' as d) as t"
    )
}

async fn try_sql(conn: &mut PgConnection, sql: &str) -> Result<(), (String, String)> {
    let mut tx = conn.begin().await.expect("begin");
    let outcome = tx.execute(AssertSqlSafe(sql.to_owned())).await;
    let outcome = match outcome {
        Ok(_) => tx.commit().await,
        Err(error) => Err(error),
    };
    outcome.map_err(|error| {
        let database = error.as_database_error().expect("the database refused");
        let constraint = database.constraint().unwrap_or_default().to_owned();
        (database.code().unwrap_or_default().into_owned(), constraint)
    })
}

const GOOD: &[(i32, &str, i64, &str, i64)] = &[(1, RENT, 100, "EUR", 100), (2, BANK, -100, "EUR", -100)];

/// What a statement breaks, the constraint that refuses it, and the statement.
type Case = (&'static str, &'static str, String);

fn broken_entries(books: &Books, foreign: op::EntityId) -> Vec<Case> {
    let other_books = statement(books, "2025-05-31", GOOD).replace(
        "select e.org_id, e.entity_id, e.entry_id, v.no",
        &format!("select e.org_id, '{foreign}'::uuid, e.entry_id, v.no"),
    );
    let day = "2025-05-31";
    let two_currencies = [(1, RENT, 100, "USD", 92), (2, BANK, -92, "EUR", -92)];
    let base_open = [(1, RENT, 100, "USD", 92), (2, BANK, -100, "USD", -91)];
    let wrong_side = [(1, RENT, 100, "USD", -92), (2, BANK, -100, "USD", 92)];
    vec![
        ("a cent too much", "entry_balanced", statement(books, day, &[GOOD[0], (2, BANK, -99, "EUR", -99)])),
        ("one line of two", "entry_complete", statement(books, day, &GOOD[..1])),
        (
            "an entry of one line",
            "entry_line_count",
            statement(books, day, &GOOD[..1]).replace(", 2 from (select", ", 1 from (select"),
        ),
        ("a number left out", "entry_complete", statement(books, day, &[GOOD[0], (3, BANK, -100, "EUR", -100)])),
        ("a currency is open", "entry_balanced", statement(books, day, &two_currencies)),
        ("the base is open", "entry_balanced", statement(books, day, &base_open)),
        ("two sides in one line", "line_one_sided", statement(books, day, &wrong_side)),
        ("no lines", "entry_has_lines", bare_entry(books, day)),
        ("another date", "line_recorded_at", statement_with(books, day, GOOD, "e.entry_date + 1", "e.recorded_at")),
        ("another recorded time", "line_recorded_at", statement_with(books, day, GOOD, "e.entry_date", "now()")),
        ("another business", "line_entry", other_books),
        (
            "a date outside its period",
            "entry_date_in_period",
            statement(books, day, GOOD).replace("extract(month from d)::int", "3"),
        ),
        ("a period that does not exist", "entry_period", statement(books, "2031-05-31", GOOD)),
        (
            "more than 64 bits can sum",
            "line_amount_too_large",
            statement(books, day, &[(1, RENT, i64::MAX, "EUR", i64::MAX), (2, BANK, -i64::MAX, "EUR", -i64::MAX)]),
        ),
    ]
}

/// Statements whose lines name what is not there.
fn broken_lines(books: &Books, foreign: op::EntityId) -> Vec<Case> {
    let good = || statement(books, "2025-05-31", GOOD);
    let with = |column: &str, value: &str| {
        let columns = format!("recorded_at, {column}, memo)");
        good().replace("recorded_at, memo)", &columns).replace("'' from e", &format!("{value}, '' from e"))
    };
    let elsewhere = foreign.0.to_string();
    vec![
        ("another class", "line_recorded_at", with("class", "'c'")),
        ("no such account", "line_account", good().replace(&books.account(BANK).0.to_string(), &elsewhere)),
        ("no such journal", "entry_journal", good().replace("'GEN'", "'XXX'")),
        ("no such rate", "line_rate", with("rate_id", "e.entry_id")),
        ("no such combination of dimensions", "line_dimension_set", with("dimension_set", "e.entry_id")),
        ("half a tax fact", "line_tax_whole", with("tax_code", "'I19'")),
    ]
}

#[tokio::test]
async fn a_superusers_careless_insert_is_refused() {
    let books = Books::new().await;
    let mut root = books.world.superuser().await;
    let foreign = books.world.another_entity("Andere GmbH", "EUR", "DE").await;
    let day = "2025-05-31";
    let cases = [broken_entries(&books, foreign), broken_lines(&books, foreign)].concat();
    for (what, constraint, sql) in &cases {
        for replica in [false, true] {
            let mode = if replica { "replica" } else { "origin" };
            let sql = format!("set local session_replication_role = {mode}; {sql}");
            let refused = try_sql(&mut root, &sql).await.expect_err(what);
            assert_eq!(refused.1, *constraint, "{what} as {mode}");
        }
    }
    assert_eq!(books.count("select count(*) from entry").await, 0);
    assert_eq!(books.count("select count(*) from balance_tail").await, 0);
    try_sql(&mut root, &statement(&books, day, GOOD)).await.expect("a sound entry is taken");
    assert_eq!(books.balance(RENT, day).await, 1_00, "and is in the balances at once");
}

#[tokio::test]
async fn posted_rows_are_permanent_even_for_a_superuser() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 1_00)).await;
    let mut root = books.world.superuser().await;
    let id = posted.entry;
    let late = format!(
        "insert into line (org_id, entity_id, entry_id, line_no, account_id, amount_minor, currency, base_minor,
                           entry_date, recorded_at, memo)
         select org_id, entity_id, entry_id, line_no + 2, account_id, amount_minor, currency, base_minor, entry_date,
                recorded_at, memo from line where entry_id = '{id}'"
    );
    let cases = [
        ("PA021", late),
        ("PA010", format!("update line set amount_minor = 2 where entry_id = '{id}'")),
        ("PA010", "update entry set memo = 'x'".to_owned()),
        ("PA010", "delete from line".to_owned()),
        ("PA010", "delete from entry".to_owned()),
        ("PA010", "truncate line cascade".to_owned()),
        ("PA010", "truncate entry cascade".to_owned()),
        ("PA010", "set local session_replication_role = replica; delete from line".to_owned()),
        ("PA010", "update exchange_rate set rate = 2".to_owned()),
        ("PA010", "delete from line_provenance".to_owned()),
        ("PA010", "delete from account".to_owned()),
        ("PA010", "update account set account_id = gen_random_uuid()".to_owned()),
        ("PA010", "delete from tax_code".to_owned()),
        ("PA010", "update tax_code_version set rate = 1".to_owned()),
        ("PA010", "update tax_code set code = code || 'x'".to_owned()),
        ("PA010", "delete from journal".to_owned()),
        ("PA010", "delete from fiscal_period".to_owned()),
        ("PA010", "update entity set base_currency = 'CHF'".to_owned()),
    ];
    for (code, sql) in cases {
        match try_sql(&mut root, &sql).await {
            Err(refused) => assert_eq!(refused.0, code, "{sql}"),
            // a statement that finds no row changes nothing
            Ok(()) => assert!(sql.contains("exchange_rate") || sql.contains("provenance"), "{sql} went through"),
        }
    }
    assert_eq!(books.count("select count(*) from line").await, 2);
    books.assert_sound().await;
}

/// Each guard taken away in a transaction of its own: the violation it stops then gets in.
#[tokio::test]
async fn each_guard_is_the_one_that_refuses() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 1_00)).await;
    let may = books.period(2025, 5).await;
    crate::close_period(books.db(), &books.world.op_admin(), may, None).await.expect("closed");
    let unbalanced = [GOOD[0], (2, BANK, -99, "EUR", -99)];
    let cases = [
        (
            "unbalanced",
            "alter table line disable trigger guard_new_lines",
            statement(&books, "2025-06-30", &unbalanced),
        ),
        ("closed", "alter table entry disable trigger guard_new_entries", statement(&books, "2025-05-31", GOOD)),
        ("no lines", "alter table entry disable trigger guard_new_entries", bare_entry(&books, "2025-06-30")),
        (
            "changed",
            "alter table line disable trigger permanent",
            format!("update line set memo = 'x' where entry_id = '{}'", posted.entry),
        ),
    ];
    for (what, disable, sql) in cases {
        let mut root = books.world.superuser().await;
        try_sql(&mut root, &sql).await.expect_err("it is refused while the guard stands");
        let mut tx = root.begin().await.expect("begin");
        tx.execute(disable).await.expect("disable");
        tx.execute(AssertSqlSafe(sql)).await.unwrap_or_else(|e| panic!("{what} must get in without its guard: {e}"));
        tx.rollback().await.expect("rollback");
    }
}

/// INVARIANT 8: the tail is written by whoever writes lines; without its trigger the balances would drift at once.
#[tokio::test]
async fn a_superusers_lines_are_in_the_balances_because_of_the_trigger() {
    let books = Books::new().await;
    let mut root = books.world.superuser().await;
    try_sql(&mut root, &statement(&books, "2025-05-31", GOOD)).await.expect("taken");
    let drifts = async || {
        let report = crate::verify(books.db(), &books.op, books.entity).await.expect("verified");
        report.findings.iter().filter(|f| f.kind == "drift").count()
    };
    assert_eq!(drifts().await, 0);
    let unguarded = format!("alter table line disable trigger tail; {}", statement(&books, "2025-05-31", GOOD));
    try_sql(&mut root, &unguarded).await.expect("taken");
    assert_eq!(drifts().await, 2, "bank and rent");
}

/// INVARIANT 3: no other crate writes journal tables.
#[test]
fn the_ledger_is_the_only_writer_of_its_tables() {
    let tables = [
        "entry",
        "line",
        "line_provenance",
        "entry_attachment",
        "entry_number",
        "balance",
        "balance_tail",
        "open_item",
        "allocation",
        "account",
        "control_account",
        "bank_account",
        "tax_code",
        "tax_code_version",
        "dimension",
        "dimension_value",
        "dimension_set",
        "dimension_set_value",
        "journal",
        "fiscal_period",
        "exchange_rate",
    ];
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the crates");
    let mut found = Vec::new();
    let mut folders = vec![crates.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(&folder).expect("read the folder").flatten() {
            let path = file.path();
            // Tests plant drift on purpose, to see it found.
            if path.is_dir() && !["ledger", "target", "tests"].iter().any(|left_out| path.ends_with(left_out)) {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "sql") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("read the file").to_lowercase();
                let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
                for pair in words.windows(3) {
                    let writes = matches!(pair[..2], ["insert", "into"] | ["delete", "from"])
                        && tables.contains(&pair[2])
                        || pair[0] == "update" && tables.contains(&pair[1]) && pair[2] == "set";
                    if writes {
                        found.push(format!("{}: {}", path.display(), pair.join(" ")));
                    }
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
