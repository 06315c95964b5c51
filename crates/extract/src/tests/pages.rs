//! Several documents in one file, and abbreviations and shares that are none of a currency or a tax.

use super::*;

fn bill(number: &str, page_of: &str) -> String {
    format!(
        "
Bergmann Elektro GmbH
Hauptstraße 12
50667 Köln

Rechnungsnummer: {number}
Rechnungsdatum: 05.06.2024

Montage                               100,00
Gesamtbetrag                          119,00 €
{page_of}
"
    )
}

fn pages(texts: &[String]) -> Vec<Page> {
    let number = |i: usize| u32::try_from(i + 1).expect("few pages");
    texts.iter().enumerate().map(|(i, text)| Page { number: number(i), ..page(text) }).collect()
}

fn several(texts: &[String]) -> Option<String> {
    let facts = extract(&pages(texts), Route::TextLayer);
    facts.checks.into_iter().find(|check| check.name == "single_document").map(|check| check.detail)
}

#[test]
fn two_bills_in_one_file_are_seen_with_their_pages() {
    let detail = several(&[bill("2024-0815", ""), "Anlage\nStundenzettel".to_owned(), bill("2024-0816", "")]);
    let detail = detail.expect("two documents");
    assert!(detail.contains("pages 1 to 2 (2024-0815); page 3 (2024-0816)"), "{detail}");
}

#[test]
fn one_bill_of_several_pages_is_one() {
    assert_eq!(several(&[bill("2024-0815", "Seite 1 von 2"), bill("2024-0815", "Seite 2 von 2")]), None);
    assert_eq!(several(&[bill("2024-0815", ""), "Seite 2\nZahlungsbedingungen".to_owned()]), None);
    let list = "Rechnungsnummer: 4711   Rechnungsnummer: 4712\nGesamtbetrag 20,00 €".to_owned();
    assert_eq!(several(&[bill("2024-0815", ""), list]), None, "a page that lists bills is none");
}

#[test]
fn a_service_charge_is_no_currency() {
    let facts = read("Corner Diner\nBurger       9.00\nSVC 10%\nSVC 0.90\nTotal EUR  9.90\nCash       10.00\n");
    assert_eq!(facts.currency.map(|c| c.value.code()), Some("EUR"));
    let bare = read("Corner Diner\nBurger       9.00\nSVC 0.90\nTotal      9.90\nCash       10.00\n");
    assert_ne!(bare.currency.map(|c| c.value.code()), Some("SVC"));
    let real = read("Hotel Sol\nRoom     SVC 90.00\nTotal    SVC 90.00\n");
    assert_eq!(real.currency.map(|c| c.value.code()), Some("SVC"), "beside every amount it is meant");
}

#[test]
fn the_fat_of_the_milk_is_no_tax() {
    let facts = read(
        "
Markt Nord
Artikel                Menge   Preis   Betrag
H-Milch 3,5 %            2     1,00    2,00
Sahne 30 %               1     3,00    3,00
Seife             19 %   1     1,00    1,00
Summe                                  6,00
",
    );
    let rates: Vec<Option<String>> = facts.lines.iter().map(|l| l.tax_rate.map(|r| r.to_string())).collect();
    assert_eq!(rates, [None, None, Some("19".to_owned())]);
}
