//! The main job by the API alone: set up, upload, review, correct, approve, find it in the books and on the page.

use serde_json::{Value, json};

use crate::papers;
use crate::person::Person;
use crate::program::{Program, corpus, has_models};

/// A real document of the corpus with what is printed on it.
struct Paper {
    name: String,
    bytes: Vec<u8>,
    printed: Value,
}

/// The first real documents of these types in this currency whose figures are printed and small enough to be approved
/// by whoever corrects them.
fn real_papers(wanted: &[(&str, &str)]) -> Option<Vec<Paper>> {
    let folder = corpus()?;
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).expect("the manifest");
    let all: Vec<Value> = manifest.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let mut found: Vec<Paper> = Vec::new();
    for (kind, currency) in wanted {
        let paper = all.iter().find(|paper| {
            let printed = &paper["expected"];
            let cents = printed["total"].as_str().map(cents).unwrap_or_default();
            let is_new = found.iter().all(|f| f.printed["invoice_number"] != printed["invoice_number"]);
            paper["type"] == *kind && paper["currency"] == *currency && (1..900_00).contains(&cents) && is_new
        });
        let paper = paper.unwrap_or_else(|| panic!("the corpus has no {kind} in {currency}"));
        let file = paper["file"].as_str().expect("a file");
        let bytes = std::fs::read(folder.join(file)).expect("the file");
        let name = file.rsplit('/').next().expect("a name").to_owned();
        found.push(Paper { name, bytes, printed: paper["expected"].clone() });
    }
    Some(found)
}

fn cents(amount: &str) -> i64 {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "00"));
    format!("{whole}{part:0<2}").parse().expect("an amount")
}

fn money(value: &Value) -> i64 {
    value["amount"].as_str().map(cents).unwrap_or_default()
}

fn field<'a>(document: &'a Value, name: &str) -> &'a Value {
    let fields = document["fields"].as_array().expect("the form");
    fields.iter().find(|f| f["name"] == name).unwrap_or_else(|| panic!("no field {name}"))
}

/// Compares the form with what is printed and sets right what differs, as a reviewer does.
async fn review(anna: &Person, id: &str, printed: &Value) -> Value {
    let document = anna.document(id).await;
    let mut wrong = serde_json::Map::new();
    for name in ["vendor", "invoice_number", "date", "currency", "subtotal", "tax", "total"] {
        let is = field(&document, name)["value"].as_str();
        match printed[name].as_str() {
            Some(should) if is != Some(should) => wrong.insert(name.to_owned(), json!(should)),
            _ => None,
        };
    }
    println!("{}: {} of the fields were set right", document["file_name"], wrong.len());
    if wrong.is_empty() { document } else { anna.does("correct", id, json!({ "fields": wrong })).await }
}

/// The row of a trial balance for what was earned before the fiscal year.
const EARLIER: &str = "Result of earlier years";

/// Debits less credits of each row a trial balance should have, base currency, over these entries.
async fn booked(anna: &Person, entries: &[Value], year_start: &str) -> std::collections::BTreeMap<String, i64> {
    let accounts = anna.looks_at("accounts").await;
    let earns = |code: &str| {
        let mut accounts = accounts["items"].as_array().expect("accounts").iter();
        accounts.any(|a| a["code"] == code && (a["type"] == "income" || a["type"] == "expense"))
    };
    let mut sums = std::collections::BTreeMap::new();
    for id in entries {
        let entry = anna.looks_at(&format!("entries/{}", id.as_str().expect("an entry"))).await;
        for line in entry["lines"].as_array().expect("lines") {
            let code = line["account"]["code"].as_str().expect("a code");
            let is_earlier = earns(code) && entry["date"].as_str().expect("a date") < year_start;
            let row = if is_earlier { EARLIER } else { code };
            *sums.entry(row.to_owned()).or_insert(0) += money(&line["base_debit"]) - money(&line["base_credit"]);
        }
    }
    sums
}

#[tokio::test]
async fn real_documents_reach_the_books_and_lead_back_to_the_page() {
    let wanted = [("invoice_pdf", "EUR"), ("einvoice_xml", "EUR"), ("receipt_image", "MYR")];
    let Some(mut papers) = real_papers(&wanted) else { return };
    if !has_models() {
        papers.pop();
    }
    let program = Program::start().await;
    let nobody = Person::nobody(&program);
    assert_eq!(nobody.gets("/api/v1/setup").await.ok()["needed"], true);
    let anna = Person::sets_up(&program).await;
    assert_eq!(nobody.gets("/api/v1/setup").await.ok()["needed"], false);

    let mut watch = anna.watches().await;
    let files: Vec<(&str, &[u8])> = papers.iter().map(|p| (p.name.as_str(), p.bytes.as_slice())).collect();
    let taken = anna.sends(&files).await.ok();
    let mut entries = Vec::new();
    for (index, paper) in papers.iter().enumerate() {
        let id = taken["items"][index]["document"]["id"].as_str().expect("taken").to_owned();
        let read = watch.until_settled(&id).await;
        assert_eq!(read["state"]["name"], "in_review", "{}: {}", paper.name, read["state"]);
        let mut document = review(&anna, &id, &paper.printed).await;
        let stops = document["reasons"].as_array().expect("reasons").iter();
        if stops.filter(|r| r["severity"] == "block").any(|r| r["code"] == "other_addressee") {
            // the papers were written to others; here they are ours
            document = anna.does("correct", &id, json!({ "fields": { "customer": "Werkbank GmbH" } })).await;
        }
        let foreign = document["proposal"]["currency"].as_str().filter(|currency| *currency != "EUR");
        if foreign.is_some() {
            assert_eq!(document["can"]["approve"]["allowed"], false, "a rate is missing");
            document = anna.does("correct", &id, json!({ "rate": "0.2135" })).await;
        }
        assert_eq!(document["can"]["approve"]["allowed"], true, "{}: {}", paper.name, document["reasons"]);
        assert_eq!(document["proposal"]["totals"]["debit"], document["proposal"]["totals"]["credit"]);
        let total = paper.printed["total"].as_str().map(cents).expect("a total");
        assert_eq!(money(&document["proposal"]["totals"]["debit"]), total, "{}", paper.name);
        let posted = anna.does("approve", &id, json!({ "note": "compared with the page" })).await;
        assert_eq!(posted["state"]["name"], "posted");
        entries.push(posted["entry_id"].clone());
    }

    let report = anna.looks_at("reports/trial-balance").await;
    let booked = booked(&anna, &entries, report["year_start"].as_str().expect("a day")).await;
    assert_eq!(report["totals"]["debit"]["amount"], report["totals"]["credit"]["amount"]);
    for row in report["rows"].as_array().expect("rows") {
        let name = row["account"]["code"].as_str().or(row["label"].as_str()).expect("a name");
        let balance = money(&row["debit"]) - money(&row["credit"]);
        assert_eq!(balance, booked.get(name).copied().unwrap_or_default(), "{name}");
    }
    assert_eq!(report["rows"].as_array().map(Vec::len), Some(booked.values().filter(|b| **b != 0).count()));
    leads_back_to_the_page(&anna, &entries[0], &papers[0]).await;
    let verified = program.tells(&["ledger", "verify", "--json"]).await;
    assert_eq!(verified[0]["report"]["findings"], json!([]), "{verified}");
}

/// The line of what is owed names the page and the rectangle in which the total is printed.
async fn leads_back_to_the_page(anna: &Person, entry: &Value, paper: &Paper) {
    let entry = anna.looks_at(&format!("entries/{}", entry.as_str().expect("an entry"))).await;
    assert_eq!(entry["approval"]["by"], "Anna Weber");
    assert_eq!(entry["approval"]["note"], "compared with the page");
    let lines = entry["lines"].as_array().expect("lines");
    let places = lines.iter().flat_map(|l| l["provenance"].as_array().expect("places"));
    let total = places.clone().find(|p| p["field"] == "total" && p["rect"].is_object());
    let total = total.unwrap_or_else(|| panic!("no line leads to the total on the page: {entry}"));
    let (document, page) = (total["document_id"].as_str().expect("a document"), &total["page"]);

    let words = anna.looks_at(&format!("documents/{document}/pages/{page}/words")).await;
    let edge = |of: &Value, name: &str| of["rect"][name].as_f64().expect("an edge");
    let middle = |w: &Value| ((edge(w, "x0") + edge(w, "x1")) / 2.0, (edge(w, "y0") + edge(w, "y1")) / 2.0);
    let within = |w: &&Value| {
        let (x, y) = middle(w);
        (edge(total, "x0")..=edge(total, "x1")).contains(&x) && (edge(total, "y0")..=edge(total, "y1")).contains(&y)
    };
    let there: String = words["items"]
        .as_array()
        .expect("words")
        .iter()
        .filter(within)
        .map(|w| w["text"].as_str().expect("text"))
        .collect();
    let digits: String = there.chars().filter(char::is_ascii_digit).collect();
    assert!(
        digits.contains(&cents(paper.printed["total"].as_str().expect("a total")).to_string()),
        "there stands {there:?}"
    );

    let picture = anna.gets(&anna.path(&format!("documents/{document}/pages/{page}/image?width=800"))).await;
    assert_eq!(picture.status, 200, "{picture}");
    assert!(picture.header("content-type").starts_with("image/"), "{}", picture.header("content-type"));
    let original = anna.gets(&anna.path(&format!("documents/{document}/file"))).await;
    assert_eq!(original.bytes, paper.bytes, "the paper itself is kept as it came");

    let run = anna.looks_at(&format!("documents/{document}/run")).await;
    let stages: Vec<&str> =
        run["steps"].as_array().expect("steps").iter().map(|s| s["stage"].as_str().expect("a stage")).collect();
    assert_eq!(stages[..5], ["arrive", "read", "extract", "classify", "propose"]);
    assert_eq!(stages[stages.len() - 2..], ["review", "post"]);
}

#[tokio::test]
async fn the_same_bytes_are_recognised() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let invoice = papers::einvoice("R-1", "Papier Kraus GmbH", 100_00);
    let first = anna.uploads("R-1.xml", &invoice).await;
    let again = anna
        .sends(&[("other name.xml", &invoice), ("R-2.xml", &papers::einvoice("R-2", "Papier Kraus GmbH", 50_00))])
        .await
        .ok();
    assert_eq!(again["items"][0]["duplicate_of"], *first);
    assert_eq!(again["items"][0]["document"], Value::Null);
    assert_eq!(again["items"][1]["document"]["file_name"], "R-2.xml", "its neighbour is taken");
    let all = anna.looks_at("documents").await;
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_mail_with_two_invoices_becomes_two_documents() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    let xml = papers::einvoice("R-1", "Papier Kraus GmbH", 100_00);
    let pdf = papers::pdf_invoice("2026-77", "Toner Blitz AG", 40_00);
    let mail = papers::mail(
        "Ihre Rechnungen",
        &[("R-1.xml", "application/xml", &xml), ("2026-77.pdf", "application/pdf", &pdf)],
    );
    let whole = anna.uploads("rechnungen.eml", &mail).await;
    let mut parts = watch
        .until("both attachments are read", async |anna| {
            let list = anna.looks_at("documents?group=waiting").await;
            let items = list["items"].as_array().expect("items").clone();
            (items.len() == 2).then_some(items)
        })
        .await;
    assert_eq!(anna.document(&whole).await["state"]["name"], "archived", "the mail itself has nothing to book");
    parts.sort_by_key(|p| p["file_name"].as_str().map(str::to_owned));
    let told: Vec<(&str, &str, &str)> = parts
        .iter()
        .map(|p| {
            let text = |v: &'static str| p[v].as_str().unwrap_or("");
            (text("file_name"), text("number"), p["total"]["amount"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(told, [("2026-77.pdf", "2026-77", "47.60"), ("R-1.xml", "R-1", "119.00")]);
    for part in &parts {
        let id = part["id"].as_str().expect("an id");
        assert_eq!(anna.document(id).await["part_of"], *whole);
        let posted = anna.does("approve", id, json!({})).await;
        assert_eq!(posted["state"]["name"], "posted");
    }
}

/// A program with a key does the same as a person in a browser, and the trail names it.
#[tokio::test]
async fn a_program_with_a_key_can_do_it_all() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let robot = anna
        .makes_key(&[
            "documents-add",
            "documents-read",
            "documents-review",
            "documents-approve",
            "ledger-post",
            "ledger-read",
            "reports-read",
            "parties-manage",
        ])
        .await;
    let mut watch = robot.watches().await;
    let id = robot.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    watch.until_settled(&id).await;
    let account = robot.looks_at("accounts").await["items"]
        .as_array()
        .expect("accounts")
        .iter()
        .find(|a| a["code"] == "6490")
        .expect("Druckkosten")["id"]
        .clone();
    let seen = robot.document(&id).await;
    let line =
        seen["proposal"]["lines"].as_array().expect("lines").iter().find(|l| l["role"] == "expense").expect("a cost");
    let corrected =
        robot.does("correct", &id, json!({ "lines": [{ "line_id": line["id"], "account_id": account }] })).await;
    let moved = corrected["proposal"]["lines"].as_array().expect("lines").iter().any(|l| l["account"]["id"] == account);
    assert!(moved, "the entry changes at once: {}", corrected["proposal"]);
    robot.does("approve", &id, json!({})).await;
    let trail = anna
        .gets(&format!("/api/v1/audit?business_id={}&subject_id={id}&action=document.approved", anna.business))
        .await
        .ok();
    assert_eq!(trail["items"][0]["actor"], json!({ "kind": "api_key", "name": "API key a program" }));
}
