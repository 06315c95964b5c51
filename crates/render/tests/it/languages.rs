//! What papers say in each language.

use money::{Amount, Currency};
use render::*;

use crate::read_back::{pieces, text};
use crate::samples::{self, invoice, look};

/// All pages as text, with plain blanks.
fn read(document: &Document, look: &Look) -> String {
    let rendered = render(document, look).unwrap();
    let found = pieces(&rendered.pdf);
    let pages: Vec<String> = (0..rendered.pages).map(|page| text(&found, page)).collect();
    pages.join("\n----\n").replace('\u{a0}', " ")
}

/// An invoice that uses as many words as one can.
fn full_invoice(tag: &str) -> String {
    let mut paper = invoice(2, Currency::EUR);
    let gross = paper.totals.gross;
    let half = gross.checked_mul(samples::decimal("0.5"), money::Rounding::HalfEven).unwrap();
    let day = |day: i8| jiff::civil::date(2026, 5, day);
    paper.terms.instalments = vec![
        Instalment { due: day(1), amount: half },
        Instalment { due: day(31), amount: gross.checked_sub(half).unwrap() },
    ];
    paper.terms.discounts = vec![CashDiscount { percent: samples::decimal("2"), until: day(9), amount: half }];
    paper.totals.paid = vec![Paid { date: day(2), method: None, amount: half.checked_neg().unwrap() }];
    let home = Amount::new(71_35, Currency::CHF);
    paper.totals.tax_in_home = Some(TaxInHome { amount: home, rate: samples::decimal("0.9321") });
    paper.deliver_to =
        Some(Party { name: "Lager Nord".to_owned(), address: vec!["Am Kai 3".to_owned()], tax_id: None });
    read(&Document::Sales(Box::new(paper)), &look(tag))
}

#[test]
fn invoices() {
    for tag in Locale::tags() {
        insta::assert_snapshot!(format!("invoice-{tag}"), full_invoice(tag));
    }
}

#[test]
fn letters() {
    for tag in ["en", "de", "fr", "es", "it", "nl", "pt", "pl"] {
        let papers = [
            samples::credit_note(tag),
            samples::quote(tag),
            samples::receipt(tag),
            samples::statement(tag, 4),
            samples::dunning(tag, DunningLevel::First),
            samples::dunning(tag, DunningLevel::Second),
            samples::dunning(tag, DunningLevel::Final),
            samples::remittance(tag),
        ];
        let texts: Vec<String> = papers.iter().map(|(document, look)| read(document, look)).collect();
        insta::assert_snapshot!(format!("letters-{tag}"), texts.join("\n========\n"));
    }
}

#[test]
fn the_law_is_heard_for_each_treatment() {
    let treatments = [
        TaxTreatment::ReverseCharge,
        TaxTreatment::IntraCommunity,
        TaxTreatment::Export,
        TaxTreatment::Exempt,
        TaxTreatment::OutOfScope,
        TaxTreatment::SmallBusiness,
        TaxTreatment::MarginGoods,
        TaxTreatment::MarginArt,
        TaxTreatment::MarginAntiques,
        TaxTreatment::MarginTravel,
    ];
    for tag in ["en", "de", "fr", "es", "it", "nl", "pt", "pl"] {
        let mut mentions = Vec::new();
        for treatment in treatments {
            let mut paper = invoice(1, Currency::EUR);
            let net = paper.totals.net.unwrap();
            let row = &mut paper.totals.taxes[0];
            (row.treatment, row.base, row.tax) = (treatment, net, Amount::zero(Currency::EUR));
            (paper.totals.gross, paper.totals.due) = (net, Some(net));
            let all = read(&Document::Sales(Box::new(paper)), &look(tag));
            // between the sum to pay and the day to pay by
            let lines: Vec<&str> = all.lines().collect();
            let due = lines
                .iter()
                .rposition(|line| line.ends_with("489,00 €") || line.ends_with("489.00") || line.ends_with("€ 489,00"));
            mentions.push(lines[due.expect("a sum to pay") + 1].to_owned());
        }
        insta::assert_snapshot!(format!("mentions-{tag}"), mentions.join("\n"));
    }
}

#[test]
fn a_mention_of_the_sellers_own_takes_the_place_of_the_usual_one() {
    let mut paper = invoice(1, Currency::EUR);
    let row = &mut paper.totals.taxes[0];
    (row.treatment, row.mention) = (TaxTreatment::SmallBusiness, Some("Kein Ausweis nach § 19 UStG.".to_owned()));
    let all = read(&Document::Sales(Box::new(paper)), &look("de"));
    assert!(all.contains("Kein Ausweis nach § 19 UStG.") && !all.contains("Steuerbefreiung"), "{all}");
}
