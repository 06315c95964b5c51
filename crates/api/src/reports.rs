//! Reports and the home page: every figure with the way to what is behind it.

use axum::extract::State as Extract;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use reports::{SectionView, Span};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::documents::wire::DocumentSummary;
use crate::documents::{GroupCounts, group};
use crate::ledger::today;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::{Drill, Figure};

impl From<reports::Figure> for Figure {
    fn from(figure: reports::Figure) -> Self {
        Self {
            amount: figure.amount.to_decimal().to_string(),
            currency: figure.amount.currency().code().to_owned(),
            drill: figure.drill.map(|d| Drill {
                account_ids: d.account_ids.iter().map(|a| a.0).collect(),
                from: d.from,
                to: d.to,
                part: d.part.map(|p| p.to_string()),
            }),
        }
    }
}

/// An account in a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportAccount {
    /// The account.
    pub id: Uuid,
    /// Its number.
    pub code: String,
    /// Its name.
    pub name: String,
    /// asset, liability, equity, income, expense.
    #[serde(rename = "type")]
    pub account_type: String,
}

impl From<reports::AccountLabel> for ReportAccount {
    fn from(label: reports::AccountLabel) -> Self {
        Self { id: label.id.0, code: label.code, name: label.name, account_type: label.account_type.to_string() }
    }
}

/// A date, an instant of knowledge, a comparison and a form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub as_of: Option<Date>,
    /// As the books were known at this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    pub known_at: Option<Timestamp>,
    /// A day to compare with.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub compare: Option<Date>,
    /// json or csv.
    pub format: Option<String>,
}

/// A table as a file to keep.
pub(crate) fn csv_answer(name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], text)
        .into_response()
}

/// Whether the form asked for is CSV.
pub(crate) fn wants_csv(format: Option<&str>) -> Result<bool, ApiError> {
    match format {
        None | Some("json") => Ok(false),
        Some("csv") => Ok(true),
        Some(other) => {
            Err(ApiError::field("format", "reports.unknown_format", format!("`{other}`: choose json or csv")))
        }
    }
}

/// A row of the trial balance.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialBalanceRow {
    /// The account; absent for the result of earlier years.
    pub account: Option<ReportAccount>,
    /// The account's code and name, or what the row is.
    pub label: String,
    /// Debit balance.
    pub debit: Option<Figure>,
    /// Credit balance.
    pub credit: Option<Figure>,
}

/// Both sums of the trial balance.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialBalanceTotals {
    /// Sum of debit balances.
    pub debit: Figure,
    /// Sum of credit balances.
    pub credit: Figure,
}

/// The trial balance.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialBalance {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// As known at.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub known_at: Option<Timestamp>,
    /// First day of the fiscal year: income and expense are counted from here.
    #[schema(value_type = String, format = Date)]
    pub year_start: Date,
    /// ISO 4217.
    pub currency: String,
    /// Every account with a balance, then the result of earlier years that stands on no account yet.
    pub rows: Vec<TrialBalanceRow>,
    /// The sums.
    pub totals: TrialBalanceTotals,
    /// Whether they are equal.
    pub balanced: bool,
}

/// Every account with its balance on a day.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/reports/trial-balance", tag = "Reports", params(("business" = Uuid, Path), ReportQuery),
    responses((status = 200, body = TrialBalance), (status = 403, body = Problem)))]
pub async fn trial_balance(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<ReportQuery>,
) -> Result<Response, ApiError> {
    let day = query.as_of.unwrap_or_else(|| today(&op));
    let view = ::reports::trial_balance(&state.db, &op, entity, day, query.known_at).await?;
    if wants_csv(query.format.as_deref())? {
        return Ok(csv_answer(&format!("trial-balance-{day}"), view.to_csv()?));
    }
    let balanced = view.balanced();
    let rows = view.rows.into_iter().map(|r| TrialBalanceRow {
        account: r.account.map(Into::into),
        label: r.label,
        debit: r.debit.map(Figure::from),
        credit: r.credit.map(Figure::from),
    });
    let answer = TrialBalance {
        as_of: view.as_of,
        known_at: view.known_at,
        year_start: view.year_start,
        currency: view.currency.code().to_owned(),
        rows: rows.collect(),
        totals: TrialBalanceTotals { debit: view.total_debit.into(), credit: view.total_credit.into() },
        balanced,
    };
    Ok(Json(answer).into_response())
}

/// A row of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementRow {
    /// The account; absent for a row that is computed.
    pub account: Option<ReportAccount>,
    /// What the row shows.
    pub label: String,
    /// How far it is indented.
    pub depth: u8,
    /// Whether it sums the rows under it.
    pub heading: bool,
    /// The figure.
    pub figure: Figure,
    /// The figure compared with.
    pub previous: Option<Figure>,
}

/// A section of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct Section {
    /// Stable name.
    pub code: String,
    /// Title.
    pub name: String,
    /// Its rows.
    pub rows: Vec<StatementRow>,
    /// Its sum.
    pub total: Figure,
    /// The sum compared with.
    pub previous_total: Option<Figure>,
}

impl From<SectionView> for Section {
    fn from(section: SectionView) -> Self {
        let rows = section.rows.into_iter().map(|r| StatementRow {
            account: r.account.map(ReportAccount::from),
            label: r.label,
            depth: r.depth,
            heading: r.heading,
            figure: r.figure.into(),
            previous: r.previous.map(Figure::from),
        });
        Self {
            code: section.code.to_owned(),
            name: section.name.to_owned(),
            rows: rows.collect(),
            total: section.total.into(),
            previous_total: section.previous_total.map(Figure::from),
        }
    }
}

/// The balance sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceSheet {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// The day compared with.
    #[schema(value_type = Option<String>, format = Date)]
    pub compare: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// Assets, liabilities, equity.
    pub sections: Vec<Section>,
    /// Liabilities and equity together.
    pub total_liabilities_and_equity: Figure,
    /// Whether both sides are equal.
    pub balanced: bool,
}

/// Assets, liabilities and equity on a day.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/reports/balance-sheet", tag = "Reports", params(("business" = Uuid, Path), ReportQuery),
    responses((status = 200, body = BalanceSheet), (status = 403, body = Problem)))]
pub async fn balance_sheet(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<ReportQuery>,
) -> Result<Response, ApiError> {
    let day = query.as_of.unwrap_or_else(|| today(&op));
    let view = ::reports::balance_sheet(&state.db, &op, entity, day, query.compare, query.known_at).await?;
    if wants_csv(query.format.as_deref())? {
        return Ok(csv_answer(&format!("balance-sheet-{day}"), view.to_csv()?));
    }
    let answer = BalanceSheet {
        as_of: view.as_of,
        compare: view.compare,
        currency: view.currency.code().to_owned(),
        sections: view.sections.into_iter().map(Section::from).collect(),
        total_liabilities_and_equity: view.total_liabilities_and_equity.into(),
        balanced: view.balanced,
    };
    Ok(Json(answer).into_response())
}

/// A span, a span to compare with, an instant of knowledge and a form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SpanQuery {
    /// First day; by default the first of the year of the last day.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// First day compared with.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub compare_from: Option<Date>,
    /// Last day compared with.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub compare_to: Option<Date>,
    /// As the books were known at this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    pub known_at: Option<Timestamp>,
    /// json or csv.
    pub format: Option<String>,
}

/// Profit and loss.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfitLoss {
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// ISO 4217.
    pub currency: String,
    /// Income, expense and what lies between.
    pub sections: Vec<Section>,
    /// Income less expense.
    pub result: Figure,
    /// The result compared with.
    pub previous_result: Option<Figure>,
}

/// Income and expense of a span.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/reports/profit-loss", tag = "Reports", params(("business" = Uuid, Path), SpanQuery),
    responses((status = 200, body = ProfitLoss), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn profit_loss(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<SpanQuery>,
) -> Result<Response, ApiError> {
    let to = query.to.unwrap_or_else(|| today(&op));
    let span = Span::new(query.from.unwrap_or_else(|| to.first_of_year()), to)?;
    let compare = query.compare_from.zip(query.compare_to).map(|(from, to)| Span::new(from, to)).transpose()?;
    let view = ::reports::profit_loss(&state.db, &op, entity, span, compare, query.known_at).await?;
    if wants_csv(query.format.as_deref())? {
        return Ok(csv_answer(&format!("profit-loss-{}-{to}", span.from), view.to_csv()?));
    }
    let answer = ProfitLoss {
        from: view.span.from,
        to: view.span.to,
        currency: view.currency.code().to_owned(),
        sections: view.sections.into_iter().map(Section::from).collect(),
        result: view.result.into(),
        previous_result: view.previous_result.map(Figure::from),
    };
    Ok(Json(answer).into_response())
}

/// The balance at the end of a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthBalance {
    /// First day of the month.
    #[schema(value_type = String, format = Date)]
    pub month: Date,
    /// Balance at its end.
    pub balance: Figure,
}

/// Cash over time.
#[derive(Debug, Serialize, ToSchema)]
pub struct CashView {
    /// Now.
    pub total: Figure,
    /// Month by month.
    pub by_month: Vec<MonthBalance>,
}

/// Income and expense of a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthResult {
    /// First day of the month.
    #[schema(value_type = String, format = Date)]
    pub month: Date,
    /// Earned.
    pub income: Figure,
    /// Spent.
    pub expense: Figure,
}

/// How often people had to correct what the agents read.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccuracyView {
    /// Documents that people approved.
    pub documents: i64,
    /// Those of them that nobody changed.
    pub untouched: i64,
    /// Documents that held several and were divided: every field of theirs counts as wrong.
    pub split: i64,
    /// Documents that people refused; they say nothing about single fields.
    pub rejected: i64,
    /// Of all that the agents decided (fields, party, account, tax code), how much stayed as it was: 0 to 1. Absent without
    /// documents.
    pub share: Option<f64>,
    /// By field.
    pub by_field: Vec<FieldAccuracy>,
}

/// How often people had to correct a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldAccuracy {
    /// The field.
    pub field: String,
    /// Approved as read.
    pub confirmed: i64,
    /// Corrected.
    pub corrected: i64,
}

/// The home page.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dashboard {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// ISO 4217.
    pub currency: String,
    /// Cash.
    pub cash: CashView,
    /// Twelve months of income and expense.
    pub months: Vec<MonthResult>,
    /// Documents in each group.
    pub documents: GroupCounts,
    /// Agent accuracy.
    pub accuracy: AccuracyView,
    /// The newest documents.
    pub recent: Vec<DocumentSummary>,
}

impl From<documents::Accuracy> for AccuracyView {
    fn from(accuracy: documents::Accuracy) -> Self {
        let field = |f: documents::FieldAccuracy| FieldAccuracy {
            field: f.field.to_owned(),
            confirmed: f.confirmed,
            corrected: f.corrected,
        };
        Self {
            documents: accuracy.posted,
            untouched: accuracy.untouched,
            split: accuracy.split,
            rejected: accuracy.rejected,
            share: accuracy.share,
            by_field: accuracy.by_field.into_iter().map(field).collect(),
        }
    }
}

/// What the home page shows.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/dashboard", tag = "Reports", params(("business" = Uuid, Path)), responses((status = 200, body = Dashboard), (status = 403, body = Problem)))]
pub async fn dashboard(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<Dashboard>, ApiError> {
    let money = ::reports::dashboard(&state.db, &op, entity, today(&op)).await?;
    let documents = group(&state.documents.counts(&op, entity).await?);
    let accuracy = state.documents.accuracy(&op, entity).await?;
    let newest = documents::Filter { limit: 6, ..documents::Filter::default() };
    let recent = state.documents.list(&op, entity, &newest).await?;
    let month = |m: ::reports::MonthPoint| MonthBalance { month: m.month, balance: m.balance.into() };
    let result =
        |m: ::reports::MonthResult| MonthResult { month: m.month, income: m.income.into(), expense: m.expense.into() };
    Ok(Json(Dashboard {
        as_of: money.as_of,
        currency: money.currency.code().to_owned(),
        cash: CashView {
            total: money.cash.total.into(),
            by_month: money.cash.by_month.into_iter().map(month).collect(),
        },
        months: money.months.into_iter().map(result).collect(),
        documents,
        accuracy: accuracy.into(),
        recent: recent.into_iter().map(DocumentSummary::from).collect(),
    }))
}
