//! The main job by the command line alone, without a server running.

#![allow(clippy::inconsistent_digit_grouping, reason = "cents are written 3_200_00, as people read amounts")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use sqlx::Executor;
use test_kit::Database;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use crate::papers;

/// A machine with the program, a data folder and a fresh database.
struct Machine {
    data: tempfile::TempDir,
    database: Database,
}

/// How a command ended.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("no JSON ({e}): {} {}", self.out, self.err))
    }

    /// What it printed, if all went well.
    fn well(self) -> Self {
        assert_eq!(self.code, 0, "{} {}", self.out, self.err);
        self
    }
}

impl Machine {
    async fn new() -> Self {
        Self { data: tempfile::tempdir().expect("a data folder"), database: Database::new().await }
    }

    /// With the business Werkbank GmbH and its administrator Anna.
    async fn set_up() -> Self {
        let machine = Self::new().await;
        let init = [
            "init",
            "--organisation",
            "Werkbank GmbH",
            "--name",
            "Anna Weber",
            "--email",
            "anna@werkbank.example",
            "--password",
            "pay 119.00 on friday",
        ];
        machine.runs(&init).await.well();
        machine
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pacioli"));
        command.args(arguments).arg("--data").arg(self.data.path()).env("DATABASE_URL", self.database.admin_url());
        command.env_remove("PACIOLI_AS").env_remove("PACIOLI_BUSINESS").env_remove("RUST_LOG").kill_on_drop(true);
        command
    }

    async fn runs(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output().await.expect("run pacioli");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("an exit code");
        Said { code, out: text(output.stdout), err: text(output.stderr) }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path: PathBuf = self.data.path().join(name);
        std::fs::write(&path, bytes).expect("write the file");
        path.display().to_string()
    }
}

/// An amount such as `"119.00"` in cents.
fn cents(value: &Value) -> i64 {
    value.as_str().expect("an amount").replace('.', "").parse().expect("a number")
}

#[tokio::test]
async fn a_bill_goes_from_a_file_to_the_trial_balance() {
    let machine = Machine::set_up().await;
    let bill = machine.file("bill.xml", &papers::einvoice("RE-1", "Papier Muster GmbH", 100_00));
    let letter = machine.file("letter.pdf", &papers::pdf_invoice("RE-2", "Paper Sample Ltd", 200_00));

    let taken = machine.runs(&["ingest", &bill, &letter, "--json"]).await.well().json();
    assert_eq!(taken["documents"].as_array().expect("documents").len(), 2, "{taken}");
    let again = machine.runs(&["ingest", &bill, "--json"]).await.well().json();
    assert_eq!(again["files"][0]["duplicate_of"], taken["files"][0]["document"], "{again}");

    let inbox = machine.runs(&["inbox", "--state", "in_review", "--search", "RE-1", "--json"]).await.well().json();
    let [card] = inbox.as_array().expect("a list").as_slice() else { panic!("one document fits: {inbox}") };
    assert_eq!((card["number"].as_str(), card["total"]["amount"].as_str()), (Some("RE-1"), Some("119.00")));

    let id = card["id"].as_str().expect("an id");
    let approved = machine.runs(&["approve", &id[id.len() - 8..], "--json"]).await.well().json();
    assert_eq!(approved[0]["state"], "posted", "{approved}");
    let report =
        machine.runs(&["report", "trial-balance", "--as-of", "2026-12-31", "--format", "json"]).await.well().json();
    assert_eq!(report["total_debit"]["amount"], "119.00", "{report}");
    assert_eq!(report["total_credit"]["amount"], "119.00", "{report}");
    let rows = report["rows"].as_array().expect("rows");
    let debits: Vec<i64> =
        rows.iter().filter(|r| !r["debit"].is_null()).map(|r| cents(&r["debit"]["amount"])).collect();
    assert_eq!(debits, [19_00, 100_00], "input tax and expense: {report}");

    let table = machine.runs(&["report", "balance-sheet", "--as-of", "2026-12-31"]).await.well().out;
    assert!(table.contains("Total liabilities and equity"), "{table}");
    let csv = machine.runs(&["report", "profit-loss", "--to", "2026-12-31", "--format", "csv"]).await.well().out;
    assert!(csv.starts_with("section,code,name,depth,amount,previous,currency"), "{csv}");
    let verified = machine.runs(&["ledger", "verify"]).await.well().out;
    assert!(verified.contains("1 entries, 3 lines replayed: sound"), "{verified}");
}

#[tokio::test]
async fn a_budget_goes_from_a_file_to_the_report_and_back_to_a_file() {
    let machine = Machine::set_up().await;
    let plan = machine.file("plan.csv", "code;department;year\n4010;;12000,00\n6210;Büro;100\n".as_bytes());
    let set = ["budget", "set", &plan, "--year", "2026", "--reason", "first draft"];
    let said = machine.runs(&set).await.well().out;
    assert!(said.contains("The budget of 2026 is at version 1: 2 rows.") && said.contains("result 11900.00"), "{said}");
    let shown = machine.runs(&["budget", "show", "--year", "2026", "--json"]).await.well().json();
    assert_eq!((&shown["version"], &shown["reason"]), (&Value::from(1), &Value::from("first draft")), "{shown}");
    assert_eq!(shown["rows"][1]["months"][0], "8.34", "{shown}");

    let csv = machine.runs(&["budget", "show", "--year", "2026", "--format", "csv"]).await.well().out;
    let again = machine.file("again.csv", csv.replace("12000.00", "").replace("1000.00", "2000.00").as_bytes());
    machine.runs(&["budget", "set", &again, "--year", "2026"]).await.well();
    let first = ["budget", "show", "--year", "2026", "--budget-version", "1"];
    assert!(machine.runs(&first).await.well().out.contains("12000.00"));

    let report = ["report", "budget", "--year", "2026", "--to", "2026-03-31"];
    let table = machine.runs(&report).await.well().out;
    assert!(table.contains("Total income") && table.contains("-6000.00  unfavourable    24000.00"), "{table}");
    let json = machine.runs(&[&report[..], &["--json"]].concat()).await.well().json();
    assert_eq!(json["sections"][0]["rows"][0]["variance"]["amount"], "-6000.00", "{json}");
    let csv = machine.runs(&[&report[..], &["--format", "csv"]].concat()).await.well().out;
    assert!(csv.starts_with("section,code,name,actual,budget,variance,favourable,year_budget,currency"), "{csv}");

    let wrong = machine.file("wrong.csv", b"code,year\n1610,5\n");
    let said = machine.runs(&["budget", "set", &wrong, "--year", "2026", "--json"]).await;
    assert_eq!((said.code, &said.json()["error"]["code"]), (1, &Value::from("budget.bad_row")));
    let said = machine.runs(&["budget", "show", "--year", "1999"]).await;
    assert!(said.code == 1 && said.err.contains("there is no budget of 1999"), "{}", said.err);
}

#[tokio::test]
async fn the_demo_company_is_made_anew_on_demand_and_after_a_crash_amid_its_making() {
    let machine = Machine::new().await;
    let people = async || machine.runs(&["user", "list", "--json"]).await.well().json();
    machine.runs(&["demo", "reset", "--json"]).await.well();
    let first = people().await;
    let sound = machine.runs(&["ledger", "verify"]).await.well().out;
    assert!(sound.contains("sound"), "{sound}");
    let waiting = machine.runs(&["inbox", "--json"]).await.well().json();
    assert!(!waiting.as_array().expect("a list").is_empty());
    let posted = machine.runs(&["inbox", "--state", "posted", "--json"]).await.well().json();
    assert_eq!(posted.as_array().expect("a list").len(), 3, "figures that lead to a page from the first minute");

    machine.file("demo.unfinished", b"");
    let mut serving = machine.command(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    let mut serving = serving.stdout(std::process::Stdio::piped()).spawn().expect("start");
    let mut lines = BufReader::new(serving.stdout.take().expect("a pipe")).lines();
    while !lines.next_line().await.expect("a line").expect("it gets ready").contains("http://") {}
    assert!(!machine.data.path().join("demo.unfinished").exists());
    assert_ne!(people().await, first, "made anew: with other ids");
    serving.kill().await.expect("stop it");
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_refused_and_the_rest_is_taken() {
    let machine = Machine::set_up().await;
    let good = machine.file("good.xml", &papers::einvoice("RE-3", "Papier Muster GmbH", 50_00));
    let empty = machine.file("empty.pdf", b"");
    let folder = machine.data.path().display().to_string();
    let missing = machine.data.path().join("missing.pdf").display().to_string();

    let said = machine.runs(&["ingest", &empty, &folder, &missing, &good, "--json"]).await;
    assert_eq!(said.code, 3, "{}", said.err);
    let told = said.json();
    let codes: Vec<&str> = (0..3).filter_map(|n| told["files"][n]["error"]["code"].as_str()).collect();
    assert_eq!(codes, ["document.empty", "file.not_a_file", "file.failed"], "{told}");
    assert_eq!(told["documents"][0]["state"], "in_review", "{told}");
}

#[tokio::test]
async fn before_the_set_up_commands_say_what_to_do() {
    let machine = Machine::new().await;
    let said = machine.runs(&["inbox"]).await;
    assert_eq!(said.code, 2);
    assert!(said.err.contains("nothing is set up yet: run `pacioli init`"), "{}", said.err);
    let said = machine.runs(&["inbox", "--json"]).await;
    assert_eq!(said.json()["error"]["code"], "setup.missing");
}

#[tokio::test]
async fn a_person_acts_with_his_own_rights() {
    let machine = Machine::set_up().await;
    let add = [
        "user",
        "add",
        "vera@werkbank.example",
        "--name",
        "Vera Blick",
        "--role",
        "viewer",
        "--password",
        "only looks at it",
    ];
    machine.runs(&add).await.well();
    let bill = machine.file("bill.xml", &papers::einvoice("RE-4", "Papier Muster GmbH", 10_00));
    let denied = machine.runs(&["ingest", &bill, "--json", "--as", "vera@werkbank.example"]).await;
    assert_eq!((denied.code, &denied.json()["files"][0]["error"]["code"]), (3, &Value::from("auth.denied")));
    let said = machine.runs(&["inbox", "--as", "nobody@werkbank.example"]).await;
    assert!(said.code == 2 && said.err.contains("nobody signs in as"), "{}", said.err);
    let said = machine.runs(&["inbox", "--business", "Fremd GmbH"]).await;
    assert!(said.code == 2 && said.err.contains("there are: Werkbank GmbH"), "{}", said.err);
    // The only administrator has forgotten his password: the owner of the machine can still help.
    machine.runs(&["user", "password", "anna@werkbank.example", "--password", "another good one"]).await.well();
}

#[tokio::test]
async fn a_key_is_shown_once_and_can_be_revoked() {
    let machine = Machine::set_up().await;
    let made = machine.runs(&["api-key", "add", "scanner", "--scopes", "documents-add", "--json"]).await.well().json();
    let key = made["key"].as_str().expect("the key's text").to_owned();
    assert!(key.starts_with("pac_live_"), "{key}");
    let list = machine.runs(&["api-key", "list", "--json"]).await.well();
    assert!(list.out.contains("scanner") && !list.out.contains(&key), "{}", list.out);
    let prefix = made["api_key"]["prefix"].as_str().expect("a prefix");
    machine.runs(&["api-key", "revoke", prefix]).await.well();
    assert_eq!(machine.runs(&["api-key", "list", "--json"]).await.well().json(), serde_json::json!([]));
}

#[tokio::test]
async fn books_that_were_tampered_with_end_with_exit_code_3() {
    let machine = Machine::set_up().await;
    let bill = machine.file("bill.xml", &papers::einvoice("RE-5", "Papier Muster GmbH", 100_00));
    let taken = machine.runs(&["ingest", &bill, "--json"]).await.well().json();
    let id = taken["documents"][0]["id"].as_str().expect("an id").to_owned();
    machine.runs(&["approve", &id]).await.well();
    let mut superuser = machine.database.superuser().await;
    superuser
        .execute("update balance_tail set base_debit = base_debit + 1 where base_debit > 0")
        .await
        .expect("tamper");
    let said = machine.runs(&["ledger", "verify", "--json"]).await;
    assert_eq!(said.code, 3, "{}", said.out);
    assert_eq!(said.json()[0]["report"]["findings"][0]["kind"], "drift", "{}", said.out);
}

#[tokio::test]
async fn the_server_tells_its_address_takes_what_is_dropped_into_its_folder_and_stops_when_told() {
    let machine = Machine::set_up().await;
    let watched = machine.data.path().join("drop");
    std::fs::create_dir(&watched).expect("a folder");
    std::fs::write(watched.join("bill.xml"), papers::einvoice("RE-6", "Papier Muster GmbH", 30_00)).expect("write");
    std::fs::write(watched.join("broken.pdf"), b"").expect("write");
    let folder = watched.display().to_string();
    let mut serving = machine.command(&["serve", "--listen", "127.0.0.1:0", "--watch", &folder]);
    let mut child = serving.stdout(std::process::Stdio::piped()).spawn().expect("start the server");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let address = loop {
        let line = lines.next_line().await.expect("read").expect("it says where it listens");
        if let Some((_, rest)) = line.split_once("http://") {
            break rest.trim_end_matches(['│', ' ']).to_owned();
        }
    };
    let mut socket = tokio::net::TcpStream::connect(&address).await.expect("connect");
    socket.write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.expect("ask");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    let taken = machine.runs(&["serve", "--listen", &address]).await;
    assert!(taken.code == 2 && taken.err.contains("is in use: stop what listens there"), "{}", taken.err);

    appears(&watched.join("taken/bill.xml")).await;
    appears(&watched.join("refused/broken.pdf.txt")).await;
    let pid = rustix::process::Pid::from_raw(child.id().expect("it runs").cast_signed()).expect("a pid");
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("ask it to stop");
    assert!(child.wait().await.expect("it stops").success());
    let inbox = machine.runs(&["inbox", "--json"]).await.well().json();
    assert_eq!(inbox[0]["origin"], "folder", "{inbox}");
}

/// Waits until a file is there; the test runner's own limit ends a wait in vain.
async fn appears(path: &Path) {
    while !path.exists() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
