//! What a person wants changed in a document, in the shape the edges hand it over.

use books::{AccountId, PartyId};
use jiff::civil::Date;
use money::Rate;
use road::classification::Direction;
use road::facts::TaxLine;

use crate::fields::Entered;

/// What a person wants changed.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// Fields by name.
    pub fields: Vec<(String, Entered)>,
    /// Tax by rate, when given.
    pub tax_breakdown: Option<Vec<TaxLine>>,
    /// The counterparty.
    pub party: Option<PartyChoice>,
    /// Purchase or sale.
    pub direction: Option<Direction>,
    /// Accounts and tax codes of proposed lines.
    pub lines: Vec<LineChoice>,
    /// Exchange rate: units of the base currency for one of the document's.
    pub rate: Option<Rate>,
    /// Accounting date, where it shall not be the document's; `Some(None)` takes the document's again.
    pub posting_date: Option<Option<Date>>,
    /// Text of the entry; `Some(None)` takes the proposed one again.
    pub text: Option<Option<String>>,
    /// All lines but the counterparty's; empty takes the proposed ones again.
    pub entry: Option<Vec<EntryLine>>,
    /// Why, in the person's words.
    pub reason: Option<String>,
}

/// A counterparty chosen by a person.
#[derive(Debug, Clone)]
pub enum PartyChoice {
    /// One that is known.
    Known(PartyId),
    /// A new one, added at approval.
    New(String),
}

/// Account and tax code chosen for a line of the proposal.
#[derive(Debug, Clone)]
pub struct LineChoice {
    /// Position in the proposal, from 0.
    pub line: usize,
    /// The account.
    pub account: Option<AccountId>,
    /// The tax code.
    pub tax_code: Option<String>,
}

/// A line of the entry as the person wants it.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The line of the proposal it stands for, from 0; a new one when absent.
    pub line: Option<usize>,
    /// The account.
    pub account: AccountId,
    /// Amount in the document's currency as plain decimal, debit positive, credit negative.
    pub amount: String,
    /// The tax code.
    pub tax_code: Option<String>,
    /// A note.
    pub memo: String,
}
