use super::{BANK, Books, RENT, date};
use crate::Source;

#[tokio::test]
async fn a_reversal_undoes_the_entry_and_is_linked_both_ways() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 8_00)).await;
    let back = crate::reverse(books.db(), &books.op, posted.entry, date("2025-06-02"), "zweimal erfasst").await;
    let back = back.expect("reversed");
    assert_eq!((books.balance(RENT, "2025-05-31").await, books.balance(RENT, "2025-06-02").await), (8_00, 0));
    let original = crate::entry(books.db(), &books.op, posted.entry).await.expect("original");
    let reversal = crate::entry(books.db(), &books.op, back.entry).await.expect("reversal");
    assert_eq!(original.reversed_by.expect("linked").number, back.number);
    assert_eq!(reversal.reverses.expect("linked").number, posted.number);
    assert_eq!(reversal.source, Source::Reversal(posted.entry));
    assert!(reversal.text.contains("GEN-2025-1") && reversal.text.contains("zweimal erfasst"), "{}", reversal.text);
    books.assert_sound().await;
}

#[tokio::test]
async fn an_entry_is_reversed_once_and_a_reversal_can_be_reversed() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 8_00)).await;
    let day = date("2025-06-02");
    let back = crate::reverse(books.db(), &books.op, posted.entry, day, "falsch").await.expect("reversed");
    let twice = crate::reverse(books.db(), &books.op, posted.entry, day, "falsch").await.expect_err("once");
    assert_eq!(twice.code(), "ledger.already_reversed");
    crate::reverse(books.db(), &books.op, back.entry, day, "doch richtig").await.expect("reinstated");
    assert_eq!(books.balance(BANK, "2025-06-30").await, -8_00);
    books.assert_sound().await;
}

/// The period of the reversal's date counts, not the one of the entry.
#[tokio::test]
async fn an_entry_of_a_closed_period_is_reversed_in_an_open_one() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-04-30", 8_00)).await;
    let april = books.period(2025, 4).await;
    crate::close_period(books.db(), &books.world.op_admin(), april, None).await.expect("closed");
    let closed = crate::reverse(books.db(), &books.op, posted.entry, date("2025-04-30"), "falsch").await;
    assert_eq!(closed.expect_err("closed").code(), "ledger.period_closed");
    crate::reverse(books.db(), &books.op, posted.entry, date("2025-05-02"), "falsch").await.expect("reversed in May");
    let reason = crate::reverse(books.db(), &books.op, posted.entry, date("2025-05-02"), " ").await;
    assert_eq!(reason.expect_err("no reason").code(), "ledger.invalid");
}

#[tokio::test]
async fn what_was_posted_to_an_account_that_is_now_off_can_be_reversed() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 8_00)).await;
    let off = crate::AccountChange { active: Some(false), ..Default::default() };
    crate::change_account(books.db(), &books.op, books.entity, books.account(RENT), 1, off).await.expect("off");
    assert_eq!(books.post(&books.rent("2025-05-31", 1)).await.expect_err("off").code(), "ledger.account_refuses");
    crate::reverse(books.db(), &books.op, posted.entry, date("2025-06-01"), "falsch").await.expect("reversed");
}
