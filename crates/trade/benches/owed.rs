//! What is owed, at size. A plain program that prints a table; nothing is asserted.
//!
//! Workload, from its own generator: `ITEMS` invoices (100,000 by default) to 500 customers over two years, every other
//! one paid in part some weeks later by an entry that settles it, so that all of them are open today.
//!
//! ```sh
//! PACIOLI_TEST_SERVER=postgres://… cargo bench --profile dev --config scripts/optimised.toml -p trade
//! ```

#![allow(missing_docs, reason = "a program")]

use std::time::{Duration, Instant};

use books::{Account, AccountId, AccountRole, Entry, EntryId, Header, Line, PartyId};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::{ItemRef, NewEntity, NewEntry, Settles, create_entity, post_bulk};
use money::{Amount, Currency};
use op::{EntityId, Op};
use parties::{PartyData, add_party};
use pg::Db;
use trade::{AgeingOf, By, Question, Side};

const CUSTOMERS: usize = 500;
const READS: usize = 20;
const FIRST_DAY: Date = date(2024, 1, 1);
const DAYS: usize = 700;

struct Bench {
    db: Db,
    op: Op,
    entity: EntityId,
    receivable: AccountId,
    sales: AccountId,
    bank: AccountId,
    customers: Vec<PartyId>,
}

impl Bench {
    fn day(n: usize) -> Date {
        FIRST_DAY.saturating_add((n as i64).days())
    }

    fn owed(&self, n: usize, amount: i64, due: Option<Date>) -> Line {
        Line {
            party: Some(self.customers[n % CUSTOMERS]),
            due,
            ..Line::plain(self.receivable, Amount::new(amount, Currency::EUR))
        }
    }

    /// The `n`-th invoice, and its part payment for every other one.
    fn entries(&self, n: usize) -> Vec<NewEntry> {
        let amount = 1_000 + (n % 9_000) as i64;
        let day = Self::day(n * 7 % DAYS);
        let due = day.saturating_add(30.days());
        let id = EntryId(self.op.new_id());
        let entry = |day, text: String, lines| {
            let entry = Entry::new(Header::new(day, text), Currency::EUR, lines).expect("the generator balances");
            NewEntry::new(self.entity, "GEN", entry)
        };
        let against = Line::plain(self.sales, Amount::new(-amount, Currency::EUR));
        let lines = vec![self.owed(n, amount, Some(due)), against];
        let mut all = vec![entry(day, format!("invoice {n}"), lines).with_id(id)];
        if n.is_multiple_of(2) {
            let part = amount / 3;
            let money = Line::plain(self.bank, Amount::new(part, Currency::EUR));
            let paid = entry(due, format!("payment {n}"), vec![money, self.owed(n, -part, None)]);
            let item = ItemRef { entry: id, line: 1 };
            all.push(paid.settling(vec![Settles { line: 2, item, amount: Amount::new(part, Currency::EUR) }]));
        }
        all
    }
}

#[tokio::main]
async fn main() {
    let items: usize = std::env::var("ITEMS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let world = test_kit::World::new().await;
    let (db, op) = (world.db.clone(), world.op_admin());
    let entity = create_entity(&db, &op, NewEntity::new("Bench", Currency::EUR, "DE")).await.expect("a business");
    let chart: Vec<Account> =
        ledger::accounts(&db, &op, entity, None).await.expect("a chart").into_iter().map(|a| a.account).collect();
    let with = |role| chart.iter().find(|a| a.role == Some(role)).expect("an account of the role").id;
    let mut customers = Vec::with_capacity(CUSTOMERS);
    for n in 0..CUSTOMERS {
        let data = PartyData { name: format!("Customer {n}"), is_customer: true, ..PartyData::default() };
        customers.push(add_party(&db, &op, entity, &data).await.expect("added"));
    }
    let (receivable, bank) = (with(AccountRole::Receivable), with(AccountRole::Bank));
    let bench = Bench { receivable, bank, sales: with(AccountRole::DefaultIncome), db, op, entity, customers };
    let began = Instant::now();
    for first in (0..items).step_by(4_000) {
        let entries: Vec<NewEntry> = (first..items.min(first + 4_000)).flat_map(|n| bench.entries(n)).collect();
        let posted = post_bulk(&bench.db, &bench.op, &entries).await.expect("posted");
        assert!(posted.iter().all(Result::is_ok), "every generated entry is good");
    }
    println!("{items} items made in {:.1} s", began.elapsed().as_secs_f64());
    bench.reads().await;
}

impl Bench {
    async fn reads(&self) {
        let days = |n: usize| Self::day(DAYS / 2 + n * 17);
        let mut ageing = Vec::new();
        let mut list = Vec::new();
        let mut statement = Vec::new();
        for n in 0..READS {
            let of = AgeingOf { side: Side::Receivable, as_of: days(n), by: By::Due };
            ageing.push(timed(async { trade::ageing(&self.db, &self.op, self.entity, of).await.expect("aged") }).await);
            let question = Question::all(Side::Receivable, days(n));
            list.push(
                timed(async {
                    trade::open_items(&self.db, &self.op, self.entity, &question, None, 100).await.expect("items")
                })
                .await,
            );
            let (party, span) = (self.customers[n], (FIRST_DAY, days(n)));
            statement.push(
                timed(async {
                    trade::statement(&self.db, &self.op, self.entity, party, span).await.expect("a statement")
                })
                .await,
            );
        }
        row("ageing on a past day", ageing);
        row("first page of the open items", list);
        row("statement of one customer", statement);
    }
}

async fn timed<T>(what: impl Future<Output = T>) -> Duration {
    let began = Instant::now();
    what.await;
    began.elapsed()
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("{what:<36} p50 {:>7.1} ms   p95 {:>7.1} ms", at(50), at(95));
}
