//! Long documents are computed beside the requests, and no transaction waits for that; what was read is read once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use test_kit::Statements;
use tokio::runtime::Handle;

use super::*;

/// A bill of so many items.
fn long_bill(items: usize) -> Facts {
    let item = |n| LineItem { description: format!("Papier A4 Nummer {n}"), ..bill().lines.remove(0) };
    Facts { lines: (0..items).map(item).collect(), ..bill() }
}

/// Transactions of this test's database that were left open where a computation began, and how many began.
#[derive(Default)]
struct Seen {
    open: AtomicI64,
    begun: AtomicUsize,
}

impl Desk {
    /// Looks into the server whenever a computation begins.
    async fn watches(&mut self) -> Arc<Seen> {
        let seen = Arc::new(Seen::default());
        let superuser = Mutex::new(self.world.superuser().await);
        let (runtime, noted) = (Handle::current(), Arc::clone(&seen));
        let watch = move || {
            let mut superuser = superuser.lock().expect("nobody failed while he looked");
            let open = sqlx::query_scalar(
                "select count(*) from pg_stat_activity
                 where datname = current_database() and state = 'idle in transaction'",
            );
            let open: i64 = runtime.block_on(open.fetch_one(&mut *superuser)).expect("look");
            noted.open.fetch_add(open, Ordering::SeqCst);
            noted.begun.fetch_add(1, Ordering::SeqCst);
        };
        self.documents.computing.watcher = Some(Arc::new(watch));
        seen
    }
}

#[tokio::test]
async fn no_transaction_is_open_while_a_long_bill_is_computed() {
    let mut desk = Desk::new().await;
    let seen = desk.watches().await;
    let counted = |what: &str, times: usize| {
        assert_eq!(seen.open.load(Ordering::SeqCst), 0, "{what} holds a transaction");
        assert_eq!(seen.begun.swap(0, Ordering::SeqCst), times, "{what} is computed beside the requests");
    };
    let id = desk.receives(long_bill(60)).await;
    counted("classifying and proposing", 2);
    let version = desk.version(id).await;
    let wanted = corrections(&desk.anna, &[("vendor", "Kraus & Sohn GmbH")]);
    desk.documents.correct(&desk.anna, id, version, &wanted, true).await.expect("a preview");
    counted("a preview", 1);
    desk.wants(&desk.anna, id, wanted).await.expect("corrected");
    counted("a correction", 1);
    desk.posts(&desk.anna, id).await;
}

#[tokio::test]
async fn who_corrects_while_another_one_does_is_told_to_look_again() {
    let mut desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let seen = desk.version(id).await;
    // Ben is done while Anna's correction is being computed.
    let (documents, ben, runtime) = (desk.documents.clone(), desk.ben.clone(), Handle::current());
    let other = corrections(&ben, &[("invoice_number", "R-1002")]);
    let first = AtomicUsize::new(0);
    let interrupt = move || {
        if first.fetch_add(1, Ordering::SeqCst) == 0 {
            runtime.block_on(documents.correct(&ben, id, seen, &other, false)).expect("Ben corrects");
        }
    };
    desk.documents.computing.watcher = Some(Arc::new(interrupt));
    let wanted = corrections(&desk.anna, &[("invoice_number", "R-1003")]);
    let refused = desk.documents.correct(&desk.anna, id, seen, &wanted, false).await.expect_err("Ben was faster");
    assert_eq!(refused.code(), "document.stale");
    let number = desk.looks_at(id).await.facts.expect("facts").invoice_number.expect("a number").value;
    assert_eq!(number, "R-1002");
}

#[tokio::test]
async fn looking_correcting_and_approving_read_each_result_once() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let version = desk.version(id).await;
    let reads = |statements: Vec<String>| statements.iter().filter(|s| s.starts_with("select version, output")).count();

    let counted = Statements::listen();
    desk.documents.get(&desk.anna, id).await.expect("looked at");
    assert_eq!(reads(counted.heard()), 4, "looking");

    let counted = Statements::listen();
    let wanted = corrections(&desk.anna, &[("invoice_number", "R-1002")]);
    desk.documents.correct(&desk.anna, id, version, &wanted, false).await.expect("corrected");
    assert_eq!(reads(counted.heard()), 4, "correcting");

    let version = desk.version(id).await;
    let counted = Statements::listen();
    let approved = desk.documents.approve_and_look(&desk.anna, id, version, None).await.expect("approved");
    assert_eq!(reads(counted.heard()), 4, "approving");
    assert_eq!(approved.document.card.state.name(), "posted");
    assert_eq!(approved.document.decisions.len(), 1);
}
