//! Matching open items, and taking that back.

use ::trade::{Allocated, NewMatch};
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ItemKey, currency};
use crate::amounts::AmountInput;
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::ledger::{PostingView, posting_view, today};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// Two items that settle each other.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MatchInput {
    /// The item on the debit side: an invoice to a customer, a payment to a supplier.
    pub debit: ItemKey,
    /// The item on the credit side.
    pub credit: ItemKey,
    /// How much of both, above zero.
    pub amount: AmountInput,
}

/// Items to be matched.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MatchesInput {
    /// At least one pair.
    pub allocations: Vec<MatchInput>,
    /// The currency of the items; the base currency when left out.
    pub currency: Option<String>,
    /// From which day they count as settled; today when left out.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub on: Option<Date>,
}

/// What became of matches.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchedView {
    /// The allocations, where the items were booked at one rate.
    pub ids: Vec<Uuid>,
    /// The entry that clears them with the difference of exchange, where they were not.
    pub posting: Option<PostingView>,
}

/// Lets open items settle each other. Items that were booked at different rates are cleared by an entry with the
/// difference of exchange, which may have to wait for a second person.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/allocations", tag = "Trade", params(("business" = Uuid, Path)), request_body = MatchesInput,
    responses((status = 201, body = MatchedView), (status = 202, description = "it waits for others", body = MatchedView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn allocate(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<MatchesInput>,
) -> Result<(StatusCode, Json<MatchedView>), ApiError> {
    detached(async move {
        let base = state.base_currencies.of(&state.db, &op, entity).await?;
        let currency = input.currency.as_deref().map_or(Ok(base), |code| currency("currency", code))?;
        let mut matches = Vec::with_capacity(input.allocations.len());
        for (at, one) in input.allocations.iter().enumerate() {
            let amount = one.amount.read(&format!("allocations[{at}].amount"), currency)?;
            matches.push(NewMatch { debit: one.debit.into(), credit: one.credit.into(), amount });
        }
        let on = input.on.unwrap_or_else(|| today(&op));
        match state.trade.allocate(&op, entity, &matches, on).await? {
            Allocated::Matched(ids) => Ok((StatusCode::CREATED, Json(MatchedView { ids, posting: None }))),
            Allocated::Cleared(submitted) => {
                let (status, Json(posting)) = posting_view(&state, &op, entity, submitted).await?;
                Ok((status, Json(MatchedView { ids: Vec::new(), posting: Some(posting) })))
            }
        }
    })
    .await
}

/// Why an allocation is taken back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UndoInput {
    /// From which day the items are open again; today when left out, and not before the allocation's own day.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub on: Option<Date>,
    /// Why.
    pub reason: String,
}

/// The row that takes an allocation back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Undone {
    /// Its id.
    pub id: Uuid,
}

/// Takes an allocation back: the items are open again from a day on. Both rows stay.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/allocations/{id}/undo", tag = "Trade", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = UndoInput,
    responses((status = 201, body = Undone), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn undo_allocation(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<UndoInput>,
) -> Result<(StatusCode, Json<Undone>), ApiError> {
    detached(async move {
        let on = input.on.unwrap_or_else(|| today(&op));
        let id = ::ledger::undo_allocation(&state.db, &op, entity, id, on, &input.reason).await?;
        Ok((StatusCode::CREATED, Json(Undone { id })))
    })
    .await
}
