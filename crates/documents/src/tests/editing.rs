//! The proposed entry itself is edited: its day, its text, its lines.

use super::*;
use crate::EntryLine;

fn line(desk: &Desk, id: Option<usize>, account: &str, amount: &str, tax: Option<&str>) -> EntryLine {
    EntryLine {
        line: id,
        account: desk.account(account),
        amount: amount.to_owned(),
        tax_code: tax.map(str::to_owned),
        memo: "edited".to_owned(),
    }
}

#[tokio::test]
async fn lines_can_be_added_changed_and_left_out_and_the_entry_balances() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let proposal = desk.looks_at(id).await.proposal.expect("a proposal");
    let at = |account: &str| proposal.lines.iter().position(|l| l.account == Some(desk.account(account)));
    let code = proposal.lines.iter().find_map(|l| l.tax.as_ref()).map(|tax| tax.code.clone()).expect("a tax code");
    let entry = vec![
        line(&desk, at(OFFICE), OFFICE, "60.00", Some(&code)),
        line(&desk, None, PRINTING, "40", Some(&code)),
        line(&desk, at(INPUT_TAX), INPUT_TAX, "19.00", Some(&code)),
    ];
    let wanted = Corrections { entry: Some(entry.clone()), ..Corrections::default() };
    let before = desk.version(id).await;
    let preview = desk.documents.correct(&desk.anna, id, before, &wanted, true).await.expect("a preview");
    assert!(preview.proposal.is_some_and(|p| p.balances() && p.lines.len() == 4));
    assert_eq!(desk.version(id).await, before, "a preview saves nothing");
    desk.wants(&desk.anna, id, wanted).await.expect("edited");

    desk.corrects(&desk.anna, id, &[("invoice_number", "R-7")]).await;
    let entry = desk.posts(&desk.anna, id).await;
    let expected = [(OFFICE, 60_00), (PRINTING, 40_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)];
    assert_eq!(desk.booked(entry).await, lines(&expected), "another correction does not undo the edit");
    let booked = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    let base = booked.lines.iter().filter(|l| l.tax.as_ref().is_some_and(|t| t.part == books::TaxPart::Base));
    assert_eq!(base.map(|l| l.base.minor()).sum::<i64>(), 100_00, "both cost lines are the base of the tax");
    desk.assert_sound().await;
}

#[tokio::test]
async fn lines_that_miss_the_total_block_until_one_of_them_or_the_total_is_mended() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let missing = vec![line(&desk, None, OFFICE, "118.00", None)];
    let looked = desk
        .wants(&desk.anna, id, Corrections { entry: Some(missing), ..Corrections::default() })
        .await
        .expect("taken");
    assert!(looked.proposal.is_some_and(|p| p.balances()), "it balances all the same");
    assert_eq!(desk.reasons(id).await.first().map(String::as_str), Some("unexplained_difference"));
    assert_eq!(desk.approves(&desk.anna, id).await.expect_err("a euro is missing").code(), "document.blocked");
    let whole = vec![line(&desk, None, OFFICE, "119.00", None)];
    desk.wants(&desk.anna, id, Corrections { entry: Some(whole), ..Corrections::default() }).await.expect("mended");
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[(OFFICE, 119_00), (PAYABLE, -119_00)]));
}

#[tokio::test]
async fn the_proposed_lines_can_be_had_again() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let proposed = desk.looks_at(id).await.proposal;
    let other = vec![line(&desk, None, PRINTING, "119.00", None)];
    desk.wants(&desk.anna, id, Corrections { entry: Some(other), ..Corrections::default() }).await.expect("edited");
    desk.wants(&desk.anna, id, Corrections { entry: Some(vec![]), ..Corrections::default() }).await.expect("as before");
    assert_eq!(desk.looks_at(id).await.proposal, proposed);
}

#[tokio::test]
async fn what_cannot_be_a_line_is_refused_with_its_place() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let proposal = desk.looks_at(id).await.proposal.expect("a proposal");
    let payable = proposal.lines.iter().position(|l| l.account == Some(desk.account(PAYABLE)));
    let cases = [
        (line(&desk, None, OFFICE, "0.00", None), "entry[0].amount"),
        (line(&desk, None, OFFICE, "1.001", None), "entry[0].amount"),
        (line(&desk, None, OFFICE, "much", None), "entry[0].amount"),
        (line(&desk, Some(99), OFFICE, "1.00", None), "entry[0].line_id"),
        (line(&desk, payable, OFFICE, "1.00", None), "entry[0].line_id"),
    ];
    for (one, place) in cases {
        let wanted = Corrections { entry: Some(vec![one]), ..Corrections::default() };
        let refused = desk.wants(&desk.anna, id, wanted).await.expect_err(place);
        assert!(refused.to_string().starts_with(place), "{refused}");
    }
}

#[tokio::test]
async fn a_closed_period_is_said_before_approval_and_another_day_helps() {
    let desk = Desk::new().await;
    let periods = ledger::periods(&desk.world.db, &desk.anna, desk.entity).await.expect("periods");
    let february = periods.iter().find(|p| p.number == 2).expect("February").id;
    ledger::close_period(&desk.world.db, &desk.anna, february, None).await.expect("closed");
    let id = desk.receives(Facts { date: said(day("2026-02-14")), ..bill() }).await;
    let looked = desk.looks_at(id).await;
    let said = looked.card.reasons.iter().find(|r| r.code == "ledger.period_closed").expect("it is said");
    assert!(said.message.contains("2026-03-01") && said.field.as_deref() == Some("posting_date"), "{said:?}");

    let wanted = Corrections {
        posting_date: Some(Some(day("2026-03-01"))),
        text: Some(Some("Paper, booked in March".to_owned())),
        ..Corrections::default()
    };
    desk.wants(&desk.anna, id, wanted).await.expect("another day");
    assert!(!desk.reasons(id).await.contains(&"ledger.period_closed".to_owned()));
    let entry = desk.posts(&desk.anna, id).await;
    let booked = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    assert_eq!((booked.date, booked.text.as_str()), (day("2026-03-01"), "Paper, booked in March"));
}
