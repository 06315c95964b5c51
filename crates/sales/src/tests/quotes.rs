use super::{Shop, date, eur, line, refused};
use crate::{Answer, IssueOutcome, Kind, State, answer, invoice_of};

#[tokio::test]
async fn a_quote_is_accepted_and_becomes_an_invoice() {
    let shop = Shop::new().await;
    let (db, op) = (&shop.world.db, &shop.op);
    let content = shop.content(Kind::Quote, vec![line("10", "1000", "O19")]);
    let quote = shop.drafts(crate::Content { valid_until: Some(date("2026-11-20")), ..content }).await;
    refused(invoice_of(db, op, shop.entity, quote).await, "sales.not_possible");
    // nothing is owed by a quote: nobody else has to decide
    assert_eq!(shop.tries_to_issue(op, quote).await.expect("issued"), IssueOutcome::Issued);
    let looked = shop.looks(quote).await;
    assert_eq!((looked.sale.name().as_str(), looked.sale.entry, looked.row.open), ("QU-2026-0001", None, None));
    assert_eq!(shop.balances().await, []);
    let yes = answer(db, op, shop.entity, (quote, looked.sale.version), Answer::Accepted, Some("by mail"));
    yes.await.expect("recorded");
    assert_eq!(shop.looks(quote).await.row.state, State::Accepted);
    let invoice = invoice_of(db, op, shop.entity, quote).await.expect("a draft");
    let draft = shop.looks(invoice).await;
    assert_eq!((draft.row.kind, draft.row.state, draft.row.gross), (Kind::Invoice, State::Draft, eur(11_900_00)));
    assert_eq!(draft.from_quote.expect("its quote").id, quote);
    assert_eq!(shop.looks(quote).await.invoices.len(), 1);
}

#[tokio::test]
async fn a_quote_expires_with_its_last_day() {
    let shop = Shop::new().await;
    let (db, op) = (&shop.world.db, &shop.op);
    let old = crate::Content {
        issue_date: Some(date("2026-09-01")),
        valid_until: Some(date("2026-10-19")),
        ..shop.content(Kind::Quote, vec![line("1", "100", "O19")])
    };
    let quote = shop.issues(old).await;
    let looked = shop.looks(quote).await;
    assert_eq!(looked.row.state, State::Expired);
    refused(invoice_of(db, op, shop.entity, quote).await, "sales.not_possible");
    let version = looked.sale.version;
    answer(db, op, shop.entity, (quote, version), Answer::Accepted, None).await.expect("late, and welcome");
    invoice_of(db, op, shop.entity, quote).await.expect("a draft");
    let invoice = shop.issues(shop.invoice(vec![line("1", "1", "O19")])).await;
    refused(answer(db, op, shop.entity, (invoice, 2), Answer::Declined, None).await, "sales.not_possible");
}
