//! Invoices of a seller in Berlin, and what becomes of them in each format.

mod abroad;
mod amounts;
mod back;
mod cii;
mod fatturapa;
mod generated;
mod missing;
mod ubl;

use jiff::civil::date;
use money::{Amount, Currency};
use rust_decimal::Decimal;

use super::{
    Account, Address, AllowanceCharge, Contact, Discount, DocumentAllowanceCharge, Identifier, Italy, Line, Outgoing,
    OutgoingFormat, Party, PaymentMeans, Recipient, Share, Vat, document,
};

/// The formats that are syntaxes of EN 16931.
const CORE: [OutgoingFormat; 4] =
    [OutgoingFormat::PeppolUbl, OutgoingFormat::XRechnungUbl, OutgoingFormat::FacturX, OutgoingFormat::XRechnungCii];

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn euro(text: &str) -> Amount {
    Amount::parse(text, Currency::EUR).expect("an amount")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn address(street: &str, post_code: &str, city: &str, country: &str) -> Address {
    Address {
        street: some(street),
        post_code: some(post_code),
        city: some(city),
        country: country.to_owned(),
        ..Address::default()
    }
}

fn seller() -> Party {
    Party {
        name: "Werkzeug & Söhne GmbH".to_owned(),
        trading_name: some("Werkzeugsöhne"),
        registration: Some(Identifier::plain("HRB 12345 B")),
        vat_id: some("DE136695976"),
        tax_number: some("29/123/45678"),
        legal_information: some("Geschäftsführerin: Ada Kern"),
        electronic_address: Some(Identifier::of("9930", "DE136695976")),
        address: address("Hauptstraße 1", "10115", "Berlin", "DE"),
        contact: Some(Contact {
            name: some("Buchhaltung"),
            phone: some("+49 30 1234"),
            mail: some("b@werkzeug.example"),
        }),
        ..Party::default()
    }
}

fn buyer() -> Party {
    Party {
        name: "Stadt Köln <Bauamt>".to_owned(),
        vat_id: some("DE111111125"),
        electronic_address: Some(Identifier::of("0204", "05315-12345-67")),
        address: address("Domplatz 2", "50667", "Köln", "DE"),
        ..Party::default()
    }
}

fn line(id: &str, name: &str, quantity: &str, price: &str, vat: Vat) -> Line {
    Line::new(id, name, decimal(quantity), "C62", decimal(price), vat)
}

fn change(amount: &str, reason: &str) -> AllowanceCharge {
    AllowanceCharge { amount: euro(amount), share: None, reason: some(reason), code: None }
}

/// An invoice within Germany with two rates, allowances, a charge and a discount for paying early.
fn german() -> Outgoing {
    let mut invoice = Outgoing::new("R-2026/17", date(2026, 3, 31), Currency::EUR, seller(), buyer());
    invoice.due_date = Some(date(2026, 4, 30));
    invoice.references.buyer = some("05315-12345-67");
    invoice.references.order = some("PO-9");
    invoice.notes = vec!["Vielen Dank für Ihren Auftrag.".to_owned()];
    invoice.terms.text = some("Zahlbar innerhalb von 30 Tagen");
    invoice.terms.discounts = vec![Discount { days: 14, percent: decimal("2"), base: None }];
    let account = Account { number: "DE89 3704 0044 0532 0130 00".to_owned(), name: some("Werkzeug GmbH"), bic: None };
    invoice.payment = Some(PaymentMeans::Transfer(vec![account]));
    invoice.delivery.date = Some(date(2026, 3, 15));
    let full = Vat::standard(decimal("19"));
    let mut drills = line("1", "Bohrer 8 mm", "12.5", "7.99", full.clone());
    drills.allowances = vec![change("4.88", "Mengenrabatt")];
    let books = line("2", "Fachbuch", "3", "33.30", Vat::standard(decimal("7")));
    invoice.lines = vec![drills, books];
    let share = Share { percent: decimal("10"), base: euro("95.00") };
    let item =
        AllowanceCharge { amount: euro("9.50"), share: Some(share), reason: some("Treuerabatt"), code: some("95") };
    invoice.allowances = vec![DocumentAllowanceCharge { item, vat: full.clone() }];
    invoice.charges = vec![DocumentAllowanceCharge { item: change("5.90", "Versand"), vat: full }];
    invoice
}

/// An invoice within Italy with one rate.
fn italian() -> Outgoing {
    let party = |name: &str, vat: &str, street: &str| Party {
        name: name.to_owned(),
        vat_id: some(vat),
        address: Address { subdivision: some("mi"), ..address(street, "20121", "Milano", "IT") },
        ..Party::default()
    };
    let seller = party("Officina Rossi S.r.l.", "IT00743110157", "Via Dante 1");
    let buyer = party("Bianchi S.p.A.", "IT01234567897", "Corso Magenta 5");
    let mut invoice = Outgoing::new("2026/17", date(2026, 3, 31), Currency::EUR, seller, buyer);
    invoice.due_date = Some(date(2026, 4, 30));
    let account = Account { number: "IT60 X054 2811 1010 0000 0123 456".to_owned(), name: None, bic: some("BCITITMM") };
    invoice.payment = Some(PaymentMeans::Transfer(vec![account]));
    invoice.lines = vec![line("1", "Riparazione", "2", "50.00", Vat::standard(decimal("22")))];
    invoice.italy = Some(Italy::new("00001", Recipient::Code("ABC1234".to_owned())));
    invoice
}

/// The document as text.
fn written(outgoing: &Outgoing, format: OutgoingFormat) -> String {
    let bytes = document(outgoing, format).unwrap_or_else(|refusal| panic!("{refusal}"));
    String::from_utf8(bytes).expect("UTF-8")
}

/// The codes of what stands in the way.
fn codes(outgoing: &Outgoing, format: OutgoingFormat) -> Vec<String> {
    super::missing(outgoing, format).into_iter().map(|obstacle| obstacle.code.into_owned()).collect()
}
