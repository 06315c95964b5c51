use std::fmt;

use books::tax::{Basis, Supply};
use books::{AccountId, EntryId, PartyId, SaleId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::Currency;
use op::{EntityId, UserId};
use road::Versioned;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::computed::{Computed, Customer, Posting, Seller};

/// What sort of document it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// What is offered; nothing is owed by it.
    Quote,
    /// What the customer owes.
    Invoice,
    /// Takes an invoice back, whole or in part.
    CreditNote,
}

impl Kind {
    /// The series its numbers come from when nothing else is said.
    pub const fn usual_series(self) -> &'static str {
        match self {
            Self::Quote => "QU",
            Self::Invoice => "INV",
            Self::CreditNote => "CN",
        }
    }

    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quote => "Quote",
            Self::Invoice => "Invoice",
            Self::CreditNote => "Credit note",
        }
    }
}

/// Where a document stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// It is being written.
    Draft,
    /// A second person must decide whether it is issued.
    Waiting,
    /// It has its number and does not change any more.
    Issued,
    /// An invoice that credit notes have taken back whole.
    Cancelled,
    /// A quote the customer has said yes to.
    Accepted,
    /// A quote the customer has said no to.
    Declined,
    /// An issued quote whose last day has passed. Never stored: it follows from the day.
    Expired,
}

/// How the customer is to pay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Days from the issue to the day it is due; those usual for the customer when nothing is said.
    pub days: Option<u16>,
    /// A fixed day instead.
    pub due: Option<Date>,
    /// In words, as they are printed.
    pub text: Option<String>,
    /// For paying early.
    pub discount: Option<EarlyPayment>,
    /// In parts; one payment when empty.
    pub instalments: Vec<Instalment>,
}

/// A discount for paying within some days of the issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyPayment {
    /// In per cent.
    pub percent: Decimal,
    /// Days from the issue.
    pub days: u16,
}

/// A part of what is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// In per cent; all of them sum to a hundred.
    pub share: Decimal,
    /// Days from the issue.
    pub days: Option<u16>,
    /// A fixed day instead.
    pub due: Option<Date>,
}

/// A line as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLine {
    /// What is supplied.
    pub text: String,
    /// How many units, up to six decimals; below zero for what is taken back.
    pub quantity: Decimal,
    /// Unit by its code of UN/ECE Recommendation 20 (`C62`, `HUR`).
    pub unit: Option<String>,
    /// Price of a unit in major units, up to six decimals.
    pub unit_price: Decimal,
    /// Taken off, in per cent.
    pub discount: Option<Decimal>,
    /// Where it is earned; the customer's usual account, or that of payments in advance, when left out.
    pub account: Option<AccountId>,
    /// How it is taxed; the customer's usual code or the one that follows from the places when left out.
    pub tax_code: Option<String>,
    /// Goods or services, where it is said.
    pub supply: Option<Supply>,
    /// Of a credit note: the line of its invoice, counted from 1.
    pub of_line: Option<u32>,
}

/// Everything a person writes on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What sort of document it is.
    pub kind: Kind,
    /// To whom.
    pub customer: Option<PartyId>,
    /// In which currency; the base currency of the business when left out.
    pub currency: Option<Currency>,
    /// The day it bears; the day it is issued on when left out.
    pub issue_date: Option<Date>,
    /// The day of the supply, on which the tax arises; the day of issue when left out.
    pub tax_point: Option<Date>,
    /// Of a quote: the last day on which it holds.
    pub valid_until: Option<Date>,
    /// The series of its number; the usual one of its kind when left out.
    pub series: Option<String>,
    /// Whether prices are without or with tax.
    pub prices: Basis,
    /// How it is to be paid.
    #[serde(default)]
    pub terms: Terms,
    /// What the customer wants to see on it (a routing id, a cost centre).
    pub buyer_reference: Option<String>,
    /// Number of the customer's order.
    pub order_number: Option<String>,
    /// A heading.
    pub title: Option<String>,
    /// Words to the customer.
    pub notes: Option<String>,
    /// The language it is printed in, ISO 639-1.
    pub language: Option<String>,
    /// The lines.
    pub lines: Vec<ContentLine>,
    /// Of a credit note: its invoice.
    pub credits: Option<SaleId>,
    /// Whether the invoice is for a payment in advance.
    #[serde(default)]
    pub is_deposit: bool,
    /// Invoices of payments in advance, to be taken off whole.
    #[serde(default)]
    pub deposits: Vec<SaleId>,
}

impl Versioned for Content {
    const NAME: &'static str = "sales document";
}

/// The number of an issued document: without gaps within business, series and calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number {
    /// `INV`.
    pub series: String,
    /// The year of the day of issue.
    pub year: i32,
    /// 1, 2, 3 ...
    pub number: i32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:04}", self.series, self.year, self.number)
    }
}

/// What an issued document keeps beside its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issued {
    /// What it came to.
    pub computed: Computed,
    /// The customer as it was.
    pub customer: Customer,
    /// The business as it was.
    pub seller: Seller,
    /// What was posted; nothing of a quote.
    pub posting: Posting,
}

impl Versioned for Issued {
    const NAME: &'static str = "issued sales document";
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    /// Its id.
    pub id: SaleId,
    /// Whose it is.
    pub entity: EntityId,
    /// Where it stands; an issued quote is never [`State::Expired`] here.
    pub state: State,
    /// What was written.
    pub content: Content,
    /// What an issued one keeps.
    pub issued: Option<Issued>,
    /// Its number, once it is issued.
    pub number: Option<Number>,
    /// Its entry, once it is in the books.
    pub entry: Option<EntryId>,
    /// The quote it was made from.
    pub from_quote: Option<SaleId>,
    /// Everybody who wrote or changed it before it was issued.
    pub authors: Vec<UserId>,
    /// Who wrote it first, in words.
    pub written_by: String,
    /// When.
    pub written_at: Timestamp,
    /// Who asked for it to be issued, while it waits.
    pub submitted_by: Option<UserId>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Grows with every change.
    pub version: i32,
}

impl Sale {
    /// Where it stands on a day: an issued quote expires with its last day.
    pub fn state_on(&self, day: Date) -> State {
        let quote = self.content.kind == Kind::Quote && self.state == State::Issued;
        match self.content.valid_until {
            Some(last) if quote && last < day => State::Expired,
            _ => self.state,
        }
    }

    /// Its number, or what it is called until it has one.
    pub fn name(&self) -> String {
        match &self.number {
            Some(number) => number.to_string(),
            None => format!("the draft {}", self.id),
        }
    }

    /// Whether it was issued and counts.
    pub fn is_issued(&self) -> bool {
        self.issued.is_some()
    }
}
