//! What the company sells, and how its customers pay.

use books::TaxPart::{Base, Tax as TaxAmount};
use jiff::ToSpan;
use jiff::civil::Date;
use money::Currency;
use rand::Rng;
use rand::rngs::StdRng;

use super::company::CUSTOMERS;
use super::fx;
use super::plan::{Book, Party, Purpose, Tax, euros, price, vat};

/// One of this many invoices is never paid within the story.
const FORGETFUL: u32 = 40;

/// A month of invoices: more before Christmas, fewer in August.
pub fn run(book: &mut Book, rng: &mut StdRng, month: Date) {
    let season = [13, 13, 15, 15, 16, 14, 12, 9, 15, 17, 20, 22][usize::from(month.month().unsigned_abs()) - 1];
    let growth = i64::from(month.year() - book.first_day.year()) * 3;
    for _ in 0..season + growth {
        let day = month.saturating_add(rng.random_range(0..27_i32).days());
        let customer = rng.random_range(0..CUSTOMERS.len());
        if CUSTOMERS[customer].currency == Currency::USD {
            export(book, rng, day, customer)
        } else {
            domestic(book, rng, day, customer)
        }
    }
}

fn domestic(book: &mut Book, rng: &mut StdRng, day: Date, customer: usize) {
    let beans = rng.random_ratio(2, 5);
    let (net, rate, income, code) = if beans {
        (price(rng, 120, 900), 7, Purpose::SalesReduced, Tax::OutputReduced)
    } else {
        (price(rng, 600, 5_200), 19, Purpose::SalesStandard, Tax::OutputStandard)
    };
    let tax = vat(net, rate);
    let number = book.invoice_number(day.year());
    let party = Some(Party::Customer(customer));
    let what = if beans { "Kaffeebohnen" } else { "Maschine und Zubehör" };
    let lines = vec![
        euros(Purpose::Receivable, net + tax).noted(&number),
        euros(income, -net).taxed(code, Base).of("Sales").noted(what),
        euros(Purpose::OutputTax, -tax).taxed(code, TaxAmount),
    ];
    let memo = format!("Rechnung {number} {}", CUSTOMERS[customer].name);
    let item = book.enter(day, "SAL", memo, party, lines).owed(&number, due(day));
    if let Some(paid) = payment_day(rng, day) {
        let lines = vec![euros(Purpose::Bank, net + tax), euros(Purpose::Receivable, -(net + tax)).noted(&number)];
        book.enter(paid, "BNK", format!("Zahlungseingang {number}"), party, lines).settling(item);
    }
}

fn export(book: &mut Book, rng: &mut StdRng, day: Date, customer: usize) {
    let dollars = price(rng, 2_000, 9_000);
    let booked = fx::in_euros(dollars, day);
    fx::note_rate(book, day);
    let number = book.invoice_number(day.year());
    let party = Some(Party::Customer(customer));
    let income = fx::dollars(Purpose::SalesExport, -dollars, -booked).taxed(Tax::OutputExport, Base);
    let lines = vec![fx::dollars(Purpose::Receivable, dollars, booked).noted(&number), income.of("Sales")];
    let memo = format!("Invoice {number} {}", CUSTOMERS[customer].name);
    let item = book.enter(day, "SAL", memo, party, lines).owed(&number, due(day));
    if let Some(paid) = payment_day(rng, day) {
        let lines = fx::settle(book, Purpose::Receivable, dollars, booked, paid);
        book.enter(paid, "BNK", format!("Payment of {number}"), party, lines).settling(item);
    }
}

/// Customers have two weeks; not all of them keep to it.
fn due(invoiced: Date) -> Date {
    invoiced.saturating_add(14.days())
}

fn payment_day(rng: &mut StdRng, invoiced: Date) -> Option<Date> {
    let days = rng.random_range(8..=42_i32);
    (!rng.random_ratio(1, FORGETFUL)).then(|| invoiced.saturating_add(days.days()))
}
