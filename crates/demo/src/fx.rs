//! Dollars: a rate for every day, and entries whose lines balance in both currencies over the exchange account.

use books::fx::Position;
use jiff::civil::Date;
use money::{Amount, Currency, Rate, Rounding};
use rust_decimal::Decimal;

use super::plan::{Book, PlannedLine, Purpose, euros};

/// Euros for a dollar on a day: a slow wave around 0.92 with a weekly ripple, four decimals.
pub fn dollar_rate(day: Date) -> Rate {
    let days = i64::from(day.day_of_year()) + i64::from(day.year()) * 365;
    let slow = triangle(days, 420) * 3;
    let ripple = triangle(days, 14);
    Rate::new(Decimal::new(9_200 + slow + ripple, 4)).expect("the wave stays far above zero")
}

/// A wave between -60 and 60 that needs no float.
fn triangle(day: i64, length: i64) -> i64 {
    let position = day.rem_euclid(length) * 240 / length;
    if position < 120 { position - 60 } else { 180 - position }
}

/// Euro cents of dollar cents on a day.
pub fn in_euros(dollar_cents: i64, day: Date) -> i64 {
    let dollars = Amount::new(dollar_cents, Currency::USD);
    let euros = dollar_rate(day).convert(dollars, Currency::EUR, Rounding::HalfAwayFromZero);
    euros.expect("demo amounts are small").minor()
}

/// A line in dollars with its value in euros; debit positive, in cents.
pub fn dollars(account: Purpose, dollar_cents: i64, euro_cents: i64) -> PlannedLine {
    PlannedLine {
        amount: Amount::new(dollar_cents, Currency::USD),
        base: Amount::new(euro_cents, Currency::EUR),
        ..euros(account, euro_cents)
    }
}

/// Settles a dollar item of `booked` euro cents from the euro bank account on `day`. `dollar_cents` is positive for a
/// receivable that is received and negative for a payable that is paid.
pub fn settle(book: &mut Book, item: Purpose, dollar_cents: i64, booked: i64, day: Date) -> Vec<PlannedLine> {
    note_rate(book, day);
    let dollars_open = Amount::new(dollar_cents, Currency::USD);
    let position = Position { amount: dollars_open, base: Amount::new(booked, Currency::EUR) };
    let settled = books::fx::settle(position, dollars_open, dollar_rate(day)).expect("demo amounts are small");
    let (paid, difference) = (settled.paid.minor(), settled.gain.minor());
    let mut lines = vec![
        euros(Purpose::Bank, paid),
        euros(Purpose::Exchange, -paid),
        dollars(Purpose::Exchange, dollar_cents, booked),
        dollars(item, -dollar_cents, -booked),
    ];
    if difference != 0 {
        lines.push(euros(Purpose::Exchange, difference));
        let account = if difference > 0 { Purpose::ExchangeGain } else { Purpose::ExchangeLoss };
        lines.push(euros(account, -difference));
    }
    lines
}

/// Remembers the rate of a day on which dollars were booked.
pub fn note_rate(book: &mut Book, day: Date) {
    if !book.rates.iter().any(|(known, _, _)| *known == day) {
        book.rates.push((day, Currency::USD, dollar_rate(day)));
    }
}
