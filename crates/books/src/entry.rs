use std::collections::BTreeMap;

use jiff::civil::Date;
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};

use crate::{AccountId, EntryError, PartyId, Side};

/// What is said once for all lines of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Accounting date: the day the event belongs to in the entity's calendar.
    pub date: Date,
    /// What happened, in a few words.
    pub text: String,
    /// Number of the document behind it, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Which part of a taxed item a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaxPart {
    /// The net amount the tax is computed on.
    Base,
    /// The tax itself.
    Tax,
}

/// Ties a line to a tax code; tax returns are folds over these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaxTag {
    /// Code of the entity's tax code.
    pub code: String,
    /// Base or tax.
    pub part: TaxPart,
}

/// One line of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it is posted.
    pub account: AccountId,
    /// Transaction amount, debit positive, credit negative.
    pub amount: Amount,
    /// The same in the base currency, on the same side. With a zero `amount` it is a difference of exchange that
    /// changes only the value in the base currency.
    pub base: Amount,
    /// Tax code and part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxTag>,
    /// Whose item it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Department or cost centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// A note for the reader of the account.
    #[serde(default)]
    pub memo: String,
}

impl Line {
    /// A line in the base currency, without tax, party or note. `amount` is signed.
    pub fn plain(account: AccountId, amount: Amount) -> Self {
        Self { account, amount, base: amount, tax: None, party: None, department: None, memo: String::new() }
    }

    /// The side it stands on.
    pub fn side(&self) -> Side {
        if self.base.is_negative() || self.amount.is_negative() { Side::Credit } else { Side::Debit }
    }

    fn turned(&self) -> Result<Self, EntryError> {
        Ok(Self { amount: self.amount.checked_neg()?, base: self.base.checked_neg()?, ..self.clone() })
    }
}

/// A balanced entry.
///
/// INVARIANT: at least two lines; the base amounts sum to zero; the amounts of each transaction currency sum to zero
/// (what changes currency passes through the exchange account, whose lines make both currencies balance); no line is
/// zero; amount and base stand on one side unless the amount is zero; in the base currency both are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Entry {
    header: Header,
    base: Currency,
    lines: Vec<Line>,
}

/// The stored form of an entry; only [`Entry::new`] turns it into one.
#[derive(Serialize, Deserialize)]
struct Unchecked {
    header: Header,
    base: Currency,
    lines: Vec<Line>,
}

impl TryFrom<Unchecked> for Entry {
    type Error = EntryError;

    fn try_from(stored: Unchecked) -> Result<Self, EntryError> {
        Self::new(stored.header, stored.base, stored.lines)
    }
}

impl From<Entry> for Unchecked {
    fn from(entry: Entry) -> Self {
        Self { header: entry.header, base: entry.base, lines: entry.lines }
    }
}

impl Entry {
    /// Checks the lines and makes the entry, or says what is wrong with which line.
    pub fn new(header: Header, base: Currency, lines: Vec<Line>) -> Result<Self, EntryError> {
        if lines.len() < 2 {
            return Err(EntryError::TooFewLines(lines.len()));
        }
        for (index, line) in lines.iter().enumerate() {
            check_line(index + 1, line, base)?;
        }
        for (currency, sum) in sums_by_currency(&lines)? {
            if !sum.is_zero() {
                return Err(EntryError::UnbalancedCurrency { difference: sum.to_decimal(), currency });
            }
        }
        let sum = Amount::sum(base, lines.iter().map(|line| line.base))?;
        if !sum.is_zero() {
            return Err(EntryError::Unbalanced { difference: sum.to_decimal(), base });
        }
        Ok(Self { header, base, lines })
    }

    /// Date, text and reference.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The currency the books are kept in.
    pub fn base(&self) -> Currency {
        self.base
    }

    /// The lines in the order given.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Sum of the debits in the base currency.
    pub fn volume(&self) -> Result<Amount, EntryError> {
        let debits = self.lines.iter().map(|line| line.base).filter(|base| !base.is_negative());
        Ok(Amount::sum(self.base, debits)?)
    }

    /// The entry that undoes this one: every line on the other side, under a date and text of its own.
    pub fn reversal(&self, header: Header) -> Result<Self, EntryError> {
        let lines = self.lines.iter().map(Line::turned).collect::<Result<_, _>>()?;
        Self::new(header, self.base, lines)
    }

    /// Takes the entry apart, to store it.
    pub fn into_parts(self) -> (Header, Currency, Vec<Line>) {
        (self.header, self.base, self.lines)
    }
}

fn check_line(number: usize, line: &Line, base: Currency) -> Result<(), EntryError> {
    if line.base.currency() != base {
        return Err(EntryError::WrongBase { line: number, found: line.base.currency(), base });
    }
    let (amount, value) = (line.amount.minor(), line.base.minor());
    if amount == 0 && value == 0 {
        return Err(EntryError::ZeroLine(number));
    }
    let texts = || (line.amount.to_string(), line.base.to_string());
    if line.amount.currency() == base && amount != value {
        let (amount, base) = texts();
        return Err(EntryError::BaseDiffers { line: number, amount, base });
    }
    if amount != 0 && amount.signum() != value.signum() {
        let (amount, base) = texts();
        return Err(EntryError::SidesDiffer { line: number, amount, base });
    }
    Ok(())
}

fn sums_by_currency(lines: &[Line]) -> Result<BTreeMap<Currency, Amount>, EntryError> {
    let mut sums = BTreeMap::new();
    for line in lines {
        let currency = line.amount.currency();
        let sum = sums.entry(currency).or_insert_with(|| Amount::zero(currency));
        *sum = sum.checked_add(line.amount)?;
    }
    Ok(sums)
}
