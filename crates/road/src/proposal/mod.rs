//! The proposal: a balanced draft entry made from facts and classification, each line with its reason and the places
//! on the page it rests on.
//!
//! `totals` settles net, tax and total; `taxation` finds the tax code of each rate, `treatment` how a supply without tax
//! is taxed; `shares` spreads costs over accounts; `settlement` says where it is paid or owed; `draft` writes the lines.
//!
//! INVARIANT: the lines sum to zero in the document's currency and in the base currency, and the counterparty's line is
//! the document's total to the minor unit. Figures that do not add up give [`CannotPropose`], never a line that hides
//! the difference.

mod draft;
mod edit;
mod error;
mod kind;
mod settings;
mod settlement;
mod shares;
mod taxation;
mod totals;
mod treatment;

use books::{AccountId, Entry, Header, Line, PartyId, RateId, Side, TaxFact};
use jiff::civil::Date;
use money::{Amount, Currency, Rate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ReviewReason;
use crate::page::Spot;

pub use draft::propose;
pub use edit::{EditedLine, Edits};
pub use error::{CannotPropose, EntryRefused};
pub use settings::{Addressee, Settings, UncoveredTax};

/// What is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProposalKind {
    /// A supplier's bill.
    Bill,
    /// A supplier's credit note, or a bill below zero.
    BillCredit,
    /// A till receipt.
    Receipt,
    /// Our invoice to a customer.
    SalesInvoice,
    /// Our credit note to a customer.
    SalesCredit,
}

impl ProposalKind {
    /// Whether the entry runs the other way.
    pub const fn is_credit(self) -> bool {
        matches!(self, Self::BillCredit | Self::SalesCredit)
    }

    /// Whether it is ours.
    pub const fn is_sale(self) -> bool {
        matches!(self, Self::SalesInvoice | Self::SalesCredit)
    }
}

/// What a line is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum LineRole {
    /// Cost, or an asset that was bought.
    Expense,
    /// Tax that cannot be deducted: part of the cost, but not of the amount the tax is computed on.
    NonDeductibleTax,
    /// Tax to be deducted.
    InputTax,
    /// Owed to the supplier.
    Payable,
    /// Owed by the customer.
    Receivable,
    /// Earned.
    Income,
    /// Tax owed.
    OutputTax,
    /// Paid from or into a bank account.
    Bank,
    /// Paid in cash.
    Cash,
    /// Paid by card: the bank or the card's issuer takes it later.
    Card,
    /// Settled in another way, as by an employee who is paid back.
    Clearing,
    /// The document's own rounding.
    Rounding,
    /// Tax kept back for the issuer and owed to the authority.
    WithheldTax,
}

impl LineRole {
    /// Whether the line is an item of the counterparty: what is owed by or to it.
    pub const fn is_of_party(self) -> bool {
        matches!(self, Self::Payable | Self::Receivable)
    }

    /// Whether the line stands where the document is settled: what is owed, or the account it was paid from.
    pub const fn is_settlement(self) -> bool {
        matches!(self, Self::Payable | Self::Receivable | Self::Bank | Self::Cash | Self::Card | Self::Clearing)
    }

    /// Whether the line says what was bought or sold, so that its account is one to choose.
    pub const fn is_subject(self) -> bool {
        matches!(self, Self::Expense | Self::Income | Self::NonDeductibleTax)
    }
}

/// A field of the facts and where it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cite {
    /// Its name in the facts, as `total`; items are `lines.0`.
    pub field: String,
    /// The places; empty for data without a page.
    pub spots: Vec<Spot>,
}

/// A line of the draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposedLine {
    /// What it is for.
    pub role: LineRole,
    /// Where it goes; absent when no account is known yet, which blocks approval.
    pub account: Option<AccountId>,
    /// Its side.
    pub side: Side,
    /// Amount in the document's currency, above zero.
    pub amount: Amount,
    /// The same in the base currency; absent as long as the rate is unknown, which blocks approval.
    pub base: Option<Amount>,
    /// What it means for tax returns.
    pub tax: Option<TaxFact>,
    /// Tax rate in per cent the line belongs to.
    pub tax_rate: Option<Decimal>,
    /// Whose item it is.
    pub party: Option<PartyId>,
    /// A note for the reader of the account.
    pub memo: String,
    /// Why this line, in plain words.
    pub reason: String,
    /// The weakest of what it rests on, 0 to 1.
    pub confidence: f32,
    /// How sure the account is, 0 to 1.
    #[serde(default = "sure")]
    pub account_confidence: f32,
    /// What it rests on.
    pub cites: Vec<Cite>,
}

const fn sure() -> f32 {
    1.0
}

impl ProposedLine {
    /// Debit positive, credit negative.
    pub fn signed(&self) -> i64 {
        self.amount.minor() * self.side.sign()
    }
}

/// A draft entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is booked.
    pub kind: ProposalKind,
    /// Accounting date: the document's date, unless a person chose another.
    pub date: Option<Date>,
    /// When payment is due.
    pub due: Option<Date>,
    /// Currency of the document.
    pub currency: Currency,
    /// The currency the books are kept in.
    pub base_currency: Currency,
    /// Units of the base currency for one of the document's; one when they are the same.
    pub rate: Option<Rate>,
    /// The recorded rate that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_id: Option<RateId>,
    /// The total of the document, above zero.
    pub total: Amount,
    /// The lines: costs, then tax, then the counterparty.
    pub lines: Vec<ProposedLine>,
    /// The counterparty, when known.
    pub party: Option<PartyId>,
    /// Its name as known or printed.
    pub party_name: Option<String>,
    /// The document's number.
    pub number: Option<String>,
    /// How the figures were come by, in plain words.
    pub reasons: Vec<String>,
    /// What a person must look at.
    pub issues: Vec<ReviewReason>,
    /// The weakest of all lines, 0 to 1.
    pub confidence: f32,
}

impl Proposal {
    /// The entry this proposal stands for, or what is still missing.
    pub fn to_entry(&self, text: &str) -> Result<Entry, EntryRefused> {
        let date = self.date.ok_or(EntryRefused::NoDate)?;
        let header = Header::new(date, text).referring_to(self.number.clone()).with_party(self.party);
        let lines = self.lines.iter().enumerate().map(|(i, l)| self.entry_line(i + 1, l)).collect::<Result<_, _>>()?;
        Ok(Entry::new(header, self.base_currency, lines)?)
    }

    /// What it is about in a few words: the counterparty, the number, and the items.
    pub fn text(&self) -> Option<String> {
        let number = self.number.as_ref().map(|n| format!(" {n}")).unwrap_or_default();
        let subject: Vec<&str> = self.lines.iter().filter(|l| l.role.is_subject()).map(|l| l.memo.as_str()).collect();
        let about = subject.iter().find(|m| !m.is_empty());
        let name = self.party_name.as_ref()?;
        Some(match about {
            Some(about) => format!("{name}{number}: {about}"),
            None => format!("{name}{number}"),
        })
    }

    /// The sum of a role's lines, debit positive, in minor units of the document's currency.
    pub fn sum_of(&self, role: LineRole) -> i64 {
        self.lines.iter().filter(|l| l.role == role).map(ProposedLine::signed).sum()
    }

    /// The sum of one side in the document's currency.
    pub fn sum_on(&self, side: Side) -> Amount {
        let lines = self.lines.iter().filter(|l| l.side == side);
        Amount::new(lines.map(|l| l.amount.minor()).sum(), self.currency)
    }

    /// Whether debits equal credits in the document's currency and, where they are known, in the base currency.
    pub fn balances(&self) -> bool {
        let base = |l: &ProposedLine| l.base.map(|b| b.minor() * l.side.sign());
        let base: Option<Vec<i64>> = self.lines.iter().map(base).collect();
        self.lines.iter().map(ProposedLine::signed).sum::<i64>() == 0 && base.is_none_or(|b| b.iter().sum::<i64>() == 0)
    }

    fn entry_line(&self, number: usize, line: &ProposedLine) -> Result<Line, EntryRefused> {
        let signed = |amount: Amount| match line.side {
            Side::Debit => Ok(amount),
            Side::Credit => amount.checked_neg(),
        };
        let account = line.account.ok_or(EntryRefused::NoAccount(number))?;
        let base = line.base.ok_or(EntryRefused::NoRate)?;
        let is_item = line.role.is_of_party();
        Ok(Line {
            base: signed(base)?,
            rate: self.rate_id,
            tax: line.tax.clone(),
            party: self.party.or(line.party).filter(|_| is_item),
            due: self.due.filter(|_| is_item),
            memo: line.memo.clone(),
            ..Line::plain(account, signed(line.amount)?)
        })
    }
}
