use std::collections::BTreeMap;

use money::Amount;
use proptest::prelude::*;

use super::{EUR, account, eur};
use crate::statements::{Balance, balance_sheet, profit_and_loss, trial_balance};
use crate::{Account, AccountId, AccountType};

/// Two accounts of each type under a heading of that type.
fn chart() -> Vec<Account> {
    let types =
        [AccountType::Asset, AccountType::Liability, AccountType::Equity, AccountType::Income, AccountType::Expense];
    let mut accounts = Vec::new();
    for (i, account_type) in types.into_iter().enumerate() {
        let first = i as u128 * 10;
        for (offset, code) in [(0, "00"), (1, "10"), (2, "20")] {
            accounts.push(Account {
                id: account(first + offset),
                code: format!("{}{code}", i + 1),
                name: format!("{account_type} {offset}"),
                account_type,
                role: None,
                postable: offset > 0,
                parent: (offset > 0).then(|| account(first)),
                currency: None,
                active: true,
                default_tax_code: None,
            });
        }
    }
    accounts
}

fn fold(postings: &[(u128, u128, i64)]) -> Vec<Balance> {
    let mut sums: BTreeMap<AccountId, (i64, i64)> = BTreeMap::new();
    for (debit, credit, amount) in postings {
        sums.entry(account(*debit)).or_default().0 += amount;
        sums.entry(account(*credit)).or_default().1 += amount;
    }
    let balance = |(account, (debits, credits))| Balance { account, debits: eur(debits), credits: eur(credits) };
    sums.into_iter().map(balance).collect()
}

const BANK: u128 = 1;
const PAYABLE: u128 = 11;
const CAPITAL: u128 = 21;
const SALES: u128 = 31;
const RENT: u128 = 41;

#[test]
fn a_year_of_a_small_business() {
    let books =
        fold(&[(BANK, CAPITAL, 100_000), (BANK, SALES, 50_000), (RENT, PAYABLE, 12_000), (PAYABLE, BANK, 5_000)]);
    let accounts = chart();
    let trial = trial_balance(&accounts, &books, EUR).unwrap();
    assert!(trial.balances());
    assert_eq!(trial.debits, eur(167_000));
    assert_eq!(trial.rows[0].balance, eur(145_000));

    let sheet = balance_sheet(&accounts, std::slice::from_ref(&books), EUR).unwrap();
    assert!(sheet.balances());
    assert_eq!(sheet.assets.totals, [eur(145_000)]);
    assert_eq!(sheet.liabilities.totals, [eur(7_000)], "liabilities are shown positive");
    assert_eq!(sheet.result, [eur(38_000)]);
    let shape: Vec<(String, u8, bool)> =
        sheet.assets.rows.iter().map(|r| (r.code.clone(), r.depth, r.heading)).collect();
    assert_eq!(shape, [("100".to_owned(), 0, true), ("110".to_owned(), 1, false)]);

    let result = profit_and_loss(&accounts, &[books], EUR).unwrap();
    assert_eq!(
        (result.income.totals[0], result.expense.totals[0], result.result[0]),
        (eur(50_000), eur(12_000), eur(38_000))
    );
}

#[test]
fn closing_moves_the_result_and_the_sheet_still_balances() {
    let before = vec![(BANK, SALES, 50_000), (RENT, PAYABLE, 12_000)];
    let mut after = before.clone();
    after.extend([(SALES, CAPITAL, 50_000), (CAPITAL, RENT, 12_000)]);
    let accounts = chart();
    let sheet = balance_sheet(&accounts, &[fold(&before), fold(&after)], EUR).unwrap();
    assert!(sheet.balances());
    assert_eq!(sheet.result, [eur(38_000), eur(0)]);
    assert_eq!(sheet.equity.totals, [eur(0), eur(38_000)]);
}

/// The database lets no ring in; were there one, its figures would still be there.
#[test]
fn accounts_in_a_ring_of_headings_or_too_deep_are_shown_not_dropped() {
    let books = [fold(&[(BANK, CAPITAL, 100_000), (RENT, BANK, 12_000)])];
    let whole = profit_and_loss(&chart(), &books, EUR).unwrap();
    let mut ring = chart();
    for (id, parent) in [(40, 41), (41, 40)] {
        ring.iter_mut().find(|a| a.id == account(id)).unwrap().parent = Some(account(parent));
    }
    let mut deep = chart();
    for n in 0..20_u128 {
        let heading = deep.iter().find(|a| a.id == account(40)).unwrap().clone();
        deep.push(Account {
            id: account(100 + n),
            code: format!("5{n:02}x"),
            parent: Some(account(if n == 0 { 40 } else { 99 + n })),
            ..heading
        });
    }
    deep.iter_mut().find(|a| a.id == account(RENT)).unwrap().parent = Some(account(119));
    for (what, accounts) in [("a ring", ring), ("twenty levels", deep)] {
        let shown = profit_and_loss(&accounts, &books, EUR).unwrap();
        assert_eq!(shown.expense.totals, whole.expense.totals, "{what}");
        assert!(shown.expense.rows.iter().any(|row| row.account == account(RENT)), "{what}");
    }
}

#[test]
fn an_account_nobody_knows_is_shown_not_dropped() {
    let books = fold(&[(999, CAPITAL, 100)]);
    let trial = trial_balance(&chart(), &books, EUR).unwrap();
    assert!(trial.balances());
    assert_eq!(trial.rows.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["310", "?"]);
}

proptest! {
    /// For any balanced books: debits equal credits, and assets equal liabilities, equity and result.
    #[test]
    fn statements_tie(postings in prop::collection::vec((0_usize..10, 0_usize..10, 1_i64..1_000_000), 0..60)) {
        let accounts = chart();
        let postable: Vec<u128> =
            accounts.iter().filter(|a| a.postable).map(|a| a.id.0.as_u128()).collect();
        let postings: Vec<(u128, u128, i64)> =
            postings.into_iter().map(|(d, c, a)| (postable[d], postable[c], a)).collect();
        let books = fold(&postings);
        let trial = trial_balance(&accounts, &books, EUR).unwrap();
        prop_assert!(trial.balances());
        let sheet = balance_sheet(&accounts, std::slice::from_ref(&books), EUR).unwrap();
        prop_assert!(sheet.balances());
        let result = profit_and_loss(&accounts, std::slice::from_ref(&books), EUR).unwrap();
        prop_assert_eq!(&result.result, &sheet.result);
        for section in [&sheet.assets, &sheet.liabilities, &sheet.equity, &result.income, &result.expense] {
            let outermost = section.rows.iter().filter(|r| r.depth == 0).map(|r| r.figures[0]);
            prop_assert_eq!(Amount::sum(EUR, outermost).unwrap(), section.totals[0]);
            let leaves = section.rows.iter().filter(|r| !r.heading).map(|r| r.figures[0]);
            prop_assert_eq!(Amount::sum(EUR, leaves).unwrap(), section.totals[0]);
        }
    }
}
