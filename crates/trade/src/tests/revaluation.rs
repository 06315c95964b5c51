use manual::Submitted;

use super::{BANK, Desk, PAYABLE, RECEIVABLE, day, eur, usd};
use crate::{AgeingOf, By, NewPayment, Side, TradeError};

impl Desk {
    async fn revalues(&self, on: &str) -> Result<Submitted, TradeError> {
        self.trade.revalue(&self.op, self.entity, day(on), true, None).await
    }
}

/// An invoice of 1,000 dollars at 0.90, a bill of 400 at 0.85 and 200 in the bank at 0.95; worth 0.92 at the end of May.
#[tokio::test]
async fn foreign_items_and_money_are_shown_at_the_rate_of_the_day_until_the_next() {
    let desk = Desk::new().await;
    let contact = desk.contact("Acme Inc").await;
    let dates = ("2026-05-01", "2026-06-30");
    desk.item(Side::Receivable, contact, "R-1", dates, usd(1_000_00), 900_00).await;
    desk.item(Side::Payable, contact, "B-1", dates, usd(400_00), 340_00).await;
    desk.dollar("2026-05-04", "0.95").await;
    let advance = NewPayment { party: Some(contact), ..desk.payment(Side::Receivable, "2026-05-04", usd(200_00), &[]) };
    desk.pays(&advance).await;
    let missing = desk.revalues("2026-05-31").await.expect_err("the rate is 27 days old");
    assert_eq!((missing.code(), missing.to_string().contains("USD")), ("trade.rate_missing", true));
    desk.dollar("2026-05-29", "0.92").await;
    let found = crate::revaluation(&desk.world.db, &desk.op, desk.entity, day("2026-05-31")).await.expect("told");
    let [dollars] = &found.exposures[..] else { panic!("{found:?}") };
    assert_eq!((dollars.receivable, dollars.payable, dollars.money), (usd(800_00), usd(-400_00), usd(200_00)));
    assert_eq!((dollars.net, dollars.value), (usd(600_00), Some(eur(552_00))));
    let (gain, loss) = found.result().expect("sums");
    // receivable: 1,000 gains 20.00, the advance of 200 gains 6.00; payable and bank lose 28.00 and 6.00
    assert_eq!((gain, loss), (eur(26_00), eur(-34_00)));
    let posted = desk.revalues("2026-05-31").await.expect("posted");
    assert!(matches!(posted, Submitted::Posted(_)), "{posted:?}");
    assert_eq!(desk.balance(RECEIVABLE, "2026-05-31").await, 736_00, "800 dollars at 0.92");
    assert_eq!(desk.balance(PAYABLE, "2026-05-31").await, -368_00);
    assert_eq!(desk.balance(BANK, "2026-05-31").await, 184_00);
    assert_eq!(desk.balance(RECEIVABLE, "2026-06-01").await, 900_00 - 190_00, "and from the next day as it was booked");
    for on in ["2026-05-30", "2026-05-31", "2026-06-01"] {
        desk.assert_tied(on).await;
    }
    let of = AgeingOf { side: Side::Receivable, as_of: day("2026-05-31"), by: By::Due };
    let ageing = crate::ageing(&desk.world.db, &desk.op, desk.entity, of).await.expect("aged");
    assert_eq!(ageing.valuation, eur(26_00));
}

#[tokio::test]
async fn revaluing_twice_changes_nothing_and_a_better_rate_only_the_difference() {
    let desk = Desk::new().await;
    let contact = desk.contact("Acme Inc").await;
    desk.item(Side::Payable, contact, "B-1", ("2026-05-01", "2026-06-30"), usd(400_00), 340_00).await;
    desk.dollar("2026-05-31", "0.90").await;
    desk.revalues("2026-05-31").await.expect("posted");
    assert_eq!(desk.balance(PAYABLE, "2026-05-31").await, -360_00);
    assert_eq!(desk.revalues("2026-05-31").await.expect_err("nothing").code(), "trade.nothing_to_revalue");
    desk.dollar("2026-05-31", "0.91").await;
    let found = crate::revaluation(&desk.world.db, &desk.op, desk.entity, day("2026-05-31")).await.expect("told");
    assert_eq!(found.result().expect("sums"), (eur(0), eur(-4_00)));
    assert_eq!(found.posted.len(), 1);
    assert!(found.posted[0].reversed_by.is_some(), "it is taken back on the next day");
    desk.revalues("2026-05-31").await.expect("posted");
    assert_eq!(desk.balance(PAYABLE, "2026-05-31").await, -364_00);
    assert_eq!(desk.balance(PAYABLE, "2026-06-01").await, -340_00);
    assert_eq!(desk.revalues("2026-05-31").await.expect_err("nothing").code(), "trade.nothing_to_revalue");
}

/// What is settled by the day is not revalued, and what is realised later does not count the unrealised twice.
#[tokio::test]
async fn a_settlement_after_a_revaluation_realises_the_whole_difference_once() {
    let desk = Desk::new().await;
    let contact = desk.contact("Acme Inc").await;
    let bill = desk.item(Side::Payable, contact, "B-1", ("2026-05-01", "2026-06-30"), usd(400_00), 340_00).await;
    desk.dollar("2026-05-31", "0.90").await;
    desk.revalues("2026-05-31").await.expect("posted");
    let new = desk.payment(Side::Payable, "2026-06-15", eur(372_00), &[(bill, usd(400_00))]);
    let preview = desk.trade.preview(&desk.op, desk.entity, &new).await.expect("looked at");
    assert_eq!(preview.gain, eur(-32_00), "372.00 for what was booked at 340.00");
    desk.pays(&new).await;
    assert_eq!(desk.balance(PAYABLE, "2026-06-15").await, 0);
    desk.dollar("2026-06-30", "0.95").await;
    assert_eq!(desk.revalues("2026-06-30").await.expect_err("nothing").code(), "trade.nothing_to_revalue");
}
