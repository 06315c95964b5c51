use jiff::civil::Date;
use money::Amount;

use super::{BankAccount, Letter, PaymentCode, same_currency};
use crate::RenderError;

/// What was charged and paid in a time, with what is open at its end.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Who writes to whom.
    pub letter: Letter,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// One for each currency.
    pub sections: Vec<StatementSection>,
    /// Paragraphs at the end.
    pub notes: Vec<String>,
}

/// The account in one currency.
#[derive(Debug, Clone)]
pub struct StatementSection {
    /// What was open before the first day.
    pub opening: Amount,
    /// What happened.
    pub lines: Vec<StatementLine>,
    /// What is open after the last day.
    pub closing: Amount,
    /// How old that is.
    pub ageing: Option<Ageing>,
}

/// Something that happened on the account.
#[derive(Debug, Clone)]
pub struct StatementLine {
    /// When.
    pub date: Date,
    /// The number of the document.
    pub document: String,
    /// What it was.
    pub text: String,
    /// When it was to be paid.
    pub due: Option<Date>,
    /// What was charged.
    pub charge: Option<Amount>,
    /// What was paid or credited.
    pub credit: Option<Amount>,
    /// What is open after it; it is carried over where a page ends here.
    pub balance: Amount,
}

/// How old open items are.
#[derive(Debug, Clone, Copy)]
pub struct Ageing {
    /// Not yet due.
    pub not_due: Amount,
    /// Overdue for 1 to 30, 31 to 60, 61 to 90 days, and longer.
    pub overdue: [Amount; 4],
}

/// A reminder.
#[derive(Debug, Clone)]
pub struct DunningLetter {
    /// How urgent.
    pub level: DunningLevel,
    /// Who writes to whom.
    pub letter: Letter,
    /// What is overdue.
    pub items: Vec<OverdueItem>,
    /// What is open of the items.
    pub open: Amount,
    /// Interest until the day of the letter.
    pub interest: Option<Amount>,
    /// The fee.
    pub fee: Option<Amount>,
    /// All together.
    pub total: Amount,
    /// The day by which it is to be paid.
    pub pay_until: Date,
    /// Paragraphs in place of the usual ones above the items.
    pub opening: Vec<String>,
    /// Paragraphs in place of the usual ones below.
    pub closing: Vec<String>,
    /// Where to pay, when it is not the sender's first account.
    pub pay_to: Option<BankAccount>,
    /// What the payer should write.
    pub payment_reference: Option<String>,
    /// A code that the payer's telephone reads.
    pub payment_code: Option<PaymentCode>,
    /// Who signs.
    pub signed_by: Option<String>,
}

/// How urgent a reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DunningLevel {
    /// A friendly reminder.
    First,
    /// A second one.
    Second,
    /// The last one, which announces legal steps.
    Final,
}

/// Something overdue.
#[derive(Debug, Clone)]
pub struct OverdueItem {
    /// The number of the document.
    pub document: String,
    /// Its day.
    pub date: Date,
    /// When it was to be paid.
    pub due: Date,
    /// Days since then.
    pub days: i32,
    /// What was charged.
    pub amount: Amount,
    /// What is open of it.
    pub open: Amount,
}

/// What a payment settles.
#[derive(Debug, Clone)]
pub struct RemittanceAdvice {
    /// Who writes to whom: here the sender pays.
    pub letter: Letter,
    /// The reference of the payment.
    pub number: Option<String>,
    /// When was paid.
    pub paid_on: Date,
    /// How, as it is printed.
    pub method: Option<String>,
    /// To which account, as it may be shown.
    pub paid_to: Option<String>,
    /// What it settles.
    pub items: Vec<PaidItem>,
    /// What was paid.
    pub total: Amount,
    /// Paragraphs at the end.
    pub notes: Vec<String>,
}

/// Something that a payment settles.
#[derive(Debug, Clone)]
pub struct PaidItem {
    /// The recipient's document.
    pub document: String,
    /// Its day.
    pub date: Option<Date>,
    /// What it was about.
    pub amount: Amount,
    /// Taken off for paying early.
    pub discount: Option<Amount>,
    /// Tax that was held back.
    pub withheld: Option<Amount>,
    /// What was paid.
    pub paid: Amount,
}

impl StatementSection {
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        let lines = self.lines.iter().flat_map(|line| [line.charge, line.credit, Some(line.balance)]).flatten();
        let ages = self.ageing.into_iter().flat_map(|ageing| ageing.overdue.into_iter().chain([ageing.not_due]));
        let mut all = lines.chain(ages).chain([self.closing]);
        all.try_for_each(|amount| same_currency(self.opening, amount, || "statement".to_owned()))
    }
}

impl DunningLetter {
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        let items = self.items.iter().flat_map(|item| [item.amount, item.open]);
        let mut all = items.chain([self.open]).chain(self.interest).chain(self.fee);
        all.try_for_each(|amount| same_currency(self.total, amount, || "reminder".to_owned()))
    }
}

impl RemittanceAdvice {
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        let items =
            self.items.iter().flat_map(|item| [Some(item.amount), item.discount, item.withheld, Some(item.paid)]);
        let mut all = items.flatten();
        all.try_for_each(|amount| same_currency(self.total, amount, || "remittance advice".to_owned()))
    }
}
