//! The account of a counterparty: what was booked to and from it, with a running balance.

use std::collections::BTreeMap;

use books::PartyId;
use jiff::civil::Date;
use ledger::{EntryNumber, ItemRef};
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::Db;

use crate::{Side, TradeError, store};

/// A line of a statement. Debit positive: what they owe us is positive, what we owe them negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Accounting date.
    pub date: Date,
    /// The line.
    pub item: ItemRef,
    /// Number of its entry.
    pub number: EntryNumber,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// What it is for.
    pub text: String,
    /// When it is to be paid.
    pub due: Option<Date>,
    /// The side of trade it is on.
    pub side: Side,
    /// What it moves.
    pub amount: Amount,
    /// The balance after it.
    pub balance: Amount,
    /// What is open of it at the end of the statement.
    pub open: Amount,
}

/// What was booked in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyStatement {
    /// Before the first day.
    pub opening: Amount,
    /// By date.
    pub lines: Vec<StatementLine>,
    /// At the end of the last day.
    pub closing: Amount,
}

/// The account of a counterparty over a span of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// One for each currency in which anything was open or booked, by code.
    pub currencies: Vec<CurrencyStatement>,
}

/// The account of a counterparty.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`, [`TradeError::UnknownParty`], [`TradeError::Invalid`] for a span that
/// ends before it begins.
pub async fn statement(
    db: &Db,
    op: &Op,
    entity: EntityId,
    party: PartyId,
    (from, to): (Date, Date),
) -> Result<Statement, TradeError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    if to < from {
        return Err(TradeError::Invalid { field: "to", why: "a span cannot end before it begins" });
    }
    let mut tx = db.begin_report(op).await?;
    let name = store::statement::name(&mut tx, &by, party).await?.ok_or(TradeError::UnknownParty)?;
    let opening = store::statement::opening(&mut tx, &by, party, from).await?;
    let lines = store::statement::lines(&mut tx, &by, party, (from, to)).await?;
    let mut currencies: BTreeMap<Currency, CurrencyStatement> = BTreeMap::new();
    let empty = |opening: Amount| CurrencyStatement { opening, lines: Vec::new(), closing: opening };
    for amount in opening {
        currencies.insert(amount.currency(), empty(amount));
    }
    for mut line in lines {
        let currency = line.amount.currency();
        let one = currencies.entry(currency).or_insert_with(|| empty(Amount::zero(currency)));
        one.closing = one.closing.checked_add(line.amount)?;
        line.balance = one.closing;
        one.lines.push(line);
    }
    currencies.retain(|_, one| !one.lines.is_empty() || !one.opening.is_zero());
    Ok(Statement { party, name, from, to, currencies: currencies.into_values().collect() })
}
