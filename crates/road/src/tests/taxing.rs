//! Which tax code a supply gets and whose tax is deducted, told in documents.

use books::tax::Supply;
use books::{TaxCode, TaxKind, TaxPart};
use money::Currency;

use super::{PAPER, account, bill, books_in, breakdown, day, german_books, given, paper};
use crate::classification::{Classification, Direction, TaxGuess};
use crate::facts::{DocumentKind, Facts, Field};
use crate::proposal::{Addressee, LineRole, Proposal, Settings, propose};

fn said(text: &str) -> Option<Field<String>> {
    Some(Field::certain(text.to_owned()))
}

fn guess(rate: Option<&str>, code: &str, by_hand: bool) -> Vec<TaxGuess> {
    let rate = rate.map(|r| r.parse().unwrap());
    vec![TaxGuess { rate, code: code.to_owned(), reason: "so it was".to_owned(), by_hand }]
}

fn supplying(supply: Supply, settings: Settings) -> Settings {
    Settings { supplies: [(account(PAPER), supply)].into(), ..settings }
}

fn untaxed_bill() -> Facts {
    bill("1000.00", "0.00", "1000.00")
}

fn codes(proposal: &Proposal) -> Vec<&str> {
    proposal.issues.iter().map(|i| i.code.as_str()).collect()
}

fn code_of(proposal: &Proposal) -> &str {
    proposal.lines[0].tax.as_ref().map_or("-", |t| t.code.as_str())
}

/// What is known of a supplier who charges no tax, what he supplies; the code and what a person is told.
#[test]
fn a_bill_without_tax_is_taxed_by_its_words_or_by_the_places() {
    type Known = fn(&mut Facts, &mut Settings);
    #[rustfmt::skip]
    let rows: &[(&str, Known, Option<Supply>, &str, &[&str])] = &[
        ("words of the page", |f, _| f.tax_category = said("AE"), None, "IRC", &["self_assessed_tax"]),
        ("words of the page, goods", |f, _| f.tax_category = said("K"), None, "IEU", &["self_assessed_tax"]),
        ("exempt by its words", |f, _| f.tax_category = said("E"), None, "IEX", &[]),
        ("a service from Ireland", |f, _| f.vendor_tax_id = said("IE6388047V"), Some(Supply::Services), "IRC",
            &["self_assessed_tax", "treatment_assumed"]),
        ("goods from France", |f, _| f.vendor_tax_id = said("FR40303265045"), Some(Supply::Goods), "IEU",
            &["self_assessed_tax", "treatment_assumed"]),
        ("a service from America", |f, _| f.vendor_address = said("1 Market St, San Francisco, CA 94105, USA"),
            Some(Supply::Services), "IRC", &["self_assessed_tax", "treatment_assumed"]),
        ("goods from Switzerland", |f, _| f.vendor_tax_id = said("CHE123456789MWST"), Some(Supply::Goods), "IOS",
            &["treatment_assumed"]),
        ("from Italy, goods or services", |f, _| f.vendor_tax_id = said("IT01234567890"), None, "-",
            &["tax_treatment_unclear"]),
        ("kept with the country Spain", |_, s| s.party_country = Some("ES".to_owned()), Some(Supply::Services), "IRC",
            &["self_assessed_tax", "treatment_assumed"]),
        ("a domestic supplier", |f, _| f.vendor_tax_id = said("DE136695976"), Some(Supply::Goods), "-", &[]),
        ("a domestic bank account", |f, _| f.vendor_iban = said("DE02120300000000202051"), Some(Supply::Goods), "-",
            &[]),
        ("nothing", |_, _| (), Some(Supply::Services), "-", &["tax_treatment_unclear"]),
    ];
    for (what, known, supply, code, said) in rows {
        let mut settings = german_books();
        if let Some(supply) = supply {
            settings = supplying(*supply, settings);
        }
        let mut facts = untaxed_bill();
        known(&mut facts, &mut settings);
        let proposal = propose(&facts, &paper(DocumentKind::Invoice), &settings).unwrap();
        assert_eq!(code_of(&proposal), *code, "{what}");
        assert_eq!(codes(&proposal), *said, "{what}");
        let owes = matches!(*code, "IRC" | "IEU");
        assert_eq!(proposal.sum_of(LineRole::OutputTax), if owes { -19_000 } else { 0 }, "{what}");
        assert_eq!(proposal.sum_of(LineRole::Payable), -100_000, "{what}");
    }
}

#[test]
fn our_own_invoices_without_tax_say_why() {
    let rows = [
        (Some("FR40303265045"), Some(Supply::Goods), "OEU"),
        (Some("FR40303265045"), Some(Supply::Services), "ORC"),
        (Some("CHE123456789"), Some(Supply::Goods), "OXP"),
        (Some("CHE123456789"), Some(Supply::Services), "OOS"),
        (Some("DE136695976"), Some(Supply::Services), "-"),
        (None, Some(Supply::Services), "-"),
    ];
    for (number, supply, code) in rows {
        let mut facts = untaxed_bill();
        facts.customer_tax_id = number.and_then(said);
        let mut classification = paper(DocumentKind::Invoice);
        classification.direction = Direction::Sale;
        let settings = supply.map_or_else(german_books, |s| supplying(s, german_books()));
        let proposal = propose(&facts, &classification, &settings).unwrap();
        assert_eq!(code_of(&proposal), code, "{number:?} {supply:?}");
        let told = if code == "-" { "tax_treatment_unclear" } else { "treatment_assumed" };
        assert_eq!(codes(&proposal), [told], "{number:?} {supply:?}");
    }
}

/// Where the tax is from, how that shows, and whose books.
#[test]
fn tax_of_another_country_is_cost_whoever_chose_the_code() {
    type Shown = fn(&mut Facts);
    #[rustfmt::skip]
    let rows: &[(&str, &str, &str, &str, Shown)] = &[
        ("AT", "FR", "20", "EUR", |f| f.vendor_tax_id = said("ATU12345678")),
        ("GB", "AT", "20", "GBP", |_| ()),
        ("GB", "AT", "20", "EUR", |f| f.vendor_address = said("10 High Street, London, United Kingdom")),
        ("MY", "DE", "6", "MYR", |_| ()),
        ("US", "DE", "8.875", "USD", |_| ()),
        ("HU", "DE", "27", "EUR", |f| f.vendor_tax_id = said("HU12345678")),
        ("NL", "DE", "21", "EUR", |f| f.vendor_iban = said("NL91ABNA0417164300")),
    ];
    for (from, own, rate, currency, shown) in rows {
        let tax: rust_decimal::Decimal = rate.parse().unwrap();
        let mut facts = bill("100.00", "1", "1");
        facts.tax = Some(Field::certain(tax));
        facts.total = Some(Field::certain(tax + rust_decimal::Decimal::ONE_HUNDRED));
        facts.currency = Some(Field::certain(Currency::from_code(currency).unwrap()));
        if *rate == "8.875" {
            (facts.tax, facts.total) = (given("8.88"), given("108.88"));
        }
        shown(&mut facts);
        let settings = books_in(own, Currency::EUR).at_rate(Some("1.1".parse().unwrap()));
        let ours = settings.tax_codes.iter().find(|c| c.kind == TaxKind::Input && !c.rate.is_zero()).unwrap();
        let choices = [Vec::new(), guess(Some(rate), &ours.code, false), guess(Some(rate), &ours.code, true)];
        for tax in choices {
            let classification = Classification { tax, ..paper(DocumentKind::Invoice) };
            let proposal = propose(&facts, &classification, &settings).unwrap();
            assert_eq!(proposal.sum_of(LineRole::InputTax), 0, "{from} in the books of {own}");
            assert_eq!(-proposal.sum_of(LineRole::Payable), proposal.sum_of(LineRole::Expense), "{from}");
            assert!(proposal.lines.iter().all(|l| l.tax.is_none()), "{from}");
            let told = proposal.issues.iter().find(|i| i.code == "foreign_tax").expect("a person is told");
            assert!(told.message.contains(from), "{from}: {}", told.message);
        }
    }
}

#[test]
fn domestic_tax_in_another_currency_or_to_a_foreign_bank_is_ours() {
    let mut facts = bill("100.00", "19.00", "119.00");
    facts.vendor_iban = said("LT121000011101001000");
    let proposal = propose(&facts, &paper(DocumentKind::Invoice), &german_books()).unwrap();
    assert_eq!((code_of(&proposal), proposal.sum_of(LineRole::InputTax)), ("I19", 1900));
    facts.currency = Some(Field::certain(Currency::GBP));
    facts.vendor_tax_id = said("DE136695976");
    let settings = german_books().at_rate(Some("1.2".parse().unwrap()));
    let proposal = propose(&facts, &paper(DocumentKind::Invoice), &settings).unwrap();
    assert_eq!((code_of(&proposal), proposal.sum_of(LineRole::InputTax)), ("I19", 1900));
}

#[test]
fn what_was_learned_holds_only_where_it_explains_the_tax() {
    // a learned reverse charge on a bill that charges nothing and prints no table
    let with = |facts: &Facts, tax: Vec<TaxGuess>| {
        propose(facts, &Classification { tax, ..paper(DocumentKind::Invoice) }, &german_books()).unwrap()
    };
    let proposal = with(&untaxed_bill(), guess(None, "IRC", false));
    assert_eq!((code_of(&proposal), proposal.sum_of(LineRole::OutputTax)), ("IRC", -19_000));
    assert_eq!(codes(&proposal), ["self_assessed_tax"]);
    // the same on a bill that charges tax
    let proposal = with(&bill("100.00", "19.00", "119.00"), guess(None, "IRC", false));
    assert_eq!(code_of(&proposal), "I19");
    // a code of the past
    let old = |facts: &mut Facts| facts.date = Some(Field::certain(day("2025-03-14")));
    let mut facts = bill("100.00", "16.00", "116.00");
    old(&mut facts);
    let proposal = with(&facts, guess(Some("16"), "I16", false));
    assert!(code_of(&proposal) == "-" && codes(&proposal).contains(&"tax_code_missing"));
    let proposal = with(&facts, guess(None, "I16", true));
    let told = proposal.issues.iter().find(|i| i.code == "tax_code_not_in_force").expect("a person is told");
    assert!(told.is_blocking());
}

#[test]
fn a_persons_choice_holds_without_a_printed_rate() {
    let facts = bill("", "", "100.00");
    let with = |tax| propose(&facts, &Classification { tax, ..paper(DocumentKind::Invoice) }, &german_books()).unwrap();
    // chosen for a line that has no rate; earlier versions stored that as zero
    for rate in [None, Some("0")] {
        let proposal = with(guess(rate, "IRC", true));
        assert_eq!(code_of(&proposal), "IRC", "{rate:?}");
        assert_eq!((proposal.sum_of(LineRole::InputTax), proposal.sum_of(LineRole::OutputTax)), (1900, -1900));
    }
    // a slip that names only the total, and the accountant knows the rate inside
    let proposal = with(guess(None, "I19", true));
    assert_eq!(proposal.sum_of(LineRole::Expense), 8403);
    assert_eq!(proposal.sum_of(LineRole::InputTax), 1597);
    assert_eq!(proposal.sum_of(LineRole::Payable), -10000);
}

#[test]
fn partly_deductible_tax_leaves_the_base_what_it_is() {
    let half = |c: &mut TaxCode| c.recoverable = 50.into();
    let mut settings = german_books();
    settings.tax_codes.iter_mut().filter(|c| c.code == "I19").for_each(half);
    let proposal = propose(&bill("100.00", "19.00", "119.00"), &paper(DocumentKind::Invoice), &settings).unwrap();
    let lines: Vec<(LineRole, i64, Option<TaxPart>)> =
        proposal.lines.iter().map(|l| (l.role, l.signed(), l.tax.as_ref().map(|t| t.part))).collect();
    let expected = [
        (LineRole::Expense, 10000, Some(TaxPart::Base)),
        (LineRole::NonDeductibleTax, 950, Some(TaxPart::NonDeductible)),
        (LineRole::InputTax, 950, Some(TaxPart::Tax)),
        (LineRole::Payable, -11900, None),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_bill_addressed_to_somebody_else_is_stopped_and_deducts_nothing() {
    let settings = Settings { addressee: Addressee::Other("Zimmerei Holz".to_owned()), ..german_books() };
    let mut facts = bill("100.00", "19.00", "119.00");
    facts.tax_breakdown = breakdown(&[("19", "100.00", "19.00", None)]);
    let proposal = propose(&facts, &paper(DocumentKind::Invoice), &settings).unwrap();
    assert_eq!(proposal.sum_of(LineRole::InputTax), 0);
    assert_eq!(proposal.sum_of(LineRole::Expense), 11900);
    let told = proposal.issues.iter().find(|i| i.code == "other_addressee").expect("a person is told");
    assert!(told.is_blocking() && told.field.as_deref() == Some("customer"));

    let doubtful = Settings { addressee: Addressee::Doubtful("Zimmerei Holz".to_owned()), ..german_books() };
    let proposal = propose(&facts, &paper(DocumentKind::Invoice), &doubtful).unwrap();
    assert_eq!(proposal.sum_of(LineRole::InputTax), 1900);
    assert_eq!(codes(&proposal), ["addressee_unclear"]);
}
