//! What a total of a report is made of.

use ::reports::Part;
use axum::extract::State as Extract;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::ledger::today;
use crate::problem::{ApiError, Problem};
use crate::reports::ReportAccount;
use crate::state::State;
use crate::wire::{Figure, Money};

/// Which part of the books, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartQuery {
    /// The name a figure's drill gives: assets, liabilities, equity, liabilities-and-equity, income, expense, result,
    /// cash, or the id of an account for everything below it.
    pub part: String,
    /// First day; balances since the beginning when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// As the books were known at this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    pub known_at: Option<Timestamp>,
}

/// An account with its figure, debit positive.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartRow {
    /// The account.
    pub account: ReportAccount,
    /// Its balance, or what it moved.
    pub figure: Figure,
}

/// What a total is made of.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    /// Its short name.
    pub part: String,
    /// What it is called.
    pub name: String,
    /// First day; absent for balances since the beginning.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Accounts with a figure, by number.
    pub rows: Vec<PartRow>,
    /// Their sum, debit positive: the figure of the report up to its sign.
    pub total: Money,
}

/// Tells what a total of a report is made of, account by account.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/reports/part", tag = "Reports", params(("business" = Uuid, Path), PartQuery),
    responses((status = 200, body = PartView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn part(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<PartQuery>,
) -> Result<Json<PartView>, ApiError> {
    let part: Part = query.part.parse()?;
    let days = (query.from, query.to.unwrap_or_else(|| today(&op)));
    let view = ::reports::part(&state.db, &op, entity, part, days, query.known_at).await?;
    let row = |r: ::reports::PartRow| PartRow { account: r.account.into(), figure: r.figure.into() };
    Ok(Json(PartView {
        part: view.part.to_string(),
        name: view.name,
        from: view.from,
        to: view.to,
        rows: view.rows.into_iter().map(row).collect(),
        total: view.total.into(),
    }))
}
