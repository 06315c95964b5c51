//! What the company buys, and how it pays.

use books::TaxPart::{Base, Tax as TaxAmount};
use jiff::ToSpan;
use jiff::civil::Date;
use rand::Rng;
use rand::rngs::StdRng;

use super::company::{
    AGENCY, CLOUD, INSURER, LANDLORD, MACHINES, SUPPLIERS, TELEPHONE, TRAVEL_AGENT, UTILITY, WHOLESALE,
};
use super::fx;
use super::plan::{Book, Party, Purpose, Tax, euros, price, vat};

/// A bill with German VAT.
struct Bill {
    supplier: usize,
    account: Purpose,
    net: i64,
    department: &'static str,
    /// Days until it is paid.
    terms: i32,
}

/// A month of bills.
pub fn run(book: &mut Book, rng: &mut StdRng, month: Date) {
    bill(
        book,
        month,
        Bill { supplier: LANDLORD, account: Purpose::Rent, net: 3_200_00, department: "Office", terms: 3 },
    );
    let heating = if (4..=9).contains(&month.month()) { (210, 290) } else { (420, 610) };
    let energy = price(rng, heating.0, heating.1);
    let bills = [
        Bill { supplier: UTILITY, account: Purpose::Energy, net: energy, department: "Workshop", terms: 14 },
        Bill { supplier: TELEPHONE, account: Purpose::Telecom, net: 189_90, department: "Office", terms: 10 },
        Bill {
            supplier: AGENCY,
            account: Purpose::Marketing,
            net: price(rng, 350, 1_400),
            department: "Sales",
            terms: 21,
        },
    ];
    for (position, one) in bills.into_iter().enumerate() {
        bill(book, month.saturating_add((5 + 6 * position as i32).days()), one);
    }
    for _ in 0..rng.random_range(3..=5) {
        let supplier = if rng.random_ratio(2, 3) { WHOLESALE } else { MACHINES };
        let net = price(rng, 1_300, 4_600);
        let day = month.saturating_add(rng.random_range(1..26_i32).days());
        bill(book, day, Bill { supplier, account: Purpose::Goods, net, department: "Workshop", terms: 30 });
    }
    if rng.random_ratio(1, 2) {
        let one = Bill {
            supplier: TRAVEL_AGENT,
            account: Purpose::Travel,
            net: price(rng, 180, 760),
            department: "Sales",
            terms: 7,
        };
        bill(book, month.saturating_add(12.days()), one);
    }
    software(book, month.saturating_add(2.days()));
    if month.month() == 1 {
        insurance(book, month.saturating_add(9.days()));
    }
}

fn bill(book: &mut Book, day: Date, bill: Bill) {
    let tax = vat(bill.net, 19);
    let party = Some(Party::Supplier(bill.supplier));
    let name = SUPPLIERS[bill.supplier].name;
    let lines = vec![
        euros(bill.account, bill.net).taxed(Tax::InputStandard, Base).of(bill.department),
        euros(Purpose::InputTax, tax).taxed(Tax::InputStandard, TaxAmount),
        euros(Purpose::Payable, -(bill.net + tax)),
    ];
    let due = day.saturating_add(bill.terms.days());
    let reference = reference(name, day);
    let item = book.enter(day, "PUR", format!("Eingangsrechnung {name}"), party, lines).owed(reference, due);
    pay(book, due, (party, item), name, bill.net + tax);
}

/// Insurance bears no VAT of its own.
fn insurance(book: &mut Book, day: Date) {
    let party = Some(Party::Supplier(INSURER));
    let lines = vec![euros(Purpose::Insurance, 2_640_00).of("Office"), euros(Purpose::Payable, -2_640_00)];
    let (name, due) = (SUPPLIERS[INSURER].name, day.saturating_add(14.days()));
    let reference = reference(name, day);
    let item = book.enter(day, "PUR", format!("Jahresbeitrag {name}"), party, lines).owed(reference, due);
    pay(book, due, (party, item), name, 2_640_00);
}

/// A subscription in dollars from abroad: the company owes the VAT on it and deducts it at once (§ 13b UStG).
fn software(book: &mut Book, day: Date) {
    let (cents, party) = (480_00, Some(Party::Supplier(CLOUD)));
    let booked = fx::in_euros(cents, day);
    fx::note_rate(book, day);
    let tax = vat(booked, 19);
    let lines = vec![
        fx::dollars(Purpose::Software, cents, booked).taxed(Tax::ReverseCharge, Base).of("Office"),
        euros(Purpose::InputTax, tax).taxed(Tax::ReverseCharge, TaxAmount),
        euros(Purpose::OutputTax, -tax).taxed(Tax::ReverseCharge, TaxAmount),
        fx::dollars(Purpose::Payable, -cents, -booked),
    ];
    let (name, paid) = (SUPPLIERS[CLOUD].name, day.saturating_add(9.days()));
    let reference = reference(name, day);
    let item = book.enter(day, "PUR", format!("Subscription {name}"), party, lines).owed(reference, paid);
    let lines = fx::settle(book, Purpose::Payable, -cents, -booked, paid);
    book.enter(paid, "BNK", format!("Payment to {name}"), party, lines).settling(item);
}

/// How a supplier numbers its bills: its initials and the day.
fn reference(name: &str, day: Date) -> String {
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    format!("{initials}-{}", day.strftime("%y%m%d"))
}

fn pay(book: &mut Book, day: Date, (party, item): (Option<Party>, usize), name: &str, cents: i64) {
    let lines = vec![euros(Purpose::Payable, cents), euros(Purpose::Bank, -cents)];
    book.enter(day, "BNK", format!("Überweisung {name}"), party, lines).settling(item);
}
