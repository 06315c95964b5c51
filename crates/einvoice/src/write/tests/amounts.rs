use money::{Amount, Currency};

use super::{change, decimal, euro, german, line};
use crate::write::place::spoken;
use crate::write::{AllowanceCharge, Outgoing, Share, Totals, Vat, VatCategory, line_amounts, totals};

fn ok(outgoing: &Outgoing) -> Totals {
    totals(outgoing).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn totals_follow_the_rules_of_the_standard() {
    let mut invoice = german();
    invoice.prepaid = Some(euro("50.00"));
    invoice.rounding = Some(euro("-0.02"));
    // 12.5 × 7.99 = 99.875, rounded 99.88; less 4.88.
    assert_eq!(line_amounts(&invoice), Ok(vec![euro("95.00"), euro("99.90")]));
    let sums = ok(&invoice);
    let shown = [sums.lines, sums.allowances, sums.charges, sums.net, sums.tax, sums.gross, sums.prepaid, sums.due];
    let expected = ["194.90", "9.50", "5.90", "191.30", "24.36", "215.66", "50.00", "165.64"].map(euro);
    assert_eq!(shown, expected);
    let groups: Vec<_> = sums.breakdown.iter().map(|group| (group.rate, group.base, group.tax)).collect();
    let full = (decimal("19"), euro("91.40"), euro("17.37"));
    assert_eq!(groups, [full, (decimal("7"), euro("99.90"), euro("6.99"))]);
}

#[test]
fn vat_is_rounded_once_for_each_rate_and_a_price_may_be_for_many() {
    let mut invoice = german();
    (invoice.allowances, invoice.charges) = (Vec::new(), Vec::new());
    let vat = || Vat::standard(decimal("19"));
    // Three lines of 0.33 would each round to 0.06 of tax; together they bear 0.19.
    invoice.lines = ["1", "2", "3"].map(|id| line(id, "Stift", "1", "0.33", vat())).to_vec();
    assert_eq!(ok(&invoice).tax, euro("0.19"));
    let mut screws = line("1", "Schrauben", "2500", "1.955", vat());
    screws.price.base_quantity = decimal("1000");
    invoice.lines = vec![screws];
    assert_eq!(line_amounts(&invoice), Ok(vec![euro("4.89")]));
    // Half a cent goes away from zero on both sides.
    invoice.lines = vec![line("1", "Retoure", "-1", "0.125", vat())];
    assert_eq!(line_amounts(&invoice), Ok(vec![euro("-0.13")]));
}

#[test]
fn rates_that_are_equal_make_one_group_and_categories_without_vat_have_none() {
    let mut invoice = german();
    (invoice.allowances, invoice.charges) = (Vec::new(), Vec::new());
    let exempt = Vat { rate: decimal("19"), ..Vat::untaxed(VatCategory::Exempt) };
    invoice.lines = vec![
        line("1", "a", "1", "10", Vat::standard(decimal("19"))),
        line("2", "b", "1", "10", Vat::standard(decimal("19.00"))),
        line("3", "c", "1", "10", exempt),
    ];
    let groups: Vec<_> = ok(&invoice).breakdown.iter().map(|group| (group.base, group.tax)).collect();
    assert_eq!(groups, [(euro("20.00"), euro("3.80")), (euro("10.00"), euro("0.00"))]);
}

type Change = (&'static str, fn(&mut Totals), Option<&'static str>);

#[test]
fn stated_totals_are_taken_if_they_add_up() {
    let cases: [Change; 9] = [
        ("as worked out", |_| {}, None),
        ("tax rounded line by line", |t| shift_tax(t, 1, true), None),
        ("tax off by more than rounding", |t| shift_tax(t, 3, true), Some("einvoice.write.total")),
        ("tax moved, total not", |t| shift_tax(t, 1, false), Some("einvoice.write.total")),
        ("wrong sum of the lines", |t| t.lines = euro("1.00"), Some("einvoice.write.total")),
        ("wrong amount due", |t| t.due = euro("1.00"), Some("einvoice.write.total")),
        ("another base", |t| t.breakdown[1].base = euro("99.89"), Some("einvoice.write.total")),
        ("a group left out", |t| t.breakdown.truncate(1), Some("einvoice.write.groups")),
        ("another currency", |t| t.net = Amount::new(191_30, Currency::USD), Some("einvoice.write.currency")),
    ];
    for (case, change, code) in cases {
        let mut invoice = german();
        let mut stated = ok(&invoice);
        change(&mut stated);
        invoice.stated = Some(stated.clone());
        match (totals(&invoice), code) {
            (Ok(taken), None) => assert_eq!(taken, stated, "{case}"),
            (result, code) => assert_eq!(result.err().map(|error| error.code()), code, "{case}"),
        }
    }
}

/// Moves the tax of the first group, and the totals with it or not.
fn shift_tax(totals: &mut Totals, cents: i64, all: bool) {
    let moved = |amount: Amount| Amount::new(amount.minor() + cents, Currency::EUR);
    totals.breakdown[0].tax = moved(totals.breakdown[0].tax);
    if all {
        (totals.tax, totals.gross, totals.due) = (moved(totals.tax), moved(totals.gross), moved(totals.due));
    }
}

#[test]
fn amounts_that_cannot_be_are_refused_with_their_place() {
    let dinar = Currency::from_code("KWD").expect("a currency");
    let too_much = "999999999999999999";
    let cases: [(&str, fn(&mut Outgoing), &str, &str); 7] = [
        (
            "no quantity for the price",
            |i| i.lines[0].price.base_quantity = decimal("0"),
            "base_quantity",
            "lines[0].price.base_quantity",
        ),
        ("a line stated wrongly", |i| i.lines[1].net = Some(euro("99.93")), "line_amount", "lines[1].net"),
        (
            "a percentage that makes another amount",
            |i| i.allowances[0].item.amount = euro("9.53"),
            "share",
            "allowances[0]",
        ),
        ("dollars paid on euros", |i| i.prepaid = Some(Amount::new(1, Currency::USD)), "currency", "prepaid"),
        (
            "an allowance in dollars",
            |i| i.lines[0].allowances[0].amount = Amount::new(1, Currency::USD),
            "currency",
            "lines[0].allowances[0]",
        ),
        ("more than can be counted", |i| i.lines[0].quantity = decimal("999999999999999999"), "too_large", "lines[0]"),
        (
            "three decimals",
            |i| i.accounting_tax = Some(Amount::new(1001, Currency::from_code("KWD").expect("known"))),
            "too_fine",
            "accounting_tax",
        ),
    ];
    assert_eq!((dinar.exponent(), too_much.len()), (3, 18));
    for (case, change, code, place) in cases {
        let mut invoice = german();
        change(&mut invoice);
        let error = totals(&invoice).expect_err(case);
        assert_eq!((error.code(), error.place()), (format!("einvoice.write.{code}").as_str(), place), "{case}");
    }
}

#[test]
fn a_stated_line_may_be_off_by_the_rounding_of_its_price() {
    let mut invoice = german();
    invoice.lines[1].net = Some(euro("99.92"));
    assert_eq!(line_amounts(&invoice).map(|amounts| amounts[1]), Ok(euro("99.92")));
    let share = Share { percent: decimal("33.3333"), base: euro("100.00") };
    invoice.lines[1].charges = vec![AllowanceCharge { share: Some(share), ..change("33.33", "Eilzuschlag") }];
    invoice.lines[1].net = None;
    assert_eq!(line_amounts(&invoice).map(|amounts| amounts[1]), Ok(euro("133.23")));
}

#[test]
fn places_are_told_as_people_say_them() {
    let cases = [
        ("lines[0].allowances[1]", "line 1, allowance 2"),
        ("lines[11].net", "line 12, net amount"),
        ("lines[0].price.base_quantity", "line 1, base quantity"),
        ("charges[0].item", "charge 1"),
        ("delivery.period", "delivery, period"),
        ("prepaid", "the prepaid amount"),
    ];
    for (path, words) in cases {
        assert_eq!(spoken(path), words);
    }
    let mut invoice = german();
    invoice.lines[1].net = Some(euro("1.00"));
    let told = totals(&invoice).map_err(|error| error.to_string());
    let expected =
        "line 2, net amount is 1.00 EUR, quantity times price with charges and without allowances makes 99.90 EUR";
    assert_eq!(told, Err(expected.to_owned()));
}
