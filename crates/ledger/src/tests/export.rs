//! The differential oracle: hledger computes our export again, and every account agrees to the cent.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use money::{Amount, Currency, Rate};

use super::{BANK, Books, EXCHANGE, INPUT_TAX, OUTPUT_TAX, PAYABLE, RECEIVABLE, RENT, SALES, date, eur, header};
use crate::NewEntry;
use crate::export::{Amounts, account_name, hledger};

/// A year of a small business in two currencies.
async fn a_year(books: &Books) {
    let usd = |cents| Amount::new(cents, Currency::USD);
    for month in 1..=6_i64 {
        let day = |d: u8| format!("2025-0{month}-{d:02}");
        let net = 1_234_56 + month * 77;
        let tax = net * 19 / 100;
        books.posts(&books.entry(&day(3), &[(RENT, 900_00), (INPUT_TAX, 171_00), (PAYABLE, -1_071_00)])).await;
        books.posts(&books.entry(&day(9), &[(RECEIVABLE, net + tax), (SALES, -net), (OUTPUT_TAX, -tax)])).await;
        books.posts(&books.entry(&day(20), &[(PAYABLE, 1_071_00), (BANK, -1_071_00)])).await;
        books.posts(&books.entry(&day(28), &[(BANK, net + tax), (RECEIVABLE, -net - tax)])).await;
        let rate: Rate = format!("0.9{month}37").parse().expect("rate");
        let entry = books::EntryBuilder::new(header(&day(15)), Currency::EUR)
            .in_currency(Currency::USD, rate)
            .debit(books.account("6460"), usd(33_33 * month))
            .debit(books.account("6450"), usd(10_01))
            .credit(books.account(PAYABLE), usd(33_33 * month + 10_01))
            .build()
            .expect("balanced");
        books.posts(&NewEntry::new(books.entity, "PUR", entry)).await;
    }
    // dollars bought for euros
    let entry = books::EntryBuilder::new(header("2025-06-29"), Currency::EUR)
        .credit(books.account(BANK), eur(92_00))
        .exchange(books.account(EXCHANGE), usd(100_00), eur(92_00), eur(92_00))
        .in_currency(Currency::USD, "0.92".parse().expect("rate"))
        .debit(books.account(BANK), usd(100_00))
        .build()
        .expect("balanced");
    books.posts(&NewEntry::new(books.entity, "BNK", entry)).await;
}

/// `hledger balance` of a journal as account -> commodity -> amount text.
fn recomputed(journal: &str, end: &str) -> BTreeMap<(String, String), String> {
    let mut child = Command::new("hledger")
        .args(["-f", "-", "balance", "-N", "--flat", "--output-format=csv", "--layout=bare", "-e", end])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("start hledger");
    std::io::Write::write_all(&mut child.stdin.take().expect("stdin"), journal.as_bytes()).expect("feed hledger");
    let output = child.wait_with_output().expect("hledger ends");
    assert!(output.status.success(), "hledger refused the journal");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let cells = |line: &str| -> Vec<String> { line.split("\",\"").map(|c| c.trim_matches('"').to_owned()).collect() };
    text.lines()
        .skip(1)
        .map(cells)
        .filter(|c| c[2] != "0")
        .map(|c| ((c[0].clone(), c[1].clone()), c[2].clone()))
        .collect()
}

fn shown(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

#[tokio::test]
async fn hledger_computes_the_same_balances_from_the_export() {
    if Command::new("hledger").arg("--version").output().is_err() {
        println!("skipped: hledger is not installed");
        return;
    }
    let books = Books::new().await;
    a_year(&books).await;
    crate::fold(books.db(), &books.op, books.entity).await.expect("folded");
    let chart = crate::accounts(books.db(), &books.op, books.entity, None).await.expect("chart");
    let name_of = |id| {
        let found = chart.iter().find(|a| a.account.id == id).expect("in the chart");
        account_name(found.account.account_type, &found.account.code, &found.account.name)
    };
    for (day, end) in [("2025-03-14", "2025-03-15"), ("2025-12-31", "2026-01-01")] {
        let ours = crate::balances_as_of(books.db(), &books.op, books.entity, date(day), None).await.expect("ours");
        let ours: BTreeMap<_, _> = ours
            .iter()
            .map(|b| (b.account, b.net().expect("net")))
            .filter(|(_, net)| !net.is_zero())
            .map(|(account, net)| ((name_of(account), "EUR".to_owned()), shown(net)))
            .collect();
        let journal = hledger(books.db(), &books.op, books.entity, None, Amounts::Base).await.expect("export");
        assert_eq!(recomputed(&journal, end), ours, "base amounts at {day}");

        let mut tx = books.db().begin(&books.op).await.expect("begin");
        let ours = crate::currency_balances_in(&mut tx, books.entity, date(day)).await.expect("ours");
        let ours: BTreeMap<_, _> = ours
            .iter()
            .filter(|b| !b.amount.is_zero())
            .map(|b| ((name_of(b.account), b.amount.currency().to_string()), shown(b.amount)))
            .collect();
        let journal = hledger(books.db(), &books.op, books.entity, None, Amounts::Transaction).await.expect("export");
        assert_eq!(recomputed(&journal, end), ours, "transaction amounts at {day}");
    }
}

#[tokio::test]
async fn the_export_ends_at_the_day_asked_for_and_names_cannot_break_it() {
    let books = Books::new().await;
    let mut new = books.rent("2025-05-31", 1_00);
    let evil = books::Header { text: "a\n2025-01-01 * b ; c".to_owned(), ..new.entry.header().clone() };
    new.entry = books::Entry::new(evil, Currency::EUR, new.entry.lines().to_vec()).expect("balanced");
    books.posts(&new).await;
    books.posts(&books.rent("2025-06-01", 2_00)).await;
    let text =
        hledger(books.db(), &books.op, books.entity, Some(date("2025-05-31")), Amounts::Base).await.expect("export");
    let entries: Vec<&str> = text.lines().filter(|l| l.starts_with("2025-")).collect();
    assert_eq!(entries, ["2025-05-31 (GEN-2025-1) a 2025-01-01 * b c"]);
}
