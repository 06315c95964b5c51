use std::collections::BTreeMap;

use books::AccountId;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use money::{Amount, Currency, MoneyError};
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};
use serde::{Deserialize, Serialize};

use crate::{LedgerError, store};

/// The balance (or movement) of an account in the base currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBalance {
    /// The account.
    pub account: AccountId,
    /// Sum of debits, not negative.
    pub debits: Amount,
    /// Sum of credits, not negative.
    pub credits: Amount,
}

impl AccountBalance {
    /// Debits less credits.
    ///
    /// # Errors
    /// Never for amounts of one currency that fit 63 bits.
    pub fn net(&self) -> Result<Amount, MoneyError> {
        self.debits.checked_sub(self.credits)
    }
}

impl From<AccountBalance> for books::statements::Balance {
    fn from(balance: AccountBalance) -> Self {
        Self { account: balance.account, debits: balance.debits, credits: balance.credits }
    }
}

/// The balance of an account in one transaction currency, with its value in the base currency. Debit positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyBalance {
    /// The account.
    pub account: AccountId,
    /// In the transaction currency.
    pub amount: Amount,
    /// In the base currency.
    pub base: Amount,
}

/// What an account moved in a calendar month, base currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthMovement {
    /// First day of the month.
    pub month: Date,
    /// What moved.
    pub moved: AccountBalance,
}

/// The balances of all accounts at the end of `day`, as they are known now or as they were known at `known_at`.
///
/// For an answer that never changes again `known_at` should lie longer in the past than a transaction may last.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::UnknownEntity`].
pub async fn balances_as_of(
    db: &Db,
    op: &Op,
    entity: EntityId,
    day: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<AccountBalance>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    balances_as_of_in(&mut tx, entity, day, known_at).await
}

/// As [`balances_as_of`], in the caller's transaction, whose caller has been authorised.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn balances_as_of_in(
    tx: &mut TenantTx,
    entity: EntityId,
    day: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<AccountBalance>, LedgerError> {
    let base = base_of(tx, entity).await?;
    let parts = store::balances::as_of(tx, entity, day, known_at, None).await?;
    fold_parts(base, &parts)
}

/// What every account moved from `from` to `to`, both included.
///
/// # Errors
/// As [`balances_as_of`].
pub async fn movements(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (from, to): (Date, Date),
    known_at: Option<Timestamp>,
) -> Result<Vec<AccountBalance>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    movements_in(&mut tx, entity, (from, to), known_at).await
}

/// As [`movements`], in the caller's transaction; it should be one of [`Db::begin_report`], which reads one snapshot.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn movements_in(
    tx: &mut TenantTx,
    entity: EntityId,
    (from, to): (Date, Date),
    known_at: Option<Timestamp>,
) -> Result<Vec<AccountBalance>, LedgerError> {
    let base = base_of(tx, entity).await?;
    let before = from.checked_sub(1.day()).map_err(|_| LedgerError::DateOutOfRange(from))?;
    let mut parts = store::balances::as_of(tx, entity, to, known_at, None).await?;
    for part in store::balances::as_of(tx, entity, before, known_at, None).await? {
        let (debit, credit) = (-part.debit, -part.credit);
        parts.push(store::balances::Part { amount: -part.amount, debit, credit, ..part });
    }
    let mut moved = fold_parts(base, &parts)?;
    moved.retain(|m| !m.debits.is_zero() || !m.credits.is_zero());
    Ok(moved)
}

/// What these accounts moved from `from` to `to`, both included, under a value of a dimension, both named by their
/// codes: `("department", "Workshop")`.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn dimension_movements_in(
    tx: &mut TenantTx,
    entity: EntityId,
    accounts: &[AccountId],
    span: (Date, Date),
    value: (&str, &str),
) -> Result<Vec<AccountBalance>, LedgerError> {
    let base = base_of(tx, entity).await?;
    let accounts: Vec<uuid::Uuid> = accounts.iter().map(|a| a.0).collect();
    let parts = store::balances::of_dimension(tx, entity, &accounts, span, value).await?;
    fold_parts(base, &parts)
}

/// The balances by account and transaction currency at the end of `day`: open foreign positions.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn currency_balances_in(
    tx: &mut TenantTx,
    entity: EntityId,
    day: Date,
) -> Result<Vec<CurrencyBalance>, LedgerError> {
    let base = base_of(tx, entity).await?;
    let parts = store::balances::as_of(tx, entity, day, None, None).await?;
    let mut balances: Vec<CurrencyBalance> = parts
        .into_iter()
        .map(|p| CurrencyBalance {
            account: p.account,
            amount: Amount::new(p.amount, p.currency),
            base: Amount::new(p.debit - p.credit, base),
        })
        .collect();
    balances.sort_by_key(|b| (b.account, b.amount.currency()));
    Ok(balances)
}

/// Movements by calendar month from the month of `first` to the month of `last`.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn monthly_in(
    tx: &mut TenantTx,
    entity: EntityId,
    first: Date,
    last: Date,
) -> Result<Vec<MonthMovement>, LedgerError> {
    let base = base_of(tx, entity).await?;
    let months = store::balances::monthly(tx, entity, first, last).await?;
    let view = |m: store::balances::Month| MonthMovement {
        month: m.month,
        moved: AccountBalance {
            account: m.account,
            debits: Amount::new(m.debit, base),
            credits: Amount::new(m.credit, base),
        },
    };
    Ok(months.into_iter().map(view).collect())
}

async fn base_of(tx: &mut TenantTx, entity: EntityId) -> Result<Currency, LedgerError> {
    store::entities::base_currency(tx, entity).await?.ok_or(LedgerError::UnknownEntity(entity))
}

/// Adds the currencies of each account up in the base currency; accounts in the order of their ids.
fn fold_parts(base: Currency, parts: &[store::balances::Part]) -> Result<Vec<AccountBalance>, LedgerError> {
    let zero = Amount::zero(base);
    let mut sums: BTreeMap<AccountId, (Amount, Amount)> = BTreeMap::new();
    for part in parts {
        let sum = sums.entry(part.account).or_insert((zero, zero));
        sum.0 = sum.0.checked_add(Amount::new(part.debit, base)).map_err(books::EntryError::from)?;
        sum.1 = sum.1.checked_add(Amount::new(part.credit, base)).map_err(books::EntryError::from)?;
    }
    Ok(sums.into_iter().map(|(account, (debits, credits))| AccountBalance { account, debits, credits }).collect())
}
