use books::tax::Basis;
use books::{TaxPart, Treatment};
use ledger::Source;
use money::{Amount, Currency};

use super::{SALES, Shop, codes, date, dec, eur, line, refused};
use crate::{ContentLine, EarlyPayment, Instalment, IssueOutcome, Kind, State, Terms, change, discard, issue, totals};

#[tokio::test]
async fn an_invoice_is_drafted_issued_and_booked() {
    let shop = Shop::new().await;
    let id = shop.drafts(shop.invoice(vec![line("3", "100", "O19"), line("2", "25.50", "O7")])).await;
    let draft = shop.looks(id).await;
    assert_eq!((draft.sale.state, draft.sale.number), (State::Draft, None));
    assert_eq!((draft.computed.net, draft.computed.tax, draft.computed.gross), (eur(351_00), eur(60_57), eur(411_57)));
    assert_eq!(draft.computed.problems, []);

    assert_eq!(shop.tries_to_issue(&shop.op, id).await.expect("issued"), IssueOutcome::Issued);
    let issued = shop.looks(id).await;
    assert_eq!(issued.sale.name(), "INV-2026-0001");
    assert_eq!(issued.row.open, Some(eur(411_57)));
    assert_eq!(issued.customer.expect("kept").name, "Hafen AG");
    let entry = shop.entry_of(id).await;
    assert_eq!(entry.number.to_string(), "SAL-2026-1");
    assert_eq!((entry.source, entry.reference.as_deref()), (Source::Sale(id), Some("INV-2026-0001")));
    assert_eq!((entry.text.as_str(), entry.party), ("Invoice INV-2026-0001, Hafen AG", Some(shop.customer)));
    let tax = |code: &str| Some(code.to_owned());
    let expected = [
        ("1200".to_owned(), 411_57, None),
        (SALES.to_owned(), -300_00, tax("O19")),
        (SALES.to_owned(), -51_00, tax("O7")),
        ("2210".to_owned(), -3_57, tax("O7")),
        ("2210".to_owned(), -57_00, tax("O19")),
    ];
    assert_eq!(shop.books(id).await, expected);
    assert_eq!((entry.lines[0].party, entry.lines[0].due), (Some(shop.customer), Some(date("2026-11-03"))));
    let fact = entry.lines[4].tax.clone().expect("a tax line");
    assert_eq!((fact.part, fact.base, fact.treatment), (TaxPart::Tax, Some(eur(-300_00)), Some(Treatment::Standard)));

    let history: Vec<String> = issued.history.into_iter().map(|event| event.action).collect();
    assert_eq!(history, ["sales.drafted", "approval.given", "sales.issued"]);
}

#[tokio::test]
async fn numbers_have_no_gaps_and_series_and_years_count_for_themselves() {
    let shop = Shop::new().await;
    let small = || shop.invoice(vec![line("1", "10", "O19")]);
    let first = shop.issues(small()).await;
    // refused when it is posted: the number is given again
    let bad = shop.drafts(crate::Content { issue_date: Some(date("2031-01-01")), ..small() }).await;
    refused(shop.tries_to_issue(&shop.op, bad).await, "ledger.date_out_of_range");
    let second = shop.issues(small()).await;
    let other = shop.issues(crate::Content { series: Some("web".to_owned()), ..small() }).await;
    let last_year = shop.issues(crate::Content { issue_date: Some(date("2025-12-31")), ..small() }).await;
    let mut names = Vec::new();
    for id in [first, second, other, last_year] {
        names.push(shop.number(id).await);
    }
    assert_eq!(names, ["INV-2026-0001", "INV-2026-0002", "WEB-2026-0001", "INV-2025-0001"]);
}

#[tokio::test]
async fn issuing_again_and_at_once_from_two_sides_issues_once() {
    let shop = Shop::new().await;
    let id = shop.drafts(shop.invoice(vec![line("1", "10", "O19")])).await;
    let version = shop.looks(id).await.sale.version;
    let (db, op) = (&shop.world.db, &shop.op);
    let once = || issue(db, op, shop.entity, id, version);
    let (one, other) = tokio::join!(once(), once());
    assert_eq!((one.expect("issued"), other.expect("was issued")), (IssueOutcome::Issued, IssueOutcome::Issued));
    assert_eq!(once().await.expect("was issued"), IssueOutcome::Issued);
    assert_eq!(shop.number(id).await, "INV-2026-0001");
    let next = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    assert_eq!(shop.number(next).await, "INV-2026-0002");
}

#[tokio::test]
async fn what_is_issued_does_not_change_any_more() {
    let shop = Shop::new().await;
    let id = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    let (db, op, version) = (&shop.world.db, &shop.op, shop.looks(id).await.sale.version);
    let other = shop.invoice(vec![line("2", "10", "O19")]);
    refused(change(db, op, shop.entity, (id, version), other).await, "sales.not_draft");
    refused(discard(db, op, shop.entity, id, version).await, "sales.not_draft");
    let entry = shop.looks(id).await.sale.entry.expect("booked");
    let back = ledger::reverse(db, op, entry, date("2026-10-21"), "wrong").await.expect_err("refused");
    assert_eq!(back.code(), "ledger.credit_instead");
    // not even by hand in the database
    let mut superuser = shop.world.superuser().await;
    for change in ["set gross_minor = 1", "set state = 'draft'", "set number = 7", "set content = '{}'"] {
        let sql = format!("update sales_document {change} where number is not null");
        let error = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut superuser).await.expect_err("refused");
        assert_eq!(pg::constraint_of(&error), Some("sales_document_permanent"), "{change}: {error}");
    }
    let error = sqlx::query("delete from sales_document").execute(&mut superuser).await.expect_err("refused");
    assert_eq!(pg::constraint_of(&error), Some("sales_document_permanent"));
}

#[tokio::test]
async fn gross_prices_instalments_and_the_tax_point() {
    let shop = Shop::new().await;
    let part = |share: &str, days: u16| Instalment { share: dec(share), days: Some(days), due: None };
    let content = crate::Content {
        prices: Basis::Gross,
        issue_date: Some(date("2026-10-02")),
        tax_point: Some(date("2026-09-30")),
        terms: Terms { instalments: vec![part("33.3", 10), part("33.3", 40), part("33.4", 70)], ..Terms::default() },
        ..shop.invoice(vec![line("1", "100", "O19")])
    };
    let id = shop.issues(content).await;
    let looked = shop.looks(id).await;
    assert_eq!((looked.computed.net, looked.computed.tax), (eur(84_03), eur(15_97)));
    let entry = shop.entry_of(id).await;
    let owed: Vec<(i64, Option<String>)> =
        entry.lines[..3].iter().map(|l| (l.amount.minor(), l.due.map(|d| d.to_string()))).collect();
    let due = |day: &str| Some(day.to_owned());
    assert_eq!(owed, [(33_30, due("2026-10-12")), (33_30, due("2026-11-11")), (33_40, due("2026-12-11"))]);
    assert_eq!(looked.row.due, Some(date("2026-12-11")));
    assert!(entry.lines[3..].iter().all(|l| l.tax.as_ref().and_then(|t| t.point) == Some(date("2026-09-30"))));
}

#[tokio::test]
async fn a_foreign_invoice_is_valued_at_the_rate_of_its_day() {
    let shop = Shop::new().await;
    let customer = shop.customer_in("Harbor Inc.", "US", None).await;
    let usd = Currency::USD;
    let content = crate::Content {
        customer: Some(customer),
        currency: Some(usd),
        ..shop.invoice(vec![line("1", "333.33", "OOS"), line("2", "100.10", "OOS")])
    };
    let id = shop.drafts(content).await;
    assert_eq!(codes(&shop.looks(id).await.computed.problems), ["sales.no_rate"]);
    refused(shop.tries_to_issue(&shop.op, id).await, "sales.incomplete");
    shop.knows_rate(usd, "2026-10-19", "1.0833").await;
    shop.tries_to_issue(&shop.op, id).await.expect("issued");
    let base = shop.looks(id).await.computed.base.expect("a rate is known");
    assert_eq!((base.rate_day, base.gross), (date("2026-10-19"), eur(492_50)));
    let entry = shop.entry_of(id).await;
    assert_eq!(entry.lines[0].amount, Amount::new(533_53, usd));
    assert_eq!(entry.lines[0].base, eur(492_50));
}

#[tokio::test]
async fn what_stands_against_issuing_is_told_all_at_once() {
    let shop = Shop::new().await;
    let bare = crate::Content {
        customer: None,
        terms: Terms {
            instalments: vec![Instalment { share: dec("50"), days: Some(3), due: None }],
            discount: Some(EarlyPayment { percent: dec("2"), days: 5 }),
            ..Terms::default()
        },
        ..shop.invoice(vec![
            ContentLine { text: String::new(), tax_code: Some("I19".to_owned()), ..line("1", "-0", "O19") },
            ContentLine { account: Some(shop.accounts["1200"]), ..line("-1", "10", "O19") },
        ])
    };
    let computed = totals(&shop.world.db, &shop.op, shop.entity, bare, None).await.expect("computed");
    let expected = [
        "sales.terms_invalid",
        "sales.terms_invalid",
        "sales.customer_missing",
        "sales.text_missing",
        "sales.tax_code_unfit",
        "sales.negative_total",
        "sales.account_unfit",
    ];
    assert_eq!(codes(&computed.problems), expected);
    let empty = totals(&shop.world.db, &shop.op, shop.entity, shop.invoice(vec![]), None).await.expect("computed");
    assert_eq!(codes(&empty.problems), ["sales.no_lines"]);
    let nothing = shop.invoice(vec![line("1", "0", "O19")]);
    let nothing = totals(&shop.world.db, &shop.op, shop.entity, nothing, None).await.expect("computed");
    assert_eq!(codes(&nothing.problems), ["sales.nothing_to_book"]);
}

#[tokio::test]
async fn the_treatment_is_suggested_and_contradictions_are_told() {
    let shop = Shop::new().await;
    let french = shop.customer_in("Quai SARL", "FR", Some("FR40303265045")).await;
    let private = shop.customer_in("Mme Petit", "FR", None).await;
    let untold = |customer| crate::Content {
        customer: Some(customer),
        ..shop.invoice(vec![ContentLine { tax_code: None, ..line("1", "100", "O19") }])
    };
    let of = async |content| totals(&shop.world.db, &shop.op, shop.entity, content, None).await.expect("computed");
    let business = of(untold(french)).await;
    assert_eq!(business.suggestions[0].tax_code.as_deref(), Some("ORC"));
    assert_eq!((business.lines[0].tax_code.as_deref(), business.tax), (Some("ORC"), eur(0)));
    assert_eq!(of(untold(private)).await.lines[0].tax_code.as_deref(), Some("O19"));
    let wrong =
        |customer, code| crate::Content { customer: Some(customer), ..shop.invoice(vec![line("1", "100", code)]) };
    assert_eq!(codes(&of(wrong(french, "O19")).await.warnings), ["sales.tax_contradicts"]);
    assert_eq!(codes(&of(wrong(private, "ORC")).await.warnings), ["sales.customer_tax_id_missing"]);
    assert_eq!(codes(&of(wrong(shop.customer, "OXP")).await.warnings), ["sales.tax_contradicts"]);
}

#[tokio::test]
async fn a_draft_is_written_anew_by_who_saw_it_last() {
    let shop = Shop::new().await;
    let (db, op) = (&shop.world.db, &shop.op);
    let id = shop.drafts(shop.invoice(vec![line("1", "10", "O19")])).await;
    change(db, op, shop.entity, (id, 1), shop.invoice(vec![line("2", "10", "O19")])).await.expect("changed");
    assert_eq!(shop.looks(id).await.row.net, eur(20_00));
    refused(change(db, op, shop.entity, (id, 1), shop.invoice(vec![])).await, "sales.stale");
    refused(change(db, op, shop.entity, (id, 2), shop.content(Kind::Quote, vec![])).await, "sales.invalid");
    let seven = shop.invoice(vec![line("1", "1.1234567", "O19")]);
    let why = refused(change(db, op, shop.entity, (id, 2), seven).await, "sales.invalid");
    assert!(why.starts_with("lines[0].unit_price"), "{why}");
    discard(db, op, shop.entity, id, 2).await.expect("deleted");
    refused(crate::look(db, op, shop.entity, id).await, "sales.not_found");
}
