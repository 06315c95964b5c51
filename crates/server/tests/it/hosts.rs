//! Two programs from two data folders on one PostgreSQL.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Method;
use serde_json::json;
use test_kit::Storage;
use tokio::task::JoinHandle;
use tokio::time::{Instant, interval};

use crate::papers;
use crate::person::Person;
use crate::program::{LONGEST, Program};

/// How often a clerk posts.
const BEAT: std::time::Duration = std::time::Duration::from_millis(50);

/// Entries that were acknowledged while a clerk posted without a break.
struct Clerk {
    stop: Arc<AtomicBool>,
    posting: JoinHandle<Vec<String>>,
}

impl Clerk {
    /// Posts rent after rent at the person's server until told to stop or until the server dies.
    fn posts(person: &Person, accounts: (String, String)) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (person, told) = (person.clone(), Arc::clone(&stop));
        let posting = tokio::spawn(async move {
            let (mut posted, mut beats) = (Vec::new(), interval(BEAT));
            while !told.load(Ordering::Relaxed) {
                beats.tick().await;
                let lines = json!([{ "account_id": accounts.0, "debit": "12.00" }, { "account_id": accounts.1, "credit": "12.00" }]);
                let entry = json!({ "date": "2026-01-31", "memo": "Miete", "lines": lines });
                let Some(answer) = person.attempts(Method::POST, &person.path("entries"), Some(&entry)).await else {
                    break;
                };
                posted.push(answer.ok()["entry"]["id"].as_str().expect("an id").to_owned());
            }
            posted
        });
        Self { stop, posting }
    }

    async fn ends(self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        self.posting.await.expect("every answer was a success")
    }
}

/// The entries in the books.
async fn entries(program: &Program) -> BTreeSet<String> {
    let mut root = program.database().superuser().await;
    let ids = sqlx::query_scalar("select entry_id::text from entry").fetch_all(&mut root).await.expect("entries");
    ids.into_iter().collect()
}

/// Waits until so many more entries are in the books.
async fn until_more(program: &Program, more: usize) {
    let (before, deadline) = (entries(program).await.len(), Instant::now() + LONGEST);
    while entries(program).await.len() < before + more {
        assert!(Instant::now() < deadline, "nothing is posted any more");
    }
}

async fn two_accounts(person: &Person) -> (String, String) {
    let accounts = person.looks_at("accounts").await;
    let of = |code: &str| {
        let found = accounts["items"].as_array().expect("accounts").iter().find(|a| a["code"] == code);
        found.expect("it exists")["id"].as_str().expect("an id").to_owned()
    };
    (of("6210"), of("1610"))
}

/// The second program neither shuts the first one out when it starts nor takes anything with it when it dies.
#[tokio::test]
async fn two_servers_on_one_postgresql_work_side_by_side_and_either_may_die() {
    let mut first = Program::start().await;
    let anna = Person::sets_up(&first).await;
    let accounts = two_accounts(&anna).await;
    let early = Clerk::posts(&anna, accounts.clone());
    until_more(&first, 1).await;

    let mut second = Program::beside(&first).await;
    let ben = anna.hires(&second, "Ben", "accountant").await;
    let mut acknowledged = Vec::new();
    let late = Clerk::posts(&ben, accounts.clone());
    until_more(&first, 8).await;
    second.is_killed().await;
    acknowledged.extend(late.ends().await);
    assert!(!acknowledged.is_empty(), "both posted at the same time");

    until_more(&first, 2).await;
    second.serve().await;
    let late = Clerk::posts(&ben, accounts);
    first.is_killed().await;
    acknowledged.extend(early.ends().await);
    until_more(&second, 2).await;
    acknowledged.extend(late.ends().await);
    first.serve().await;

    let in_the_books = entries(&first).await;
    for id in &acknowledged {
        assert!(in_the_books.contains(id), "{id} was acknowledged and is lost");
    }
    for program in [&first, &second] {
        let verified = program.tells(&["ledger", "verify", "--json"]).await;
        assert_eq!(verified[0]["report"]["findings"], json!([]), "{verified}");
    }
}

#[tokio::test]
async fn documents_taken_in_by_one_server_are_opened_by_another_that_shares_their_folder() {
    let first = Program::start().await;
    let anna = Person::sets_up(&first).await;
    let paper = papers::einvoice("4711", "Papier Kraus GmbH", 119_00);
    let document = anna.uploads("4711.xml", &paper).await;
    let file = anna.path(&format!("documents/{document}/file"));

    let apart = Program::beside(&first).await;
    let refused = anna.at(&apart).gets(&file).await;
    let problem = refused.problem();
    assert_eq!(problem["code"], "blobs.failed", "{problem}");
    assert!(apart.tail_of_log().contains("--blobs"), "it says what to do:\n{}", apart.tail_of_log());

    let sharing = Program::sharing_with(&first).await;
    let opened = anna.at(&sharing).gets(&file).await;
    assert_eq!((opened.status, opened.bytes), (200, paper));
}

#[tokio::test]
async fn documents_in_a_bucket_are_opened_and_read_by_every_server() {
    let storage = Storage::new().await;
    let first = Program::storing_in(&storage, None).await;
    let anna = Person::sets_up(&first).await;
    let paper = papers::einvoice("4712", "Papier Kraus GmbH", 119_00);
    let document = anna.uploads("4712.xml", &paper).await;
    let second = Program::storing_in(&storage, Some(&first)).await;
    let opened = anna.at(&second).gets(&anna.path(&format!("documents/{document}/file"))).await;
    assert_eq!((opened.status, opened.bytes), (200, paper.clone()));

    let hash = blobs::BlobHash::of(&paper).to_string();
    let key = format!("papers/{}/{}/{hash}", &hash[..2], &hash[2..4]);
    assert_eq!(storage.objects()[&key], paper, "it lies in the bucket");
    assert!(!first.folder.path().join("blobs").exists(), "and in no folder");

    let doctor = second.runs(&["doctor", "--json"]).await;
    let told: serde_json::Value = serde_json::from_slice(&doctor.stdout).expect("JSON");
    let place = told["checks"].as_array().expect("checks").iter().find(|c| c["name"] == "documents").expect("a check");
    assert_eq!(place["verdict"], "good", "{place}");
    assert!(place["found"].as_str().expect("words").contains("s3://documents/papers"), "{place}");
}

#[tokio::test]
async fn a_bucket_that_fails_is_told_and_heals() {
    let storage = Storage::new().await;
    let program = Program::storing_in(&storage, None).await;
    let anna = Person::sets_up(&program).await;
    let document = anna.uploads("4713.xml", &papers::einvoice("4713", "Papier Kraus GmbH", 119_00)).await;
    let file = anna.path(&format!("documents/{document}/file"));
    storage.fails(usize::MAX);
    let refused = anna.gets(&file).await;
    assert_eq!((refused.status, refused.problem()["code"].clone()), (503, json!("blobs.unavailable")));
    assert!(!refused.problem()["detail"].to_string().contains("s3://"), "where it lies concerns no caller");
    storage.fails(0);
    assert_eq!(anna.gets(&file).await.status, 200);
}

#[tokio::test]
async fn a_program_does_not_start_with_a_wrong_key() {
    let storage = Storage::new().await;
    let mut program = Program::storing_in(&storage, None).await;
    program.stops().await;
    program.says(&[("AWS_ACCESS_KEY_ID", "AKIAWRONG")]);
    let refused = program.runs(&["serve", "--listen", "127.0.0.1:0"]).await;
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(said.contains("AWS_ACCESS_KEY_ID") && said.contains("InvalidAccessKeyId"), "{said}");
    let doctor = program.runs(&["doctor"]).await;
    assert_eq!(doctor.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("InvalidAccessKeyId"));
}
