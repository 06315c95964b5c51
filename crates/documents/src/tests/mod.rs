//! The slice on a database of its own, told in the accountant's words. [`Desk`] is the desk of a German business in
//! March 2026 with two accountants, Anna and Ben. No process reads: the test says what stands on the paper, and the road
//! goes on from there by the same handlers as in the program.

mod arriving;
mod automatic;
mod booking;
mod computing;
mod deciding;
mod deleting;
mod duplicates;
mod editing;
mod judging;
mod learning;
mod moving;
mod rounds;
mod story;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use blobs::Blobs;
use books::{AccountId, DocumentId, EntryId};
use bytes::Bytes;
use jiff::civil::Date;
use jobs::{Handler, Runner};
use ledger::NewEntity;
use money::Currency;
use op::{Actor, EntityId, Op, Role, UserId};
use reading::{Kind, Limits, Reading, Worker};
use road::facts::{DocumentKind, Facts, Field, LineItem, TaxLine};
use road::page::Route;
use road::{Stage, State};
use rust_decimal::Decimal;
use tempfile::TempDir;
use test_kit::{TestClock, World};

use crate::fields::Entered;
use crate::{Approval, Arrival, Arrived, Corrections, Document, DocumentError, Documents, LineChoice};

pub(crate) const PAYABLE: &str = "2010";
pub(crate) const INPUT_TAX: &str = "1400";
pub(crate) const RENT: &str = "6210";
pub(crate) const OFFICE: &str = "6410";
pub(crate) const PRINTING: &str = "6490";

pub(crate) struct Desk {
    pub world: World,
    pub clock: Arc<TestClock>,
    pub documents: Documents,
    pub blobs: Blobs,
    pub entity: EntityId,
    pub anna: Op,
    pub ben: Op,
    codes: HashMap<AccountId, String>,
    _folder: TempDir,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(TestClock::at("2026-03-31T12:00:00Z"));
        let world = World::with_clock(clock.clone()).await;
        let new = NewEntity {
            also_known_as: vec!["Werkbank".to_owned()],
            ..NewEntity::new("Werkbank GmbH", Currency::EUR, "DE")
        };
        let entity = ledger::create_entity(&world.db, &world.op_admin(), new).await.expect("found the business");
        let chart = ledger::accounts(&world.db, &world.op_admin(), entity, None).await.expect("chart");
        let codes = chart.into_iter().map(|a| (a.account.id, a.account.code)).collect();
        let folder = TempDir::new().expect("a folder");
        let blobs = Blobs::open(folder.path()).expect("open the blobs");
        // A program that is not there: no test gets by with reading a real file.
        let reader = Worker::new("/nonexistent".into(), Vec::new(), Limits::default(), "/nonexistent".into(), 1);
        let documents = Documents::new(world.db.clone(), blobs.clone(), reader, Limits::default());
        let named = |name: &str| {
            let mut op = world.op(Role::Accountant);
            op.actor = Actor::User { id: UserId(op.new_id()), name: name.to_owned() };
            op
        };
        let (anna, ben) = (named("Anna"), named("Ben"));
        Self { clock, documents, blobs, entity, anna, ben, codes, _folder: folder, world }
    }

    /// A file comes in; nobody has read it yet.
    pub(crate) async fn arrives(&self, name: &str, bytes: &str) -> DocumentId {
        self.clock.advance(Duration::from_secs(1));
        let file = Arrival { file_name: name.to_owned(), bytes: Bytes::copy_from_slice(bytes.as_bytes()) };
        match self.documents.arrive(&self.anna, self.entity, file).await.expect("taken in") {
            Arrived::Taken(id) => id,
            Arrived::SameAs(id) => panic!("{name} is said to be {id:?}"),
        }
    }

    /// The reader says what it found, and everything that follows by itself is done.
    pub(crate) async fn is_read(&self, id: DocumentId, reading: Reading) {
        self.is_only_read(id, reading).await;
        self.works_on().await;
    }

    /// The reader says what it found; the next stage waits.
    pub(crate) async fn is_only_read(&self, id: DocumentId, reading: Reading) {
        let started = self.documents.start(&self.anna, id, Stage::Read, 1).await.expect("start");
        let (row, running) = started.expect("it waits to be read");
        self.documents.keep_reading(&self.anna, &row, running, reading).await.expect("keep the reading");
    }

    /// Does all work that waits, but for reading.
    pub(crate) async fn works_on(&self) {
        let mut handlers = self.documents.handlers();
        handlers.retain(|handler| handler.kind() != "document.read");
        self.runner(handlers).drain().await.expect("run the jobs");
    }

    /// Does all work that waits. There is no program that reads.
    pub(crate) async fn tries_to_read(&self) {
        self.runner(self.documents.handlers()).drain().await.expect("run the jobs");
    }

    fn runner(&self, handlers: Vec<Arc<dyn Handler>>) -> Runner {
        Runner::new(self.world.db.clone(), self.world.clock(), Arc::new(jobs::EverybodyMay), handlers, 2)
    }

    /// A paper with these facts comes in and is read without a mistake.
    pub(crate) async fn receives(&self, facts: Facts) -> DocumentId {
        let id = self.arrives("paper.txt", &format!("paper {}", self.anna.new_id())).await;
        self.is_read(id, data(facts)).await;
        id
    }

    pub(crate) async fn looks_at(&self, id: DocumentId) -> Document {
        self.documents.get(&self.anna, id).await.expect("look at the document")
    }

    pub(crate) async fn version(&self, id: DocumentId) -> i32 {
        self.looks_at(id).await.card.version
    }

    pub(crate) async fn state(&self, id: DocumentId) -> State {
        self.looks_at(id).await.card.state
    }

    /// The codes of what a reviewer must look at.
    pub(crate) async fn reasons(&self, id: DocumentId) -> Vec<String> {
        self.state(id).await.reasons().iter().map(|r| r.code.clone()).collect()
    }

    /// `who` says what these fields should be.
    pub(crate) async fn corrects(&self, who: &Op, id: DocumentId, fields: &[(&str, &str)]) -> Document {
        self.wants(who, id, corrections(who, fields)).await.expect("corrected")
    }

    pub(crate) async fn wants(&self, who: &Op, id: DocumentId, all: Corrections) -> Result<Document, DocumentError> {
        let version = self.version(id).await;
        self.documents.correct(who, id, version, &all, false).await
    }

    /// `who` moves the line that stands on account `from` to account `to`.
    pub(crate) async fn chooses_account(&self, who: &Op, id: DocumentId, from: &str, to: &str) -> Document {
        let proposal = self.looks_at(id).await.proposal.expect("a proposal");
        let line = proposal.lines.iter().position(|l| l.account.map(|a| self.code(a)) == Some(from));
        let line = line.unwrap_or_else(|| panic!("no line on {from}: {:?}", self.drafted(&proposal)));
        let choice = LineChoice { line, account: Some(self.account(to)), tax_code: None };
        self.wants(who, id, Corrections { lines: vec![choice], ..Corrections::default() }).await.expect("chosen")
    }

    /// From now on two people must approve everything.
    pub(crate) async fn wants_two(&self) {
        let mut policy = approvals::Policy::standard(Currency::EUR);
        policy.rules.push(approvals::Rule {
            name: "Everything twice".into(),
            when: approvals::Condition::default(),
            approvers: approvals::Approvers::anyone(2),
        });
        self.sets(policy).await;
    }

    pub(crate) async fn sets(&self, policy: approvals::Policy) {
        let new = approvals::NewPolicy { expected_version: 0, policy, reason: None };
        approvals::set_policy(&self.world.db, &self.world.op_admin(), self.entity, new).await.expect("in force");
    }

    pub(crate) async fn approves(&self, who: &Op, id: DocumentId) -> Result<Approval, DocumentError> {
        let version = self.version(id).await;
        self.documents.approve(who, id, version, None).await
    }

    /// Approves and posts.
    pub(crate) async fn posts(&self, who: &Op, id: DocumentId) -> EntryId {
        match self.approves(who, id).await.expect("approved") {
            Approval::Posted(entry) => entry,
            Approval::WaitsFor(what) => panic!("it waits for {what}"),
        }
    }

    /// The lines of an entry: account and cents in the base currency, debits positive.
    pub(crate) async fn booked(&self, entry: EntryId) -> Vec<(String, i64)> {
        let entry = ledger::entry(&self.world.db, &self.anna, entry).await.expect("the entry");
        sorted(entry.lines.iter().map(|l| (l.account.code.clone(), l.base.minor())).collect())
    }

    /// The lines of a proposal in the document's currency.
    pub(crate) fn drafted(&self, proposal: &road::Proposal) -> Vec<(String, i64)> {
        let code = |account: Option<AccountId>| account.map_or_else(|| "?".to_owned(), |a| self.code(a).to_owned());
        sorted(proposal.lines.iter().map(|l| (code(l.account), l.signed())).collect())
    }

    /// How many entries are in the books.
    pub(crate) async fn entries(&self) -> usize {
        let filter = ledger::EntryFilter::all(self.entity);
        ledger::entries(&self.world.db, &self.anna, &filter, None, 200).await.expect("entries").entries.len()
    }

    pub(crate) fn code(&self, account: AccountId) -> &str {
        &self.codes[&account]
    }

    pub(crate) fn account(&self, code: &str) -> AccountId {
        *self.codes.iter().find(|(_, c)| *c == code).unwrap_or_else(|| panic!("no account {code}")).0
    }

    /// One number from a query without parameters, asked by a superuser.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut superuser = self.world.superuser().await;
        sqlx::query_scalar(sql).fetch_one(&mut superuser).await.expect("count")
    }

    pub(crate) async fn assert_sound(&self) {
        let report = ledger::verify(&self.world.db, &self.anna, self.entity).await.expect("verified");
        assert_eq!(report.findings, [], "the books must be sound");
    }
}

fn sorted(mut lines: Vec<(String, i64)>) -> Vec<(String, i64)> {
    lines.sort();
    lines
}

/// Lines as a test writes them, in the order in which [`Desk::booked`] gives them.
pub(crate) fn lines(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    sorted(expected.iter().map(|(code, cents)| ((*code).to_owned(), *cents)).collect())
}

/// What the reader says of an electronic invoice.
pub(crate) fn data(facts: Facts) -> Reading {
    Reading {
        route: Route::Xml,
        kind: Kind::Xml,
        pages: Vec::new(),
        turns: Vec::new(),
        xml: None,
        einvoice: Some(facts),
        attachments: Vec::new(),
        notes: Vec::new(),
        engines: vec!["test".to_owned()],
        milliseconds: Vec::new(),
    }
}

/// The same bill on pages without words.
pub(crate) fn on_pages(pages: u32, facts: Facts) -> Reading {
    let page = |number| road::page::Page { number, width: 595.0, height: 842.0, words: Vec::new() };
    Reading { route: Route::Hybrid, kind: Kind::Pdf, pages: (1..=pages).map(page).collect(), ..data(facts) }
}

/// A bill for printing paper: 100.00 net, 19 % tax, 119.00, due in two weeks.
pub(crate) fn bill() -> Facts {
    let item = LineItem {
        description: "Papier A4".to_owned(),
        quantity: Some(dec("10")),
        unit_price: Some(dec("10.00")),
        amount: dec("100.00"),
        tax_rate: Some(dec("19")),
        spots: Vec::new(),
    };
    Facts { lines: vec![item], ..bill_of("100.00", "19.00", "119.00") }
}

/// A bill of Kraus for so much, without items.
pub(crate) fn bill_of(net: &str, tax: &str, total: &str) -> Facts {
    let line = TaxLine { rate: dec("19"), base: dec(net), tax: dec(tax), category: Some("S".to_owned()) };
    Facts {
        kind: said(DocumentKind::Invoice),
        vendor: said("Kraus GmbH".to_owned()),
        vendor_tax_id: said("DE136695976".to_owned()),
        invoice_number: said("R-1001".to_owned()),
        date: said(day("2026-03-14")),
        due_date: said(day("2026-03-28")),
        currency: said(Currency::EUR),
        subtotal: said(dec(net)),
        tax: said(dec(tax)),
        total: said(dec(total)),
        tax_breakdown: said(vec![line]),
        ..Facts::empty(Route::Xml)
    }
}

/// The same with another number, so that it is another bill.
pub(crate) fn numbered(number: &str, facts: Facts) -> Facts {
    Facts { invoice_number: said(number.to_owned()), ..facts }
}

pub(crate) fn said<T>(value: T) -> Option<Field<T>> {
    Some(Field::certain(value))
}

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

pub(crate) fn corrections(who: &Op, fields: &[(&str, &str)]) -> Corrections {
    let entered = |value: &str| Entered {
        value: Some(value.to_owned()).filter(|v| !v.is_empty()),
        spots: Vec::new(),
        by: who.actor.name(),
    };
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), entered(value))).collect();
    Corrections { fields, ..Corrections::default() }
}
