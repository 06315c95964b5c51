use std::collections::{BTreeMap, HashMap};

use books::{Account, AccountId, AccountType, Dimensions, Period, Statement};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::{AccountBalance, accounts_in, dimension_movements_in, entity_in, movements_in};
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::{Db, TenantTx};
use reports::{AccountLabel, Figure, Part, Span};
use serde::Serialize;

use crate::{Budget, BudgetError, rules, store};

/// What is to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The fiscal year; that of the day when left out.
    pub year: Option<i32>,
    /// Up to the end of this day; today, or the last day of a year that does not run, when left out.
    pub to: Option<Date>,
    /// Only this department: what is budgeted for it and posted under its name.
    pub department: Option<String>,
}

/// What came, what was to come, and the difference. All in the base currency, income and expense both positive; only
/// the actual figure has lines to lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What the books show from the first day of the year to the day asked for. Narrowed to a department it leads
    /// nowhere: a drill names accounts and days, and those lines would be everybody's.
    pub actual: Figure,
    /// The budget of the months up to and with that of the day.
    pub budget: Figure,
    /// Actual less budget.
    pub variance: Figure,
    /// Whether it is no worse than planned: more income, or less expense.
    pub favourable: bool,
    /// The budget of the whole year.
    pub year_budget: Figure,
}

/// An account beside its budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRow {
    /// The account.
    pub account: AccountLabel,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Compared,
}

/// Income or expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedSection {
    /// `income` or `expense`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Accounts by code that are budgeted or moved.
    pub rows: Vec<ComparedRow>,
    /// Their sum.
    pub total: Compared,
}

/// A budget beside what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The fiscal year.
    pub year: i32,
    /// The version of the budget compared with: the one that holds.
    pub version: i32,
    /// First day of the year and the day asked for: what the actual figures cover.
    #[serde(flatten)]
    pub span: Span,
    /// Last day of the month of that day: what the budget figures cover.
    pub budget_to: Date,
    /// Last day of the fiscal year.
    pub year_end: Date,
    /// The department it is narrowed to.
    pub department: Option<String>,
    /// The departments that are budgeted in the year.
    pub departments: Vec<String>,
    /// The base currency.
    pub currency: Currency,
    /// Income, then expense.
    pub sections: Vec<ComparedSection>,
    /// Income less expense.
    pub result: Compared,
}

/// Compares the budget of a fiscal year that holds with what the books show up to a day.
///
/// # Errors
/// [`BudgetError::Denied`] without `reports-read`; [`BudgetError::UnknownBudget`] when none was set for the year;
/// [`BudgetError::DayOutside`]; an unknown business.
pub async fn compare(db: &Db, op: &Op, entity: EntityId, question: &Question) -> Result<Comparison, BudgetError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let department = question.department.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let mut tx = db.begin_report(op).await?;
    let business = entity_in(&mut tx, entity).await?;
    let (calendar, base) = (business.calendar, business.base_currency);
    let today = op.now().to_zoned(TimeZone::UTC).date();
    let (year, to) = rules::year_and_day(calendar, (question.year, question.to), today)?;
    let whole = rules::span_of(calendar, year)?;
    let month = calendar.period_of(to)?;
    let chart = accounts_in(&mut tx, entity).await?;

    let found = store::version(&mut tx, &by, year, None).await?;
    let (version, lines) = found.ok_or(BudgetError::UnknownBudget { year, version: None })?;
    let rows = store::rows(&mut tx, &by, version.id, lines, base).await?;
    let budget = Budget::of(version, whole, base, rows, &chart)?;
    let span = Span { from: whole.from, to };
    let moved = moved(&mut tx, entity, &chart, span, department).await?;

    let sheet = Sheet { chart: &chart, planned: planned(&budget, department, month)?, moved, span, department, base };
    let income = sheet.section(AccountType::Income, "income", "Income")?;
    let expense = sheet.section(AccountType::Expense, "expense", "Expense")?;
    Ok(Comparison {
        year,
        version: budget.version.version,
        span,
        budget_to: month.end,
        year_end: whole.to,
        department: department.map(str::to_owned),
        departments: budget.departments(),
        currency: base,
        result: sheet.result(&income.total, &expense.total)?,
        sections: vec![income, expense],
    })
}

/// What the accounts of income and expense moved in the span, in all or under the name of a department.
async fn moved(
    tx: &mut TenantTx,
    entity: EntityId,
    chart: &[Account],
    Span { from, to }: Span,
    department: Option<&str>,
) -> Result<HashMap<AccountId, AccountBalance>, BudgetError> {
    let moved = match department {
        None => movements_in(tx, entity, (from, to), None).await?,
        Some(name) => {
            let earning = chart.iter().filter(|a| a.account_type.statement() == Statement::ProfitAndLoss);
            let earning: Vec<AccountId> = earning.map(|a| a.id).collect();
            dimension_movements_in(tx, entity, &earning, (from, to), (Dimensions::DEPARTMENT, name)).await?
        }
    };
    Ok(moved.into_iter().map(|balance| (balance.account, balance)).collect())
}

/// What is budgeted for an account up to the month of the report, and in the whole year.
type Plan = (Amount, Amount);

/// The plan of each account that is budgeted, its departments added up or only the one asked for.
fn planned(budget: &Budget, department: Option<&str>, month: Period) -> Result<BTreeMap<AccountId, Plan>, BudgetError> {
    let zero = Amount::zero(budget.currency);
    let mut plans: BTreeMap<AccountId, Plan> = BTreeMap::new();
    for row in &budget.rows {
        if department.is_none() || row.department.as_deref() == department {
            let plan = plans.entry(row.account.id).or_insert((zero, zero));
            *plan = (plan.0.checked_add(rules::up_to(&row.months, month)?)?, plan.1.checked_add(row.year)?);
        }
    }
    Ok(plans)
}

/// Everything the rows are made of.
struct Sheet<'a> {
    chart: &'a [Account],
    planned: BTreeMap<AccountId, Plan>,
    moved: HashMap<AccountId, AccountBalance>,
    span: Span,
    department: Option<&'a str>,
    base: Currency,
}

impl Sheet<'_> {
    fn section(
        &self,
        kind: AccountType,
        code: &'static str,
        name: &'static str,
    ) -> Result<ComparedSection, BudgetError> {
        let zero = Amount::zero(self.base);
        let mut accounts: Vec<&Account> = self.chart.iter().filter(|a| a.account_type == kind).collect();
        accounts.sort_by(|a, b| a.code.cmp(&b.code));
        let (mut rows, mut sums) = (Vec::new(), (zero, (zero, zero)));
        for account in &accounts {
            let (actual, plan) = (self.actual(account)?, self.planned.get(&account.id).copied());
            if actual.is_zero() && plan.is_none() {
                continue;
            }
            let plan = plan.unwrap_or((zero, zero));
            sums.0 = sums.0.checked_add(actual)?;
            sums.1 = (sums.1.0.checked_add(plan.0)?, sums.1.1.checked_add(plan.1)?);
            let label = AccountLabel {
                id: account.id,
                code: account.code.clone(),
                name: account.name.clone(),
                account_type: kind,
            };
            rows.push(ComparedRow {
                account: label,
                figures: self.compared(kind, actual, plan, (vec![account.id], None))?,
            });
        }
        let all = accounts.iter().map(|a| a.id).collect();
        let part = if kind == AccountType::Income { Part::Income } else { Part::Expense };
        Ok(ComparedSection { code, name, rows, total: self.compared(kind, sums.0, sums.1, (all, Some(part)))? })
    }

    /// What an account moved, positive on its normal side.
    fn actual(&self, account: &Account) -> Result<Amount, BudgetError> {
        let Some(moved) = self.moved.get(&account.id) else { return Ok(Amount::zero(self.base)) };
        let net = moved.net()?;
        Ok(if account.account_type.normal_side().sign() < 0 { net.checked_neg()? } else { net })
    }

    /// A result is judged as income is: more of it is better.
    fn result(&self, income: &Compared, expense: &Compared) -> Result<Compared, BudgetError> {
        let less = |of: fn(&Compared) -> &Figure| of(income).amount.checked_sub(of(expense).amount);
        let plan = (less(|c| &c.budget)?, less(|c| &c.year_budget)?);
        let earning = self.chart.iter().filter(|a| a.account_type.statement() == Statement::ProfitAndLoss);
        let lines = (earning.map(|a| a.id).collect(), Some(Part::Result));
        self.compared(AccountType::Income, less(|c| &c.actual)?, plan, lines)
    }

    fn compared(
        &self,
        kind: AccountType,
        actual: Amount,
        (budget, year): Plan,
        (accounts, part): (Vec<AccountId>, Option<Part>),
    ) -> Result<Compared, BudgetError> {
        let variance = actual.checked_sub(budget)?;
        let lines = if self.department.is_some() { Vec::new() } else { accounts };
        let planned = |amount| Figure { amount, drill: None };
        let figure = Figure::new(actual, lines, Some(self.span.from), self.span.to);
        Ok(Compared {
            actual: match part {
                Some(part) => figure.of(part),
                None => figure,
            },
            budget: planned(budget),
            variance: planned(variance),
            favourable: rules::is_favourable(kind, variance),
            year_budget: planned(year),
        })
    }
}
