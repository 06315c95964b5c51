//! The story as data: entries by purpose, counterparties by index. Pure: the same seed and last day give the same story.

use jiff::ToSpan;
use jiff::civil::Date;
use money::{Amount, Currency};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::budget::{self, PlannedBudget};
use super::company::{CUSTOMERS, Counterparty, SUPPLIERS};
use super::fx;
use super::month;
use super::papers::{self, Paper};

/// The accounts the story uses, by what they are for; [`super::load`] finds them in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    ReverseCharge,
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
    /// What other entries name it by.
    pub id: usize,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// When what is owed is to be paid.
    pub due: Option<Date>,
    /// The entry whose item it settles.
    pub settles: Option<usize>,
}

impl Purpose {
    /// Key of the topic under which a chart template has such an account.
    pub fn topic(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Receivable => "receivable",
            Self::Payable => "payable",
            Self::InputTax => "input_tax",
            Self::OutputTax => "output_tax",
            Self::TaxPayable => "tax_payable",
            Self::Exchange => "exchange",
            Self::ExchangeGain => "exchange_gain",
            Self::ExchangeLoss => "exchange_loss",
            Self::Capital => "capital",
            Self::Equipment => "equipment",
            Self::AccumulatedDepreciation => "accumulated_depreciation",
            Self::SalesStandard => "sales",
            Self::SalesReduced => "sales_reduced",
            Self::SalesExport => "sales_export",
            Self::Goods => "goods",
            Self::Rent => "rent",
            Self::Energy => "energy",
            Self::Telecom => "telecom",
            Self::Software => "software",
            Self::Marketing => "advertising",
            Self::Insurance => "insurance",
            Self::Travel => "travel",
            Self::BankFees => "bank_fees",
            Self::Salaries => "salaries",
            Self::SocialSecurity => "social_security",
            Self::PayrollLiabilities => "payroll_liabilities",
            Self::EmployeePayable => "employee_payable",
            Self::Depreciation => "depreciation",
        }
    }
}

impl Tax {
    /// The tax code of Germany.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutputStandard => "O19",
            Self::OutputReduced => "O7",
            Self::OutputExport => "OXP",
            Self::InputStandard => "I19",
            Self::ReverseCharge => "IRC",
        }
    }
}

/// A counterparty of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    Customer(usize),
    Supplier(usize),
}

impl Party {
    /// Who it is.
    pub fn who(self) -> &'static Counterparty {
        match self {
            Self::Customer(i) => &CUSTOMERS[i],
            Self::Supplier(i) => &SUPPLIERS[i],
        }
    }

    /// Everybody in the story.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CUSTOMERS.len()).map(Self::Customer).chain((0..SUPPLIERS.len()).map(Self::Supplier))
    }
}

/// The whole story.
pub struct Plan {
    pub first_day: Date,
    pub entries: Vec<PlannedEntry>,
    /// Rates used, base units per foreign unit.
    pub rates: Vec<(Date, Currency, money::Rate)>,
    /// A budget for each of its years.
    pub budgets: Vec<PlannedBudget>,
    /// Papers that wait in the inbox.
    pub papers: Vec<Paper>,
    /// Papers that were approved in earlier weeks.
    pub filed: Vec<Paper>,
}

/// At least two years of books that end on `last_day`.
pub fn plan(seed: u64, last_day: Date) -> Plan {
    let first_day = last_day.first_of_month().saturating_sub(24.months());
    let mut book = told(seed, first_day, last_day);
    // the papers that wait are of the last weeks
    for days_ago in (0..35).step_by(7) {
        fx::note_rate(&mut book, last_day.saturating_sub(days_ago.days()));
    }
    let budgets = budget::plans(seed, first_day, last_day, &book.entries);
    Plan {
        first_day,
        entries: book.entries,
        rates: book.rates,
        budgets,
        papers: papers::waiting(last_day),
        filed: papers::filed(last_day),
    }
}

/// The books from a month's first day to another day.
pub fn told(seed: u64, first_day: Date, last_day: Date) -> Book {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut book = Book::new(first_day, last_day);
    month::opening(&mut book);
    let mut day = first_day;
    while day <= last_day {
        month::run(&mut book, &mut rng, day);
        day = day.saturating_add(1.month());
    }
    book.entries.retain(|entry| entry.date <= last_day);
    book.entries.sort_by_key(|entry| entry.date);
    book
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
    ) -> &mut PlannedEntry {
        let id = self.entries.len();
        let new = PlannedEntry {
            date,
            journal,
            memo: memo.into(),
            party,
            lines,
            id,
            reference: None,
            due: None,
            settles: None,
        };
        self.entries.push(new);
        self.entries.last_mut().expect("it has just been added")
    }
}

impl PlannedEntry {
    /// The document behind it, and until when it is to be paid; returns what a payment names it by.
    pub fn owed(&mut self, reference: impl Into<String>, due: Date) -> usize {
        (self.reference, self.due) = (Some(reference.into()), Some(due));
        self.id
    }

    /// Settles the item of an entry, all of it.
    pub fn settling(&mut self, item: usize) {
        self.settles = Some(item);
    }
}

/// A line in euros; debit positive, in cents.
pub fn euros(account: Purpose, cents: i64) -> PlannedLine {
    let amount = Amount::new(cents, Currency::EUR);
    PlannedLine { account, amount, base: amount, tax: None, department: None, memo: String::new() }
}

impl PlannedLine {
    /// Whether it is something somebody owes.
    pub fn is_item(&self) -> bool {
        matches!(self.account, Purpose::Receivable | Purpose::Payable)
    }

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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use jiff::civil::date;

    use super::*;

    fn story() -> Plan {
        plan(1494, date(2026, 3, 20))
    }

    /// Sum of the base amounts on an account up to each day.
    fn lowest(story: &Plan, account: Purpose) -> i64 {
        let (mut balance, mut lowest) = (0, 0);
        for entry in &story.entries {
            let moved: i64 = entry.lines.iter().filter(|l| l.account == account).map(|l| l.base.minor()).sum();
            balance += moved;
            lowest = lowest.min(balance);
        }
        lowest
    }

    fn balance(story: &Plan, account: Purpose) -> i64 {
        let lines = story.entries.iter().flat_map(|entry| &entry.lines);
        lines.filter(|line| line.account == account).map(|line| line.base.minor()).sum()
    }

    #[test]
    fn every_entry_balances_in_every_currency_and_in_the_books() {
        for entry in story().entries {
            let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
            for line in &entry.lines {
                *sums.entry(line.amount.currency().code()).or_default() += line.amount.minor();
                *sums.entry("books").or_default() += line.base.minor();
            }
            assert!(sums.values().all(|sum| *sum == 0), "{} {}: {sums:?}", entry.date, entry.memo);
        }
    }

    #[test]
    fn the_company_can_always_pay_and_earns_a_little() {
        let story = story();
        assert!(lowest(&story, Purpose::Bank) >= 0, "the bank account is overdrawn: {}", lowest(&story, Purpose::Bank));
        let income = [Purpose::SalesStandard, Purpose::SalesReduced, Purpose::SalesExport, Purpose::ExchangeGain];
        let expense = [
            Purpose::Goods,
            Purpose::Rent,
            Purpose::Energy,
            Purpose::Telecom,
            Purpose::Software,
            Purpose::Marketing,
            Purpose::Insurance,
            Purpose::Travel,
            Purpose::BankFees,
            Purpose::Salaries,
            Purpose::SocialSecurity,
            Purpose::Depreciation,
            Purpose::ExchangeLoss,
        ];
        let earned: i64 = -income.iter().chain(&expense).map(|account| balance(&story, *account)).sum::<i64>();
        let sold: i64 = -income.iter().map(|account| balance(&story, *account)).sum::<i64>();
        assert!(earned > 0 && earned < sold / 4, "earned {earned} of {sold}");
    }

    #[test]
    fn there_are_open_items_on_both_sides_and_none_is_negative() {
        let story = story();
        assert!(balance(&story, Purpose::Receivable) > 0);
        assert!(balance(&story, Purpose::Payable) < 0);
        assert!(lowest(&story, Purpose::Receivable) >= 0);
    }

    #[test]
    fn the_story_spans_two_years_and_ends_on_its_last_day() {
        let story = story();
        assert_eq!(story.first_day, date(2024, 3, 1));
        assert!(story.entries.iter().all(|e| e.date >= story.first_day && e.date <= date(2026, 3, 20)));
        let months: HashSet<(i16, i8)> = story.entries.iter().map(|e| (e.date.year(), e.date.month())).collect();
        assert_eq!(months.len(), 25);
    }

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_one_another() {
        let memos = |seed| plan(seed, date(2026, 3, 20)).entries.into_iter().map(|e| e.memo).collect::<Vec<_>>();
        assert_eq!(memos(1494), memos(1494));
        assert_ne!(memos(1494), memos(1495));
    }

    #[test]
    fn every_purpose_and_tax_of_the_story_is_known_to_the_chart_of_the_country() {
        let chart = books::charts::template("de").expect("the German chart");
        let codes = books::tax::codes("DE");
        for line in story().entries.iter().flat_map(|entry| &entry.lines) {
            let topic = line.account.topic();
            assert!(chart.accounts.iter().any(|a| a.topic == Some(topic)), "{topic}");
            if let Some((tax, _)) = line.tax {
                assert!(codes.iter().any(|c| c.code == tax.code()), "{}", tax.code());
            }
        }
    }
}
