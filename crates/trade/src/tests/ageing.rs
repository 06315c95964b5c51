use jiff::ToSpan;

use super::{Desk, code, day, eur, usd};
use crate::{AgeingOf, By, Only, Question, Side};

impl Desk {
    async fn ages(&self, side: Side, on: &str, by: By) -> [i64; 5] {
        let of = AgeingOf { side, as_of: day(on), by };
        let ageing = crate::ageing(&self.world.db, &self.op, self.entity, of).await.expect("aged");
        ageing.buckets.0.map(money::Amount::minor)
    }
}

/// An invoice of each age, as of 30 June.
#[tokio::test]
async fn what_is_owed_is_told_by_age() {
    let desk = Desk::new().await;
    let customer = desk.contact("Krüger").await;
    for (due, cents) in [
        ("2026-06-30", 1_00),
        ("2026-06-29", 2_00),
        ("2026-05-31", 4_00),
        ("2026-05-30", 8_00),
        ("2026-04-01", 16_00),
        ("2026-03-31", 32_00),
    ] {
        desk.invoice(customer, due, ("2026-03-01", due), cents).await;
    }
    assert_eq!(desk.ages(Side::Receivable, "2026-06-30", By::Due).await, [1_00, 6_00, 8_00, 16_00, 32_00]);
    assert_eq!(desk.ages(Side::Receivable, "2026-06-30", By::Date).await, [0, 0, 0, 0, 63_00], "121 days old");
    assert_eq!(desk.ages(Side::Receivable, "2026-03-31", By::Due).await, [63_00, 0, 0, 0, 0], "seen from March");
    assert_eq!(desk.ages(Side::Payable, "2026-06-30", By::Due).await, [0; 5]);
    desk.assert_tied("2026-06-30").await;
}

#[tokio::test]
async fn ageing_of_a_past_day_knows_no_later_payment() {
    let desk = Desk::new().await;
    let (one, two) = (desk.contact("Adler").await, desk.contact("Brandt").await);
    let first = desk.bill(one, "A-1", ("2026-04-01", "2026-04-15"), 100_00).await;
    desk.bill(two, "B-1", ("2026-05-10", "2026-06-10"), 40_00).await;
    desk.pays(&desk.payment(Side::Payable, "2026-06-05", eur(60_00), &[(first, eur(60_00))])).await;
    assert_eq!(desk.ages(Side::Payable, "2026-06-04", By::Due).await, [40_00, 0, 100_00, 0, 0]);
    assert_eq!(desk.ages(Side::Payable, "2026-06-05", By::Due).await, [40_00, 0, 40_00, 0, 0]);
    let of = AgeingOf { side: Side::Payable, as_of: day("2026-06-30"), by: By::Due };
    let ageing = crate::ageing(&desk.world.db, &desk.op, desk.entity, of).await.expect("aged");
    let names: Vec<_> = ageing.parties.iter().map(|p| (p.party.as_ref().expect("named").1.as_str(), p.items)).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&("Adler", 1)) && names.contains(&("Brandt", 1)));
    for on in ["2026-03-31", "2026-04-01", "2026-06-04", "2026-06-05", "2026-06-30"] {
        desk.assert_tied(on).await;
    }
}

#[tokio::test]
async fn open_items_are_listed_by_due_day_in_pages_and_found() {
    let desk = Desk::new().await;
    let (one, two) = (desk.contact("Adler").await, desk.contact("100 % Holz").await);
    desk.invoice(one, "R-1", ("2026-06-01", "2026-07-10"), 10_00).await;
    desk.invoice(two, "R-2", ("2026-06-01", "2026-06-15"), 20_00).await;
    desk.item(Side::Receivable, one, "R-3", ("2026-06-02", "2026-08-30"), usd(30_00), 27_00).await;
    let all = Question::all(Side::Receivable, day("2026-06-30"));
    let found = async |question: Question| -> Vec<String> {
        desk.items(question).await.into_iter().filter_map(|item| item.reference).collect()
    };
    assert_eq!(found(all.clone()).await, ["R-2", "R-1", "R-3"]);
    let text = |text: &str| Question { text: Some(text.to_owned()), ..all.clone() };
    for (what, question, expected) in [
        ("overdue", Question { only: Some(Only::Overdue), ..all.clone() }, vec!["R-2"]),
        ("due within two weeks", Question { only: Some(Only::Due), ..all.clone() }, vec!["R-1"]),
        ("in dollars", Question { currency: Some(money::Currency::USD), ..all.clone() }, vec!["R-3"]),
        ("of a contact", Question { party: Some(one), ..all.clone() }, vec!["R-1", "R-3"]),
        ("by reference", text("r-3"), vec!["R-3"]),
        ("by number", text("SAL-2026-2"), vec!["R-2"]),
        ("by name with a sign of its own", text("100 %"), vec!["R-2"]),
        ("nothing", text("100 _"), vec![]),
        ("of the other side", Question { side: Some(Side::Payable), ..all.clone() }, vec![]),
    ] {
        assert_eq!(found(question).await, expected, "{what}");
    }
    let mut after = None;
    let mut seen = Vec::new();
    loop {
        let page = crate::open_items(&desk.world.db, &desk.op, desk.entity, &all, after, 1).await.expect("a page");
        seen.extend(page.items.into_iter().map(|item| (item.reference.expect("one"), item.days_overdue)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [("R-2".to_owned(), 15), ("R-1".to_owned(), -10), ("R-3".to_owned(), -61)]);
}

#[tokio::test]
async fn a_statement_runs_from_balance_to_balance_in_each_currency() {
    let desk = Desk::new().await;
    let customer = desk.contact("Adler").await;
    let first = desk.invoice(customer, "R-1", ("2026-04-01", "2026-04-30"), 100_00).await;
    desk.item(Side::Receivable, customer, "R-2", ("2026-05-02", "2026-06-01"), usd(50_00), 45_00).await;
    desk.pays(&desk.payment(Side::Receivable, "2026-05-20", eur(80_00), &[(first, eur(80_00))])).await;
    desk.bill(customer, "B-1", ("2026-05-21", "2026-06-21"), 30_00).await;
    let span = (day("2026-05-01"), day("2026-05-31"));
    let told = crate::statement(&desk.world.db, &desk.op, desk.entity, customer, span).await.expect("told");
    let [euros, dollars] = &told.currencies[..] else { panic!("{told:?}") };
    assert_eq!((euros.opening, euros.closing), (eur(100_00), eur(-10_00)));
    let lines: Vec<_> = euros.lines.iter().map(|l| (l.amount, l.balance, l.open)).collect();
    assert_eq!(lines, [(eur(-80_00), eur(20_00), eur(0)), (eur(-30_00), eur(-10_00), eur(-30_00))]);
    assert_eq!((dollars.opening, dollars.closing), (usd(0), usd(50_00)));
    let (from, to) = span;
    let turned = crate::statement(&desk.world.db, &desk.op, desk.entity, customer, (to, from)).await;
    assert_eq!(code(turned), "trade.invalid");
    let nobody = books::PartyId(desk.op.new_id());
    assert_eq!(
        code(crate::statement(&desk.world.db, &desk.op, desk.entity, nobody, span).await),
        "trade.unknown_party"
    );
    let later = (to.saturating_add(1.day()), day("2026-06-30"));
    let next = crate::statement(&desk.world.db, &desk.op, desk.entity, customer, later).await.expect("told");
    assert_eq!(next.currencies[0].opening, euros.closing, "the next statement goes on where this one ends");
}
