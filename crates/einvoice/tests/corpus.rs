//! Accuracy on a labelled corpus: the share of expected fields of XML invoices that are read right.
//!
//! The corpus is found by `PACIOLI_CORPUS`, by default beside the workspace. The predictions are left in Cargo's folder
//! for temporary files of tests, so that the corpus's own scorer can be run on them.

use std::path::PathBuf;

use road::facts::{Facts, TaxLine};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// The share of fields that must be right.
const GOAL: f64 = 0.995;

fn corpus() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
    let folder = std::env::var_os("PACIOLI_CORPUS").map_or_else(|| PathBuf::from(default), PathBuf::from);
    let found = folder.join("manifest.jsonl").is_file();
    if !found {
        let expected = std::env::var_os("PACIOLI_CORPUS").is_some();
        assert!(!expected, "PACIOLI_CORPUS is set, but there is no manifest.jsonl in {}", folder.display());
        println!("skipped: no corpus at {}", folder.display());
    }
    found.then_some(folder)
}

fn records(folder: &std::path::Path, kind: &str) -> Vec<Value> {
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).expect("the manifest can be read");
    let records = manifest.lines().map(|line| serde_json::from_str(line).expect("each line is JSON"));
    records.filter(|record: &Value| record["type"] == kind).collect()
}

fn tax(line: &TaxLine) -> Value {
    // A category outside the scope of VAT has no rate.
    let rate = (line.category.as_deref() != Some("O")).then(|| line.rate.to_string());
    json!({ "rate": rate, "base": line.base.to_string(), "tax": line.tax.to_string() })
}

fn fields(facts: &Facts) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), Value::String(value));
        }
    };
    put("vendor", facts.vendor.as_ref().map(|f| f.value.clone()));
    put("vendor_tax_id", facts.vendor_tax_id.as_ref().map(|f| f.value.clone()));
    put("customer", facts.customer.as_ref().map(|f| f.value.clone()));
    put("invoice_number", facts.invoice_number.as_ref().map(|f| f.value.clone()));
    put("po_number", facts.po_number.as_ref().map(|f| f.value.clone()));
    put("date", facts.date.as_ref().map(|f| f.value.to_string()));
    put("due_date", facts.due_date.as_ref().map(|f| f.value.to_string()));
    put("currency", facts.currency.as_ref().map(|f| f.value.to_string()));
    put("subtotal", facts.subtotal.as_ref().map(|f| f.value.to_string()));
    put("tax", facts.tax.as_ref().map(|f| f.value.to_string()));
    put("total", facts.total.as_ref().map(|f| f.value.to_string()));
    put("amount_due", facts.amount_due.as_ref().map(|f| f.value.to_string()));
    put("line_count", Some(facts.lines.len().to_string()));
    if let Some(breakdown) = &facts.tax_breakdown {
        fields.insert("tax_breakdown".to_owned(), breakdown.value.iter().map(tax).collect());
    }
    fields
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.as_str().and_then(|text| text.parse().ok())
}

/// Letters and digits in lower case, which is how names and identifiers are compared here.
fn plain(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn bag(value: &Value) -> Vec<[Option<String>; 3]> {
    let cents = |value: &Value| decimal(value).map(|d| format!("{d:.2}"));
    let lines = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut bag: Vec<_> = lines.iter().map(|l| [cents(&l["rate"]), cents(&l["base"]), cents(&l["tax"])]).collect();
    bag.sort();
    bag
}

fn right(name: &str, expected: &Value, got: &Value) -> bool {
    match name {
        "subtotal" | "tax" | "total" | "amount_due" => {
            let difference = decimal(expected).zip(decimal(got)).map(|(a, b)| (a - b).abs());
            difference.is_some_and(|d| d <= Decimal::new(5, 3))
        }
        "tax_breakdown" => bag(expected) == bag(got),
        _ => plain(expected) == plain(got),
    }
}

#[test]
fn expected_fields_of_xml_invoices_are_read() {
    let Some(folder) = corpus() else { return };
    let (mut correct, mut total) = (0_u32, 0_u32);
    let mut wrong = Vec::new();
    let mut predictions = String::new();
    for record in records(&folder, "einvoice_xml") {
        let file = record["file"].as_str().expect("a record names its file");
        let bytes = std::fs::read(folder.join(file)).expect("the file can be read");
        assert!(einvoice::looks_like(&bytes).is_some(), "{file} is not recognised");
        let facts = einvoice::parse(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        let fields = fields(&facts);
        for (name, expected) in record["expected"].as_object().expect("a record has expected fields") {
            let got = fields.get(name).unwrap_or(&Value::Null);
            total += 1;
            if right(name, expected, got) {
                correct += 1;
            } else {
                wrong.push(format!("{file} {name}: expected {expected}, got {got}"));
            }
        }
        for check in facts.checks.iter().filter(|check| !check.holds) {
            println!("{file} {}: {}", check.name, check.detail);
        }
        predictions.push_str(&json!({ "file": file, "fields": fields }).to_string());
        predictions.push('\n');
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("einvoice-predictions.jsonl");
    std::fs::write(&path, predictions).expect("the predictions can be written");
    let share = f64::from(correct) / f64::from(total);
    println!("{correct} of {total} fields right ({share:.4}); predictions in {}", path.display());
    assert!(total > 0 && share >= GOAL, "{share:.4} of the fields are right:\n{}", wrong.join("\n"));
}

#[test]
fn business_rules_fire_as_the_suites_expect() {
    let Some(folder) = corpus() else { return };
    let (mut correct, mut total) = (0_u32, 0_u32);
    let mut wrong = Vec::new();
    for record in records(&folder, "einvoice_rules") {
        let file = record["file"].as_str().expect("a record names its file");
        let bytes = std::fs::read(folder.join(file)).expect("the file can be read");
        let silent = einvoice::rules::evaluate_suite(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        for (place, case) in record["cases"].as_array().expect("a suite has cases").iter().enumerate() {
            let expected = case["expect"] == "success";
            total += 1;
            if silent.get(place) == Some(&expected) {
                correct += 1;
            } else {
                wrong.push(format!("{file} case {place}: expected {case}"));
            }
        }
    }
    let share = f64::from(correct) / f64::from(total);
    println!("{correct} of {total} cases right ({share:.4})");
    assert!(total > 0 && share >= GOAL, "{share:.4} of the cases are right:\n{}", wrong.join("\n"));
}
