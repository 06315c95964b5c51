use money::Currency;

use super::{Shop, codes, eur, line, refused};
use crate::{State, credit_note_of};

const DEPOSITS: &str = "2060";

impl Shop {
    /// An issued invoice of a payment in advance, which finds its account by itself.
    async fn asks_in_advance(&self, net: &str, currency: Option<Currency>) -> books::SaleId {
        let line = line("1", net, "O19");
        self.issues(crate::Content { is_deposit: true, currency, ..self.invoice(vec![line]) }).await
    }
}

#[tokio::test]
async fn a_deposit_is_taken_off_once_and_stands_again_when_its_invoice_is_cancelled() {
    let shop = Shop::new().await;
    let deposit = shop.asks_in_advance("100", None).await;
    let last = crate::Content { deposits: vec![deposit], ..shop.invoice(vec![line("1", "300", "O19")]) };
    let invoice = shop.issues(last.clone()).await;
    let looked = shop.looks(invoice).await;
    assert_eq!((looked.row.gross, looked.row.payable, looked.row.open), (eur(357_00), eur(238_00), Some(eur(238_00))));
    // all is earned, nothing is left of the deposit
    let expected = [("1200".to_owned(), 357_00), ("2210".to_owned(), -57_00), ("4010".to_owned(), -300_00)];
    assert_eq!(shop.balances().await, expected);
    assert_eq!(shop.looks(deposit).await.deducted_by.expect("taken").id, invoice);

    let twice = shop.drafts(last.clone()).await;
    assert_eq!(codes(&shop.looks(twice).await.computed.problems), ["sales.deposit_unfit"]);
    refused(shop.tries_to_issue(&shop.op, twice).await, "sales.incomplete");
    let (db, op) = (&shop.world.db, &shop.op);
    let too_early = credit_note_of(db, op, shop.entity, deposit, &[]).await.expect("a draft");
    refused(shop.tries_to_issue(op, too_early).await, "sales.incomplete");

    let back = credit_note_of(db, op, shop.entity, invoice, &[]).await.expect("a draft");
    shop.tries_to_issue(op, back).await.expect("issued");
    assert_eq!(shop.looks(invoice).await.sale.state, State::Cancelled);
    let left = [("1200".to_owned(), 119_00), (DEPOSITS.to_owned(), -100_00), ("2210".to_owned(), -19_00)];
    assert_eq!(shop.balances().await, left);
    shop.tries_to_issue(op, twice).await.expect("it can be taken off again");
}

#[tokio::test]
async fn a_deposit_in_another_currency_leaves_at_its_own_rate() {
    let shop = Shop::new().await;
    let usd = Currency::USD;
    shop.knows_rate(usd, "2026-10-20", "1.25").await;
    let deposit = shop.asks_in_advance("100", Some(usd)).await;
    shop.knows_rate(usd, "2026-10-20", "1.00").await;
    let last =
        crate::Content { currency: Some(usd), deposits: vec![deposit], ..shop.invoice(vec![line("1", "300", "O19")]) };
    let invoice = shop.issues(last).await;
    let balances = shop.balances().await;
    assert!(!balances.iter().any(|(code, _)| code == DEPOSITS), "nothing is left of it: {balances:?}");
    // 238 dollars are worth 238 euro now, and the deposit of 119 was worth 95.20 when it was asked for
    assert_eq!(balances[0], ("1200".to_owned(), 238_00 + 95_20));
    let back = credit_note_of(&shop.world.db, &shop.op, shop.entity, invoice, &[]).await.expect("a draft");
    shop.tries_to_issue(&shop.op, back).await.expect("issued");
    let left = [("1200".to_owned(), 95_20), (DEPOSITS.to_owned(), -80_00), ("2210".to_owned(), -15_20)];
    assert_eq!(shop.balances().await, left);
}
