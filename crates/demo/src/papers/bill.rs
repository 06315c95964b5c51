//! What a paper says, exact to the cent.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use money::{Amount, Currency};

use crate::company::{COMPANY, COMPANY_ADDRESS, company_iban, company_tax_id};
use crate::plan::vat;

/// Which sort of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bill.
    Invoice,
    /// Money back.
    CreditNote,
    /// A confirmed order: nothing to book.
    Order,
    /// A till receipt, paid by card. Its prices include the tax.
    Receipt,
}

/// One of the two sides.
pub struct Party {
    pub name: &'static str,
    pub street: &'static str,
    pub postcode: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub tax_id: Option<String>,
    pub iban: Option<String>,
    pub email: &'static str,
}

impl Party {
    /// The demo company itself.
    pub fn ourselves() -> Self {
        let (street, postcode, city) = COMPANY_ADDRESS;
        Self {
            name: COMPANY,
            street,
            postcode,
            city,
            country: "DE",
            tax_id: Some(company_tax_id()),
            iban: Some(company_iban()),
            email: "einkauf@beispiel.example",
        }
    }
}

/// One thing sold.
pub struct Item {
    pub what: &'static str,
    pub quantity: i64,
    /// Price of one in cents: net, on a receipt gross.
    pub price: i64,
    /// Tax rate in per cent.
    pub rate: i64,
}

/// One thing sold, its price in cents.
pub fn item(what: &'static str, quantity: i64, price: i64, rate: i64) -> Item {
    Item { what, quantity, price, rate }
}

impl Item {
    /// Price times quantity, in cents.
    pub fn sum(&self) -> i64 {
        self.quantity * self.price
    }
}

/// A paper's content.
pub struct Bill {
    pub kind: Kind,
    pub seller: Party,
    pub buyer: Party,
    pub number: &'static str,
    pub date: Date,
    pub due: Option<Date>,
    pub currency: Currency,
    pub items: Vec<Item>,
    pub order: Option<&'static str>,
    pub corrects: Option<&'static str>,
    pub note: Option<&'static str>,
    /// Cents by which the printed total is wrong.
    pub misprint: i64,
}

/// Tax of one rate, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub rate: i64,
    pub base: i64,
    pub tax: i64,
}

impl Bill {
    /// A bill in euros to the demo company, due after `terms` days; without terms nothing is due.
    pub fn new(seller: Party, number: &'static str, date: Date, terms: i32, items: Vec<Item>) -> Self {
        Self {
            kind: Kind::Invoice,
            seller,
            buyer: Party::ourselves(),
            number,
            date,
            due: (terms > 0).then(|| date.saturating_add(terms.days())),
            currency: Currency::EUR,
            items,
            order: None,
            corrects: None,
            note: None,
            misprint: 0,
        }
    }

    /// Answers this order of the buyer.
    pub fn ordered(mut self, order: &'static str) -> Self {
        self.order = Some(order);
        self
    }

    /// Corrects this invoice.
    pub fn correcting(mut self, number: &'static str) -> Self {
        self.corrects = Some(number);
        self
    }

    /// Says this below the totals.
    pub fn noting(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// Base and tax by rate, the lowest rate first.
    pub fn shares(&self) -> Vec<Share> {
        let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
        for item in &self.items {
            *sums.entry(item.rate).or_default() += item.sum();
        }
        let share = |(rate, sum): (i64, i64)| {
            if self.kind == Kind::Receipt {
                let base = without_tax(sum, rate);
                Share { rate, base, tax: sum - base }
            } else {
                Share { rate, base: sum, tax: vat(sum, rate) }
            }
        };
        sums.into_iter().map(share).collect()
    }

    /// Net total in cents.
    pub fn net(&self) -> i64 {
        self.shares().iter().map(|share| share.base).sum()
    }

    /// Tax in cents.
    pub fn tax(&self) -> i64 {
        self.shares().iter().map(|share| share.tax).sum()
    }

    /// Gross total in cents, as it should be.
    pub fn gross(&self) -> i64 {
        self.net() + self.tax()
    }

    /// `1234.50`.
    pub fn plain(&self, cents: i64) -> String {
        Amount::new(cents, self.currency).to_decimal().to_string()
    }
}

/// The net part of a gross sum, rounded half up.
fn without_tax(gross: i64, rate: i64) -> i64 {
    (gross * 100 * 2 + (100 + rate)) / ((100 + rate) * 2)
}
