//! Many at once: numbers, keys, closes and the shared transaction.

use std::collections::BTreeSet;
use std::sync::Arc;

use sqlx::{Connection, Executor};
use test_kit::World;
use tokio::task::JoinSet;

use super::{Books, RENT, date};
use crate::{LedgerError, NewEntry, Posted, PostingQueue, close_period, dry_run, fold, post};

async fn shared() -> Arc<Books> {
    Arc::new(Books::of(World::new().await).await)
}

/// A day of the present year, in which every one of these worlds has its periods.
fn day(month: u8) -> String {
    let year = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year();
    format!("{year}-{month:02}-15")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_have_no_gaps_under_concurrency_and_failures() {
    let books = shared().await;
    let queue = PostingQueue::new(books.db().clone());
    let mut tasks = JoinSet::new();
    for n in 0..120_i64 {
        let (books, queue) = (Arc::clone(&books), queue.clone());
        tasks.spawn(async move {
            let mut new = books.rent(&day(1), 1 + n);
            match n % 6 {
                // refused by the rules
                0 => new.journal = "XXX".to_owned(),
                // rolled back after it had its number
                1 => return dry_run(books.db(), &books.op, &new).await.map(|_| None),
                2 => return post(books.db(), &books.op, &new).await.map(Some),
                _ => {}
            }
            queue.post(&books.op, new).await.map(Some)
        });
    }
    let mut numbers = BTreeSet::new();
    let mut refused = 0;
    while let Some(outcome) = tasks.join_next().await {
        match outcome.expect("task") {
            Ok(Some(posted)) => assert!(numbers.insert(posted.number.number), "{} twice", posted.number),
            Ok(None) => {}
            Err(error) => {
                assert_eq!(error.code(), "ledger.unknown_journal");
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 20);
    assert_eq!(numbers, (1..=80).collect());
    books.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_from_many_sides_posts_once() {
    let books = shared().await;
    let queue = PostingQueue::new(books.db().clone());
    let mut tasks = JoinSet::new();
    for n in 0..16 {
        let (books, queue) = (Arc::clone(&books), queue.clone());
        tasks.spawn(async move {
            let new = books.rent(&day(1), 5_00).keyed("one");
            if n % 2 == 0 { queue.post(&books.op, new).await } else { post(books.db(), &books.op, &new).await }
        });
    }
    let posted: Vec<Posted> = tasks.join_all().await.into_iter().map(|o| o.expect("posted")).collect();
    let entries: BTreeSet<_> = super::ids(&posted).into_iter().collect();
    assert_eq!(entries.len(), 1);
    assert_eq!(posted.iter().filter(|p| !p.repeated).count(), 1);
    assert_eq!(books.count("select count(*) from entry").await, 1);
}

/// On one thread all requests are waiting before the first transaction begins: they share it.
#[tokio::test]
async fn requests_that_wait_share_a_transaction_and_a_bad_one_fails_alone() {
    let books = shared().await;
    let queue = PostingQueue::new(books.db().clone());
    let first = books.posts(&books.rent(&day(1), 1)).await;
    crate::reverse(books.db(), &books.op, first.entry, date(&day(1)), "falsch").await.expect("reversed");
    let bad: Vec<(&str, NewEntry)> = vec![
        ("ledger.unknown_journal", NewEntry { journal: "XXX".to_owned(), ..books.rent(&day(1), 1) }),
        ("ledger.date_out_of_range", books.rent("1900-01-01", 1)),
    ];
    let share = |bad: Vec<(&'static str, NewEntry)>| {
        let mut tasks = JoinSet::new();
        for n in 0..40_i64 {
            let (books, queue) = (Arc::clone(&books), queue.clone());
            let (expected, new) = match bad.get(usize::try_from(n - 10).unwrap_or(usize::MAX)) {
                Some((code, new)) => (Some(*code), new.clone()),
                None => (None, books.rent(&day(2), 1 + n)),
            };
            tasks.spawn(async move { (expected, queue.post(&books.op, new).await) });
        }
        tasks.join_all()
    };
    for (expected, outcome) in share(bad).await {
        assert_eq!(outcome.err().map(|e| e.code()), expected);
    }
    let transactions = "select count(distinct xid) from audit_event where action = 'entry.posted'";
    assert_eq!(books.count(transactions).await, 3, "one each for the entry and its reversal, one for the 38");
    assert_eq!(books.count("select count(*) from entry").await, 40);

    // refused by the database itself, which breaks the shared transaction: the others are posted all the same
    let line = crate::NewAttachment {
        blob_hash: "not a hash".to_owned(),
        document: None,
        name: "x".to_owned(),
        media_type: "x".to_owned(),
    };
    let broken = vec![("ledger.database", books.rent(&day(1), 1).attaching(vec![line]))];
    for (expected, outcome) in share(broken).await {
        assert_eq!(outcome.err().map(|e| e.code()), expected);
    }
    assert_eq!(books.count("select count(*) from entry").await, 79);
    books.assert_sound().await;
}

/// A posting under way holds a close up; the close then sees it. Deterministic: no sleep decides.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_close_waits_for_postings_under_way() {
    let books = shared().await;
    let admin = books.world.op_admin();
    let january = books.period_of(&day(1)).await;
    let mut tx = books.db().begin(&books.op).await.expect("begin");
    crate::post_in(&mut tx, &books.op, &books.rent(&day(1), 7_00)).await.expect("posted, not committed");
    let closing = tokio::spawn({
        let books = Arc::clone(&books);
        async move { close_period(books.db(), &admin, january, None).await }
    });
    books.until_someone_waits().await;
    assert!(!closing.is_finished());
    tx.commit().await.expect("commit");
    closing.await.expect("task").expect("closed");
    assert_eq!(books.balance(RENT, &day(1)).await, 7_00);
    assert_eq!(books.post(&books.rent(&day(1), 1)).await.expect_err("closed").code(), "ledger.period_closed");
}

/// A posting that was judged while the period was open, but comes to the database during a close, is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_posting_slips_in_behind_a_close() {
    let books = shared().await;
    let mut root = books.world.superuser().await;
    let mut closing = root.begin().await.expect("begin");
    closing.execute("update fiscal_period set status = 'closed' where number = 1").await.expect("closing");
    let posting = tokio::spawn({
        let books = Arc::clone(&books);
        async move { books.post(&books.rent(&day(1), 7_00)).await }
    });
    books.until_someone_waits().await;
    closing.commit().await.expect("closed");
    let refused = posting.await.expect("task").expect_err("the period was closed meanwhile");
    assert_eq!(refused.code(), "ledger.period_closed");
    assert_eq!(books.count("select count(*) from entry").await, 0);
}

/// Posters, folds and a close at once: what is in the period when the close has answered stays all there is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_close_answered_stays_true() {
    let books = shared().await;
    let january = books.period_of(&day(1)).await;
    let queue = PostingQueue::new(books.db().clone());
    let mut tasks = JoinSet::new();
    for n in 0..150_i64 {
        let (books, queue) = (Arc::clone(&books), queue.clone());
        tasks.spawn(async move {
            let new = books.rent(&day(1), 1 + n);
            if n % 10 == 3 {
                fold(books.db(), &books.op, books.entity).await.expect("folded");
            }
            if n % 3 == 0 { post(books.db(), &books.op, &new).await } else { queue.post(&books.op, new).await }
        });
    }
    // let some be posted first
    while books.count("select count(*) from entry").await < 20 {
        tokio::task::yield_now().await;
    }
    close_period(books.db(), &books.world.op_admin(), january, None).await.expect("closed");
    let at_close = books.count("select count(*) from entry").await;
    let outcomes: Vec<Result<Posted, LedgerError>> = tasks.join_all().await;
    let posted = outcomes.iter().filter(|o| o.is_ok()).count();
    assert_eq!(i64::try_from(posted), Ok(at_close));
    assert_eq!(books.count("select count(*) from entry").await, at_close);
    for error in outcomes.into_iter().filter_map(Result::err) {
        assert_eq!(error.code(), "ledger.period_closed");
    }
    books.assert_sound().await;
}

/// Two transactions that both post to the bank do not wait for each other's balances.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hot_account_makes_nobody_wait() {
    let books = shared().await;
    let mut first = books.db().begin(&books.op).await.expect("begin");
    crate::post_in(&mut first, &books.op, &books.rent(&day(1), 1)).await.expect("posted");
    // another journal, so that not even the number is shared; the accounts are the same
    let mut second = books.db().begin(&books.op).await.expect("begin");
    let other = NewEntry { journal: "BNK".to_owned(), ..books.rent(&day(1), 2) };
    crate::post_in(&mut second, &books.op, &other).await.expect("posted while the first is under way");
    let folded = fold(books.db(), &books.op, books.entity).await.expect("nor does a fold wait");
    assert_eq!(folded, 0);
    second.commit().await.expect("commit");
    assert_eq!(books.balance(RENT, &day(1)).await, 2);
    first.commit().await.expect("commit");
    assert_eq!(books.balance(RENT, &day(1)).await, 3);
    books.assert_sound().await;
}

impl Books {
    async fn period_of(&self, day: &str) -> uuid::Uuid {
        let all = crate::periods(self.db(), &self.op, self.entity).await.expect("periods");
        let day = date(day);
        all.iter().find(|p| p.number < 13 && p.start <= day && day <= p.end).expect("the period exists").id
    }

    /// Returns when some backend of this database waits for a lock.
    async fn until_someone_waits(&self) {
        let waiting = "select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'";
        while self.count(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
    }
}
