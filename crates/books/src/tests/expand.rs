//! Tax written out from what a person typed.

use money::Amount;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::EUR;
use crate::tax::{Basis, TaxAccounts, codes, expand};
use crate::{AccountId, Line, TaxCode, TaxError, TaxPart};

const COST: AccountId = AccountId(Uuid::from_u128(1));
const BANK: AccountId = AccountId(Uuid::from_u128(2));
const INPUT: AccountId = AccountId(Uuid::from_u128(3));
const OUTPUT: AccountId = AccountId(Uuid::from_u128(4));
const ACCOUNTS: TaxAccounts = TaxAccounts { input: Some(INPUT), output: Some(OUTPUT) };

fn eur(text: &str) -> Amount {
    Amount::parse(text, EUR).unwrap()
}

fn code(name: &str) -> TaxCode {
    codes("DE").into_iter().find(|c| c.code == name).unwrap()
}

type Row = (AccountId, Amount, Option<TaxPart>);

fn rows(typed: &[(AccountId, Amount, Option<&TaxCode>)], basis: Basis) -> Result<Vec<Row>, TaxError> {
    let lines: Vec<_> = typed.iter().map(|(account, amount, code)| (Line::plain(*account, *amount), *code)).collect();
    let out = expand(&lines, basis, ACCOUNTS)?;
    Ok(out.into_iter().map(|e| (e.line.account, e.line.base, e.line.tax.map(|t| t.part))).collect())
}

const BASE: Option<TaxPart> = Some(TaxPart::Base);
const TAX: Option<TaxPart> = Some(TaxPart::Tax);

#[test]
fn a_gross_cost_is_split_and_the_bank_stays_as_written() {
    let i19 = code("I19");
    let typed = [(COST, eur("119.00"), Some(&i19)), (BANK, eur("-119.00"), None)];
    let expected = vec![(COST, eur("100.00"), BASE), (INPUT, eur("19.00"), TAX), (BANK, eur("-119.00"), None)];
    assert_eq!(rows(&typed, Basis::Gross).unwrap(), expected);
}

#[test]
fn tax_comes_on_top_of_a_net_cost() {
    let i7 = code("I7");
    let typed = [(COST, eur("100.00"), Some(&i7)), (BANK, eur("-107.00"), None)];
    let expected = vec![(COST, eur("100.00"), BASE), (INPUT, eur("7.00"), TAX), (BANK, eur("-107.00"), None)];
    assert_eq!(rows(&typed, Basis::Net).unwrap(), expected);
}

#[test]
fn a_sale_owes_its_tax() {
    let o19 = code("O19");
    let typed = [(BANK, eur("119.00"), None), (COST, eur("-119.00"), Some(&o19))];
    let expected = vec![(BANK, eur("119.00"), None), (COST, eur("-100.00"), BASE), (OUTPUT, eur("-19.00"), TAX)];
    assert_eq!(rows(&typed, Basis::Gross).unwrap(), expected);
}

#[test]
fn reverse_charge_makes_both_lines_and_leaves_what_is_paid() {
    for (name, basis) in [("IRC", Basis::Gross), ("IEU", Basis::Net)] {
        let own = code(name);
        let typed = [(COST, eur("100.00"), Some(&own)), (BANK, eur("-100.00"), None)];
        let expected = vec![
            (COST, eur("100.00"), BASE),
            (INPUT, eur("19.00"), TAX),
            (OUTPUT, eur("-19.00"), TAX),
            (BANK, eur("-100.00"), None),
        ];
        assert_eq!(rows(&typed, basis).unwrap(), expected, "{name}");
    }
}

#[test]
fn tax_that_cannot_be_deducted_is_cost_beside_its_base() {
    let half = TaxCode { recoverable: Decimal::from(50), ..code("I19") };
    let typed = [(COST, eur("119.00"), Some(&half)), (BANK, eur("-119.00"), None)];
    let expected = vec![
        (COST, eur("100.00"), BASE),
        (COST, eur("9.50"), Some(TaxPart::NonDeductible)),
        (INPUT, eur("9.50"), TAX),
        (BANK, eur("-119.00"), None),
    ];
    assert_eq!(rows(&typed, Basis::Gross).unwrap(), expected);
    let none = TaxCode { recoverable: Decimal::ZERO, ..code("I19") };
    let typed = [(COST, eur("119.00"), Some(&none))];
    assert_eq!(
        rows(&typed, Basis::Gross).unwrap(),
        vec![(COST, eur("100.00"), BASE), (COST, eur("19.00"), Some(TaxPart::NonDeductible))]
    );
}

#[test]
fn tax_is_rounded_once_for_each_code() {
    let i19 = code("I19");
    let typed = [(COST, eur("0.03"), Some(&i19)), (COST, eur("0.03"), Some(&i19)), (COST, eur("0.03"), Some(&i19))];
    let tax: Vec<Row> = rows(&typed, Basis::Net).unwrap().into_iter().filter(|r| r.2 == TAX).collect();
    assert_eq!(tax, vec![(INPUT, eur("0.02"), TAX)], "19 % of 0.09, not three times 19 % of 0.03");
}

#[test]
fn a_code_of_nothing_is_a_label_and_a_missing_account_is_told() {
    let exempt = code("IEX");
    let typed = [(COST, eur("50.00"), Some(&exempt))];
    assert_eq!(rows(&typed, Basis::Gross).unwrap(), vec![(COST, eur("50.00"), BASE)]);
    let i19 = code("I19");
    let lines = [(Line::plain(COST, eur("119.00")), Some(&i19))];
    let none = TaxAccounts::default();
    assert_eq!(expand(&lines, Basis::Gross, none), Err(TaxError::NoTaxAccount { input: true }));
}

proptest! {
    #[test]
    fn what_was_written_gross_is_what_is_posted(
        typed in prop::collection::vec((-5_000_000_i64..5_000_000, 0_usize..4), 1..12),
    ) {
        let part = TaxCode { code: "I19P".to_owned(), recoverable: Decimal::from(33), ..code("I19") };
        let known = [code("I19"), code("I7"), part, code("O19")];
        let lines: Vec<_> =
            typed.iter().map(|(minor, c)| (Line::plain(COST, Amount::new(*minor, EUR)), Some(&known[*c]))).collect();
        let out = expand(&lines, Basis::Gross, ACCOUNTS).unwrap();
        let sum = Amount::sum(EUR, out.iter().map(|e| e.line.base)).unwrap();
        prop_assert_eq!(sum.minor(), typed.iter().map(|(minor, _)| minor).sum::<i64>());
        prop_assert!(out.iter().all(|e| e.of < typed.len()));
    }
}
