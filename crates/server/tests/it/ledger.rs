//! The ledger over the wire: tax of entries by hand, figures that are found again, the end of a period, what belongs to
//! an entry.

use reqwest::Method;
use serde_json::{Value, json};

use crate::person::Person;
use crate::program::Program;

async fn account(anna: &Person, code: &str) -> Value {
    let accounts = anna.looks_at("accounts").await;
    let items = accounts["items"].as_array().expect("accounts");
    items.iter().find(|a| a["code"] == code).expect("it exists").clone()
}

/// Account code, debit, credit and part of the tax of each line.
fn lines(entry: &Value) -> Vec<[&str; 4]> {
    let items = entry["lines"].as_array().expect("lines").iter();
    let cells = |line| -> [&Value; 4] {
        let line: &Value = line;
        [&line["account"]["code"], &line["debit"]["amount"], &line["credit"]["amount"], &line["tax_part"]]
    };
    items.map(|line| cells(line).map(|cell| cell.as_str().unwrap_or_default())).collect()
}

#[tokio::test]
async fn the_tax_of_an_entry_by_hand_is_written_out_and_posted() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let (paper, bank) = (account(&anna, "6410").await["id"].clone(), account(&anna, "1610").await["id"].clone());
    let entry = |amounts: Option<&str>, code: &str, credit: &str| {
        json!({ "date": "2026-02-10", "memo": "Papier", "amounts": amounts, "lines": [
            { "account_id": paper, "debit": "119.00", "tax_code": code }, { "account_id": bank, "credit": credit } ] })
    };
    let path = anna.path("entries");
    let told = anna.posts(&anna.path("entries/calculate"), &entry(Some("net"), "I19", "119.00")).await.ok();
    assert_eq!((&told["difference"]["amount"], told["lines"].as_array().map(Vec::len)), (&json!("22.61"), Some(3)));

    let gross = anna.posts(&path, &entry(Some("gross"), "I19", "119.00")).await.ok();
    let expected = vec![["6410", "100.00", "", "base"], ["1400", "19.00", "", "tax"], ["1610", "", "119.00", ""]];
    assert_eq!(lines(&gross["entry"]), expected);
    let own = anna.posts(&path, &entry(Some("gross"), "IRC", "119.00")).await.ok();
    let expected = vec![
        ["6410", "119.00", "", "base"],
        ["1400", "22.61", "", "tax"],
        ["2210", "", "22.61", "tax"],
        ["1610", "", "119.00", ""],
    ];
    assert_eq!(lines(&own["entry"]), expected);

    // without a word on what the amount is, nothing is guessed
    anna.posts(&path, &entry(None, "I19", "119.00")).await.refused(422, "ledger.tax_unclear");
    anna.posts(&path, &entry(Some("gross"), "I16", "119.00")).await.refused(422, "ledger.tax_code_not_in_force");
    anna.posts(&path, &entry(Some("net"), "I19", "119.00")).await.refused(422, "ledger.unbalanced");
}

#[tokio::test]
async fn a_figure_is_found_again_and_taken_along_as_a_file() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let (rent, bank) = (account(&anna, "6210").await["id"].clone(), account(&anna, "1610").await["id"].clone());
    for (day, amount) in [("2025-11-30", "10.00"), ("2026-02-10", "20.00"), ("2026-03-10", "300.00")] {
        let entry = json!({ "date": day, "memo": "=Miete", "lines": [
            { "account_id": rent, "debit": amount }, { "account_id": bank, "credit": amount } ] });
        anna.posts(&anna.path("entries"), &entry).await.ok();
    }
    let id = rent.as_str().expect("an id");
    let page = anna.looks_at(&format!("accounts/{id}/lines?from=2026-01-01&to=2026-02-28")).await;
    let span = ["opening", "debits", "credits", "moved", "closing"].map(|name| page["span"][name]["amount"].clone());
    assert_eq!(span, ["10.00", "20.00", "0.00", "20.00", "30.00"].map(Value::from));

    let loss = anna.looks_at("reports/profit-loss?from=2026-01-01&to=2026-12-31").await;
    let drill = &loss["sections"][1]["total"]["drill"];
    assert_eq!(drill["part"], "expense");
    let part = anna.looks_at("reports/part?part=expense&from=2026-01-01&to=2026-12-31").await;
    assert_eq!((&part["name"], &part["total"]["amount"]), (&json!("Expense"), &json!("320.00")));
    anna.gets(&anna.path("reports/part?part=everything")).await.refused(404, "reports.unknown_part");

    let csv = anna.gets(&anna.path(&format!("accounts/{id}/lines?from=2026-01-01&to=2026-02-28&format=csv"))).await;
    let text = String::from_utf8_lossy(&csv.bytes).into_owned();
    assert!(text.contains(",Opening balance,,,,10.00,EUR,") && text.contains("'=Miete"), "{text}");
    let csv = anna.gets(&anna.path("entries?format=csv")).await;
    assert_eq!(String::from_utf8_lossy(&csv.bytes).lines().count(), 4, "{csv}");
}

#[tokio::test]
async fn a_year_is_locked_for_good_by_typing_it_once_more() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let periods = anna.looks_at("periods").await;
    let first = &periods["items"][0];
    let (id, year) = (first["id"].as_str().expect("an id"), first["year"].to_string());
    let path = |verb: &str| anna.path(&format!("periods/{id}/{verb}"));
    let lock = |confirm: &str| json!({ "reason": "filed", "confirm": confirm });
    anna.posts(&path("lock"), &lock("1999")).await.refused(422, "ledger.not_confirmed");
    anna.posts(&path("lock"), &lock(&year)).await.refused(422, "ledger.invalid");
    anna.posts(&path("close"), &json!({})).await.ok();
    let locked = anna.posts(&path("lock"), &lock(&year)).await.ok();
    assert_eq!(locked["items"][0]["status"], "locked");
    anna.posts(&path("reopen"), &json!({ "reason": "a late bill" })).await.refused(409, "ledger.period_locked");
}

#[tokio::test]
async fn accounts_change_their_type_until_a_line_is_posted_and_entries_keep_notes() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let new = json!({ "code": "4777", "name": "Pfand", "type": "income" });
    let made = anna.posts(&anna.path("accounts"), &new).await.ok();
    let path = anna.path(&format!("accounts/{}", made["id"].as_str().expect("an id")));
    let change = |version: &Value, kind: &str| json!({ "version": version, "type": kind });
    let changed = anna.asks(Method::PATCH, &path, Some(&change(&made["version"], "liability"))).await.ok();
    assert_eq!(changed["type"], "liability");
    let bank = account(&anna, "1610").await["id"].clone();
    let entry = json!({ "date": "2026-02-10", "memo": "Pfand", "lines": [
        { "account_id": bank, "debit": "5.00" }, { "account_id": made["id"], "credit": "5.00" } ] });
    let posted = anna.posts(&anna.path("entries"), &entry).await.ok();
    anna.asks(Method::PATCH, &path, Some(&change(&changed["version"], "income")))
        .await
        .refused(422, "ledger.account_in_use");

    let notes = anna.path(&format!("entries/{}/notes", posted["entry"]["id"].as_str().expect("an id")));
    let noted = anna.posts(&notes, &json!({ "text": "  asked the shop " })).await.ok();
    assert_eq!((&noted["notes"][0]["text"], &noted["notes"][0]["by"]), (&json!("asked the shop"), &json!("Anna")));
    let trail = anna.gets("/api/v1/audit?action=entry.noted").await.ok();
    assert_eq!(trail["items"][0]["label"], posted["number"], "{trail}");
}

#[tokio::test]
async fn rates_are_recorded_and_stored_balances_made_anew() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let rate = json!({ "from": "USD", "to": "EUR", "day": "2026-02-10", "rate": "0.9231", "source": "ECB" });
    anna.posts("/api/v1/rates", &rate).await.ok();
    let rates = anna.gets("/api/v1/rates?from=2026-01-01&to=2026-12-31").await.ok();
    assert_eq!((&rates["items"][0]["rate"], &rates["total"]), (&json!("0.9231"), &json!(1)));
    let none = json!({ "from": "USD", "to": "EUR", "day": "2026-02-10", "rate": "-1" });
    anna.posts("/api/v1/rates", &none).await.refused(422, "money.bad_rate");
    assert_eq!(anna.looks_at("ledger/check").await["sound"], true);
    let rebuilt = anna.posts(&anna.path("ledger/rebuild-balances"), &json!(null)).await.ok();
    assert_eq!(rebuilt["sound"], true);
}
