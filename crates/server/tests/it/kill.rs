//! `kill -9` of the server, of the process that reads and of PostgreSQL, at random moments of a batch of a hundred
//! documents and of their approval: nothing is lost, nothing is done twice, the books are sound.
//!
//! The moments are counted in news, so that a blow falls close to a commit. The seed is printed; `PACIOLI_SEED` repeats a
//! run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use pg::embedded::{Embedded, Settings};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use reqwest::Method;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnection;
use sqlx::{ConnectOptions, Connection};
use tokio::time::{Instant, interval, timeout};

use crate::papers;
use crate::person::Person;
use crate::program::{LONGEST, Program};

const DOCUMENTS: usize = 100;
/// Every twelfth document is a PDF, the others are electronic invoices.
const PDF_EVERY: usize = 12;
const APPROVED: usize = 30;
/// How often something is asked again that has to become true.
const GLANCE: Duration = Duration::from_millis(50);

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Blow {
    Server,
    Reader,
    Postgres,
    /// As when the power fails.
    Everything,
}

fn seed() -> u64 {
    let given = std::env::var("PACIOLI_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(rand::random);
    println!("PACIOLI_SEED={seed}");
    seed
}

/// A hundred papers by their number; no two alike enough to be taken for copies.
fn papers_by_number() -> BTreeMap<String, (String, Vec<u8>)> {
    let vendors = ["Ahorn KG", "Birkenhof AG", "Cedrus GmbH", "Dattelmann OHG", "Eichwald eG"];
    let paper = |n: usize| {
        let (number, vendor, cents) = (format!("{}-{n:03}", 7000 + 13 * n), vendors[n % 5], 1_000 + 731 * n as i64);
        if n.is_multiple_of(PDF_EVERY) {
            let bytes = papers::pdf_invoice(&number, vendor, cents);
            (number.clone(), (format!("{number}.pdf"), bytes))
        } else {
            (number.clone(), (format!("{number}.xml"), papers::einvoice(&number, vendor, cents)))
        }
    };
    (0..DOCUMENTS).map(paper).collect()
}

/// Kills, and starts again what does not start by itself.
async fn strike(program: &mut Program, blow: Blow) {
    match blow {
        Blow::Server => program.is_killed().await,
        Blow::Reader => kill_readers(program.pid()),
        Blow::Postgres => kill_postgres(program.folder.path()),
        Blow::Everything => {
            kill_postgres(program.folder.path());
            kill_readers(program.pid());
            program.is_killed().await;
        }
    }
    if matches!(blow, Blow::Server | Blow::Everything) {
        program.serve().await;
    }
}

fn kill_readers(server: u32) {
    for process in children_of(server) {
        let command = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        if String::from_utf8_lossy(&command).contains("read-worker") {
            kill(process);
        }
    }
}

fn children_of(parent: u32) -> Vec<i32> {
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task")).expect("the server's threads");
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<i32>>()).collect()
}

/// The postmaster; its children end when they see that it is gone.
pub fn kill_postgres(folder: &Path) {
    let file = std::fs::read_to_string(folder.join("pg/postmaster.pid")).unwrap_or_default();
    if let Some(pid) = file.lines().next().and_then(|line| line.trim().parse().ok()) {
        kill(pid);
    }
}

fn kill(pid: i32) {
    let pid = Pid::from_raw(pid).expect("a process id");
    // It may be gone already.
    let _ = kill_process(pid, Signal::KILL);
}

/// Sends every paper until the server says that it has it; a lost answer is no reason to have it twice.
async fn deliver(person: Person, papers: Vec<(String, Vec<u8>)>) {
    let mut glances = interval(GLANCE);
    let deadline = Instant::now() + LONGEST;
    for (name, bytes) in papers {
        loop {
            assert!(Instant::now() < deadline, "{name} could not be delivered");
            let answer = person.attempts_to_send(&name, &bytes).await.filter(|answer| answer.status == 200);
            if let Some(answer) = answer {
                let result = &answer.json()["items"][0];
                assert!(result["error"].is_null(), "{name}: {result}");
                break;
            }
            glances.tick().await;
        }
    }
}

/// Asks until an answer is there.
async fn persists(person: &Person, path: &str) -> Value {
    let mut glances = interval(GLANCE);
    let deadline = Instant::now() + LONGEST;
    while Instant::now() < deadline {
        glances.tick().await;
        let answer = person.attempts(Method::GET, path, None).await;
        if let Some(answer) = answer.filter(|answer| answer.status == 200) {
            return answer.json();
        }
    }
    panic!("no answer to {path} in time");
}

/// Waits for so many pieces of news; less when the stream breaks or the work is done before.
async fn after_news(person: &Person, mut count: u32) {
    let Some(mut watch) = person.attempts_to_watch().await else { return };
    while count > 0 {
        match timeout(Duration::from_secs(3), watch.hears_something()).await {
            Ok(true) => count -= 1,
            // Quiet or cut off: nothing is gained by waiting on.
            Ok(false) | Err(_) => return,
        }
    }
}

async fn all_documents(person: &Person) -> Vec<Value> {
    let list = persists(person, &person.path("documents?limit=200")).await;
    list["items"].as_array().expect("items").clone()
}

/// Waits until the program has done with every document what it can.
async fn until_settled(person: &Person) -> Vec<Value> {
    let mut glances = interval(GLANCE);
    let deadline = Instant::now() + LONGEST;
    loop {
        glances.tick().await;
        let all = all_documents(person).await;
        let in_review = all.iter().filter(|d| d["state"]["name"] == "in_review").count();
        if in_review == DOCUMENTS {
            return all;
        }
        let left: Vec<&Value> = all.iter().filter(|d| d["state"]["name"] != "in_review").collect();
        assert!(Instant::now() < deadline, "{in_review} of {DOCUMENTS} are in review; the others: {left:?}");
    }
}

/// Approves while blows fall: asks again until the document says that it is posted.
async fn approve(person: &Person, id: &str) {
    let mut glances = interval(GLANCE);
    let deadline = Instant::now() + LONGEST;
    loop {
        let document = persists(person, &person.path(&format!("documents/{id}"))).await;
        if document["state"]["name"] == "posted" {
            return;
        }
        assert!(Instant::now() < deadline, "{id} could not be approved: {}", document["state"]);
        let body = json!({ "version": document["version"] });
        person.attempts(Method::POST, &person.path(&format!("documents/{id}/approve")), Some(&body)).await;
        glances.tick().await;
    }
}

async fn superuser(program: &Program) -> (Embedded, PgConnection) {
    let server = Embedded::start(&Settings::new(program.folder.path())).await.expect("the server that runs");
    let conn = server.options().connect().await.expect("connect as superuser");
    (server, conn)
}

#[tokio::test]
async fn a_batch_survives_kill_9_of_every_part() {
    let mut rng = StdRng::seed_from_u64(seed());
    let mut program = Program::with_private_server().await;
    let anna = Person::sets_up(&program).await;
    let papers = papers_by_number();
    let delivery = tokio::spawn(deliver(anna.clone(), papers.values().cloned().collect()));

    let mut blows =
        vec![Blow::Server, Blow::Server, Blow::Reader, Blow::Reader, Blow::Postgres, Blow::Postgres, Blow::Everything];
    blows.shuffle(&mut rng);
    for blow in blows {
        let news = rng.random_range(5..60);
        after_news(&anna, news).await;
        println!("{blow:?} after {news} pieces of news");
        strike(&mut program, blow).await;
    }
    delivery.await.expect("everything was delivered");
    let documents = until_settled(&anna).await;
    let numbers: BTreeSet<&str> = documents.iter().map(|d| d["number"].as_str().expect("a number")).collect();
    assert_eq!(documents.len(), DOCUMENTS, "each once");
    assert_eq!(numbers, papers.keys().map(String::as_str).collect(), "and none is missing");

    let mut chosen: Vec<String> = documents.iter().map(|d| d["id"].as_str().expect("an id").to_owned()).collect();
    chosen.shuffle(&mut rng);
    chosen.truncate(APPROVED);
    let approving = tokio::spawn({
        let (anna, chosen) = (anna.clone(), chosen.clone());
        async move {
            for id in chosen {
                approve(&anna, &id).await;
            }
        }
    });
    for blow in [Blow::Server, Blow::Postgres] {
        after_news(&anna, rng.random_range(3..30)).await;
        println!("{blow:?} during the approvals");
        strike(&mut program, blow).await;
    }
    approving.await.expect("all were approved");
    nothing_is_lost_or_doubled(&program, &anna, &chosen).await;
}

async fn nothing_is_lost_or_doubled(program: &Program, anna: &Person, approved: &[String]) {
    let list = persists(anna, &anna.path("entries?limit=200")).await;
    let sources: Vec<&str> = list["items"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|e| e["source"]["document_id"].as_str().expect("a document"))
        .collect();
    assert_eq!(sources.len(), approved.len(), "one entry for each approved document");
    assert_eq!(
        sources.iter().copied().collect::<BTreeSet<_>>(),
        approved.iter().map(String::as_str).collect(),
        "and for no other"
    );
    let verified = program.tells(&["ledger", "verify", "--json"]).await;
    assert_eq!(verified[0]["report"]["findings"], json!([]), "{verified}");
    assert_eq!(verified[0]["report"]["entries"], approved.len());

    let (_server, mut root) = superuser(program).await;
    let must_be_none = [
        ("a stage gave its result twice", "select count(*) from (select 1 from document_stage
            where stage in ('arrive', 'read', 'extract', 'classify', 'propose', 'post') and output is not null
            group by document_id, stage having count(*) > 1) as twice"),
        ("a stage is missing", "select count(*) from document d, unnest(array['arrive','read','extract','classify','propose']) as s
            where not exists (select from document_stage where document_id = d.document_id and stage = s and output is not null)"),
        ("a move without its trail", "select count(*) from document d where version <> 1 + (select count(*) from audit_event
            where subject_id = d.document_id and before ? 'state')"),
        ("a trail that ends elsewhere", "select count(*) from document d where state_facts - 'schema' <> (select after -> 'state'
            from audit_event where subject_id = d.document_id and before ? 'state' order by seq desc limit 1)"),
        ("a move without its news", "select count(*) from document d where version <> (select count(*) from outbox
            where subject_id = d.document_id and topic = 'document.changed')"),
        ("a document that arrived twice", "select count(*) from (select 1 from audit_event where action = 'document.arrived'
            group by subject_id having count(*) <> 1) as odd"),
        ("an entry without a decision", "select count(*) from entry e where not exists
            (select from approval_decision where subject_id = e.source_id)"),
        ("a decision without its entry", "select count(*) from approval_decision a where not exists
            (select from entry where source_id = a.subject_id)"),
        ("two decisions on one document", "select count(*) from (select 1 from approval_decision group by subject_id
            having count(*) > 1) as twice"),
        ("an entry without its trail", "select count(*) from entry e where (select count(*) from audit_event
            where subject_id = e.entry_id and action = 'entry.posted') <> 1"),
        ("a posted document without its entry", "select count(*) from document d where state = 'posted' and not exists
            (select from entry where entry_id = d.entry_id and source_id = d.document_id)"),
        ("a supplier that became known twice", "select count(*) from (select 1 from party group by name having count(*) > 1) as twice"),
        ("a job left over", "select count(*) from job where kind like 'document.%'"),
    ];
    for (what, sql) in must_be_none {
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut root).await.unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(found, 0, "{what}");
    }
    let hashes: Vec<String> =
        sqlx::query_scalar("select blob from document").fetch_all(&mut root).await.expect("hashes");
    root.close().await.expect("close");
    for hash in hashes {
        let path = program.folder.path().join("blobs").join(&hash[..2]).join(&hash[2..4]).join(&hash);
        let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(hex::encode(Sha256::digest(&bytes)), hash, "the bytes are whole");
    }
}
