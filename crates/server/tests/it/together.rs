//! Several documents decided about by one request, and ids that are of nobody here.

use reqwest::Method;
use serde_json::{Value, json};

use crate::papers;
use crate::person::Person;
use crate::program::Program;

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// From now on two people must approve what is above so much.
async fn wants_two_above(anna: &Person, cents: i64) {
    let in_force = anna.looks_at("approval-policy").await;
    let mut policy = in_force["policy"].clone();
    policy["rules"] = json!([{ "name": "Large ones twice", "when": { "min_amount": { "minor": cents, "currency": "EUR" } },
        "approvers": { "count": 2 } }]);
    let body = json!({ "version": in_force["version"], "policy": policy });
    anna.asks(Method::PUT, &anna.path("approval-policy"), Some(&body)).await.ok();
}

#[tokio::test]
async fn of_several_documents_each_has_its_own_result_in_the_order_asked() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    wants_two_above(&anna, 5000_00).await;
    let mut settled = async |number: &str, vendor: &str, net: i64| {
        let id = anna.uploads(&format!("{number}.xml"), &papers::einvoice(number, vendor, net)).await;
        (id.clone(), watch.until_settled(&id).await["version"].clone())
    };
    let small = settled("R-1", "Papier Kraus GmbH", 100_00).await;
    let large = settled("R-2", "Ahorn Maschinen KG", 9_000_00).await;
    let other = settled("R-3", "Birkenhof Reisen AG", 200_00).await;

    let second = json!({ "name": "Zweitwerk GmbH", "base_currency": "EUR", "jurisdiction": "DE" });
    let second = anna.posts("/api/v1/businesses", &second).await.ok();
    let path = format!("/api/v1/businesses/{}/documents", second["id"].as_str().expect("an id"));
    let paper = papers::einvoice("R-9", "Dattelmann OHG", 100_00);
    let sent = anna.sends_to(&path, &[("R-9.xml", paper.as_slice())]).await.ok();
    let foreign = sent["items"][0]["document"]["id"].as_str().expect("taken in").to_owned();

    let asked = [
        (&large.0, &large.1),
        (&small.0, &small.1),
        (&foreign, &json!(1)),
        (&small.0, &small.1),
        (&NOBODY.to_owned(), &json!(1)),
        (&other.0, &json!(999)),
        (&other.0, &other.1),
    ];
    let documents: Vec<Value> = asked.iter().map(|(id, version)| json!({ "id": id, "version": version })).collect();
    let answer =
        anna.posts(&anna.path("documents/approve"), &json!({ "documents": documents, "note": "seen" })).await.ok();
    let results = answer["results"].as_array().expect("results");
    let told: Vec<(&str, &str, &str)> = results
        .iter()
        .map(|r| {
            let text = |value: &'static str| r[value].as_str().unwrap_or("-");
            (text("id"), text("outcome"), r["error"]["code"].as_str().unwrap_or("-"))
        })
        .collect();
    let expected = [
        (large.0.as_str(), "waiting", "-"),
        (small.0.as_str(), "posted", "-"),
        (foreign.as_str(), "refused", "document.not_found"),
        (small.0.as_str(), "refused", "document.stale"),
        (NOBODY, "refused", "document.not_found"),
        (other.0.as_str(), "refused", "document.stale"),
        (other.0.as_str(), "posted", "-"),
    ];
    assert_eq!(told, expected, "{answer}");
    let named = |r: &Value| r["entry_id"].is_string();
    assert_eq!(results.iter().map(named).collect::<Vec<_>>(), [false, true, false, false, false, false, true]);
    assert_eq!(anna.document(&large.0).await["state"]["name"], "in_review", "it waits for a second person");
    let entries = anna.looks_at("entries").await;
    assert_eq!(entries["items"].as_array().map(Vec::len), Some(2), "each was posted once");

    let many: Vec<Value> = (0..201).map(|_| json!({ "id": NOBODY, "version": 1 })).collect();
    let refused = anna.posts(&anna.path("documents/approve"), &json!({ "documents": many })).await;
    assert_eq!(refused.refused(422, "documents.too_many")["errors"][0]["field"], "documents");
}

/// What names something by an id that is not of this business is refused, and the answer names the field.
#[tokio::test]
async fn unknown_and_foreign_ids_are_refused_with_their_field() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let viewer = anna.hires(&program, "Vera", "viewer").await;
    let mut watch = anna.watches().await;
    let id = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    watch.until_settled(&id).await;
    let vera = viewer.gets("/api/v1/session").await.ok()["user"]["id"].clone();
    let vera = vera.as_str().expect("Vera has an id").to_owned();
    let second = json!({ "name": "Zweitwerk GmbH", "base_currency": "EUR", "jurisdiction": "DE" });
    let second = anna.posts("/api/v1/businesses", &second).await.ok()["id"].as_str().expect("an id").to_owned();
    let foreign = anna.gets(&format!("/api/v1/businesses/{second}/accounts")).await.ok()["items"][0]["id"].clone();

    for account in [json!(NOBODY), foreign.clone()] {
        let rows = [
            (json!({ "lines": [{ "line_id": 0, "account_id": account }] }), "account_id"),
            (json!({ "entry": [{ "account_id": account, "debit": "100.00" }] }), "entry[0].account_id"),
            (json!({ "party": { "id": NOBODY } }), "party"),
        ];
        for (body, field) in rows {
            let refused = anna.tries("correct?dry_run=1", &id, body).await.refused(422, "document.bad_correction");
            assert_eq!(refused["errors"][0]["field"], field, "{refused}");
        }
        let party = json!({ "name": "Kraus", "is_supplier": true, "is_customer": false, "expense_account": account });
        let refused = anna.posts(&anna.path("parties"), &party).await.refused(422, "party.unknown_account");
        assert_eq!(refused["errors"][0]["field"], "expense_account", "{refused}");
    }
    for person in [NOBODY, &vera] {
        let question = json!({ "question": "Is it ours?", "of_user_id": person });
        let refused = anna.tries("ask", &id, question).await.refused(422, "document.not_a_reviewer");
        assert_eq!(refused["errors"][0]["field"], "of_user_id", "{refused}");
    }
    let in_force = anna.looks_at("approval-policy").await;
    let rules = [
        (
            json!({ "count": 1, "persons": [vera] }),
            json!({}),
            "approval.unknown_person",
            "policy.rules[0].approvers.persons[0]",
        ),
        (
            json!({ "count": 1 }),
            json!({ "accounts": [foreign] }),
            "approval.unknown_account",
            "policy.rules[0].when.accounts[0]",
        ),
    ];
    for (approvers, when, code, field) in rules {
        let mut policy = in_force["policy"].clone();
        policy["rules"] = json!([{ "name": "Large", "when": when, "approvers": approvers }]);
        let body = json!({ "version": in_force["version"], "policy": policy });
        let refused = anna.asks(Method::PUT, &anna.path("approval-policy"), Some(&body)).await.refused(422, code);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    let party =
        json!({ "name": "Kraus", "is_supplier": true, "is_customer": false, "ibans": ["DE89370400440532013001"] });
    let refused = anna.posts(&anna.path("parties"), &party).await.refused(422, "party.invalid");
    assert_eq!(refused["errors"][0]["field"], "ibans", "{refused}");
}
