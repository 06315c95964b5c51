//! What a document says about tax that is not charged, and about having been paid.

use road::facts::PaymentMeans;
use rust_decimal::Decimal;

use super::*;

/// A bill over 1,000.00 without tax with a sentence below it.
fn untaxed(sentence: &str) -> Facts {
    read(&format!(
        "
Bergmann Elektro GmbH
Hauptstraße 12
50667 Köln

Invoice number: 2024-0815
Invoice date: 05.06.2024

Installation                          1.000,00
Total                                 1.000,00 €

{sentence}
"
    ))
}

#[test]
fn the_words_for_tax_that_is_not_charged_are_known_in_seven_languages() {
    let table = [
        ("Reverse charge: customer to account for the VAT", "AE"),
        ("VAT: Article 196 Council Directive 2006/112/EC", "AE"),
        ("Steuerschuldnerschaft des Leistungsempfängers", "AE"),
        ("Umkehr der Steuerschuld nach § 13b UStG", "AE"),
        ("Autoliquidation par le preneur", "AE"),
        ("Inversión del sujeto pasivo", "AE"),
        ("Operazione in inversione contabile", "AE"),
        ("BTW verlegd naar afnemer", "AE"),
        ("IVA - autoliquidação", "AE"),
        ("Intra-Community supply, exempt from VAT", "K"),
        ("Steuerfreie innergemeinschaftliche Lieferung", "K"),
        ("Livraison intracommunautaire, exonération de TVA", "K"),
        ("Entrega intracomunitaria exenta de IVA", "K"),
        ("Cessione intracomunitaria art. 41 D.L. 331/93", "K"),
        ("Intracommunautaire levering", "K"),
        ("Transmissão intracomunitária", "K"),
        ("Steuerfreie Ausfuhrlieferung", "G"),
        ("TVA non applicable, art. 293 B du CGI", "E"),
        ("Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG", "E"),
    ];
    for (sentence, code) in table {
        let facts = untaxed(sentence);
        let category = facts.tax_category.unwrap_or_else(|| panic!("no category: {sentence}"));
        assert_eq!(category.value, code, "{sentence}");
        assert!(!category.spots.is_empty() && category.confidence > 0.8, "{sentence}");
        let rows = facts.tax_breakdown.unwrap_or_else(|| panic!("no row: {sentence}")).value;
        assert_eq!(rows[0].category.as_deref(), Some(code), "{sentence}");
        assert_eq!((rows[0].base, rows[0].tax), (Decimal::from(1000), Decimal::ZERO), "{sentence}");
    }
}

#[test]
fn words_that_are_taken_back_and_bills_with_tax_have_no_category() {
    assert_eq!(untaxed("No reverse charge").tax_category, None);
    assert_eq!(untaxed("Thank you").tax_category, None);
    let taxed = read(&GERMAN.replace("IBAN:", "Reverse charge only for customers abroad. IBAN:"));
    assert_eq!(taxed.tax_category, None);
}

#[test]
fn numbers_of_two_members_without_tax_are_a_reverse_charge_in_doubt() {
    let facts = read(
        "
Bergmann Elektro GmbH
Hauptstraße 12
50667 Köln
USt-IdNr.: DE136695976

Bill to:
Coolblue B.V.
Weena 664
3012 CN Rotterdam
VAT number: NL810433941B01

Invoice number: 2024-0815
Invoice date: 05.06.2024

Consulting                            1.000,00
Net amount                            1.000,00 €
VAT 0 %                                   0,00 €
Total amount                          1.000,00 €
",
    );
    let category = facts.tax_category.expect("derived");
    assert_eq!(category.value, "AE");
    assert!(category.confidence < 0.8 && category.spots.is_empty(), "a person is to look");
}

const TILL: &str = "
  SUPERMARKT NORD
  Hafenstr. 3
  20457 Hamburg
  Kassenbon
  Milch           1,19
  Brot            2,49
  SUMME EUR       3,68
  @
  12.03.2024 14:05
  Vielen Dank
";

#[test]
fn a_till_says_by_what_it_was_paid() {
    let table = [
        ("Kartenzahlung   3,68", PaymentMeans::Card),
        ("Girocard BEZAHLT", PaymentMeans::Card),
        ("girocard        3,68", PaymentMeans::Card),
        ("Bar gegeben     5,00", PaymentMeans::Cash),
        ("VISA            3,68", PaymentMeans::Card),
        ("CARTE BANCAIRE  3,68", PaymentMeans::Card),
        ("ESPECES         5,00", PaymentMeans::Cash),
        ("EFECTIVO        5,00", PaymentMeans::Cash),
        ("TARJETA         3,68", PaymentMeans::Card),
        ("CONTANTI        5,00", PaymentMeans::Cash),
        ("PAGAMENTO ELETTRONICO 3,68", PaymentMeans::Card),
        ("PINNEN          3,68", PaymentMeans::Card),
        ("CONTANT         5,00", PaymentMeans::Cash),
        ("MULTIBANCO      3,68", PaymentMeans::Card),
        ("NUMERARIO       5,00", PaymentMeans::Cash),
        ("GOTOWKA         5,00", PaymentMeans::Cash),
        ("CASH            5,00", PaymentMeans::Cash),
    ];
    for (line, means) in table {
        let facts = read(&TILL.replace('@', line));
        let found = facts.payment_means.unwrap_or_else(|| panic!("not paid: {line}"));
        assert_eq!(found.value, means, "{line}");
        assert!(!found.spots.is_empty() && found.confidence >= 0.8, "{line}");
    }
    assert_eq!(read(&TILL.replace('@', "")).payment_means, None);
}

#[test]
fn a_bill_is_paid_only_where_it_says_so() {
    let means = |sentence: &str| untaxed(sentence).payment_means.map(|m| m.value);
    for (sentence, expected) in [
        ("Paid by card on 5 June 2024. Thank you.", Some(PaymentMeans::Card)),
        ("Der Betrag wurde bereits bezahlt: PayPal", Some(PaymentMeans::Online)),
        ("BEZAHLT", Some(PaymentMeans::Unspecified)),
        ("Facture acquittée", Some(PaymentMeans::Unspecified)),
        ("Payé par carte le 5 juin", Some(PaymentMeans::Card)),
        ("Pagado con tarjeta", Some(PaymentMeans::Card)),
        ("Pagato in contanti", Some(PaymentMeans::Cash)),
        ("Betaald met PIN", Some(PaymentMeans::Card)),
        ("Pago com cartão", Some(PaymentMeans::Card)),
        ("We accept Visa and Mastercard", None),
        ("Forma de pago: transferencia", None),
        ("Goods remain our property until paid in full", None),
        ("Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum", None),
        ("Bitte per Überweisung bis zum 5.7. bezahlt", None),
        ("Payment method: credit card", None),
    ] {
        assert_eq!(means(sentence), expected, "{sentence}");
    }
}
