//! Budgets: years, versions, rows.

use ::budgets::{NewBudget, NewRow, Planned};
use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Response};
use books::AccountId;
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::reports::{ReportAccount, csv_answer, wants_csv};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::{AmountInput, List};

/// A version of a budget.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetVersionView {
    /// From 1; the highest one holds.
    pub version: i32,
    /// When it was set.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// Why.
    pub reason: Option<String>,
}

impl From<::budgets::BudgetVersion> for BudgetVersionView {
    fn from(version: ::budgets::BudgetVersion) -> Self {
        Self {
            version: version.version,
            created_at: version.created_at,
            created_by: version.created_by_name,
            reason: version.reason,
        }
    }
}

/// A fiscal year that has a budget.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetYearView {
    /// Named by the calendar year in which it ends.
    pub year: i32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Newest first.
    pub versions: Vec<BudgetVersionView>,
}

/// Lists the fiscal years that have a budget, with its versions.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/budgets", tag = "Budgets", params(("business" = Uuid, Path)),
    responses((status = 200, body = List<BudgetYearView>), (status = 403, body = Problem)))]
pub async fn budgets(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<List<BudgetYearView>>, ApiError> {
    let years = ::budgets::budgets(&state.db, &op, entity).await?;
    let view = |year: ::budgets::BudgetYear| BudgetYearView {
        year: year.year,
        from: year.from,
        to: year.to,
        versions: year.versions.into_iter().map(BudgetVersionView::from).collect(),
    };
    Ok(Json(List::whole(years.into_iter().map(view).collect())))
}

/// A row of a budget. Plain decimals in the base currency; income and expense are both positive.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetRowView {
    /// The account.
    pub account: ReportAccount,
    /// Whose part of it; absent for the business as a whole.
    pub department: Option<String>,
    /// The twelve months of the fiscal year in their order.
    pub months: Vec<String>,
    /// Their sum.
    pub year: String,
}

/// A budget.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetView {
    /// The fiscal year.
    pub year: i32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Name it when you set the budget anew.
    pub version: i32,
    /// When it was set.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// Why.
    pub reason: Option<String>,
    /// ISO 4217: the base currency.
    pub currency: String,
    /// By account, then department.
    pub rows: Vec<BudgetRowView>,
    /// What is to be earned in the year.
    pub income: String,
    /// What is to be spent in the year.
    pub expense: String,
    /// Income less expense.
    pub result: String,
}

fn decimal(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

impl From<::budgets::Budget> for BudgetView {
    fn from(budget: ::budgets::Budget) -> Self {
        let row = |row: ::budgets::BudgetRow| BudgetRowView {
            account: row.account.into(),
            department: row.department,
            months: row.months.into_iter().map(decimal).collect(),
            year: decimal(row.year),
        };
        Self {
            year: budget.version.year,
            from: budget.span.from,
            to: budget.span.to,
            version: budget.version.version,
            created_at: budget.version.created_at,
            created_by: budget.version.created_by_name,
            reason: budget.version.reason,
            currency: budget.currency.code().to_owned(),
            rows: budget.rows.into_iter().map(row).collect(),
            income: decimal(budget.income),
            expense: decimal(budget.expense),
            result: decimal(budget.result),
        }
    }
}

/// Which version, and in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BudgetQuery {
    /// An earlier version; the one that holds when left out.
    pub version: Option<i32>,
    /// json or csv.
    pub format: Option<String>,
}

/// Tells the budget of a fiscal year.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/budgets/{year}", tag = "Budgets", params(("business" = Uuid, Path), ("year" = i32, Path), BudgetQuery),
    responses((status = 200, body = BudgetView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn budget(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, year)): Path<(Uuid, i32)>,
    Query(query): Query<BudgetQuery>,
) -> Result<Response, ApiError> {
    let csv = wants_csv(query.format.as_deref())?;
    let budget = ::budgets::budget(&state.db, &op, entity, year, query.version).await?;
    if csv {
        return Ok(csv_answer(&format!("budget-{year}-v{}", budget.version.version), budget.to_csv()?));
    }
    Ok(Json(BudgetView::from(budget)).into_response())
}

/// A row of a budget to set: either `year` or `months`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BudgetRowInput {
    /// An account of income or expense.
    pub account_id: Uuid,
    /// Whose part of it; left out or empty for the business as a whole.
    pub department: Option<String>,
    /// The whole year, spread evenly over its months.
    pub year: Option<AmountInput>,
    /// The twelve months of the fiscal year in their order.
    pub months: Option<Vec<AmountInput>>,
}

/// A budget to set: all its rows, which replace those before.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BudgetInput {
    /// The version you saw; 0 when there was none.
    pub version: i32,
    /// The rows, in the base currency; income and expense both positive.
    pub rows: Vec<BudgetRowInput>,
    /// Why.
    pub reason: Option<String>,
}

fn row((index, input): (usize, BudgetRowInput), base: Currency) -> Result<NewRow, ApiError> {
    let place = |field: &str| format!("rows[{index}].{field}");
    let amount = |field: String, input: &AmountInput| input.read(&field, base);
    let planned = match (input.year, input.months) {
        (Some(year), None) => Planned::Year(amount(place("year"), &year)?),
        (None, Some(months)) => {
            let parsed = months.iter().enumerate().map(|(n, text)| amount(place(&format!("months[{n}]")), text));
            let months: Vec<Amount> = parsed.collect::<Result<_, _>>()?;
            let twelve = "a fiscal year has twelve months: give an amount for each";
            let months = months.try_into().map_err(|_| ApiError::field(&place("months"), "budget.bad_row", twelve))?;
            Planned::Months(months)
        }
        _ => return Err(ApiError::field(&place("year"), "budget.bad_row", "give either `year` or `months`")),
    };
    Ok(NewRow { account: AccountId(input.account_id), department: input.department, planned })
}

/// Sets the budget of a fiscal year: its next version.
#[utoipa::path(put, path = "/api/v1/businesses/{business}/budgets/{year}", tag = "Budgets", params(("business" = Uuid, Path), ("year" = i32, Path)), request_body = BudgetInput,
    responses((status = 200, body = BudgetView), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn set_budget(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, year)): Path<(Uuid, i32)>,
    Json(input): Json<BudgetInput>,
) -> Result<Json<BudgetView>, ApiError> {
    detached(async move {
        let base = ::ledger::entity(&state.db, &op, entity).await?.base_currency;
        let rows: Vec<NewRow> =
            input.rows.into_iter().enumerate().map(|input| row(input, base)).collect::<Result<_, _>>()?;
        let new = NewBudget { year, expected_version: input.version, rows, reason: input.reason };
        Ok(Json(::budgets::set_budget(&state.db, &op, entity, new).await?.into()))
    })
    .await
}
