use super::{bill, day, dec, german_books, given, paper};
use crate::classification::Classification;
use crate::duplicates::{Likeness, Verdict};
use crate::facts::{Check, DocumentKind, Facts, Field};
use crate::proposal::propose;
use crate::review::{ReviewContext, reasons, till};
use crate::{Arg, CODES, ReviewReason, Severity, Unusual};

fn ask(facts: &Facts, classification: &Classification, context: &ReviewContext) -> Vec<ReviewReason> {
    let proposal = propose(facts, classification, &german_books());
    reasons(facts, classification, proposal.as_ref().ok(), context)
}

fn context() -> ReviewContext {
    ReviewContext::on(day("2025-03-20"))
}

#[test]
fn a_clear_bill_of_a_known_supplier_raises_no_question() {
    let found = ask(&bill("100.00", "19.00", "119.00"), &paper(DocumentKind::Invoice), &context());
    assert_eq!(found, []);
}

/// What is odd about the bill, and what a person is asked.
#[test]
fn oddities_and_questions() {
    type Odd = fn(&mut Facts, &mut Classification, &mut ReviewContext);
    #[rustfmt::skip]
    let rows: &[(&str, Odd, &str, Severity)] = &[
        ("no date", |f, _, _| f.date = None, "date_missing date", Severity::Blocking),
        ("no number", |f, _, _| f.invoice_number = None, "missing_field invoice_number", Severity::Warning),
        ("no issuer", |f, _, _| f.vendor = None, "missing_field vendor", Severity::Warning),
        ("tomorrow", |f, _, _| f.date = Some(Field::certain(day("2025-03-21"))), "date_in_future date",
            Severity::Warning),
        ("last year but one", |f, _, _| f.date = Some(Field::certain(day("2023-03-14"))), "old_date date",
            Severity::Warning),
        ("due before issue", |f, _, _| f.due_date = Some(Field::certain(day("2025-03-01"))),
            "due_before_date due_date", Severity::Warning),
        ("a weak total", |f, _, _| f.total.as_mut().unwrap().confidence = 0.4, "low_confidence total",
            Severity::Warning),
        ("a new supplier", |_, c, _| c.party.as_mut().unwrap().id = None, "new_party vendor", Severity::Info),
        ("nobody", |_, c, _| c.party = None, "party_missing vendor", Severity::Warning),
        ("another IBAN", |_, _, a| a.unusual = vec![Unusual::ChangedIban { printed: "DE02".to_owned() }],
            "changed_iban vendor_iban", Severity::Warning),
        ("the IBAN of somebody else", |_, _, a| a.unusual = vec![Unusual::IbanOfAnother { printed: "DE02".to_owned(),
            name: "Zimmer AG".to_owned() }], "iban_of_another vendor_iban", Severity::Blocking),
        ("another tax number", |_, _, a| a.unusual = vec![Unusual::OtherTaxId { printed: "DE02".to_owned(),
            known: vec!["DE01".to_owned()] }], "other_tax_id vendor_tax_id", Severity::Warning),
        ("two that fit", |_, _, a| a.unusual = vec![Unusual::SeveralFit { names: vec!["A".to_owned(), "B".to_owned()] }],
            "party_unclear vendor", Severity::Warning),
        ("known by its bank alone", |_, _, a| a.unusual = vec![Unusual::OtherName { printed: "X".to_owned() }],
            "other_name vendor", Severity::Warning),
        ("an account at 30 %", |_, c, _| c.account.as_mut().unwrap().confidence = 0.3, "account_unclear account",
            Severity::Warning),
        ("a weak credit note", |f, _, _| f.kind = Some(Field { confidence: 0.5,
            ..Field::certain(DocumentKind::CreditNote) }), "low_confidence kind", Severity::Warning),
        ("foreign currency", |f, _, _| f.currency = Some(Field::certain(money::Currency::USD)),
            "rate_missing currency", Severity::Blocking),
        ("no currency", |f, _, _| f.currency = None, "currency_missing currency", Severity::Warning),
        ("a wrong rate", |f, _, _| { f.tax = given("16"); f.total = given("116"); }, "tax_code_missing tax",
            Severity::Warning),
        ("a failed check", |f, _, _| f.checks = vec![Check::new("tax_id", false, "its check digit is wrong")],
            "check_failed vendor_tax_id", Severity::Warning),
        ("a look-alike", |_, _, a| a.similar = Some(Verdict { of: books::DocumentId(uuid::Uuid::nil()), score: 70,
            because: vec![Likeness::SameTotal] }),
            "possible_duplicate", Severity::Warning),
    ];
    for (what, change, expected, severity) in rows {
        let (mut facts, mut classification, mut context) =
            (bill("100", "19", "119"), paper(DocumentKind::Invoice), context());
        change(&mut facts, &mut classification, &mut context);
        let found = ask(&facts, &classification, &context);
        let names: Vec<String> = found
            .iter()
            .map(|r| format!("{} {}", r.code, r.field.as_deref().unwrap_or_default()).trim().to_owned())
            .collect();
        assert_eq!(names, [*expected], "{what}");
        assert_eq!(found[0].severity, *severity, "{what}");
        assert!(CODES.contains(&found[0].code.as_str()), "{what}: {} is not listed", found[0].code);
    }
}

#[test]
fn what_changes_nothing_raises_no_question() {
    let weak = |kind| Some(Field { confidence: 0.3, ..Field::certain(kind) });
    let mut facts = bill("100", "19", "119");
    facts.vendor_address = Some(Field { confidence: 0.2, ..Field::certain("Somewhere".to_owned()) });
    facts.amount_due = Some(Field { confidence: 0.2, ..Field::certain(dec("119")) });
    for kind in [DocumentKind::Invoice, DocumentKind::Receipt] {
        facts.kind = weak(kind);
        assert_eq!(ask(&facts, &paper(DocumentKind::Invoice), &context()), [], "{kind}");
    }
}

#[test]
fn a_till_holds_no_less_than_nothing() {
    let after = |cents| till(money::Amount::new(cents, money::Currency::EUR));
    assert_eq!(after(0), None, "an empty till");
    let below = after(-1).expect("a cent below zero");
    assert_eq!((below.code.as_str(), below.severity), ("till_below_zero", Severity::Warning));
    assert_eq!(below.args["after"], Arg::Money(money::Amount::new(-1, money::Currency::EUR)));
    assert!(CODES.contains(&below.code.as_str()));
}

/// The figures and days in a message are told apart from its words, so that a reader sees them in his own form.
#[test]
fn values_of_a_message_have_names_and_types() {
    let mut facts = bill("100", "19", "119");
    facts.due_date = Some(Field::certain(day("2025-03-01")));
    let found = ask(&facts, &paper(DocumentKind::Invoice), &context());
    assert_eq!(found[0].args.get("due"), Some(&Arg::Date(day("2025-03-01"))));
    let told = serde_json::to_value(&found[0].args["due"]).unwrap();
    assert_eq!(told, serde_json::json!({ "type": "date", "value": "2025-03-01" }));
    let refused = propose(&bill("100", "19", "119.10"), &paper(DocumentKind::Invoice), &german_books()).unwrap_err();
    let reason = refused.reason();
    assert_eq!(reason.args["difference"], Arg::Money(money::Amount::new(10, money::Currency::EUR)));
    assert_eq!(reason.args["total"], Arg::Money(money::Amount::new(11910, money::Currency::EUR)));
}

#[test]
fn a_receipt_needs_no_number_and_the_heaviest_comes_first() {
    let mut facts = bill("", "", "12.50");
    facts.invoice_number = None;
    let found = ask(&facts, &paper(DocumentKind::Receipt), &context());
    assert_eq!(found.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["no_tax_printed"]);
    facts.date = None;
    facts.vendor = None;
    let found = ask(&facts, &paper(DocumentKind::Receipt), &context());
    assert!(found.windows(2).all(|w| w[0].severity >= w[1].severity));
    assert_eq!(found[0].code, "date_missing");
}

#[test]
fn a_difference_blocks_with_the_figures_in_its_message() {
    let facts = bill("100", "19", "119.10");
    let refused = propose(&facts, &paper(DocumentKind::Invoice), &german_books()).unwrap_err();
    let reason = refused.reason();
    assert_eq!((reason.code.as_str(), reason.severity), ("unexplained_difference", Severity::Blocking));
    assert!(reason.message.contains(&dec("0.10").to_string()), "{}", reason.message);
    assert!(CODES.contains(&reason.code.as_str()));
}

/// What a check compared comes with names and types, in the reason as in the check itself.
#[test]
fn a_failed_check_lends_its_values_to_its_reason() {
    let mut facts = bill("100", "19", "119");
    let compared = Arg::figure(dec("1088.85"), Some(money::Currency::EUR));
    facts.checks = vec![Check::new("line_sum", false, "2 items make 1088.85").with("sum", compared.clone())];
    let found = ask(&facts, &paper(DocumentKind::Invoice), &context());
    assert_eq!(found[0].args["sum"], compared);
    assert_eq!(found[0].args["check"], Arg::text("line_sum"));
    let kept = serde_json::to_value(&facts.checks[0]).unwrap();
    assert_eq!(kept["args"]["sum"]["type"], "money");
    let before: Check =
        serde_json::from_value(serde_json::json!({ "name": "sum", "holds": true, "detail": "" })).unwrap();
    assert!(before.args.is_empty(), "checks kept by an older program have none");
}

/// A figure is an amount only where its currency can express it.
#[test]
fn figures_are_amounts_where_they_can_be() {
    use money::{Amount, Currency};
    let rows = [
        ("12.5", Some(Currency::EUR), Arg::Money(Amount::new(12_50, Currency::EUR))),
        ("12.505", Some(Currency::EUR), Arg::Number(dec("12.505"))),
        ("1250", Some(Currency::JPY), Arg::Money(Amount::new(1250, Currency::JPY))),
        ("12.5", None, Arg::Number(dec("12.5"))),
    ];
    for (value, currency, expected) in rows {
        assert_eq!(Arg::figure(dec(value), currency), expected, "{value} {currency:?}");
    }
}
