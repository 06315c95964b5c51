//! Tax written out for entries by hand.

use books::tax::Basis;
use books::{Line, TaxPart};

use super::{BANK, Books, INPUT_TAX, OUTPUT_TAX, RENT, date, eur};
use crate::{LedgerError, Taxed, TypedLine, with_tax};

async fn taxed(books: &Books, day: &str, code: &str, basis: Basis) -> Result<Taxed, LedgerError> {
    let typed = vec![
        TypedLine { line: Line::plain(books.account(RENT), eur(119_00)), tax_code: Some(code.to_owned()) },
        TypedLine { line: Line::plain(books.account(BANK), eur(-119_00)), tax_code: None },
    ];
    with_tax(books.db(), &books.op, books.entity, date(day), typed, basis).await
}

#[tokio::test]
async fn a_gross_amount_is_parted_into_cost_and_tax_on_the_accounts_of_the_chart() {
    let books = Books::new().await;
    let split = taxed(&books, "2025-05-05", "I19", Basis::Gross).await.expect("taxed");
    let rows: Vec<_> = split
        .lines
        .iter()
        .map(|e| (e.line.account, e.line.base.minor(), e.line.tax.as_ref().map(|t| t.part)))
        .collect();
    let expected = vec![
        (books.account(RENT), 100_00, Some(TaxPart::Base)),
        (books.account(INPUT_TAX), 19_00, Some(TaxPart::Tax)),
        (books.account(BANK), -119_00, None),
    ];
    assert_eq!((rows, split.difference), (expected, eur(0)));

    let on_top = taxed(&books, "2025-05-05", "I19", Basis::Net).await.expect("taxed");
    assert_eq!((on_top.debits, on_top.credits, on_top.difference), (eur(141_61), eur(119_00), eur(22_61)));

    let own = taxed(&books, "2025-05-05", "IRC", Basis::Gross).await.expect("taxed");
    let owed = own.lines.iter().find(|e| e.line.account == books.account(OUTPUT_TAX)).expect("owed tax");
    assert_eq!((owed.line.base, own.difference), (eur(-22_61), eur(0)));
}

#[tokio::test]
async fn a_code_of_another_time_or_of_no_time_is_refused() {
    let books = Books::new().await;
    let old = taxed(&books, "2025-05-05", "I16", Basis::Gross).await.expect_err("16 % was in 2020");
    assert_eq!(old.code(), "ledger.tax_code_not_in_force");
    let none = taxed(&books, "2025-05-05", "X99", Basis::Gross).await.expect_err("no such code");
    assert_eq!(none.code(), "ledger.unknown_tax_code");
}
