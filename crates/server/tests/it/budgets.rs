//! Budgets over the wire: set, overtaken, read, compared.

use reqwest::Method;
use serde_json::{Value, json};

use crate::person::Person;
use crate::program::Program;

async fn account(anna: &Person, code: &str) -> Value {
    let accounts = anna.looks_at("accounts").await;
    let items = accounts["items"].as_array().expect("accounts");
    items.iter().find(|a| a["code"] == code).expect("it exists")["id"].clone()
}

#[tokio::test]
async fn a_budget_is_set_overtaken_read_and_compared() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let (sales, rent, bank) =
        (account(&anna, "4010").await, account(&anna, "6210").await, account(&anna, "1610").await);
    let path = anna.path("budgets/2026");
    anna.gets(&path).await.refused(404, "budget.unknown_budget");
    let months: Vec<String> = (1..=12).map(|n| format!("{n}00.00")).collect();
    let plan = |version: i32| {
        json!({ "version": version, "reason": "as agreed", "rows": [
            { "account_id": rent, "department": "Office", "year": "100.00" },
            { "account_id": sales, "months": months } ] })
    };
    let set = anna.asks(Method::PUT, &path, Some(&plan(0))).await.ok();
    assert_eq!((&set["version"], &set["income"], &set["result"]), (&json!(1), &json!("7800.00"), &json!("7700.00")));
    assert_eq!(set["rows"][0]["account"]["code"], "4010", "{set}");
    assert_eq!((&set["rows"][1]["months"][0], &set["rows"][1]["year"]), (&json!("8.34"), &json!("100.00")));
    anna.asks(Method::PUT, &path, Some(&plan(0))).await.refused(409, "budget.stale");
    assert_eq!(anna.looks_at("budgets/2026").await, set);
    let csv = anna.gets(&anna.path("budgets/2026?format=csv&version=1")).await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"budget-2026-v1.csv\"", "{csv}");
    let years = anna.looks_at("budgets").await;
    assert_eq!((&years["total"], &years["items"][0]["year"]), (&json!(1), &json!(2026)), "{years}");
    let version = &years["items"][0]["versions"][0];
    assert_eq!((&version["version"], &version["reason"]), (&json!(1), &json!("as agreed")), "{years}");

    let entry = json!({ "date": "2026-02-10", "memo": "Miete", "lines": [
        { "account_id": rent, "debit": "20.00" }, { "account_id": bank, "credit": "20.00" } ] });
    anna.posts(&anna.path("entries"), &entry).await.ok();
    let report = anna.looks_at("reports/budget?year=2026&to=2026-02-15").await;
    let spent = &report["sections"][1]["rows"][0];
    let amount = |name: &str| spent[name]["amount"].as_str().expect("an amount");
    assert_eq!(["actual", "budget", "variance", "year_budget"].map(amount), ["20.00", "16.68", "3.32", "100.00"]);
    assert_eq!((&spent["favourable"], &report["budget_to"]), (&json!(false), &json!("2026-02-28")));
    let drill = &spent["actual"]["drill"];
    assert_eq!(*drill, json!({ "account_ids": [rent], "from": "2026-01-01", "to": "2026-02-15" }));
    assert_eq!(report["departments"], json!(["Office"]));
    let csv = anna.gets(&anna.path("reports/budget?year=2026&to=2026-02-15&format=csv")).await;
    assert!(String::from_utf8_lossy(&csv.bytes).contains("expense,6210,"), "{csv}");
}

#[tokio::test]
async fn what_cannot_stand_in_a_budget_is_named_by_its_field() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let (rent, bank) = (account(&anna, "6210").await, account(&anna, "1610").await);
    let path = anna.path("budgets/2026");
    for (row, code, field) in [
        (json!({ "account_id": bank, "year": "1.00" }), "budget.bad_row", "rows[1]"),
        (json!({ "account_id": rent, "year": "1,00" }), "money.bad_amount", "rows[1].year"),
        (json!({ "account_id": rent, "months": ["1.00"] }), "budget.bad_row", "rows[1].months"),
        (json!({ "account_id": rent }), "budget.bad_row", "rows[1].year"),
        (json!({ "account_id": rent, "year": "2.00" }), "budget.bad_row", "rows[1]"),
    ] {
        let body = json!({ "version": 0, "rows": [{ "account_id": rent, "year": "1.00" }, row] });
        let problem = anna.asks(Method::PUT, &path, Some(&body)).await.refused(422, code);
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    anna.gets(&anna.path("reports/budget?format=xlsx")).await.refused(422, "reports.unknown_format");
    anna.gets(&anna.path("reports/budget?year=2026&to=2025-12-31")).await.refused(422, "budget.day_outside_year");
    anna.gets(&anna.path("budgets/this-year")).await.refused(404, "not_found");
    let robot = anna.makes_key(&["budgets-manage"]).await;
    let body = json!({ "version": 0, "rows": [{ "account_id": rent, "year": "1.00" }] });
    assert_eq!(robot.asks(Method::PUT, &path, Some(&body)).await.status, 200, "a key that sets need not read");
    robot.gets(&path).await.refused(403, "auth.denied");
}
