//! What a person decided once is proposed the next time, and who was new is known.

use op::Op;

use super::*;
use crate::PartyChoice;

async fn suppliers(desk: &Desk) -> Vec<String> {
    let filter = parties::Filter::default();
    let page = parties::parties(&desk.world.db, &desk.anna, desk.entity, &filter, None, 50).await.expect("parties");
    page.parties.into_iter().map(|p| p.data.name).collect()
}

async fn proposed(desk: &Desk, id: DocumentId) -> Vec<(String, i64)> {
    desk.drafted(&desk.looks_at(id).await.proposal.expect("a proposal"))
}

#[tokio::test]
async fn the_second_bill_goes_where_the_person_put_the_first() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    assert_eq!(proposed(&desk, first).await, lines(&[(OFFICE, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
    let after = desk.chooses_account(&desk.anna, first, OFFICE, PRINTING).await;
    let drafted = desk.drafted(&after.proposal.expect("a proposal"));
    assert_eq!(drafted, lines(&[(PRINTING, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]), "at once");
    desk.posts(&desk.anna, first).await;

    let second = desk.receives(numbered("R-2001", Facts { date: said(day("2026-01-14")), ..bill() })).await;
    assert_eq!(proposed(&desk, second).await, lines(&[(PRINTING, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
    let line = desk.looks_at(second).await.proposal.expect("a proposal").lines.remove(0);
    assert!(line.reason.contains("2026-03-14"), "and says why, with the document's date: {}", line.reason);
    assert!(!desk.reasons(second).await.contains(&"new_party".to_owned()));
}

#[tokio::test]
async fn what_was_only_proposed_teaches_nothing() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    desk.chooses_account(&desk.anna, first, OFFICE, PRINTING).await;
    let version = desk.version(first).await;
    desk.documents.reject(&desk.anna, first, version, "not ours").await.expect("rejected");
    let second = desk.receives(numbered("R-2001", bill())).await;
    assert_eq!(proposed(&desk, second).await[2].0, OFFICE, "a rejected document is no precedent");
    assert_eq!(suppliers(&desk).await, Vec::<String>::new(), "nor does its issuer become known");
}

#[tokio::test]
async fn a_choice_survives_the_correction_of_another_field() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    desk.chooses_account(&desk.anna, id, OFFICE, PRINTING).await;
    desk.corrects(&desk.anna, id, &[("vendor", "Kraus & Söhne GmbH")]).await;
    assert_eq!(proposed(&desk, id).await, lines(&[(PRINTING, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
}

#[tokio::test]
async fn a_new_supplier_with_two_open_bills_becomes_known_once() {
    let desk = Desk::new().await;
    let first = desk.receives(bill()).await;
    let second = desk.receives(numbered("R-2001", Facts { date: said(day("2026-01-14")), ..bill() })).await;
    assert!(desk.reasons(second).await.contains(&"new_party".to_owned()));
    let (one, two) = futures::join!(desk.approves(&desk.anna, first), desk.approves(&desk.ben, second));
    assert!(matches!((&one, &two), (Ok(Approval::Posted(_)), Ok(Approval::Posted(_)))), "{one:?} {two:?}");
    assert_eq!(suppliers(&desk).await, ["Kraus GmbH"]);
}

#[tokio::test]
async fn a_person_names_the_counterparty() {
    let desk = Desk::new().await;
    let choose = async |who: &Op, id, party| {
        desk.wants(who, id, Corrections { party: Some(party), ..Corrections::default() }).await.expect("chosen")
    };
    let first = desk.receives(Facts { vendor: None, vendor_tax_id: None, ..bill() }).await;
    assert!(desk.reasons(first).await.contains(&"party_missing".to_owned()));
    choose(&desk.anna, first, PartyChoice::New("Kiosk am Eck".into())).await;
    desk.posts(&desk.anna, first).await;
    assert_eq!(suppliers(&desk).await, ["Kiosk am Eck"]);

    let known = desk.looks_at(first).await.card.party.expect("its party");
    let second =
        numbered("K-2", Facts { vendor: said("K1osk".into()), vendor_tax_id: None, ..bill_of("10", "1.9", "11.9") });
    let second = desk.receives(second).await;
    choose(&desk.anna, second, PartyChoice::Known(known)).await;
    desk.posts(&desk.anna, second).await;
    assert_eq!(desk.looks_at(second).await.card.party, Some(known));
    assert_eq!(suppliers(&desk).await, ["Kiosk am Eck"], "and no second one was made");
}
