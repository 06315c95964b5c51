use books::{Entry, Header, Line, TaxFact, TaxPart};
use ledger::{ItemRef, NewEntry};
use manual::Submitted;
use money::Currency;

use super::{BANK, Desk, OUTPUT_TAX, RECEIVABLE, SALES, code, day, eur, usd};
use crate::{Allocated, NewMatch, NewPayment, Side, Taking, Wanted};

#[tokio::test]
async fn a_payment_settles_what_it_names_in_one_commit() {
    let desk = Desk::new().await;
    let customer = desk.contact("Adler").await;
    let first = desk.invoice(customer, "R-1", ("2026-04-01", "2026-04-30"), 100_00).await;
    let second = desk.invoice(customer, "R-2", ("2026-04-02", "2026-05-01"), 50_00).await;
    let new = desk.payment(Side::Receivable, "2026-05-04", eur(120_00), &[(first, eur(100_00)), (second, eur(20_00))]);
    let preview = desk.trade.preview(&desk.op, desk.entity, &new).await.expect("looked at");
    assert_eq!((preview.lines.len(), preview.left, preview.waits), (3, eur(0), false));
    assert_eq!(desk.open(Side::Receivable, "2026-05-04").await.len(), 2, "looking changes nothing");
    let keyed = NewPayment { idempotency_key: Some("once".to_owned()), ..new };
    let posted = desk.pays(&keyed).await;
    assert!(desk.pays(&keyed).await.repeated, "the same key pays once");
    assert_eq!(desk.open(Side::Receivable, "2026-05-04").await, [("R-2".to_owned(), eur(30_00))]);
    assert_eq!(desk.balance(BANK, "2026-05-04").await, 120_00);
    let entry = ledger::entry(&desk.world.db, &desk.op, posted.entry).await.expect("read");
    assert_eq!((entry.party, entry.text.as_str()), (Some(customer), "Payment received: Adler"));
    let detail = crate::item(&desk.world.db, &desk.op, desk.entity, first, day("2026-06-30")).await.expect("told");
    assert!(detail.item.open.is_zero());
    let [settled] = &detail.settlements[..] else { panic!("{detail:?}") };
    assert_eq!((settled.amount, settled.other.entry, settled.undone), (eur(100_00), posted.entry, false));
    desk.assert_tied("2026-05-04").await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_name() {
    let desk = Desk::new().await;
    let (customer, supplier) = (desk.contact("Adler").await, desk.contact("Brandt").await);
    let invoice = desk.invoice(customer, "R-1", ("2026-04-01", "2026-04-30"), 100_00).await;
    let bill = desk.bill(supplier, "B-1", ("2026-04-01", "2026-04-30"), 70_00).await;
    let pay = |amount, settles: &[_]| desk.payment(Side::Receivable, "2026-05-04", amount, settles);
    let unknown = ItemRef { line: 9, ..invoice };
    for (what, new, expected) in [
        ("nothing moved", pay(eur(0), &[]), "trade.nothing_moved"),
        ("more than is open", pay(eur(101_00), &[(invoice, eur(101_00))]), "trade.more_than_open"),
        ("the wrong way", pay(eur(100_00), &[(invoice, eur(-100_00))]), "trade.more_than_open"),
        ("more than was paid", pay(eur(99_00), &[(invoice, eur(100_00))]), "trade.more_than_paid"),
        ("nobody's advance", pay(eur(5_00), &[]), "trade.left_over"),
        ("an item of the other side", pay(eur(70_00), &[(bill, eur(70_00))]), "trade.other_side"),
        ("an item twice", pay(eur(20_00), &[(invoice, eur(10_00)), (invoice, eur(10_00))]), "trade.twice"),
        ("no item", pay(eur(5_00), &[(unknown, eur(5_00))]), "trade.unknown_item"),
        ("in another currency", pay(eur(5_00), &[(invoice, usd(5_00))]), "trade.wrong_currency"),
        ("no rate", pay(usd(5_00), &[(invoice, eur(5_00))]), "ledger.no_rate"),
        (
            "no place for money",
            NewPayment { account: desk.account(SALES), ..pay(eur(5_00), &[(invoice, eur(5_00))]) },
            "trade.not_money",
        ),
    ] {
        assert_eq!(desk.refused(&new).await, expected, "{what}");
    }
    assert_eq!(desk.balance(BANK, "2026-06-30").await, 0);
}

/// 119.00 with 3 % early discount: the tax return is corrected by 3.00 of turnover and 0.57 of tax.
#[tokio::test]
async fn an_early_discount_corrects_turnover_and_tax() {
    let desk = Desk::new().await;
    let customer = desk.contact("Adler").await;
    let fact = |part| Some(TaxFact::new("O19", part));
    let lines = vec![
        Line { party: Some(customer), ..Line::plain(desk.account(RECEIVABLE), eur(119_00)) },
        Line { tax: fact(TaxPart::Base), ..Line::plain(desk.account(SALES), eur(-100_00)) },
        Line { tax: fact(TaxPart::Tax), ..Line::plain(desk.account(OUTPUT_TAX), eur(-19_00)) },
    ];
    let entry = Entry::new(Header::new(day("2026-05-04"), "goods"), Currency::EUR, lines).expect("balanced");
    let posted =
        ledger::post(&desk.world.db, &desk.op, &NewEntry::new(desk.entity, "SAL", entry)).await.expect("posted");
    let item = ItemRef { entry: posted.entry, line: 1 };
    let taking = Taking { item, amount: eur(119_00), discount: Some(eur(3_57)), write_off: None };
    let new = NewPayment { settles: vec![taking], ..desk.payment(Side::Receivable, "2026-05-10", eur(115_43), &[]) };
    let paid = desk.pays(&new).await;
    assert_eq!(desk.balance(SALES, "2026-05-10").await, -97_00);
    assert_eq!(desk.balance(OUTPUT_TAX, "2026-05-10").await, -18_43);
    let view = ledger::entry(&desk.world.db, &desk.op, paid.entry).await.expect("read");
    let tax = view.lines.iter().find_map(|l| l.tax.as_ref().filter(|t| t.part == TaxPart::Tax)).expect("a tax line");
    assert_eq!((tax.base, tax.point), (Some(eur(3_00)), Some(day("2026-05-10"))));
    assert!(desk.open(Side::Receivable, "2026-05-10").await.is_empty());
    desk.assert_tied("2026-05-10").await;
}

/// A bill of 1,000 dollars at 0.83, paid in two parts at 0.85 and 0.80 from a euro account, with a fee.
#[tokio::test]
async fn a_foreign_bill_is_paid_in_parts_and_leaves_nothing() {
    let desk = Desk::new().await;
    let supplier = desk.contact("Acme Inc").await;
    let bill = desk.item(Side::Payable, supplier, "A-1", ("2026-04-01", "2026-04-30"), usd(1_000_00), 830_00).await;
    let first = NewPayment {
        fee: Some(eur(5_00)),
        ..desk.payment(Side::Payable, "2026-05-04", eur(345_00), &[(bill, usd(400_00))])
    };
    let preview = desk.trade.preview(&desk.op, desk.entity, &first).await.expect("looked at");
    assert_eq!(preview.gain, eur(-8_00), "340.00 for what was booked at 332.00");
    desk.pays(&first).await;
    desk.assert_tied("2026-05-04").await;
    desk.pays(&desk.payment(Side::Payable, "2026-06-01", eur(480_00), &[(bill, usd(600_00))])).await;
    desk.assert_tied("2026-06-01").await;
    assert_eq!(desk.balance(super::PAYABLE, "2026-06-01").await, 0, "a foreign balance of zero is worth nothing");
    assert_eq!(desk.balance(BANK, "2026-06-01").await, -345_00 - 480_00);
}

#[tokio::test]
async fn an_advance_is_matched_later_and_that_can_be_taken_back() {
    let desk = Desk::new().await;
    let customer = desk.contact("Adler").await;
    let advance = NewPayment { party: Some(customer), ..desk.payment(Side::Receivable, "2026-04-01", eur(60_00), &[]) };
    let advance = ItemRef { entry: desk.pays(&advance).await.entry, line: 2 };
    let invoice = desk.invoice(customer, "R-1", ("2026-05-01", "2026-05-31"), 100_00).await;
    let one = NewMatch { debit: invoice, credit: advance, amount: eur(60_00) };
    let on = day("2026-05-02");
    let allocate = async |one| desk.trade.allocate(&desk.op, desk.entity, &[one], on).await;
    assert_eq!(code(allocate(NewMatch { amount: eur(60_01), ..one }).await), "trade.no_match");
    assert_eq!(code(allocate(NewMatch { debit: advance, credit: invoice, ..one }).await), "trade.no_match");
    let Allocated::Matched(ids) = allocate(one).await.expect("matched") else { panic!("one rate") };
    assert_eq!(desk.open(Side::Receivable, "2026-05-02").await, [("R-1".to_owned(), eur(40_00))]);
    ledger::undo_allocation(&desk.world.db, &desk.op, desk.entity, ids[0], day("2026-05-03"), "wrong")
        .await
        .expect("undone");
    let open = desk.open(Side::Receivable, "2026-05-03").await;
    assert_eq!(open, [(String::new(), eur(-60_00)), ("R-1".to_owned(), eur(100_00))]);
    let detail = crate::item(&desk.world.db, &desk.op, desk.entity, invoice, day("2026-06-30")).await.expect("told");
    let amounts: Vec<_> = detail.settlements.iter().map(|s| (s.amount, s.undone)).collect();
    assert_eq!(amounts, [(eur(60_00), true), (eur(-60_00), false)]);
}

/// An advance of 100 dollars at 0.90 and an invoice of 100 dollars at 0.85: matching them is a gain of 5.00.
#[tokio::test]
async fn items_of_two_rates_are_cleared_with_the_difference() {
    let desk = Desk::new().await;
    let customer = desk.contact("Acme Inc").await;
    desk.dollar("2026-04-01", "0.9").await;
    let advance =
        NewPayment { party: Some(customer), ..desk.payment(Side::Receivable, "2026-04-01", usd(100_00), &[]) };
    let advance = ItemRef { entry: desk.pays(&advance).await.entry, line: 2 };
    let dates = ("2026-05-01", "2026-05-31");
    let invoice = desk.item(Side::Receivable, customer, "R-1", dates, usd(100_00), 85_00).await;
    let one = NewMatch { debit: invoice, credit: advance, amount: usd(100_00) };
    let cleared = desk.trade.allocate(&desk.op, desk.entity, &[one], day("2026-05-02")).await.expect("cleared");
    assert!(matches!(cleared, Allocated::Cleared(Submitted::Posted(_))), "{cleared:?}");
    assert!(desk.open(Side::Receivable, "2026-05-02").await.is_empty());
    assert_eq!(desk.balance(RECEIVABLE, "2026-05-02").await, 0);
    desk.assert_tied("2026-05-01").await;
    desk.assert_tied("2026-05-02").await;
}

#[tokio::test]
async fn a_payment_above_the_limit_waits_and_settles_nothing_until_then() {
    let desk = Desk::new().await;
    let customer = desk.contact("Adler").await;
    let invoice = desk.invoice(customer, "R-1", ("2026-04-01", "2026-04-30"), 50_000_00).await;
    let new = desk.payment(Side::Receivable, "2026-05-04", eur(50_000_00), &[(invoice, eur(50_000_00))]);
    let waits = desk.trade.pay(&desk.op, desk.entity, &new).await.expect("taken");
    assert!(matches!(waits, Submitted::Waits(_)), "{waits:?}");
    assert_eq!(desk.open(Side::Receivable, "2026-05-04").await, [("R-1".to_owned(), eur(50_000_00))]);
}

#[tokio::test]
async fn a_payment_is_suggested_for_what_it_names_fits_or_is_oldest() {
    let desk = Desk::new().await;
    let (one, two) = (desk.contact("Adler").await, desk.contact("Brandt").await);
    desk.invoice(one, "RE-2026/017", ("2026-04-01", "2026-04-30"), 100_00).await;
    desk.invoice(one, "RE-2026/018", ("2026-04-02", "2026-05-02"), 100_00).await;
    desk.invoice(one, "RE-2026/0181", ("2026-04-03", "2026-05-03"), 55_00).await;
    desk.invoice(two, "9", ("2026-04-04", "2026-05-04"), 77_00).await;
    for (what, party, cents, text, expected, left) in [
        (
            "the number in the text, spaced otherwise",
            None,
            100_00,
            "Rechnung RE 2026 018 danke",
            vec![("RE-2026/018", 100_00)],
            0,
        ),
        (
            "two numbers",
            None,
            155_00,
            "RE-2026/017, RE-2026/0181",
            vec![("RE-2026/017", 100_00), ("RE-2026/0181", 55_00)],
            0,
        ),
        ("the only item of that amount", None, 77_00, "", vec![("9", 77_00)], 0),
        ("nothing certain without a contact", None, 100_00, "danke", vec![], 100_00),
        ("the oldest of that amount", Some(one), 100_00, "", vec![("RE-2026/017", 100_00)], 0),
        (
            "everything",
            Some(one),
            255_00,
            "",
            vec![("RE-2026/017", 100_00), ("RE-2026/018", 100_00), ("RE-2026/0181", 55_00)],
            0,
        ),
        (
            "the oldest ones, the last in part",
            Some(one),
            130_00,
            "",
            vec![("RE-2026/017", 100_00), ("RE-2026/018", 30_00)],
            0,
        ),
        ("more than is open", Some(two), 80_00, "", vec![("9", 77_00)], 3_00),
    ] {
        let wanted = Wanted {
            side: Side::Receivable,
            amount: eur(cents),
            party,
            text: Some(text.to_owned()),
            on: day("2026-06-30"),
        };
        let found = crate::suggest(&desk.world.db, &desk.op, desk.entity, &wanted).await.expect("suggested");
        let settles: Vec<(String, i64)> =
            found.settles.into_iter().map(|s| (s.item.reference.expect("one"), s.amount.minor())).collect();
        let expected: Vec<(String, i64)> = expected.into_iter().map(|(name, cents)| (name.to_owned(), cents)).collect();
        assert_eq!((settles, found.left), (expected, eur(left)), "{what}");
    }
}
