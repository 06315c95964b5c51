//! The statement budget of the module comment in `lib.rs`.

use test_kit::Statements;

use super::Books;
use crate::admit::Item;
use crate::post::post_batch;

/// Begin inside the tenant (which is not reported), frame, insert, audit and COMMIT.
const BUDGET: usize = 4;

#[tokio::test]
async fn posting_one_entry_or_many_takes_the_same_few_statements() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-05-31", 1_00)).await;
    for entries in [1, 40] {
        let new: Vec<_> = (0..entries).map(|n| books.rent("2025-05-31", 1 + n)).collect();
        let items: Vec<Item<'_>> = new.iter().map(|new| Item { op: &books.op, new, whole: false }).collect();
        let counted = Statements::listen();
        let mut tx = books.db().begin(&books.op).await.expect("begin");
        let outcomes = post_batch(&mut tx, &items).await.expect("posted");
        tx.commit().await.expect("commit");
        let statements = counted.heard();
        assert!(outcomes.iter().all(Result::is_ok));
        assert!(statements.len() <= BUDGET, "{entries} entries took {statements:#?}");
    }
}
