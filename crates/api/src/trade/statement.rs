//! The account of a contact.

use ::trade::{CurrencyStatement, Statement, StatementLine};
use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Response};
use books::PartyId;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::plain;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::ledger::today;
use crate::problem::{ApiError, Problem};
use crate::reports::{csv_answer, wants_csv};
use crate::state::State;

/// A line of a statement; amounts positive where they owe us, negative where we owe them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactStatementRow {
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The entry.
    pub entry_id: Uuid,
    /// The line's place in it.
    pub line: i32,
    /// Number of the entry.
    pub number: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// What it is for.
    pub text: String,
    /// When it is to be paid.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// receivable or payable.
    pub side: String,
    /// What it moves.
    pub amount: String,
    /// The balance after it.
    pub balance: String,
    /// What is open of it on the last day.
    pub open: String,
}

impl From<StatementLine> for ContactStatementRow {
    fn from(line: StatementLine) -> Self {
        Self {
            date: line.date,
            entry_id: line.item.entry.0,
            line: line.item.line,
            number: line.number.to_string(),
            reference: line.reference,
            text: line.text,
            due: line.due,
            side: line.side.to_string(),
            amount: plain(line.amount),
            balance: plain(line.balance),
            open: plain(line.open),
        }
    }
}

/// What was booked in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementInCurrency {
    /// ISO 4217.
    pub currency: String,
    /// Balance before the first day.
    pub opening: String,
    /// Balance at the end of the last day.
    pub closing: String,
    /// By date.
    pub lines: Vec<ContactStatementRow>,
}

impl From<CurrencyStatement> for StatementInCurrency {
    fn from(one: CurrencyStatement) -> Self {
        Self {
            currency: one.opening.currency().code().to_owned(),
            opening: plain(one.opening),
            closing: plain(one.closing),
            lines: one.lines.into_iter().map(ContactStatementRow::from).collect(),
        }
    }
}

/// The account of a contact over a span of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// The contact.
    pub party_id: Uuid,
    /// Its name.
    pub party_name: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// One for each currency in which anything was open or booked.
    pub currencies: Vec<StatementInCurrency>,
}

impl From<Statement> for StatementView {
    fn from(statement: Statement) -> Self {
        let Statement { party, name, from, to, currencies } = statement;
        let currencies = currencies.into_iter().map(StatementInCurrency::from).collect();
        Self { party_id: party.0, party_name: name, from, to, currencies }
    }
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementQuery {
    /// First day; 1 January of the year of the last day when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// json or csv.
    pub format: Option<String>,
}

/// Tells what was booked to and from a contact, with a running balance in each currency.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/parties/{id}/statement", tag = "Trade", params(("business" = Uuid, Path), ("id" = Uuid, Path), StatementQuery),
    responses((status = 200, body = StatementView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn party_statement(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<StatementQuery>,
) -> Result<Response, ApiError> {
    let to = query.to.unwrap_or_else(|| today(&op));
    let from = query.from.unwrap_or_else(|| date(to.year(), 1, 1));
    let found = ::trade::statement(&state.db, &op, entity, PartyId(id), (from, to)).await?;
    if wants_csv(query.format.as_deref())? {
        return Ok(csv_answer("statement", found.to_csv()?));
    }
    Ok(Json(StatementView::from(found)).into_response())
}
