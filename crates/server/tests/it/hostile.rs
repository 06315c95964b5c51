//! Files and texts made to do harm: each is refused in clear words or kept as the plain data it is, and whoever sends
//! something honest at the same moment notices nothing.

use serde_json::{Value, json};

use crate::papers;
use crate::person::Person;
use crate::program::Program;

/// Texts that would act if any reader took them for markup, a formula, a path, a query or a terminal's command.
const SCRIPTS: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://evil.example\",\"pay here\")",
    "'; drop table document; --",
    "{{7*7}}${7*7}",
    "\u{202e}gnp.exe",
];

fn deep_xml() -> Vec<u8> {
    let (down, up) = ("<a>".repeat(100_000), "</a>".repeat(100_000));
    let invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    format!("<Invoice xmlns=\"{invoice}\">{down}{up}</Invoice>").into_bytes()
}

fn entity_bomb() -> Vec<u8> {
    let mut text = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..20 {
        let before = format!("&a{};", n - 1).repeat(10);
        text.push_str(&format!("<!ENTITY a{n} \"{before}\">"));
    }
    text.push_str("]><Invoice>&a19;</Invoice>");
    text.into_bytes()
}

fn stealing_xml() -> Vec<u8> {
    b"<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Invoice>&x;</Invoice>".to_vec()
}

fn ten_thousand_pages() -> Vec<u8> {
    let empty: &[&str] = &[];
    papers::pdf(&vec![empty; 10_000])
}

#[tokio::test]
async fn each_hostile_file_is_refused_in_clear_words_and_the_honest_one_beside_it_is_read() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    let honest = papers::pdf_invoice("R-1", "Papier Kraus GmbH", 100_00);
    // Refused at the door, by what the bytes are and not by what they are called.
    let at_the_door: [(&str, &[u8], &str); 6] = [
        ("empty.pdf", b"", "document.empty"),
        (
            "program.pdf",
            b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00\x00\x00",
            "document.unknown_type",
        ),
        ("program.png", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0", "document.unknown_type"),
        ("archive.pdf", b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\x01\x02\x03\x04", "document.unknown_type"),
        ("page.pdf", b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>", "document.unknown_type"),
        ("noise.pdf", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15", "document.unknown_type"),
    ];
    // Taken, and refused by the process that reads.
    let in_the_reader: [(&str, Vec<u8>, &str); 7] = [
        ("broken.pdf", honest[..60].to_vec(), "document.broken"),
        ("locked.pdf", papers::locked_pdf(), "document.encrypted"),
        ("long.pdf", ten_thousand_pages(), "document.too_many_pages"),
        ("laughs.xml", entity_bomb(), "document.hostile"),
        ("thief.xml", stealing_xml(), "document.hostile"),
        ("deep.xml", deep_xml(), "document.hostile"),
        ("poster.png", papers::png_claiming(60_000, 60_000), "document.too_many_pixels"),
    ];
    let mut files: Vec<(&str, &[u8])> = at_the_door.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    files.extend(in_the_reader.iter().map(|(name, bytes, _)| (*name, bytes.as_slice())));
    files.push(("R-1.pdf", &honest));
    let taken = anna.sends(&files).await.ok();
    let taken = taken["items"].as_array().expect("a result for each");
    assert_eq!(taken.len(), files.len());
    for (result, (name, _, code)) in taken.iter().zip(&at_the_door) {
        assert_eq!(result["error"]["code"], *code, "{name}: {result}");
        assert!(result["error"]["detail"].as_str().is_some_and(|d| d.contains(name)), "{result}");
    }
    for (result, (name, _, code)) in taken[at_the_door.len()..].iter().zip(&in_the_reader) {
        let id = result["document"]["id"].as_str().unwrap_or_else(|| panic!("{name} was not taken: {result}"));
        let read = watch.until_settled(id).await;
        assert_eq!(
            (&read["state"]["name"], &read["state"]["code"]),
            (&json!("failed"), &json!(code)),
            "{name}: {}",
            read["state"]
        );
        assert!(read["state"]["detail"].as_str().is_some_and(|d| d.len() > 20), "{name} says why: {}", read["state"]);
        assert_eq!(read["can"]["enter_by_hand"]["allowed"], true, "{name} has a way out");
    }
    let id = taken.last().expect("the honest one")["document"]["id"].as_str().expect("it was taken");
    let read = watch.until_settled(id).await;
    assert_eq!(read["state"]["name"], "in_review", "{}", read["state"]);
    let posted = anna.does("approve", id, json!({})).await;
    assert_eq!(posted["state"]["name"], "posted");
    assert_eq!(anna.gets("/health/ready").await.status, 200);
}

#[tokio::test]
async fn a_text_of_numbers_ends_and_the_server_answers_meanwhile() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    let numbers = "19.00 7.00 ".repeat(5_000);
    let word = "x".repeat(2_000_000);
    let files: [(&str, &[u8]); 2] = [("numbers.txt", numbers.as_bytes()), ("word.txt", word.as_bytes())];
    let taken = anna.sends(&files).await.ok();
    for result in taken["items"].as_array().expect("a result for each") {
        assert_eq!(anna.gets("/health/live").await.status, 200);
        let id = result["document"]["id"].as_str().expect("taken");
        let read = watch.until_settled(id).await;
        assert_eq!(read["state"]["name"], "in_review", "{}", read["state"]);
    }
}

#[tokio::test]
async fn names_cannot_leave_their_place() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let long = format!("{}.xml", "ä".repeat(300));
    let cases = [
        (long.as_str(), None),
        ("../../../etc/passwd", Some("passwd")),
        ("/etc/cron.d/job.xml", Some("job.xml")),
        ("C:\\Windows\\System32\\a.xml", Some("a.xml")),
        ("..", Some("document")),
        ("a\u{202e}lmx.exe", Some("almx.exe")),
        ("semi;colon \"quote\" %0d%0a.xml", None),
        ("<img src=x onerror=alert(1)>.xml", Some("<img src=x onerror=alert(1)>.xml")),
    ];
    for (n, (name, kept)) in cases.iter().enumerate() {
        let bytes = papers::einvoice(&format!("N-{n}"), "Papier Kraus GmbH", 1_000 + n as i64);
        let id = anna.uploads(name, &bytes).await;
        let shown = anna.document(&id).await["file_name"].as_str().expect("a name").to_owned();
        if let Some(kept) = kept {
            assert_eq!(shown, *kept, "{name:?}");
        }
        assert!(shown.len() <= 255 && !shown.contains(['/', '\\', '\0', '\n']), "{shown:?}");
        let file = anna.gets(&anna.path(&format!("documents/{id}/file"))).await;
        assert_eq!(file.bytes, bytes);
        let disposition = file.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename*=UTF-8''"), "{disposition}");
        let name = disposition.trim_start_matches("attachment; filename*=UTF-8''");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"%-._~".contains(&b)), "{disposition}");
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("default-src 'none'"));
    }
    let blobs = std::fs::read_dir(program.folder.path().join("blobs")).expect("the blobs");
    for blob in blobs {
        let name = blob.expect("a folder").file_name().into_string().expect("hexadecimal");
        assert!(name.chars().all(|c| c.is_ascii_hexdigit() || c == '-' || c.is_ascii_lowercase()), "{name}");
    }
}

/// Whatever a document says is data: it comes back letter by letter in JSON that no browser takes for a page.
#[tokio::test]
async fn scripts_in_every_field_come_back_as_the_letters_they_are() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    for (n, script) in SCRIPTS.iter().enumerate() {
        let number = format!("{script} {n}");
        let xml = papers::einvoice(&number, script, 10_000 + 100 * n as i64);
        let id = anna.uploads(&format!("{n}.xml"), &xml).await;
        let read = watch.until_settled(&id).await;
        assert_eq!(read["state"]["name"], "in_review", "{script}: {}", read["state"]);
        assert_eq!(read["vendor"].as_str().map(str::trim), Some(script.trim()), "the vendor is these letters");
        let fields = json!({ "payment_terms": script, "po_number": script });
        let corrected = anna.does("correct", &id, json!({ "fields": fields, "reason": script })).await;
        assert_eq!(field(&corrected, "payment_terms"), *script);
        anna.does("ask", &id, json!({ "question": script })).await;
        let asked = anna.document(&id).await;
        assert_eq!(asked["question"]["text"], *script);
        anna.does("answer", &id, json!({ "answer": script })).await;
        let posted = anna.does("approve", &id, json!({ "note": script })).await;
        let entry = posted["entry_id"].as_str().expect("an entry").to_owned();
        for path in [
            format!("documents/{id}"),
            format!("documents/{id}/run"),
            "documents".to_owned(),
            format!("entries/{entry}"),
            "entries".to_owned(),
            "parties".to_owned(),
        ] {
            let answer = anna.gets(&anna.path(&path)).await;
            assert_eq!(answer.status, 200, "{answer}");
            assert_eq!(answer.header("content-type"), "application/json", "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
            assert!(answer.json().is_object());
        }
    }
    let tables = anna.looks_at("documents").await;
    assert_eq!(tables["items"].as_array().map(Vec::len), Some(SCRIPTS.len()), "no table was dropped");
}

fn field(document: &Value, name: &str) -> Value {
    let fields = document["fields"].as_array().expect("the form");
    fields.iter().find(|f| f["name"] == name).map(|f| f["value"].clone()).expect("the field")
}

/// A spreadsheet that opens an exported report must not run what somebody wrote into a name.
#[tokio::test]
async fn formulas_do_not_come_alive_in_an_exported_report() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let account = json!({ "code": "6499", "name": "=cmd|' /C calc'!A0", "type": "expense" });
    let account = anna.posts(&anna.path("accounts"), &account).await.ok();
    let accounts = anna.looks_at("accounts").await;
    let bank = accounts["items"].as_array().expect("accounts").iter().find(|a| a["code"] == "1610").expect("the bank")
        ["id"]
        .clone();
    let lines = json!([{ "account_id": account["id"], "debit": "5.00" }, { "account_id": bank, "credit": "5.00" }]);
    anna.posts(&anna.path("entries"), &json!({ "date": "2026-01-31", "memo": "x", "lines": lines })).await.ok();
    let csv = anna.gets(&anna.path("reports/trial-balance?format=csv")).await;
    assert_eq!(csv.status, 200, "{csv}");
    assert!(csv.header("content-disposition").starts_with("attachment"), "{}", csv.header("content-disposition"));
    let text = String::from_utf8(csv.bytes.clone()).expect("UTF-8");
    assert!(text.contains("cmd|"), "the account is in the report: {text}");
    for cell in text.split([',', '\n']).map(|cell| cell.trim_matches('"')) {
        let is_number = cell.starts_with('-') && cell[1..].starts_with(|c: char| c.is_ascii_digit());
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t']), "the cell {cell:?} is a formula");
    }
}

/// A form that is cut off, too large in number, or no form at all gets a problem document, and nothing is taken from it.
#[tokio::test]
async fn broken_uploads_are_refused_as_problems() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let path = anna.path("documents");
    let cut = "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.xml\"\r\n\r\n<Invoice>";
    let cases = [
        ("multipart/form-data; boundary=edge", cut),
        ("multipart/form-data", "no boundary"),
        ("application/json", "{}"),
        ("multipart/form-data; boundary=edge", "--edge--\r\n"),
    ];
    for (media_type, body) in cases {
        let request = anna.request(reqwest::Method::POST, &path).header("content-type", media_type).body(body);
        let answer = crate::person::Answer::to(media_type.to_owned(), request).await;
        let problem = answer.problem();
        assert!((400..500).contains(&answer.status), "{media_type}: {problem}");
    }
    assert_eq!(anna.looks_at("documents").await["items"], json!([]));
}
