//! The entries that follow from the labels of a corpus of real documents: whatever is read right is booked right.

use std::path::PathBuf;

use money::Currency;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{day, dec, paper};
use crate::facts::{DocumentKind, Facts, Field, TaxLine};
use crate::page::Route;
use crate::proposal::{LineRole, Settings, propose};

fn manifest() -> Option<String> {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("PACIOLI_CORPUS").map_or(default, PathBuf::from);
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).ok();
    let expected = std::env::var_os("PACIOLI_CORPUS").is_some();
    assert!(manifest.is_some() || !expected, "PACIOLI_CORPUS is set, but no manifest.jsonl is in {}", folder.display());
    manifest
}

fn amount(value: &Value) -> Decimal {
    value.as_str().map_or(Decimal::ZERO, dec)
}

fn facts_of(expected: &Value) -> Facts {
    let figure = |name: &str| expected.get(name).and_then(Value::as_str).map(|t| Field::certain(dec(t)));
    let line = |l: &Value| TaxLine {
        rate: amount(&l["rate"]),
        base: amount(&l["base"]),
        tax: amount(&l["tax"]),
        category: None,
    };
    Facts {
        date: expected["date"].as_str().map(|d| Field::certain(day(d))),
        currency: expected["currency"].as_str().and_then(|c| Currency::from_code(c).ok()).map(Field::certain),
        subtotal: figure("subtotal"),
        tax: figure("tax"),
        total: figure("total"),
        prepaid: figure("prepaid"),
        amount_due: figure("amount_due"),
        tax_breakdown: expected["tax_breakdown"].as_array().map(|t| Field::certain(t.iter().map(line).collect())),
        ..Facts::empty(Route::Xml)
    }
}

#[test]
fn the_entries_of_labelled_documents_follow_to_the_cent() {
    let Some(text) = manifest() else {
        println!("no corpus of documents here (PACIOLI_CORPUS): nothing checked");
        return;
    };
    let mut checked = 0;
    for record in text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()) {
        let Some(journal) = record["expected_journal"].as_array() else { continue };
        let signed = |l: &Value| amount(&l["debit"]) - amount(&l["credit"]);
        let total = amount(&record["expected"]["total"]);
        let owed = journal.iter().find(|l| l["role"] == "payable").map(signed).unwrap_or_default();
        // labels do not name the kind: a positive document that is owed to us is a credit note
        let credit = owed.is_sign_positive() && total.is_sign_positive();
        let kind = if credit { DocumentKind::CreditNote } else { DocumentKind::Invoice };
        let facts = facts_of(&record["expected"]);
        let proposal = propose(&facts, &paper(kind), &Settings::without_books(Currency::EUR))
            .unwrap_or_else(|e| panic!("{}: {e}", record["file"]));
        for (role, name) in
            [(LineRole::Expense, "expense"), (LineRole::InputTax, "input_tax"), (LineRole::Payable, "payable")]
        {
            let wanted: Decimal = journal.iter().filter(|l| l["role"] == name).map(signed).sum();
            let got = Decimal::new(proposal.sum_of(role), proposal.currency.exponent());
            assert_eq!(got, wanted, "{} {name}", record["file"]);
        }
        assert!(proposal.balances());
        checked += 1;
    }
    println!("{checked} entries checked");
    assert!(checked > 0, "the manifest holds no journals");
}
