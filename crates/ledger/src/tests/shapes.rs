//! What lines and entries carry for tax returns, dimensions and statements.

use std::collections::BTreeMap;

use books::{Dimensions, Entry, EntryKind, Line, TaxFact, TaxKind, TaxPart};
use money::Currency;

use super::{BANK, Books, INPUT_TAX, OUTPUT_TAX, PAYABLE, RENT, SALES, date, eur, header};
use crate::{NewEntry, close_period, dimension_movements_in, fold};

/// The boxes a return folds: `(side, part)` and the sums of amounts and of the net amounts tax was computed from.
async fn folded(books: &Books) -> BTreeMap<(String, String), (i64, i64)> {
    let mut superuser = books.world.superuser().await;
    let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
        "select tax_side, tax_part, sum(base_minor)::bigint, coalesce(sum(tax_base_minor), 0)::bigint from line
          where tax_code is not null group by 1, 2",
    )
    .fetch_all(&mut superuser)
    .await
    .expect("folded");
    rows.into_iter().map(|(side, part, amount, base)| ((side, part), (amount, base))).collect()
}

fn key(side: TaxKind, part: TaxPart) -> (String, String) {
    (side.to_string(), part.to_string())
}

#[tokio::test]
async fn both_legs_of_a_reverse_charge_fold_apart_and_a_reversal_takes_both_back() {
    let books = Books::new().await;
    let fact = |part| Some(TaxFact::new("IRC", part));
    let lines = vec![
        Line { tax: fact(TaxPart::Base), ..Line::plain(books.account(RENT), eur(1_000_00)) },
        Line { tax: fact(TaxPart::Tax), ..Line::plain(books.account(INPUT_TAX), eur(190_00)) },
        Line { tax: fact(TaxPart::Tax), ..Line::plain(books.account(OUTPUT_TAX), eur(-190_00)) },
        Line::plain(books.account(PAYABLE), eur(-1_000_00)),
    ];
    let entry = Entry::new(header("2025-05-31"), Currency::EUR, lines).expect("balanced");
    let posted = books.posts(&NewEntry::new(books.entity, "PUR", entry)).await;
    let boxes = folded(&books).await;
    assert_eq!(boxes[&key(TaxKind::Input, TaxPart::Base)], (1_000_00, 0));
    assert_eq!(boxes[&key(TaxKind::Input, TaxPart::Tax)], (190_00, 1_000_00), "deducted");
    assert_eq!(boxes[&key(TaxKind::Output, TaxPart::Tax)], (-190_00, -1_000_00), "owed");
    crate::reverse(books.db(), &books.op, posted.entry, date("2025-06-10"), "twice").await.expect("reversed");
    let boxes = folded(&books).await;
    assert!(boxes.values().all(|sums| *sums == (0, 0)), "{boxes:?}");
    books.assert_sound().await;
}

#[tokio::test]
async fn a_line_names_the_version_of_its_code_that_was_in_force_on_the_tax_point() {
    let books = Books::new().await;
    let taxed = |day: &str, point: Option<&str>, code: &str| {
        let fact = TaxFact { point: point.map(date), ..TaxFact::new(code, TaxPart::Base) };
        let lines = vec![
            Line { tax: Some(fact), ..Line::plain(books.account(RENT), eur(100_00)) },
            Line::plain(books.account(BANK), eur(-100_00)),
        ];
        NewEntry::new(books.entity, "GEN", Entry::new(header(day), Currency::EUR, lines).expect("balanced"))
    };
    let rows = [
        ("2025-03-31", None, "I19", Ok(2)),
        ("2020-06-30", None, "I19", Ok(1)),
        ("2021-01-15", Some("2020-12-15"), "I16", Ok(2)),
        ("2020-08-31", None, "I19", Err("ledger.tax_code_not_in_force")),
        ("2025-03-31", None, "I16", Err("ledger.tax_code_not_in_force")),
        ("2025-03-31", None, "X99", Err("ledger.unknown_tax_code")),
    ];
    for (day, point, code, expected) in rows {
        let found = match books.post(&taxed(day, point, code)).await {
            Ok(posted) => {
                let view = crate::entry(books.db(), &books.op, posted.entry).await.expect("read");
                Ok(view.lines[0].tax.as_ref().and_then(|t| t.version).expect("a version"))
            }
            Err(error) => Err(error.code()),
        };
        assert_eq!(found, expected, "{code} on {day}, tax point {point:?}");
    }
}

#[tokio::test]
async fn movements_are_told_apart_by_dimension_before_and_after_a_fold() {
    let books = Books::new().await;
    let spent = |day: &str, cents, dimensions: Dimensions| {
        let lines = vec![
            Line { dimensions, ..Line::plain(books.account(RENT), eur(cents)) },
            Line::plain(books.account(BANK), eur(-cents)),
        ];
        NewEntry::new(books.entity, "GEN", Entry::new(header(day), Currency::EUR, lines).expect("balanced"))
    };
    let department = |name: &str| Dimensions::department(Some(name));
    for (day, cents, dimensions) in [
        ("2025-01-15", 1_00, department("North")),
        ("2025-02-15", 2_00, department("North")),
        ("2025-03-15", 4_00, department("South")),
        ("2025-04-15", 8_00, department("North")),
        ("2025-05-15", 16_00, Dimensions::none()),
    ] {
        books.posts(&spent(day, cents, dimensions)).await;
    }
    let moved = async |from: &str, to: &str, value: &str| {
        let mut tx = books.db().begin_report(&books.op).await.expect("begin");
        let span = (date(from), date(to));
        let named = (Dimensions::DEPARTMENT, value);
        let found = dimension_movements_in(&mut tx, books.entity, &[books.account(RENT)], span, named).await;
        found.expect("movements").first().map_or(0, |m| m.debits.minor())
    };
    for round in ["in the tail", "folded"] {
        assert_eq!(moved("2025-01-01", "2025-12-31", "North").await, 11_00, "{round}");
        assert_eq!(moved("2025-01-16", "2025-04-14", "North").await, 2_00, "{round}: days at both ends");
        assert_eq!(moved("2025-03-10", "2025-03-20", "South").await, 4_00, "{round}: no whole month");
        assert_eq!(moved("2025-02-01", "2025-03-31", "South").await, 4_00, "{round}: whole months alone");
        assert_eq!(moved("2025-01-01", "2025-12-31", "East").await, 0, "{round}");
        fold(books.db(), &books.op, books.entity).await.expect("folded");
    }
    let unknown = Dimensions::none().with("project", "Bridge");
    assert_eq!(
        books.post(&spent("2025-05-20", 1_00, unknown)).await.expect_err("refused").code(),
        "ledger.unknown_dimension"
    );
    assert_eq!(books.count("select count(*) from dimension_value").await, 2, "each value is listed once");
    books.assert_sound().await;
}

/// The database and the program must give one combination one id.
#[tokio::test]
async fn the_id_of_a_combination_is_the_same_in_the_database() {
    let books = Books::new().await;
    let dimensions = Dimensions::department(Some("North"));
    let lines = vec![
        Line { dimensions, ..Line::plain(books.account(RENT), eur(1_00)) },
        Line::plain(books.account(BANK), eur(-1_00)),
    ];
    let entry = Entry::new(header("2025-05-31"), Currency::EUR, lines).expect("balanced");
    books.posts(&NewEntry::new(books.entity, "GEN", entry)).await;
    let same = "select count(*) from dimension_set_value s where s.set_id = dimension_set_id(array[s.value_id])";
    assert_eq!(books.count(same).await, 1);
}

#[tokio::test]
async fn the_adjustment_period_and_closing_entries_have_balances_of_their_own() {
    let books = Books::new().await;
    books.posts(&books.entry("2024-12-31", &[(BANK, 500_00), (SALES, -500_00)])).await;
    let on_last_day = |kind, cents| {
        let new = books.entry("2024-12-31", &[(SALES, cents), (BANK, -cents)]);
        NewEntry { entry: new.entry.clone().of_kind(kind), ..new }
    };
    books.posts(&on_last_day(EntryKind::Adjustment, 20_00)).await;
    books.posts(&on_last_day(EntryKind::Closing, 480_00)).await;
    let december = books.period(2024, 12).await;
    close_period(books.db(), &books.world.op_admin(), december, None).await.expect("closed");
    books.posts(&on_last_day(EntryKind::Adjustment, 1_00)).await;
    fold(books.db(), &books.op, books.entity).await.expect("folded");
    let class = |class: &str| {
        let sales = books.account(SALES);
        format!(
            "select coalesce(sum(base_debit - base_credit), 0)::bigint from balance where span = 'd' and account_id = '{sales}' and class = '{class}'"
        )
    };
    let mut superuser = books.world.superuser().await;
    for (name, cents) in [("o", -500_00_i64), ("a", 21_00), ("c", 480_00)] {
        let sum: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(class(name))).fetch_one(&mut superuser).await.expect("sum");
        assert_eq!(sum, cents, "class {name}");
    }
    books.assert_sound().await;
}

#[tokio::test]
async fn an_amount_that_the_books_could_not_add_up_is_refused() {
    let books = Books::new().await;
    let largest = 1_000_000_000_000_000;
    books.posts(&books.rent("2025-05-31", largest)).await;
    assert_eq!(books.post(&books.rent("2025-05-31", largest + 1)).await.expect_err("refused").code(), "ledger.invalid");
}
