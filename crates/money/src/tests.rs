use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{Amount, Currency, MoneyError, Rate, Rounding, allocate, split_evenly};

const EUR: Currency = Currency::EUR;

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Code, decimals of its minor unit.
#[test]
fn currencies_have_the_minor_units_of_the_standard() {
    for (code, exponent) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("BHD", 3), ("CLP", 0), ("chf", 2), ("CLF", 4)] {
        let found = currency(code);
        assert_eq!((found.exponent(), found.minor_per_major()), (exponent, 10_i64.pow(exponent)), "{code}");
        assert_eq!(found.code(), code.to_ascii_uppercase());
    }
    for code in ["", "EU", "EURO", "XXX", "XAU", "ZZZ", "€"] {
        assert_eq!(Currency::from_code(code), Err(MoneyError::UnknownCurrency(code.to_owned())), "{code}");
    }
}

/// What is typed, in which currency, minor units or a refusal.
#[test]
fn amounts_are_read_exactly_or_not_at_all() {
    let rows = [
        ("12.50", "EUR", Some(1250)),
        (" -0.01 ", "EUR", Some(-1)),
        ("1234", "JPY", Some(1234)),
        ("1.000", "JPY", Some(1)),
        ("1.5", "JPY", None),
        ("0.001", "KWD", Some(1)),
        ("0.001", "EUR", None),
        ("1.2300", "EUR", Some(123)),
        ("92233720368547758.07", "EUR", Some(i64::MAX)),
        ("92233720368547758.08", "EUR", None),
        ("1,50", "EUR", None),
        ("1e3", "EUR", None),
        ("1_000", "EUR", None),
        (".5", "EUR", None),
        ("5.", "EUR", None),
        ("1.2.3", "EUR", None),
        ("--1", "EUR", None),
        ("+1", "EUR", Some(100)),
        ("0.00000000000000000000000000000000000001", "EUR", None),
        ("", "EUR", None),
        ("NaN", "EUR", None),
        ("12.50 EUR", "EUR", None),
    ];
    for (text, code, minor) in rows {
        let read = Amount::parse(text, currency(code)).ok().map(Amount::minor);
        assert_eq!(read, minor, "{text:?} {code}");
    }
}

#[test]
fn amounts_of_two_currencies_do_not_add() {
    let (euro, yen) = (Amount::new(1, EUR), Amount::new(1, Currency::JPY));
    let refused = Err(MoneyError::CurrencyMismatch { left: EUR, right: Currency::JPY });
    assert_eq!(euro.checked_add(yen), refused);
    assert_eq!(euro.checked_sub(yen), refused);
    assert_eq!(Amount::sum(EUR, [euro, yen]), refused);
}

#[test]
fn nothing_wraps_around() {
    let (most, least) = (Amount::new(i64::MAX, EUR), Amount::new(i64::MIN, EUR));
    let one = Amount::new(1, EUR);
    assert_eq!(most.checked_add(one), Err(MoneyError::Overflow));
    assert_eq!(least.checked_sub(one), Err(MoneyError::Overflow));
    assert_eq!(least.checked_neg(), Err(MoneyError::Overflow));
    assert_eq!(least.checked_abs(), Err(MoneyError::Overflow));
    assert_eq!(most.checked_mul(dec("2"), Rounding::default()), Err(MoneyError::Overflow));
    assert_eq!(Amount::from_decimal(Decimal::MAX, EUR, Rounding::default()), Err(MoneyError::Overflow));
    assert_eq!(allocate(least, &[1]).map(|p| p[0]), Ok(least));
}

/// Value, then the three modes.
#[test]
fn rounding_is_a_mirror_around_zero() {
    let rows = [
        ("0.125", 13, 12, 12),
        ("0.135", 14, 14, 13),
        ("0.1251", 13, 13, 12),
        ("0.005", 1, 0, 0),
        ("0.0049999", 0, 0, 0),
    ];
    for (value, away, even, cut) in rows {
        for (mode, expected) in
            [(Rounding::HalfAwayFromZero, away), (Rounding::HalfEven, even), (Rounding::TowardsZero, cut)]
        {
            let up = Amount::from_decimal(dec(value), EUR, mode).unwrap();
            let down = Amount::from_decimal(-dec(value), EUR, mode).unwrap();
            assert_eq!((up.minor(), down.minor()), (expected, -expected), "{value} {mode:?}");
        }
    }
}

#[test]
fn rates_are_positive_and_convert_across_minor_units() {
    for text in ["0", "-1", "x", "", "-0.0"] {
        assert!(text.parse::<Rate>().is_err(), "{text}");
    }
    let rate: Rate = "161.33".parse().unwrap();
    let yen = rate.convert(Amount::new(1000, EUR), Currency::JPY, Rounding::default()).unwrap();
    assert_eq!(yen, Amount::new(1613, Currency::JPY));
    let fils: Rate = "0.3369".parse().unwrap();
    let dinar = fils.convert(Amount::new(100, EUR), currency("KWD"), Rounding::default()).unwrap();
    assert_eq!(dinar.to_string(), "0.337 KWD");
    let through = "1.1".parse::<Rate>().unwrap().through("0.9".parse().unwrap()).unwrap();
    assert_eq!(through.value(), dec("0.99"));
    assert!(serde_json::from_str::<Rate>("\"-2\"").is_err(), "a stored rate is checked too");
}

#[test]
fn a_third_of_a_euro_leaves_the_cent_with_the_first() {
    let parts = split_evenly(Amount::new(100, EUR), 3).unwrap();
    assert_eq!(parts.iter().map(|p| p.minor()).collect::<Vec<_>>(), [34, 33, 33]);
    assert_eq!(allocate(Amount::new(1, EUR), &[]), Err(MoneyError::NoWeights));
    assert_eq!(allocate(Amount::new(1, EUR), &[0, 0]), Err(MoneyError::NoWeights));
    assert_eq!(split_evenly(Amount::new(1, EUR), 0), Err(MoneyError::NoWeights));
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["EUR", "JPY", "KWD", "USD", "CLF"]).prop_map(currency)
}

fn any_mode() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![Rounding::HalfAwayFromZero, Rounding::HalfEven, Rounding::TowardsZero])
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(minor in any::<i64>(), currency in any_currency()) {
        let amount = Amount::new(minor, currency);
        let text = amount.to_decimal().to_string();
        prop_assert_eq!(Amount::parse(&text, currency).unwrap(), amount);
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        let (number, code) = amount.to_string().split_once(' ').map(|(n, c)| (n.to_owned(), c.to_owned())).unwrap();
        prop_assert_eq!(Amount::parse(&number, code.parse().unwrap()).unwrap(), amount);
    }

    /// The parts make the whole, each is within one unit of its exact share, and the order of the weights only orders
    /// the parts.
    #[test]
    fn an_allocation_is_exact_and_fair(
        minor in any::<i64>(),
        weights in prop::collection::vec(0_u64..1_000_000, 1..20),
    ) {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let parts = allocate(Amount::new(minor, EUR), &weights).unwrap();
        prop_assert_eq!(parts.iter().map(|p| i128::from(p.minor())).sum::<i128>(), i128::from(minor));
        let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let (share, exact) = (i128::from(part.minor()) * whole, i128::from(minor) * i128::from(*weight));
            prop_assert!((share - exact).abs() < whole, "{part} of {minor} by {weight}/{whole}");
        }
    }

    #[test]
    fn equal_weights_differ_by_one_unit_at_most(minor in any::<i64>(), parts in 1_usize..50) {
        let parts = split_evenly(Amount::new(minor, EUR), parts).unwrap();
        let minors: Vec<i64> = parts.iter().map(|p| p.minor()).collect();
        prop_assert!(minors.iter().max().unwrap() - minors.iter().min().unwrap() <= 1);
        prop_assert!(minors.windows(2).all(|w| w[0].unsigned_abs() >= w[1].unsigned_abs()));
    }

    /// A credit of an amount converts to the mirror of its debit, so both net to nothing.
    #[test]
    fn conversion_is_a_mirror(
        minor in -1_000_000_000_i64..1_000_000_000,
        units in 1_i64..100_000_000,
        target in any_currency(),
        mode in any_mode(),
    ) {
        let rate = Rate::new(Decimal::new(units, 6)).unwrap();
        let there = rate.convert(Amount::new(minor, EUR), target, mode).unwrap();
        let back = rate.convert(Amount::new(-minor, EUR), target, mode).unwrap();
        prop_assert_eq!(there.minor() + back.minor(), 0);
        prop_assert_eq!(there.currency(), target);
    }

    /// Rounding once errs by half a unit at most, cutting off by less than one.
    #[test]
    fn a_product_is_rounded_once(minor in -1_000_000_i64..1_000_000, factor in 0_i64..10_000, mode in any_mode()) {
        let factor = Decimal::new(factor, 4);
        let exact = Decimal::from(minor) * factor;
        let rounded = Amount::new(minor, EUR).checked_mul(factor, mode).unwrap();
        let error = (Decimal::from(rounded.minor()) - exact).abs();
        let bound = if mode == Rounding::TowardsZero { Decimal::ONE } else { Decimal::new(5, 1) };
        prop_assert!(error <= bound && error < Decimal::ONE);
    }

    #[test]
    fn sums_do_not_depend_on_order(mut minors in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 0..30)) {
        let sum = |minors: &[i64]| Amount::sum(EUR, minors.iter().map(|m| Amount::new(*m, EUR))).unwrap();
        let forwards = sum(&minors);
        minors.reverse();
        prop_assert_eq!(forwards, sum(&minors));
        prop_assert_eq!(forwards.minor(), minors.iter().sum::<i64>());
    }

    #[test]
    fn any_text_is_read_or_refused_and_never_panics(text in "\\PC{0,40}") {
        let (amount, rate, code) = (Amount::parse(&text, EUR), text.parse::<Rate>(), Currency::from_code(&text));
        if let Ok(amount) = amount {
            prop_assert_eq!(amount.currency(), EUR);
        }
        if let Ok(rate) = rate {
            prop_assert!(rate.value() > Decimal::ZERO);
        }
        if let Ok(code) = code {
            prop_assert_eq!(code.code().len(), 3);
        }
    }
}
