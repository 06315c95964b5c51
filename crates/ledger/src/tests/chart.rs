use books::{AccountRole, AccountType};
use money::Currency;

use super::{BANK, Books, RENT, SALES, date, eur};
use crate::{
    AccountChange, EntityChange, LedgerError, NewAccount, NewEntity, NewRate, add_account, add_rate, change_account,
    create_entity, entity, latest_rate, tax_codes, update_entity,
};

#[tokio::test]
async fn a_business_starts_with_chart_journals_tax_codes_and_its_fiscal_year() {
    let books = Books::new().await;
    let chart = crate::accounts(books.db(), &books.op, books.entity, Some(date("2025-06-30"))).await.expect("chart");
    assert!(chart.len() > 80, "{}", chart.len());
    assert!(chart.iter().all(|a| a.balance == Some(eur(0))));
    let mut tx = books.db().begin(&books.op).await.expect("begin");
    for role in [AccountRole::Bank, AccountRole::Receivable, AccountRole::Payable, AccountRole::InputTax] {
        let found = crate::account_with_role_in(&mut tx, books.entity, role).await.expect("read");
        assert!(found.is_some_and(|a| a.postable), "{role}");
    }
    drop(tx);
    let codes = tax_codes(books.db(), &books.op, books.entity).await.expect("codes");
    assert!(codes.iter().any(|c| c.code == "I19" && c.rate == 19.into()), "{codes:?}");
    assert_eq!(crate::periods(books.db(), &books.op, books.entity).await.expect("periods").len(), 13);
}

#[tokio::test]
async fn a_business_is_founded_by_who_manages_the_organisation_and_its_name_is_its_own() {
    let books = Books::new().await;
    let again = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
    let denied = create_entity(books.db(), &books.op, again.clone()).await.expect_err("an accountant");
    assert_eq!(denied.code(), "auth.denied");
    let admin = books.world.op_admin();
    let taken = create_entity(books.db(), &admin, again).await.expect_err("taken");
    assert_eq!(taken.code(), "ledger.business_name_taken");
    for (jurisdiction, chart, code) in [("Germany", None, "ledger.invalid"), ("DE", Some("xx"), "ledger.unknown_chart")]
    {
        let new = NewEntity { chart: chart.map(str::to_owned), ..NewEntity::new("Neu", Currency::EUR, jurisdiction) };
        assert_eq!(create_entity(books.db(), &admin, new).await.expect_err(code).code(), code);
    }
    // a fiscal year from April, and a country without a template of its own
    let new = NewEntity { fiscal_year_start: 4, ..NewEntity::new("Kiwi Ltd", "NZD".parse().expect("currency"), "nz") };
    let kiwi = create_entity(books.db(), &admin, new).await.expect("founded");
    let periods = crate::periods(books.db(), &admin, kiwi).await.expect("periods");
    assert_eq!((periods[0].label(), periods[0].start), ("2026-01".to_owned(), date("2025-04-01")));
}

#[tokio::test]
async fn a_change_needs_the_version_that_was_seen() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    let change = EntityChange { ibans: Some(vec!["de89 3704 0044 0532 0130 00".to_owned()]), ..Default::default() };
    let changed = update_entity(books.db(), &admin, books.entity, 1, change.clone()).await.expect("changed");
    assert_eq!((changed.ibans[0].as_str(), changed.version), ("DE89370400440532013000", 2));
    let stale = update_entity(books.db(), &admin, books.entity, 1, change).await.expect_err("stale");
    assert_eq!(stale.code(), "ledger.stale_version");
    assert_eq!(entity(books.db(), &admin, books.entity).await.expect("read"), changed);
}

fn travel(code: &str) -> NewAccount {
    NewAccount {
        code: code.to_owned(),
        name: "Bahnreisen".to_owned(),
        account_type: AccountType::Expense,
        role: None,
        postable: true,
        parent: None,
        currency: None,
        default_tax_code: Some("I7".to_owned()),
    }
}

#[tokio::test]
async fn accounts_are_added_under_a_heading_of_their_type() {
    let books = Books::new().await;
    let add = |new| add_account(books.db(), &books.op, books.entity, new);
    let added = add(NewAccount { parent: Some(books.account("6800")), ..travel("6815") }).await.expect("added");
    assert_eq!(added.account.default_tax_code.as_deref(), Some("I7"));
    let cases = [
        ("ledger.account_code_taken", travel("6815")),
        ("ledger.invalid", travel("68 15")),
        ("ledger.bad_parent", NewAccount { parent: Some(books.account("1600")), ..travel("6816") }),
        ("ledger.account_role_taken", NewAccount { role: Some(AccountRole::Salaries), ..travel("6817") }),
        ("ledger.unknown_tax_code", NewAccount { default_tax_code: Some("X1".to_owned()), ..travel("6818") }),
    ];
    for (code, new) in cases {
        assert_eq!(add(new).await.expect_err(code).code(), code);
    }
    // a second bank is allowed
    let bank = NewAccount {
        account_type: AccountType::Asset,
        role: Some(AccountRole::Bank),
        default_tax_code: None,
        ..travel("1611")
    };
    add(bank).await.expect("a second bank");
}

#[tokio::test]
async fn an_account_with_lines_keeps_its_nature() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-05-31", 1_00)).await;
    let change = |code: &str, seen, change| {
        change_account(books.db(), &books.op, books.entity, books.account(code), seen, change)
    };
    let retype = AccountChange { account_type: Some(AccountType::Asset), parent: Some(None), ..Default::default() };
    assert_eq!(change(RENT, 1, retype).await.expect_err("has lines").code(), "ledger.account_in_use");
    let heading = AccountChange { postable: Some(false), ..Default::default() };
    assert_eq!(change(BANK, 1, heading.clone()).await.expect_err("has lines").code(), "ledger.account_in_use");
    let renamed = AccountChange { name: Some("Büromiete".to_owned()), ..Default::default() };
    assert_eq!(change(RENT, 1, renamed.clone()).await.expect("renamed").version, 2);
    assert_eq!(change(RENT, 1, renamed).await.expect_err("stale").code(), "ledger.stale_version");
    change(SALES, 1, heading).await.expect("it has no lines");
    let ring = AccountChange { parent: Some(Some(books.account("4010"))), ..Default::default() };
    assert_eq!(change("4000", 1, ring).await.expect_err("a ring").code(), "ledger.bad_parent");
}

#[tokio::test]
async fn an_account_of_one_currency_takes_no_other() {
    let books = Books::new().await;
    let new = NewAccount {
        account_type: AccountType::Asset,
        currency: Some(Currency::USD),
        default_tax_code: None,
        ..travel("1640")
    };
    let dollars = add_account(books.db(), &books.op, books.entity, new).await.expect("added").account.id;
    let lines = vec![books::Line::plain(dollars, eur(1_00)), books::Line::plain(books.account(BANK), eur(-1_00))];
    let entry = books::Entry::new(super::header("2025-05-31"), Currency::EUR, lines).expect("balanced");
    let refused = books.post(&crate::NewEntry::new(books.entity, "GEN", entry)).await.expect_err("euros");
    assert!(refused.to_string().contains("takes only USD"), "{refused}");
}

#[tokio::test]
async fn rates_are_versions_and_are_found_directly_inverse_or_through_the_euro() {
    let books = Books::new().await;
    let (usd, gbp, eur) = (Currency::USD, Currency::GBP, Currency::EUR);
    let add = |from, to, day: &str, rate: &str| {
        let new = NewRate { from, to, day: date(day), rate: rate.parse().expect("rate"), source: "ecb".to_owned() };
        add_rate(books.db(), &books.op, new)
    };
    add(eur, usd, "2025-05-02", "1.10").await.expect("recorded");
    add(eur, usd, "2025-05-02", "1.25").await.expect("corrected");
    add(eur, gbp, "2025-05-01", "0.80").await.expect("recorded");
    let rate = |from, to, day: &str| latest_rate(books.db(), &books.op, from, to, date(day));
    let cases = [
        (eur, usd, "2025-05-09", "1.25"),
        (usd, eur, "2025-05-02", "0.8"),
        (usd, gbp, "2025-05-02", "0.64"),
        (gbp, usd, "2025-05-02", "1.5625"),
    ];
    for (from, to, day, expected) in cases {
        assert_eq!(rate(from, to, day).await.expect("rate").rate.to_string(), expected, "{from} {to}");
    }
    assert_eq!(rate(eur, usd, "2025-05-01").await.expect_err("too early").code(), "ledger.no_rate");
    assert_eq!(rate(eur, usd, "2025-05-12").await.expect("of ten days ago").rate.to_string(), "1.25");
    let stale = [rate(eur, usd, "2025-05-13").await, rate(usd, gbp, "2025-05-12").await];
    assert!(
        stale.iter().all(|r| r.as_ref().is_err_and(|e| e.code() == "ledger.no_rate")),
        "an old rate is none: {stale:?}"
    );
    assert_eq!(add(eur, eur, "2025-05-01", "1").await.expect_err("same").code(), "ledger.invalid");
    let all = crate::rates(books.db(), &books.op, date("2025-05-01"), date("2025-05-31")).await.expect("list");
    assert_eq!(all.len(), 3, "a correction is a further row");
}

/// Each change is right by itself; together they would make a ring.
#[tokio::test]
async fn two_crossed_changes_of_headings_make_no_ring() {
    let books = Books::new().await;
    let admin = books.world.op_admin();
    let heading = async |code: &str| {
        let new = NewAccount {
            code: code.to_owned(),
            name: format!("Heading {code}"),
            account_type: AccountType::Expense,
            role: None,
            postable: false,
            parent: None,
            currency: None,
            default_tax_code: None,
        };
        add_account(books.db(), &admin, books.entity, new).await.expect("added").account.id
    };
    let (a, b) = (heading("9810").await, heading("9820").await);
    let under = |id, parent| {
        let change = AccountChange { parent: Some(Some(parent)), ..AccountChange::default() };
        change_account(books.db(), &admin, books.entity, id, 1, change)
    };
    let (first, second) = tokio::join!(under(a, b), under(b, a));
    let refused: Vec<&str> = [first.err(), second.err()].iter().flatten().map(LedgerError::code).collect();
    assert_eq!(refused, ["ledger.bad_parent"], "one of them comes second and sees the other");
}
