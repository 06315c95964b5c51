//! Quotes, invoices and credit notes over the wire: computed, drafted, issued, listed, credited; and on the command line.

use reqwest::Method;
use serde_json::{Value, json};

use crate::person::Person;
use crate::program::Program;

async fn customer(anna: &Person) -> Value {
    let who = json!({ "name": "Hafen AG", "is_customer": true, "is_supplier": false, "country": "DE" });
    anna.posts(&anna.path("parties"), &who).await.ok()["id"].clone()
}

fn line(price: &str) -> Value {
    json!({ "text": "Beratung", "quantity": "3", "unit": "HUR", "unit_price": price, "tax_code": "O19" })
}

fn id(document: &Value) -> &str {
    document["id"].as_str().expect("an id")
}

#[tokio::test]
async fn an_invoice_is_computed_drafted_issued_listed_and_credited() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let hafen = customer(&anna).await;
    let content = json!({ "kind": "invoice", "customer_id": hafen, "lines": [line("100.00")],
        "terms": { "instalments": [{ "share": "33.3", "days": 10 }, { "share": "66.7", "days": 40 }] } });
    let totals = anna.posts(&anna.path("sales/totals"), &content).await.ok();
    assert_eq!(
        (&totals["net"], &totals["tax"], &totals["gross"]),
        (&json!("300.00"), &json!("57.00"), &json!("357.00"))
    );
    assert_eq!((&totals["instalments"][0]["amount"], &totals["problems"]), (&json!("118.88"), &json!([])), "{totals}");

    let draft = anna.posts(&anna.path("sales"), &content).await;
    assert_eq!(draft.status, 201, "{draft}");
    let draft = draft.json();
    assert_eq!((&draft["state"], &draft["number"]), (&json!("draft"), &Value::Null));
    assert_eq!(draft["content"]["lines"][0]["unit_price"], "100", "as it was typed, without the zeros");
    let path = anna.path(&format!("sales/{}", id(&draft)));
    let change = json!({ "version": 1, "content": content });
    let changed = anna.asks(Method::PUT, &path, Some(&change)).await.ok();
    assert_eq!(changed["version"], 2);
    anna.asks(Method::PUT, &path, Some(&change)).await.refused(409, "sales.stale");

    let issued = anna.posts(&format!("{path}/issue"), &json!({ "version": 2 })).await.ok();
    assert_eq!((&issued["state"], &issued["open"]), (&json!("issued"), &json!("357.00")), "{issued}");
    let number = issued["number"].as_str().expect("a number").to_owned();
    assert!(number.starts_with("INV-") && number.ends_with("-0001"), "{number}");
    assert_eq!(issued["can"]["edit"]["allowed"], false);
    let entry = anna.looks_at(&format!("entries/{}", issued["entry"]["id"].as_str().expect("an entry"))).await;
    assert_eq!((&entry["source"]["kind"], &entry["source"]["sale_id"]), (&json!("sale"), &issued["id"]), "{entry}");
    assert_eq!(entry["approval"]["by"], "Anna Weber", "{entry}");
    let again = anna.posts(&format!("{path}/issue"), &json!({ "version": 2 })).await.ok();
    assert_eq!(again["number"], issued["number"]);
    let reversal = json!({ "date": entry["date"], "reason": "wrong" });
    let entry = anna.path(&format!("entries/{}/reverse", entry["id"].as_str().expect("an id")));
    anna.posts(&entry, &reversal).await.refused(409, "ledger.credit_instead");

    let note = anna.posts(&format!("{path}/credit-note"), &json!({ "lines": [{ "line": 1, "quantity": "1" }] })).await;
    assert_eq!(note.status, 201, "{note}");
    let note = anna.path(&format!("sales/{}", id(&note.json())));
    let note = anna.posts(&format!("{note}/issue"), &json!({ "version": 1 })).await.ok();
    assert_eq!(
        (&note["gross"], &note["open"], &note["credits"]["number"]),
        (&json!("119.00"), &json!("0.00"), &json!(number))
    );
    let listed = anna.looks_at("sales?kind=invoice&only=open").await;
    assert_eq!((&listed["items"][0]["open"], &listed["items"][0]["credited"]), (&json!("238.00"), &json!("119.00")));
    anna.gets(&anna.path("sales?state=lost")).await.refused(422, "sales.invalid");

    let printed = program.tells(&["invoice", "list", "--kind", "credit_note", "--json"]).await;
    assert_eq!(printed[0]["gross"], "119.00", "{printed}");
    let printed = program.tells(&["invoice", "show", &number, "--json"]).await;
    assert_eq!(printed["open"], "238.00", "{printed}");
}

#[tokio::test]
async fn what_is_wrong_is_named_and_a_second_person_decides_above_the_limit() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let bare = anna.posts(&anna.path("sales"), &json!({ "kind": "invoice" })).await.ok();
    let path = anna.path(&format!("sales/{}", id(&bare)));
    let refused = anna.posts(&format!("{path}/issue"), &json!({ "version": 1 })).await.refused(422, "sales.incomplete");
    let fields: Vec<&str> =
        refused["errors"].as_array().expect("errors").iter().filter_map(|e| e["field"].as_str()).collect();
    assert_eq!(fields, ["customer_id", "lines"], "{refused}");
    let wrong = json!({ "kind": "invoice", "lines": [{ "text": "x", "unit_price": "1e3" }] });
    let wrong = anna.posts(&anna.path("sales/totals"), &wrong).await.refused(422, "sales.invalid");
    assert_eq!(wrong["errors"][0]["field"], "lines[0].unit_price");
    let gone = anna.asks(Method::DELETE, &format!("{path}?version=1"), None).await;
    assert_eq!(gone.status, 204, "{gone}");
    anna.gets(&path).await.refused(404, "sales.not_found");

    let ben = anna.hires(&program, "Ben", "accountant").await;
    let large = json!({ "kind": "invoice", "customer_id": customer(&anna).await, "lines": [line("1000.00")] });
    let large = ben.posts(&ben.path("sales"), &large).await.ok();
    let path = ben.path(&format!("sales/{}", id(&large)));
    let waiting = ben.posts(&format!("{path}/issue"), &json!({ "version": 1 })).await;
    assert_eq!(waiting.status, 202, "{waiting}");
    let waiting = waiting.json();
    assert_eq!((&waiting["state"], &waiting["can"]["approve"]["allowed"]), (&json!("waiting"), &json!(false)));
    let seen = json!({ "version": waiting["version"] });
    ben.posts(&format!("{path}/approve"), &seen).await.refused(403, "approval.refused");
    let approved = anna.posts(&format!("{path}/approve"), &seen).await.ok();
    assert_eq!((&approved["outcome"], &approved["document"]["state"]), (&json!("issued"), &json!("issued")));
}
