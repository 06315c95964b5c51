//! Entries by hand on a real database, told as what Anna and Ben do.

#![allow(clippy::inconsistent_digit_grouping, reason = "cents are set apart: 1_000_00 is 1,000.00")]

use std::sync::Arc;

use blobs::Blobs;
use books::{AccountId, Entry, Header, Line};
use documents::fields::Entered;
use documents::{Arrival, Arrived, Corrections, Documents};
use jiff::civil::Date;
use ledger::{NewEntity, NewEntry, PostingQueue, Source};
use money::{Amount, Currency};
use op::{Actor, EntityId, Op, Role, UserId};
use reading::{Limits, Worker};
use tempfile::TempDir;
use test_kit::{TestClock, World};

use crate::{Approval, Filter, Manual, ManualError, PendingEntry, PendingState, Submitted};

struct Desk {
    world: World,
    manual: Manual,
    documents: Documents,
    entity: EntityId,
    anna: Op,
    ben: Op,
    bank: AccountId,
    cost: AccountId,
    _folder: TempDir,
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

impl Desk {
    async fn new() -> Self {
        let world = World::with_clock(Arc::new(TestClock::at("2026-03-31T12:00:00Z"))).await;
        let new = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = ledger::create_entity(&world.db, &world.op_admin(), new).await.expect("founded");
        let chart = ledger::accounts(&world.db, &world.op_admin(), entity, None).await.expect("chart");
        let of = |role| chart.iter().find(|a| a.account.role == Some(role)).expect("an account of the role").account.id;
        let (bank, cost) = (of(books::AccountRole::Bank), of(books::AccountRole::DefaultExpense));
        let folder = TempDir::new().expect("a folder");
        let blobs = Blobs::open(folder.path()).expect("open the blobs");
        let reader = Worker::new("/nonexistent".into(), Vec::new(), Limits::default(), "/nonexistent".into(), 1);
        let documents = Documents::new(world.db.clone(), blobs, reader, Limits::default());
        let manual = Manual::new(world.db.clone(), PostingQueue::new(world.db.clone()), documents.clone());
        let named = |name: &str| {
            let mut op = world.op(Role::Accountant);
            op.actor = Actor::User { id: UserId(op.new_id()), name: name.to_owned() };
            op
        };
        let (anna, ben) = (named("Anna"), named("Ben"));
        Self { manual, documents, entity, anna, ben, bank, cost, _folder: folder, world }
    }

    fn entry(&self, cents: i64) -> NewEntry {
        let lines = vec![
            Line::plain(self.cost, Amount::new(cents, Currency::EUR)),
            Line::plain(self.bank, Amount::new(-cents, Currency::EUR)),
        ];
        let header = Header::new(day("2026-03-15"), "Rent");
        NewEntry::new(self.entity, "GEN", Entry::new(header, Currency::EUR, lines).expect("balanced"))
    }

    async fn submits(&self, who: &Op, cents: i64) -> Submitted {
        self.manual.submit(who, self.entry(cents)).await.expect("taken")
    }

    async fn waits(&self, who: &Op, cents: i64) -> PendingEntry {
        match self.submits(who, cents).await {
            Submitted::Waits(pending) => *pending,
            posted => panic!("{posted:?}"),
        }
    }

    async fn approves(&self, who: &Op, pending: &PendingEntry) -> Result<Approval, ManualError> {
        self.manual.approve(who, self.entity, pending.id, pending.version, None).await
    }

    async fn entries(&self) -> usize {
        let filter = ledger::EntryFilter::all(self.entity);
        ledger::entries(&self.world.db, &self.anna, &filter, None, 200).await.expect("entries").entries.len()
    }

    /// A posted document over so much, entered and approved by Ben, and by Anna where it must be.
    async fn booked_document(&self, total: &str) -> documents::Document {
        let file = Arrival { file_name: "bill.txt".into(), bytes: total.as_bytes().to_vec().into() };
        let Arrived::Taken(id) = self.documents.arrive(&self.ben, self.entity, file).await.expect("in") else {
            panic!("new")
        };
        let look = async || self.documents.get(&self.ben, id).await.expect("look");
        self.documents.enter_by_hand(&self.ben, id, look().await.card.version).await.expect("by hand");
        let entered = |value: &str| Entered { value: Some(value.to_owned()), spots: Vec::new(), by: "Ben".to_owned() };
        let fields =
            [("kind", "invoice"), ("vendor", "Kraus"), ("date", "2026-03-14"), ("currency", "EUR"), ("total", total)];
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), entered(value))).collect();
        let wanted = Corrections { fields, ..Corrections::default() };
        let version = look().await.card.version;
        self.documents.correct(&self.ben, id, version, &wanted, false).await.expect("entered");
        self.documents.approve(&self.anna, id, look().await.card.version, None).await.expect("approved");
        look().await
    }

    async fn assert_decided(&self) {
        let mut superuser = self.world.superuser().await;
        let undecided: i64 = sqlx::query_scalar(
            "select count(*) from entry e where not exists (
                 select from approval_decision d where d.org_id = e.org_id and d.verdict = 'approve'
                    and (d.subject_id = e.entry_id or (e.source_kind = 'document' and d.subject_id = e.source_id)))",
        )
        .fetch_one(&mut superuser)
        .await
        .expect("count");
        assert_eq!(undecided, 0, "an entry without a decision");
        let report = ledger::verify(&self.world.db, &self.anna, self.entity).await.expect("verified");
        assert_eq!(report.findings, [], "the books must be sound");
    }
}

#[tokio::test]
async fn up_to_the_limit_an_entry_is_posted_with_its_authors_own_decision() {
    let desk = Desk::new().await;
    let Submitted::Posted(posted) = desk.submits(&desk.anna, 1_000_00).await else { panic!("posted") };
    let mut tx = desk.world.db.begin(&desk.anna).await.expect("begin");
    let decisions = approvals::decisions_in(&mut tx, "entry", posted.entry.0).await.expect("decisions");
    let [one] = &decisions[..] else { panic!("{decisions:?}") };
    assert_eq!((one.person, one.actor_name.as_str()), (desk.anna.actor.person(), "Anna"));
    drop(tx);
    desk.assert_decided().await;
}

#[tokio::test]
async fn above_the_limit_it_waits_for_a_second_person() {
    let desk = Desk::new().await;
    let pending = desk.waits(&desk.anna, 50_000_00).await;
    assert_eq!((desk.entries().await, pending.state), (0, PendingState::Waiting));
    let own = desk.approves(&desk.anna, &pending).await.expect_err("her own, above the limit");
    assert_eq!(own.code(), "approval.refused", "{own}");
    let looked = desk.manual.look(&desk.ben, desk.entity, pending.id).await.expect("look");
    assert_eq!((looked.you_may, looked.waiting.missing[0].people), (Ok(()), 1));

    let Approval::Posted(entry) = desk.approves(&desk.ben, &pending).await.expect("Ben's yes") else {
        panic!("posted")
    };
    assert_eq!(entry, pending.id, "the decision names the entry");
    let again = desk.approves(&desk.ben, &pending).await.expect_err("posted already");
    assert_eq!(again.code(), "pending.stale", "{again}");
    assert_eq!(desk.entries().await, 1);
    let posted = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    assert_eq!(posted.source, Source::Manual);
    desk.assert_decided().await;
}

#[tokio::test]
async fn two_yeses_at_the_same_moment_post_once() {
    let desk = Desk::new().await;
    let pending = desk.waits(&desk.anna, 2_000_00).await;
    let (one, two) = tokio::join!(desk.approves(&desk.ben, &pending), desk.approves(&desk.ben, &pending));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");
    assert_eq!(desk.entries().await, 1);
}

#[tokio::test]
async fn it_can_be_rejected_and_its_author_can_withdraw_it() {
    let desk = Desk::new().await;
    let (one, two) = (desk.waits(&desk.anna, 2_000_00).await, desk.waits(&desk.anna, 3_000_00).await);
    let m = &desk.manual;
    let wordless = m.reject(&desk.ben, desk.entity, one.id, 1, " ").await.expect_err("why?");
    assert_eq!(wordless.code(), "approval.reason_missing");
    let rejected = m.reject(&desk.ben, desk.entity, one.id, 1, "not ours").await.expect("rejected");
    assert_eq!((rejected.state, rejected.reason.as_deref()), (PendingState::Rejected, Some("not ours")));
    let not_his = m.withdraw(&desk.ben, desk.entity, two.id, 1).await.expect_err("Anna wrote it");
    assert_eq!(not_his.code(), "pending.not_yours");
    m.withdraw(&desk.anna, desk.entity, two.id, 1).await.expect("withdrawn");
    for settled in [one, two] {
        let seen = PendingEntry { version: 2, ..settled };
        let refused = desk.approves(&desk.ben, &seen).await.expect_err("settled");
        assert_eq!(refused.code(), "pending.settled", "{refused}");
    }
    let filter = Filter { state: Some(PendingState::Waiting), limit: 10, ..Filter::default() };
    assert_eq!(m.pending(&desk.ben, desk.entity, &filter).await.expect("a list"), []);
    assert_eq!(desk.entries().await, 0);
}

#[tokio::test]
async fn where_two_must_approve_the_author_is_the_first_of_them() {
    let desk = Desk::new().await;
    let mut policy = approvals::Policy::standard(Currency::EUR);
    policy.rules.push(approvals::Rule {
        name: "Everything twice".into(),
        when: approvals::Condition::default(),
        approvers: approvals::Approvers::anyone(2),
    });
    let new = approvals::NewPolicy { expected_version: 0, policy, reason: None };
    approvals::set_policy(&desk.world.db, &desk.world.op_admin(), desk.entity, new).await.expect("in force");
    let pending = desk.waits(&desk.anna, 10_00).await;
    let again = desk.approves(&desk.anna, &pending).await.expect_err("she has said yes");
    assert_eq!(again.code(), "approval.already_given", "{again}");
    assert!(matches!(desk.approves(&desk.ben, &pending).await, Ok(Approval::Posted(_))));
    desk.assert_decided().await;
}

/// Who writes entries all day does not read the policy for each; a new one counts from its first moment nevertheless.
#[tokio::test]
async fn a_new_policy_holds_for_the_next_entry_and_an_old_one_is_not_decided_by() {
    let desk = Desk::new().await;
    desk.submits(&desk.anna, 10_00).await;
    let mut policy = approvals::Policy::standard(Currency::EUR);
    policy.rules.push(approvals::Rule {
        name: "Everything twice".into(),
        when: approvals::Condition::default(),
        approvers: approvals::Approvers::anyone(2),
    });
    let admin = desk.world.op_admin();
    let strict = approvals::NewPolicy { expected_version: 0, policy, reason: None };
    approvals::set_policy(&desk.world.db, &admin, desk.entity, strict).await.expect("in force");
    let wish = desk.entry(20_00).keyed("rent");
    let Submitted::Waits(pending) = desk.manual.submit(&desk.anna, wish.clone()).await.expect("taken") else {
        panic!("posted under the policy of before")
    };
    let standard = approvals::Policy::standard(Currency::EUR);
    let relaxed = approvals::NewPolicy { expected_version: 1, policy: standard, reason: None };
    approvals::set_policy(&desk.world.db, &admin, desk.entity, relaxed).await.expect("in force");
    assert!(matches!(desk.submits(&desk.anna, 30_00).await, Submitted::Posted(_)), "one is enough again");
    let again = desk.manual.submit(&desk.anna, wish).await.expect("the same request");
    let Submitted::Waits(same) = again else { panic!("posted beside the one that waits") };
    assert_eq!(same.id, pending.id);
    desk.assert_decided().await;
}

#[tokio::test]
async fn a_key_posts_or_waits_once() {
    let desk = Desk::new().await;
    let keyed = |cents, key: &str| desk.entry(cents).keyed(key);
    for cents in [10_00, 2_000_00] {
        let key = format!("rent {cents}");
        let first = desk.manual.submit(&desk.anna, keyed(cents, &key)).await.expect("taken");
        let again = desk.manual.submit(&desk.anna, keyed(cents, &key)).await.expect("the same");
        let id = |submitted: &Submitted| match submitted {
            Submitted::Posted(posted) => posted.entry,
            Submitted::Waits(pending) => pending.id,
        };
        assert_eq!(id(&first), id(&again));
        let other = desk.manual.submit(&desk.anna, keyed(cents + 1, &key)).await.expect_err("another entry");
        assert_eq!(other.code(), "ledger.idempotency_conflict", "{other}");
    }
    assert_eq!(desk.entries().await, 1);
}

#[tokio::test]
async fn agents_and_viewers_write_nothing_and_another_organisation_sees_nothing() {
    let desk = Desk::new().await;
    let agent = desk.anna.as_agent("proposer", "1");
    for cents in [1_00, 50_000_00] {
        let refused = desk.manual.submit(&agent, desk.entry(cents)).await.expect_err("an agent");
        assert_eq!(refused.code(), "approval.not_a_person", "{refused}");
        let viewer = desk.world.op(Role::Viewer);
        assert!(matches!(desk.manual.submit(&viewer, desk.entry(cents)).await, Err(ManualError::Denied(_))));
    }
    let pending = desk.waits(&desk.anna, 2_000_00).await;
    let stranger = desk.world.second_org().await.op;
    let refused = desk.approves(&stranger, &pending).await.expect_err("a stranger");
    assert_eq!(refused.code(), "pending.not_found", "{refused}");
    assert_eq!(desk.entries().await, 0);
}

#[tokio::test]
async fn what_the_ledger_would_refuse_does_not_wait() {
    let desk = Desk::new().await;
    let unknown = NewEntry { journal: "XXX".to_owned(), ..desk.entry(50_000_00) };
    let refused = desk.manual.submit(&desk.anna, unknown).await.expect_err("no such journal");
    assert_eq!(refused.code(), "ledger.unknown_journal", "{refused}");
}

#[tokio::test]
async fn a_reversal_is_decided_like_an_entry() {
    let desk = Desk::new().await;
    let Submitted::Posted(small) = desk.submits(&desk.anna, 10_00).await else { panic!("posted") };
    let large = desk.waits(&desk.anna, 2_000_00).await;
    desk.approves(&desk.ben, &large).await.expect("posted");
    let on = day("2026-03-31");
    let reversed = desk.manual.reverse(&desk.anna, desk.entity, small.entry, on, "twice").await.expect("reversed");
    assert!(matches!(reversed, Submitted::Posted(_)), "{reversed:?}");
    let waits = desk.manual.reverse(&desk.anna, desk.entity, large.id, on, "twice").await.expect("taken");
    let Submitted::Waits(pending) = waits else { panic!("{waits:?}") };
    assert!(matches!(desk.approves(&desk.ben, &pending).await, Ok(Approval::Posted(_))));
    let view = ledger::entry(&desk.world.db, &desk.anna, large.id).await.expect("the entry");
    assert_eq!(view.reversed_by.map(|by| by.id), Some(pending.id));
    let twice = desk.manual.reverse(&desk.anna, desk.entity, large.id, on, "again").await.expect_err("once");
    assert_eq!(twice.code(), "ledger.already_reversed", "{twice}");
    desk.assert_decided().await;
}

#[tokio::test]
async fn a_document_is_taken_back_by_one_person_up_to_the_limit_and_by_two_above() {
    let desk = Desk::new().await;
    let on = day("2026-03-31");
    for (total, waits) in [("100.00", false), ("2000.00", true)] {
        let booked = desk.booked_document(total).await;
        let (id, version) = (booked.card.id, booked.card.version);
        let taken = desk.manual.take_back(&desk.anna, id, version, (on, "wrong"), true).await.expect("taken");
        let state = async || desk.documents.get(&desk.anna, id).await.expect("look").card.state.name();
        if let Submitted::Waits(pending) = &taken {
            assert_eq!(state().await, "posted", "{total}: it stays in the books until Ben says yes");
            assert!(matches!(desk.approves(&desk.ben, pending).await, Ok(Approval::Posted(_))));
        }
        assert_eq!(matches!(taken, Submitted::Waits(_)), waits, "{total}");
        assert_eq!(state().await, "in_review", "{total}");
    }
    desk.assert_decided().await;
}

/// Booked, taken back, the reversal undone, approved again: that would be in the books twice.
#[tokio::test]
async fn a_reversal_that_took_a_document_back_is_not_undone_beside_the_document() {
    let desk = Desk::new().await;
    let booked = desk.booked_document("100.00").await;
    let taken =
        desk.manual.take_back(&desk.anna, booked.card.id, booked.card.version, (day("2026-03-31"), "wrong"), true);
    let Submitted::Posted(reversal) = taken.await.expect("taken back") else { panic!("posted") };
    let refused = desk.manual.reverse(&desk.anna, desk.entity, reversal.entry, day("2026-03-31"), "no, it was right");
    let refused = refused.await.expect_err("the document stands for it");
    assert_eq!(refused.code(), "ledger.took_document_back", "{refused}");
    let version = desk.documents.get(&desk.anna, booked.card.id).await.expect("look").card.version;
    desk.documents.approve(&desk.anna, booked.card.id, version, None).await.expect("approved again");
    assert_eq!(desk.entries().await, 3);
    desk.assert_decided().await;
}

/// A pending entry as the first release kept it.
#[tokio::test]
async fn a_wish_of_the_first_version_is_read() {
    let desk = Desk::new().await;
    let pending = desk.waits(&desk.anna, 2_000_00).await;
    let mut stored = road::to_stored(&pending.wish);
    assert_eq!(stored.as_object_mut().and_then(|all| all.remove("schema")), Some(1.into()));
    assert_eq!(road::from_stored::<crate::Wish>(stored), Ok(pending.wish));
}
