use books::AccountId;
use books::statements::{self, Balance};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{accounts_in, balances_as_of_in, entity_in};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::Db;
use serde::Serialize;

use crate::{AccountLabel, Figure, ReportError};

/// A row of the trial balance: the account's balance on the side it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalanceRow {
    /// The account.
    pub account: AccountLabel,
    /// A debit balance.
    pub debit: Option<Figure>,
    /// A credit balance, positive.
    pub credit: Option<Figure>,
}

/// Balances of all accounts at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalanceView {
    /// The day.
    pub as_of: Date,
    /// What the books knew then; `None` means now.
    pub known_at: Option<Timestamp>,
    /// The base currency.
    pub currency: Currency,
    /// Accounts by code; those without a balance are left out.
    pub rows: Vec<TrialBalanceRow>,
    /// Sum of the debit balances.
    pub total_debit: Figure,
    /// Sum of the credit balances: equal to the debits.
    pub total_credit: Figure,
}

impl TrialBalanceView {
    /// Whether debits equal credits.
    pub fn balanced(&self) -> bool {
        self.total_debit.amount == self.total_credit.amount
    }
}

/// The trial balance of a business at the end of `as_of`, as known now or at `known_at`.
///
/// # Errors
/// [`ReportError::Denied`] without `reports-read`; an unknown business.
pub async fn trial_balance(
    db: &Db,
    op: &Op,
    entity: EntityId,
    as_of: Date,
    known_at: Option<Timestamp>,
) -> Result<TrialBalanceView, ReportError> {
    op.require(Permission::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let base = entity_in(&mut tx, entity).await?.base_currency;
    let chart = accounts_in(&mut tx, entity).await?;
    let balances: Vec<Balance> =
        balances_as_of_in(&mut tx, entity, as_of, known_at).await?.into_iter().map(Balance::from).collect();
    let folded = statements::trial_balance(&chart, &balances, base)?;
    let mut rows = Vec::new();
    let (mut debits, mut credits) = (Amount::zero(base), Amount::zero(base));
    for row in folded.rows.into_iter().filter(|r| !r.balance.is_zero()) {
        let side = Figure::new(row.balance.checked_abs()?, vec![row.account], None, as_of);
        let is_credit = row.balance.is_negative();
        let sum = if is_credit { &mut credits } else { &mut debits };
        *sum = sum.checked_add(side.amount)?;
        let account = AccountLabel { id: row.account, code: row.code, name: row.name, account_type: row.account_type };
        let (debit, credit) = if is_credit { (None, Some(side)) } else { (Some(side), None) };
        rows.push(TrialBalanceRow { account, debit, credit });
    }
    let on = |debit: bool| -> Vec<AccountId> {
        rows.iter().filter(|r| r.debit.is_some() == debit).map(|r| r.account.id).collect()
    };
    Ok(TrialBalanceView {
        as_of,
        known_at,
        currency: base,
        total_debit: Figure::new(debits, on(true), None, as_of),
        total_credit: Figure::new(credits, on(false), None, as_of),
        rows,
    })
}
