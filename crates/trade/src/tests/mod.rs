//! On a real database, told as what a bookkeeper of a German business does. Amounts in cents; those of a side of trade
//! are positive in its usual direction.

mod ageing;
mod payments;
mod replay;
mod revaluation;

use std::collections::HashMap;

use blobs::Blobs;
use books::{AccountId, Entry, Header, Line, PartyId};
use documents::Documents;
use jiff::civil::Date;
use ledger::{ItemRef, NewEntity, NewEntry, NewRate, PostingQueue};
use manual::{Manual, Submitted};
use money::{Amount, Currency};
use op::{Actor, EntityId, Op, Role, UserId};
use parties::{PartyData, add_party};
use reading::{Limits, Worker};
use tempfile::TempDir;
use test_kit::World;

use crate::{AgeingOf, By, Item, NewPayment, Question, Side, Taking, Trade, TradeError};

/// Bank, sales, output tax, costs, input tax, receivables and payables of the German chart.
const BANK: &str = "1610";
const SALES: &str = "4010";
const OUTPUT_TAX: &str = "2210";
const RENT: &str = "6210";
const RECEIVABLE: &str = "1200";
const PAYABLE: &str = "2010";

struct Desk {
    world: World,
    trade: Trade,
    entity: EntityId,
    op: Op,
    accounts: HashMap<String, AccountId>,
    _folder: TempDir,
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

fn usd(cents: i64) -> Amount {
    Amount::new(cents, Currency::USD)
}

impl Desk {
    async fn new() -> Self {
        let world = World::at("2026-06-30T12:00:00Z").await;
        let new = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = ledger::create_entity(&world.db, &world.op_admin(), new).await.expect("founded");
        let chart = ledger::accounts(&world.db, &world.op_admin(), entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        let folder = TempDir::new().expect("a folder");
        let blobs = Blobs::open(folder.path()).expect("open the blobs");
        let reader = Worker::new("/nonexistent".into(), Vec::new(), Limits::default(), "/nonexistent".into(), 1);
        let documents = Documents::new(world.db.clone(), blobs, reader, Limits::default());
        let manual = Manual::new(world.db.clone(), PostingQueue::new(world.db.clone()), documents);
        let mut op = world.op(Role::Accountant);
        op.actor = Actor::User { id: UserId(op.new_id()), name: "Anna".to_owned() };
        let trade = Trade::new(world.db.clone(), manual);
        Self { trade, entity, op, accounts, _folder: folder, world }
    }

    fn account(&self, code: &str) -> AccountId {
        self.accounts[code]
    }

    async fn contact(&self, name: &str) -> PartyId {
        let data = PartyData { name: name.to_owned(), is_supplier: true, is_customer: true, ..PartyData::default() };
        add_party(&self.world.db, &self.world.op_admin(), self.entity, &data).await.expect("added")
    }

    /// One of these buys 0.9 euro from a day on.
    async fn dollar(&self, on: &str, rate: &str) {
        let new = NewRate {
            from: Currency::USD,
            to: Currency::EUR,
            day: day(on),
            rate: rate.parse().expect("a rate"),
            source: "test".to_owned(),
        };
        ledger::add_rate(&self.world.db, &self.world.op_admin(), new).await.expect("recorded");
    }

    /// An item: an invoice where it is positive on receivables, a bill where it is positive on payables.
    async fn item(
        &self,
        side: Side,
        party: PartyId,
        reference: &str,
        dates: (&str, &str),
        amount: Amount,
        value: i64,
    ) -> ItemRef {
        let (control, other) = if side == Side::Receivable { (RECEIVABLE, SALES) } else { (PAYABLE, RENT) };
        let sign = if side == Side::Receivable { 1 } else { -1 };
        let signed = |amount: Amount, sign: i64| Amount::new(amount.minor() * sign, amount.currency());
        let owed = Line {
            base: eur(value * sign),
            party: Some(party),
            due: Some(day(dates.1)),
            ..Line::plain(self.account(control), signed(amount, sign))
        };
        let against = Line { base: eur(-value * sign), ..Line::plain(self.account(other), signed(amount, -sign)) };
        let header =
            Header::new(day(dates.0), "goods").referring_to(Some(reference.to_owned())).with_party(Some(party));
        let entry = Entry::new(header, Currency::EUR, vec![owed, against]).expect("balanced");
        let journal = if side == Side::Receivable { "SAL" } else { "PUR" };
        let posted = ledger::post(&self.world.db, &self.op, &NewEntry::new(self.entity, journal, entry)).await;
        ItemRef { entry: posted.expect("posted").entry, line: 1 }
    }

    async fn invoice(&self, party: PartyId, reference: &str, dates: (&str, &str), cents: i64) -> ItemRef {
        self.item(Side::Receivable, party, reference, dates, eur(cents), cents).await
    }

    async fn bill(&self, party: PartyId, reference: &str, dates: (&str, &str), cents: i64) -> ItemRef {
        self.item(Side::Payable, party, reference, dates, eur(cents), cents).await
    }

    fn payment(&self, side: Side, on: &str, amount: Amount, settles: &[(ItemRef, Amount)]) -> NewPayment {
        let taking = |(item, amount): &(ItemRef, Amount)| Taking {
            item: *item,
            amount: *amount,
            discount: None,
            write_off: None,
        };
        NewPayment {
            side,
            date: day(on),
            account: self.account(BANK),
            amount,
            settles: settles.iter().map(taking).collect(),
            party: None,
            fee: None,
            fee_account: None,
            write_off_account: None,
            text: None,
            reference: None,
            idempotency_key: None,
        }
    }

    async fn pays(&self, new: &NewPayment) -> ledger::Posted {
        match self.trade.pay(&self.op, self.entity, new).await.expect("taken") {
            Submitted::Posted(posted) => posted,
            waits => panic!("{waits:?}"),
        }
    }

    async fn refused(&self, new: &NewPayment) -> &'static str {
        self.trade.pay(&self.op, self.entity, new).await.expect_err("refused").code()
    }

    async fn open(&self, side: Side, on: &str) -> Vec<(String, Amount)> {
        let items = self.items(Question::all(side, day(on))).await;
        items.into_iter().map(|item| (item.reference.unwrap_or_default(), item.open)).collect()
    }

    async fn items(&self, question: Question) -> Vec<Item> {
        crate::open_items(&self.world.db, &self.op, self.entity, &question, None, 1_000).await.expect("items").items
    }

    /// The balance of an account on a day, in cents, debit positive.
    async fn balance(&self, code: &str, on: &str) -> i64 {
        let all = ledger::balances_as_of(&self.world.db, &self.op, self.entity, day(on), None).await.expect("balances");
        let found = all.iter().find(|b| b.account == self.account(code));
        found.map_or(0, |b| b.net().expect("net").minor())
    }

    /// The items of both sides make the balances of their accounts on a day.
    async fn assert_tied(&self, on: &str) {
        for side in [Side::Receivable, Side::Payable] {
            let of = AgeingOf { side, as_of: day(on), by: By::Due };
            let ageing = crate::ageing(&self.world.db, &self.op, self.entity, of).await.expect("aged");
            assert!(ageing.control.difference.is_zero(), "{side} on {on}: {ageing:?}");
        }
    }
}

fn code<T: std::fmt::Debug>(outcome: Result<T, TradeError>) -> &'static str {
    outcome.expect_err("refused").code()
}
