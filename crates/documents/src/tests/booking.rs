//! What is booked, to the cent.

use money::{Currency, Rate};
use road::facts::{DocumentKind, Facts, LineItem, TaxLine};

use super::*;

/// A document, the lines it must be booked with (base currency, debits positive), and in words what it is.
struct Case {
    what: &'static str,
    facts: Facts,
    booked: &'static [(&'static str, i64)],
}

/// Suppliers whose names are not alike.
const OTHERS: [&str; 6] = ["Ahorn KG", "Birkenhof AG", "Cedrus GmbH", "Dattelmann OHG", "Eichwald eG", "Fichtner UG"];

#[tokio::test]
async fn documents_are_booked_to_the_cent() {
    let desk = Desk::new().await;
    let two_rates = vec![
        TaxLine { rate: dec("19"), base: dec("50.00"), tax: dec("9.50"), category: Some("S".into()) },
        TaxLine { rate: dec("7"), base: dec("20.00"), tax: dec("1.40"), category: Some("S".into()) },
    ];
    let cases = [
        Case {
            what: "a bill with 19 %: cost, input tax, what we owe",
            facts: bill(),
            booked: &[(OFFICE, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)],
        },
        Case {
            what: "a credit note runs the other way",
            facts: Facts { kind: said(DocumentKind::CreditNote), ..numbered("G-7", bill()) },
            booked: &[(OFFICE, -100_00), (INPUT_TAX, -19_00), (PAYABLE, 119_00)],
        },
        Case {
            what: "a bill with figures below zero is a credit note, whatever its title says",
            facts: numbered("G-8", bill_of("-10.00", "-1.90", "-11.90")),
            booked: &[("8090", -10_00), (INPUT_TAX, -1_90), (PAYABLE, 11_90)],
        },
        Case {
            what: "two tax rates, each with its own cost",
            facts: Facts { tax_breakdown: said(two_rates), ..numbered("R-2", bill_of("70.00", "10.90", "80.90")) },
            booked: &[("8090", 50_00), ("8090", 20_00), (INPUT_TAX, 9_50), (INPUT_TAX, 1_40), (PAYABLE, -80_90)],
        },
        Case {
            what: "rent is exempt from tax",
            facts: Facts {
                tax: None,
                subtotal: None,
                tax_breakdown: None,
                lines: vec![LineItem {
                    description: "Büromiete März".into(),
                    quantity: None,
                    unit_price: None,
                    amount: dec("800.00"),
                    tax_rate: None,
                    spots: vec![],
                }],
                ..numbered("M-3", bill_of("800.00", "0", "800.00"))
            },
            booked: &[(RENT, 800_00), (PAYABLE, -800_00)],
        },
        Case {
            what: "our own invoice: a claim, income, tax we owe",
            facts: Facts {
                vendor: said("Werkbank GmbH".into()),
                vendor_tax_id: None,
                customer: said("Kunde AG".into()),
                ..numbered("A-1", bill_of("200.00", "38.00", "238.00"))
            },
            booked: &[("1200", 238_00), ("4010", -200_00), ("2210", -38_00)],
        },
    ];
    for (n, case) in cases.into_iter().enumerate() {
        let mut facts = case.facts;
        if facts.vendor.as_ref().is_some_and(|v| v.value == "Kraus GmbH") {
            // Each from somebody else, so that no case learns from the one before it.
            (facts.vendor, facts.vendor_tax_id) = (said(OTHERS[n].to_owned()), None);
        }
        let id = desk.receives(facts).await;
        let reasons = desk.reasons(id).await;
        let entry = match desk.approves(&desk.anna, id).await {
            Ok(Approval::Posted(entry)) => entry,
            other => panic!("{}: {other:?}, to look at: {reasons:?}", case.what),
        };
        assert_eq!(desk.booked(entry).await, lines(case.booked), "{}", case.what);
    }
    desk.assert_sound().await;
}

#[tokio::test]
async fn what_is_not_booked_is_put_away_and_can_be_taken_out_again() {
    let desk = Desk::new().await;
    let id = desk.receives(Facts { kind: said(DocumentKind::DeliveryNote), ..bill() }).await;
    assert_eq!(desk.state(id).await.name(), "archived");
    assert_eq!(desk.entries().await, 0);
    let version = desk.version(id).await;
    desk.documents.enter_by_hand(&desk.anna, id, version).await.expect("it is an invoice after all");
    desk.corrects(&desk.anna, id, &[("kind", "invoice")]).await;
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[(OFFICE, 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
}

#[tokio::test]
async fn a_dollar_bill_waits_for_its_rate() {
    let desk = Desk::new().await;
    let facts = Facts {
        currency: said(Currency::USD),
        vendor_tax_id: None,
        tax: None,
        subtotal: None,
        tax_breakdown: None,
        ..bill_of("33.33", "0", "33.33")
    };
    let id = desk.receives(facts).await;
    assert!(desk.reasons(id).await.contains(&"rate_missing".to_owned()));
    let refused = desk.approves(&desk.anna, id).await.expect_err("no rate");
    assert_eq!(refused.code(), "document.blocked", "{refused}");
    assert_eq!(desk.entries().await, 0);

    let rate = Rate::new(dec("0.9137")).expect("a rate");
    desk.wants(&desk.anna, id, Corrections { rate: Some(rate), ..Corrections::default() }).await.expect("entered");
    assert!(!desk.reasons(id).await.contains(&"rate_missing".to_owned()));
    let entry = desk.posts(&desk.anna, id).await;
    // 33.33 at 0.9137 is 30.453621
    assert_eq!(desk.booked(entry).await, lines(&[("8090", 30_45), (PAYABLE, -30_45)]));
    let entry = ledger::entry(&desk.world.db, &desk.anna, entry).await.expect("the entry");
    let dollars: Vec<i64> = entry.lines.iter().map(|l| l.amount.minor()).collect();
    assert_eq!((entry.currency, dollars), (Currency::USD, vec![33_33, -33_33]), "the document's own currency is kept");
}

#[tokio::test]
async fn a_recorded_rate_is_used_without_asking() {
    let desk = Desk::new().await;
    let rate = ledger::NewRate {
        from: Currency::USD,
        to: Currency::EUR,
        day: day("2026-03-13"),
        rate: Rate::new(dec("0.9")).expect("a rate"),
        source: "ecb".into(),
    };
    ledger::add_rate(&desk.world.db, &desk.anna, rate).await.expect("recorded");
    let facts = Facts {
        currency: said(Currency::USD),
        vendor_tax_id: None,
        tax: None,
        subtotal: None,
        tax_breakdown: None,
        ..bill_of("10.00", "0", "10.00")
    };
    let id = desk.receives(facts).await;
    let entry = desk.posts(&desk.anna, id).await;
    assert_eq!(desk.booked(entry).await, lines(&[("8090", 9_00), (PAYABLE, -9_00)]));
}

#[tokio::test]
async fn figures_that_do_not_add_up_stop_until_a_person_settles_them() {
    let desk = Desk::new().await;
    let id = desk.receives(bill_of("100.00", "19.00", "120.00")).await;
    assert_eq!(desk.reasons(id).await.first().map(String::as_str), Some("unexplained_difference"));
    let looked = desk.looks_at(id).await;
    assert_eq!(looked.proposal, None, "no line hides the difference");
    let refused = desk.approves(&desk.anna, id).await.expect_err("a euro too much");
    assert_eq!(refused.code(), "document.blocked");

    let corrected = desk.corrects(&desk.anna, id, &[("total", "119.00")]).await;
    let proposal = corrected.proposal.expect("a proposal");
    assert_eq!(desk.drafted(&proposal), lines(&[("8090", 100_00), (INPUT_TAX, 19_00), (PAYABLE, -119_00)]));
    desk.posts(&desk.anna, id).await;
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_preview_of_a_correction_changes_nothing() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    let before = desk.looks_at(id).await;
    let wanted = corrections(&desk.anna, &[("subtotal", "50"), ("tax", "9.5"), ("total", "59.5")]);
    let preview = desk.documents.correct(&desk.anna, id, before.card.version, &wanted, true).await.expect("a preview");
    assert_eq!(preview.proposal.expect("a proposal").total.minor(), 59_50);
    let after = desk.looks_at(id).await;
    assert_eq!((after.card.version, &after.proposal), (before.card.version, &before.proposal));
    assert_eq!(desk.count("select count(*) from document_correction").await, 0);
}

#[tokio::test]
async fn a_correction_that_cannot_be_read_is_refused_with_its_field() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    for (field, value) in [("date", "14.3."), ("total", "one hundred"), ("currency", "Euro"), ("colour", "red")] {
        let refused = desk.wants(&desk.anna, id, corrections(&desk.anna, &[(field, value)])).await.expect_err(field);
        let DocumentError::BadCorrection { field: named, .. } = &refused else { panic!("{refused}") };
        assert_eq!(named, field);
    }
    let nothing = desk.wants(&desk.anna, id, corrections(&desk.anna, &[("total", "119.00")])).await;
    assert!(matches!(nothing, Err(DocumentError::BadCorrection { .. })), "the value it has already is no correction");
}
