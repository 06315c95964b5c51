use audit::Change;
use books::{Account, AccountId};
use jobs::News;
use ledger::{accounts_in, entity_in};
use money::{Amount, MoneyError};
use op::{Actor, EntityId, Op, may};
use pg::{Db, stored_precision};
use serde_json::{Value, json};

use crate::rules::{self, CheckedRow, Months};
use crate::{Budget, BudgetError, BudgetId, BudgetVersion, csv, store};

/// What an account is to earn or spend: a sum for the year, or each month by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planned {
    /// The whole year; spread evenly, the first months take the cents that are left.
    Year(Amount),
    /// Each month of the fiscal year in its order.
    Months(Months),
}

impl Planned {
    /// Month by month.
    ///
    /// # Errors
    /// Never for amounts a budget takes.
    pub fn months(&self) -> Result<Months, MoneyError> {
        match self {
            Self::Year(year) => rules::spread(*year),
            Self::Months(months) => Ok(*months),
        }
    }
}

/// A row of a budget to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRow {
    /// An account of income or expense.
    pub account: AccountId,
    /// Whose part of it; `None` or blank: of the business as a whole.
    pub department: Option<String>,
    /// In the base currency, positive in the natural sense; a month that takes back is negative.
    pub planned: Planned,
}

/// A budget to be set: all its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBudget {
    /// The fiscal year, named by the calendar year in which it ends.
    pub year: i32,
    /// The version the person had before him; 0 when there was none.
    pub expected_version: i32,
    /// What shall hold from now on, instead of everything before. No rows: the budget is withdrawn.
    pub rows: Vec<NewRow>,
    /// Why.
    pub reason: Option<String>,
}

/// Sets the budget of a fiscal year: writes its next version and returns it.
///
/// # Errors
/// [`BudgetError::Denied`] without `budgets-manage`; [`BudgetError::AgentMayNotSet`]; [`BudgetError::Stale`] when
/// somebody else was faster; [`BudgetError::Row`] and [`BudgetError::TooManyRows`] for rows that cannot stand in a budget;
/// [`BudgetError::Reason`]; an unknown business or year.
pub async fn set_budget(db: &Db, op: &Op, entity: EntityId, new: NewBudget) -> Result<Budget, BudgetError> {
    let by = op.authorise(may::BudgetsManage, entity)?;
    if let Actor::Agent { .. } = op.actor {
        return Err(BudgetError::AgentMayNotSet { actor: op.actor.name() });
    }
    let reason = rules::reason_of(new.reason.as_deref())?;
    let mut tx = db.begin(op).await?;
    let business = entity_in(&mut tx, entity).await?;
    let span = rules::span_of(business.calendar, new.year)?;
    let chart = accounts_in(&mut tx, entity).await?;
    let rows = rules::check(&new.rows, &chart, business.base_currency)?;

    store::lock(&mut tx, &by, new.year).await?;
    let earlier = store::version(&mut tx, &by, new.year, None).await?.map(|(version, _)| version);
    let found = earlier.as_ref().map_or(0, |v| v.version);
    if found != new.expected_version {
        return Err(BudgetError::Stale { year: new.year, expected: new.expected_version, found });
    }
    let version = BudgetVersion {
        id: BudgetId(op.new_id()),
        year: new.year,
        version: found + 1,
        created_at: stored_precision(op.now()),
        created_by: op.actor.person(),
        created_by_name: op.actor.name(),
        reason,
    };
    store::insert(&mut tx, &by, &version, &rows).await?;
    let image = image(&version, &rows, &chart);
    let budget = Budget::of(version, span, business.base_currency, rows, &chart)?;

    let mut change = Change::of("budget.set", "budget", budget.version.id.0).in_entity(entity).after(image);
    change.before = earlier.map(|v| json!({ "budget": v.id, "year": v.year, "version": v.version }));
    change.reason.clone_from(&budget.version.reason);
    audit::record(&mut tx, op, change).await?;
    let payload = json!({ "year": budget.version.year, "version": budget.version.version });
    let news = News { topic: "budget.set", entity: Some(entity), subject_id: budget.version.id.0, payload };
    jobs::emit(&mut tx, op, news).await?;
    tx.commit().await?;
    Ok(budget)
}

/// The budget as the trail keeps it. Earlier versions are permanent rows: the trail names them and need not repeat
/// them.
fn image(version: &BudgetVersion, rows: &[CheckedRow], chart: &[Account]) -> Value {
    let code = |id: AccountId| chart.iter().find(|a| a.id == id).map(|a| a.code.as_str());
    let rows = rows.iter().map(|row| {
        let months: Vec<String> = row.months.iter().map(|m| m.to_decimal().to_string()).collect();
        json!({ "account": code(row.account), "department": row.department, "months": months })
    });
    json!({ "year": version.year, "version": version.version, "rows": rows.collect::<Vec<Value>>() })
}

/// Rows out of a CSV text with a header: `code`, perhaps `department`, and either `year` or the months `1` to `12`;
/// comma or semicolon between cells. What [`Budget::to_csv`] writes is read back.
///
/// # Errors
/// [`BudgetError::Denied`] without `budgets-manage`; [`BudgetError::Csv`] with the line at fault.
pub async fn rows_from_csv(db: &Db, op: &Op, entity: EntityId, text: &str) -> Result<Vec<NewRow>, BudgetError> {
    let by = op.authorise(may::BudgetsManage, entity)?;
    let mut tx = db.begin(op).await?;
    let base = entity_in(&mut tx, by.entity()).await?.base_currency;
    let chart = accounts_in(&mut tx, by.entity()).await?;
    Ok(csv::read(text, &chart, base)?)
}
