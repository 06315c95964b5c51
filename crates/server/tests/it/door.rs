//! The door of the program: names, addresses, connections, and rights that end.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::papers;
use crate::person::{Answer, PASSWORD, Person, Watch};
use crate::program::{LONGEST, Program};

#[tokio::test]
async fn a_name_that_is_not_ours_is_refused_before_anything_is_told() {
    let program = Program::start_with(&["--host", "books.example.com", "--behind-tls"]).await;
    let nobody = Person::nobody(&program);
    let ask = async |path: &str, host: &str| {
        let request = nobody.request(Method::GET, path).header("host", host);
        Answer::to(format!("GET {path} for {host}"), request).await
    };
    for path in ["/", "/setup", "/api/v1/setup", "/health/live", "/metrics"] {
        ask(path, "evil.example:7225").await.refused(421, "host.not_allowed");
    }
    for host in ["books.example.com", "localhost:7225", "192.0.2.1"] {
        let answer = ask("/api/v1/setup", host).await;
        assert_eq!(answer.status, 200, "{answer}");
        assert!(answer.header("strict-transport-security").starts_with("max-age="), "{answer}");
    }
    let sign_up = json!({
        "organisation": "Werkbank",
        "business": { "name": "Werkbank GmbH", "base_currency": "EUR", "jurisdiction": "DE" },
        "admin": { "name": "Anna Weber", "email": "anna@werkbank.example", "password": PASSWORD },
    });
    let answer = nobody.posts("/api/v1/setup", &sign_up).await;
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    assert!(cookies.iter().all(|c| c.contains("Secure") && c.contains("HttpOnly")), "{cookies:?}");
}

#[tokio::test]
async fn the_metrics_are_for_this_machine_and_for_who_carries_their_token() {
    let program = Program::start_with(&["--metrics-token", "a long and secret word"]).await;
    let nobody = Person::nobody(&program);
    assert_eq!(nobody.gets("/metrics").await.status, 200);
    let from_afar = || nobody.request(Method::GET, "/metrics").header("x-forwarded-for", "198.51.100.7");
    Answer::to("through a proxy".to_owned(), from_afar()).await.refused(403, "metrics.closed");
    let wrong = from_afar().bearer_auth("another word");
    Answer::to("with a wrong token".to_owned(), wrong).await.refused(403, "metrics.closed");
    let right = Answer::to("with the token".to_owned(), from_afar().bearer_auth("a long and secret word")).await;
    assert_eq!(right.status, 200);
}

#[tokio::test]
async fn behind_a_trusted_proxy_those_who_guess_hold_up_themselves_alone() {
    let program = Program::start_with(&["--trusted-proxy", "127.0.0.0/8"]).await;
    Person::sets_up(&program).await;
    let nobody = Person::nobody(&program);
    let knock = async |from: &str, password: &str| {
        let body = json!({ "email": "anna@werkbank.example", "password": password });
        let request = nobody.request(Method::POST, "/api/v1/session").header("x-forwarded-for", from).json(&body);
        Answer::to(format!("sign-in from {from}"), request).await
    };
    let mut held = None;
    // A slow machine may let the first short waits pass; each further attempt doubles them.
    for _ in 0..40 {
        let answer = knock("203.0.113.5, 198.51.100.7", "wrong").await;
        if answer.status == 429 {
            held = Some(answer);
            break;
        }
        answer.refused(401, "auth.wrong_credentials");
    }
    let held = held.expect("guessing is slowed down");
    held.refused(429, "auth.too_many_attempts");
    assert!(held.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1), "{}", held.header("retry-after"));
    assert_eq!(knock("203.0.113.5", PASSWORD).await.status, 200, "what the stranger wrote himself does not count");
}

/// Texts, dates and amounts that no column holds, wherever they can be sent.
#[tokio::test]
async fn what_no_book_can_hold_is_refused_by_field_and_never_fails() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let accounts = anna.looks_at("accounts").await;
    let account = accounts["items"].as_array().expect("accounts").iter().find(|a| a["code"] == "1610").expect("a bank");
    let line = |amount: Value| json!({ "account_id": account["id"], "debit": amount });
    let entry = |date: &str, memo: &str, amount: Value| json!({ "date": date, "memo": memo, "lines": [line(amount)] });
    let business = format!("/api/v1/businesses/{}", anna.business);
    let nul = "a\0b";
    let posts: Vec<(String, Value, &str)> = vec![
        ("/api/v1/session".into(), json!({ "email": nul, "password": "x" }), "request.bad_text"),
        ("/api/v1/api-keys".into(), json!({ "name": nul, "scopes": ["ledger-read"] }), "request.bad_text"),
        (anna.path("accounts"), json!({ "code": nul, "name": "x", "type": "asset" }), "request.bad_text"),
        (anna.path("entries"), entry("2026-01-31", nul, json!("1")), "request.bad_text"),
        (anna.path("entries"), entry("-009999-01-01", "x", json!("1")), "request.wrong_type"),
        (anna.path("entries"), entry("2026-01-31", "x", json!("99999999999999.00")), "money.too_large"),
        (anna.path("entries"), entry("2026-01-31", "x", json!(1.5)), "request.wrong_type"),
        (
            anna.path("entries"),
            entry("2026-01-31", "x", json!({ "amount": "1", "currency": "USD" })),
            "money.wrong_currency",
        ),
        (
            anna.path("entries"),
            json!({ "date": "2026-01-31", "memo": "x", "lines": [], "narration": "y" }),
            "request.unknown_field",
        ),
        (anna.path("entries"), json!({ "memo": "x", "lines": [] }), "request.missing_field"),
    ];
    for (path, body, code) in posts {
        let refused = anna.posts(&path, &body).await;
        let problem = refused.refused(422, code);
        assert!(problem["errors"][0]["field"].as_str().is_some_and(|f| !f.is_empty()), "{problem}");
    }
    let many: Vec<String> = (0..100).map(|n| format!("Werkbank {n}")).collect();
    let patches = [
        (json!({ "version": 1, "also_known_as": [nul] }), "request.bad_text"),
        (json!({ "version": 1, "also_known_as": many }), "request.too_many"),
        (json!({ "version": 1, "tax_id": "x".repeat(20_000) }), "request.too_long"),
        (json!({ "version": 1, "ibans": ["not/an/account"] }), "ledger.invalid"),
    ];
    for (body, code) in patches {
        anna.asks(Method::PATCH, &business, Some(&body)).await.refused(422, code);
    }
    let queries = [
        "documents?q=%00",
        "documents?state=%00",
        "entries?q=a%00",
        "entries?journal=%00",
        "entries?from=-009999-01-01",
        "accounts?as_of=-009999-01-01",
        "reports/trial-balance?as_of=-009999-01-01",
        "reports/profit-loss?from=-009999-01-01&to=2026-01-01",
        "parties?q=%00",
    ];
    for query in queries {
        let answer = anna.gets(&anna.path(query)).await;
        answer.problem();
        assert_eq!(answer.status, 422, "{query}: {answer}");
    }
    assert_eq!(anna.gets("/api/v1/audit?action=%00").await.status, 422);
}

#[tokio::test]
async fn a_set_up_that_is_refused_leaves_nothing_behind() {
    let program = Program::start().await;
    let nobody = Person::nobody(&program);
    let mut setup = json!({
        "organisation": "Werkbank",
        "business": { "name": "Werkbank GmbH", "base_currency": "EUR", "jurisdiction": "DE", "chart": "of the moon" },
        "admin": { "name": "Anna Weber", "email": "anna@werkbank.example", "password": PASSWORD },
    });
    nobody.posts("/api/v1/setup", &setup).await.refused(404, "ledger.unknown_chart");
    assert_eq!(nobody.gets("/api/v1/setup").await.ok()["needed"], true);
    setup["business"]["chart"] = Value::Null;
    let session = nobody.posts("/api/v1/setup", &setup).await.ok();
    assert_eq!(session["businesses"].as_array().map(Vec::len), Some(1), "{session}");
}

#[tokio::test]
async fn a_right_that_ends_ends_at_the_next_request_and_in_open_streams() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let ben = anna.hires(&program, "Ben", "accountant").await;
    let robot = anna.makes_key(&["documents-read"]).await;
    let narrow = anna.makes_key(&["documents-add"]).await;
    narrow.gets("/api/v1/events").await.refused(403, "auth.denied");
    let (bens, robots) = (ben.watches().await, robot.watches().await);
    assert_eq!(ben.gets("/api/v1/session").await.status, 200);
    assert_eq!(robot.gets("/api/v1/session").await.status, 200, "both are remembered now");

    let users = anna.gets("/api/v1/users").await.ok();
    let is_ben = |user: &&Value| user["name"] == "Ben";
    let id = users["items"].as_array().expect("users").iter().find(is_ben).expect("Ben")["id"].clone();
    let path = format!("/api/v1/users/{}", id.as_str().expect("an id"));
    anna.asks(Method::PATCH, &path, Some(&json!({ "active": false }))).await.ok();
    ben.gets("/api/v1/session").await.refused(401, "auth.signed_out");
    ends(bens).await;

    let keys = anna.gets("/api/v1/api-keys").await.ok();
    for key in keys["items"].as_array().expect("keys") {
        let path = format!("/api/v1/api-keys/{}", key["id"].as_str().expect("an id"));
        anna.asks(Method::DELETE, &path, None).await.ok();
    }
    robot.gets("/api/v1/session").await.refused(401, "auth.key_refused");
    ends(robots).await;

    let second = Person::signs_in(&program, "anna@werkbank.example").await;
    let watch = second.watches().await;
    second.asks(Method::DELETE, "/api/v1/session", None).await.ok();
    second.gets("/api/v1/session").await.refused(401, "auth.signed_out");
    ends(watch).await;
    assert_eq!(anna.gets("/api/v1/session").await.status, 200);
}

/// The stream has an end, whatever is heard before.
async fn ends(mut watch: Watch) {
    let end = async { while watch.hears_something().await {} };
    tokio::time::timeout(LONGEST, end).await.expect("the stream ends");
}

#[tokio::test]
async fn a_key_that_may_only_add_adds_and_is_told_what() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let scanner = anna.makes_key(&["documents-add"]).await;
    let sent = scanner.sends(&[("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00))]).await.ok();
    let result = &sent["items"][0];
    let id = result["document_id"].as_str().unwrap_or_else(|| panic!("no id: {sent}"));
    assert_eq!((&result["document"], &result["error"]), (&Value::Null, &Value::Null), "{sent}");
    assert_eq!(anna.document(id).await["file_name"], "R-1.xml");
    scanner.gets("/api/v1/sessions").await.refused(403, "auth.needs_person");
    scanner.gets("/api/v1/api-keys").await.refused(403, "auth.denied");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_by_itself() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let honest = papers::einvoice("R-1", "Papier Kraus GmbH", 100_00);
    let large = vec![b'x'; 51 * 1024 * 1024];
    let sent = anna.sends(&[("large.txt", &large), ("R-1.xml", &honest)]).await.ok();
    assert_eq!(sent["items"][0]["error"]["code"], "document.too_large", "{sent}");
    assert!(sent["items"][1]["document"]["id"].is_string(), "{sent}");
}

/// Whoever opens a connection and does not finish what he says is shown out.
#[tokio::test]
async fn a_request_that_is_never_finished_does_not_keep_its_connection() {
    let program = Program::start().await;
    let address = program.url.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).await.expect("a connection");
    connection.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await.expect("to write");
    let mut said = Vec::new();
    let closed = tokio::time::timeout(LONGEST, connection.read_to_end(&mut said)).await;
    assert!(closed.is_ok(), "the connection is closed");
}

#[tokio::test]
async fn every_problem_leads_to_a_page_about_it() {
    let program = Program::start().await;
    let nobody = Person::nobody(&program);
    let problem = nobody.gets("/api/v1/session").await.refused(401, "auth.required");
    let kind = problem["type"].as_str().expect("a type").to_owned();
    let (path, anchor) = kind.split_once('#').expect("an anchor");
    let page = nobody.gets(path).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.header("content-type"));
    let text = String::from_utf8(page.bytes).expect("UTF-8");
    assert!(text.contains(&format!("id=\"{anchor}\"")), "{anchor}");
}
