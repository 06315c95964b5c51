//! Foreign items and money at the rate of a day. Amounts are debit positive: what is owed to suppliers is negative.

use ::trade::{Exposure, Position, PositionOf, Revaluation, TradeError};
use axum::extract::State as Extract;
use axum::http::{HeaderMap, StatusCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{OnDay, plain};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::ledger::{PostingView, key_of, posting_view, today};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// Something in a foreign currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct PositionView {
    /// item, or account: the balance of a bank, till, card or clearing account.
    pub kind: String,
    /// Of an item: its entry.
    pub entry_id: Option<Uuid>,
    /// Of an item: its line.
    pub line: Option<i32>,
    /// Of an item: number of its entry.
    pub number: Option<String>,
    /// The account.
    pub account_id: Uuid,
    /// Its code.
    pub account_code: String,
    /// Its name.
    pub account_name: String,
    /// Of an item: whose it is.
    pub party_id: Option<Uuid>,
    /// Its name.
    pub party_name: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// In that currency.
    pub amount: String,
    /// What the books value it at.
    pub book: String,
    /// The rate of the day; absent where none is recorded.
    pub rate: Option<String>,
    /// The day that rate is of.
    #[schema(value_type = Option<String>, format = Date)]
    pub rate_day: Option<Date>,
    /// What it is worth by that rate.
    pub value: Option<String>,
    /// Value less book value.
    pub difference: Option<String>,
    /// Whether the rate is missing.
    pub missing: bool,
}

fn position(position: Position) -> Result<PositionView, TradeError> {
    let difference = position.difference()?.map(plain);
    let (account, account_code, account_name) = position.account;
    let item = match position.of {
        PositionOf::Item(item) => Some(item),
        PositionOf::Money => None,
    };
    let party = item.as_ref().and_then(|item| item.party.clone());
    let (party_id, party_name) = party.map(|(id, name)| (id.0, name)).unzip();
    Ok(PositionView {
        kind: if item.is_some() { "item" } else { "account" }.to_owned(),
        entry_id: item.as_ref().map(|item| item.item.entry.0),
        line: item.as_ref().map(|item| item.item.line),
        number: item.as_ref().map(|item| item.number.to_string()),
        account_id: account.0,
        account_code,
        account_name,
        party_id,
        party_name,
        currency: position.amount.currency().code().to_owned(),
        amount: plain(position.amount),
        book: plain(position.book),
        rate: position.worth.as_ref().map(|(rate, _)| rate.rate.value().normalize().to_string()),
        rate_day: position.worth.as_ref().map(|(rate, _)| rate.day),
        value: position.worth.as_ref().map(|(_, value)| plain(*value)),
        missing: position.worth.is_none(),
        difference,
    })
}

/// What stands in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExposureView {
    /// ISO 4217.
    pub currency: String,
    /// What customers owe.
    pub receivable: String,
    /// What suppliers are owed, negative.
    pub payable: String,
    /// Money.
    pub money: String,
    /// All of it.
    pub net: String,
    /// What the books value it at, in the base currency.
    pub book: String,
    /// What it is worth; absent where a rate is missing.
    pub value: Option<String>,
    /// Value less book value.
    pub difference: Option<String>,
}

fn exposure(one: Exposure) -> Result<ExposureView, TradeError> {
    let difference = one.difference()?;
    Ok(ExposureView {
        currency: one.net.currency().code().to_owned(),
        receivable: plain(one.receivable),
        payable: plain(one.payable),
        money: plain(one.money),
        net: plain(one.net),
        book: plain(one.book),
        value: one.value.map(plain),
        difference: difference.map(plain),
    })
}

/// A revaluation that was posted for the day.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostedRevaluation {
    /// The entry.
    pub entry_id: Uuid,
    /// Its number.
    pub number: String,
    /// Its date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The entry that takes it back.
    pub reversal_entry_id: Option<Uuid>,
}

/// Foreign items and money on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevaluationView {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// The base currency, ISO 4217.
    pub currency: String,
    /// Everything in a foreign currency.
    pub positions: Vec<PositionView>,
    /// By currency.
    pub by_currency: Vec<ExposureView>,
    /// What posting now would gain, not negative.
    pub gain: String,
    /// What posting now would lose, not negative.
    pub loss: String,
    /// Posted for the day before.
    pub posted: Vec<PostedRevaluation>,
    /// Whether something changed since it was posted.
    pub stale: bool,
}

fn view(found: Revaluation) -> Result<RevaluationView, TradeError> {
    let (gain, loss) = found.result()?;
    let posted = found.posted.iter().map(|one| PostedRevaluation {
        entry_id: one.entry.0,
        number: one.number.to_string(),
        date: found.as_of,
        reversal_entry_id: one.reversed_by.map(|entry| entry.0),
    });
    let posted: Vec<PostedRevaluation> = posted.collect();
    Ok(RevaluationView {
        as_of: found.as_of,
        currency: found.base.code().to_owned(),
        stale: !posted.is_empty() && !found.differences.is_empty(),
        posted,
        gain: plain(gain),
        loss: plain(loss.checked_neg()?),
        by_currency: found.exposures.into_iter().map(exposure).collect::<Result<_, _>>()?,
        positions: found.positions.into_iter().map(position).collect::<Result<_, _>>()?,
    })
}

/// Tells what stands in foreign currencies on a day and what a revaluation would post.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/revaluation", tag = "Trade", params(("business" = Uuid, Path), OnDay),
    responses((status = 200, body = RevaluationView), (status = 403, body = Problem)))]
pub async fn revaluation(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<OnDay>,
) -> Result<Json<RevaluationView>, ApiError> {
    let day = query.as_of.unwrap_or_else(|| today(&op));
    Ok(Json(view(::trade::revaluation(&state.db, &op, entity, day).await?)?))
}

/// A revaluation to post.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevaluationInput {
    /// The day.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub as_of: Date,
    /// Whether it is taken back on the next day; it is when left out.
    pub reverse: Option<bool>,
}

/// Posts what foreign items and money are worth more or less than the books say, or puts it before a second person. What
/// stands already is not posted again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/revaluation", tag = "Trade", params(("business" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = RevaluationInput,
    responses((status = 200, description = "a repeated request", body = PostingView), (status = 201, body = PostingView), (status = 202, description = "it waits for others", body = PostingView), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn revalue(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    headers: HeaderMap,
    Json(input): Json<RevaluationInput>,
) -> Result<(StatusCode, Json<PostingView>), ApiError> {
    detached(async move {
        let key = key_of(&headers);
        let reverse = input.reverse.unwrap_or(true);
        let submitted = state.trade.revalue(&op, entity, input.as_of, reverse, key.as_deref()).await?;
        posting_view(&state, &op, entity, submitted).await
    })
    .await
}
