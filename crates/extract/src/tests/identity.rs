//! Numbers, dates and currencies as bills print them.

use super::read;

fn invoice(head: &str, total: &str) -> road::facts::Facts {
    read(&format!(
        "
Millbrook Supplies
4 Dock Road
{head}

Description                Amount
Goods                      {total}

Total                      {total}
"
    ))
}

#[test]
fn the_number_of_the_document_in_its_forms() {
    let table = [
        ("Invoice No. 77 0315 4421 8", "77 0315 4421 8"),
        ("Facture n° 10 221 884 771 du 18/08/2025", "10 221 884 771"),
        ("Numéro de facture : 2510-8812 3377", "2510-8812 3377"),
        ("Rechnungsnummer 9000418827 / 21.08.2025", "9000418827"),
        ("Invoice No. 20938 12 August 2025", "20938"),
        ("FACTURA RECTIFICATIVA R25-008\nRectifica a la factura: F25-0311", "R25-008"),
    ];
    for (head, expected) in table {
        let number = invoice(head, "120.00").invoice_number.map(|f| f.value);
        assert_eq!(number.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn until_when_a_discount_is_granted_is_not_the_due_date() {
    let table = [
        ("Bei Zahlung bis 04.09.2025 gewähren wir 2 % Skonto. Zahlbar netto bis 20.09.2025.", "2025-09-20"),
        ("Zahlbar bis 20.09.2025 ohne Abzug.", "2025-09-20"),
        ("Zahlbar innert 30 Tagen netto.", "2025-09-20"),
        ("Wird am 20.09.2025 von Ihrem Konto abgebucht.", "2025-09-20"),
    ];
    for (terms, expected) in table {
        let facts = invoice(&format!("Rechnung Nr. 4711\nRechnungsdatum: 21.08.2025\n{terms}"), "120,00");
        assert_eq!(facts.due_date.map(|f| f.value.to_string()).as_deref(), Some(expected), "{terms}");
    }
}

#[test]
fn a_bare_dollar_is_the_one_the_document_names() {
    let table = [
        ("Invoice 88213\nAll amounts in CAD", "$350.10", "CAD"),
        ("Invoice 88213\nMontréal QC H3H 2T4", "$350.10", "CAD"),
        ("Invoice 88213\nManly NSW 2095", "$350.10", "AUD"),
        ("Invoice 88213\nBoise, ID 83704", "$350.10", "USD"),
        ("Invoice 88213\nCape Town 8001", "R 350.10", "ZAR"),
    ];
    for (head, total, expected) in table {
        let currency = invoice(head, total).currency.map(|f| f.value.code());
        assert_eq!(currency, Some(expected), "{head}");
    }
}
