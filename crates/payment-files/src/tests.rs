//! Batches that several tests begin with.

mod ach;
mod ach_answers;
mod bacs;
mod calendar;
mod charset;
mod checks;
mod dates;
mod pain001;
mod properties;
mod reasons;
mod references;
mod status;
mod swiss;
mod table;

use jiff::civil::{Date, date};
use money::{Amount, Currency};

use crate::*;

const SEPA: Format = Format::Sepa { version: Pain001::V09, speed: Speed::Ordinary };
const SWISS: Format = Format::Swiss { speed: Speed::Ordinary };
/// A Monday.
const TODAY: Date = date(2026, 3, 9);
/// The Thursday of that week.
const DAY: Date = date(2026, 3, 12);

fn eur(minor: i64) -> Amount {
    Amount::new(minor, Currency::EUR)
}

fn iban(number: &str) -> Account {
    Account::Iban { iban: number.to_owned(), bic: None }
}

fn at_bank(number: &str, bic: &str) -> Account {
    Account::Iban { iban: number.to_owned(), bic: Some(bic.to_owned()) }
}

fn us(routing: &str, number: &str) -> Account {
    Account::Us { routing: routing.to_owned(), number: number.to_owned(), kind: UsAccount::Checking }
}

fn uk(sort_code: &str, number: &str) -> Account {
    Account::Uk { sort_code: sort_code.to_owned(), number: number.to_owned() }
}

fn address(street: &str, building: &str, post_code: &str, town: &str, country: &str) -> Address {
    let [street, building, post_code, town, country] = [street, building, post_code, town, country].map(str::to_owned);
    Address { street, building, post_code, town, country }
}

fn payment(id: &str, amount: Amount, name: &str, account: Account, text: &str) -> Payment {
    Payment {
        end_to_end: id.to_owned(),
        amount,
        execution: None,
        payee: Payee { name: name.to_owned(), kind: PayeeKind::Business, address: None, account },
        purpose: Purpose::Text(text.to_owned()),
        charges: Charges::Shared,
    }
}

fn batch(payer: Payer, payments: Vec<Payment>) -> Batch {
    Batch {
        message: "RUN-2026-0007".to_owned(),
        created: TODAY.at(9, 30, 0, 0),
        payer,
        execution: DAY,
        booking: Booking::Together,
        payments,
    }
}

fn payer(name: &str, account: Account, identification: Option<&str>) -> Payer {
    Payer { name: name.to_owned(), address: None, account, identification: identification.map(str::to_owned) }
}

/// A German company that pays three suppliers in SEPA.
fn sepa() -> Batch {
    let payments = vec![
        payment("P-1", eur(119_00), "Müller & Söhne GmbH", iban("DE02 1203 0000 0000 2020 51"), "Invoice 4711"),
        payment("P-2", eur(1_250_50), "Société Générale d'Édition", iban("FR14 2004 1010 0505 0001 3M02 606"), ""),
        payment("P-3", eur(99), "Ελληνικά Πλοία", at_bank("GR16 0110 1250 0000 0001 2300 695", "ETHNGRAA"), "Rate 3"),
    ];
    batch(payer("Muster AG", at_bank("DE89 3704 0044 0532 0130 00", "COBADEFFXXX"), None), payments)
}

/// An American company that pays a business and a person.
fn american() -> (Batch, Format) {
    let dollars = |minor| Amount::new(minor, Currency::USD);
    let mut person = payment("P-2", dollars(75_25), "Jane Doe", us("021000021", "0012-345"), "");
    person.payee.kind = PayeeKind::Person;
    let business = payment("P-1", dollars(1_500_00), "Acme Supplies LLC", us("122105155", "987654321"), "INV 4711");
    let sender = AchSender {
        destination: "091000019".to_owned(),
        destination_name: "Wells Fargo".to_owned(),
        origin: String::new(),
        description: "VENDOR PAY".to_owned(),
        modifier: 'A',
    };
    let payer = payer("Pacific Widgets Inc", us("091000019", "1112223"), Some("1123456789"));
    (batch(payer, vec![business, person]), Format::Ach(sender))
}

/// A British company that pays two suppliers.
fn british() -> (Batch, Format) {
    let pounds = |minor| Amount::new(minor, Currency::GBP);
    let payments = vec![
        payment("P-1", pounds(1_234_56), "O'Brien & Sons Ltd", uk("20-00-00", "55779911"), "Inv 4711"),
        payment("P-2", pounds(10), "Trinity Court Management", iban("GB29 NWBK 6016 1331 9268 19"), ""),
    ];
    let payer = payer("Widgets Limited", uk("40-47-84", "70872490"), Some("123456"));
    (batch(payer, payments), Format::Bacs { serial: "000042".to_owned() })
}

/// Codes of what is wrong, in the order of the batch.
fn codes(batch: &Batch, format: &Format) -> Vec<&'static str> {
    check(batch, format).iter().map(Fault::code).collect()
}

/// The text of a file.
fn written(batch: &Batch, format: &Format) -> String {
    let file = write(batch, format).unwrap_or_else(|faults| panic!("{faults:#?}"));
    String::from_utf8(file.bytes).expect("text")
}
