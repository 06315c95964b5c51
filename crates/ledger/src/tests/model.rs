//! Random operations against the ledger and against a model of it in memory: the two must agree at every date and at
//! every recorded time, whatever was folded, closed or reversed in between.

use books::{AccountId, EntryId};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{BANK, Books, PAYABLE, RECEIVABLE, RENT, SALES, date};

const ACCOUNTS: [&str; 5] = [BANK, RENT, SALES, RECEIVABLE, PAYABLE];

#[derive(Debug, Clone)]
enum Step {
    /// Day, and cents for the accounts; the last account takes what is left.
    Post(Date, Vec<i64>),
    /// Reverse the n-th entry (modulo how many there are) on that day.
    Reverse(usize, Date),
    Fold,
    Rebuild,
    /// Close up to this month of 2024.
    Close(u8),
    Reopen,
}

fn day() -> impl Strategy<Value = Date> {
    (0_i32..730).prop_map(|n| date("2024-01-01").checked_add(jiff::Span::new().days(n)).expect("in range"))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => (day(), prop::collection::vec(-50_000_i64..50_000, 4)).prop_map(|(d, cents)| Step::Post(d, cents)),
        3 => (any::<usize>(), day()).prop_map(|(n, d)| Step::Reverse(n, d)),
        2 => Just(Step::Fold),
        1 => Just(Step::Rebuild),
        1 => (1_u8..=12).prop_map(Step::Close),
        1 => Just(Step::Reopen),
    ]
}

struct Known {
    id: EntryId,
    day: Date,
    at: Timestamp,
    lines: Vec<(AccountId, i64)>,
    reversed: bool,
}

/// The ledger as a plain list.
#[derive(Default)]
struct Model {
    entries: Vec<Known>,
    /// Nothing can be posted on or before this day.
    closed: Option<Date>,
}

impl Model {
    fn balance(&self, account: AccountId, day: Date, known_at: Option<Timestamp>) -> i64 {
        self.entries
            .iter()
            .filter(|e| e.day <= day && known_at.is_none_or(|at| e.at <= at))
            .flat_map(|e| &e.lines)
            .filter(|(a, _)| *a == account)
            .map(|(_, cents)| cents)
            .sum()
    }

    fn is_open(&self, day: Date) -> bool {
        self.closed.is_none_or(|closed| day > closed)
    }
}

async fn take(books: &Books, model: &mut Model, step: &Step) {
    match step {
        Step::Post(day, cents) => {
            let mut lines: Vec<(&str, i64)> = ACCOUNTS.into_iter().zip(cents.iter().copied()).collect();
            lines.push((PAYABLE, -cents.iter().sum::<i64>()));
            lines.retain(|(_, cents)| *cents != 0);
            if lines.len() < 2 {
                return;
            }
            let new = books.entry(&day.to_string(), &lines);
            match books.post(&new).await {
                Ok(posted) => {
                    assert!(model.is_open(*day), "{day} is closed");
                    let lines = lines.iter().map(|(code, cents)| (books.account(code), *cents)).collect();
                    let (id, at) = (posted.entry, posted.recorded_at);
                    model.entries.push(Known { id, day: *day, at, lines, reversed: false });
                }
                Err(error) => assert!(error.code() == "ledger.period_closed" && !model.is_open(*day), "{error}"),
            }
        }
        Step::Reverse(nth, day) => reverse(books, model, *nth, *day).await,
        Step::Fold => drop(crate::fold(books.db(), &books.op, books.entity).await.expect("folded")),
        Step::Rebuild => drop(crate::rebuild_balances(books.db(), &books.op, books.entity).await.expect("rebuilt")),
        Step::Close(month) => {
            let period = books.period(2024, *month).await;
            crate::close_period(books.db(), &books.op, period, None).await.expect("closed");
            let last = date(&format!("2024-{month:02}-01")).last_of_month();
            model.closed = model.closed.max(Some(last));
        }
        Step::Reopen => {
            let Some(closed) = model.closed else { return };
            let period = books.period(2024, closed.month().unsigned_abs()).await;
            crate::reopen_period(books.db(), &books.op, period, "Nachtrag").await.expect("reopened");
            let before = closed.first_of_month().yesterday().expect("in range");
            model.closed = (before >= date("2024-01-01")).then_some(before);
        }
    }
}

async fn reverse(books: &Books, model: &mut Model, nth: usize, day: Date) {
    if model.entries.is_empty() {
        return;
    }
    let nth = nth % model.entries.len();
    let open = model.is_open(day);
    let entry = &mut model.entries[nth];
    match crate::reverse(books.db(), &books.op, entry.id, day, "Probe").await {
        Ok(posted) => {
            assert!(!entry.reversed && open);
            entry.reversed = true;
            let lines = entry.lines.iter().map(|(account, cents)| (*account, -cents)).collect();
            model.entries.push(Known { id: posted.entry, day, at: posted.recorded_at, lines, reversed: false });
        }
        Err(error) if entry.reversed => assert_eq!(error.code(), "ledger.already_reversed"),
        Err(error) => assert!(error.code() == "ledger.period_closed" && !open, "{error}"),
    }
}

async fn compare(books: &Books, model: &Model, day: Date, known_at: Option<Timestamp>) {
    let found = crate::balances_as_of(books.db(), &books.op, books.entity, day, known_at).await.expect("balances");
    for code in ACCOUNTS {
        let account = books.account(code);
        let ours = found.iter().find(|b| b.account == account).map_or(0, |b| b.net().expect("net").minor());
        assert_eq!(ours, model.balance(account, day, known_at), "{code} on {day} known at {known_at:?}");
    }
}

/// Six random stories; the seed is printed when one fails.
#[tokio::test]
async fn the_ledger_agrees_with_a_plain_list() {
    for seed in 1..=6_u8 {
        println!("seed {seed}");
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let story = prop::collection::vec((step(), day()), 40..60);
        let story = story.new_tree(&mut runner).expect("a story").current();
        let books = Books::new().await;
        let mut model = Model::default();
        // the years exist from the start, so that periods can be closed
        for year in ["2024-06-30", "2025-06-30"] {
            take(&books, &mut model, &Step::Post(date(year), vec![1_00, 2_00, 0, 0])).await;
        }
        for (step, asked) in &story {
            take(&books, &mut model, step).await;
            compare(&books, &model, *asked, None).await;
            let earlier = model.entries[model.entries.len() / 2].at;
            compare(&books, &model, *asked, Some(earlier)).await;
        }
        compare(&books, &model, date("2026-12-31"), None).await;
        books.assert_sound().await;
    }
}
