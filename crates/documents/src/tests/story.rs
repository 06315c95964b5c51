//! What is kept: where a figure stands on the page, the steps of the road, trail and news, all or nothing.

use road::page::{Rect, Spot};

use super::*;

fn at(page: u32, y: f32) -> Vec<Spot> {
    vec![Spot { page, rect: Rect { x0: 0.7, y0: y, x1: 0.9, y1: y + 0.02 } }]
}

#[tokio::test]
async fn a_posted_line_leads_back_to_its_place_on_the_page() {
    let desk = Desk::new().await;
    let mut facts = bill();
    facts.total.as_mut().expect("total").spots = at(2, 0.5);
    facts.tax.as_mut().expect("tax").spots = at(2, 0.25);
    facts.subtotal.as_mut().expect("net").spots = at(1, 0.75);
    let id = desk.arrives("scan.txt", "two pages").await;
    desk.is_read(id, on_pages(2, facts)).await;
    let entry = desk.posts(&desk.anna, id).await;
    let entry = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    assert_eq!(entry.source, ledger::Source::Document(id));
    let place = |account: &str, field: &str| {
        let line = entry.lines.iter().find(|l| l.account.code == account).expect("the line");
        let found = line.provenance.iter().find(|p| p.field == field);
        let found = found.unwrap_or_else(|| panic!("{account} does not cite {field}: {:?}", line.provenance));
        assert_eq!(found.document, id);
        (found.page, found.rect)
    };
    assert_eq!(place(PAYABLE, "total"), (Some(2), Some([0.7, 0.5, 0.9, 0.52])));
    assert_eq!(place(INPUT_TAX, "tax"), (Some(2), Some([0.7, 0.25, 0.9, 0.27])));
    assert_eq!(place(OFFICE, "subtotal"), (Some(1), Some([0.7, 0.75, 0.9, 0.77])));
    assert_eq!(entry.attachments.len(), 1, "the paper is attached");
    assert_eq!(entry.attachments[0].document, Some(id));
}

#[tokio::test]
async fn the_story_tells_every_step_in_order() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.corrects(&desk.ben, id, &[("invoice_number", "R-1002")]).await;
    desk.posts(&desk.anna, id).await;
    let story = desk.documents.story(&desk.anna, id).await.expect("story");
    let told: Vec<(&str, i32, &str)> = story.iter().map(|s| (s.stage.as_str(), s.version, s.agent.as_str())).collect();
    assert_eq!(
        told,
        [
            ("arrive", 1, "Anna"),
            ("read", 1, "reader"),
            ("extract", 1, "extractor"),
            ("classify", 1, "classifier"),
            ("propose", 1, "proposer"),
            ("extract", 2, "Ben"),
            ("classify", 2, "Ben"),
            ("propose", 2, "Ben"),
            ("review", 1, "Anna"),
            ("post", 1, "Anna"),
        ]
    );
    for step in &story {
        assert!(!step.summary.is_empty() && step.output.is_some(), "{step:?}");
    }
    let handed: Vec<(&str, &str)> =
        story.iter().flat_map(|s| &s.messages).map(|m| (m.from.as_str(), m.to.as_str())).collect();
    assert_eq!(
        handed[..4],
        [("reader", "extractor"), ("extractor", "classifier"), ("classifier", "proposer"), ("proposer", "reviewers")]
    );
}

/// The trail names a person where a person acted and an agent where an agent did.
#[tokio::test]
async fn the_trail_tells_who_did_what() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.posts(&desk.ben, id).await;
    let mut superuser = desk.world.superuser().await;
    let trail: Vec<(String, String, String)> = sqlx::query_as(
        "select action, actor_kind, actor_name from audit_event where subject_id = $1 order by at, event_id",
    )
    .bind(id.0)
    .fetch_all(&mut superuser)
    .await
    .expect("trail");
    let told: Vec<(&str, &str)> = trail.iter().map(|(action, kind, _)| (action.as_str(), kind.as_str())).collect();
    for expected in [
        ("document.arrived", "user"),
        ("document.read", "agent"),
        ("document.extracted", "agent"),
        ("document.classified", "agent"),
        ("document.proposed", "agent"),
        ("approval.given", "user"),
        ("document.approved", "user"),
    ] {
        assert!(told.contains(&expected), "{expected:?} is not in {told:?}");
    }
    assert!(trail.iter().any(|(action, _, name)| action == "document.approved" && name == "Ben"));
}

/// Invariant 7: a move, its trail and its news commit together; if one of them cannot be written, none is.
#[tokio::test]
async fn a_move_without_its_trail_or_its_news_does_not_happen() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    for table in ["audit_event", "outbox", "document_stage", "approval_decision"] {
        let mut superuser = desk.world.superuser().await;
        let block = format!("alter table {table} add constraint broken check (false) not valid");
        sqlx::query(sqlx::AssertSqlSafe(block)).execute(&mut superuser).await.expect("break the table");
        desk.approves(&desk.anna, id).await.expect_err(table);
        let unblock = format!("alter table {table} drop constraint broken");
        sqlx::query(sqlx::AssertSqlSafe(unblock)).execute(&mut superuser).await.expect("mend the table");
        assert_eq!(desk.entries().await, 0, "{table}");
        assert_eq!(desk.state(id).await.name(), "in_review", "{table}");
        let left = "select (select count(*) from approval_decision) + (select count(*) from party)
             + (select count(*) from audit_event where action in ('document.approved', 'entry.posted'))
             + (select count(*) from outbox where topic = 'entry.posted')";
        assert_eq!(desk.count(left).await, 0, "nothing is left of the attempt without {table}");
    }
    desk.posts(&desk.anna, id).await;
    desk.assert_sound().await;
}

/// A job that runs twice, as after a crash between its work and its own end, does its work once.
#[tokio::test]
async fn a_stage_done_twice_is_done_once() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let before = (desk.version(id).await, desk.count("select count(*) from document_stage").await);
    for stage in 0..3 {
        let op = &desk.anna;
        let done = match stage {
            0 => desk.documents.run_extract(op, id, 2).await,
            1 => desk.documents.run_classify(op, id, 2).await,
            _ => desk.documents.run_propose(op, id, 2).await,
        };
        done.expect("it sees that the document has moved on");
    }
    assert_eq!((desk.version(id).await, desk.count("select count(*) from document_stage").await), before);
}

#[tokio::test]
async fn what_a_person_corrected_is_kept_as_data() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let wanted =
        Corrections { reason: Some("misread".into()), ..corrections(&desk.ben, &[("invoice_number", "R-1007")]) };
    desk.wants(&desk.ben, id, wanted).await.expect("corrected");
    let looked = desk.looks_at(id).await;
    assert_eq!(looked.corrected.len(), 1);
    let (field, by, _) = &looked.corrected[0];
    assert_eq!((field.as_str(), by.as_str()), ("invoice_number", "Ben"));
    let mut superuser = desk.world.superuser().await;
    let (before, after, reason): (serde_json::Value, serde_json::Value, String) =
        sqlx::query_as("select before, after, reason from document_correction")
            .fetch_one(&mut superuser)
            .await
            .expect("kept");
    assert_eq!((before, after, reason.as_str()), ("R-1001".into(), "R-1007".into(), "misread"));
    desk.posts(&desk.anna, id).await;
    let accuracy = desk.documents.accuracy(&desk.anna, desk.entity).await.expect("accuracy");
    assert_eq!((accuracy.posted, accuracy.untouched), (1, 0));
    let wrong: Vec<&str> = accuracy.by_field.iter().filter(|f| f.corrected > 0).map(|f| f.field).collect();
    assert_eq!(wrong, ["invoice_number"]);
}

#[tokio::test]
async fn accuracy_counts_changed_accounts_divisions_and_rejections() {
    let desk = Desk::new().await;
    let accuracy = async || desk.documents.accuracy(&desk.anna, desk.entity).await.expect("accuracy");
    assert_eq!(accuracy().await.share, None, "nothing is settled yet");
    let right = desk.receives(bill()).await;
    desk.posts(&desk.anna, right).await;
    assert_eq!((accuracy().await.share, accuracy().await.untouched), (Some(1.0), 1));

    let moved = desk.receives(numbered("R-2", bill())).await;
    desk.chooses_account(&desk.anna, moved, OFFICE, PRINTING).await;
    desk.posts(&desk.anna, moved).await;
    let two = desk.arrives("scan.txt", "two bills").await;
    desk.is_read(two, on_pages(2, numbered("R-3", bill()))).await;
    desk.documents.split(&desk.anna, two, desk.version(two).await, &vec![vec![1], vec![2]]).await.expect("divided");
    let foreign = desk.receives(numbered("R-4", bill())).await;
    desk.documents.reject(&desk.anna, foreign, desk.version(foreign).await, "not ours").await.expect("rejected");
    let now = accuracy().await;
    assert_eq!((now.posted, now.untouched, now.split, now.rejected), (2, 1, 1, 1));
    let account = now.by_field.iter().find(|f| f.field == "account").expect("accounts count");
    assert_eq!((account.confirmed, account.corrected), (1, 2));
    assert!(now.share.is_some_and(|share| share < 0.7), "{:?}", now.share);
}
