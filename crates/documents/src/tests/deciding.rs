//! Who may decide, and what a decision is bound to.

use op::{Grant, Permission};

use super::*;

#[tokio::test]
async fn an_approval_is_for_the_version_one_saw() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let seen = desk.version(id).await;
    desk.corrects(&desk.ben, id, &[("invoice_number", "R-1002")]).await;
    let refused = desk.documents.approve(&desk.anna, id, seen, None).await.expect_err("it was changed meanwhile");
    assert!(matches!(refused, DocumentError::Stale { .. }), "{refused}");
    desk.posts(&desk.anna, id).await;
    let again = desk.documents.approve(&desk.ben, id, seen + 1, None).await.expect_err("posted already");
    assert!(matches!(again, DocumentError::Stale { .. }), "{again}");
    let again = desk.approves(&desk.ben, id).await.expect_err("posted already");
    assert!(matches!(again, DocumentError::NotNow(_)), "{again}");
    assert_eq!(desk.entries().await, 1);
}

#[tokio::test]
async fn two_approvals_at_the_same_moment_post_once() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let (one, two) = futures::join!(desk.approves(&desk.anna, id), desk.approves(&desk.ben, id));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");
    assert_eq!(desk.entries().await, 1);
    desk.assert_sound().await;
}

#[tokio::test]
async fn above_the_limit_nobody_approves_what_he_corrected_himself() {
    let desk = Desk::new().await;
    let id = desk.receives(bill_of("2000.00", "380.00", "2830.00")).await;
    desk.corrects(&desk.anna, id, &[("total", "2380.00")]).await;
    let refused = desk.approves(&desk.anna, id).await.expect_err("she entered the total");
    assert!(matches!(refused, DocumentError::PolicyRefused(_)), "{refused}");
    assert_eq!((desk.entries().await, desk.state(id).await.name()), (0, "in_review"));
    let entry = desk.posts(&desk.ben, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[("8090", 2000_00), (INPUT_TAX, 380_00), (PAYABLE, -2380_00)]));

    let small = desk.receives(numbered("R-2", bill_of("20.00", "3.80", "28.30"))).await;
    desk.corrects(&desk.anna, small, &[("total", "23.80")]).await;
    desk.posts(&desk.anna, small).await;
    let untouched = desk.receives(numbered("R-3", bill_of("5000.00", "950.00", "5950.00"))).await;
    desk.corrects(&desk.anna, untouched, &[("due_date", "2026-04-30")]).await;
    desk.posts(&desk.anna, untouched).await;
}

#[tokio::test]
async fn a_rule_for_two_waits_for_the_second_person() {
    let desk = Desk::new().await;
    desk.wants_two().await;
    let id = desk.receives(bill()).await;
    let first = desk.approves(&desk.anna, id).await.expect("her vote counts");
    let Approval::WaitsFor(waiting) = &first else { panic!("{first:?}") };
    assert_eq!(waiting.to_string(), "1 of 2 by rule `Everything twice`");
    let again = desk.approves(&desk.anna, id).await.expect_err("one person counts once");
    assert_eq!(again.code(), "approval.already_given", "{again}");
    assert_eq!(desk.entries().await, 0);
    desk.posts(&desk.ben, id).await;
    assert_eq!(desk.looks_at(id).await.decisions.len(), 2);
}

/// Invariants 5 and 6: an agent's word is no decision, whatever permissions it acts under.
#[tokio::test]
async fn an_agent_neither_approves_nor_decides() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let version = desk.version(id).await;
    let agent = desk.world.op_admin().as_agent("proposer", "1");
    let refused = desk.documents.approve(&agent, id, version, None).await.expect_err("an agent");
    assert_eq!(refused.code(), "approval.not_a_person", "{refused}");
    assert_eq!((desk.entries().await, desk.state(id).await.name()), (0, "in_review"));
    assert_eq!(desk.looks_at(id).await.decisions.len(), 0);
}

/// Invariant 5: every entry that came from a document has a decision recorded on exactly that document.
#[tokio::test]
async fn nothing_is_posted_without_a_recorded_decision() {
    let desk = Desk::new().await;
    for n in 0..3 {
        let id = desk.receives(numbered(&format!("R-{n}"), bill())).await;
        desk.posts(&desk.anna, id).await;
    }
    let orphans = "select count(*) from entry e where source_kind = 'document' and not exists (
         select from approval_decision d where d.org_id = e.org_id and d.subject_id = e.source_id)";
    assert_eq!((desk.entries().await, desk.count(orphans).await), (3, 0));
}

#[tokio::test]
async fn permissions_decide_who_may_do_what() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let version = desk.version(id).await;
    let viewer = desk.world.op_with(Grant { entity: Some(desk.entity), role: Role::Viewer });
    let elsewhere = desk.world.op_with(Grant { entity: Some(desk.world.entity), role: Role::Admin });
    assert!(desk.documents.get(&viewer, id).await.is_ok(), "a viewer looks");
    let unknown = desk.documents.get(&elsewhere, id).await.expect_err("another business of the same organisation");
    assert!(matches!(unknown, DocumentError::NotFound), "{unknown}");
    let wanted = corrections(&viewer, &[("total", "1")]);
    let acts: [(&str, DocumentError); 5] = [
        ("approve", desk.documents.approve(&viewer, id, version, None).await.expect_err("approve")),
        ("correct", desk.documents.correct(&viewer, id, version, &wanted, true).await.expect_err("correct")),
        ("reject", desk.documents.reject(&viewer, id, version, "no").await.expect_err("reject")),
        ("park", desk.documents.park(&viewer, id, version, None, "later").await.expect_err("park")),
        ("ask", desk.documents.ask(&viewer, id, version, "whose?", None).await.expect_err("ask")),
    ];
    for (what, error) in acts {
        assert!(matches!(error, DocumentError::Denied(_)), "{what}: {error}");
    }
    let mut narrow = desk.anna.clone();
    narrow.grants.scopes = Some(vec![Permission::DocumentsRead, Permission::DocumentsReview]);
    let denied = desk.documents.approve(&narrow, id, version, None).await.expect_err("beyond the key's scopes");
    assert!(matches!(denied, DocumentError::Denied(_)), "{denied}");
}

/// Invariant 4 for this slice: for another organisation there is no such document, and no trace of it.
#[tokio::test]
async fn a_foreign_organisation_sees_and_touches_nothing() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let version = desk.version(id).await;
    let foreign = desk.world.second_org().await.op;
    let d = &desk.documents;
    let wanted = corrections(&foreign, &[("total", "1")]);
    let refused = [
        d.get(&foreign, id).await.map(drop),
        d.original(&foreign, id).await.map(drop),
        d.page_words(&foreign, id, 1).await.map(drop),
        d.page_image(&foreign, id, 1, 800).await.map(drop),
        d.story(&foreign, id).await.map(drop),
        d.approve(&foreign, id, version, None).await.map(drop),
        d.correct(&foreign, id, version, &wanted, false).await.map(drop),
        d.reject(&foreign, id, version, "mine").await.map(drop),
        d.split(&foreign, id, version, &vec![vec![1], vec![2]]).await.map(drop),
        d.retry(&foreign, id, version).await.map(drop),
    ];
    for outcome in refused {
        assert!(matches!(outcome, Err(DocumentError::NotFound)), "{outcome:?}");
    }
    let filter = crate::Filter { limit: 50, ..crate::Filter::default() };
    assert_eq!(d.list(&foreign, desk.entity, &filter).await.expect("an empty list").len(), 0);
    assert_eq!(d.counts(&foreign, desk.entity).await.expect("no counts"), vec![]);
    assert_eq!(desk.version(id).await, version);
}

#[tokio::test]
async fn a_closed_period_takes_nothing_and_the_document_says_why() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let periods = ledger::periods(&desk.world.db, &desk.anna, desk.entity).await.expect("periods");
    let march = periods.iter().find(|p| p.number == 3).expect("March").id;
    ledger::close_period(&desk.world.db, &desk.anna, march, None).await.expect("closed");
    let refused = desk.approves(&desk.anna, id).await.expect_err("March is closed");
    assert_eq!(refused.code(), "ledger.period_closed", "{refused}");
    let looked = desk.looks_at(id).await;
    assert_eq!((desk.entries().await, looked.card.state.name()), (0, "in_review"));
    assert!(looked.card.reasons.iter().any(|r| r.code == "ledger.period_closed"), "{:?}", looked.card.reasons);
    assert_eq!(looked.decisions.len(), 0, "the vote was undone with the entry");
    assert!(
        desk.documents.story(&desk.anna, id).await.expect("story").iter().any(|s| s.summary.contains("did not take"))
    );

    ledger::reopen_period(&desk.world.db, &desk.anna, march, "a late bill").await.expect("open again");
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[(OFFICE, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
    desk.assert_sound().await;
}
