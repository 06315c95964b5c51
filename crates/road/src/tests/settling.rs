//! Where a document is settled: what says that it was paid, and from which account.

use books::{AccountRole, Side};
use money::Currency;

use super::{account, bill, german_books, given, of_role, paper};
use crate::classification::AccountGuess;
use crate::facts::{DocumentKind, Field, PaymentMeans};
use crate::proposal::{LineRole, Settings, propose};

#[test]
fn what_was_paid_goes_through_the_account_it_was_paid_from() {
    use DocumentKind::{Invoice, Receipt};
    use PaymentMeans::{Bank, Card, Cash, Online, Unspecified};
    #[rustfmt::skip]
    let rows = [
        (Receipt, Some(Cash), "", LineRole::Cash, AccountRole::Cash),
        (Receipt, Some(Card), "", LineRole::Card, AccountRole::Card),
        (Receipt, Some(Card), "11.90", LineRole::Card, AccountRole::Card),
        (Invoice, Some(Card), "0.00", LineRole::Card, AccountRole::Card),
        (Invoice, Some(Bank), "", LineRole::Bank, AccountRole::Bank),
        (Invoice, Some(Online), "", LineRole::Clearing, AccountRole::Clearing),
        // a card is named, and still something is to be paid
        (Invoice, Some(Card), "11.90", LineRole::Payable, AccountRole::Payable),
        (Invoice, Some(Unspecified), "", LineRole::Payable, AccountRole::Payable),
        (Invoice, None, "", LineRole::Payable, AccountRole::Payable),
        (Receipt, None, "", LineRole::Payable, AccountRole::Payable),
    ];
    for (kind, means, due, role, expected) in rows {
        let mut facts = bill("10.00", "1.90", "11.90");
        facts.payment_means = means.map(Field::certain);
        facts.amount_due = given(due);
        let proposal = propose(&facts, &paper(kind), &german_books()).unwrap();
        let line = proposal.lines.last().unwrap();
        let what = format!("{kind} {means:?} {due}");
        assert_eq!((line.role, line.side, line.account), (role, Side::Credit, Some(of_role(expected))), "{what}");
        assert_eq!(line.party.is_some(), role == LineRole::Payable, "{what}: only what is owed is owed to somebody");
        let unclear = proposal.issues.iter().any(|i| i.code == "paid_from_unclear");
        assert_eq!(unclear, means == Some(Unspecified), "{what}");
    }
}

#[test]
fn a_person_says_from_which_account_it_was_paid() {
    let mut classification = paper(DocumentKind::Invoice);
    let till = account(77);
    classification.settled = Some(AccountGuess { account: till, confidence: 1.0, reason: "chosen by Anna".to_owned() });
    let settings = Settings { settlement: [(till, AccountRole::Cash)].into(), ..german_books() };
    let proposal = propose(&bill("10.00", "1.90", "11.90"), &classification, &settings).unwrap();
    let line = proposal.lines.last().unwrap();
    assert_eq!((line.role, line.account, line.party), (LineRole::Cash, Some(till), None));
}

#[test]
fn without_books_what_is_paid_is_still_the_total() {
    let mut facts = bill("10.00", "1.90", "11.90");
    facts.payment_means = Some(Field::certain(PaymentMeans::Card));
    let proposal = propose(&facts, &paper(DocumentKind::Receipt), &Settings::without_books(Currency::EUR)).unwrap();
    assert_eq!(proposal.lines.last().unwrap().role, LineRole::Payable);
}
