//! A vote counts for the round it was cast in: whatever a person does to the document starts the votes from nothing.
//! And who changes what is voted on is an author of it, whatever the field is called.

use approvals::Verdict;
use road::classification::Direction;

use super::*;
use crate::{Filter, PartyChoice, Waits};

impl Desk {
    async fn carl(&self) -> Op {
        let mut op = self.world.op(Role::Accountant);
        op.actor = Actor::User { id: UserId(op.new_id()), name: "Carl".to_owned() };
        op
    }

    async fn waits(&self, who: &Op, waits: Waits) -> Vec<DocumentId> {
        let filter = Filter { waits: Some(waits), limit: 50, ..Filter::default() };
        let cards = self.documents.list(who, self.entity, &filter).await.expect("a list");
        cards.iter().map(|card| card.id).collect()
    }
}

#[tokio::test]
async fn a_rejection_is_a_recorded_vote_and_leaves_no_approval_alive() {
    let desk = Desk::new().await;
    desk.wants_two().await;
    let carl = desk.carl().await;
    let id = desk.receives(bill()).await;
    assert!(matches!(desk.approves(&desk.anna, id).await, Ok(Approval::WaitsFor(_))));
    desk.documents.reject(&desk.ben, id, desk.version(id).await, "nobody ordered it").await.expect("rejected");
    let looked = desk.looks_at(id).await;
    let no = looked.decisions.last().expect("a vote");
    assert_eq!((no.verdict, no.reason.as_deref()), (Verdict::Reject, Some("nobody ordered it")));

    desk.documents.resume(&carl, id, desk.version(id).await).await.expect("taken up again");
    desk.is_read(id, data(bill())).await;
    let first = desk.approves(&carl, id).await.expect("his vote counts");
    assert!(matches!(first, Approval::WaitsFor(_)), "Anna's old yes does not complete it: {first:?}");
    desk.posts(&desk.anna, id).await;
}

#[tokio::test]
async fn a_document_without_facts_is_rejected_by_a_recorded_vote_too() {
    let desk = Desk::new().await;
    let id = desk.arrives("fax.txt", "illegible").await;
    desk.tries_to_read().await;
    desk.documents.reject(&desk.ben, id, desk.version(id).await, "illegible").await.expect("rejected");
    assert_eq!(desk.looks_at(id).await.decisions.len(), 1);
}

#[tokio::test]
async fn asking_parking_and_correcting_start_the_votes_from_nothing() {
    let desk = Desk::new().await;
    desk.wants_two().await;
    let (d, anna, ben) = (&desk.documents, &desk.anna, &desk.ben);
    for act in ["ask", "park", "correct"] {
        let id = desk.receives(numbered(act, bill())).await;
        assert!(matches!(desk.approves(anna, id).await, Ok(Approval::WaitsFor(_))), "{act}");
        let version = desk.version(id).await;
        match act {
            "ask" => {
                d.ask(ben, id, version, "whose is it?", None).await.expect("asked");
                d.answer(anna, id, desk.version(id).await, "ours").await.expect("answered");
            }
            "park" => {
                d.park(ben, id, version, None, "later").await.expect("parked");
                d.resume(ben, id, desk.version(id).await).await.expect("resumed");
            }
            _ => {
                desk.corrects(ben, id, &[("due_date", "2026-04-30")]).await;
            }
        }
        let entries = desk.entries().await;
        let first = desk.approves(ben, id).await.expect("his vote counts");
        assert!(matches!(first, Approval::WaitsFor(_)), "{act}: {first:?}");
        assert_eq!(desk.entries().await, entries, "{act}");
        desk.posts(anna, id).await;
    }
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_posting_uses_its_votes_up() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.posts(&desk.anna, id).await;
    let version = desk.version(id).await;
    desk.documents.reverse(&desk.ben, id, version, day("2026-03-31"), "wrong", true).await.expect("reversed");
    desk.posts(&desk.anna, id).await;
    assert_eq!(desk.looks_at(id).await.decisions.len(), 2, "the second posting has a decision of its own");
}

#[tokio::test]
async fn who_changes_what_is_voted_on_is_its_author() {
    let desk = Desk::new().await;
    let fields = |field: &str, value: &str| corrections(&desk.anna, &[(field, value)]);
    let direction = Corrections { direction: Some(Direction::Sale), ..Corrections::default() };
    let party = Corrections { party: Some(PartyChoice::New("Somebody Ltd".into())), ..Corrections::default() };
    let cases = [
        ("a credit note of it", fields("kind", "credit_note")),
        ("a sale of it", direction),
        ("another party", party),
        ("another date", fields("date", "2026-03-01")),
        ("another number", fields("invoice_number", "X-9")),
        ("another issuer", fields("vendor", "Kraus AG")),
        ("another tax number", fields("vendor_tax_id", "DE811128135")),
        ("another account to pay to", fields("vendor_iban", "DE02120300000000202051")),
    ];
    for (n, (what, wanted)) in cases.into_iter().enumerate() {
        let id = desk.receives(numbered(&format!("R-{n}"), bill_of("30000.00", "5700.00", "35700.00"))).await;
        desk.wants(&desk.anna, id, wanted).await.expect(what);
        let refused = desk.approves(&desk.anna, id).await.expect_err(what);
        assert_eq!(refused.code(), "approval.refused", "{what}: {refused}");
        assert_eq!(desk.entries().await, 0, "{what}");
    }
}

#[tokio::test]
async fn who_brings_a_document_in_approves_it_alone_unless_the_policy_says_otherwise() {
    let desk = Desk::new().await;
    let large = |n: &str| numbered(n, bill_of("30000.00", "5700.00", "35700.00"));
    let free = desk.receives(large("R-1")).await;
    desk.posts(&desk.anna, free).await;
    let policy = approvals::Policy { bringing_is_entering: true, ..approvals::Policy::standard(Currency::EUR) };
    desk.sets(policy).await;
    let id = desk.receives(large("R-2")).await;
    let refused = desk.approves(&desk.anna, id).await.expect_err("she brought it in");
    assert_eq!(refused.code(), "approval.refused", "{refused}");
    desk.posts(&desk.ben, id).await;
}

#[tokio::test]
async fn lists_know_for_whom_a_document_waits() {
    let desk = Desk::new().await;
    desk.wants_two().await;
    let (half, fresh) = (desk.receives(bill()).await, desk.receives(numbered("R-2", bill())).await);
    let asked = desk.receives(numbered("R-3", bill())).await;
    desk.approves(&desk.anna, half).await.expect("half");
    let ben = desk.ben.actor.person();
    desk.documents.ask(&desk.anna, asked, desk.version(asked).await, "yours?", ben).await.expect("asked");
    assert_eq!(desk.waits(&desk.anna, Waits::ForMe).await, [fresh]);
    assert_eq!(desk.waits(&desk.anna, Waits::ForOthers).await, [asked, half]);
    assert_eq!(desk.waits(&desk.ben, Waits::ForMe).await, [asked, fresh, half]);
    assert_eq!(desk.waits(&desk.ben, Waits::ForOthers).await, []);

    let looked = desk.looks_at(half).await;
    assert_eq!(looked.you_may, Err(approvals::Refusal::AlreadyApproved), "Anna looks, and has said yes");
    let waiting = looked.waiting.expect("in review");
    let named: Vec<&str> = waiting.approved.iter().map(|vote| vote.actor_name.as_str()).collect();
    assert_eq!((named, waiting.missing[0].people), (vec!["Anna"], 1));
}
