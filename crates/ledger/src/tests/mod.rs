//! Tests on a database of their own. [`Books`] is a German business with the `de` chart; accounts go by their codes.

mod balances;
mod chart;
mod concurrency;
mod export;
mod guards;
mod items;
mod model;
mod periods;
mod posting;
mod rates;
mod reversal;
mod shapes;
mod statements;
mod taxed;
mod tenancy;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use books::{AccountId, Entry, EntryId, Header, Line};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::{Clock, EntityId, Op, Role};
use pg::Db;
use test_kit::World;
use uuid::Uuid;

use crate::{LedgerError, NewEntity, NewEntry, Posted, create_entity, post};

/// Bank, rent, sales, receivables, payables, input tax, output tax, exchange account.
pub(crate) const BANK: &str = "1610";
pub(crate) const RENT: &str = "6210";
pub(crate) const SALES: &str = "4010";
pub(crate) const RECEIVABLE: &str = "1200";
pub(crate) const PAYABLE: &str = "2010";
pub(crate) const INPUT_TAX: &str = "1400";
pub(crate) const OUTPUT_TAX: &str = "2210";
pub(crate) const EXCHANGE: &str = "1695";

/// A clock that moves on by a second with every look at it, so that recorded times tell postings apart.
pub(crate) struct Ticking(AtomicI64);

impl Ticking {
    pub(crate) fn from(at: &str) -> Arc<Self> {
        let at: Timestamp = at.parse().expect("an instant");
        Arc::new(Self(AtomicI64::new(at.as_second())))
    }
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.fetch_add(1, Ordering::Relaxed)).expect("in range")
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A business with its chart, and an accountant who keeps its books.
pub(crate) struct Books {
    pub world: World,
    pub op: Op,
    pub entity: EntityId,
    pub accounts: HashMap<String, AccountId>,
}

impl Books {
    /// On 30 June 2025 by a clock that ticks.
    pub(crate) async fn new() -> Self {
        Self::of(World::with_clock(Ticking::from("2025-06-30T12:00:00Z")).await).await
    }

    pub(crate) async fn of(world: World) -> Self {
        let admin = world.op_admin();
        let new = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = create_entity(&world.db, &admin, new).await.expect("found the business");
        let op = world.op(Role::Accountant);
        let chart = crate::accounts(&world.db, &op, entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        Self { world, op, entity, accounts }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.world.db
    }

    pub(crate) fn account(&self, code: &str) -> AccountId {
        self.accounts[code]
    }

    /// An entry in euros; positive cents are debits.
    pub(crate) fn entry(&self, date: &str, lines: &[(&str, i64)]) -> NewEntry {
        let lines = lines.iter().map(|(code, cents)| Line::plain(self.account(code), eur(*cents))).collect();
        let entry = Entry::new(header(date), Currency::EUR, lines).expect("a balanced entry");
        NewEntry::new(self.entity, "GEN", entry)
    }

    /// Rent of so many cents, paid from the bank.
    pub(crate) fn rent(&self, date: &str, cents: i64) -> NewEntry {
        self.entry(date, &[(RENT, cents), (BANK, -cents)])
    }

    pub(crate) async fn post(&self, new: &NewEntry) -> Result<Posted, LedgerError> {
        post(self.db(), &self.op, new).await
    }

    pub(crate) async fn posts(&self, new: &NewEntry) -> Posted {
        self.post(new).await.expect("posted")
    }

    /// The balance of an account at the end of a day, in cents.
    pub(crate) async fn balance(&self, code: &str, day: &str) -> i64 {
        self.balance_known_at(code, day, None).await
    }

    pub(crate) async fn balance_known_at(&self, code: &str, day: &str, known_at: Option<Timestamp>) -> i64 {
        let all = crate::balances_as_of(self.db(), &self.op, self.entity, date(day), known_at).await.expect("balances");
        let found = all.iter().find(|b| b.account == self.account(code));
        found.map_or(0, |b| b.net().expect("net").minor())
    }

    /// One number from a query without parameters, asked by a superuser.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut superuser = self.world.superuser().await;
        sqlx::query_scalar(sql).fetch_one(&mut superuser).await.expect("count")
    }

    /// The id of the period `2025-03` lies in.
    pub(crate) async fn period(&self, year: i32, number: u8) -> Uuid {
        let all = crate::periods(self.db(), &self.op, self.entity).await.expect("periods");
        all.iter().find(|p| p.year == year && p.number == number).expect("the period exists").id
    }

    pub(crate) async fn assert_sound(&self) {
        let report = crate::verify(self.db(), &self.op, self.entity).await.expect("verified");
        assert_eq!(report.findings, [], "the books must be sound");
    }
}

pub(crate) fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date such as 2025-03-31")
}

pub(crate) fn header(day: &str) -> Header {
    Header::new(date(day), "Test")
}

pub(crate) fn ids(posted: &[Posted]) -> Vec<EntryId> {
    posted.iter().map(|p| p.entry).collect()
}
