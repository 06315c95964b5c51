//! A month in the life of the company: what it sells, buys and pays, and what the end of a quarter brings.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::rngs::StdRng;

use super::plan::{Book, Purpose, euros};
use super::{purchases, sales, staff};

/// Capital is paid in and the workshop is equipped.
pub fn opening(book: &mut Book) {
    let day = book.first_day;
    let capital = vec![euros(Purpose::Bank, 160_000_00), euros(Purpose::Capital, -160_000_00)];
    book.enter(day, "GEN", "Einlage der Gesellschafter", None, capital);
    let equipment = vec![euros(Purpose::Equipment, 48_000_00), euros(Purpose::Bank, -48_000_00)];
    book.enter(day.saturating_add(3.days()), "GEN", "Werkstatteinrichtung", None, equipment);
}

/// Everything of the month that begins on `first`.
pub fn run(book: &mut Book, rng: &mut StdRng, first: Date) {
    sales::run(book, rng, first);
    purchases::run(book, rng, first);
    staff::run(book, first);
    let last = first.last_of_month();
    let label = first.strftime("%m/%Y").to_string();
    let fees = vec![euros(Purpose::BankFees, 24_90).of("Office"), euros(Purpose::Bank, -24_90)];
    book.enter(last, "BNK", format!("Kontoführung {label}"), None, fees);
    let wear =
        vec![euros(Purpose::Depreciation, 800_00).of("Workshop"), euros(Purpose::AccumulatedDepreciation, -800_00)];
    book.enter(last, "GEN", format!("Abschreibung {label}"), None, wear);
    if first.month() % 3 == 0 && last <= book.last_day {
        vat_return(book, first);
    }
}

/// The VAT of a quarter is settled on its last day and paid on the tenth day after the next month.
fn vat_return(book: &mut Book, last_month: Date) {
    let from = last_month.saturating_sub(2.months());
    let to = last_month.last_of_month();
    let sum = |account: Purpose| -> i64 {
        let in_quarter = book.entries.iter().filter(|e| e.date >= from && e.date <= to);
        in_quarter.flat_map(|e| &e.lines).filter(|l| l.account == account).map(|l| l.base.minor()).sum()
    };
    let (output, input) = (sum(Purpose::OutputTax), sum(Purpose::InputTax));
    let owed = -(output + input);
    let label = to.strftime("%Y-%m");
    let lines =
        vec![euros(Purpose::OutputTax, -output), euros(Purpose::InputTax, -input), euros(Purpose::TaxPayable, -owed)];
    book.enter(to, "GEN", format!("Umsatzsteuer bis {label}"), None, lines);
    let paid = vec![euros(Purpose::TaxPayable, owed), euros(Purpose::Bank, -owed)];
    book.enter(to.saturating_add(40.days()), "BNK", format!("Zahlung Umsatzsteuer bis {label}"), None, paid);
}
