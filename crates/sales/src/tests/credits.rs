use ledger::{ItemFilter, open_items};
use money::Currency;
use rust_decimal::Decimal;

use super::{Shop, codes, date, dec, eur, line, refused};
use crate::{State, TakenBack, copy, credit_note_of};

async fn credits(shop: &Shop, invoice: books::SaleId, wanted: &[TakenBack]) -> books::SaleId {
    let id = credit_note_of(&shop.world.db, &shop.op, shop.entity, invoice, wanted).await.expect("a draft");
    shop.tries_to_issue(&shop.op, id).await.expect("issued");
    id
}

fn part(line: u32, quantity: &str) -> TakenBack {
    TakenBack { line, quantity: Some(dec(quantity)) }
}

#[tokio::test]
async fn a_credit_note_of_the_whole_leaves_nothing_and_settles_the_invoice() {
    let shop = Shop::new().await;
    let invoice = shop.issues(shop.invoice(vec![line("3", "33.33", "O19"), line("1", "5.55", "O7")])).await;
    let note = credits(&shop, invoice, &[]).await;
    assert_eq!(shop.number(note).await, "CN-2026-0001");
    assert_eq!(shop.balances().await, []);
    let (invoice, note) = (shop.looks(invoice).await, shop.looks(note).await);
    assert_eq!(
        (invoice.sale.state, invoice.row.open, invoice.row.credited),
        (State::Cancelled, Some(eur(0)), invoice.row.gross)
    );
    assert_eq!(note.row.open, Some(eur(0)));
    assert_eq!(note.credits.expect("its invoice").id, invoice.sale.id);
    let open = ItemFilter { as_of: date("2026-12-31"), party: None, account: None };
    assert_eq!(open_items(&shop.world.db, &shop.op, shop.entity, open).await.expect("items"), []);
    let again = credit_note_of(&shop.world.db, &shop.op, shop.entity, invoice.sale.id, &[]).await;
    refused(again, "sales.nothing_to_credit");
}

/// 7 x 11.11 and 3 x 0.33 at one rate: the cents of tax do not fall evenly on the parts.
#[tokio::test]
async fn credit_notes_of_all_parts_leave_nothing_in_either_currency() {
    let shop = Shop::new().await;
    shop.knows_rate(Currency::USD, "2026-10-20", "1.0771").await;
    let content = crate::Content {
        currency: Some(Currency::USD),
        ..shop.invoice(vec![line("7", "11.11", "O19"), line("3", "0.33", "O19")])
    };
    let invoice = shop.issues(content).await;
    // the rate moves on: a credit note takes back at the rate of its invoice
    shop.knows_rate(Currency::USD, "2026-10-20", "1.2").await;
    credits(&shop, invoice, &[part(1, "2.5")]).await;
    let between = shop.looks(invoice).await;
    assert_eq!((between.sale.state, between.row.open.map(|o| o.minor() > 0)), (State::Issued, Some(true)));
    credits(&shop, invoice, &[part(1, "1"), part(2, "2")]).await;
    credits(&shop, invoice, &[]).await;
    assert_eq!(shop.looks(invoice).await.sale.state, State::Cancelled);
    assert_eq!(shop.balances().await, []);
}

#[tokio::test]
async fn no_more_is_credited_than_was_charged() {
    let shop = Shop::new().await;
    let invoice = shop.issues(shop.invoice(vec![line("2", "100", "O19"), line("1", "50", "O7")])).await;
    let (db, op) = (&shop.world.db, &shop.op);
    let one = credit_note_of(db, op, shop.entity, invoice, &[part(1, "1.5")]).await.expect("a draft");
    let other = credit_note_of(db, op, shop.entity, invoice, &[part(1, "1.5")]).await.expect("another draft");
    shop.tries_to_issue(op, one).await.expect("issued");
    assert_eq!(codes(&shop.looks(other).await.computed.problems), ["sales.over_credited"]);
    refused(shop.tries_to_issue(op, other).await, "sales.incomplete");
    // a line at 19 % is not made up for by one at 7 %
    let tries = credit_note_of(db, op, shop.entity, invoice, &[part(2, "1.1")]).await.expect("a draft");
    refused(shop.tries_to_issue(op, tries).await, "sales.incomplete");
    refused(credit_note_of(db, op, shop.entity, invoice, &[part(3, "1")]).await, "sales.invalid");
    let draft = copy(db, op, shop.entity, invoice).await.expect("a copy");
    refused(credit_note_of(db, op, shop.entity, draft, &[]).await, "sales.not_possible");
}

#[tokio::test]
async fn what_is_credited_beyond_what_is_open_is_owed_to_the_customer() {
    let shop = Shop::new().await;
    let invoice = shop.issues(shop.invoice(vec![line("1", "100", "O19")])).await;
    // the customer has paid 100.00 of 119.00
    let bank = shop.accounts["1610"];
    let lines = vec![
        books::Line::plain(bank, eur(100_00)),
        books::Line { party: Some(shop.customer), ..books::Line::plain(shop.accounts["1200"], eur(-100_00)) },
    ];
    let entry =
        books::Entry::new(books::Header::new(date("2026-10-20"), "Paid"), Currency::EUR, lines).expect("balanced");
    let new = ledger::NewEntry::new(shop.entity, "BNK", entry);
    let paid = ledger::post(&shop.world.db, &shop.op, &new).await.expect("posted").entry;
    let settled = ledger::NewAllocation {
        debit: ledger::ItemRef { entry: shop.looks(invoice).await.sale.entry.expect("booked"), line: 1 },
        credit: ledger::ItemRef { entry: paid, line: 2 },
        debit_amount: eur(100_00),
        credit_amount: eur(100_00),
        on: date("2026-10-20"),
        difference: None,
    };
    ledger::allocate(&shop.world.db, &shop.op, shop.entity, &[settled]).await.expect("allocated");
    let note = credits(&shop, invoice, &[]).await;
    assert_eq!(shop.looks(invoice).await.row.open, Some(eur(0)));
    assert_eq!(shop.looks(note).await.row.open, Some(eur(-100_00)));
}

/// A credit note in 2021 of an invoice under the lower rate of the second half of 2020.
#[tokio::test]
async fn tax_is_given_back_as_it_was_charged() {
    let shop = Shop::new().await;
    let content =
        crate::Content { issue_date: Some(date("2020-12-15")), ..shop.invoice(vec![line("1", "100", "O16")]) };
    let invoice = shop.issues(content).await;
    let note = credits(&shop, invoice, &[]).await;
    let fact = shop.entry_of(note).await.lines.into_iter().find_map(|l| l.tax).expect("a taxed line");
    assert_eq!((fact.code.as_str(), fact.point), ("O16", Some(date("2026-10-20"))));
    assert_eq!(shop.balances().await, []);
    assert_eq!(shop.looks(note).await.computed.lines[0].rate, Some(Decimal::from(16)));
}
