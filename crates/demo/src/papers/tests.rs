//! Every paper is read back by the program's own engine: what was written is what is found.

use std::path::Path;

use jiff::civil::date;
use reading::Limits;
use road::facts::{DocumentKind, Facts};
use rust_decimal::Decimal;

use super::*;

const DAY: Date = date(2026, 3, 20);

fn facts(paper: &Paper) -> Facts {
    let (Content::File(bytes) | Content::Photograph(bytes)) = &paper.content;
    // The photograph's page still has its text here; recognising it is the business of the reader's own tests.
    let reading =
        reading::read_here(bytes, &Limits::default(), Path::new("/nonexistent")).expect("the paper is legible");
    reading.einvoice.unwrap_or_else(|| extract::extract(&reading.pages, reading.route))
}

fn of(name: &str) -> Facts {
    let papers = waiting(DAY);
    let paper = papers.iter().find(|paper| paper.file_name == name);
    facts(paper.expect("there is such a paper"))
}

#[test]
fn each_paper_says_what_it_was_given_to_say() {
    let total = |facts: &Facts| facts.total.as_ref().map(|f| f.value);
    for (file, vendor, number, cents, kind) in [
        ("xrechnung_GB-48211.xml", "Großhandel Beispielwaren AG", "GB-48211", 152423, DocumentKind::Invoice),
        ("rechnung_MM-7730.xml", "Maschinenbau Mustermann GmbH", "MM-7730", 239190, DocumentKind::Invoice),
        ("Stadtwerke Abschlag.pdf", "Stadtwerke Musterstadt", "SWM-660-3391", 57406, DocumentKind::Invoice),
        ("Stadtwerke Zweitschrift.pdf", "Stadtwerke Musterstadt", "SWM-660-3391", 57406, DocumentKind::Invoice),
        ("Telefonrechnung.pdf", "Telefon Probenetz GmbH", "4471-0093", 22598, DocumentKind::Invoice),
        ("INV-20931.pdf", "Sample Cloud Software Inc.", "INV-20931", 48000, DocumentKind::Invoice),
        ("facture_2210.pdf", "Atelier Exemple SARL", "2210", 61400, DocumentKind::Invoice),
        ("Gutschrift GB-48302.pdf", "Großhandel Beispielwaren AG", "GB-48302", 3546, DocumentKind::CreditNote),
        ("consulting-0117.pdf", "Sample Consulting Ltd", "0117", 200430, DocumentKind::Invoice),
        ("Auftragsbestaetigung.pdf", "Maschinenbau Mustermann GmbH", "AB-5519", 41412, DocumentKind::Order),
    ] {
        let found = of(file);
        assert_eq!(found.vendor.as_ref().map(|f| f.value.as_str()), Some(vendor), "{file}");
        assert_eq!(found.invoice_number.as_ref().map(|f| f.value.as_str()), Some(number), "{file}");
        assert_eq!(total(&found), Some(Decimal::new(cents, 2)), "{file}");
        assert_eq!(found.kind.as_ref().map(|f| f.value), Some(kind), "{file}");
    }
}

#[test]
fn the_papers_in_the_books_are_read_without_a_doubt() {
    let cents = |facts: &Facts| facts.total.as_ref().map(|total| total.value);
    let found: Vec<Facts> = filed(DAY).iter().map(facts).collect();
    assert_eq!(found.iter().map(cents).collect::<Vec<_>>(), [50932, 41602, 60669].map(|c| Some(Decimal::new(c, 2))));
    for facts in found {
        assert!(facts.checks.iter().all(|check| check.holds), "{:?}", facts.checks);
    }
}

#[test]
fn the_paper_that_does_not_add_up_is_noticed() {
    let found = of("Entwurf_Anzeigen.pdf");
    let failed: Vec<&str> = found.checks.iter().filter(|check| !check.holds).map(|check| check.name.as_str()).collect();
    assert!(failed.contains(&"sum"), "checks that fail: {failed:?}");
}

#[test]
fn the_dollars_are_dollars() {
    assert_eq!(of("INV-20931.pdf").currency.map(|f| f.value), Some(Currency::USD));
}

#[test]
fn the_electronic_invoices_keep_the_rules_of_en_16931() {
    for paper in waiting(DAY).iter().filter(|paper| paper.file_name.ends_with(".xml")) {
        let Content::File(bytes) = &paper.content else { panic!("data is a file") };
        let findings = einvoice::rules::check(bytes).expect("an electronic invoice");
        assert_eq!(findings, [], "{}", paper.file_name);
    }
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let bytes = |papers: Vec<Paper>| -> Vec<Vec<u8>> {
        papers
            .into_iter()
            .map(|paper| match paper.content {
                Content::File(bytes) | Content::Photograph(bytes) => bytes,
            })
            .collect()
    };
    assert_eq!(bytes(waiting(DAY)), bytes(waiting(DAY)));
}

#[test]
fn a_receipt_takes_the_tax_out_of_its_prices() {
    let receipt = groceries(DAY);
    // 6 x 1.19 + 2 x 1.49 = 10.12 at 7 %, 3.95 + 2 x 1.85 = 7.65 at 19 %
    let shares: Vec<(i64, i64, i64)> = receipt.shares().iter().map(|s| (s.rate, s.base, s.tax)).collect();
    assert_eq!(shares, [(7, 946, 66), (19, 643, 122)]);
    assert_eq!(receipt.gross(), 17_77);
}
