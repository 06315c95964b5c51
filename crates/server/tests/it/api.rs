//! The manners of the API: problems, request ids, tokens, cursors, keys, limits, news, its description.

use reqwest::Method;
use serde_json::{Value, json};

use crate::papers;
use crate::person::{Answer, Person};
use crate::program::Program;

#[tokio::test]
async fn whatever_goes_wrong_is_told_as_a_problem_with_code_and_request_id() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let nobody = Person::nobody(&program);
    let documents = anna.path("documents");
    let raw = |method: Method, path: &str, media_type: &str, body: &str| {
        let request =
            anna.request(method.clone(), path).header("content-type", media_type.to_owned()).body(body.to_owned());
        Answer::to(format!("{method} {path} {body}"), request)
    };
    let cases = [
        (nobody.gets(&documents).await, 401),
        (anna.gets("/api/v1/nothing-here").await, 404),
        (anna.gets(&anna.path("documents/00000000-0000-7000-8000-000000000000")).await, 404),
        (anna.gets(&anna.path("documents/not-an-id")).await, 404),
        (anna.gets("/api/v1/businesses/not-an-id/documents").await, 404),
        (anna.asks(Method::DELETE, &documents, None).await, 405),
        (anna.gets(&anna.path("documents?group=colourful")).await, 422),
        (anna.gets(&anna.path("documents?limit=many")).await, 422),
        (anna.gets(&anna.path("documents?cursor=%%%")).await, 422),
        (anna.gets(&anna.path("documents?cursor=AAAA")).await, 422),
        (anna.gets(&anna.path("entries?cursor=AAAA")).await, 422),
        (anna.gets(&anna.path("parties?cursor=AAAA")).await, 422),
        (anna.gets("/api/v1/audit?cursor=AAAA").await, 422),
        (anna.gets(&anna.path("reports/trial-balance?as_of=31.12.2026")).await, 422),
        (anna.gets(&anna.path("reports/trial-balance?format=pdf")).await, 422),
        (raw(Method::POST, &anna.path("entries"), "application/json", "{\"date\":").await, 400),
        (raw(Method::POST, &anna.path("entries"), "application/json", "{}").await, 422),
        (raw(Method::POST, &anna.path("entries"), "text/plain", "{}").await, 415),
        (anna.posts("/api/v1/setup", &json!({ "organisation": "X", "business": { "name": "X", "base_currency": "EUR",
            "jurisdiction": "DE" }, "admin": { "name": "X", "email": "x@example.org", "password": "long enough it is" } })).await, 409),
        (nobody.posts("/api/v1/session", &json!({ "email": "anna@werkbank.example", "password": "wrong" })).await, 401),
    ];
    for (answer, status) in cases {
        let problem = answer.problem();
        assert_eq!(answer.status, status, "{answer}");
        assert!(
            problem["code"].as_str().is_some_and(|c| c.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '.')),
            "{problem}"
        );
    }
}

#[tokio::test]
async fn a_request_has_an_id_of_ours_from_the_door_to_the_trail() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let theirs = "0198f0a0-1111-7222-8333-444455556666";
    let body = json!({ "code": "6491", "name": "Kopien", "type": "expense" });
    let request = anna.request(Method::POST, &anna.path("accounts")).header("x-request-id", theirs).json(&body);
    let answer = Answer::to("POST accounts".to_owned(), request).await;
    answer.ok();
    let ours = answer.header("x-request-id");
    assert!(ours.len() == 36 && ours != theirs, "a caller does not choose what stands in the trail");
    let trail = anna.gets("/api/v1/audit?action=account.&limit=1").await.ok();
    assert_eq!(trail["items"][0]["request_id"], ours, "{trail}");
    assert!(program.tail_of_log().contains(theirs), "the log tells both");
}

#[tokio::test]
async fn a_browser_must_repeat_the_token_of_its_session() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let forged = anna.without_csrf_token();
    assert_eq!(forged.gets(&anna.path("accounts")).await.status, 200, "reading needs no token");
    let account = json!({ "code": "6491", "name": "Kopien", "type": "expense" });
    forged.posts(&anna.path("accounts"), &account).await.refused(403, "auth.csrf");
    forged.sends(&[("a.xml", &papers::einvoice("R-1", "X", 1_00))]).await.refused(403, "auth.csrf");
    forged.asks(Method::DELETE, "/api/v1/session", None).await.refused(403, "auth.csrf");
    let guessed =
        forged.request(Method::POST, &anna.path("accounts")).header("x-csrf-token", "0".repeat(43)).json(&account);
    Answer::to("POST accounts".to_owned(), guessed).await.refused(403, "auth.csrf");
    assert_eq!(anna.posts(&anna.path("accounts"), &account).await.status, 201);
    let robot = anna.makes_key(&["chart-manage"]).await;
    let another = json!({ "code": "6492", "name": "Scans", "type": "expense" });
    assert_eq!(
        robot.posts(&anna.path("accounts"), &another).await.status,
        201,
        "a key needs no token: no browser sends it by itself"
    );
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites_and_dies_with_the_session() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let sign_in = json!({ "email": "anna@werkbank.example", "password": crate::person::PASSWORD });
    let answer = Person::nobody(&program).posts("/api/v1/session", &sign_in).await;
    let cookie = answer.header("set-cookie").to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let second = Person::signs_in(&program, "anna@werkbank.example").await;
    second.asks(Method::DELETE, "/api/v1/session", None).await.ok();
    assert_eq!(second.gets("/api/v1/session").await.status, 401, "signed out");
    assert_eq!(anna.gets("/api/v1/session").await.status, 200, "her other session lives on");
}

#[tokio::test]
async fn cursors_walk_a_list_without_gap_or_repetition_while_it_grows() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let files: Vec<(String, Vec<u8>)> = (0..7)
        .map(|n| (format!("{n}.xml"), papers::einvoice(&format!("N-{n}"), "Papier Kraus GmbH", 10_00 + n)))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    anna.sends(&files).await.ok();
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = anna.looks_at(&format!("documents?limit=3{cursor}")).await;
        seen.extend(
            page["items"]
                .as_array()
                .expect("items")
                .iter()
                .map(|d| d["file_name"].as_str().expect("a name").to_owned()),
        );
        if seen.len() == 3 {
            anna.uploads("late.xml", &papers::einvoice("late", "Papier Kraus GmbH", 5_00)).await;
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["6.xml", "5.xml", "4.xml", "3.xml", "2.xml", "1.xml", "0.xml"]);
}

#[tokio::test]
async fn an_idempotency_key_posts_once_however_often_it_is_sent() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let accounts = anna.looks_at("accounts").await;
    let of = |code: &str| {
        accounts["items"].as_array().expect("accounts").iter().find(|a| a["code"] == code).expect("it exists")["id"]
            .clone()
    };
    let entry = |amount: &str| {
        json!({ "date": "2026-01-31", "memo": "Miete", "lines": [
            { "account_id": of("6210"), "debit": amount }, { "account_id": of("1610"), "credit": amount } ] })
    };
    let post = async |body: Value| {
        let request =
            anna.request(Method::POST, &anna.path("entries")).header("idempotency-key", "rent-january").json(&body);
        Answer::to("POST entries".to_owned(), request).await
    };
    let all: Vec<Answer> = futures::future::join_all((0..5).map(|_| post(entry("800.00")))).await;
    let numbers: Vec<Value> = all.iter().map(|answer| answer.ok()["number"].clone()).collect();
    assert!(numbers.iter().all(|n| *n == numbers[0]), "{numbers:?}");
    assert_eq!(all.iter().filter(|answer| answer.status == 201).count(), 1);
    post(entry("900.00")).await.refused(409, "ledger.idempotency_conflict");
    assert_eq!(anna.looks_at("entries").await["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_keyed_request_is_done_once_and_told_again() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let add = async |key: &str, code: &str| {
        let body = json!({ "code": code, "name": "Messe und Stand", "type": "expense" });
        let request = anna.request(Method::POST, &anna.path("accounts")).header("idempotency-key", key).json(&body);
        Answer::to("POST accounts".to_owned(), request).await
    };
    let first = add("fair", "6890").await.ok();
    assert_eq!(add("fair", "6890").await.ok(), first, "the same answer, not `taken`");
    add("fair", "6891").await.refused(422, "request.key_reused");
    add("another", "6890").await.refused(409, "ledger.account_code_taken");
    add(&"x".repeat(201), "6892").await.refused(422, "request.bad_key");
    let accounts = anna.looks_at("accounts").await;
    let named = accounts["items"].as_array().expect("accounts").iter().filter(|a| a["name"] == "Messe und Stand");
    assert_eq!(named.count(), 1);

    // A key that shows a secret is made anew rather than shown again: nothing secret is kept.
    let key = async || {
        let body = json!({ "name": "robot", "scopes": ["documents-read"] });
        let request = anna.request(Method::POST, "/api/v1/api-keys").header("idempotency-key", "key").json(&body);
        Answer::to("POST api-keys".to_owned(), request).await.ok()["key"].clone()
    };
    assert_ne!(key().await, key().await);
}

#[tokio::test]
async fn a_version_that_was_overtaken_is_refused() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    let id = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    let seen = watch.until_settled(&id).await["version"].clone();
    anna.does("correct", &id, json!({ "fields": { "invoice_number": "R-2" } })).await;
    let path = anna.path(&format!("documents/{id}/approve"));
    anna.posts(&path, &json!({ "version": seen })).await.refused(409, "document.stale");
    let preview = anna.tries("correct?dry_run=1", &id, json!({ "fields": { "total": "120.00" } })).await.ok();
    assert_eq!(preview["can"]["approve"]["allowed"], false, "a preview shows what would be");
    assert_eq!(anna.document(&id).await["can"]["approve"]["allowed"], true, "and changes nothing");
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let program = Program::start_with(&["--key-rate", "20"]).await;
    let anna = Person::sets_up(&program).await;
    let robot = anna.makes_key(&["documents-read"]).await;
    let mut refused = None;
    // More than may be asked at once, by several hands, so that no slow machine refills the allowance meanwhile.
    for _ in 0..40 {
        let answers = futures::future::join_all((0..50).map(|_| robot.gets("/api/v1/session"))).await;
        refused = answers.into_iter().find(|answer| answer.status == 429);
        if refused.is_some() {
            break;
        }
    }
    let refused = refused.expect("two thousand requests at once are too many");
    refused.refused(429, "rate_limited");
    assert!(
        refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds >= 1),
        "{}",
        refused.header("retry-after")
    );
    assert_eq!(anna.gets("/api/v1/session").await.status, 200, "others are not held up");
}

#[tokio::test]
async fn people_who_watch_do_not_hold_up_the_work() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watching = Vec::new();
    for _ in 0..25 {
        watching.push(anna.watches().await);
    }
    let id = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    for watch in &mut watching {
        let read = watch.until_settled(&id).await;
        assert_eq!(read["state"]["name"], "in_review");
    }
}

#[tokio::test]
async fn news_reach_only_those_who_may_know() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let init = [
        "init",
        "--organisation",
        "Fremd",
        "--name",
        "Otto",
        "--email",
        "otto@fremd.example",
        "--password",
        crate::person::PASSWORD,
        "--json",
    ];
    program.tells(&init).await;
    let otto = Person::signs_in(&program, "otto@fremd.example").await;
    let (mut hers, mut his) = (anna.watches().await, otto.watches().await);
    let ours = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    hers.until_settled(&ours).await;
    // His own news come after ours: when they are there, ours would have been there too.
    let theirs = otto.uploads("R-9.xml", &papers::einvoice("R-9", "Andere AG", 100_00)).await;
    let heard = his.hears_of(&theirs).await;
    assert!(!heard.contains(&ours) && !heard.contains(&anna.business), "{heard}");
}

#[tokio::test]
async fn health_and_metrics_tell_how_it_is() {
    let program = Program::start().await;
    let nobody = Person::nobody(&program);
    assert_eq!(nobody.gets("/health/live").await.status, 200);
    assert_eq!(nobody.gets("/health/ready").await.status, 200);
    let metrics = nobody.gets("/metrics").await;
    let text = String::from_utf8(metrics.bytes).expect("text");
    assert!(text.contains("pacioli_http_requests_total"), "{text}");
    let description = nobody.gets("/api/v1/openapi.json").await.ok();
    assert!(description["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
}

#[tokio::test]
async fn a_stop_lets_streams_end_and_work_survive() {
    let mut program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let _watch = anna.watches().await;
    let id = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 100_00)).await;
    assert!(program.stops().await.success(), "{}", program.tail_of_log());
    program.serve().await;
    let anna = anna.at(&program);
    let mut watch = anna.watches().await;
    assert_eq!(
        watch.until_settled(&id).await["state"]["name"],
        "in_review",
        "the session and the document are still there"
    );
}

#[tokio::test]
async fn an_amount_is_found_however_it_is_written() {
    let program = Program::start().await;
    let anna = Person::sets_up(&program).await;
    let mut watch = anna.watches().await;
    let document = anna.uploads("R-1.xml", &papers::einvoice("R-1", "Papier Kraus GmbH", 1_234_56)).await;
    watch.until_settled(&document).await;
    anna.does("approve", &document, json!({})).await;
    anna.uploads("R-2.xml", &papers::einvoice("R-2", "Papier Kraus GmbH", 99_00)).await;
    let total = anna.document(&document).await["total"]["amount"].as_str().expect("a total").to_owned();
    let (whole, cents) = total.split_once('.').expect("cents");
    let (thousands, rest) = whole.split_at(whole.len() - 3);
    for written in [
        total.clone(),
        format!("{thousands},{rest}.{cents}"),
        format!("{thousands}.{rest},{cents}"),
        format!("{thousands}%20{rest},{cents}%20%E2%82%AC"),
    ] {
        for list in ["documents", "entries"] {
            let found = anna.looks_at(&format!("{list}?q={written}")).await;
            assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{list} with {written}: {found}");
        }
    }
    assert_eq!(anna.looks_at("entries?q=5.55").await["items"], json!([]));
}
