//! Automatic posting: what a low-risk class of the policy may decide, and what it leaves to people.

use super::*;

const IBAN: &str = "DE02120300000000202051";

impl Desk {
    /// The class is switched on, up to 150.00.
    async fn switches_on(&self) {
        let mut policy = approvals::Policy::standard(Currency::EUR);
        policy.automatic[0].enabled = true;
        policy.automatic[0].max_amount = money::Amount::new(150_00, Currency::EUR);
        policy.automatic[0].min_confidence = 0.4;
        self.sets(policy).await;
    }
}

fn to_pay_at(iban: &str, facts: Facts) -> Facts {
    Facts { vendor_iban: said(iban.to_owned()), ..facts }
}

#[tokio::test]
async fn a_class_posts_what_is_small_sure_and_known_under_its_own_name() {
    let desk = Desk::new().await;
    let first = desk.receives(to_pay_at(IBAN, bill())).await;
    desk.posts(&desk.anna, first).await;
    let left = desk.receives(to_pay_at(IBAN, numbered("R-2", bill()))).await;
    assert_eq!(desk.state(left).await.name(), "in_review", "off until somebody switches it on");

    desk.switches_on().await;
    let id = desk.receives(to_pay_at(IBAN, numbered("R-3", bill()))).await;
    let looked = desk.looks_at(id).await;
    assert_eq!(looked.card.state.name(), "posted", "{:?}", looked.card.reasons);
    let [decision] = &looked.decisions[..] else { panic!("one decision: {:?}", looked.decisions) };
    assert_eq!(decision.automatic.as_deref(), Some("Small documents of known counterparties"));
    assert_eq!(
        (decision.person, decision.actor_name.as_str()),
        (None, "policy: Small documents of known counterparties")
    );
    let entry = ledger::entry(&desk.world.db, &desk.anna, looked.card.entry.expect("posted")).await.expect("the entry");
    assert_eq!(entry.posted_by, "policy: Small documents of known counterparties");
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_class_leaves_everything_else_to_people() {
    let desk = Desk::new().await;
    desk.switches_on().await;
    let unknown = desk.receives(to_pay_at(IBAN, bill())).await;
    assert_eq!(desk.state(unknown).await.name(), "in_review", "a new supplier");
    desk.posts(&desk.anna, unknown).await;
    let unsure = road::facts::Field { confidence: 0.3, ..road::facts::Field::certain(dec("119.00")) };
    let cases = [
        ("a new IBAN", to_pay_at("DE89370400440532013000", bill())),
        ("too large", to_pay_at(IBAN, bill_of("200.00", "38.00", "238.00"))),
        ("a field is unsure", to_pay_at(IBAN, Facts { total: Some(unsure), ..bill() })),
        ("something to look at", to_pay_at(IBAN, Facts { date: said(day("2024-01-01")), ..bill() })),
    ];
    for (n, (what, facts)) in cases.into_iter().enumerate() {
        let id = desk.receives(numbered(&format!("S-{n}"), facts)).await;
        assert_eq!(desk.state(id).await.name(), "in_review", "{what}");
        assert_eq!(desk.looks_at(id).await.decisions.len(), 0, "{what}");
    }
    let held = desk.receives(to_pay_at(IBAN, bill())).await;
    assert_eq!(desk.state(held).await.name(), "held", "a copy");
    assert_eq!(desk.entries().await, 1);
}

#[tokio::test]
async fn what_a_person_took_up_again_is_left_to_people() {
    let desk = Desk::new().await;
    let first = desk.receives(to_pay_at(IBAN, bill())).await;
    desk.posts(&desk.anna, first).await;
    let id = desk.receives(to_pay_at(IBAN, numbered("R-2", bill()))).await;
    desk.documents.reject(&desk.ben, id, desk.version(id).await, "not ours").await.expect("rejected");
    desk.switches_on().await;
    desk.documents.resume(&desk.ben, id, desk.version(id).await).await.expect("it is");
    desk.is_read(id, data(to_pay_at(IBAN, numbered("R-2", bill())))).await;
    assert_eq!(desk.state(id).await.name(), "in_review");
}
