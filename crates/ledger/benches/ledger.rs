//! Posting and reading at size. A plain program that prints a table; nothing is asserted.
//!
//! Workload, from its own generator: entries of four lines (invoice with tax and a counter-line) over all postable
//! accounts of the German chart, spread evenly over two years. `LINES` sets how many lines the books hold when the
//! reports are timed (1,000,000 by default).
//!
//! ```sh
//! PACIOLI_TEST_SERVER=postgres://… LINES=1000000 cargo bench --profile dev -p ledger
//! ```

#![allow(missing_docs, reason = "a program")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use books::{AccountId, Entry, Header, Line};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::{
    NewEntity, NewEntry, PostingQueue, accounts, balances_as_of, create_entity, fold, post, post_bulk, verify,
};
use money::{Amount, Currency};
use op::{EntityId, Op, RequestId};
use pg::Db;
use tokio::task::JoinSet;

const ONE_BY_ONE: usize = 500;
const CLIENTS: usize = 8;
const EACH_CLIENT: usize = 250;
const BULK: usize = 5_000;
const READS: usize = 50;
const FIRST_DAY: Date = date(2024, 1, 1);
const DAYS: i64 = 730;

/// The books that are measured.
struct Bench {
    db: Db,
    op: Op,
    entity: EntityId,
    accounts: Arc<Vec<AccountId>>,
    next: usize,
}

impl Bench {
    /// The `n`-th entry: four lines that balance, accounts and day by `n`.
    fn entry(&self, n: usize) -> NewEntry {
        entry(self.entity, &self.accounts, n)
    }

    fn take(&mut self, count: usize) -> Vec<NewEntry> {
        let first = self.next;
        self.next += count;
        (first..self.next).map(|n| self.entry(n)).collect()
    }
}

fn entry(entity: EntityId, accounts: &[AccountId], n: usize) -> NewEntry {
    let euros = |minor: i64| Amount::new(minor, Currency::EUR);
    let account = |step: usize| accounts[(n * 7 + step * 13) % accounts.len()];
    let net = 1_000 + (n % 9_000) as i64;
    let tax = net * 19 / 100;
    let lines = vec![
        Line::plain(account(0), euros(net)),
        Line::plain(account(1), euros(tax)),
        Line::plain(account(2), euros(-net)),
        Line::plain(account(3), euros(-tax)),
    ];
    let day = FIRST_DAY.saturating_add((n as i64 % DAYS).days());
    let header = Header::new(day, format!("entry {n}"));
    let entry = Entry::new(header, Currency::EUR, lines).expect("the generator balances");
    NewEntry::new(entity, "GEN", entry).keyed(format!("bench {n}"))
}

#[tokio::main]
async fn main() {
    let wanted: usize = std::env::var("LINES").ok().and_then(|l| l.parse().ok()).unwrap_or(1_000_000);
    let world = test_kit::World::new().await;
    let op = world.op_admin();
    let entity = create_entity(&world.db, &op, NewEntity::new("Bench", Currency::EUR, "DE")).await.expect("a business");
    let chart = accounts(&world.db, &op, entity, None).await.expect("a chart");
    let postable = chart.into_iter().filter(|a| a.account.postable).map(|a| a.account.id).collect();
    let mut bench = Bench { db: world.db.clone(), op, entity, accounts: Arc::new(postable), next: 0 };

    one_by_one(&mut bench).await;
    eight_clients(&mut bench).await;
    bulk(&mut bench, wanted).await;
    reports(&bench).await;
}

async fn one_by_one(bench: &mut Bench) {
    let mut times = Vec::new();
    for entry in bench.take(ONE_BY_ONE) {
        let began = Instant::now();
        post(&bench.db, &bench.op, &entry).await.expect("posted");
        times.push(began.elapsed());
    }
    row("post one entry, one client", &mut times);
}

async fn eight_clients(bench: &mut Bench) {
    let queue = PostingQueue::new(bench.db.clone());
    let shares: Vec<Vec<NewEntry>> = (0..CLIENTS).map(|_| bench.take(EACH_CLIENT)).collect();
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for share in shares {
        let (queue, op) = (queue.clone(), bench.op.clone());
        clients.spawn(async move {
            for entry in share {
                // every entry is a request of its own, as of a real client
                let request = RequestId(op.new_id());
                queue.post(&op.clone().with_request(request), entry).await.expect("posted");
            }
        });
    }
    while let Some(done) = clients.join_next().await {
        done.expect("a client ends well");
    }
    rate("8 clients, queue", CLIENTS * EACH_CLIENT, began.elapsed());
}

async fn bulk(bench: &mut Bench, lines: usize) {
    let began = Instant::now();
    let mut posted = 0;
    while bench.next * 4 < lines {
        let entries = bench.take(BULK.min(lines / 4 - bench.next).max(1));
        posted += entries.len();
        let results = post_bulk(&bench.db, &bench.op, &entries).await.expect("posted");
        assert!(results.iter().all(Result::is_ok), "every generated entry is good");
    }
    rate("bulk", posted, began.elapsed());
}

async fn reports(bench: &Bench) {
    println!("{} lines in the books", bench.next * 4);
    balances(bench, "balances on a day, nothing folded").await;
    let began = Instant::now();
    fold(&bench.db, &bench.op, bench.entity).await.expect("folded");
    println!("{:<36} {:>10.2} s", "fold of all lines at once", began.elapsed().as_secs_f64());
    balances(bench, "balances on a day, folded").await;
    let began = Instant::now();
    let report = verify(&bench.db, &bench.op, bench.entity).await.expect("verified");
    println!(
        "{:<36} {:>10.2} s, sound: {}",
        "verify: replay and compare",
        began.elapsed().as_secs_f64(),
        report.is_sound()
    );
}

/// What a trial balance or a balance sheet asks for: all accounts at the end of a day, days all over the two years. The
/// program folds in the background while it posts, so what it meets lies near the folded figure.
async fn balances(bench: &Bench, what: &str) {
    let mut times = Vec::new();
    for read in 0..READS {
        let day = FIRST_DAY.saturating_add((read as i64 * 37 % DAYS).days());
        let began = Instant::now();
        balances_as_of(&bench.db, &bench.op, bench.entity, day, None).await.expect("balances");
        times.push(began.elapsed());
    }
    row(what, &mut times);
}

fn row(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{what:<36} p50 {:>7.2} ms   p95 {:>7.2} ms   p99 {:>7.2} ms", at(0.5), at(0.95), at(0.99));
}

fn rate(what: &str, entries: usize, took: Duration) {
    let seconds = took.as_secs_f64();
    println!("{what:<36} {:>7.0} entries/s  ({entries} entries, {seconds:.1} s)", entries as f64 / seconds);
}
