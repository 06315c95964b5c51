//! The same paper twice: held, released, and never both or neither.

use road::HoldReason;

use super::*;

async fn held_for(desk: &Desk, id: DocumentId) -> Option<DocumentId> {
    match desk.state(id).await {
        State::Held { reason: HoldReason::Duplicate { of }, .. } => Some(of),
        _ => None,
    }
}

#[tokio::test]
async fn a_second_copy_is_held_until_a_person_releases_it() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    desk.posts(&desk.anna, first).await;
    let second = desk.receives(bill()).await;
    assert_eq!(held_for(&desk, second).await, Some(first));
    let refused = desk.approves(&desk.anna, second).await.expect_err("it is held");
    assert!(matches!(refused, DocumentError::NotNow(_)), "{refused}");
    let looked = desk.looks_at(second).await;
    assert_eq!(looked.duplicates.iter().map(|(_, card)| card.id).collect::<Vec<_>>(), [first]);

    let version = desk.version(second).await;
    desk.documents.release(&desk.ben, second, version).await.expect("another delivery at the same price");
    desk.corrects(&desk.ben, second, &[("due_date", "2026-04-30")]).await;
    assert_eq!(desk.state(second).await.name(), "in_review", "what a person released is not held again");
    desk.posts(&desk.anna, second).await;
    assert_eq!(desk.entries().await, 2);
}

#[tokio::test]
async fn of_two_copies_that_come_together_one_is_held() {
    let desk = Desk::new().await;
    let one = desk.arrives("a.txt", "a").await;
    let two = desk.arrives("b.txt", "b").await;
    desk.is_only_read(one, data(bill())).await;
    desk.is_only_read(two, data(bill())).await;
    desk.works_on().await;
    let held = [held_for(&desk, one).await, held_for(&desk, two).await];
    assert!(held == [None, Some(one)] || held == [Some(two), None], "exactly one of both: {held:?}");
}

#[tokio::test]
async fn the_slower_copy_is_held_even_when_it_came_first() {
    let desk = Desk::new().await;
    let slow = desk.arrives("photo.txt", "slow to read").await;
    let fast = desk.receives(bill()).await;
    desk.is_read(slow, data(bill())).await;
    assert_eq!((held_for(&desk, fast).await, held_for(&desk, slow).await), (None, Some(fast)));
}

#[tokio::test]
async fn a_corrected_number_can_show_that_it_is_a_copy() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    let misread = desk.receives(numbered("X-9", Facts { date: said(day("2026-01-05")), ..bill() })).await;
    assert_eq!(held_for(&desk, misread).await, None);
    desk.corrects(&desk.anna, misread, &[("invoice_number", "R-1001"), ("date", "2026-03-14")]).await;
    assert_eq!(held_for(&desk, misread).await, Some(first));
}

#[tokio::test]
async fn what_was_held_by_mistake_is_free_once_its_number_is_right() {
    let desk = Desk::new().await;
    desk.receives(bill()).await;
    let second = desk.receives(bill()).await;
    assert!(held_for(&desk, second).await.is_some());
    desk.corrects(&desk.anna, second, &[("invoice_number", "R-7777"), ("date", "2026-01-02")]).await;
    assert_eq!(desk.state(second).await.name(), "in_review");
}

#[tokio::test]
async fn what_looks_alike_but_is_not_the_same_goes_on() {
    let desk = Desk::new().await;
    desk.receives(bill()).await;
    let other_number = numbered("R-2001", Facts { date: said(day("2026-02-14")), ..bill() });
    let credit = Facts { kind: said(DocumentKind::CreditNote), ..bill() };
    let other_vendor = Facts {
        vendor: said("Toner Blitz AG".into()),
        vendor_tax_id: said("DE811115368".into()),
        ..bill_of("90.00", "17.10", "107.10")
    };
    for (what, facts) in [("last month's", other_number), ("a credit note", credit), ("another vendor's", other_vendor)]
    {
        let id = desk.receives(facts).await;
        assert_eq!(held_for(&desk, id).await, None, "{what}");
    }
}

#[tokio::test]
async fn a_rejected_copy_does_not_stand_in_the_way() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    let version = desk.version(first).await;
    desk.documents.reject(&desk.anna, first, version, "illegible, they send it again").await.expect("rejected");
    let second = desk.receives(bill()).await;
    assert_eq!(desk.state(second).await.name(), "in_review");
}

#[tokio::test]
async fn a_copy_is_found_among_many_bills_of_the_same_total_and_however_its_number_is_written() {
    let desk = Desk::new().await;
    let first = desk.receives(numbered("RE-2026/0815", bill())).await;
    // a month's worth of other bills at the same price from others came after it
    let mut superuser = desk.world.superuser().await;
    let many = "insert into document (org_id, entity_id, document_id, file_name, media_type, size_bytes, blob, origin,
                    arrived_at, arrived_by, state, state_facts, state_since, number, vendor, currency, total_minor, dated)
                select org_id, entity_id, gen_random_uuid(), 'x', 'text/plain', 1, md5(n::text) || md5(n::text), 'web',
                       arrived_at + interval '1 second', '{}', state, state_facts, state_since, 'Z' || n, 'Other ' || n,
                       currency, total_minor, dated
                from document, generate_series(1, 60) n where number = 'RE-2026/0815'";
    sqlx::query(many).execute(&mut superuser).await.expect("many others");
    let copy = desk.receives(numbered("re 2026 0815", bill())).await;
    assert_eq!(held_for(&desk, copy).await, Some(first));
}
