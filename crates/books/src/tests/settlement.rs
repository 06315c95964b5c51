//! Payments as a bookkeeper books them. Debit positive: what customers owe is positive, what suppliers are owed negative.

use money::{Amount, Currency, Rate};
use proptest::prelude::*;
use uuid::Uuid;

use super::{EUR, USD, eur, usd};
use crate::fx::Position;
use crate::settlement::{Accounts, Fee, Moved, OnAccount, Payment, Settled, SettlementError, Taken, settle};
use crate::{AccountId, EntryKind, Header, Line, TaxFact, TaxPart};

const fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}
const BANK: AccountId = account(1);
const OWED: AccountId = account(2);
const FEES: AccountId = account(3);
const EXCHANGE: AccountId = account(4);
const GAIN: AccountId = account(5);
const LOSS: AccountId = account(6);
const WRITE_OFF: AccountId = account(7);
const SALES: AccountId = account(8);
const TAX: AccountId = account(9);

fn item(amount: Amount, base: Amount) -> Taken {
    let none = Amount::zero(amount.currency());
    Taken {
        account: OWED,
        party: None,
        whole: Position { amount, base },
        open: amount,
        amount,
        discount: none,
        write_off: none,
        document: Vec::new(),
        memo: String::new(),
    }
}

fn payment(base: Currency, amount: Amount, rate: Option<&str>, taken: Vec<Taken>) -> Payment {
    let accounts =
        Accounts { exchange: Some(EXCHANGE), gain: Some(GAIN), loss: Some(LOSS), write_off: Some(WRITE_OFF) };
    let rate = rate.map(|rate| (rate.parse::<Rate>().expect("a rate"), None));
    Payment {
        header: Header::new("2025-06-30".parse().expect("a day"), "payment"),
        base,
        moved: Moved { account: BANK, amount, rate },
        taken,
        fee: None,
        on_account: Some(OnAccount { account: OWED, party: None }),
        accounts,
    }
}

/// Account and base value in minor units, in the order of the lines.
fn booked(settled: &Settled) -> Vec<(AccountId, i64)> {
    settled.entry.lines().iter().map(|line| (line.account, line.base.minor())).collect()
}

fn done(payment: &Payment) -> Settled {
    settle(payment).expect("settled")
}

#[test]
fn a_customer_pays_an_invoice() {
    let settled = done(&payment(EUR, eur(119_00), None, vec![item(eur(119_00), eur(119_00))]));
    assert_eq!(booked(&settled), [(BANK, 119_00), (OWED, -119_00)]);
    assert_eq!((settled.lines, settled.entry.header().kind), (vec![2], EntryKind::Settlement));
    assert!(settled.gain.is_zero() && settled.left.is_zero());
}

#[test]
fn what_is_paid_beyond_the_items_stays_on_account() {
    let settled = done(&payment(EUR, eur(150_00), None, vec![item(eur(119_00), eur(119_00))]));
    assert_eq!(booked(&settled), [(BANK, 150_00), (OWED, -119_00), (OWED, -31_00)]);
    assert_eq!(settled.left, eur(31_00));
    let nobody = Payment { on_account: None, ..payment(EUR, eur(150_00), None, vec![item(eur(119_00), eur(119_00))]) };
    assert_eq!(settle(&nobody), Err(SettlementError::LeftOver { left: eur(31_00) }));
}

#[test]
fn items_take_no_more_than_was_paid() {
    let short = payment(EUR, eur(100_00), None, vec![item(eur(119_00), eur(119_00))]);
    assert_eq!(settle(&short), Err(SettlementError::MoreThanPaid { missing: eur(19_00) }));
    let wrong_way = payment(EUR, eur(-119_00), None, vec![item(eur(119_00), eur(119_00))]);
    assert!(matches!(settle(&wrong_way), Err(SettlementError::OppositeDirections { .. })));
    let greedy = Taken { amount: eur(120_00), ..item(eur(119_00), eur(119_00)) };
    let refused = settle(&payment(EUR, eur(120_00), None, vec![greedy]));
    assert_eq!(refused, Err(SettlementError::MoreThanOpen { item: 1, amount: eur(120_00), open: eur(119_00) }));
}

/// An invoice of 119.00 with 3 % early discount: 115.43 come in, 3.00 of income and 0.57 of tax are taken back.
#[test]
fn an_early_discount_takes_back_its_share_of_the_tax() {
    let tax = |part| Some(TaxFact::new("S19", part));
    let document = vec![
        Line { tax: tax(TaxPart::Base), ..Line::plain(SALES, eur(-100_00)) },
        Line {
            tax: Some(TaxFact { base: Some(eur(-100_00)), ..TaxFact::new("S19", TaxPart::Tax) }),
            ..Line::plain(TAX, eur(-19_00))
        },
    ];
    let taken = Taken { discount: eur(3_57), document, ..item(eur(119_00), eur(119_00)) };
    let settled = done(&payment(EUR, eur(115_43), None, vec![taken]));
    assert_eq!(booked(&settled), [(BANK, 115_43), (OWED, -119_00), (SALES, 3_00), (TAX, 57)]);
    let fact = settled.entry.lines()[3].tax.as_ref().expect("a tax line");
    assert_eq!((fact.base, fact.point), (Some(eur(3_00)), Some("2025-06-30".parse().expect("a day"))));
}

/// Under reverse charge the discount moves no money of the tax, and both legs of it are corrected.
#[test]
fn a_discount_under_reverse_charge_corrects_both_legs() {
    let leg = |cents| Line { tax: Some(TaxFact::new("RC", TaxPart::Tax)), ..Line::plain(TAX, eur(cents)) };
    let document = vec![Line::plain(SALES, eur(1_000_00)), leg(190_00), leg(-190_00)];
    let taken = Taken { discount: eur(-20_00), document, ..item(eur(-1_000_00), eur(-1_000_00)) };
    let settled = done(&payment(EUR, eur(-980_00), None, vec![taken]));
    assert_eq!(booked(&settled), [(BANK, -980_00), (OWED, 1_000_00), (SALES, -20_00), (TAX, -3_80), (TAX, 3_80)]);
}

#[test]
fn the_bank_keeps_its_fee_back() {
    let fee = Some(Fee { account: FEES, amount: eur(2_50) });
    let settled = done(&Payment { fee, ..payment(EUR, eur(116_50), None, vec![item(eur(119_00), eur(119_00))]) });
    assert_eq!(booked(&settled), [(BANK, 116_50), (FEES, 2_50), (OWED, -119_00)]);
    let settled = done(&Payment { fee, ..payment(EUR, eur(-121_50), None, vec![item(eur(-119_00), eur(-119_00))]) });
    assert_eq!(booked(&settled), [(BANK, -121_50), (FEES, 2_50), (OWED, 119_00)]);
}

/// A bill of 1,000 dollars booked at 0.83; 400 of them paid from a dollar account at 0.85: a loss of 8.00.
#[test]
fn a_foreign_bill_paid_in_part_in_its_own_currency() {
    let taken = Taken { amount: usd(-400_00), ..item(usd(-1_000_00), eur(-830_00)) };
    let settled = done(&payment(EUR, usd(-400_00), Some("0.85"), vec![taken]));
    assert_eq!(booked(&settled), [(BANK, -340_00), (OWED, 332_00), (LOSS, 8_00)]);
    assert_eq!(settled.gain, eur(-8_00));
}

/// The same bill paid whole from a euro account: the bank says what it took, the fee apart, the rest is exchange.
#[test]
fn a_foreign_bill_paid_from_an_account_in_the_base_currency_with_a_fee() {
    let fee = Some(Fee { account: FEES, amount: eur(5_00) });
    let bill = vec![item(usd(-1_000_00), eur(-830_00))];
    let settled = done(&Payment { fee, ..payment(EUR, eur(-850_00), None, bill) });
    let lines: Vec<_> = settled.entry.lines().iter().map(|l| (l.account, l.amount, l.base.minor())).collect();
    assert_eq!(
        lines,
        [
            (BANK, eur(-850_00), -850_00),
            (FEES, eur(5_00), 5_00),
            (OWED, usd(1_000_00), 830_00),
            (EXCHANGE, eur(845_00), 845_00),
            (EXCHANGE, usd(-1_000_00), -845_00),
            (LOSS, usd(0), 15_00),
        ]
    );
}

/// A customer owes 100.00 in the base currency and pays 120 dollars, worth 101.00 on the day.
#[test]
fn an_item_in_the_base_currency_paid_in_a_foreign_one() {
    let settled = done(&payment(EUR, usd(120_00), Some("0.841667"), vec![item(eur(100_00), eur(100_00))]));
    let lines: Vec<_> = settled.entry.lines().iter().map(|l| (l.account, l.amount)).collect();
    assert_eq!(
        lines,
        [
            (BANK, usd(120_00)),
            (OWED, eur(-100_00)),
            (EXCHANGE, usd(-120_00)),
            (EXCHANGE, eur(101_00)),
            (GAIN, eur(-1_00)),
        ]
    );
}

/// Reference vectors of realised differences: rupees at 83 and 85, kyat at two small rates.
#[test]
fn differences_are_neither_turned_round_nor_rounded_away() {
    let code = |code| Currency::from_code(code).expect("a currency");
    let inr = |minor| Amount::new(minor, code("INR"));
    let bill = Taken { amount: usd(-400_00), ..item(usd(-1_000_00), inr(-83_000_00)) };
    assert_eq!(done(&payment(code("INR"), usd(-400_00), Some("85"), vec![bill])).gain, inr(-800_00));
    let mmk = Amount::parse("1320000", code("MMK")).expect("kyat");
    let settled = done(&payment(USD, mmk, Some("0.000248756"), vec![item(mmk, usd(326_33))]));
    assert_eq!(settled.gain, usd(2_03));
}

#[test]
fn a_cent_that_is_missing_is_written_off() {
    let taken = Taken { write_off: eur(2), ..item(eur(119_00), eur(119_00)) };
    let settled = done(&payment(EUR, eur(118_98), None, vec![taken]));
    assert_eq!(booked(&settled), [(BANK, 118_98), (OWED, -119_00), (WRITE_OFF, 2)]);
}

#[test]
fn a_credit_note_is_netted_in_one_payment() {
    let items = vec![item(eur(-500_00), eur(-500_00)), item(eur(120_00), eur(120_00))];
    let settled = done(&payment(EUR, eur(-380_00), None, items));
    assert_eq!(booked(&settled), [(BANK, -380_00), (OWED, 500_00), (OWED, -120_00)]);
    assert_eq!(settled.lines, [2, 3]);
}

#[test]
fn an_advance_is_on_account_whole() {
    let settled = done(&payment(EUR, usd(-1_000_00), Some("0.9"), Vec::new()));
    assert_eq!(booked(&settled), [(BANK, -900_00), (OWED, 900_00)]);
    assert_eq!((settled.left, settled.entry.header().kind), (usd(-1_000_00), EntryKind::Ordinary));
}

proptest! {
    /// However a foreign item is paid in parts, at whatever rates: each entry balances, the item's value leaves to the
    /// last cent, and what the money was worth is that value and the differences.
    #[test]
    fn parts_of_a_payment_release_the_whole_value(
        parts in prop::collection::vec((1_i64..1_000_000, 20_000_i64..300_000), 1..8),
        value in 1_000_i64..300_000_000,
        owed in any::<bool>(),
    ) {
        let sign = if owed { -1 } else { 1 };
        let whole = parts.iter().map(|p| p.0).sum::<i64>() * sign;
        // a value far below or above the amount has parts that are worth nothing
        let value = (value % whole.abs() + whole.abs()) * sign;
        let mut open = usd(whole);
        let (mut released, mut gains, mut money) = (0, 0, 0);
        for (part, at) in parts {
            let rate = format!("{}.{:05}", at / 100_000, at % 100_000);
            let taken = Taken { amount: usd(part * sign), open, ..item(usd(whole), eur(value)) };
            let Ok(settled) = settle(&payment(EUR, usd(part * sign), Some(&rate), vec![taken])) else {
                // less than half a cent of base currency is no line
                prop_assume!(false);
                unreachable!()
            };
            released -= settled.entry.lines()[1].base.minor();
            money += settled.entry.lines()[0].base.minor();
            gains += settled.gain.minor();
            open = open.checked_sub(usd(part * sign)).unwrap();
        }
        prop_assert!(open.is_zero());
        prop_assert_eq!(released, value);
        prop_assert_eq!(money, value + gains);
    }

    /// A discount takes back no more and no less than itself, over any mix of lines and both legs of a reverse charge.
    #[test]
    fn a_discount_is_spread_to_the_cent(
        nets in prop::collection::vec(1_i64..10_000_000, 1..6),
        tax in 0_i64..1_000_000,
        legs in 0_i64..1_000_000,
        share in 1_i64..=1_000,
    ) {
        let mut document: Vec<Line> = nets.iter().map(|net| Line::plain(SALES, eur(-net))).collect();
        let others = [-tax, legs, -legs].into_iter().filter(|cents| *cents != 0);
        document.extend(others.map(|cents| Line::plain(TAX, eur(cents))));
        let whole = nets.iter().sum::<i64>() + tax;
        let discount = (whole * share / 1_000).max(1);
        let taken = Taken { discount: eur(discount), document, ..item(eur(whole), eur(whole)) };
        if discount == whole {
            return Ok(());
        }
        let settled = settle(&payment(EUR, eur(whole - discount), None, vec![taken])).unwrap();
        let back: i64 = settled.entry.lines()[2..].iter().map(|line| line.base.minor()).sum();
        prop_assert_eq!(back, discount);
    }
}
