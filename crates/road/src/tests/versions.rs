use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{bill, german_books, paper};
use crate::classification::Classification;
use crate::facts::{DocumentKind, Facts};
use crate::proposal::propose;
use crate::{Proposal, State, Versioned, from_stored, to_stored};

/// Rows of the first release, as they lie in databases: without a version.
#[test]
fn values_of_the_first_release_are_read() {
    let facts: Facts = from_stored(serde_json::from_str(include_str!("stored/facts-1.json")).unwrap()).unwrap();
    assert_eq!(facts.vendor.map(|v| v.value).as_deref(), Some("Kraus GmbH"));
    assert_eq!(facts.lines.len(), 1);
    let stored = serde_json::from_str(include_str!("stored/classification-1.json")).unwrap();
    let classification: Classification = from_stored(stored).unwrap();
    assert_eq!(classification.account.map(|a| a.confidence), Some(0.62));
    let proposal: Proposal =
        from_stored(serde_json::from_str(include_str!("stored/proposal-1.json")).unwrap()).unwrap();
    assert!(proposal.balances());
    for state in include_str!("stored/states-1.jsonl").lines() {
        let read: State = from_stored(serde_json::from_str(state).unwrap()).unwrap();
        assert!(state.contains(&format!("\"state\":\"{}\"", read.name())), "{state}");
    }
}

#[test]
fn what_is_stored_reads_back_and_names_its_version() {
    let facts = bill("100", "19", "119");
    let classification = paper(DocumentKind::Invoice);
    let proposal = propose(&facts, &classification, &german_books()).unwrap();
    let stored = to_stored(&facts);
    assert_eq!(stored["schema"], json!(Facts::VERSION));
    assert_eq!(from_stored::<Facts>(stored), Ok(facts));
    assert_eq!(from_stored::<Classification>(to_stored(&classification)), Ok(classification));
    assert_eq!(from_stored::<Proposal>(to_stored(&proposal)), Ok(proposal));
}

/// A shape that changed twice: `paid` became `amount`, then got its currency.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Payment {
    amount: i64,
    currency: String,
}

impl Versioned for Payment {
    const NAME: &'static str = "payment";
    const VERSION: u64 = 3;

    fn upgrade(from: u64, mut value: serde_json::Value) -> Result<serde_json::Value, String> {
        match from {
            1 => value["amount"] = value["paid"].take(),
            2 => value["currency"] = json!("EUR"),
            other => return Err(format!("version {other}")),
        }
        Ok(value)
    }
}

#[test]
fn an_older_value_is_brought_up_step_by_step_and_a_newer_one_is_refused() {
    let euros = |amount| Payment { amount, currency: "EUR".to_owned() };
    assert_eq!(from_stored(json!({ "paid": 7 })), Ok(euros(7)));
    assert_eq!(from_stored(json!({ "amount": 8, "schema": 2 })), Ok(euros(8)));
    assert_eq!(from_stored(to_stored(&euros(9))), Ok(euros(9)));
    for (version, damaged) in [
        (4, json!({ "amount": 1, "currency": "EUR", "schema": 4 })),
        (0, json!({ "amount": 1, "schema": "x" })),
        (0, json!({ "amount": 1, "schema": 0 })),
        (3, json!({ "amount": "much", "currency": "EUR", "schema": 3 })),
        (1, json!([1, 2])),
    ] {
        let refused = from_stored::<Payment>(damaged.clone()).unwrap_err();
        assert_eq!(refused.version, version, "{damaged}: {refused}");
    }
}
