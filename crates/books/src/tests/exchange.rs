use money::{Amount, Currency, Rate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{EUR, USD, usd};
use crate::fx::{Position, convert, settle, settle_for};

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn inr(minor: i64) -> Amount {
    Amount::new(minor, Currency::from_code("INR").unwrap())
}

/// A payable of 1,000 dollars at 83; 400 of them paid at 85: a loss of 800 rupees, and never a gain.
#[test]
fn paying_dearer_than_booked_is_a_loss() {
    let owed = Position { amount: usd(-100_000), base: inr(-8_300_000) };
    let paid = settle(owed, usd(-40_000), rate("85")).unwrap();
    assert_eq!(paid.gain, inr(-80_000));
    assert_eq!(paid.released, inr(-3_320_000));
    assert_eq!(paid.left, Position { amount: usd(-60_000), base: inr(-4_980_000) });
}

#[test]
fn a_receivable_that_brings_more_is_a_gain() {
    let due = Position { amount: usd(100_000), base: inr(8_300_000) };
    assert_eq!(settle(due, usd(100_000), rate("85")).unwrap().gain, inr(200_000));
    assert_eq!(settle(due, usd(100_000), rate("80")).unwrap().gain, inr(-300_000));
}

/// 1,320,000 kyat at two rates: the difference of 2.03 is found without anybody entering it.
#[test]
fn a_small_rate_is_not_rounded_away() {
    let mmk = Amount::parse("1320000", Currency::from_code("MMK").unwrap()).unwrap();
    let booked = convert(mmk, USD, rate("0.000247219")).unwrap();
    let paid = convert(mmk, USD, rate("0.000248756")).unwrap();
    assert_eq!((booked, paid), (usd(32_633), usd(32_836)));
    let settled = settle_for(Position { amount: mmk, base: booked }, mmk, paid).unwrap();
    assert_eq!(settled.gain, usd(203));
    assert!(settled.left.base.is_zero());
}

proptest! {
    /// However an item is settled in parts, its base value leaves with it to the last cent.
    #[test]
    fn a_foreign_balance_of_zero_is_worth_nothing(
        parts in prop::collection::vec((1_i64..1_000_000, 1_i64..300_000), 1..8),
        booked in 1_i64..300_000,
        owed in any::<bool>(),
    ) {
        let sign = if owed { -1 } else { 1 };
        let whole: i64 = parts.iter().map(|p| p.0).sum::<i64>() * sign;
        let booked = Rate::new(Decimal::new(booked, 5)).unwrap();
        let mut left = Position { amount: usd(whole), base: convert(usd(whole), EUR, booked).unwrap() };
        let (mut gains, mut paid) = (0, 0);
        let value = left.base.minor();
        for (part, at) in parts {
            let settled = settle(left, usd(part * sign), Rate::new(Decimal::new(at, 5)).unwrap()).unwrap();
            gains += settled.gain.minor();
            paid += settled.paid.minor();
            left = settled.left;
        }
        prop_assert!(left.amount.is_zero());
        prop_assert!(left.base.is_zero());
        prop_assert_eq!(gains, paid - value);
    }
}
