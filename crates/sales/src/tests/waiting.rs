use op::{Actor, Op, Role, UserId};

use super::{Shop, eur, line, refused};
use crate::{IssueOutcome, State, approve, change, reject, withdraw};

/// Above the 1,000.00 that a person may decide alone about.
const LARGE: &str = "2000";

fn another_accountant(shop: &Shop) -> Op {
    let mut op = shop.world.op(Role::Accountant);
    op.actor = Actor::User { id: UserId(op.new_id()), name: "Ben".to_owned() };
    op
}

#[tokio::test]
async fn above_the_limit_a_second_person_decides_and_the_number_comes_with_the_yes() {
    let shop = Shop::new().await;
    let (db, ben) = (&shop.world.db, another_accountant(&shop));
    let id = shop.drafts(shop.invoice(vec![line("1", LARGE, "O19")])).await;
    assert_eq!(shop.tries_to_issue(&shop.op, id).await.expect("waits"), IssueOutcome::Waits);
    let waiting = shop.looks(id).await;
    assert_eq!((waiting.sale.state, waiting.sale.number.clone(), waiting.sale.entry), (State::Waiting, None, None));
    let version = waiting.sale.version;
    // it stays as it is meanwhile, and its author cannot approve it
    refused(change(db, &shop.op, shop.entity, (id, version), shop.invoice(vec![])).await, "sales.not_draft");
    refused(approve(db, &shop.op, shop.entity, (id, version), None).await, "approval.refused");
    assert_eq!(shop.tries_to_issue(&shop.op, id).await.expect("still waits"), IssueOutcome::Waits);
    // what is issued meanwhile takes the number
    let small = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    assert_eq!(shop.number(small).await, "INV-2026-0001");
    refused(approve(db, &ben, shop.entity, (id, version + 1), None).await, "sales.stale");
    let done = approve(db, &ben, shop.entity, (id, version), Some("fine")).await.expect("approved");
    assert_eq!(done, IssueOutcome::Issued);
    let issued = shop.looks(id).await;
    assert_eq!((issued.sale.name().as_str(), issued.row.open), ("INV-2026-0002", Some(eur(2_380_00))));
    assert_eq!(issued.decisions.len(), 1);
    refused(approve(db, &ben, shop.entity, (id, issued.sale.version), None).await, "sales.not_waiting");
}

#[tokio::test]
async fn it_is_a_draft_again_when_it_is_rejected_or_withdrawn() {
    let shop = Shop::new().await;
    let (db, ben) = (&shop.world.db, another_accountant(&shop));
    let id = shop.drafts(shop.invoice(vec![line("1", LARGE, "O19")])).await;
    let waits = async || {
        shop.tries_to_issue(&shop.op, id).await.expect("waits");
        (id, shop.looks(id).await.sale.version)
    };
    let seen = waits().await;
    refused(reject(db, &ben, shop.entity, seen, " ").await, "approval.reason_missing");
    reject(db, &ben, shop.entity, seen, "the price is wrong").await.expect("rejected");
    let draft = shop.looks(id).await;
    assert_eq!((draft.sale.state, draft.sale.number.clone()), (State::Draft, None));
    let last = draft.history.last().expect("a history").clone();
    assert_eq!((last.action.as_str(), last.reason.as_deref()), ("sales.rejected", Some("the price is wrong")));
    let (_, version) = waits().await;
    refused(withdraw(db, &ben, shop.entity, id, version).await, "sales.not_yours");
    withdraw(db, &shop.op, shop.entity, id, version).await.expect("withdrawn");
    assert_eq!(shop.looks(id).await.sale.state, State::Draft);
}

#[tokio::test]
async fn whoever_changed_it_is_its_author_too() {
    let shop = Shop::new().await;
    let (db, ben) = (&shop.world.db, another_accountant(&shop));
    let id = shop.drafts(shop.invoice(vec![line("1", "10", "O19")])).await;
    change(db, &ben, shop.entity, (id, 1), shop.invoice(vec![line("1", LARGE, "O19")])).await.expect("changed");
    shop.tries_to_issue(&shop.op, id).await.expect("waits");
    let version = shop.looks(id).await.sale.version;
    refused(approve(db, &ben, shop.entity, (id, version), None).await, "approval.refused");
}

#[tokio::test]
async fn an_agent_writes_drafts_and_issues_nothing() {
    let shop = Shop::new().await;
    let mut agent = shop.world.op(Role::Accountant);
    agent.actor = Actor::Agent { name: "drafter".to_owned(), version: "1".to_owned(), on_behalf_of: None };
    let id = shop.drafts(shop.invoice(vec![line("1", "10", "O19")])).await;
    refused(shop.tries_to_issue(&agent, id).await, "approval.not_a_person");
    let quote = shop.drafts(shop.content(crate::Kind::Quote, vec![line("1", "10", "O19")])).await;
    refused(shop.tries_to_issue(&agent, quote).await, "approval.not_a_person");
}
