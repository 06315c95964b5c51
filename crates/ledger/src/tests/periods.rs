use books::PeriodStatus;

use super::{Books, RENT};
use crate::{close_period, lock_period, reopen_period};

#[tokio::test]
async fn closing_a_period_closes_everything_before_it_and_nothing_after() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    books.posts(&books.rent("2024-12-31", 1_00)).await;
    let march = books.period(2025, 3).await;
    let closed = close_period(books.db(), &admin, march, Some("Quartal geprüft")).await.expect("closed");
    assert_eq!(closed.len(), 13 + 3);
    for (day, open) in [("2024-12-31", false), ("2025-03-31", false), ("2025-04-01", true)] {
        assert_eq!(books.post(&books.rent(day, 1)).await.is_ok(), open, "{day}");
    }
    let trail = "select count(*) from audit_event where action = 'period.closed' and reason = 'Quartal geprüft'";
    assert_eq!(books.count(trail).await, 16);
}

#[tokio::test]
async fn a_year_under_a_closed_one_is_born_closed() {
    let books = Books::new().await;
    let january = books.period(2025, 1).await;
    close_period(books.db(), &books.world.op_admin(), january, None).await.expect("closed");
    let refused = books.post(&books.rent("2019-05-05", 1_00)).await.expect_err("it would change what was closed");
    assert_eq!(refused.code(), "ledger.period_closed");
}

#[tokio::test]
async fn periods_are_reopened_from_the_end_with_a_reason_and_locked_ones_never() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    let (february, march) = (books.period(2025, 2).await, books.period(2025, 3).await);
    close_period(books.db(), &admin, march, None).await.expect("closed");
    let code = |outcome: Result<_, crate::LedgerError>| outcome.map(|_: crate::PeriodView| ()).expect_err("no").code();
    assert_eq!(code(reopen_period(books.db(), &admin, february, "Nachzügler").await), "ledger.later_period_closed");
    assert_eq!(code(reopen_period(books.db(), &admin, march, " ").await), "ledger.invalid");
    let open = reopen_period(books.db(), &admin, march, "Nachzügler").await.expect("reopened");
    assert_eq!(open.status, PeriodStatus::Open);
    books.posts(&books.rent("2025-03-31", 1_00)).await;
    assert_eq!(lock_period(books.db(), &admin, march, "USt-VA").await.expect_err("open").code(), "ledger.invalid");
    close_period(books.db(), &admin, march, None).await.expect("closed");
    assert_eq!(lock_period(books.db(), &admin, march, "USt-VA abgegeben").await.expect("locked").len(), 3);
    assert_eq!(code(reopen_period(books.db(), &admin, march, "doch").await), "ledger.period_locked");
    let viewer = books.world.op(op::Role::Viewer);
    assert_eq!(close_period(books.db(), &viewer, march, None).await.expect_err("viewer").code(), "auth.denied");
}

#[tokio::test]
async fn adjustments_go_to_a_thirteenth_period_on_the_last_day() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    books.posts(&books.rent("2024-12-31", 1_00)).await;
    let december = books.period(2024, 12).await;
    close_period(books.db(), &admin, december, None).await.expect("closed");
    assert_eq!(books.post(&books.rent("2024-12-31", 2_00)).await.expect_err("closed").code(), "ledger.period_closed");
    books.posts(&books.rent("2024-12-31", 2_00).as_adjustment()).await;
    assert_eq!(books.balance(RENT, "2024-12-31").await, 3_00);
    books.assert_sound().await;
}

/// INVARIANT 8: a close does not seal balances that disagree with the lines.
#[tokio::test]
async fn a_close_is_refused_while_balances_drift() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-05-31", 1_00)).await;
    crate::fold(books.db(), &books.op, books.entity).await.expect("folded");
    let mut root = books.world.superuser().await;
    sqlx::query("update balance set base_debit = base_debit + 1 where span = 'd' and base_debit > 0")
        .execute(&mut root)
        .await
        .expect("drift planted");
    let admin = books.world.op_admin();
    let may = books.period(2025, 5).await;
    assert_eq!(close_period(books.db(), &admin, may, None).await.expect_err("drift").code(), "ledger.drift");
    crate::rebuild_balances(books.db(), &admin, books.entity).await.expect("rebuilt");
    let closed = close_period(books.db(), &admin, may, None).await.expect("closed");
    assert_eq!(closed.len(), 5);
}

#[tokio::test]
async fn a_locked_period_is_opened_by_nobody_not_even_a_superuser() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    let january = books.period(2025, 1).await;
    close_period(books.db(), &admin, january, None).await.expect("closed");
    lock_period(books.db(), &admin, january, "USt-VA abgegeben").await.expect("locked");
    let mut root = books.world.superuser().await;
    for attack in [
        "update fiscal_period set status = 'open' where status = 'locked'",
        "update fiscal_period set status = 'closed' where status = 'locked'",
        "update fiscal_period set first_day = first_day - 1 where status = 'locked'",
        "delete from fiscal_period where status = 'locked'",
        "set session_replication_role = replica; update fiscal_period set status = 'open' where status = 'locked'",
    ] {
        let refused = sqlx::raw_sql(attack).execute(&mut root).await.expect_err(attack);
        assert_eq!(pg::constraint_of(&refused), Some("period_locked"), "{attack}: {refused}");
    }
}
