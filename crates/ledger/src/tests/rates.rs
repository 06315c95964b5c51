//! Rates of files, recorded as they are published.

use jiff::civil::Date;
use money::Currency;

use super::Books;
use crate::{ImportedRates, NewRate, import_rates, latest_rate};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn published(rows: &[(&str, &str, &str)]) -> Vec<NewRate> {
    let rate = |(day, to, rate): &(&str, &str, &str)| NewRate {
        from: Currency::EUR,
        to: to.parse().expect("a currency"),
        day: date(day),
        rate: rate.parse().expect("a rate"),
        source: "ecb".to_owned(),
    };
    rows.iter().map(rate).collect()
}

#[tokio::test]
async fn the_same_file_again_records_nothing_and_a_correction_counts() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    let file =
        published(&[("2026-01-05", "USD", "1.0389"), ("2026-01-05", "GBP", "0.82918"), ("2026-01-06", "USD", "1.04")]);
    let done = import_rates(books.db(), &admin, &file).await.expect("imported");
    let span = (Some(date("2026-01-05")), Some(date("2026-01-06")));
    assert_eq!(done, ImportedRates { added: 3, known: 0, first: span.0, last: span.1 });
    let again = import_rates(books.db(), &admin, &file).await.expect("imported");
    assert_eq!((again.added, again.known), (0, 3));

    let corrected = published(&[("2026-01-05", "USD", "1.0390"), ("2026-01-05", "GBP", "0.82918")]);
    let done = import_rates(books.db(), &admin, &corrected).await.expect("imported");
    assert_eq!((done.added, done.known), (1, 1));
    let (usd, gbp) = ("USD".parse().expect("a currency"), "GBP".parse().expect("a currency"));
    let of_day = latest_rate(books.db(), &admin, Currency::EUR, usd, date("2026-01-05")).await.expect("a rate");
    assert_eq!(of_day.rate.value().normalize().to_string(), "1.039");
    // through the euro, at full precision: 0.82918 / 1.0390
    let cross = latest_rate(books.db(), &admin, usd, gbp, date("2026-01-05")).await.expect("a rate");
    assert_eq!(cross.rate.value().round_dp(12).to_string(), "0.798055822907");
}

#[tokio::test]
async fn only_who_keeps_the_books_of_the_organisation_imports_rates() {
    let books = Books::new().await;
    let viewer = books.world.op(op::Role::Viewer);
    let refused = import_rates(books.db(), &viewer, &published(&[("2026-01-05", "USD", "1.04")])).await;
    assert_eq!(refused.expect_err("looks only").code(), "auth.denied");
    let admin = books.world.op_admin();
    let same = published(&[("2026-01-05", "EUR", "1.04")]);
    assert_eq!(import_rates(books.db(), &admin, &same).await.expect_err("to itself").code(), "ledger.invalid");
}
