//! The chart, its balances and the lines of an account.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use books::AccountId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::{AccountChange, AccountLinesFilter, NewAccount};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::reports::wants_csv;
use crate::request_id::detached;
use crate::state::State;
use crate::wire::{Drill, Figure, List, Money, limit};

/// An account with its balance.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountRow {
    /// The account.
    pub id: Uuid,
    /// Its number.
    pub code: String,
    /// Its name.
    pub name: String,
    /// asset, liability, equity, income, expense.
    #[serde(rename = "type")]
    pub account_type: String,
    /// What the program uses it for.
    pub role: Option<String>,
    /// Whether lines may be posted to it.
    pub postable: bool,
    /// Whether it takes new lines.
    pub active: bool,
    /// The heading it stands under.
    pub parent_id: Option<Uuid>,
    /// The only currency it takes.
    pub currency: Option<String>,
    /// Tax code usually met on it.
    pub tax_code: Option<String>,
    /// Balance in base currency, debit positive, on the basis of the trial balance.
    pub balance: Option<Figure>,
    /// The first day the balance counts: of income and expense that of the fiscal year.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    /// Name it when you change the account.
    pub version: i32,
}

fn row(view: ledger::AccountView, as_of: Date) -> AccountRow {
    let (account, since) = (view.account, view.since);
    let balance = view.balance.map(|amount| Figure {
        amount: amount.to_decimal().to_string(),
        currency: amount.currency().code().to_owned(),
        drill: Some(Drill { account_ids: vec![account.id.0], from: since, to: as_of, part: None }),
    });
    AccountRow {
        id: account.id.0,
        code: account.code,
        name: account.name,
        account_type: account.account_type.to_string(),
        role: account.role.map(|r| r.to_string()),
        postable: account.postable,
        active: account.active,
        parent_id: account.parent.map(|p| p.0),
        currency: account.currency.map(|c| c.code().to_owned()),
        tax_code: account.default_tax_code,
        balance,
        since,
        version: view.version,
    }
}

/// A day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// Today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub as_of: Option<Date>,
}

/// The present day in UTC.
pub fn today(op: &op::Op) -> Date {
    op.now().to_zoned(TimeZone::UTC).date()
}

/// Lists accounts with their balances.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/accounts", tag = "Ledger", params(("business" = Uuid, Path), AsOf), responses((status = 200, body = List<AccountRow>)))]
pub async fn accounts(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<AsOf>,
) -> Result<Json<List<AccountRow>>, ApiError> {
    let day = query.as_of.unwrap_or_else(|| today(&op));
    let accounts = ::ledger::accounts(&state.db, &op, entity, Some(day)).await?;
    Ok(Json(List::whole(accounts.into_iter().map(|a| row(a, day)).collect())))
}

/// An account to add.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AccountInput {
    /// Number, unique in the chart.
    pub code: String,
    /// Name.
    pub name: String,
    /// asset, liability, equity, income, expense.
    #[serde(rename = "type")]
    pub account_type: String,
    /// Whether lines may be posted to it.
    #[serde(default = "yes")]
    pub postable: bool,
    /// The heading it stands under.
    pub parent_id: Option<Uuid>,
    /// The only currency it takes.
    pub currency: Option<String>,
    /// Tax code usually met on it.
    pub tax_code: Option<String>,
}

fn yes() -> bool {
    true
}

fn currency(text: Option<String>) -> Result<Option<money::Currency>, ApiError> {
    let bad = |e: money::MoneyError| ApiError::field("currency", "money.unknown_currency", e.to_string());
    text.filter(|t| !t.is_empty()).map(|c| money::Currency::from_code(&c).map_err(bad)).transpose()
}

fn account_type(text: &str) -> Result<books::AccountType, ApiError> {
    text.parse().map_err(|_| {
        ApiError::field("type", "ledger.unknown_type", "choose asset, liability, equity, income or expense")
    })
}

/// Adds an account.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/accounts", tag = "Ledger", params(("business" = Uuid, Path)), request_body = AccountInput,
    responses((status = 201, body = AccountRow), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_account(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<AccountInput>,
) -> Result<(StatusCode, Json<AccountRow>), ApiError> {
    detached(async move {
        let new = NewAccount {
            code: input.code,
            name: input.name,
            account_type: account_type(&input.account_type)?,
            role: None,
            postable: input.postable,
            parent: input.parent_id.map(AccountId),
            currency: currency(input.currency)?,
            default_tax_code: input.tax_code.filter(|t| !t.is_empty()),
        };
        let day = today(&op);
        Ok((StatusCode::CREATED, Json(row(::ledger::add_account(&state.db, &op, entity, new).await?, day))))
    })
    .await
}

/// What to change of an account.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AccountPatch {
    /// The version you saw.
    pub version: i32,
    /// Number.
    pub code: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// asset, liability, equity, income, expense; only while the account has no lines and no budget.
    #[serde(rename = "type")]
    pub account_type: Option<String>,
    /// The heading it stands under; the nil id for none.
    pub parent_id: Option<Uuid>,
    /// Whether it takes new lines.
    pub active: Option<bool>,
    /// Tax code usually met on it; empty for none.
    pub tax_code: Option<String>,
}

/// Changes an account.
#[utoipa::path(patch, path = "/api/v1/businesses/{business}/accounts/{id}", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = AccountPatch,
    responses((status = 200, body = AccountRow), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn change_account(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(patch): Json<AccountPatch>,
) -> Result<Json<AccountRow>, ApiError> {
    detached(async move {
        let change = AccountChange {
            code: patch.code,
            name: patch.name,
            account_type: patch.account_type.as_deref().map(account_type).transpose()?,
            parent: patch.parent_id.map(|id| Some(AccountId(id)).filter(|id| !id.0.is_nil())),
            active: patch.active,
            default_tax_code: patch.tax_code.map(|t| Some(t).filter(|t| !t.is_empty())),
            ..AccountChange::default()
        };
        let day = today(&op);
        let changed = ::ledger::change_account(&state.db, &op, entity, AccountId(id), patch.version, change).await?;
        Ok(Json(row(changed, day)))
    })
    .await
}

/// Which lines to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinesQuery {
    /// First day.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// As the books were known at this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    pub known_at: Option<Timestamp>,
    /// More accounts beside the one of the path, comma-separated ids: the drill of a figure.
    pub also: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
    /// json, or csv for all lines at once.
    pub format: Option<String>,
}

/// The span asked for in figures, base currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpanTotals {
    /// Balance before the first day, debit positive.
    pub opening: Money,
    /// Sum of the debits.
    pub debits: Money,
    /// Sum of the credits.
    pub credits: Money,
    /// Debits less credits.
    pub moved: Money,
    /// Balance at the end of the last day, debit positive.
    pub closing: Money,
}

impl From<ledger::SpanTotals> for SpanTotals {
    fn from(span: ledger::SpanTotals) -> Self {
        Self {
            opening: span.opening.into(),
            debits: span.debits.into(),
            credits: span.credits.into(),
            moved: span.moved.into(),
            closing: span.closing.into(),
        }
    }
}

/// A line of an account with the balance after it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountLineView {
    /// Its entry.
    pub entry_id: Uuid,
    /// Number of the entry.
    pub number: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Recorded time.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// What happened.
    pub memo: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// Debit in base currency.
    pub debit: Option<Money>,
    /// Credit in base currency.
    pub credit: Option<Money>,
    /// The amount in its own currency, when that is another; debit positive.
    pub foreign: Option<Money>,
    /// Balance after the line, debit positive.
    pub balance: Money,
}

/// Lines of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountLinesView {
    /// The account of the path.
    pub account: AccountRow,
    /// The whole span; on the first page only.
    pub span: Option<SpanTotals>,
    /// Balance before the first line of the page.
    pub opening: Money,
    /// The page, by date.
    pub items: Vec<AccountLineView>,
    /// Send this as `cursor` for the next page.
    pub next_cursor: Option<String>,
}

/// Debit and credit of a signed amount.
pub fn sides(amount: money::Amount) -> (Option<Money>, Option<Money>) {
    match amount.minor() {
        0.. => (Some(amount.into()), None),
        _ => (None, amount.checked_abs().ok().map(Money::from)),
    }
}

fn line(line: ledger::AccountLine) -> AccountLineView {
    let (debit, credit) = sides(line.base);
    AccountLineView {
        entry_id: line.entry.0,
        number: line.number.to_string(),
        date: line.date,
        recorded_at: line.recorded_at,
        memo: line.text,
        reference: line.reference,
        debit,
        credit,
        foreign: (line.amount.currency() != line.base.currency()).then(|| line.amount.into()),
        balance: line.balance.into(),
    }
}

/// Lists the lines of an account with a running balance.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/accounts/{id}/lines", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path), LinesQuery),
    responses((status = 200, body = AccountLinesView), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn account_lines(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<LinesQuery>,
) -> Result<Response, ApiError> {
    let bad = |_| ApiError::field("also", "ledger.bad_accounts", "separate account ids by commas");
    let also: Vec<Uuid> =
        query.also.iter().flat_map(|t| t.split(',')).map(str::parse).collect::<Result<_, _>>().map_err(bad)?;
    let accounts = std::iter::once(id).chain(also).map(AccountId).collect();
    let filter = AccountLinesFilter { entity, accounts, from: query.from, to: query.to, known_at: query.known_at };
    let account = ::ledger::account(&state.db, &op, entity, AccountId(id)).await?;
    if wants_csv(query.format.as_deref())? {
        return super::table::lines(&state, &op, &account.account.code, &filter).await;
    }
    let page = ::ledger::account_lines(&state.db, &op, &filter, query.cursor.as_deref(), limit(query.limit)).await?;
    let answer = AccountLinesView {
        account: row(account, today(&op)),
        span: page.span.map(SpanTotals::from),
        opening: page.opening.into(),
        items: page.lines.into_iter().map(line).collect(),
        next_cursor: page.next,
    };
    Ok(Json(answer).into_response())
}

/// A tax code.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaxCodeView {
    /// The code.
    pub code: String,
    /// Name.
    pub name: String,
    /// In per cent.
    pub rate: String,
    /// input or output.
    pub kind: String,
    /// standard, reduced, reverse_charge …
    pub treatment: String,
    /// First day in force; since ever when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// Last day in force; without end when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
}

/// For which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InForce {
    /// The day the tax falls due: that of supply or of the document. Today when absent.
    #[param(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// Lists the tax codes in force on a day.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/tax-codes", tag = "Ledger", params(("business" = Uuid, Path), InForce), responses((status = 200, body = List<TaxCodeView>)))]
pub async fn tax_codes(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(in_force): Query<InForce>,
) -> Result<Json<List<TaxCodeView>>, ApiError> {
    let day = in_force.on.unwrap_or_else(|| today(&op));
    let codes = ::ledger::tax_codes(&state.db, &op, entity).await?;
    let views = codes.into_iter().filter(|c| c.in_force(day)).map(|c| TaxCodeView {
        code: c.code,
        name: c.name,
        rate: c.rate.normalize().to_string(),
        kind: c.kind.to_string(),
        treatment: c.treatment.to_string(),
        valid_from: c.valid_from,
        valid_to: c.valid_to,
    });
    Ok(Json(List::whole(views.collect())))
}
