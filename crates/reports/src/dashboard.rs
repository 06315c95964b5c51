use std::collections::BTreeMap;

use books::{Account, AccountId, AccountRole, AccountType};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{MonthMovement, accounts_in, balances_as_of_in, entity_in, monthly_in};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::Db;
use serde::Serialize;

use crate::{AccountLabel, Figure, Part, ReportError};

/// Months shown, the present one included.
const MONTHS: i32 = 12;

/// A balance at the end of a month, or at the report's day in the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthPoint {
    /// First day of the month.
    pub month: Date,
    /// The balance.
    pub balance: Figure,
}

/// An account with a bank, or a till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountCash {
    /// The account.
    pub account: AccountLabel,
    /// Its balance at the report's day.
    pub balance: Figure,
    /// Its balances over the months.
    pub by_month: Vec<MonthPoint>,
}

/// All money at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cash {
    /// Together, at the report's day.
    pub total: Figure,
    /// Together, over the months.
    pub by_month: Vec<MonthPoint>,
    /// Each account.
    pub accounts: Vec<AccountCash>,
}

/// What a month earned and spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthResult {
    /// First day of the month.
    pub month: Date,
    /// Income, positive.
    pub income: Figure,
    /// Expense, positive.
    pub expense: Figure,
}

/// The figures of the home page that come from the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dashboard {
    /// The report's day.
    pub as_of: Date,
    /// The base currency.
    pub currency: Currency,
    /// Money at hand.
    pub cash: Cash,
    /// Income against expense by month, oldest first.
    pub months: Vec<MonthResult>,
}

/// Cash and results of the twelve months that end with the month of `as_of`.
///
/// # Errors
/// [`ReportError::Denied`] without `reports-read`; an unknown business.
pub async fn dashboard(db: &Db, op: &Op, entity: EntityId, as_of: Date) -> Result<Dashboard, ReportError> {
    op.require(Permission::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let base = entity_in(&mut tx, entity).await?.base_currency;
    let chart = accounts_in(&mut tx, entity).await?;
    let months = months_up_to(as_of)?;
    let before = months[0].checked_sub(1.day()).map_err(|_| out_of_range(as_of))?;
    let opening = nets(balances_as_of_in(&mut tx, entity, before, None).await?)?;
    let closing = nets(balances_as_of_in(&mut tx, entity, as_of, None).await?)?;
    let moved = monthly_in(&mut tx, entity, months[0], as_of).await?;
    let money = Money { base, as_of, months: &months, opening, closing, moved: &moved };
    Ok(Dashboard { as_of, currency: base, cash: money.cash(&chart)?, months: money.results(&chart)? })
}

fn out_of_range(day: Date) -> ReportError {
    ledger::LedgerError::DateOutOfRange(day).into()
}

fn months_up_to(as_of: Date) -> Result<Vec<Date>, ReportError> {
    let last = as_of.first_of_month();
    (0..MONTHS).rev().map(|back| last.checked_sub(back.months()).map_err(|_| out_of_range(as_of))).collect()
}

type Nets = BTreeMap<AccountId, Amount>;

fn nets(balances: Vec<ledger::AccountBalance>) -> Result<Nets, ReportError> {
    balances.into_iter().map(|b| Ok((b.account, b.net()?))).collect()
}

struct Money<'a> {
    base: Currency,
    as_of: Date,
    months: &'a [Date],
    opening: Nets,
    closing: Nets,
    moved: &'a [MonthMovement],
}

impl Money<'_> {
    fn cash(&self, chart: &[Account]) -> Result<Cash, ReportError> {
        let is_money = |a: &&Account| matches!(a.role, Some(AccountRole::Bank | AccountRole::Cash)) && a.postable;
        let accounts: Vec<AccountCash> =
            chart.iter().filter(is_money).map(|a| self.account(a)).collect::<Result<_, _>>()?;
        let ids: Vec<AccountId> = accounts.iter().map(|a| a.account.id).collect();
        let total = Amount::sum(self.base, accounts.iter().map(|a| a.balance.amount))?;
        let mut by_month = Vec::new();
        for (index, month) in self.months.iter().enumerate() {
            let sum = Amount::sum(self.base, accounts.iter().map(|a| a.by_month[index].balance.amount))?;
            let to = self.end_of(*month);
            by_month
                .push(MonthPoint { month: *month, balance: Figure::new(sum, ids.clone(), None, to).of(Part::Cash) });
        }
        Ok(Cash { total: Figure::new(total, ids, None, self.as_of).of(Part::Cash), by_month, accounts })
    }

    fn account(&self, account: &Account) -> Result<AccountCash, ReportError> {
        let zero = Amount::zero(self.base);
        let of = |nets: &Nets| nets.get(&account.id).copied().unwrap_or(zero);
        let figure = |amount, to| Figure::new(amount, vec![account.id], None, to);
        let mut balance = of(&self.opening);
        let mut by_month = Vec::new();
        for month in self.months {
            for movement in self.moved.iter().filter(|m| m.month == *month && m.moved.account == account.id) {
                balance = balance.checked_add(movement.moved.net()?)?;
            }
            // the present month ends at the report's day: what is dated later is not at hand yet
            let is_last = Some(month) == self.months.last();
            let shown = if is_last { of(&self.closing) } else { balance };
            by_month.push(MonthPoint { month: *month, balance: figure(shown, self.end_of(*month)) });
        }
        Ok(AccountCash {
            account: AccountLabel {
                id: account.id,
                code: account.code.clone(),
                name: account.name.clone(),
                account_type: account.account_type,
            },
            balance: figure(of(&self.closing), self.as_of),
            by_month,
        })
    }

    fn results(&self, chart: &[Account]) -> Result<Vec<MonthResult>, ReportError> {
        let ids = |wanted: AccountType| -> Vec<AccountId> {
            chart.iter().filter(|a| a.account_type == wanted).map(|a| a.id).collect()
        };
        let (income, expense) = (ids(AccountType::Income), ids(AccountType::Expense));
        let sum = |month: Date, accounts: &[AccountId]| -> Result<Amount, ReportError> {
            let of_month = self.moved.iter().filter(|m| m.month == month && accounts.contains(&m.moved.account));
            let nets = of_month.map(|m| m.moved.net()).collect::<Result<Vec<_>, _>>()?;
            Ok(Amount::sum(self.base, nets)?)
        };
        let view = |month: &Date| {
            let to = month.last_of_month();
            let earned = sum(*month, &income)?.checked_neg()?;
            let spent = sum(*month, &expense)?;
            Ok(MonthResult {
                month: *month,
                income: Figure::new(earned, income.clone(), Some(*month), to).of(Part::Income),
                expense: Figure::new(spent, expense.clone(), Some(*month), to).of(Part::Expense),
            })
        };
        self.months.iter().map(view).collect()
    }

    fn end_of(&self, month: Date) -> Date {
        month.last_of_month().min(self.as_of)
    }
}
