use money::{Amount, Currency, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{EUR, day, eur};
use crate::tax::{Basis, LineAmounts, Method, Scope, TaxItem, calculate, codes, codes_on, jurisdiction, jurisdictions};
use crate::{TaxError, TaxKind, Treatment};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn items(amounts: &[&str], rate: &str) -> Vec<TaxItem> {
    amounts.iter().map(|a| TaxItem { amount: dec(a), rate: dec(rate) }).collect()
}

fn method(basis: Basis, scope: Scope, lines: LineAmounts) -> Method {
    Method { basis, scope, lines, rounding: Rounding::HalfAwayFromZero }
}

/// Known disputes of accounting programs about a cent: amounts, rate, method, net, tax.
#[test]
fn disputed_cents() {
    use Basis::{Gross, Net};
    use LineAmounts::{Exact, Rounded};
    use Scope::{PerDocument, PerLine, PerRate};
    #[rustfmt::skip]
    let rows: &[(&[&str], &str, Basis, Scope, LineAmounts, &str, &str)] = &[
        // 348.35 x 16 less 4 %: the tax base rounded or not
        (&["5350.656"], "22", Net, PerRate, Exact, "5350.66", "1177.14"),
        (&["5350.656"], "22", Net, PerRate, Rounded, "5350.66", "1177.15"),
        // rounding by line or by document
        (&["25.06", "25.61", "25.63"], "15", Net, PerLine, Exact, "76.30", "11.44"),
        (&["25.06", "25.61", "25.63"], "15", Net, PerRate, Exact, "76.30", "11.45"),
        (&["25.06", "25.61", "25.63"], "15", Net, PerDocument, Exact, "76.30", "11.45"),
        (&["55.55", "11.11"], "23", Net, PerLine, Exact, "66.66", "15.34"),
        (&["55.55", "11.11"], "23", Net, PerRate, Exact, "66.66", "15.33"),
        // ten at 3.60 and 5.5 %
        (&["36.00"], "5.5", Net, PerRate, Exact, "36.00", "1.98"),
        // tax inside: the gross amount is fixed
        (&["3.30"], "5", Gross, PerRate, Exact, "3.14", "0.16"),
        (&["21.53", "21.53"], "21", Gross, PerRate, Exact, "35.59", "7.47"),
        (&["21.53", "21.53"], "21", Gross, PerLine, Exact, "35.58", "7.48"),
        (&["11.90", "2.80"], "21", Gross, PerRate, Exact, "12.15", "2.55"),
        (&["11.90", "2.80"], "21", Gross, PerLine, Exact, "12.14", "2.56"),
        // a credit is the mirror of the invoice
        (&["-25.06", "-25.61", "-25.63"], "15", Net, PerRate, Exact, "-76.30", "-11.45"),
        (&["-21.53", "-21.53"], "21", Gross, PerLine, Exact, "-35.58", "-7.48"),
        (&["100"], "0", Net, PerRate, Exact, "100.00", "0.00"),
    ];
    for (amounts, rate, basis, scope, lines, net, tax) in rows {
        let result = calculate(&items(amounts, rate), EUR, method(*basis, *scope, *lines)).unwrap();
        let got = (result.net.to_decimal(), result.tax.to_decimal());
        assert_eq!(got, (dec(net), dec(tax)), "{amounts:?} at {rate} % {basis:?} {scope:?} {lines:?}");
    }
}

#[test]
fn rounding_each_unit_price_makes_two_cents_on_ten_pieces() {
    let one = calculate(&items(&["3.60"], "5.5"), EUR, Method::EN16931).unwrap();
    assert_eq!(one.gross.checked_mul(dec("10"), Rounding::default()).unwrap(), eur(3800));
    let ten = calculate(&items(&["36.00"], "5.5"), EUR, Method::EN16931).unwrap();
    assert_eq!(ten.gross, eur(3798));
}

#[test]
fn rates_are_kept_apart_and_a_yen_has_no_cents() {
    let mixed = [("100", "19"), ("50", "7"), ("10", "19.0")].map(|(a, r)| TaxItem { amount: dec(a), rate: dec(r) });
    let result = calculate(&mixed, EUR, Method::EN16931).unwrap();
    let groups: Vec<(Decimal, i64, i64)> =
        result.groups.iter().map(|g| (g.rate, g.net.minor(), g.tax.minor())).collect();
    assert_eq!(groups, [(dec("7"), 5000, 350), (dec("19"), 11000, 2090)]);
    let yen = calculate(&items(&["105"], "8"), Currency::JPY, Method::EN16931).unwrap();
    assert_eq!((yen.tax.minor(), yen.gross.minor()), (8, 113));
}

#[test]
fn impossible_rates_and_empty_documents_are_refused() {
    assert_eq!(calculate(&[], EUR, Method::EN16931), Err(TaxError::NoItems));
    for rate in ["-1", "100.01"] {
        let refused = calculate(&items(&["1"], rate), EUR, Method::EN16931);
        assert_eq!(refused, Err(TaxError::BadRate(dec(rate))));
    }
}

/// Country, day, rates in force for purchases at a positive rate.
#[test]
fn rates_follow_the_calendar() {
    let rows = [
        ("DE", "2020-06-30", "19 7"),
        ("DE", "2020-07-01", "16 5"),
        ("DE", "2025-01-01", "19 7"),
        ("GB", "2025-01-01", "20 5"),
        ("GB", "2009-06-01", "15 5"),
        ("FR", "2025-01-01", "20 10 5.5 2.1"),
        ("FR", "2013-12-31", "19.6 7 5.5 2.1"),
        ("ES", "2025-01-01", "21 10 4"),
        ("IT", "2025-01-01", "22 10 5 4"),
        ("NL", "2025-01-01", "21 9"),
        ("NL", "2018-12-31", "21 6"),
        ("PT", "2025-01-01", "23 13 6"),
        ("AT", "2025-01-01", "20 13 10"),
        ("BE", "2025-01-01", "21 12 6"),
        ("CH", "2023-12-31", "7.7 3.7 2.5"),
        ("CH", "2025-01-01", "8.1 3.8 2.6"),
        ("MY", "2017-05-01", "6"),
        ("MY", "2025-01-01", "10 8 6 5"),
        ("US", "2025-01-01", ""),
    ];
    for (country, on, expected) in rows {
        let found = codes_on(country, day(on));
        let rated = |c: &&crate::TaxCode| matches!(c.treatment, Treatment::Standard | Treatment::Reduced);
        let mut rates: Vec<Decimal> =
            found.iter().filter(|c| c.kind == TaxKind::Input).filter(rated).map(|c| c.rate).collect();
        rates.sort_by(|a, b| b.cmp(a));
        let text = rates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(text, expected, "{country} on {on}");
    }
}

#[test]
fn every_country_gives_codes_that_are_unique_and_reads_its_own_table() {
    for place in jurisdictions() {
        let mut all: Vec<(String, i32)> = codes(place.code).iter().map(|c| (c.code.clone(), c.version)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{}", place.code);
        assert!(crate::charts::template(place.chart).is_some(), "{} names the chart {}", place.code, place.chart);
        assert!(Currency::from_code(place.currency).is_ok(), "{}", place.code);
    }
    assert!(jurisdiction("de").is_some_and(|j| j.eu));
    assert!(codes("XX").is_empty());
}

#[test]
fn a_rate_that_came_back_is_one_code_in_versions() {
    let spans: Vec<(i32, Option<jiff::civil::Date>, Option<jiff::civil::Date>)> =
        codes("DE").into_iter().filter(|c| c.code == "I19").map(|c| (c.version, c.valid_from, c.valid_to)).collect();
    assert_eq!(
        spans,
        [(1, Some(day("2007-01-01")), Some(day("2020-06-30"))), (2, Some(day("2021-01-01")), None)],
        "19 % was suspended in the second half of 2020"
    );
    for place in jurisdictions() {
        for code in codes(place.code) {
            let twice = codes(place.code).into_iter().filter(|c| c.code == code.code && c.version != code.version).any(
                |other| {
                    let starts_before_end = |a: &crate::TaxCode, b: &crate::TaxCode| {
                        b.valid_to.is_none_or(|end| a.valid_from.is_none_or(|from| from <= end))
                    };
                    starts_before_end(&code, &other) && starts_before_end(&other, &code)
                },
            );
            assert!(!twice, "{} {} is in force twice on one day", place.code, code.code);
        }
    }
}

/// Code, net, tax on the document; then deducted, owed, part of the cost.
#[test]
fn what_each_treatment_posts() {
    let rows = [
        ("DE", "I19", 10000, 1900, 1900, 0, 0),
        ("DE", "O19", 10000, 1900, 0, 1900, 0),
        ("DE", "IRC", 10000, 0, 1900, 1900, 0),
        ("DE", "IEU", -10000, 0, -1900, -1900, 0),
        ("DE", "OEU", 10000, 0, 0, 0, 0),
        ("DE", "IEX", 10000, 0, 0, 0, 0),
        ("MY", "I8N", 10000, 800, 0, 0, 800),
        ("MY", "I6", 10000, 600, 600, 0, 0),
    ];
    for (country, code, net, charged, input, output, cost) in rows {
        let code = codes(country).into_iter().find(|c| c.code == code).unwrap();
        let legs = code.legs(eur(net), eur(charged), Rounding::default()).unwrap();
        assert_eq!((legs.input, legs.output, legs.cost), (eur(input), eur(output), eur(cost)), "{}", code.code);
    }
}

fn any_items() -> impl Strategy<Value = Vec<TaxItem>> {
    let rate = prop::sample::select(vec!["0", "2.1", "5", "5.5", "7", "8.1", "19", "20", "25.5"]);
    let item = (-10_000_000_i64..10_000_000, 0_u32..5, rate)
        .prop_map(|(units, scale, rate)| TaxItem { amount: Decimal::new(units, scale), rate: dec(rate) });
    prop::collection::vec(item, 1..12)
}

fn any_method() -> impl Strategy<Value = Method> {
    (
        prop::sample::select(vec![Basis::Net, Basis::Gross]),
        prop::sample::select(vec![Scope::PerLine, Scope::PerRate, Scope::PerDocument]),
        prop::sample::select(vec![LineAmounts::Exact, LineAmounts::Rounded]),
        prop::sample::select(vec![Rounding::HalfAwayFromZero, Rounding::HalfEven, Rounding::TowardsZero]),
    )
        .prop_map(|(basis, scope, lines, rounding)| Method { basis, scope, lines, rounding })
}

proptest! {
    #[test]
    fn tax_always_adds_up(items in any_items(), method in any_method()) {
        let result = calculate(&items, EUR, method).unwrap();
        let sum = |amounts: Vec<Amount>| Amount::sum(EUR, amounts).unwrap();
        prop_assert_eq!(result.net.checked_add(result.tax).unwrap(), result.gross);
        prop_assert_eq!(sum(result.groups.iter().map(|g| g.net).collect()), result.net);
        prop_assert_eq!(sum(result.groups.iter().map(|g| g.tax).collect()), result.tax);
        prop_assert_eq!(sum(result.lines.iter().map(|l| l.net).collect()), result.net);
        prop_assert_eq!(sum(result.lines.iter().map(|l| l.tax).collect()), result.tax);
        prop_assert_eq!(result.lines.len(), items.len());
    }

    /// With tax inside, rounding never changes what the customer pays.
    #[test]
    fn gross_is_fixed(cents in prop::collection::vec(1_i64..1_000_000, 1..8), scope_number in 0..3) {
        let scope = [Scope::PerLine, Scope::PerRate, Scope::PerDocument][usize::try_from(scope_number).unwrap()];
        let items: Vec<TaxItem> =
            cents.iter().map(|c| TaxItem { amount: Decimal::new(*c, 2), rate: dec("7") }).collect();
        let result = calculate(&items, EUR, method(Basis::Gross, scope, LineAmounts::Exact)).unwrap();
        prop_assert_eq!(result.gross.minor(), cents.iter().sum::<i64>());
    }

    /// A credit note over the same items nets an invoice to exactly nothing.
    #[test]
    fn a_credit_mirrors_its_invoice(items in any_items(), method in any_method()) {
        let turned: Vec<TaxItem> = items.iter().map(|i| TaxItem { amount: -i.amount, ..*i }).collect();
        let (invoice, credit) = (calculate(&items, EUR, method).unwrap(), calculate(&turned, EUR, method).unwrap());
        prop_assert_eq!(invoice.net.minor() + credit.net.minor(), 0);
        prop_assert_eq!(invoice.tax.minor() + credit.tax.minor(), 0);
    }
}
