mod charts;
mod countries;
mod entries;
mod exchange;
mod expand;
mod invoice;
mod periods;
mod places;
mod returns;
mod settlement;
mod statements;
mod taxes;

use jiff::civil::{Date, date};
use money::{Amount, Currency};
use uuid::Uuid;

use crate::{AccountId, Header};

pub(crate) const EUR: Currency = Currency::EUR;
pub(crate) const USD: Currency = Currency::USD;

pub(crate) fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

pub(crate) fn eur(minor: i64) -> Amount {
    Amount::new(minor, EUR)
}

pub(crate) fn usd(minor: i64) -> Amount {
    Amount::new(minor, USD)
}

pub(crate) fn header() -> Header {
    Header::new(day("2025-03-31"), "a test")
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap_or(date(1, 1, 1))
}
