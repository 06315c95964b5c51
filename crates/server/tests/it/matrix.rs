//! Every path and method of the API for every sort of caller: who gets in, and that a foreign organisation gets nothing.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;

use crate::papers;
use crate::person::{Answer, PASSWORD, Person};
use crate::program::Program;

/// What may happen, by caller: `401` sign in first; `403` known, but not allowed; `404` there is no such thing for this
/// caller; `in` the use case answered, with success or with a remark about the request; `none` (for the foreign
/// administrator) anything that neither shows nor changes what is ours.
///
/// The key may only `documents-read`. Viewer and accountant hold their roles in the one business. A body follows the
/// bar; `$names` stand for things that exist, version 999999 for a version that nobody has seen.
const TABLE: &str = r#"
method path                                                    nobody viewer accountant admin key  foreign
GET    /health/live                                            in     in     in         in    in   in
GET    /health/ready                                           in     in     in         in    in   in
GET    /metrics                                                in     in     in         in    in   in
GET    /api/v1/setup                                           in     in     in         in    in   in
POST   /api/v1/setup                                           in     in     in         in    in   in   | $setup
POST   /api/v1/session                                         in     in     in         in    in   in   | {"email":"nobody@werkbank.example","password":"wrong"}
GET    /api/v1/session                                         401    in     in         in    in   in
GET    /api/v1/users                                           401    403    403        in    403  none
POST   /api/v1/users                                           401    403    403        in    403  none | {"name":"Eva","email":"not an address","password":"long enough it is","grants":[]}
PATCH  /api/v1/users/{user}                                    401    403    403        in    403  404  | {"name":"Vera"}
POST   /api/v1/me/password                                     401    in     in         in    403  none | {"current":"wrong","new":"another long password"}
GET    /api/v1/sessions                                        401    in     in         in    403  none
DELETE /api/v1/sessions/{nothing}                              401    404    404        404   403  404
GET    /api/v1/api-keys                                        401    in     in         in    403  none
POST   /api/v1/api-keys                                        401    403    in         in    403  none | {"name":"x","business_id":"$business","scopes":["documents-read"]}
DELETE /api/v1/api-keys/{other_key}                            401    404    404        in    403  404
GET    /api/v1/businesses                                      401    in     in         in    in   none
POST   /api/v1/businesses                                      401    403    403        in    403  none | {"name":"","base_currency":"EUR","jurisdiction":"DE"}
PATCH  /api/v1/businesses/{business}                           401    403    403        in    403  404  | {"version":999999,"name":"Werkbank AG"}
GET    /api/v1/businesses/{business}/approval-policy           401    in     in         in    in   404
PUT    /api/v1/businesses/{business}/approval-policy           401    403    403        in    403  404  | {"version":999999,"policy":$policy}
GET    /api/v1/businesses/{business}/people                    401    in     in         in    in   none
GET    /api/v1/businesses/{business}/parties                   401    in     in         in    in   none
POST   /api/v1/businesses/{business}/parties                   401    403    in         in    403  404  | {"name":"","is_supplier":true,"is_customer":false}
GET    /api/v1/businesses/{business}/parties/{party}           401    in     in         in    in   404
PUT    /api/v1/businesses/{business}/parties/{party}           401    403    in         in    403  404  | {"version":999999,"active":true,"name":"x","is_supplier":true,"is_customer":false}
GET    /api/v1/businesses/{business}/documents                 401    in     in         in    in   none
POST   /api/v1/businesses/{business}/documents                 401    403    in         in    403  none | FILE
GET    /api/v1/businesses/{business}/documents/{document}                    401 in  in in in  404
GET    /api/v1/businesses/{business}/documents/{document}/file               401 in  in in in  404
GET    /api/v1/businesses/{business}/documents/{document}/pages/1/image      401 in  in in in  404
GET    /api/v1/businesses/{business}/documents/{document}/pages/1/words      401 in  in in in  404
GET    /api/v1/businesses/{business}/documents/{document}/run                401 in  in in in  404
POST   /api/v1/businesses/{business}/documents/{document}/correct            401 403 in in 403 404 | {"version":999999,"fields":{"total":"1.00"}}
POST   /api/v1/businesses/{business}/documents/{document}/approve            401 403 in in 403 404 | {"version":999999}
POST   /api/v1/businesses/{business}/documents/approve         401    403    in         in    403  none | {"documents":[{"id":"$document","version":999999}]}
POST   /api/v1/businesses/{business}/documents/{document}/reject             401 403 in in 403 404 | {"version":999999,"reason":"no"}
POST   /api/v1/businesses/{business}/documents/{document}/park               401 403 in in 403 404 | {"version":999999,"note":"later"}
POST   /api/v1/businesses/{business}/documents/{document}/resume             401 403 in in 403 404 | {"version":999999}
POST   /api/v1/businesses/{business}/documents/{document}/ask                401 403 in in 403 404 | {"version":999999,"question":"whose?"}
POST   /api/v1/businesses/{business}/documents/{document}/answer             401 403 in in 403 404 | {"version":999999,"answer":"ours"}
POST   /api/v1/businesses/{business}/documents/{document}/split              401 403 in in 403 404 | {"version":999999,"page_groups":[[1],[2]]}
POST   /api/v1/businesses/{business}/documents/{document}/retry              401 403 in in 403 404 | {"version":999999}
POST   /api/v1/businesses/{business}/documents/{document}/release            401 403 in in 403 404 | {"version":999999}
POST   /api/v1/businesses/{business}/documents/{document}/enter-by-hand      401 403 in in 403 404 | {"version":999999}
POST   /api/v1/businesses/{business}/documents/{document}/cancel             401 403 in in 403 404 | {"version":999999,"reason":"no"}
POST   /api/v1/businesses/{business}/documents/{document}/reverse            401 403 in in 403 404 | {"version":999999,"date":"2026-01-31","reason":"no"}
GET    /api/v1/businesses/{business}/accounts                  401    in     in         in    403  none
POST   /api/v1/businesses/{business}/accounts                  401    403    in         in    403  404  | {"code":"1200","name":"Second","type":"asset"}
PATCH  /api/v1/businesses/{business}/accounts/{account}        401    403    in         in    403  404  | {"version":999999,"name":"Renamed"}
GET    /api/v1/businesses/{business}/accounts/{account}/lines  401    in     in         in    403  404
GET    /api/v1/businesses/{business}/tax-codes                 401    in     in         in    403  none
GET    /api/v1/businesses/{business}/entries                   401    in     in         in    403  none
POST   /api/v1/businesses/{business}/entries                   401    403    in         in    403  404  | {"date":"2026-01-31","memo":"x","journal":"XXX","lines":[{"account_id":"$account","debit":"1.00"},{"account_id":"$account","credit":"1.00"}]}
POST   /api/v1/businesses/{business}/entries/calculate         401    in     in         in    403  404  | {"date":"2026-01-31","amounts":"gross","lines":[{"account_id":"$account","debit":"1.00","tax_code":"I19"}]}
GET    /api/v1/businesses/{business}/entries/{entry}           401    in     in         in    403  404
POST   /api/v1/businesses/{business}/entries/{entry}/reverse   401    403    in         in    403  404  | {"date":"2026-01-31","reason":"wrong"}
POST   /api/v1/businesses/{business}/entries/{entry}/notes     401    403    in         in    403  404  | {"text":""}
POST   /api/v1/businesses/{business}/entries/{entry}/attachments 401  403    in         in    403  404  | {"document_id":"$document"}
GET    /api/v1/businesses/{business}/pending-entries           401    in     in         in    403  none
GET    /api/v1/businesses/{business}/pending-entries/{nothing} 401    404    404        404   403  404
POST   /api/v1/businesses/{business}/pending-entries/{nothing}/approve       401 403 404 404 403 404 | {"version":1}
POST   /api/v1/businesses/{business}/pending-entries/{nothing}/reject        401 403 404 404 403 404 | {"version":1,"reason":"no"}
POST   /api/v1/businesses/{business}/pending-entries/{nothing}/withdraw      401 403 404 404 403 404 | {"version":1}
GET    /api/v1/businesses/{business}/reports/trial-balance     401    in     in         in    403  404
GET    /api/v1/businesses/{business}/reports/balance-sheet     401    in     in         in    403  404
GET    /api/v1/businesses/{business}/reports/profit-loss       401    in     in         in    403  404
GET    /api/v1/businesses/{business}/reports/part?part=income  401    in     in         in    403  404
GET    /api/v1/businesses/{business}/reports/budget?year={year} 401   in     in         in    403  404
GET    /api/v1/businesses/{business}/budgets                   401    in     in         in    403  404
GET    /api/v1/businesses/{business}/budgets/{year}            401    in     in         in    403  404
PUT    /api/v1/businesses/{business}/budgets/{year}            401    403    in         in    403  404  | {"version":999999,"rows":[]}
GET    /api/v1/businesses/{business}/returns                   401    in     in         in    403  404
POST   /api/v1/businesses/{business}/returns                   401    403    in         in    403  404  | {"from":"2026-07-01","to":"2026-06-30"}
GET    /api/v1/businesses/{business}/returns/figures?from=2026-01-01&to=2026-03-31 401 in in in 403 404
GET    /api/v1/businesses/{business}/returns/lines?from=2026-01-01&to=2026-03-31&box=81 401 in in in 403 404
POST   /api/v1/businesses/{business}/returns/{nothing}/withdrawal 401 403 404 404 403 404 | {"reason":"wrong quarter"}
GET    /api/v1/businesses/{business}/sales                     401    in     in         in    403  none
POST   /api/v1/businesses/{business}/sales                     401    403    in         in    403  404  | {"kind":"invoice"}
POST   /api/v1/businesses/{business}/sales/totals              401    in     in         in    403  404  | {"kind":"quote"}
GET    /api/v1/businesses/{business}/sales/profile             401    in     in         in    403  none
PUT    /api/v1/businesses/{business}/sales/profile             401    403    in         in    403  404  | {"version":999999}
GET    /api/v1/businesses/{business}/sales/{nothing}           401    404    404        404   403  404
PUT    /api/v1/businesses/{business}/sales/{nothing}           401    403    404        404   403  404  | {"version":1,"content":{"kind":"quote"}}
DELETE /api/v1/businesses/{business}/sales/{nothing}?version=1 401    403    404        404   403  404
POST   /api/v1/businesses/{business}/sales/{nothing}/issue     401    403    404        404   403  404  | {"version":1}
POST   /api/v1/businesses/{business}/sales/{nothing}/approve   401    403    404        404   403  404  | {"version":1}
POST   /api/v1/businesses/{business}/sales/{nothing}/reject    401    403    404        404   403  404  | {"version":1,"reason":"no"}
POST   /api/v1/businesses/{business}/sales/{nothing}/withdraw  401    403    404        404   403  404  | {"version":1}
POST   /api/v1/businesses/{business}/sales/{nothing}/answer    401    403    404        404   403  404  | {"version":1,"answer":"accepted"}
POST   /api/v1/businesses/{business}/sales/{nothing}/invoice   401    403    404        404   403  404
POST   /api/v1/businesses/{business}/sales/{nothing}/credit-note 401  403    404        404   403  404  | {}
POST   /api/v1/businesses/{business}/sales/{nothing}/copy      401    403    404        404   403  404
GET    /api/v1/businesses/{business}/dashboard                 401    in     in         in    403  404
GET    /api/v1/businesses/{business}/periods                   401    in     in         in    403  none
POST   /api/v1/businesses/{business}/periods/{period}/close    401    403    in         in    403  404  | {}
POST   /api/v1/businesses/{business}/periods/{period}/reopen   401    403    in         in    403  404  | {"reason":"a late bill"}
POST   /api/v1/businesses/{business}/periods/{period}/lock     401    403    in         in    403  404  | {"reason":"filed","confirm":"no"}
GET    /api/v1/businesses/{business}/ledger/check              401    in     in         in    403  none
POST   /api/v1/businesses/{business}/ledger/rebuild-balances   401    403    in         in    403  404
GET    /api/v1/rates                                           401    in     in         in    in   none
POST   /api/v1/rates                                           401    403    403        in    403  none | {"from":"EUR","to":"EUR","day":"2026-01-31","rate":"1"}
POST   /api/v1/rates/import                                    401    403    403        in    403  none | {"text":"day,from,to,rate\n"}
GET    /api/v1/audit?business_id={business}                    401    403    in         in    403  none
GET    /api/v1/jobs                                            401    403    403        in    403  none
POST   /api/v1/jobs/{nothing}/retry                            401    403    403        404   403  404
GET    /api/v1/events                                          401    in     in         in    in   in
DELETE /api/v1/session                                         401    in     in         in    in   in
"#;

struct Row {
    method: Method,
    path: String,
    expected: Vec<&'static str>,
    body: Option<&'static str>,
}

/// The columns of the table that name callers.
fn callers() -> Vec<&'static str> {
    TABLE.trim().lines().next().expect("a head").split_whitespace().skip(2).collect()
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let (cells, body) = line.split_once('|').map_or((line, None), |(cells, body)| (cells, Some(body.trim())));
        let mut cells = cells.split_whitespace();
        let method = cells.next().expect("a method").parse().expect("a method");
        let path = cells.next().expect("a path").to_owned();
        Row { method, path, expected: cells.collect(), body }
    };
    TABLE.trim().lines().skip(1).map(row).collect()
}

/// Everything the paths and bodies name.
struct Ground {
    names: BTreeMap<&'static str, String>,
    people: Vec<Person>,
}

impl Ground {
    async fn lay(program: &Program) -> Self {
        let anna = Person::sets_up(program).await;
        let (viewer, accountant) =
            (anna.hires(program, "Vera", "viewer").await, anna.hires(program, "Ben", "accountant").await);
        let key = anna.makes_key(&["documents-read"]).await;
        anna.makes_key(&["documents-read"]).await;
        let mut watch = anna.watches().await;
        let document = anna.uploads("R-1.pdf", &papers::pdf_invoice("R-1", "Papier Kraus GmbH", 100_00)).await;
        watch.until_settled(&document).await;
        let booked = anna.uploads("R-2.xml", &papers::einvoice("R-2", "Papier Kraus GmbH", 200_00)).await;
        watch.until_settled(&booked).await;
        let entry = anna.does("approve", &booked, json!({})).await["entry_id"].clone();
        let foreign = foreign_administrator(program, &anna).await;

        let id = |value: &Value| value.as_str().expect("an id").to_owned();
        let accounts = anna.looks_at("accounts").await;
        let accounts = accounts["items"].as_array().expect("accounts");
        let bank = accounts.iter().find(|a| a["code"] == "1610").expect("the bank");
        let periods = anna.looks_at("periods").await;
        let parties = anna.looks_at("parties").await;
        let users = anna.gets("/api/v1/users").await.ok();
        let vera =
            users["items"].as_array().expect("users").iter().find(|u| u["name"] == "Vera").expect("Vera").clone();
        let keys = anna.gets("/api/v1/api-keys").await.ok();
        let used = key.gets("/api/v1/session").await;
        assert_eq!(used.status, 200, "{used}");
        let unused = keys["items"].as_array().expect("keys").iter().find(|k| k["last_used_at"].is_null()).expect("one");
        let setup = json!({ "organisation": "X", "business": { "name": "X", "base_currency": "EUR", "jurisdiction": "DE" },
            "admin": { "name": "X", "email": "x@example.org", "password": PASSWORD } });
        let names = BTreeMap::from([
            ("business", anna.business.clone()),
            ("document", document),
            ("entry", id(&entry)),
            ("account", id(&bank["id"])),
            ("period", id(&periods["items"][0]["id"])),
            ("party", id(&parties["items"][0]["id"])),
            ("user", id(&vera["id"])),
            ("other_key", id(&unused["id"])),
            ("nothing", "00000000-0000-7000-8000-000000000000".to_owned()),
            ("year", "2026".to_owned()),
            ("policy", anna.looks_at("approval-policy").await["policy"].to_string()),
            ("setup", setup.to_string()),
        ]);
        let people = vec![Person::nobody(program), viewer, accountant, anna, key, foreign];
        Self { names, people }
    }

    fn filled(&self, text: &str, mark: impl Fn(&str) -> String) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&mark(name), value))
    }

    async fn ask(&self, caller: usize, row: &Row) -> Answer {
        let path = self.filled(&row.path, |name| format!("{{{name}}}"));
        let person = &self.people[caller];
        if path == "/api/v1/events" {
            return Answer::head_of(person.request(row.method.clone(), &path)).await;
        }
        match row.body {
            Some("FILE") => person.sends_to(&path, &[("note.txt", b"a bill for nothing")]).await,
            Some(body) => {
                let body = self.filled(body, |name| format!("${name}"));
                let body = serde_json::from_str(&body).unwrap_or_else(|e| panic!("{body}: {e}"));
                person.asks(row.method.clone(), &path, Some(&body)).await
            }
            None => person.asks(row.method.clone(), &path, None).await,
        }
    }
}

/// The administrator of a second organisation, who names our business in his paths.
async fn foreign_administrator(program: &Program, anna: &Person) -> Person {
    let init = [
        "init",
        "--organisation",
        "Fremd",
        "--name",
        "Otto",
        "--email",
        "otto@fremd.example",
        "--password",
        PASSWORD,
        "--json",
    ];
    program.tells(&init).await;
    let otto = Person::signs_in(program, "otto@fremd.example").await;
    assert_ne!(otto.business, anna.business);
    Person { business: anna.business.clone(), ..otto }
}

/// How many rows each table holds for the organisation. What the sealer numbers in the background is left out.
async fn census(conn: &mut PgConnection) -> Vec<(String, i64)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select distinct c.table_name::text from information_schema.columns c join pg_class t on t.relname = c.table_name
          where c.table_schema = 'public' and c.column_name = 'org_id' and t.relkind = 'r'
            and c.table_name not in ('sealed', 'unsealed') order by 1",
    )
    .fetch_all(&mut *conn)
    .await
    .expect("tables");
    let mut counts = Vec::new();
    for table in tables {
        let sql = format!(
            "select count(*) from {table} where org_id = (select org_id from organisation where name = 'Werkbank')"
        );
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *conn).await.expect("count");
        counts.push((table, count));
    }
    counts
}

/// The census once the background has nothing left to do: what changes after it was done by the caller.
async fn census_at_rest(conn: &mut PgConnection) -> Vec<(String, i64)> {
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        let busy: i64 = sqlx::query_scalar("select count(*) from job where state in ('waiting', 'running')")
            .fetch_one(&mut *conn)
            .await
            .expect("jobs");
        if busy == 0 {
            return census(conn).await;
        }
        assert!(tokio::time::Instant::now() < deadline, "{busy} jobs do not come to an end");
        tokio::task::yield_now().await;
    }
}

fn what_happened(answer: &Answer) -> &'static str {
    match answer.status {
        401 if answer.problem()["code"] == "auth.required" => "401",
        403 => "403",
        404 => "404",
        500.. => "a failure of the program",
        _ => "in",
    }
}

/// Texts that must not reach another organisation.
const OURS: [&str; 5] = ["Werkbank", "Papier Kraus", "werkbank.example", "R-1.pdf", "Anna"];

fn fits(expected: &str, happened: &str, answer: &Answer) -> bool {
    match expected {
        "none" => {
            let text = String::from_utf8_lossy(&answer.bytes);
            happened != "a failure of the program" && !OURS.iter().any(|ours| text.contains(ours))
        }
        // What is not there is an answer too.
        "in" => matches!(happened, "in" | "404"),
        _ => expected == happened,
    }
}

#[tokio::test]
async fn every_endpoint_lets_in_whom_the_table_says() {
    let program = Program::start().await;
    let ground = Ground::lay(&program).await;
    let (callers, rows) = (callers(), rows());
    let mut superuser = program.database().superuser().await;
    let mut wrong = Vec::new();
    for row in &rows {
        assert_eq!(row.expected.len(), callers.len(), "{} {}", row.method, row.path);
        for (caller, name) in callers.iter().enumerate() {
            let foreign = *name == "foreign" && row.path.contains("{business}");
            let before = if foreign { Some(census_at_rest(&mut superuser).await) } else { None };
            let answer = ground.ask(caller, row).await;
            if answer.status >= 400 {
                answer.problem();
            }
            let (expected, happened) = (row.expected[caller], what_happened(&answer));
            if !fits(expected, happened, &answer) {
                wrong.push(format!("{name}: expected {expected}, happened {happened}: {answer}"));
            }
            if let Some(before) = before {
                assert_eq!(before, census(&mut superuser).await, "{} {} by a foreign hand", row.method, row.path);
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// An endpoint that is added without saying who may use it fails here; so does a row whose endpoint is gone.
#[tokio::test]
async fn the_table_names_every_endpoint_of_the_description() {
    let program = Program::start().await;
    let description = Person::nobody(&program).gets("/api/v1/openapi.json").await.ok();
    let shape = |path: &str| {
        let path = path.split('?').next().unwrap_or(path);
        let parts = path.split('/').map(|part| if part.starts_with('{') || part == "1" { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let mut described = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            described.push(format!("{} {}", method.to_uppercase(), shape(path)));
        }
    }
    let mut listed: Vec<String> = rows().iter().map(|row| format!("{} {}", row.method, shape(&row.path))).collect();
    described.sort();
    listed.sort();
    assert_eq!(listed, described);
}
