use std::collections::BTreeMap;

use jiff::civil::Date;
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};

use crate::{AccountId, EntryError, PartyId, RateId, Side, TaxKind, Treatment};

/// What sort of event an entry records. Statements tell closing entries from ordinary ones; a settlement or a
/// revaluation carries differences of exchange.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EntryKind {
    /// Business as usual.
    #[default]
    Ordinary,
    /// Balances brought in at the start.
    Opening,
    /// Belongs to the adjustment period of its fiscal year.
    Adjustment,
    /// Foreign items at the rate of a closing day.
    Revaluation,
    /// Items settled, with the difference of exchange, discount or fee.
    Settlement,
    /// Takes income and expense of a year to the retained earnings.
    Closing,
}

impl EntryKind {
    /// Whether it is posted in the adjustment period, on the last day of a fiscal year.
    pub const fn ends_year(self) -> bool {
        matches!(self, Self::Adjustment | Self::Closing)
    }

    fn is_ordinary(&self) -> bool {
        *self == Self::Ordinary
    }
}

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
    /// What sort of event it is.
    #[serde(default, skip_serializing_if = "EntryKind::is_ordinary")]
    pub kind: EntryKind,
    /// Whose document is behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Terms of payment in words, as the document gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
}

impl Header {
    /// An ordinary event of nobody in particular.
    pub fn new(date: Date, text: impl Into<String>) -> Self {
        Self { date, text: text.into(), reference: None, kind: EntryKind::Ordinary, party: None, terms: None }
    }

    /// With the number of the document behind it.
    pub fn referring_to(mut self, reference: Option<String>) -> Self {
        self.reference = reference.filter(|text| !text.is_empty());
        self
    }

    /// Of another kind.
    pub fn of_kind(mut self, kind: EntryKind) -> Self {
        self.kind = kind;
        self
    }

    /// Behind it is a document of this party.
    pub fn with_party(mut self, party: Option<PartyId>) -> Self {
        self.party = party;
        self
    }
}

/// Which part of a taxed item a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaxPart {
    /// The net amount the tax is computed on.
    Base,
    /// The tax itself: deducted, charged or owed.
    Tax,
    /// Input tax that is not deducted and is part of the cost.
    NonDeductible,
}

/// What a line means for a tax return: returns are folds over these facts. Whoever makes a line names the code and the
/// part; what is left out follows from the version of the code that is in force on the tax point and from the account,
/// and the ledger fills it in when it posts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaxFact {
    /// Code of the entity's tax code.
    pub code: String,
    /// Base, tax, or tax that is not deducted.
    pub part: TaxPart,
    /// Which side of trade it belongs to: the two tax lines of a reverse charge differ in this alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<TaxKind>,
    /// The version of the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// How the item is taxed under that version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<Treatment>,
    /// Of a tax line: the net amount it was computed from, base currency, with the sign of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Amount>,
    /// The day the tax arises: it decides the return the fact belongs to. The accounting date when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Date>,
}

impl TaxFact {
    /// A part of an item under a code; the rest follows when it is posted.
    pub fn new(code: impl Into<String>, part: TaxPart) -> Self {
        Self { code: code.into(), part, side: None, version: None, treatment: None, base: None, point: None }
    }

    /// On this side of trade.
    pub fn on_side(mut self, side: TaxKind) -> Self {
        self.side = Some(side);
        self
    }
}

/// What a line is told apart by beside its account: at most one value of each dimension, both by their codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dimensions(BTreeMap<String, String>);

impl Dimensions {
    /// The dimension every business starts with.
    pub const DEPARTMENT: &'static str = "department";

    /// None.
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// The department alone; none when it is empty.
    pub fn department(name: Option<&str>) -> Self {
        name.map(str::trim)
            .filter(|name| !name.is_empty())
            .map_or(Self::none(), |name| Self::none().with(Self::DEPARTMENT, name))
    }

    /// And this value of a dimension.
    pub fn with(mut self, dimension: &str, value: &str) -> Self {
        self.0.insert(dimension.to_owned(), value.to_owned());
        self
    }

    /// The value of a dimension.
    pub fn get(&self, dimension: &str) -> Option<&str> {
        self.0.get(dimension).map(String::as_str)
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Dimension and value, by dimension.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for Dimensions {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
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
    /// The recorded rate that `base` was computed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<RateId>,
    /// What it means for tax returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxFact>,
    /// Whose item it is: only on accounts of receivables and payables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Of a party's item: when it is to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Department, project, and what else the business tells apart.
    #[serde(default, skip_serializing_if = "Dimensions::is_empty")]
    pub dimensions: Dimensions,
    /// A note for the reader of the account.
    #[serde(default)]
    pub memo: String,
}

impl Line {
    /// A line in the base currency, without tax, party or note. `amount` is signed.
    pub fn plain(account: AccountId, amount: Amount) -> Self {
        Self {
            account,
            amount,
            base: amount,
            rate: None,
            tax: None,
            party: None,
            due: None,
            dimensions: Dimensions::none(),
            memo: String::new(),
        }
    }

    /// The side it stands on.
    pub fn side(&self) -> Side {
        if self.base.is_negative() || self.amount.is_negative() { Side::Credit } else { Side::Debit }
    }

    fn turned(&self) -> Result<Self, EntryError> {
        let mut turned = Self { amount: self.amount.checked_neg()?, base: self.base.checked_neg()?, ..self.clone() };
        if let Some(tax) = &mut turned.tax {
            tax.base = tax.base.map(Amount::checked_neg).transpose()?;
        }
        Ok(turned)
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

    /// The same lines as an event of another kind.
    pub fn of_kind(mut self, kind: EntryKind) -> Self {
        self.header.kind = kind;
        self
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
