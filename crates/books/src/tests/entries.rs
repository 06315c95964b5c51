use money::{Amount, Currency, Rate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{EUR, USD, account, eur, header, usd};
use crate::{Entry, EntryBuilder, EntryError, Line, TaxPart};

fn line(number: u128, amount: Amount, base: Amount) -> Line {
    Line { base, ..Line::plain(account(number), amount) }
}

/// What is entered, and the verdict.
#[test]
fn an_entry_is_refused_for_each_thing_that_can_be_wrong_with_it() {
    let rows: Vec<(&str, Vec<Line>, &str)> = vec![
        ("nothing", vec![], "TooFewLines"),
        ("one line", vec![line(1, eur(5), eur(5))], "TooFewLines"),
        ("two sides", vec![line(1, eur(5), eur(5)), line(2, eur(-5), eur(-5))], "ok"),
        ("a cent off", vec![line(1, eur(500), eur(500)), line(2, eur(-499), eur(-499))], "UnbalancedCurrency"),
        ("a zero line", vec![line(1, eur(5), eur(5)), line(2, eur(-5), eur(-5)), line(3, eur(0), eur(0))], "ZeroLine"),
        ("foreign", vec![line(1, usd(100), eur(92)), line(2, usd(-100), eur(-92))], "ok"),
        ("base off", vec![line(1, usd(100), eur(92)), line(2, usd(-100), eur(-91))], "Unbalanced"),
        ("two currencies mixed", vec![line(1, usd(100), eur(92)), line(2, eur(-92), eur(-92))], "UnbalancedCurrency"),
        ("sides differ", vec![line(1, usd(100), eur(-92)), line(2, usd(-100), eur(92))], "SidesDiffer"),
        ("no base value", vec![line(1, usd(100), eur(0)), line(2, usd(-100), eur(0))], "SidesDiffer"),
        ("base currency at a rate", vec![line(1, eur(100), eur(92)), line(2, eur(-100), eur(-92))], "BaseDiffers"),
        ("wrong books", vec![line(1, usd(100), usd(100)), line(2, usd(-100), usd(-100))], "WrongBase"),
        ("revaluation", vec![line(1, usd(0), eur(3)), line(2, usd(0), eur(-3))], "ok"),
        (
            "exchange through the trading account",
            vec![
                line(1, usd(100), eur(92)),
                line(9, usd(-100), eur(-92)),
                line(9, eur(92), eur(92)),
                line(2, eur(-92), eur(-92)),
            ],
            "ok",
        ),
        (
            "too large",
            vec![line(1, eur(i64::MAX), eur(i64::MAX)), line(2, eur(1), eur(1)), line(3, eur(i64::MIN), eur(i64::MIN))],
            "Money",
        ),
    ];
    for (what, lines, expected) in rows {
        let verdict = match Entry::new(header(), EUR, lines) {
            Ok(_) => "ok".to_owned(),
            Err(e) => format!("{e:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned(),
        };
        assert_eq!(verdict, expected, "{what}");
    }
}

#[test]
fn a_stored_entry_that_does_not_balance_is_not_read_back() {
    let entry = Entry::new(header(), EUR, vec![line(1, eur(5), eur(5)), line(2, eur(-5), eur(-5))]).unwrap();
    let text = serde_json::to_string(&entry).unwrap();
    assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
    let tampered = text.replacen("\"minor\":5", "\"minor\":6", 2);
    assert_ne!(tampered, text);
    let refused = serde_json::from_str::<Entry>(&tampered).unwrap_err().to_string();
    assert!(refused.contains("differ"), "{refused}");
}

#[test]
fn a_bill_in_dollars_leaves_no_cent_over_in_euros() {
    // 3 x 33.33 + 0.01 = 100.00 USD at 0.9137 are 91.37; single lines would make 30.45 x 3 + 0.01 = 91.36
    let entry = EntryBuilder::new(header(), EUR)
        .in_currency(USD, "0.9137".parse().unwrap())
        .debit(account(1), usd(3333))
        .debit(account(2), usd(3333))
        .debit(account(3), usd(3333))
        .debit(account(4), usd(1))
        .credit(account(5), usd(10000))
        .build()
        .unwrap();
    let bases: Vec<i64> = entry.lines().iter().map(|l| l.base.minor()).collect();
    assert_eq!(bases.iter().sum::<i64>(), 0);
    assert_eq!(bases[4], -9137, "the payable has the exact value of the bill");
}

#[test]
fn notes_go_to_the_line_before_and_zero_lines_are_left_out() {
    let entry = EntryBuilder::new(header(), EUR)
        .debit(account(1), eur(10000))
        .tax("I19", TaxPart::Base)
        .memo("paper")
        .debit(account(2), eur(0))
        .memo("nothing")
        .credit(account(3), eur(10000))
        .department("north")
        .build()
        .unwrap();
    assert_eq!(entry.lines().len(), 2);
    assert_eq!(entry.lines()[0].memo, "paper");
    assert_eq!(entry.lines()[0].tax.as_ref().map(|t| t.code.as_str()), Some("I19"));
    assert_eq!(entry.lines()[1].dimensions.get("department"), Some("north"));
}

#[test]
fn a_negative_position_stands_on_the_other_side() {
    let entry = EntryBuilder::new(header(), EUR)
        .debit(account(1), eur(1000))
        .debit(account(2), eur(-200))
        .credit(account(3), eur(800))
        .build()
        .unwrap();
    let amounts: Vec<i64> = entry.lines().iter().map(|l| l.amount.minor()).collect();
    assert_eq!(amounts, [1000, -200, -800]);
}

#[test]
fn paying_dollars_from_a_euro_account_goes_through_the_exchange_account() {
    // 100 USD were booked at 0.92, paid with 90 EUR: 2 EUR gain
    let entry = EntryBuilder::new(header(), EUR)
        .credit(account(2), eur(9000))
        .credit(account(8), eur(200))
        .exchange(account(9), usd(10000), eur(9200), eur(9200))
        .in_currency(USD, "0.92".parse().unwrap())
        .debit(account(1), usd(10000))
        .build()
        .unwrap();
    assert_eq!(entry.lines().iter().map(|l| l.base.minor()).sum::<i64>(), 0);
    assert_eq!(entry.volume().unwrap(), eur(18400));
}

#[test]
fn a_difference_of_exchange_changes_only_the_base_value() {
    let entry = EntryBuilder::new(header(), EUR)
        .in_currency(USD, Rate::ONE)
        .difference(account(1), eur(-150))
        .difference(account(2), eur(150))
        .build()
        .unwrap();
    assert!(entry.lines().iter().all(|l| l.amount == usd(0)));
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![EUR, USD, Currency::JPY, Currency::GBP])
}

proptest! {
    /// Whatever lines are tried: what is accepted balances, in every currency and in the base currency.
    #[test]
    fn what_is_accepted_balances(
        amounts in prop::collection::vec((currencies(), -3_i64..=3, -3_i64..=3), 0..6),
    ) {
        let lines: Vec<Line> = amounts
            .iter()
            .map(|(c, a, b)| line(1, Amount::new(*a, *c), eur(*b)))
            .collect();
        if let Ok(entry) = Entry::new(header(), EUR, lines) {
            prop_assert!(entry.lines().len() >= 2);
            prop_assert_eq!(entry.lines().iter().map(|l| l.base.minor()).sum::<i64>(), 0);
            for currency in [EUR, USD, Currency::JPY, Currency::GBP] {
                let of = entry.lines().iter().filter(|l| l.amount.currency() == currency);
                prop_assert_eq!(of.map(|l| l.amount.minor()).sum::<i64>(), 0);
            }
        }
    }

    /// Any bill that closes can be booked at any rate; the supplier's line has the value of the whole.
    #[test]
    fn any_bill_that_closes_balances_in_the_base_currency(
        parts in prop::collection::vec(1_000_i64..10_000_000, 1..12),
        rate in 1_000_i64..5_000_000,
        currency in currencies(),
    ) {
        let rate = Rate::new(Decimal::new(rate, 5)).unwrap();
        let total: i64 = parts.iter().sum();
        let mut builder = EntryBuilder::new(header(), EUR).in_currency(currency, rate);
        for (i, part) in parts.iter().enumerate() {
            builder = builder.debit(account(i as u128), Amount::new(*part, currency));
        }
        let entry = builder.credit(account(99), Amount::new(total, currency)).build().unwrap();
        prop_assert_eq!(entry.lines().iter().map(|l| l.base.minor()).sum::<i64>(), 0);
        let whole = crate::fx::convert(Amount::new(-total, currency), EUR, rate).unwrap();
        prop_assert_eq!(entry.lines().last().unwrap().base.minor(), whole.minor().min(-1));
        let undone = entry.reversal(header()).unwrap();
        for (a, b) in entry.lines().iter().zip(undone.lines()) {
            prop_assert_eq!(a.amount.minor() + b.amount.minor(), 0);
            prop_assert_eq!(a.base.minor() + b.base.minor(), 0);
        }
        prop_assert_eq!(undone.reversal(header()).unwrap(), entry);
    }

    #[test]
    fn an_entry_a_cent_off_is_never_accepted(amount in 1_i64..1_000_000, off in 1_i64..100) {
        let refused = EntryBuilder::new(header(), EUR)
            .debit(account(1), eur(amount + off))
            .credit(account(2), eur(amount))
            .build();
        let is_unbalanced = matches!(refused, Err(EntryError::UnbalancedCurrency { .. }));
        prop_assert!(is_unbalanced);
    }
}
