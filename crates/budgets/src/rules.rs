//! What may stand in a budget, how a year becomes months, and what a variance means: pure.

use std::collections::HashMap;

use books::{Account, AccountId, AccountType, FiscalCalendar, Period, Statement};
use jiff::civil::Date;
use money::{Amount, Currency, MoneyError, split_evenly};
use reports::Span;

use crate::{BudgetError, NewRow};

/// Months of a fiscal year.
const MONTHS: usize = 12;
/// Rows of a budget at most: more than any chart has accounts times departments that people can plan for.
pub(crate) const MOST_ROWS: usize = 2_000;
/// Characters of a department, as on a posted line.
const DEPARTMENT_LONGEST: usize = 60;
/// Characters of a reason.
const REASON_LONGEST: usize = 2_000;
/// Largest amount of a month in minor units, as on a posted line.
const LARGEST: i64 = 100_000_000_000_000_000;

/// An amount for each month of a fiscal year in its order.
pub type Months = [Amount; MONTHS];

/// A row that may stand in a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckedRow {
    pub account: AccountId,
    pub account_type: AccountType,
    pub department: Option<String>,
    pub months: Months,
}

/// Why a row cannot stand in a budget.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFlaw {
    /// No such account in these books.
    #[error("there is no account {0} in these books")]
    UnknownAccount(AccountId),
    /// An account of the balance sheet.
    #[error("account {account} is of type {found}: a budget takes accounts of income and expense")]
    NotEarnedOrSpent {
        /// Code and name.
        account: String,
        /// Its type.
        found: AccountType,
    },
    /// A heading takes no lines, so it cannot be compared with any.
    #[error("account {account} is a heading: plan for the accounts under it")]
    Heading {
        /// Code and name.
        account: String,
    },
    /// An amount in another currency than the base currency.
    #[error("an amount is in {found}: a budget is in the base currency {base}")]
    Currency {
        /// The base currency.
        base: Currency,
        /// The currency given.
        found: Currency,
    },
    /// An amount no books could hold.
    #[error("{0} is too large for a month")]
    TooLarge(Amount),
    /// The name of a department is too long.
    #[error("a department has at most {DEPARTMENT_LONGEST} characters")]
    Department,
    /// Account and department stand in an earlier row already.
    #[error("account {account} with this department stands in row {earlier} already: add the two together")]
    Twice {
        /// Code and name.
        account: String,
        /// The earlier row, from 1.
        earlier: usize,
    },
}

/// Spreads a year evenly over its months; the first ones take the minor units that are left.
///
/// INVARIANT: the months add up to the year and differ by one minor unit at most.
///
/// # Errors
/// Never for amounts a budget takes.
pub fn spread(year: Amount) -> Result<Months, MoneyError> {
    let mut months = [Amount::zero(year.currency()); MONTHS];
    for (month, part) in months.iter_mut().zip(split_evenly(year, MONTHS)?) {
        *month = part;
    }
    Ok(months)
}

/// The sum of all months.
///
/// # Errors
/// [`MoneyError::Overflow`], never for amounts a budget takes.
pub fn total(months: &Months) -> Result<Amount, MoneyError> {
    Amount::sum(months[0].currency(), months.iter().copied())
}

/// What may stand in the budget of a business with this chart and base currency; the first flaw found otherwise.
pub(crate) fn check(rows: &[NewRow], chart: &[Account], base: Currency) -> Result<Vec<CheckedRow>, BudgetError> {
    if rows.len() > MOST_ROWS {
        return Err(BudgetError::TooManyRows { found: rows.len() });
    }
    let chart: HashMap<AccountId, &Account> = chart.iter().map(|a| (a.id, a)).collect();
    let mut seen: HashMap<(AccountId, Option<String>), usize> = HashMap::new();
    let mut checked = Vec::with_capacity(rows.len());
    for (row, new) in (1..).zip(rows) {
        let account = chart.get(&new.account).copied();
        let one = check_row(new, account, base).and_then(|one| {
            let earlier = *seen.entry((one.account, one.department.clone())).or_insert(row);
            if earlier == row { Ok(one) } else { Err(RowFlaw::Twice { account: shown(account), earlier }) }
        });
        checked.push(one.map_err(|flaw| BudgetError::Row { row, flaw })?);
    }
    Ok(checked)
}

fn check_row(new: &NewRow, account: Option<&Account>, base: Currency) -> Result<CheckedRow, RowFlaw> {
    let Some(account) = account else { return Err(RowFlaw::UnknownAccount(new.account)) };
    if account.account_type.statement() != Statement::ProfitAndLoss {
        return Err(RowFlaw::NotEarnedOrSpent { account: shown(Some(account)), found: account.account_type });
    }
    if !account.postable {
        return Err(RowFlaw::Heading { account: shown(Some(account)) });
    }
    let department = new.department.as_deref().map(str::trim).filter(|name| !name.is_empty());
    if department.is_some_and(|name| name.chars().count() > DEPARTMENT_LONGEST || name.contains('\0')) {
        return Err(RowFlaw::Department);
    }
    let months = new.planned.months().map_err(|_| RowFlaw::TooLarge(Amount::new(i64::MAX, base)))?;
    for amount in months {
        if amount.currency() != base {
            return Err(RowFlaw::Currency { base, found: amount.currency() });
        }
        if !(-LARGEST..=LARGEST).contains(&amount.minor()) {
            return Err(RowFlaw::TooLarge(amount));
        }
    }
    let department = department.map(str::to_owned);
    Ok(CheckedRow { account: account.id, account_type: account.account_type, department, months })
}

fn shown(account: Option<&Account>) -> String {
    account.map(|a| format!("{} {}", a.code, a.name)).unwrap_or_default()
}

/// The words of a reason; blank is none.
pub(crate) fn reason_of(reason: Option<&str>) -> Result<Option<String>, BudgetError> {
    let Some(reason) = reason.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let found = reason.chars().count();
    if found > REASON_LONGEST { Err(BudgetError::Reason { found }) } else { Ok(Some(reason.to_owned())) }
}

/// First and last day of a fiscal year.
pub(crate) fn span_of(calendar: FiscalCalendar, year: i32) -> Result<Span, BudgetError> {
    // the years periods can be opened for
    if !(1900..=2999).contains(&year) {
        return Err(books::CalendarError::BadYear(year).into());
    }
    let (from, to) = calendar.span(year)?;
    Ok(Span { from, to })
}

/// The fiscal year of a report and its last day. Without a year it is that of the day, or of today; without a day it is
/// today as long as the year runs, else the last day of the year.
pub(crate) fn year_and_day(
    calendar: FiscalCalendar,
    (year, day): (Option<i32>, Option<Date>),
    today: Date,
) -> Result<(i32, Date), BudgetError> {
    let year = year.unwrap_or_else(|| calendar.year_of(day.unwrap_or(today)));
    let Span { from, to } = span_of(calendar, year)?;
    let runs = (from..=to).contains(&today);
    let day = day.unwrap_or(if runs { today } else { to });
    if !(from..=to).contains(&day) {
        return Err(BudgetError::DayOutside { day, year, from, to });
    }
    Ok((year, day))
}

/// The budget up to the end of a month of its year.
///
/// A month that has not ended counts whole: what a day of it should have earned nobody has planned, and a share by days
/// would pretend that rent is due by the day.
pub(crate) fn up_to(months: &Months, last: Period) -> Result<Amount, MoneyError> {
    Amount::sum(months[0].currency(), months.iter().take(usize::from(last.number)).copied())
}

/// Whether it is no worse than planned: income not below the budget, expense not above it.
pub(crate) fn is_favourable(account_type: AccountType, variance: Amount) -> bool {
    match account_type {
        AccountType::Expense => variance.minor() <= 0,
        _ => !variance.is_negative(),
    }
}

#[cfg(test)]
mod tests;
