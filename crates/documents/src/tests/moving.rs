//! The plain moves: park, ask, reject, split, retry, enter by hand, reverse.

use road::Nothing;

use super::*;

#[tokio::test]
async fn a_parked_document_comes_back_as_it_was() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let before = desk.state(id).await;
    let parked =
        desk.documents.park(&desk.anna, id, desk.version(id).await, Some(day("2026-04-15")), "the credit note is due");
    assert_eq!(parked.await.expect("parked").name(), "parked");
    assert!(matches!(desk.approves(&desk.anna, id).await, Err(DocumentError::NotNow(_))));
    desk.documents.resume(&desk.ben, id, desk.version(id).await).await.expect("resumed");
    assert_eq!(desk.state(id).await, before);
    desk.posts(&desk.anna, id).await;
}

#[tokio::test]
async fn a_question_waits_for_its_answer_and_both_stand_in_the_story() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let ben = desk.ben.actor.person();
    desk.documents.ask(&desk.anna, id, desk.version(id).await, "Who ordered it?", ben).await.expect("asked");
    assert_eq!(desk.state(id).await.name(), "asked");
    assert!(matches!(desk.approves(&desk.anna, id).await, Err(DocumentError::NotNow(_))));
    desk.documents.answer(&desk.ben, id, desk.version(id).await, "The print shop.").await.expect("answered");
    let story = desk.documents.story(&desk.anna, id).await.expect("story");
    let said: Vec<&str> = story.iter().flat_map(|s| &s.messages).map(|m| m.text.as_str()).collect();
    assert!(said.contains(&"Who ordered it?") && said.contains(&"The print shop."), "{said:?}");
    desk.posts(&desk.anna, id).await;
}

#[tokio::test]
async fn a_reason_a_question_and_an_answer_have_words() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let version = desk.version(id).await;
    let empty = [
        desk.documents.reject(&desk.anna, id, version, "  ").await,
        desk.documents.ask(&desk.anna, id, version, "", None).await,
    ];
    for outcome in empty {
        assert!(matches!(outcome, Err(DocumentError::BadCorrection { .. })), "{outcome:?}");
    }
    assert_eq!(desk.version(id).await, version);
}

#[tokio::test]
async fn a_rejected_document_can_be_taken_up_again_and_is_read_anew() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.documents.reject(&desk.anna, id, desk.version(id).await, "not ours").await.expect("rejected");
    assert_eq!(desk.state(id).await, State::Rejected { reason: "not ours".into() });
    assert!(matches!(desk.approves(&desk.anna, id).await, Err(DocumentError::NotNow(_))));
    desk.documents.resume(&desk.anna, id, desk.version(id).await).await.expect("it was ours");
    assert_eq!(desk.state(id).await.name(), "arrived");
    desk.is_read(id, data(bill_of("50.00", "9.50", "59.50"))).await;
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[("8090", 50_00), (INPUT_TAX, 9_50), (PAYABLE, -59_50)]));
    let story = desk.documents.story(&desk.anna, id).await.expect("story");
    let reads: Vec<i32> = story.iter().filter(|s| s.stage == "read").map(|s| s.version).collect();
    assert_eq!(reads, [1, 2], "the first reading is kept beside the second");
}

#[tokio::test]
async fn two_bills_in_one_file_become_two_documents() {
    let desk = Desk::new().await;
    let id = desk.arrives("scan.txt", "two bills").await;
    desk.is_read(id, on_pages(3, bill())).await;
    let wrong: [&[&[u32]]; 5] =
        [&[&[1, 2, 3]], &[&[1], &[2]], &[&[1, 2], &[2, 3]], &[&[1, 2], &[3], &[]], &[&[1], &[2, 3, 4]]];
    for groups in wrong {
        let groups = groups.iter().map(|g| g.to_vec()).collect();
        let refused = desk.documents.split(&desk.anna, id, desk.version(id).await, &groups).await.expect_err("pages");
        assert!(matches!(refused, DocumentError::BadCorrection { .. }), "{groups:?}: {refused}");
    }
    let groups = vec![vec![1, 3], vec![2]];
    let parts = desk.documents.split(&desk.anna, id, desk.version(id).await, &groups).await.expect("split");
    assert_eq!(desk.state(id).await, State::Split { into: parts.clone() });
    desk.is_read(parts[0], on_pages(3, bill())).await;
    desk.is_read(parts[1], on_pages(3, numbered("Z-9", bill_of("7.00", "1.33", "8.33")))).await;
    let pages: Vec<i32> =
        vec![desk.looks_at(parts[0]).await.card.page_count, desk.looks_at(parts[1]).await.card.page_count];
    assert_eq!(pages, [2, 1], "each keeps its own pages");
    for part in &parts {
        desk.posts(&desk.anna, *part).await;
    }
    assert!(
        matches!(desk.approves(&desk.anna, id).await, Err(DocumentError::NotNow(_))),
        "the whole is not booked too"
    );
    assert_eq!(desk.entries().await, 2);
}

#[tokio::test]
async fn an_installation_without_a_reader_leaves_every_document_with_a_person() {
    let desk = Desk::new().await;
    let id = desk.arrives("bill.txt", "a bill").await;
    desk.tries_to_read().await;
    let state = desk.state(id).await;
    let State::Failed { code, attempts, retrying, .. } = &state else { panic!("{state:?}") };
    assert_eq!((code.as_str(), *attempts, *retrying), ("reader.failed", road::ATTEMPTS_MAX, false));

    desk.documents.retry(&desk.anna, id, desk.version(id).await).await.expect("try again");
    desk.is_read(id, data(bill())).await;
    desk.posts(&desk.anna, id).await;
    assert_eq!(desk.entries().await, 1);
}

#[tokio::test]
async fn facts_are_found_in_the_reading_process_and_without_it_wait_for_a_person() {
    let desk = Desk::new().await;
    let id = desk.arrives("words.txt", "Total 12.50").await;
    let rect = road::page::Rect { x0: 0.1, y0: 0.1, x1: 0.2, y1: 0.12 };
    let word = road::page::Word { text: "Total".to_owned(), rect, certainty: 1.0, line: 0 };
    let mut reading = on_pages(1, bill());
    (reading.route, reading.einvoice) = (Route::TextLayer, None);
    reading.pages[0].words.push(word);
    desk.is_read(id, reading).await;
    let state = desk.state(id).await;
    let State::Failed { stage, code, attempts, retrying, .. } = &state else { panic!("{state:?}") };
    assert_eq!((*stage, code.as_str()), (Stage::Extract, "reader.failed"));
    assert_eq!((*attempts, *retrying), (road::ATTEMPTS_MAX, false), "tried again by itself, but not for ever");
    desk.documents.enter_by_hand(&desk.anna, id, desk.version(id).await).await.expect("a way out");
}

#[tokio::test]
async fn a_document_nobody_can_read_is_entered_by_hand() {
    let desk = Desk::new().await;
    let id = desk.arrives("fax.txt", "illegible").await;
    desk.tries_to_read().await;
    desk.documents.enter_by_hand(&desk.anna, id, desk.version(id).await).await.expect("an empty form");
    let refused = desk.approves(&desk.anna, id).await.expect_err("nothing was entered yet");
    assert_eq!(refused.code(), "document.blocked", "{refused}");
    let fields = [
        ("kind", "receipt"),
        ("vendor", "Kiosk am Eck"),
        ("date", "2026-03-20"),
        ("currency", "EUR"),
        ("subtotal", "10.00"),
        ("tax", "1.90"),
        ("total", "11.90"),
    ];
    desk.corrects(&desk.anna, id, &fields).await;
    let entry = desk.posts(&desk.anna, id).await;
    let booked = desk.booked(entry).await;
    assert_eq!(booked.iter().map(|(_, cents)| cents).sum::<i64>(), 0);
    assert!(booked.contains(&(INPUT_TAX.to_owned(), 1_90)), "{booked:?}");
}

/// A job that is given up (its program died in every attempt) leaves no document waiting for ever.
#[tokio::test]
async fn a_job_that_was_given_up_leaves_the_document_with_a_person() {
    let desk = Desk::new().await;
    let id = desk.arrives("poison.txt", "poison").await;
    let mut superuser = desk.world.superuser().await;
    sqlx::query("update job set attempts = max_attempts").execute(&mut superuser).await.expect("worn out");
    desk.tries_to_read().await;
    let state = desk.state(id).await;
    assert!(matches!(&state, State::Failed { stage: Stage::Read, retrying: false, .. }), "{state:?}");
    desk.documents.retry(&desk.anna, id, desk.version(id).await).await.expect("a person may try again");
}

#[tokio::test]
async fn a_person_can_stop_work_that_has_not_come_back() {
    let desk = Desk::new().await;
    let id = desk.arrives("slow.txt", "slow").await;
    let started = desk.documents.start(&desk.anna, id, Stage::Read, 1).await.expect("start").expect("waiting");
    desk.documents.cancel(&desk.anna, id, desk.version(id).await, "sent by mistake").await.expect("cancelled");
    let (row, running) = started;
    desk.documents.keep_reading(&desk.anna, &row, running, data(bill())).await.expect("a late answer is no error");
    desk.works_on().await;
    assert_eq!(desk.state(id).await, State::Rejected { reason: "sent by mistake".into() }, "and changes nothing");
}

#[tokio::test]
async fn a_reversed_document_can_be_booked_rightly() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let first = desk.posts(&desk.anna, id).await;
    let reversal = desk
        .documents
        .reverse(&desk.ben, id, desk.version(id).await, day("2026-03-31"), "wrong account", true)
        .await
        .expect("reversed");
    assert_eq!(desk.booked(reversal).await, lines(&[(OFFICE, -100_00), (INPUT_TAX, -19_00), (PAYABLE, 119_00)]));
    assert_eq!(desk.state(id).await.name(), "in_review");
    desk.chooses_account(&desk.ben, id, OFFICE, PRINTING).await;
    let second = desk.posts(&desk.anna, id).await;
    assert_ne!(first, second);
    let balances = ledger::balances_as_of(&desk.world.db, &desk.anna, desk.entity, day("2026-03-31"), None).await;
    let balances = balances.expect("balances");
    let of = |code: &str| {
        let account = desk.account(code);
        balances.iter().find(|b| b.account == account).map_or(0, |b| b.net().expect("net").minor())
    };
    assert_eq!([of(OFFICE), of(PRINTING), of(INPUT_TAX), of(PAYABLE)], [0, 100_00, 19_00, -119_00]);
    let known = "select count(*) from party";
    assert_eq!(desk.count(known).await, 1, "the supplier became known once");
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_document_reversed_for_good_is_put_away() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.posts(&desk.anna, id).await;
    let reversal = desk.documents.reverse(&desk.anna, id, desk.version(id).await, day("2026-03-31"), "not ours", false);
    reversal.await.expect("reversed");
    assert_eq!(desk.state(id).await.name(), "rejected");
    let again = desk.documents.reverse(&desk.anna, id, desk.version(id).await, day("2026-03-31"), "again", false).await;
    assert!(matches!(again, Err(DocumentError::NotNow(_))), "{again:?}");
    desk.assert_sound().await;
}

#[tokio::test]
async fn archived_and_split_documents_say_why_nothing_is_booked() {
    let desk = Desk::new().await;
    let order = desk.receives(Facts { kind: said(DocumentKind::Order), ..bill() }).await;
    assert_eq!(desk.state(order).await, State::Archived { why: Nothing::NothingToBook });
    let counts = desk.documents.counts(&desk.anna, desk.entity).await.expect("counts");
    assert_eq!(counts, [("archived".to_owned(), 1)]);
}
