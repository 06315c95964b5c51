use super::{BANK, Books, RENT, SALES, date, eur};
use crate::{AccountLinesFilter, account_lines, fold, rebuild_balances, verify};

#[tokio::test]
async fn balances_are_the_same_before_and_after_a_fold() {
    let books = Books::new().await;
    for (day, cents) in
        [("2023-11-30", 1), ("2024-02-29", 20), ("2025-01-01", 300), ("2025-05-14", 4_000), ("2025-05-15", 50_000)]
    {
        books.posts(&books.rent(day, cents)).await;
    }
    let days = [
        ("2023-11-29", 0),
        ("2023-11-30", 1),
        ("2023-12-31", 1),
        ("2024-02-28", 1),
        ("2024-02-29", 21),
        ("2024-12-31", 21),
        ("2025-01-01", 321),
        ("2025-04-30", 321),
        ("2025-05-14", 4_321),
        ("2025-05-15", 54_321),
        ("2026-01-01", 54_321),
    ];
    for round in ["tail", "folded", "folded again"] {
        for (day, cents) in days {
            assert_eq!(books.balance(RENT, day).await, cents, "{round}: {day}");
            assert_eq!(books.balance(BANK, day).await, -cents, "{round}: {day}");
        }
        books.assert_sound().await;
        let rows = fold(books.db(), &books.op, books.entity).await.expect("folded");
        assert_eq!(rows, if round == "tail" { 10 } else { 0 }, "{round}");
    }
    // a back-dated entry is in all later balances at once
    books.posts(&books.rent("2023-11-30", 1_000_000)).await;
    assert_eq!(books.balance(RENT, "2024-12-31").await, 1_000_021);
    let moved =
        crate::movements(books.db(), &books.op, books.entity, (date("2024-01-01"), date("2025-04-30")), None).await;
    let moved = moved.expect("movements");
    let rent = moved.iter().find(|m| m.account == books.account(RENT)).expect("moved");
    assert_eq!((rent.debits, rent.credits), (eur(320), eur(0)));
}

/// INVARIANT 10: two time axes.
#[tokio::test]
async fn a_balance_can_be_asked_as_it_was_known_then() {
    let books = Books::new().await;
    let first = books.posts(&books.rent("2025-03-31", 1_00)).await;
    let second = books.posts(&books.rent("2025-02-28", 20_00)).await;
    assert!(second.recorded_at > first.recorded_at);
    for folded in [false, true] {
        if folded {
            fold(books.db(), &books.op, books.entity).await.expect("folded");
        }
        let known = |at| books.balance_known_at(RENT, "2025-03-31", at);
        assert_eq!(known(None).await, 21_00);
        assert_eq!(known(Some(second.recorded_at)).await, 21_00);
        assert_eq!(known(Some(first.recorded_at)).await, 1_00);
        assert_eq!(books.balance_known_at(RENT, "2025-02-28", Some(first.recorded_at)).await, 0);
        let before = first.recorded_at - jiff::SignedDuration::from_secs(1);
        assert_eq!(known(Some(before)).await, 0);
    }
}

/// INVARIANT 8: a planted drift is found wherever it is, and the rebuild mends it.
#[tokio::test]
async fn verification_finds_planted_drift_and_the_rebuild_mends_it() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-03-31", 1_00)).await;
    books.posts(&books.rent("2025-04-30", 2_00)).await;
    fold(books.db(), &books.op, books.entity).await.expect("folded");
    books.posts(&books.rent("2025-05-31", 3_00)).await;
    books.assert_sound().await;
    let planted = [
        ("a day", "update balance set base_credit = base_credit + 1 where span = 'd' and base_credit = 200"),
        ("a month", "update balance set base_debit = base_debit - 1 where span = 'm' and base_debit = 100"),
        ("a year", "update balance set amount_minor = amount_minor + 5 where span = 'y' and base_debit > 0"),
        ("a lost day", "delete from balance where span = 'd' and base_debit = 100"),
        ("a lost tail", "delete from balance_tail where base_debit > 0"),
        (
            "an invented tail",
            "insert into balance_tail (org_id, entity_id, account_id, currency, class, dimension_set, day, amount_minor,
            base_debit, base_credit, lines) select org_id, entity_id, account_id, currency, class, dimension_set, day, 1, 1, 0, 1
            from balance_tail",
        ),
    ];
    for (what, sql) in planted {
        let mut root = books.world.superuser().await;
        let changed = sqlx::query(sql).execute(&mut root).await.expect("planted").rows_affected();
        assert!(changed > 0, "{what}");
        let report = verify(books.db(), &books.op, books.entity).await.expect("verified");
        assert!(report.findings.iter().any(|f| f.kind == "drift"), "{what} was not found");
        rebuild_balances(books.db(), &books.world.op_admin(), books.entity).await.expect("rebuilt");
        books.assert_sound().await;
        assert_eq!(books.balance(RENT, "2025-12-31").await, 6_00, "{what}");
        // a tail for the next case to spoil; it adds up to nothing
        let again = books.posts(&books.rent("2025-05-31", 3_00)).await;
        crate::reverse(books.db(), &books.op, again.entry, date("2025-05-31"), "Probe").await.expect("reversed");
    }
}

#[tokio::test]
async fn verification_finds_entries_that_got_in_behind_the_guards() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-03-31", 1_00)).await;
    let planted = [
        (
            "unbalanced",
            "update line set base_minor = base_minor - 1, amount_minor = amount_minor - 1 where base_minor < 0",
        ),
        ("number_gap", "update entry set number = 7"),
        ("misplaced", "update entry set period = 2"),
    ];
    for (kind, sql) in planted {
        let mut root = books.world.superuser().await;
        for table in ["entry", "line"] {
            let off = format!("alter table {table} disable trigger user");
            sqlx::query(sqlx::AssertSqlSafe(off)).execute(&mut root).await.expect("guards off");
        }
        sqlx::query(sql).execute(&mut root).await.expect("planted");
        let report = verify(books.db(), &books.op, books.entity).await.expect("verified");
        assert!(report.findings.iter().any(|f| f.kind == kind), "{kind}: {:?}", report.findings);
    }
}

#[tokio::test]
async fn an_account_page_runs_its_balance_through_all_pages() {
    let books = Books::new().await;
    for day in 1..=9 {
        books.posts(&books.rent(&format!("2025-05-0{}", day.min(4)), day)).await;
        books.posts(&books.entry("2025-05-02", &[(BANK, 1_000), (SALES, -1_000)])).await;
    }
    fold(books.db(), &books.op, books.entity).await.expect("folded");
    books.posts(&books.rent("2025-05-03", 100_000)).await;
    let filter = AccountLinesFilter {
        entity: books.entity,
        accounts: vec![books.account(BANK)],
        from: Some(date("2025-05-02")),
        to: None,
        known_at: None,
    };
    let whole = account_lines(books.db(), &books.op, &filter, None, 100).await.expect("one page");
    assert_eq!(whole.opening, eur(-1));
    assert_eq!(whole.lines.last().expect("lines").balance.minor(), books.balance(BANK, "2025-12-31").await);
    let mut paged = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = account_lines(books.db(), &books.op, &filter, cursor.as_deref(), 4).await.expect("page");
        let before = paged.last().map_or(whole.opening, |l: &crate::AccountLine| l.balance);
        assert_eq!(page.opening, before, "a page opens with what the one before ended with");
        paged.extend(page.lines);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole.lines);
}

/// The figure of a report is found again on the page of its account: the span has its own totals.
#[tokio::test]
async fn a_span_of_an_account_is_told_in_four_figures() {
    let books = Books::new().await;
    for (day, cents) in [("2024-11-30", 1_00), ("2025-01-31", 20_00), ("2025-05-31", 300_00)] {
        books.posts(&books.rent(day, cents)).await;
    }
    books.posts(&books.entry("2025-03-15", &[(BANK, 5_00), (RENT, -5_00)])).await;
    let of = async |from: Option<&str>, to: Option<&str>| {
        let filter = AccountLinesFilter {
            entity: books.entity,
            accounts: vec![books.account(RENT)],
            from: from.map(date),
            to: to.map(date),
            known_at: None,
        };
        let page = account_lines(books.db(), &books.op, &filter, None, 1).await.expect("lines");
        let second = account_lines(books.db(), &books.op, &filter, page.next.as_deref(), 1).await.expect("lines");
        assert_eq!(second.span.is_some(), page.next.is_none(), "the first page alone tells the span");
        let span = page.span.expect("the first page tells the span");
        [span.opening, span.debits, span.credits, span.moved, span.closing].map(money::Amount::minor)
    };
    assert_eq!(
        of(Some("2025-01-01"), Some("2025-04-30")).await,
        [0, 20_00, 5_00, 15_00, 15_00],
        "since the year began"
    );
    assert_eq!(of(Some("2025-03-01"), Some("2025-12-31")).await, [20_00, 300_00, 5_00, 295_00, 315_00]);
    assert_eq!(of(Some("2024-11-01"), Some("2025-01-31")).await, [0, 21_00, 0, 21_00, 20_00], "over two years");
    assert_eq!(of(None, None).await, [0, 321_00, 5_00, 316_00, 316_00]);
    let filter = AccountLinesFilter {
        entity: books.entity,
        accounts: vec![books.account(RENT), books.account(BANK)],
        from: None,
        to: None,
        known_at: None,
    };
    let page = account_lines(books.db(), &books.op, &filter, None, 100).await.expect("lines");
    let second = account_lines(books.db(), &books.op, &filter, None, 3).await.expect("lines").next;
    let rest = account_lines(books.db(), &books.op, &filter, second.as_deref(), 100).await.expect("lines");
    let balances = |page: &crate::AccountLines| page.lines.iter().map(|l| l.balance.minor()).collect::<Vec<_>>();
    assert_eq!(balances(&page)[1], 0, "cost and payment of 2024");
    assert_eq!(balances(&page)[3], -1_00, "the bank runs on, the rent of 2024 does not");
    assert_eq!(balances(&rest), balances(&page)[3..], "on every page");
    // the list of accounts counts income and expense as the trial balance does
    let accounts = crate::accounts(books.db(), &books.op, books.entity, Some(date("2025-06-30"))).await.expect("chart");
    let shown = |code: &str| {
        let view = accounts.iter().find(|a| a.account.code == code).expect("there");
        (view.balance.map(money::Amount::minor), view.since)
    };
    assert_eq!(shown(RENT), (Some(315_00), Some(date("2025-01-01"))));
    assert_eq!(shown(BANK), (Some(-316_00), None));
}
