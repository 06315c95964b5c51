//! How old what is owed is.

use ::trade::{Ageing, AgeingOf, Buckets, By, PartyAgeing};
use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{SIDES, named, plain};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::ledger::today;
use crate::problem::{ApiError, Problem};
use crate::reports::{csv_answer, wants_csv};
use crate::state::State;

/// What is open of an age, in the base currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeBucket {
    /// not_due, d1_30, d31_60, d61_90, over_90: days since it should have been paid.
    pub id: String,
    /// Plain decimal.
    pub open: String,
}

/// What a contact has open in one currency, by age.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurrencyAges {
    /// ISO 4217.
    pub currency: String,
    /// In the order of the buckets.
    pub buckets: Vec<String>,
    /// All of it.
    pub total: String,
}

/// What a contact has open, by age, in the base currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyAges {
    /// The contact; nobody for lines that name nobody.
    pub party_id: Option<Uuid>,
    /// Its name.
    pub party_name: Option<String>,
    /// How many items.
    pub items: i64,
    /// In the order of the buckets.
    pub buckets: Vec<String>,
    /// All of it.
    pub total: String,
    /// What should have been paid.
    pub overdue: String,
    /// In the currencies of the items.
    pub currencies: Vec<CurrencyAges>,
}

/// The accounts beside the items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ControlView {
    /// Balance of the accounts on the day.
    pub balance: String,
    /// Of it, what a revaluation of foreign items added.
    pub valuation: String,
    /// What it holds beyond both; zero when all is well.
    pub difference: String,
}

/// What is owed on a day, by age.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeingView {
    /// receivable or payable.
    pub side: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// due or date.
    pub by: String,
    /// The base currency, ISO 4217.
    pub currency: String,
    /// All of it.
    pub buckets: Vec<AgeBucket>,
    /// The sum.
    pub total: String,
    /// What should have been paid.
    pub overdue: String,
    /// The largest first.
    pub parties: Vec<PartyAges>,
    /// The accounts beside them.
    pub control: ControlView,
}

fn texts(buckets: &Buckets) -> Vec<String> {
    buckets.0.iter().map(|amount| plain(*amount)).collect()
}

fn party(party: PartyAgeing) -> Result<PartyAges, ::trade::TradeError> {
    let (total, overdue) = (party.buckets.total()?, party.buckets.overdue()?);
    let (party_id, party_name) = party.party.map(|(id, name)| (id.0, name)).unzip();
    let mut currencies = Vec::with_capacity(party.currencies.len());
    for one in &party.currencies {
        let total = one.buckets.total()?;
        let currency = total.currency().code().to_owned();
        currencies.push(CurrencyAges { currency, buckets: texts(&one.buckets), total: plain(total) });
    }
    Ok(PartyAges {
        party_id,
        party_name,
        items: party.items,
        buckets: texts(&party.buckets),
        total: plain(total),
        overdue: plain(overdue),
        currencies,
    })
}

fn view(ageing: Ageing) -> Result<AgeingView, ::trade::TradeError> {
    let AgeingOf { side, as_of, by } = ageing.of;
    let (total, overdue) = (ageing.buckets.total()?, ageing.buckets.overdue()?);
    let bucket = |(id, open): (&str, &money::Amount)| AgeBucket { id: id.to_owned(), open: plain(*open) };
    Ok(AgeingView {
        side: side.to_string(),
        as_of,
        by: by.to_string(),
        currency: total.currency().code().to_owned(),
        buckets: Buckets::NAMES.into_iter().zip(&ageing.buckets.0).map(bucket).collect(),
        total: plain(total),
        overdue: plain(overdue),
        control: ControlView {
            balance: plain(ageing.control.balance),
            valuation: plain(ageing.valuation),
            difference: plain(ageing.control.difference),
        },
        parties: ageing.parties.into_iter().map(party).collect::<Result<_, _>>()?,
    })
}

/// What to age.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgeingQuery {
    /// receivable or payable.
    pub side: String,
    /// Open on this day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub as_of: Option<Date>,
    /// due, or date: from which day the age is counted.
    pub by: Option<String>,
    /// json or csv.
    pub format: Option<String>,
}

/// Tells what is owed on a day, by contact and age.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/ageing", tag = "Trade", params(("business" = Uuid, Path), AgeingQuery),
    responses((status = 200, body = AgeingView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn ageing(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<AgeingQuery>,
) -> Result<Response, ApiError> {
    let by = query.by.as_deref().map(|by| named("by", by, "due, date")).transpose()?;
    let of = AgeingOf {
        side: named("side", &query.side, SIDES)?,
        as_of: query.as_of.unwrap_or_else(|| today(&op)),
        by: by.unwrap_or(By::Due),
    };
    let found = ::trade::ageing(&state.db, &op, entity, of).await?;
    if wants_csv(query.format.as_deref())? {
        return Ok(csv_answer("ageing", found.to_csv()?));
    }
    Ok(Json(view(found)?).into_response())
}
