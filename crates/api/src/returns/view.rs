//! Periods and figures of returns, and the lines behind a box.

use ::returns::{BoxOfReturn, LinePlace, PeriodOfReturn, Question, ReturnLine, TaxReturn, Which};
use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use books::returns::{Interval, ReturnForm};
use jiff::civil::Date;
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::reports::{csv_answer, wants_csv};
use crate::returns::FilingView;
use crate::state::State;
use crate::wire::List;
use crate::{cursor, wire};

/// How the lines of which the form does not tell are asked for.
const LEFT_OUT: &str = "left_out";
/// How the lines are asked for whose own period was filed without them.
const LATE: &str = "late";

/// A form of a return.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnFormView {
    /// What the authority calls it.
    pub key: String,
    /// Its name in the country's language.
    pub title: String,
    /// Its name in English.
    pub english: String,
    /// Whose, ISO 3166-1 alpha-2.
    pub country: String,
}

impl From<&ReturnForm> for ReturnFormView {
    fn from(form: &ReturnForm) -> Self {
        let [key, title, english, country] = [form.key, form.title, form.english, form.country].map(str::to_owned);
        Self { key, title, english, country }
    }
}

/// A period for which a return is filed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnPeriod {
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Until when; not moved for days that are no working days.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// The filing that stands, else the last one that was withdrawn.
    pub filing: Option<FilingView>,
    /// Whether its last day has passed.
    pub is_over: bool,
}

impl From<PeriodOfReturn> for ReturnPeriod {
    fn from(period: PeriodOfReturn) -> Self {
        let PeriodOfReturn { from, to, due, filing, is_over } = period;
        Self { from, to, due, filing: filing.map(FilingView::from), is_over }
    }
}

/// The periods of a business.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnCalendar {
    /// The form in force today.
    pub form: ReturnFormView,
    /// The lengths of periods there are in the country.
    pub intervals: Vec<String>,
    /// The length shown.
    pub every: String,
    /// Newest first.
    pub periods: Vec<ReturnPeriod>,
}

/// Which periods.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CalendarQuery {
    /// month, two_months, quarter, half_year, year; as it was filed last when left out.
    #[param(value_type = Option<String>)]
    pub every: Option<Interval>,
}

/// Lists the periods for which returns are filed, with what was filed.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/returns", tag = "Returns", params(("business" = Uuid, Path), CalendarQuery),
    responses((status = 200, body = ReturnCalendar), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn return_calendar(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<CalendarQuery>,
) -> Result<Json<ReturnCalendar>, ApiError> {
    let calendar = ::returns::calendar(&state.db, &op, entity, query.every).await?;
    Ok(Json(ReturnCalendar {
        form: calendar.form.into(),
        intervals: calendar.intervals.iter().map(Interval::to_string).collect(),
        every: calendar.every.to_string(),
        periods: calendar.periods.into_iter().map(ReturnPeriod::from).collect(),
    }))
}

/// A box of a return. Amounts are plain decimals in the currency of the return.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnBox {
    /// Its number on the form.
    pub id: String,
    /// base, owed, deducted, gross, note, total, excess, or entry for what a person enters.
    pub kind: String,
    /// What it holds, in English.
    pub english: String,
    /// The same in the country's language.
    pub local: String,
    /// What the books say.
    pub exact: String,
    /// What the form shows: rounded.
    pub declared: String,
    /// How many lines went into it.
    pub lines: i64,
    /// What it is computed from.
    pub formula: Option<String>,
}

/// A return, filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaxReturnView {
    /// The form.
    pub form: ReturnFormView,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Until when it is filed.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// The base currency of the business, ISO 4217.
    pub currency: String,
    /// The filing that stands: the figures are then those that were filed.
    pub filing: Option<FilingView>,
    /// Lines whose own period was filed without them.
    pub late: i64,
    /// Lines of which the form does not tell where they go: `box=left_out`.
    pub left_out: i64,
    /// What the boxes of tax declare beyond the books.
    pub rounding: String,
    /// All boxes in their order.
    pub boxes: Vec<ReturnBox>,
}

fn box_view(form: &ReturnForm, row: &BoxOfReturn) -> ReturnBox {
    let decimal = |amount: Amount| amount.to_decimal().to_string();
    let known = form.find(&row.id);
    ReturnBox {
        id: row.id.clone(),
        kind: known.map(|b| b.kind.to_string()).unwrap_or_default(),
        english: known.map(|b| b.english.to_owned()).unwrap_or_default(),
        local: known.map(|b| b.local.to_owned()).unwrap_or_default(),
        exact: decimal(row.exact),
        declared: decimal(row.declared),
        lines: row.lines,
        formula: known.and_then(|b| b.formula.as_ref()).map(|formula| form.words_of(formula)),
    }
}

impl From<TaxReturn> for TaxReturnView {
    fn from(filled: TaxReturn) -> Self {
        Self {
            form: (&filled.form).into(),
            from: filled.from,
            to: filled.to,
            due: filled.due,
            currency: filled.currency.code().to_owned(),
            late: filled.late,
            left_out: filled.left_out,
            rounding: filled.rounding.to_decimal().to_string(),
            boxes: filled.boxes.iter().map(|row| box_view(&filled.form, row)).collect(),
            filing: filled.filing.map(FilingView::from),
        }
    }
}

/// Which return, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiguresQuery {
    /// First day.
    #[param(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub from: Date,
    /// Last day.
    #[param(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub to: Date,
    /// What a person enters, as `box:amount` with commas between: `62:120.00,64:-3.50`.
    pub entered: Option<String>,
    /// json or csv.
    pub format: Option<String>,
}

/// Fills the return of a span in, or tells it as it was filed.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/returns/figures", tag = "Returns", params(("business" = Uuid, Path), FiguresQuery),
    responses((status = 200, body = TaxReturnView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn return_figures(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<FiguresQuery>,
) -> Result<Response, ApiError> {
    let csv = wants_csv(query.format.as_deref())?;
    let base = ::ledger::entity(&state.db, &op, entity).await?.base_currency;
    let entered = entered(query.entered.as_deref().unwrap_or_default(), base)?;
    let question = Question { from: query.from, to: query.to, entered };
    let filled = ::returns::tax_return(&state.db, &op, entity, &question).await?;
    if csv {
        let name = format!("{}-{}-{}", filled.form.key, filled.from, filled.to);
        return Ok(csv_answer(&name, filled.to_csv()?));
    }
    Ok(Json(TaxReturnView::from(filled)).into_response())
}

fn entered(text: &str, base: Currency) -> Result<Vec<(String, Amount)>, ApiError> {
    let wrong = |why: String| ApiError::field("entered", "returns.invalid", why);
    let one = |part: &str| {
        let (id, amount) = part
            .split_once(':')
            .ok_or_else(|| wrong(format!("`{part}`: write a box and an amount, as `62:120.00`")))?;
        let amount = Amount::parse(amount.trim(), base).map_err(|e| wrong(format!("`{part}`: {e}")))?;
        Ok((id.trim().to_owned(), amount))
    };
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

/// A line of the books behind a box.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnLineView {
    /// Its entry.
    pub entry_id: Uuid,
    /// The number of the entry.
    pub number: String,
    /// Its place in the entry, from 1.
    pub line: i32,
    /// The day its tax arose.
    #[schema(value_type = String, format = Date)]
    pub tax_point: Date,
    /// What was booked.
    pub memo: String,
    /// Number of the document.
    pub reference: Option<String>,
    /// Number of its account.
    pub account_code: String,
    /// Name of its account.
    pub account_name: String,
    /// Its tax code.
    pub code: String,
    /// base or tax.
    pub part: String,
    /// A plain decimal in the base currency, with the sign of the item.
    pub amount: String,
    /// Whether its own period was filed without it.
    pub late: bool,
    /// The document it was posted from.
    pub document_id: Option<Uuid>,
}

fn line_view(line: ReturnLine, base: Currency) -> ReturnLineView {
    ReturnLineView {
        entry_id: line.place.entry,
        number: line.number.to_string(),
        line: line.place.line,
        tax_point: line.place.tax_point,
        memo: line.memo,
        reference: line.reference,
        account_code: line.account_code,
        account_name: line.account_name,
        code: line.code,
        part: line.part.to_string(),
        amount: Amount::new(line.minor, base).to_decimal().to_string(),
        late: line.late,
        document_id: line.document,
    }
}

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinesQuery {
    /// First day of the return.
    #[param(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub from: Date,
    /// Last day of the return.
    #[param(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub to: Date,
    /// The number of a box, or `left_out`, or `late`.
    #[serde(rename = "box")]
    pub which: String,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many, at most 200.
    pub limit: Option<u32>,
}

/// Lists the lines behind a box of a return, by the day their tax arose.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/returns/lines", tag = "Returns", params(("business" = Uuid, Path), LinesQuery),
    responses((status = 200, body = List<ReturnLineView>), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn return_lines(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<LinesQuery>,
) -> Result<Json<List<ReturnLineView>>, ApiError> {
    let base = ::ledger::entity(&state.db, &op, entity).await?.base_currency;
    let which = match query.which.as_str() {
        LEFT_OUT => Which::LeftOut,
        LATE => Which::Late,
        _ => Which::Box(query.which),
    };
    let after = query.cursor.as_deref().map(cursor::decode::<LinePlace>).transpose()?;
    let limit = u16::try_from(wire::limit(query.limit)).unwrap_or(u16::MAX);
    let span = (query.from, query.to);
    // one more than asked for tells whether there is a next page
    let mut lines = ::returns::box_lines(&state.db, &op, entity, span, &which, after, limit + 1).await?;
    let more = lines.len() > usize::from(limit);
    lines.truncate(usize::from(limit));
    let next_cursor = lines.last().filter(|_| more).map(|line| cursor::encode(&line.place));
    Ok(Json(List { items: lines.into_iter().map(|line| line_view(line, base)).collect(), next_cursor, total: None }))
}
