use std::collections::HashSet;

use books::statements::{self, Balance};
use books::{Account, AccountId, Statement};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ledger::{accounts_in, balances_as_of_in, entity_in, movements_in};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};
use serde::Serialize;

use crate::{AccountLabel, Figure, Part, ReportError};

/// What the row of earlier results is called.
const EARLIER: &str = "Result of earlier years";

/// A row of the trial balance: a balance on the side it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalanceRow {
    /// The account; `None` for the result of earlier years, which no closing entry has carried to an account yet.
    pub account: Option<AccountLabel>,
    /// The account's code and name, or what the row is.
    pub label: String,
    /// A debit balance.
    pub debit: Option<Figure>,
    /// A credit balance, positive.
    pub credit: Option<Figure>,
}

/// Balances of all accounts at the end of a day: of assets, liabilities and equity since the beginning, of income and
/// expense since the fiscal year began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalanceView {
    /// The day.
    pub as_of: Date,
    /// What the books knew then; `None` means now.
    pub known_at: Option<Timestamp>,
    /// First day of the fiscal year, from which income and expense are counted.
    pub year_start: Date,
    /// The base currency.
    pub currency: Currency,
    /// Accounts by code, those without a balance left out; then the result of earlier years, if any.
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
    let business = entity_in(&mut tx, entity).await?;
    let base = business.base_currency;
    let calendar = business.calendar;
    let (year_start, _) = calendar.span(calendar.year_of(as_of)).map_err(ledger::LedgerError::from)?;
    let chart = accounts_in(&mut tx, entity).await?;
    let (balances, earlier) = balances(&mut tx, entity, &chart, (year_start, as_of), known_at).await?;
    let folded = statements::trial_balance(&chart, &balances, base)?;

    let mut sheet = Sheet { rows: Vec::new(), debit: Amount::zero(base), credit: Amount::zero(base) };
    for row in folded.rows {
        let from = earns(row.account_type).then_some(year_start);
        let account = AccountLabel { id: row.account, code: row.code, name: row.name, account_type: row.account_type };
        let figure = Figure::new(row.balance, vec![row.account], from, as_of);
        sheet.add(Some(account), figure)?;
    }
    let result = statements::profit_and_loss(&chart, &[earlier], base)?.result[0];
    let earning = chart.iter().filter(|a| earns(a.account_type)).map(|a| a.id).collect();
    let last_year_end = year_start.checked_sub(1.day()).map_err(|_| ledger::LedgerError::DateOutOfRange(as_of))?;
    sheet.add(None, Figure::new(result.checked_neg()?, earning, None, last_year_end).of(Part::Result))?;
    Ok(TrialBalanceView {
        as_of,
        known_at,
        year_start,
        currency: base,
        total_debit: Figure { amount: sheet.debit, drill: None },
        total_credit: Figure { amount: sheet.credit, drill: None },
        rows: sheet.rows,
    })
}

fn earns(account_type: books::AccountType) -> bool {
    account_type.statement() == Statement::ProfitAndLoss
}

/// Balances of the span's last day for accounts of the balance sheet with what the others moved in the span; and the
/// balances from before the span, for the result of earlier years.
async fn balances(
    tx: &mut TenantTx,
    entity: EntityId,
    chart: &[Account],
    (from, to): (Date, Date),
    known_at: Option<Timestamp>,
) -> Result<(Vec<Balance>, Vec<Balance>), ReportError> {
    let earning: HashSet<AccountId> = chart.iter().filter(|a| earns(a.account_type)).map(|a| a.id).collect();
    let standing = balances_as_of_in(tx, entity, to, known_at).await?;
    let moved = movements_in(tx, entity, (from, to), known_at).await?;
    let before = from.checked_sub(1.day()).map_err(|_| ledger::LedgerError::DateOutOfRange(from))?;
    let earlier = balances_as_of_in(tx, entity, before, known_at).await?;
    let standing = standing.into_iter().filter(|b| !earning.contains(&b.account));
    let moved = moved.into_iter().filter(|b| earning.contains(&b.account));
    Ok((standing.chain(moved).map(Balance::from).collect(), earlier.into_iter().map(Balance::from).collect()))
}

/// The rows as they are put on their sides, and their sums.
struct Sheet {
    rows: Vec<TrialBalanceRow>,
    debit: Amount,
    credit: Amount,
}

impl Sheet {
    /// Adds a figure, debit positive; nothing for zero.
    fn add(&mut self, account: Option<AccountLabel>, mut figure: Figure) -> Result<(), ReportError> {
        if figure.amount.is_zero() {
            return Ok(());
        }
        let is_credit = figure.amount.is_negative();
        figure.amount = figure.amount.checked_abs()?;
        let sum = if is_credit { &mut self.credit } else { &mut self.debit };
        *sum = sum.checked_add(figure.amount)?;
        let label = account.as_ref().map_or_else(|| EARLIER.to_owned(), |a| format!("{} {}", a.code, a.name));
        let (debit, credit) = if is_credit { (None, Some(figure)) } else { (Some(figure), None) };
        self.rows.push(TrialBalanceRow { account, label, debit, credit });
        Ok(())
    }
}
