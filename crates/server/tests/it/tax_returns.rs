//! Returns of tax over the wire: filled in, opened, filed, withdrawn.

use serde_json::{Value, json};

use crate::person::Person;
use crate::program::Program;

/// A sale of 400.00 with 76.00 of tax in the first quarter, typed as people type it.
async fn sells(anna: &Person) {
    let accounts = anna.looks_at("accounts").await;
    let account = |code: &str| {
        let items = accounts["items"].as_array().expect("accounts");
        items.iter().find(|a| a["code"] == code).expect("it exists")["id"].clone()
    };
    let entry = json!({ "date": "2026-02-10", "memo": "Werkzeug", "lines": [
        { "account_id": account("1610"), "debit": "476.00" },
        { "account_id": account("4010"), "credit": "400.00", "tax_code": "O19", "tax_part": "base" },
        { "account_id": account("2210"), "credit": "76.00", "tax_code": "O19", "tax_part": "tax" } ] });
    anna.posts(&anna.path("entries"), &entry).await.ok();
}

fn figure<'a>(filled: &'a Value, id: &str) -> &'a Value {
    filled["boxes"].as_array().expect("boxes").iter().find(|b| b["id"] == id).expect("a box of the form")
}

#[tokio::test]
async fn a_return_is_filled_in_opened_filed_and_withdrawn() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    sells(&anna).await;
    let span = "from=2026-01-01&to=2026-03-31";
    let filled = anna.looks_at(&format!("returns/figures?{span}")).await;
    assert_eq!((&filled["form"]["key"], &filled["due"]), (&json!("UStVA"), &json!("2026-04-10")), "{filled}");
    let sales = figure(&filled, "81");
    assert_eq!((&sales["declared"], &sales["lines"], &sales["kind"]), (&json!("400.00"), &json!(1), &json!("base")));
    assert_eq!(figure(&filled, "81.t")["formula"], "81 * 19/100");
    assert_eq!(figure(&filled, "83")["declared"], "76.00");
    let entered = anna.looks_at(&format!("returns/figures?{span}&entered=62:40.00")).await;
    assert_eq!(figure(&entered, "83")["declared"], "36.00");
    anna.gets(&anna.path(&format!("returns/figures?{span}&entered=62"))).await.refused(422, "returns.invalid");
    let csv = anna.gets(&anna.path(&format!("returns/figures?{span}&format=csv"))).await;
    assert!(String::from_utf8_lossy(&csv.bytes).contains("\n81,"), "{csv}");

    let lines = anna.looks_at(&format!("returns/lines?{span}&box=81")).await;
    assert_eq!((&lines["items"][0]["amount"], &lines["items"][0]["account_code"]), (&json!("400.00"), &json!("4010")));
    anna.gets(&anna.path(&format!("returns/lines?{span}&box=7"))).await.refused(404, "returns.unknown_box");

    let wish = json!({ "from": "2026-01-01", "to": "2026-03-31", "reference": "et 1" });
    let filing = anna.posts(&anna.path("returns"), &wish).await.ok();
    anna.posts(&anna.path("returns"), &wish).await.refused(409, "returns.filed_before");
    let shown = anna.looks_at("returns?every=quarter").await;
    let quarter = shown["periods"].as_array().expect("periods").iter().find(|p| p["from"] == "2026-01-01");
    assert_eq!(quarter.expect("the quarter")["filing"]["reference"], "et 1", "{shown}");
    let back = anna.path(&format!("returns/{}/withdrawal", filing["id"].as_str().expect("an id")));
    anna.posts(&back, &json!({ "reason": "" })).await.refused(422, "returns.invalid");
    assert_eq!(
        anna.posts(&back, &json!({ "reason": "wrong quarter" })).await.ok()["withdrawn_reason"],
        "wrong quarter"
    );
    anna.posts(&back, &json!({ "reason": "again" })).await.refused(409, "returns.withdrawn_before");
}
