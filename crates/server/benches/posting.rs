//! Posting entries over HTTP. A plain program that prints a table; nothing is asserted but that every answer is 201.
//!
//! Workload: the real program on the private PostgreSQL of an empty data folder, fsync on; a German business; clients
//! that are signed in by one API key, each request a balanced entry of four lines with an `Idempotency-Key` of its own.
//! One client first (the time of each answer), then eight on accounts all over the chart, then eight on one account that
//! every entry touches.
//!
//! ```sh
//! cargo bench --profile dev -p server --bench posting
//! ```

#![allow(missing_docs, clippy::print_stdout, reason = "a program")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pacioli");
const ALONE: usize = 1_000;
const CLIENTS: usize = 8;
const EACH_CLIENT: usize = 500;
const WARM_UP: usize = 200;
/// Above what the clients reach.
const NO_LIMIT: &str = "1000000";

/// A business over HTTP.
#[derive(Clone)]
struct Books {
    client: reqwest::Client,
    address: String,
    key: String,
    accounts: Arc<Vec<String>>,
}

impl Books {
    /// The `n`-th entry: accounts by `n`, or with the first account in each of them.
    fn entry(&self, n: usize, hot: bool) -> Value {
        let account = |step: usize| {
            let others = n * 7 + step * 13;
            if hot && step == 0 { &self.accounts[0] } else { &self.accounts[1 + others % (self.accounts.len() - 1)] }
        };
        let cents = |minor: usize| format!("{}.{:02}", minor / 100, minor % 100);
        let (net, tax) = (1_000 + n % 9_000, (1_000 + n % 9_000) * 19 / 100);
        let day = format!("2026-{:02}-{:02}", 1 + n % 6, 1 + n % 28);
        json!({ "date": day, "memo": format!("entry {n}"), "lines": [
            { "account_id": account(0), "debit": cents(net) },
            { "account_id": account(1), "debit": cents(tax) },
            { "account_id": account(2), "credit": cents(net) },
            { "account_id": account(3), "credit": cents(tax) },
        ] })
    }

    async fn posts(&self, n: usize, hot: bool) -> Duration {
        let request = self.client.post(&self.address).bearer_auth(&self.key).json(&self.entry(n, hot));
        let request = request.header("Idempotency-Key", format!("{hot} {n}"));
        let began = Instant::now();
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let body = answer.bytes().await.expect("the whole answer");
        let took = began.elapsed();
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&body));
        took
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
    fs::set_permissions(folder.path(), open).expect("open the folder to the database's user");
    let data = folder.path().join("data");
    let who = ["--organisation", "Werkbank", "--name", "Anna", "--email", "anna@werkbank.example"];
    pacioli(&data, &[&["init", "--password", "werkzeug-kasten-77"], &who[..]].concat());
    let said = pacioli(&data, &["--json", "api-key", "add", "benchmark"]);
    let key = serde_json::from_str::<Value>(&said).expect("JSON")["key"].as_str().expect("the key").to_owned();
    let (_server, url) = serve(&data);
    let books = books(&url, key).await;

    for n in 0..WARM_UP {
        books.posts(n, false).await;
    }
    let mut times = Vec::new();
    for n in WARM_UP..WARM_UP + ALONE {
        times.push(books.posts(n, false).await);
    }
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("one client: p50 {:.2} ms   p95 {:.2} ms   p99 {:.2} ms", at(0.5), at(0.95), at(0.99));
    for hot in [false, true] {
        println!(
            "{CLIENTS} clients{}: {:.0} entries/s",
            if hot { ", one hot account" } else { "" },
            rate(&books, hot).await
        );
    }
}

async fn rate(books: &Books, hot: bool) -> f64 {
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let books = books.clone();
        clients.spawn(async move {
            for n in 0..EACH_CLIENT {
                books.posts(100_000 + client * EACH_CLIENT + n, hot).await;
            }
        });
    }
    clients.join_all().await;
    (CLIENTS * EACH_CLIENT) as f64 / began.elapsed().as_secs_f64()
}

async fn books(url: &str, key: String) -> Books {
    // the client is built without a provider of its own: the program has chosen one
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let gets = async |path: &str| -> Value {
        let answer = client.get(format!("{url}/api/v1/{path}")).bearer_auth(&key).send().await.expect("an answer");
        serde_json::from_slice(&answer.bytes().await.expect("the whole answer")).expect("JSON")
    };
    let business = gets("businesses").await["items"][0]["id"].as_str().expect("a business").to_owned();
    let accounts = gets(&format!("businesses/{business}/accounts")).await;
    let postable = accounts["items"].as_array().expect("accounts").iter().filter(|a| a["postable"] == true);
    let accounts: Vec<String> = postable.filter_map(|a| a["id"].as_str().map(str::to_owned)).collect();
    let address = format!("{url}/api/v1/businesses/{business}/entries");
    Books { address, accounts: Arc::new(accounts), key: key.clone(), client: client.clone() }
}

/// The running program, stopped with the benchmark however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_raw(self.0.id().cast_signed()).expect("a pid");
        if rustix::process::kill_process(pid, rustix::process::Signal::TERM).is_ok() {
            // whether it ended well is not what is measured
            let _status = self.0.wait();
        }
    }
}

fn serve(data: &Path) -> (Server, String) {
    let mut command = command(data, &["serve", "--listen", "127.0.0.1:0", "--key-rate", NO_LIMIT]);
    let mut server = command.stdout(Stdio::piped()).spawn().expect("start pacioli");
    let lines = BufReader::new(server.stdout.take().expect("a pipe")).lines();
    let url = lines
        .map_while(Result::ok)
        .find_map(|line| line.find("http://").map(|at| line[at..].trim_end_matches(['│', ' ']).to_owned()));
    (Server(server), url.expect("it says where it listens"))
}

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).arg("--data").arg(data).env_remove("DATABASE_URL").stderr(Stdio::inherit());
    command
}

fn pacioli(data: &Path, arguments: &[&str]) -> String {
    let output = command(data, arguments).output().expect("run the program");
    assert!(output.status.success(), "{arguments:?} failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
