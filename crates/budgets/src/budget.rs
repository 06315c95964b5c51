use std::fmt;

use books::{Account, AccountType};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{accounts_in, entity_in};
use money::{Amount, Currency};
use op::{EntityId, Op, UserId, may};
use pg::Db;
use reports::{AccountLabel, Span};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::rules::{self, CheckedRow, Months};
use crate::{BudgetError, store};

/// One version of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BudgetId(pub Uuid);

impl fmt::Display for BudgetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// When a version was written, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BudgetVersion {
    /// Its id.
    pub id: BudgetId,
    /// The fiscal year, named by the calendar year in which it ends.
    pub year: i32,
    /// From 1; the highest one holds.
    pub version: i32,
    /// When.
    pub created_at: Timestamp,
    /// The person who answers for it; `None` when the program itself made it.
    pub created_by: Option<UserId>,
    /// The same in words.
    pub created_by_name: String,
    /// Why.
    pub reason: Option<String>,
}

/// A row of a budget. Amounts are in the base currency, income and expense both positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BudgetRow {
    /// The account.
    pub account: AccountLabel,
    /// Whose part of it; `None`: of the business as a whole.
    pub department: Option<String>,
    /// Each month of the fiscal year in its order; as JSON plain decimals.
    #[serde(serialize_with = "decimals")]
    pub months: Months,
    /// Their sum.
    #[serde(serialize_with = "decimal")]
    pub year: Amount,
}

/// A version of a budget with its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// Which.
    #[serde(flatten)]
    pub version: BudgetVersion,
    /// First and last day of the fiscal year.
    #[serde(flatten)]
    pub span: Span,
    /// The base currency.
    pub currency: Currency,
    /// By account code, then department.
    pub rows: Vec<BudgetRow>,
    /// What is to be earned in the year.
    #[serde(serialize_with = "decimal")]
    pub income: Amount,
    /// What is to be spent in the year.
    #[serde(serialize_with = "decimal")]
    pub expense: Amount,
    /// Income less expense.
    #[serde(serialize_with = "decimal")]
    pub result: Amount,
}

fn decimal<S: Serializer>(amount: &Amount, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&amount.to_decimal())
}

fn decimals<S: Serializer>(amounts: &Months, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(amounts.iter().map(|amount| amount.to_decimal().to_string()))
}

impl Budget {
    /// Puts a budget together from its rows and the chart they stand on.
    pub(crate) fn of(
        version: BudgetVersion,
        span: Span,
        currency: Currency,
        rows: Vec<CheckedRow>,
        chart: &[Account],
    ) -> Result<Self, BudgetError> {
        let mut rows = rows.into_iter().map(|row| labelled(row, chart)).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by(|a, b| (&a.account.code, &a.department).cmp(&(&b.account.code, &b.department)));
        let sum =
            |kind| Amount::sum(currency, rows.iter().filter(|r| r.account.account_type == kind).map(|row| row.year));
        let (income, expense) = (sum(AccountType::Income)?, sum(AccountType::Expense)?);
        Ok(Self { version, span, currency, income, expense, result: income.checked_sub(expense)?, rows })
    }

    /// The departments it plans for, each once, by name.
    pub fn departments(&self) -> Vec<String> {
        let mut names: Vec<String> = self.rows.iter().filter_map(|row| row.department.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn labelled(row: CheckedRow, chart: &[Account]) -> Result<BudgetRow, BudgetError> {
    let account = chart.iter().find(|a| a.id == row.account).ok_or_else(|| BudgetError::Inconsistent {
        what: "budget line",
        detail: format!("its account {} is not in the chart", row.account),
    })?;
    let label = AccountLabel {
        id: account.id,
        code: account.code.clone(),
        name: account.name.clone(),
        account_type: account.account_type,
    };
    Ok(BudgetRow { account: label, department: row.department, year: rules::total(&row.months)?, months: row.months })
}

/// A fiscal year that has a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BudgetYear {
    /// The fiscal year, named by the calendar year in which it ends.
    pub year: i32,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Its versions, newest first.
    pub versions: Vec<BudgetVersion>,
}

/// The fiscal years that have a budget, newest first, with all versions.
///
/// # Errors
/// [`BudgetError::Denied`] without `reports-read`; an unknown business.
pub async fn budgets(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<BudgetYear>, BudgetError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let mut tx = db.begin(op).await?;
    let calendar = entity_in(&mut tx, entity).await?.calendar;
    let mut years: Vec<BudgetYear> = Vec::new();
    for version in store::versions(&mut tx, &by).await? {
        match years.last_mut().filter(|last| last.year == version.year) {
            Some(last) => last.versions.push(version),
            None => {
                let Span { from, to } = rules::span_of(calendar, version.year)?;
                years.push(BudgetYear { year: version.year, from, to, versions: vec![version] });
            }
        }
    }
    Ok(years)
}

/// The budget of a fiscal year: the version that holds, or an earlier one.
///
/// # Errors
/// [`BudgetError::Denied`] without `reports-read`; [`BudgetError::UnknownBudget`]; an unknown business.
pub async fn budget(
    db: &Db,
    op: &Op,
    entity: EntityId,
    year: i32,
    version: Option<i32>,
) -> Result<Budget, BudgetError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let business = entity_in(&mut tx, entity).await?;
    let span = rules::span_of(business.calendar, year)?;
    let chart = accounts_in(&mut tx, entity).await?;
    let found = store::version(&mut tx, &by, year, version).await?;
    let (version, lines) = found.ok_or(BudgetError::UnknownBudget { year, version })?;
    let rows = store::rows(&mut tx, &by, version.id, lines, business.base_currency).await?;
    Budget::of(version, span, business.base_currency, rows, &chart)
}
