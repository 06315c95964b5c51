//! The engine on whole documents, in the accountant's words.

use road::facts::{DocumentKind, Facts};
use road::page::{Page, Rect, Route, Word};

use crate::extract;

mod identity;
mod pages;
mod people;
mod size;
mod standing;
mod sums;

/// A page set like a typed letter: each line of the text is a printed line, columns are parted by two or more spaces.
fn page(text: &str) -> Page {
    let lines: Vec<&str> = text.lines().collect();
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap_or(1).max(60) as f32;
    let height = lines.len().max(50) as f32;
    let mut words = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            if chars[at] == ' ' {
                at += 1;
                continue;
            }
            let end = (at..chars.len()).find(|k| chars[*k] == ' ').unwrap_or(chars.len());
            let rect = Rect {
                x0: at as f32 / width,
                y0: i as f32 / height,
                x1: end as f32 / width,
                y1: (i as f32 + 0.8) / height,
            };
            let line = u32::try_from(i).expect("few lines");
            words.push(Word { text: chars[at..end].iter().collect(), rect, certainty: 1.0, line });
            at = end;
        }
    }
    Page { number: 1, width: width * 6.0, height: height * 12.0, words }
}

fn read(text: &str) -> Facts {
    extract(&[page(text)], Route::TextLayer)
}

fn money(field: &Option<road::facts::Field<rust_decimal::Decimal>>) -> String {
    field.as_ref().map_or("none".into(), |f| f.value.to_string())
}

const GERMAN: &str = "
Bergmann Elektro GmbH
Hauptstraße 12
50667 Köln
USt-IdNr.: DE136695976

Rechnungsempfänger:
Seeblick Hotel AG                     Rechnungsnummer: 2024-0815
Am See 4                              Rechnungsdatum: 05.06.2024
88131 Lindau                          Fällig am: 05.07.2024

Pos   Bezeichnung          Menge   Einzelpreis   Gesamtpreis
1     Montage              2       150,00        300,00
2     Kabelkanal           10      20,00         200,00

                           Nettobetrag           500,00 €
                           zzgl. 19 % MwSt.      95,00 €
                           Gesamtbetrag          595,00 €

IBAN: DE89 3704 0044 0532 0130 00
";

#[test]
fn a_german_bill_is_read_whole() {
    let facts = read(GERMAN);
    assert_eq!(facts.language.as_deref(), Some("de"));
    assert_eq!(facts.kind.map(|k| k.value), Some(DocumentKind::Invoice));
    assert_eq!(facts.vendor.map(|f| f.value).as_deref(), Some("Bergmann Elektro GmbH"));
    assert_eq!(facts.customer.map(|f| f.value).as_deref(), Some("Seeblick Hotel AG"));
    assert_eq!(facts.vendor_tax_id.map(|f| f.value).as_deref(), Some("DE136695976"));
    assert_eq!(facts.vendor_iban.map(|f| f.value).as_deref(), Some("DE89370400440532013000"));
    assert_eq!(facts.invoice_number.map(|f| f.value).as_deref(), Some("2024-0815"));
    assert_eq!(facts.date.map(|f| f.value.to_string()).as_deref(), Some("2024-06-05"));
    assert_eq!(facts.due_date.map(|f| f.value.to_string()).as_deref(), Some("2024-07-05"));
    assert_eq!(facts.currency.map(|f| f.value.code()), Some("EUR"));
    assert_eq!(
        (money(&facts.subtotal), money(&facts.tax), money(&facts.total)),
        ("500.00".into(), "95.00".into(), "595.00".into())
    );
    assert_eq!(facts.lines.len(), 2);
    assert_eq!(facts.lines[1].quantity.map(|q| q.to_string()).as_deref(), Some("10"));
    let rows = facts.tax_breakdown.expect("one rate is printed").value;
    assert_eq!((rows[0].rate.to_string(), rows[0].base.to_string()), ("19".into(), "500.00".into()));
    assert!(facts.checks.iter().all(|c| c.holds), "{:?}", facts.checks);
}

#[test]
fn every_printed_value_has_its_place_and_every_derived_one_says_so() {
    let facts = read(GERMAN);
    let total = facts.total.expect("a total is printed");
    assert_eq!(total.spots.len(), 1);
    assert!(total.spots[0].rect.y0 > 0.3);
    let due = facts.amount_due.expect("what is due follows from the total");
    assert_eq!(due.value, total.value);
    assert!(due.spots.is_empty());
    assert!(due.reason.starts_with("derived"), "{}", due.reason);
    assert!(due.confidence < total.confidence);
}

#[test]
fn arithmetic_never_hides_a_misread() {
    let right = read(GERMAN);
    let wrong = read(&GERMAN.replace("595,00", "596,00"));
    assert_eq!(money(&wrong.total), "596.00");
    assert_eq!((money(&wrong.subtotal), money(&wrong.tax)), ("500.00".into(), "95.00".into()));
    let sum = wrong.checks.iter().find(|c| c.name == "sum").expect("three printed figures are compared");
    assert!(!sum.holds, "{}", sum.detail);
    for (a, b) in [(&right.total, &wrong.total), (&right.tax, &wrong.tax), (&right.subtotal, &wrong.subtotal)] {
        let (a, b) = (a.as_ref().expect("read"), b.as_ref().expect("read"));
        assert!(b.confidence < a.confidence - 0.05, "{} is not below {}", b.confidence, a.confidence);
    }
}

#[test]
fn the_same_pages_give_the_same_facts() {
    assert_eq!(read(GERMAN), read(GERMAN));
}

#[test]
fn a_document_without_words_has_no_facts() {
    assert_eq!(extract(&[], Route::Ocr), Facts::empty(Route::Ocr));
    let blank = Page { number: 1, width: 600.0, height: 800.0, words: Vec::new() };
    assert_eq!(extract(&[blank], Route::TextLayer), Facts::empty(Route::TextLayer));
}

#[test]
fn an_american_bill_with_its_date_order_and_payments() {
    let facts = read(
        "
Juniper Tools LLC                                  INVOICE
500 Main Street                                    Invoice #: A-1001
Austin, TX 78701                                   Date: 03/04/2023
                                                   Due Date: 04/18/2023
Bill To:
Halden Media Inc.
77 Ocean Blvd
Portland, OR 97205

Description              Qty     Rate        Amount
Drill bits               4       $25.00      $100.00

                                 Subtotal    $100.00
                                 Tax 8%      $8.00
                                 Total       $108.00
                                 Amount Paid $50.00
                                 Balance Due $58.00
",
    );
    assert_eq!(facts.date.map(|f| f.value.to_string()).as_deref(), Some("2023-03-04"));
    assert_eq!(facts.due_date.map(|f| f.value.to_string()).as_deref(), Some("2023-04-18"));
    assert_eq!(facts.customer.map(|f| f.value).as_deref(), Some("Halden Media Inc."));
    assert_eq!(money(&facts.total), "108.00");
    assert_eq!((money(&facts.prepaid), money(&facts.amount_due)), ("50.00".into(), "58.00".into()));
    assert_eq!(facts.currency.map(|f| f.value.code()), Some("USD"));
}

#[test]
fn on_a_receipt_cash_and_change_are_not_the_total_and_rounding_is_understood() {
    let facts = read(
        "
      PINEWOOD TRADING SDN BHD
          (651234-M)
      12 JALAN BESAR 3/4
      47400 PETALING JAYA
   DATE: 18/01/2018 10:27
 COFFEE                    13.51
 CAKE                      13.10
 TOTAL (INCL GST)          26.61
 ROUNDING ADJ              -0.01
 TOTAL                     26.60
 CASH                     100.00
 CHANGE                    73.40
",
    );
    assert_eq!(facts.kind.map(|k| k.value), Some(DocumentKind::Receipt));
    assert_eq!(money(&facts.total), "26.60");
    assert_eq!(facts.vendor.map(|f| f.value).as_deref(), Some("PINEWOOD TRADING SDN BHD"));
    assert_eq!(facts.date.map(|f| f.value.to_string()).as_deref(), Some("2018-01-18"));
}

#[test]
fn a_credit_note_has_positive_amounts_and_names_what_it_corrects() {
    let text = GERMAN
        .replace("Rechnungsempfänger:", "Rechnungskorrektur\n\nRechnungsempfänger:")
        .replace("Fällig am: 05.07.2024", "zu Rechnung Nr. 2024-0777")
        .replace("500,00 €", "-500,00 €")
        .replace("95,00 €", "-95,00 €")
        .replace("5-95,00", "-595,00");
    let facts = read(&text);
    assert_eq!(facts.kind.map(|k| k.value), Some(DocumentKind::CreditNote));
    assert_eq!(money(&facts.total), "595.00");
    assert_eq!(facts.corrects_number.map(|f| f.value).as_deref(), Some("2024-0777"));
}

#[test]
fn what_is_not_printed_is_derived_and_marked() {
    let text: String = GERMAN.lines().filter(|l| !l.contains("Nettobetrag")).collect::<Vec<_>>().join("\n");
    let facts = read(&text);
    let net = facts.subtotal.expect("total less tax");
    assert_eq!(net.value.to_string(), "500.00");
    assert!(net.spots.is_empty() && net.reason.starts_with("derived"), "{net:?}");
    assert!(facts.checks.iter().all(|c| c.name != "sum"), "a derived figure proves nothing");
}

#[test]
fn wrong_check_digits_and_dates_are_reported() {
    let text =
        GERMAN.replace("DE136695976", "DE136695971").replace("0130 00", "0130 01").replace("05.07.2024", "05.05.2024");
    let facts = read(&text);
    let failed: Vec<&str> = facts.checks.iter().filter(|c| !c.holds).map(|c| c.name.as_str()).collect();
    assert_eq!(failed, ["due_after_issue", "iban", "tax_id"]);
}
