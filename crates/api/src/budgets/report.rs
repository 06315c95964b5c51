//! The report that sets a budget beside the books.

use ::budgets::Question;
use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::reports::{ReportAccount, csv_answer, wants_csv};
use crate::state::State;
use crate::wire::Figure;

/// What to compare.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComparisonQuery {
    /// The fiscal year; that of `to` when left out.
    pub year: Option<i32>,
    /// Last day; today, or the last day of a year that does not run, when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// Only what is budgeted for this department and posted under its name.
    pub department: Option<String>,
    /// json or csv.
    pub format: Option<String>,
}

/// An account of income or expense beside its budget. Income and expense are both positive.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedRow {
    /// The account.
    pub account: ReportAccount,
    /// What the books show from the first day of the year to `to`; no drill when narrowed to a department.
    pub actual: Figure,
    /// The budget of the months up to `budget_to`.
    pub budget: Figure,
    /// Actual less budget.
    pub variance: Figure,
    /// Whether it is no worse than planned: more income, or less expense.
    pub favourable: bool,
    /// The budget of the whole year.
    pub year_budget: Figure,
}

/// Sums beside their budget.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedTotal {
    /// What the books show.
    pub actual: Figure,
    /// The budget of the months up to `budget_to`.
    pub budget: Figure,
    /// Actual less budget.
    pub variance: Figure,
    /// Whether it is no worse than planned.
    pub favourable: bool,
    /// The budget of the whole year.
    pub year_budget: Figure,
}

impl From<::budgets::Compared> for ComparedTotal {
    fn from(figures: ::budgets::Compared) -> Self {
        Self {
            actual: figures.actual.into(),
            budget: figures.budget.into(),
            variance: figures.variance.into(),
            favourable: figures.favourable,
            year_budget: figures.year_budget.into(),
        }
    }
}

impl From<::budgets::ComparedRow> for ComparedRow {
    fn from(row: ::budgets::ComparedRow) -> Self {
        let ComparedTotal { actual, budget, variance, favourable, year_budget } = row.figures.into();
        Self { account: row.account.into(), actual, budget, variance, favourable, year_budget }
    }
}

/// Income or expense beside its budget.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedSection {
    /// income or expense.
    pub code: String,
    /// Title.
    pub name: String,
    /// Accounts that are budgeted or moved, by number.
    pub rows: Vec<ComparedRow>,
    /// Their sum.
    pub total: ComparedTotal,
}

/// A budget beside what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetReport {
    /// The fiscal year.
    pub year: i32,
    /// The version of the budget: the one that holds.
    pub version: i32,
    /// First day of the year.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day of the actual figures.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Last day of the budget figures: the end of the month of `to`.
    #[schema(value_type = String, format = Date)]
    pub budget_to: Date,
    /// Last day of the year.
    #[schema(value_type = String, format = Date)]
    pub year_end: Date,
    /// The department it is narrowed to.
    pub department: Option<String>,
    /// The departments that are budgeted in the year.
    pub departments: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// Income, then expense.
    pub sections: Vec<ComparedSection>,
    /// Income less expense.
    pub result: ComparedTotal,
}

/// Sets the budget of a fiscal year beside the books.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/reports/budget", tag = "Reports", params(("business" = Uuid, Path), ComparisonQuery),
    responses((status = 200, body = BudgetReport), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn budget_report(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<ComparisonQuery>,
) -> Result<Response, ApiError> {
    let csv = wants_csv(query.format.as_deref())?;
    let question = Question { year: query.year, to: query.to, department: query.department };
    let view = ::budgets::compare(&state.db, &op, entity, &question).await?;
    if csv {
        return Ok(csv_answer(&format!("budget-report-{}-{}", view.year, view.span.to), view.to_csv()?));
    }
    let section = |section: ::budgets::ComparedSection| ComparedSection {
        code: section.code.to_owned(),
        name: section.name.to_owned(),
        rows: section.rows.into_iter().map(ComparedRow::from).collect(),
        total: section.total.into(),
    };
    let answer = BudgetReport {
        year: view.year,
        version: view.version,
        from: view.span.from,
        to: view.span.to,
        budget_to: view.budget_to,
        year_end: view.year_end,
        department: view.department,
        departments: view.departments,
        currency: view.currency.code().to_owned(),
        sections: view.sections.into_iter().map(section).collect(),
        result: view.result.into(),
    };
    Ok(Json(answer).into_response())
}
