//! What is owed, over the wire: an invoice is paid in part, bounces, is paid again with discount, and foreign items are
//! shown at the rate of a day.

use serde_json::{Value, json};

use crate::person::Person;
use crate::program::Program;

/// Anna with the accounts of her German business by their codes, and a contact.
struct Desk {
    anna: Person,
    accounts: Value,
    contact: Value,
}

impl Desk {
    async fn new(program: &Program) -> Self {
        let anna = Person::sets_up(program).await;
        let accounts = anna.looks_at("accounts").await["items"].clone();
        let contact = json!({ "name": "Adler KG", "is_supplier": true, "is_customer": true });
        let contact = anna.posts(&anna.path("parties"), &contact).await.ok()["id"].clone();
        Self { anna, accounts, contact }
    }

    fn account(&self, code: &str) -> Value {
        let items = self.accounts.as_array().expect("accounts");
        items.iter().find(|a| a["code"] == code).expect("it exists")["id"].clone()
    }

    /// An invoice over 476.00 with 76.00 of tax, due at the end of February; returns what it is named by.
    async fn invoices(&self) -> Value {
        let entry = json!({ "date": "2026-02-10", "memo": "Werkzeug", "reference": "R-17", "journal": "SAL", "lines": [
            { "account_id": self.account("1200"), "debit": "476.00", "party_id": self.contact, "due": "2026-02-28" },
            { "account_id": self.account("4010"), "credit": "400.00", "tax_code": "O19", "tax_part": "base" },
            { "account_id": self.account("2210"), "credit": "76.00", "tax_code": "O19", "tax_part": "tax" } ] });
        let posted = self.anna.posts(&self.anna.path("entries"), &entry).await.ok();
        json!({ "entry_id": posted["entry"]["id"], "line": 1 })
    }

    fn payment(&self, item: &Value, amount: &str, taken: &str, discount: Option<&str>) -> Value {
        json!({ "side": "receivable", "date": "2026-03-02", "account_id": self.account("1610"), "amount": amount,
            "settles": [{ "entry_id": item["entry_id"], "line": item["line"], "amount": taken, "discount": discount }] })
    }

    /// What is open, as the list says.
    async fn open(&self, on: &str) -> Vec<String> {
        let listed = self.anna.looks_at(&format!("open-items?side=receivable&as_of={on}")).await;
        let items = listed["items"].as_array().expect("items");
        items.iter().map(|item| item["open"].as_str().expect("a figure").to_owned()).collect()
    }
}

#[tokio::test]
async fn an_invoice_is_paid_bounces_and_is_paid_with_discount() {
    let program = Program::start().await;
    let desk = Desk::new(&program).await;
    let anna = &desk.anna;
    let item = desk.invoices().await;
    assert_eq!(desk.open("2026-02-10").await, ["476.00"]);
    let suggested = anna.looks_at("payments/suggestion?side=receivable&amount=476.00&currency=EUR&text=R%2017").await;
    assert_eq!((&suggested["left"], &suggested["settles"][0]["amount"]), (&json!("0.00"), &json!("476.00")));
    let payments = anna.path("payments");
    let part = desk.payment(&item, "200.00", "200.00", None);
    let looked = anna.posts(&format!("{payments}?dry_run=1"), &part).await.ok();
    assert_eq!(looked["preview"]["lines"].as_array().map(Vec::len), Some(2), "{looked}");
    let paid = anna.posts(&payments, &part).await.ok();
    assert_eq!(desk.open("2026-03-02").await, ["276.00"]);
    let too_much = desk.payment(&item, "476.00", "476.00", None);
    let refused = anna.posts(&payments, &too_much).await.refused(422, "trade.more_than_open");
    assert!(refused["detail"].as_str().is_some_and(|text| text.contains("276.00")), "{refused}");
    let entry = paid["posting"]["entry"]["id"].as_str().expect("an entry").to_owned();
    let back = json!({ "date": "2026-03-05", "reason": "returned by the bank" });
    anna.posts(&anna.path(&format!("entries/{entry}/reverse")), &back).await.ok();
    assert_eq!(desk.open("2026-03-05").await, ["476.00"]);
    let mut rest = desk.payment(&item, "466.48", "476.00", Some("9.52"));
    rest["date"] = json!("2026-03-06");
    anna.posts(&payments, &rest).await.ok();
    assert!(desk.open("2026-03-06").await.is_empty());
    let march = anna.looks_at("returns/figures?from=2026-03-01&to=2026-03-31").await;
    let boxes = march["boxes"].as_array().expect("boxes");
    let sales = boxes.iter().find(|b| b["id"] == "81").expect("a box of the form");
    assert_eq!(sales["exact"], "-8.00", "2 % discount of 400.00 comes off the turnover of the month it was taken in");
    let ageing = anna.looks_at("ageing?side=receivable&as_of=2026-03-04").await;
    assert_eq!((&ageing["overdue"], &ageing["control"]["difference"]), (&json!("276.00"), &json!("0.00")));
    let path = format!("open-items/{}/1", item["entry_id"].as_str().expect("an id"));
    let told = anna.looks_at(&path).await;
    let amounts: Vec<&Value> =
        told["allocations"].as_array().expect("a history").iter().map(|a| &a["amount"]).collect();
    assert_eq!(amounts, ["200.00", "-200.00", "476.00"]);
    let contact = desk.contact.as_str().expect("an id");
    let statement = anna.looks_at(&format!("parties/{contact}/statement?from=2026-03-01&to=2026-03-31")).await;
    let euros = &statement["currencies"][0];
    assert_eq!((&euros["opening"], &euros["closing"]), (&json!("476.00"), &json!("0.00")));
    let csv = anna.gets(&anna.path("ageing?side=receivable&format=csv")).await;
    assert!(csv.bytes.starts_with(b"contact,items,not_due"), "{csv}");
}

#[tokio::test]
async fn foreign_items_are_revalued_once_and_taken_back() {
    let program = Program::start().await;
    let desk = Desk::new(&program).await;
    let anna = &desk.anna;
    let rate =
        |day: &str, rate: &str| json!({ "from": "USD", "to": "EUR", "day": day, "rate": rate, "source": "test" });
    anna.posts("/api/v1/rates", &rate("2026-02-02", "0.90")).await.ok();
    let advance = json!({ "side": "receivable", "date": "2026-02-02", "account_id": desk.account("1610"),
        "amount": "100.00", "currency": "USD", "party_id": desk.contact });
    anna.posts(&anna.path("payments"), &advance).await.ok();
    let day = json!({ "as_of": "2026-02-28" });
    let revaluation = anna.path("revaluation");
    anna.posts(&revaluation, &day).await.refused(422, "trade.rate_missing");
    anna.posts("/api/v1/rates", &rate("2026-02-27", "0.95")).await.ok();
    let told = anna.looks_at("revaluation?as_of=2026-02-28").await;
    assert_eq!(
        (&told["gain"], &told["loss"], &told["by_currency"][0]["net"]),
        (&json!("5.00"), &json!("5.00"), &json!("0.00"))
    );
    let posted = anna.posts(&revaluation, &day).await.ok();
    assert_eq!(posted["outcome"], "posted");
    anna.posts(&revaluation, &day).await.refused(409, "trade.nothing_to_revalue");
    let told = anna.looks_at("revaluation?as_of=2026-02-28").await;
    assert_eq!((&told["stale"], told["posted"][0]["reversal_entry_id"].is_string()), (&json!(false), true), "{told}");
}
