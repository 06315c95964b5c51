//! The statement budget of the module comment in `lib.rs`.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::Books;
use crate::post::{Item, post_batch};

/// Begin inside the tenant (which is not reported), frame, insert, audit and COMMIT.
const BUDGET: usize = 4;

/// Keeps the beginnings of the statements that sqlx reports.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

struct Summary(String);

impl Visit for Summary {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        let mut summary = Summary(String::new());
        event.record(&mut summary);
        self.0.lock().expect("lock").push(summary.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn posting_one_entry_or_many_takes_the_same_few_statements() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-05-31", 1_00)).await;
    for entries in [1, 40] {
        let counted = Statements::default();
        let new: Vec<_> = (0..entries).map(|n| books.rent("2025-05-31", 1 + n)).collect();
        let items: Vec<Item<'_>> = new.iter().map(|new| Item { op: &books.op, new, whole: false }).collect();
        let guard = tracing::subscriber::set_default(counted.clone());
        let mut tx = books.db().begin(&books.op).await.expect("begin");
        let outcomes = post_batch(&mut tx, &items).await.expect("posted");
        tx.commit().await.expect("commit");
        drop(guard);
        assert!(outcomes.iter().all(Result::is_ok));
        let mut statements = counted.0.lock().expect("lock").clone();
        // a connection that came back to the pool before
        statements.retain(|s| !s.ends_with("rollback"));
        assert!(statements.len() <= BUDGET, "{entries} entries took {statements:#?}");
    }
}
