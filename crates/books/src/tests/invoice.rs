use jiff::civil::date;
use money::{Amount, Currency, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{EUR, eur};
use crate::countries::TaxRounding;
use crate::invoice::{CreditedLine, Item, Totals, credit, early_discount, instalments, method, total};
use crate::tax::{Basis, LineAmounts, Method, Scope, TaxedLine, jurisdictions};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// `10 x 3.60 - 0 % at 5.5`
fn item(quantity: &str, price: &str, discount: &str, rate: &str) -> Item {
    let [quantity, unit_price, discount, value] = [quantity, price, discount, rate].map(dec);
    Item { quantity, unit_price, discount, code: Some(format!("O{rate}")), rate: value }
}

fn one_each(prices: &[&str], rate: &str) -> Vec<Item> {
    prices.iter().map(|price| item("1", price, "0", rate)).collect()
}

fn habit(basis: Basis, scope: Scope) -> Method {
    method(TaxRounding { scope, mode: Rounding::HalfAwayFromZero }, basis)
}

/// Documents over whose last cent programs have disagreed: lines, method, net, tax, gross.
#[test]
fn disputed_cents() {
    use Basis::{Gross, Net};
    use Scope::{PerDocument, PerLine, PerRate};
    let exact = |m: Method| Method { lines: LineAmounts::Exact, ..m };
    #[rustfmt::skip]
    let rows: Vec<(Vec<Item>, Method, &str, &str, &str)> = vec![
        // 348.35 x 16 less 4 % at 22 %, from the exact line and from the printed one
        (vec![item("16", "348.35", "4", "22")], exact(habit(Net, PerRate)), "5350.66", "1177.14", "6527.80"),
        (vec![item("16", "348.35", "4", "22")], habit(Net, PerRate), "5350.66", "1177.15", "6527.81"),
        // rounded for each line, each rate, the document
        (one_each(&["25.06", "25.61", "25.63"], "15"), habit(Net, PerLine), "76.30", "11.44", "87.74"),
        (one_each(&["25.06", "25.61", "25.63"], "15"), habit(Net, PerRate), "76.30", "11.45", "87.75"),
        (one_each(&["25.06", "25.61", "25.63"], "15"), habit(Net, PerDocument), "76.30", "11.45", "87.75"),
        (one_each(&["55.55", "11.11"], "23"), habit(Net, PerLine), "66.66", "15.34", "82.00"),
        (one_each(&["55.55", "11.11"], "23"), habit(Net, PerRate), "66.66", "15.33", "81.99"),
        // ten pieces by their net price and by their gross price
        (vec![item("10", "3.60", "0", "5.5")], habit(Net, PerRate), "36.00", "1.98", "37.98"),
        (vec![item("10", "3.80", "0", "5.5")], habit(Gross, PerRate), "36.02", "1.98", "38.00"),
        // the gross amount is fixed
        (vec![item("3", "1.10", "0", "5")], habit(Gross, PerRate), "3.14", "0.16", "3.30"),
        (one_each(&["21.53", "21.53"], "21"), habit(Gross, PerRate), "35.59", "7.47", "43.06"),
        (one_each(&["21.53", "21.53"], "21"), habit(Gross, PerLine), "35.58", "7.48", "43.06"),
        (one_each(&["11.90", "2.80"], "21"), habit(Gross, PerRate), "12.15", "2.55", "14.70"),
        (one_each(&["11.90", "2.80"], "21"), habit(Gross, PerLine), "12.14", "2.56", "14.70"),
        // six decimals of a price, a quantity in parts, half a cent away from zero on both sides
        (vec![item("1250.5", "0.012346", "0", "19")], habit(Net, PerRate), "15.44", "2.93", "18.37"),
        (vec![item("-1", "0.125", "0", "0")], habit(Net, PerRate), "-0.13", "0.00", "-0.13"),
        // something taken back on the same document
        (vec![item("2", "50", "0", "19"), item("-1", "50", "0", "19")], habit(Net, PerRate), "50.00", "9.50", "59.50"),
        (vec![], habit(Net, PerRate), "0.00", "0.00", "0.00"),
    ];
    for (items, method, net, tax, gross) in rows {
        let totals = total(&items, EUR, method).unwrap();
        let got = [totals.net, totals.tax, totals.gross].map(Amount::to_decimal);
        assert_eq!(got, [net, tax, gross].map(dec), "{items:?} {method:?}");
    }
}

#[test]
fn codes_of_one_rate_are_kept_apart() {
    let named = |code: &str, price: &str| Item { code: Some(code.to_owned()), ..item("1", price, "0", "0") };
    let items = [named("OEU", "100"), named("OXP", "50"), named("OEU", "25"), item("1", "10", "0", "19")];
    let totals = total(&items, EUR, Method::EN16931).unwrap();
    let codes: Vec<(&str, i64, i64)> =
        totals.codes.iter().map(|c| (c.code.as_deref().unwrap(), c.net.minor(), c.tax.minor())).collect();
    assert_eq!(codes, [("OEU", 125_00, 0), ("OXP", 50_00, 0), ("O19", 10_00, 1_90)]);
}

#[test]
fn a_yen_and_a_fils_have_their_own_decimals() {
    let items = [item("3", "33.5", "0", "10")];
    let yen = total(&items, Currency::JPY, Method::EN16931).unwrap();
    assert_eq!((yen.net.minor(), yen.tax.minor()), (101, 10));
    let dinar = Currency::from_code("KWD").unwrap();
    let fils = total(&[item("3", "1.1115", "0", "5")], dinar, Method::EN16931).unwrap();
    assert_eq!((fils.net.minor(), fils.tax.minor()), (3_335, 167));
}

#[test]
fn a_credit_in_parts_gives_back_every_cent_of_the_invoice() {
    // 33.33 at 19 % is 6.3327: three lines of 11.11 have 2.11 each, and the invoice 6.33
    let items = one_each(&["11.11", "11.11", "11.11"], "19");
    let method = habit(Basis::Net, Scope::PerRate);
    let invoice = total(&items, EUR, method).unwrap();
    assert_eq!(invoice.tax, eur(6_33));
    let whole = |index: usize| CreditedLine { item: items[index].clone(), takes_rest: Some(invoice.lines[index]) };
    let first = credit(&[whole(0)], EUR, method).unwrap();
    let rest = credit(&[whole(1), whole(2)], EUR, method).unwrap();
    assert_eq!(first.gross.checked_add(rest.gross).unwrap(), invoice.gross);
    assert_eq!(first.tax.checked_add(rest.tax).unwrap(), invoice.tax);
}

#[test]
fn a_hundred_in_three_parts_and_a_discount_for_paying_early() {
    let third = dec("33.333333");
    let parts = instalments(eur(100_00), &[third, third, dec("33.333334")]).unwrap();
    assert_eq!(parts, [eur(33_33), eur(33_33), eur(33_34)]);
    let early = early_discount(eur(1_190_00), dec("2"), date(2026, 11, 10)).unwrap();
    assert_eq!((early.amount, early.payable), (eur(23_80), eur(1_166_20)));
}

#[test]
fn every_country_has_a_habit_that_adds_up() {
    let items = [item("3", "19.99", "2.5", "20"), item("7", "0.333333", "0", "5"), item("1", "100", "0", "20")];
    for place in jurisdictions() {
        for basis in [Basis::Net, Basis::Gross] {
            let totals = total(&items, EUR, method(place.habits.rounding, basis)).unwrap();
            assert_eq!(totals.net.checked_add(totals.tax).unwrap(), totals.gross, "{}", place.code);
        }
    }
}

fn an_item() -> impl Strategy<Value = Item> {
    let rate = prop_oneof![Just("0"), Just("5.5"), Just("7"), Just("19"), Just("22")];
    (-50_000_i64..50_000, 0_i64..1_000_000_000, 0_i64..=10_000, rate).prop_map(|(quantity, price, discount, rate)| {
        Item {
            quantity: Decimal::new(quantity, 3),
            unit_price: Decimal::new(price, 6),
            discount: Decimal::new(discount, 2),
            code: Some(format!("O{rate}")),
            rate: dec(rate),
        }
    })
}

fn a_method() -> impl Strategy<Value = Method> {
    let scope = prop_oneof![Just(Scope::PerLine), Just(Scope::PerRate), Just(Scope::PerDocument)];
    let mode = prop_oneof![Just(Rounding::HalfAwayFromZero), Just(Rounding::HalfEven), Just(Rounding::TowardsZero)];
    let basis = prop_oneof![Just(Basis::Net), Just(Basis::Gross)];
    (scope, mode, basis).prop_map(|(scope, mode, basis)| method(TaxRounding { scope, mode }, basis))
}

fn sums(totals: &Totals) -> [Amount; 4] {
    let sum = |amounts: Vec<Amount>| Amount::sum(EUR, amounts).unwrap();
    [
        sum(totals.lines.iter().map(|l| l.net).collect()),
        sum(totals.lines.iter().map(|l| l.tax).collect()),
        sum(totals.codes.iter().map(|c| c.net).collect()),
        sum(totals.codes.iter().map(|c| c.tax).collect()),
    ]
}

proptest! {
    #[test]
    fn lines_and_codes_sum_to_the_totals(items in prop::collection::vec(an_item(), 1..12), method in a_method()) {
        let totals = total(&items, EUR, method).unwrap();
        prop_assert_eq!(sums(&totals), [totals.net, totals.tax, totals.net, totals.tax]);
        prop_assert_eq!(totals.net.checked_add(totals.tax).unwrap(), totals.gross);
        if method.basis == Basis::Gross {
            let rounded = items.iter().map(|i| Amount::from_decimal(i.amount().unwrap(), EUR, method.rounding).unwrap());
            prop_assert_eq!(Amount::sum(EUR, rounded).unwrap(), totals.gross);
        }
    }

    #[test]
    fn a_mirror_is_the_mirror(items in prop::collection::vec(an_item(), 1..8), method in a_method()) {
        let mirrored: Vec<Item> = items.iter().map(|i| Item { quantity: -i.quantity, ..i.clone() }).collect();
        let (there, back) = (total(&items, EUR, method).unwrap(), total(&mirrored, EUR, method).unwrap());
        prop_assert_eq!(there.net.checked_add(back.net).unwrap(), eur(0));
        prop_assert_eq!(there.tax.checked_add(back.tax).unwrap(), eur(0));
    }

    #[test]
    fn credits_of_every_line_come_to_the_invoice(
        items in prop::collection::vec(an_item(), 1..8),
        method in a_method(),
        parts in prop::collection::vec(0_u32..=10, 8),
    ) {
        let invoice = total(&items, EUR, method).unwrap();
        let part = |index: usize| Decimal::from(parts[index]) / Decimal::TEN;
        let first: Vec<CreditedLine> = items.iter().enumerate().map(|(index, item)| CreditedLine {
            item: Item { quantity: item.quantity * part(index), ..item.clone() },
            takes_rest: None,
        }).collect();
        let first = credit(&first, EUR, method).unwrap();
        let rest: Vec<CreditedLine> = items.iter().enumerate().map(|(index, item)| {
            let (all, taken) = (invoice.lines[index], first.lines[index]);
            CreditedLine {
                item: Item { quantity: item.quantity * (Decimal::ONE - part(index)), ..item.clone() },
                takes_rest: Some(TaxedLine {
                    net: all.net.checked_sub(taken.net).unwrap(),
                    tax: all.tax.checked_sub(taken.tax).unwrap(),
                }),
            }
        }).collect();
        let rest = credit(&rest, EUR, method).unwrap();
        for code in &invoice.codes {
            let of = |totals: &Totals| {
                let found = totals.codes.iter().find(|c| c.code == code.code).unwrap();
                [found.net, found.tax]
            };
            let ([a, b], [c, d]) = (of(&first), of(&rest));
            prop_assert_eq!([a.checked_add(c).unwrap(), b.checked_add(d).unwrap()], [code.net, code.tax]);
        }
    }

    #[test]
    fn instalments_sum_to_what_is_payable(minor in -1_000_000_000_i64..1_000_000_000, cuts in prop::collection::vec(0_u32..=10_000, 0..6)) {
        let mut cuts: Vec<Decimal> = cuts.into_iter().map(|c| Decimal::new(i64::from(c), 2)).collect();
        cuts.extend([Decimal::ZERO, Decimal::ONE_HUNDRED]);
        cuts.sort_unstable();
        let shares: Vec<Decimal> = cuts.windows(2).map(|two| two[1] - two[0]).collect();
        let parts = instalments(eur(minor), &shares).unwrap();
        prop_assert_eq!(Amount::sum(EUR, parts.iter().copied()).unwrap(), eur(minor));
        for (part, share) in parts.iter().zip(&shares) {
            let exact = Decimal::new(minor, 2) * *share / Decimal::ONE_HUNDRED;
            prop_assert!((part.to_decimal() - exact).abs() <= dec("0.01"));
        }
    }
}
