//! The door: what is taken in, what is recognised, what is refused; and mails that hold other documents.

use reading::Attachment;

use super::*;
use crate::Filter;

#[tokio::test]
async fn the_same_bytes_are_recognised_under_any_name() {
    let desk = Desk::new().await;
    let first = desk.arrives("bill.txt", "one and the same").await;
    let again = Arrival { file_name: "copy of bill.txt".into(), bytes: Bytes::from_static(b"one and the same") };
    let outcome = desk.documents.arrive(&desk.ben, desk.entity, again.clone()).await.expect("recognised");
    assert_eq!(outcome, Arrived::SameAs(first));
    assert_eq!(desk.count("select count(*) from document").await, 1);
    let trail = desk.count("select count(*) from audit_event where action = 'document.came_again'").await;
    assert_eq!(trail, 1, "the trail knows that it came again");

    let elsewhere = desk.world.entity;
    let outcome = desk.documents.arrive(&desk.world.op_admin(), elsewhere, again).await.expect("taken");
    assert!(matches!(outcome, Arrived::Taken(id) if id != first), "another business has its own");
}

#[tokio::test]
async fn many_copies_at_once_are_one_document() {
    let desk = Desk::new().await;
    let file = || Arrival { file_name: "bill.txt".into(), bytes: Bytes::from_static(b"all at once") };
    let all = (0..8).map(|_| desk.documents.arrive(&desk.anna, desk.entity, file()));
    let all: Vec<Arrived> = futures::future::try_join_all(all).await.expect("taken or recognised");
    let taken = all.iter().filter(|a| matches!(a, Arrived::Taken(_))).count();
    assert_eq!((taken, desk.count("select count(*) from document").await), (1, 1));
}

#[tokio::test]
async fn what_cannot_be_a_document_is_refused_at_the_door() {
    let desk = Desk::new().await;
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.pdf", b"", "document.empty"),
        ("program.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "document.unknown_type"),
        ("archive.pdf", b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00", "document.unknown_type"),
        ("page.pdf", b"<!doctype html><html><script>alert(1)</script></html>", "document.unknown_type"),
    ];
    for (name, bytes, code) in cases {
        let file = Arrival { file_name: name.into(), bytes: Bytes::from_static(bytes) };
        let refused = desk.documents.arrive(&desk.anna, desk.entity, file).await.expect_err(name);
        assert_eq!(refused.code(), code, "{name}: {refused}");
        assert!(refused.to_string().starts_with(name), "the answer names the file: {refused}");
    }
    assert_eq!(desk.count("select count(*) from document").await, 0);
}

#[tokio::test]
async fn a_mail_becomes_a_document_for_each_attachment() {
    let desk = Desk::new().await;
    let known = desk.arrives("known.txt", "a bill that came by itself").await;
    let mail = desk.arrives("mail.txt", "a mail").await;
    let attach = |name: &str, bytes: &[u8]| Attachment { name: name.into(), bytes: bytes.to_vec() };
    let reading = Reading {
        kind: Kind::Mail,
        route: Route::PlainText,
        einvoice: None,
        attachments: vec![
            attach("bill.txt", b"a new bill"),
            attach("known again.txt", b"a bill that came by itself"),
            attach("virus.exe", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"),
        ],
        ..data(bill())
    };
    let (row, running) = desk.documents.start(&desk.anna, mail, Stage::Read, 1).await.expect("start").expect("waits");
    desk.documents.unpack_mail(&desk.anna, &row, running, reading.clone()).await.expect("unpacked");
    assert_eq!(desk.state(mail).await.name(), "archived");
    let filter = Filter { limit: 10, ..Filter::default() };
    let all = desk.documents.list(&desk.anna, desk.entity, &filter).await.expect("list");
    let mut names: Vec<&str> = all.iter().map(|c| c.file_name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["bill.txt", "known.txt", "mail.txt"]);
    let part = all.iter().find(|c| c.file_name == "bill.txt").expect("the new one");
    assert_eq!(part.part_of, Some(mail));
    let story = desk.documents.story(&desk.anna, mail).await.expect("story");
    let read = story.iter().find(|s| s.stage == "read").and_then(|s| s.output.clone()).expect("what became of it");
    assert_eq!(read["into"], serde_json::json!([part.id, known]));
    assert!(read["refused"][0].as_str().is_some_and(|r| r.contains("virus.exe")), "{read}");
}

#[tokio::test]
async fn lists_have_pages_groups_and_search() {
    let desk = Desk::new().await;
    for n in 0..5 {
        let month = 1 + n % 3;
        desk.receives(numbered(
            &format!("N-{n}"),
            Facts { date: said(day(&format!("2026-0{month}-0{}", n + 1))), ..bill() },
        ))
        .await;
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let filter = Filter { limit: 2, after, ..Filter::default() };
        let page = desk.documents.list(&desk.anna, desk.entity, &filter).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some((last.arrived_at, last.id));
        seen.extend(page.iter().map(|c| c.number.clone().expect("a number")));
    }
    assert_eq!(seen, ["N-4", "N-3", "N-2", "N-1", "N-0"], "newest first, each once");
    let count = async |states: &[&str], text: Option<&str>| {
        let states = states.iter().map(|s| (*s).to_owned()).collect();
        let filter = Filter { states, text: text.map(str::to_owned), limit: 50, ..Filter::default() };
        desk.documents.list(&desk.anna, desk.entity, &filter).await.expect("list").len()
    };
    assert_eq!(count(&["in_review"], None).await, 5);
    assert_eq!(count(&["posted"], None).await, 0);
    assert_eq!(count(&[], Some("kraus")).await, 5);
    assert_eq!(count(&[], Some("n-3")).await, 1);
    assert_eq!(count(&[], Some("%")).await, 0, "a per cent sign is a character like any other");
}
