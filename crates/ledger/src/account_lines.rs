use std::fmt;
use std::str::FromStr;

use books::{AccountId, Dimensions, DocumentId, EntryId, PartyId, TaxFact};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::running_balance::Accounts;
use crate::{EntryNumber, LedgerError, store};

/// Most lines on a page.
const LARGEST_PAGE: u32 = 1000;

/// Which lines to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLinesFilter {
    /// Whose books.
    pub entity: EntityId,
    /// Which accounts, as one: a heading is asked for by the accounts under it.
    pub accounts: Vec<AccountId>,
    /// Accounting date not before this.
    pub from: Option<Date>,
    /// Accounting date not after this.
    pub to: Option<Date>,
    /// Only what the books knew then.
    pub known_at: Option<Timestamp>,
}

/// A line of an account with the balance after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// Its place in the entry.
    pub line_no: i32,
    /// The entry's number.
    pub number: EntryNumber,
    /// The account.
    pub account: AccountId,
    /// Accounting date.
    pub date: Date,
    /// When the books learnt of it.
    pub recorded_at: Timestamp,
    /// Its note, or the entry's text.
    pub text: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// Transaction amount, debit positive.
    pub amount: Amount,
    /// The same in the base currency.
    pub base: Amount,
    /// Balance after the line, base currency, debit positive.
    pub balance: Amount,
    /// What it means for tax returns.
    pub tax: Option<TaxFact>,
    /// Whose item it is, or whose document is behind its entry.
    pub party: Option<PartyId>,
    /// Of a party's item: when it is to be paid.
    pub due: Option<Date>,
    /// Department, project, and what else the business tells apart.
    pub dimensions: Dimensions,
    /// The document the entry comes from.
    pub document: Option<DocumentId>,
}

/// A span of an account in four figures: what was there, what came, what went, what is there. Base currency. Income and
/// expense are counted from the start of the fiscal year the first day lies in, and at the end that of the last day, so
/// that a span over several years does not close with what it opened with and what moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanTotals {
    /// Balance before the first day, debit positive; nothing without a first day.
    pub opening: Amount,
    /// Sum of the debits of the span.
    pub debits: Amount,
    /// Sum of its credits, positive.
    pub credits: Amount,
    /// Debits less credits.
    pub moved: Amount,
    /// Balance at the end of the last day, debit positive.
    pub closing: Amount,
}

/// A page of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLines {
    /// The whole span asked for; on the first page only.
    pub span: Option<SpanTotals>,
    /// Balance before the first line of this page.
    pub opening: Amount,
    /// In the order of their dates.
    pub lines: Vec<AccountLine>,
    /// Pass it to get the next page; absent at the end.
    pub next: Option<String>,
}

/// The line a page ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub date: Date,
    pub entry: Uuid,
    pub line_no: i32,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.date, self.entry.simple(), self.line_no)
    }
}

impl FromStr for Cursor {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let parse = || {
            let mut parts = text.split('.');
            let cursor = Self {
                date: parts.next()?.parse().ok()?,
                entry: Uuid::try_parse(parts.next()?).ok()?,
                line_no: parts.next()?.parse().ok()?,
            };
            parts.next().is_none().then_some(cursor)
        };
        parse().ok_or_else(|| LedgerError::BadCursor(text.to_owned()))
    }
}

/// The lines of an account with running balances, `limit` (at most 1000) a page. Those of income and expense start from
/// nothing with each fiscal year, as the trial balance counts them.
///
/// The opening balance of any page comes from the stored balances of the day before and the lines of one day, so the
/// last page costs what the first one does, and a back-dated entry is in the balances at once.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::UnknownEntity`], [`LedgerError::BadCursor`].
pub async fn account_lines(
    db: &Db,
    op: &Op,
    filter: &AccountLinesFilter,
    cursor: Option<&str>,
    limit: u32,
) -> Result<AccountLines, LedgerError> {
    op.require(Permission::LedgerRead, filter.entity)?;
    let mut tx = db.begin_report(op).await?;
    account_lines_in(&mut tx, filter, cursor, limit).await
}

/// As [`account_lines`], in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// As [`account_lines`].
pub async fn account_lines_in(
    tx: &mut TenantTx,
    filter: &AccountLinesFilter,
    cursor: Option<&str>,
    limit: u32,
) -> Result<AccountLines, LedgerError> {
    let after = cursor.map(Cursor::from_str).transpose()?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let accounts = Accounts::load(tx, filter).await?;
    let mut running = accounts.before(tx, after).await?;
    let opening = running.total()?;
    let mut lines = store::lines::page(tx, filter, accounts.base, after, i64::from(limit) + 1).await?;
    let more = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    for line in &mut lines {
        accounts.add(&mut running, line.date, line.account, line.base)?;
        line.balance = running.total()?;
    }
    let last = lines.last().map(|l| Cursor { date: l.date, entry: l.entry.0, line_no: l.line_no }.to_string());
    let span = if after.is_none() { Some(span_totals(tx, filter, &accounts).await?) } else { None };
    Ok(AccountLines { span, opening, lines, next: last.filter(|_| more) })
}

/// The figures of the whole span, from the stored balances at both its ends.
async fn span_totals(
    tx: &mut TenantTx,
    filter: &AccountLinesFilter,
    accounts: &Accounts<'_>,
) -> Result<SpanTotals, LedgerError> {
    let base = accounts.base;
    let end = sides(tx, filter, filter.to.unwrap_or(Date::MAX), base).await?;
    let start = match filter.from {
        Some(day) => {
            let before = day.checked_sub(1.day()).map_err(|_| LedgerError::DateOutOfRange(day))?;
            sides(tx, filter, before, base).await?
        }
        None => (Amount::zero(base), Amount::zero(base)),
    };
    let opening = accounts.before(tx, None).await?.total()?;
    let closing = accounts.after(tx).await?.total()?;
    let totals = || -> Result<SpanTotals, money::MoneyError> {
        let (debits, credits) = (end.0.checked_sub(start.0)?, end.1.checked_sub(start.1)?);
        Ok(SpanTotals { opening, debits, credits, moved: debits.checked_sub(credits)?, closing })
    };
    totals().map_err(|e| books::EntryError::from(e).into())
}

/// Sums of the debits and of the credits up to the end of a day.
async fn sides(
    tx: &mut TenantTx,
    filter: &AccountLinesFilter,
    day: Date,
    base: Currency,
) -> Result<(Amount, Amount), LedgerError> {
    let accounts: Vec<Uuid> = filter.accounts.iter().map(|a| a.0).collect();
    let parts = store::balances::as_of(tx, filter.entity, day, filter.known_at, Some(&accounts)).await?;
    let sum = |side: fn(&store::balances::Part) -> i64| {
        Amount::sum(base, parts.iter().map(|p| Amount::new(side(p), base))).map_err(books::EntryError::from)
    };
    Ok((sum(|p| p.debit)?, sum(|p| p.credit)?))
}
