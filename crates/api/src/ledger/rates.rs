//! Exchange rates of the organisation.

use axum::extract::State as Extract;
use axum::http::StatusCode;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ledger::{NewRate, RateRow};
use money::{Currency, Rate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::today;
use crate::auth::Caller;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::List;

/// Days that are listed when no first day is asked for.
const DAYS_USUAL: i64 = 366;

/// A recorded rate: one unit of `from` buys `rate` units of `to`.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateView {
    /// ISO 4217.
    pub from: String,
    /// ISO 4217.
    pub to: String,
    /// The day it is for.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Plain decimal.
    #[schema(example = "1.0834")]
    pub rate: String,
    /// Who published it.
    pub source: String,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

impl From<RateRow> for RateView {
    fn from(row: RateRow) -> Self {
        Self {
            from: row.from.code().to_owned(),
            to: row.to.code().to_owned(),
            day: row.day,
            rate: row.rate.to_string(),
            source: row.source,
            recorded_at: row.recorded_at,
            recorded_by: row.recorded_by,
        }
    }
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RateQuery {
    /// First day; a year before the last one when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
}

/// Lists the rates recorded for the days of a span, newest first, at most a thousand.
#[utoipa::path(get, path = "/api/v1/rates", tag = "Ledger", params(RateQuery), responses((status = 200, body = List<RateView>)))]
pub async fn rates(
    Extract(state): Extract<State>,
    caller: Caller,
    Query(query): Query<RateQuery>,
) -> Result<Json<List<RateView>>, ApiError> {
    let last = query.to.unwrap_or_else(|| today(&caller.op));
    let first = query.from.unwrap_or_else(|| last.saturating_sub(DAYS_USUAL.days()));
    let rates = ::ledger::rates(&state.db, &caller.op, first, last).await?;
    Ok(Json(List::whole(rates.into_iter().map(RateView::from).collect())))
}

/// A file of rates to record: the reference rates of the European Central Bank as XML or CSV, or a table with the columns
/// day, from, to and rate.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RateFileInput {
    /// The text of the file.
    pub text: String,
    /// Only rates of this day and later ones.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub since: Option<Date>,
    /// Only rates of these currencies with others, ISO 4217; all when empty.
    #[serde(default)]
    pub only: Vec<String>,
}

/// What came of an import.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedRatesView {
    /// Who published the file: `ecb`, or `file`.
    pub source: String,
    /// Rates that are new, or corrected.
    pub added: u64,
    /// Rates that were recorded just so before.
    pub known: u64,
    /// The first day of the rates taken.
    #[schema(value_type = Option<String>, format = Date)]
    pub first: Option<Date>,
    /// The last one.
    #[schema(value_type = Option<String>, format = Date)]
    pub last: Option<Date>,
    /// Currencies of the file that are none any more; their rates are left out.
    pub retired: Vec<String>,
}

/// Records the rates of a file, each once; the same file again records nothing.
#[utoipa::path(post, path = "/api/v1/rates/import", tag = "Ledger", request_body = RateFileInput,
    responses((status = 200, body = ImportedRatesView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn import_rates(
    Extract(state): Extract<State>,
    caller: Caller,
    Json(input): Json<RateFileInput>,
) -> Result<Json<ImportedRatesView>, ApiError> {
    detached(async move {
        // nobody else needs to know what is wrong with the file
        caller.op.require_org(op::Permission::LedgerPost)?;
        let wrong = |e: rate_files::RateFileError| ApiError::field("text", "rates.bad_file", e.to_string());
        let file = rate_files::read(input.text.as_bytes()).map_err(wrong)?;
        let currency = |(n, code): (usize, &String)| {
            let field = format!("only[{n}]");
            Currency::from_code(code).map_err(|e| ApiError::field(&field, "money.unknown_currency", e.to_string()))
        };
        let only = input.only.iter().enumerate().map(currency).collect::<Result<Vec<_>, _>>()?;
        let published = file.rates.iter().map(|r| (r.from, r.to, r.day, r.rate));
        let rates = NewRate::of_file(published, file.source, input.since, &only);
        let done = ::ledger::import_rates(&state.db, &caller.op, &rates).await?;
        let (added, known, first, last) = (done.added, done.known, done.first, done.last);
        Ok(Json(ImportedRatesView { source: file.source.to_owned(), added, known, first, last, retired: file.retired }))
    })
    .await
}

/// A rate to record. A correction is a further one for the same day; the last one recorded counts.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RateInput {
    /// ISO 4217.
    pub from: String,
    /// ISO 4217.
    pub to: String,
    /// The day it is for.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Plain decimal: what one unit of `from` buys of `to`.
    pub rate: String,
    /// Who published it; `manual` when left out.
    pub source: Option<String>,
}

/// Records a rate. Posted lines keep the value they were posted with.
#[utoipa::path(post, path = "/api/v1/rates", tag = "Ledger", request_body = RateInput,
    responses((status = 201, body = RateView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn add_rate(
    Extract(state): Extract<State>,
    caller: Caller,
    Json(input): Json<RateInput>,
) -> Result<(StatusCode, Json<RateView>), ApiError> {
    detached(async move {
        let currency = |field: &str, code: &str| {
            Currency::from_code(code).map_err(|e| ApiError::field(field, "money.unknown_currency", e.to_string()))
        };
        let rate: Rate = input
            .rate
            .trim()
            .parse()
            .map_err(|e: money::MoneyError| ApiError::field("rate", "money.bad_rate", e.to_string()))?;
        let new = NewRate {
            from: currency("from", &input.from)?,
            to: currency("to", &input.to)?,
            day: input.day,
            rate,
            source: input.source.filter(|s| !s.trim().is_empty()).unwrap_or_else(|| "manual".to_owned()),
        };
        Ok((StatusCode::CREATED, Json(::ledger::add_rate(&state.db, &caller.op, new).await?.into())))
    })
    .await
}
