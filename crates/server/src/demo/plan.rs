use jiff::ToSpan;
use jiff::civil::Date;
use money::{Amount, Currency};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::company::{CUSTOMERS, SUPPLIERS};
use super::{month, papers::Paper};

/// The accounts the story uses, by what they are for; [`super::load`] finds them in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    Bank,
    Receivable,
    Payable,
    InputTax,
    OutputTax,
    TaxPayable,
    Exchange,
    ExchangeGain,
    ExchangeLoss,
    Capital,
    Equipment,
    AccumulatedDepreciation,
    SalesStandard,
    SalesReduced,
    SalesExport,
    Goods,
    Rent,
    Energy,
    Telecom,
    Software,
    Marketing,
    Insurance,
    Travel,
    BankFees,
    Salaries,
    SocialSecurity,
    PayrollLiabilities,
    EmployeePayable,
    Depreciation,
}

/// Base or tax part of a tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tax {
    OutputStandard,
    OutputReduced,
    OutputExport,
    InputStandard,
}

/// One line: debit positive.
#[derive(Debug, Clone)]
pub struct PlannedLine {
    pub account: Purpose,
    pub amount: Amount,
    pub base: Amount,
    pub tax: Option<(Tax, books::TaxPart)>,
    pub department: Option<&'static str>,
    pub memo: String,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct PlannedEntry {
    pub date: Date,
    pub journal: &'static str,
    pub memo: String,
    /// Index into customers or suppliers.
    pub party: Option<Party>,
    pub lines: Vec<PlannedLine>,
}

/// A counterparty of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    Customer(usize),
    Supplier(usize),
}

impl Party {
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer(i) => CUSTOMERS[i].name,
            Self::Supplier(i) => SUPPLIERS[i].name,
        }
    }
}

/// The whole story.
pub struct Plan {
    pub first_day: Date,
    pub entries: Vec<PlannedEntry>,
    /// Rates used, base units per foreign unit.
    pub rates: Vec<(Date, Currency, money::Rate)>,
    /// Papers that wait in the inbox.
    pub papers: Vec<Paper>,
}

/// Two years of books that end on `last_day`.
pub fn plan(seed: u64, last_day: Date) -> Plan {
    let mut rng = StdRng::seed_from_u64(seed);
    let first_day = last_day.first_of_year().saturating_sub(1.year());
    let mut book = Book::new(first_day, last_day);
    month::opening(&mut book);
    let mut day = first_day;
    while day <= last_day {
        month::run(&mut book, &mut rng, day);
        day = day.saturating_add(1.month());
    }
    book.entries.retain(|entry| entry.date <= last_day);
    book.entries.sort_by_key(|entry| entry.date);
    Plan { first_day, entries: book.entries, rates: book.rates, papers: super::papers::waiting(last_day) }
}

/// The books while the story is being told.
pub struct Book {
    pub first_day: Date,
    pub last_day: Date,
    pub entries: Vec<PlannedEntry>,
    pub rates: Vec<(Date, Currency, money::Rate)>,
    next_invoice: u32,
}

impl Book {
    fn new(first_day: Date, last_day: Date) -> Self {
        Self { first_day, last_day, entries: Vec::new(), rates: Vec::new(), next_invoice: 1001 }
    }

    /// The next number of an invoice of ours.
    pub fn invoice_number(&mut self, year: i16) -> String {
        self.next_invoice += 1;
        format!("{year}-{}", self.next_invoice)
    }

    /// Adds an entry.
    pub fn enter(
        &mut self,
        date: Date,
        journal: &'static str,
        memo: impl Into<String>,
        party: Option<Party>,
        lines: Vec<PlannedLine>,
    ) {
        self.entries.push(PlannedEntry { date, journal, memo: memo.into(), party, lines });
    }
}

/// A line in euros; debit positive, in cents.
pub fn euros(account: Purpose, cents: i64) -> PlannedLine {
    let amount = Amount::new(cents, Currency::EUR);
    PlannedLine { account, amount, base: amount, tax: None, department: None, memo: String::new() }
}

impl PlannedLine {
    pub fn taxed(mut self, code: Tax, part: books::TaxPart) -> Self {
        self.tax = Some((code, part));
        self
    }

    pub fn of(mut self, department: &'static str) -> Self {
        self.department = Some(department);
        self
    }

    pub fn noted(mut self, memo: impl Into<String>) -> Self {
        self.memo = memo.into();
        self
    }
}

/// A whole-euro sum between two bounds, in cents, that looks like a price.
pub fn price(rng: &mut StdRng, from_euros: i64, to_euros: i64) -> i64 {
    let euros = rng.random_range(from_euros..=to_euros);
    let cents = [0, 0, 50, 90, 95][rng.random_range(0..5)];
    euros * 100 + cents
}

/// VAT at a whole rate in per cent, rounded half away from zero.
pub fn vat(net_cents: i64, rate: i64) -> i64 {
    let hundredths = net_cents * rate;
    (hundredths + hundredths.signum() * 50) / 100
}
