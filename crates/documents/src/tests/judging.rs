//! What the road makes of who sent a document, to whom, with which tax, and how it was paid.

use money::Amount;
use road::facts::{DocumentKind, Facts, PaymentMeans};

use super::*;
use crate::PartyChoice;

const CASH: &str = "1630";
const CARD: &str = "2020";
const OUTPUT_TAX: &str = "2210";

async fn drafted(desk: &Desk, id: DocumentId) -> Vec<(String, i64)> {
    desk.drafted(&desk.looks_at(id).await.proposal.expect("a proposal"))
}

async fn knows(desk: &Desk, name: &str, iban: &str) -> books::PartyId {
    let ibans = vec![iban.to_owned()];
    let data = parties::PartyData { name: name.to_owned(), is_supplier: true, ibans, ..Default::default() };
    parties::add_party(&desk.world.db, &desk.world.op_admin(), desk.entity, &data).await.expect("added")
}

async fn chooses_tax(desk: &Desk, id: DocumentId, code: &str) -> Result<Document, DocumentError> {
    let choice = LineChoice { line: 0, account: None, tax_code: Some(code.to_owned()) };
    desk.wants(&desk.anna, id, Corrections { lines: vec![choice], ..Corrections::default() }).await
}

/// A bill that says only what is to be paid.
fn total_only(number: &str, total: &str) -> Facts {
    let facts = numbered(number, bill_of(total, "0", total));
    Facts { tax: None, subtotal: None, tax_breakdown: None, vendor_tax_id: None, ..facts }
}

#[tokio::test]
async fn reverse_charge_is_chosen_once_and_known_the_next_time() {
    let desk = Desk::new().await;
    let first = desk.receives(total_only("R-1", "100.00")).await;
    assert!(
        desk.reasons(first).await.contains(&"tax_treatment_unclear".to_owned()),
        "nothing says why there is no tax"
    );
    chooses_tax(&desk, first, "IRC").await.expect("chosen");
    let both_sides = [("8090", 100_00), (INPUT_TAX, 19_00), (OUTPUT_TAX, -19_00), (PAYABLE, -100_00)];
    assert_eq!(drafted(&desk, first).await, lines(&both_sides));
    desk.posts(&desk.anna, first).await;

    let second = desk.receives(total_only("R-2", "100.00")).await;
    assert_eq!(drafted(&desk, second).await, lines(&both_sides), "learned for a bill without a rate");
    let explicit = Facts { vendor_tax_id: None, ..numbered("R-3", bill_of("50.00", "0.00", "50.00")) };
    let row = TaxLine { rate: dec("0"), base: dec("50.00"), tax: dec("0.00"), category: None };
    let third = desk.receives(Facts { tax_breakdown: said(vec![row]), ..explicit }).await;
    let both_sides = [("8090", 50_00), (INPUT_TAX, 9_50), (OUTPUT_TAX, -9_50), (PAYABLE, -50_00)];
    assert_eq!(drafted(&desk, third).await, lines(&both_sides), "and for one that prints 0 %");
}

#[tokio::test]
async fn a_corrected_tax_table_keeps_its_categories() {
    let desk = Desk::new().await;
    let row = |category: Option<&str>| TaxLine {
        rate: dec("0"),
        base: dec("100.00"),
        tax: dec("0"),
        category: category.map(str::to_owned),
    };
    let facts = Facts { tax_breakdown: said(vec![row(Some("AE"))]), ..bill_of("100.00", "0", "100.00") };
    let id = desk.receives(facts).await;
    let table = |category| Corrections { tax_breakdown: Some(vec![row(category)]), ..Corrections::default() };
    let after = desk.wants(&desk.anna, id, table(None)).await.expect("corrected");
    assert_eq!(after.facts.expect("facts").tax_breakdown.expect("a table").value, [row(Some("AE"))]);
    let after = desk.wants(&desk.anna, id, table(Some(""))).await.expect("corrected");
    assert_eq!(after.facts.expect("facts").tax_breakdown.expect("a table").value, [row(None)]);
    let refused = desk.wants(&desk.anna, id, table(Some("ZZ"))).await.expect_err("no such category");
    assert_eq!(refused.code(), "document.bad_correction");
}

#[tokio::test]
async fn only_accounts_and_codes_of_these_books_can_be_chosen() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    for code in ["XX", "O19", "I16"] {
        let refused = chooses_tax(&desk, id, code).await.expect_err(code);
        assert!(
            matches!(&refused, DocumentError::BadCorrection { field, .. } if field == "tax_code"),
            "{code}: {refused}"
        );
    }
    let heading = desk.account("6400");
    for account in [AccountId(desk.anna.new_id()), heading] {
        let choice = LineChoice { line: 0, account: Some(account), tax_code: None };
        let wanted = Corrections { lines: vec![choice], ..Corrections::default() };
        let refused = desk.wants(&desk.anna, id, wanted).await.expect_err("not an account to post to");
        assert!(matches!(&refused, DocumentError::BadCorrection { field, .. } if field == "account_id"), "{refused}");
    }
    let stranger = books::PartyId(desk.anna.new_id());
    let wanted = Corrections { party: Some(PartyChoice::Known(stranger)), ..Corrections::default() };
    let refused = desk.wants(&desk.anna, id, wanted).await.expect_err("nobody");
    assert!(matches!(&refused, DocumentError::BadCorrection { field, .. } if field == "party"), "{refused}");
    let line = |account, tax_code: Option<&str>| crate::EntryLine {
        line: None,
        account,
        amount: "100.00".to_owned(),
        tax_code: tax_code.map(str::to_owned),
        memo: String::new(),
    };
    let rows = [
        (line(AccountId(desk.anna.new_id()), None), "entry[0].account_id"),
        (line(heading, None), "entry[0].account_id"),
        (line(desk.account(OFFICE), Some("XX")), "entry[0].tax_code"),
    ];
    for (line, named) in rows {
        let wanted = Corrections { entry: Some(vec![line]), ..Corrections::default() };
        let refused = desk.wants(&desk.anna, id, wanted).await.expect_err(named);
        assert!(matches!(&refused, DocumentError::BadCorrection { field, .. } if field == named), "{named}: {refused}");
    }
}

#[tokio::test]
async fn the_bank_account_of_another_supplier_stops_a_bill() {
    let desk = Desk::new().await;
    knows(&desk, "Zimmer Reisen AG", "DE89370400440532013000").await;
    knows(&desk, "Kraus GmbH", "DE02120300000000202051").await;
    let facts = Facts { vendor_iban: said("DE89370400440532013000".to_owned()), ..bill() };
    let id = desk.receives(facts).await;
    assert!(desk.reasons(id).await.contains(&"iban_of_another".to_owned()), "{:?}", desk.reasons(id).await);
    assert_eq!(desk.approves(&desk.anna, id).await.expect_err("stopped").code(), "document.blocked");
    // whoever is chosen: the account is still not his
    let new = Corrections { party: Some(PartyChoice::New("Nova OHG".into())), ..Corrections::default() };
    desk.wants(&desk.anna, id, new).await.expect("chosen");
    assert!(desk.reasons(id).await.contains(&"iban_of_another".to_owned()));
    desk.corrects(&desk.anna, id, &[("vendor_iban", "DE02120300000000202051")]).await;
    assert!(desk.reasons(id).await.contains(&"iban_of_another".to_owned()), "that is the account of Kraus");
    desk.corrects(&desk.anna, id, &[("vendor_iban", "")]).await;
    desk.posts(&desk.anna, id).await;
}

#[tokio::test]
async fn a_bill_addressed_to_somebody_else_waits_until_a_person_says_it_is_ours() {
    let desk = Desk::new().await;
    let id = desk.receives(Facts { customer: said("Zimmerei Holz KG".into()), ..bill() }).await;
    assert!(desk.reasons(id).await.contains(&"other_addressee".to_owned()));
    assert_eq!(drafted(&desk, id).await, lines(&[(OFFICE, 119_00), (PAYABLE, -119_00)]), "no tax is deducted");
    assert_eq!(desk.approves(&desk.anna, id).await.expect_err("stopped").code(), "document.blocked");
    desk.corrects(&desk.anna, id, &[("customer", "Werkbank GmbH")]).await;
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[(OFFICE, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
}

#[tokio::test]
async fn what_is_paid_goes_through_the_till_or_the_card_and_a_till_is_never_below_zero_in_silence() {
    let desk = Desk::new().await;
    let receipt = |number: &str, means| {
        let kind = said(DocumentKind::Receipt);
        Facts { kind, payment_means: said(means), ..numbered(number, bill_of("10.00", "1.90", "11.90")) }
    };
    let card = desk.receives(receipt("B-1", PaymentMeans::Card)).await;
    assert_eq!(drafted(&desk, card).await, lines(&[("8090", 10_00), (INPUT_TAX, 1_90), (CARD, -11_90)]));
    assert!(!desk.reasons(card).await.contains(&"till_below_zero".to_owned()));
    let cash = desk.receives(receipt("B-2", PaymentMeans::Cash)).await;
    assert_eq!(drafted(&desk, cash).await, lines(&[("8090", 10_00), (INPUT_TAX, 1_90), (CASH, -11_90)]));
    let looked = desk.looks_at(cash).await;
    let told = looked.card.reasons.iter().find(|r| r.code == "till_below_zero").expect("a person is told");
    assert_eq!(told.args["after"], road::Arg::Money(Amount::new(-11_90, Currency::EUR)));
    // the accountant knows that it came out of the bank account
    let proposal = looked.proposal.expect("a proposal");
    let line = proposal.lines.iter().position(|l| l.role == road::proposal::LineRole::Cash).expect("the till");
    let choice = LineChoice { line, account: Some(desk.account("1610")), tax_code: None };
    desk.wants(&desk.anna, cash, Corrections { lines: vec![choice], ..Corrections::default() }).await.expect("chosen");
    let entry = desk.posts(&desk.anna, cash).await;
    assert_eq!(desk.booked(entry).await, lines(&[("8090", 10_00), (INPUT_TAX, 1_90), ("1610", -11_90)]));
    desk.assert_sound().await;
}

#[tokio::test]
async fn an_entry_says_from_whom_and_what_it_is_about() {
    let desk = Desk::new().await;
    let mut facts = bill();
    let more = |text: &str| LineItem { description: text.to_owned(), amount: dec("0"), ..facts.lines[0].clone() };
    let others = [more("Stifte"), more("Ordner")];
    facts.lines.extend(others);
    let entry = desk.receives(facts).await;
    let entry = desk.posts(&desk.anna, entry).await;
    let entry = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    assert_eq!(entry.text, "Kraus GmbH R-1001: Papier A4 and 2 more");
}
