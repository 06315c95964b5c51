//! What was filed, and taking it back.

use ::returns::{Filing, FilingId, NewFiling};
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use money::Amount;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::amounts::AmountInput;
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// A return that was filed.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilingView {
    /// Its id.
    pub id: Uuid,
    /// The form, as the country names it.
    pub form: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// When it was recorded as filed.
    #[schema(value_type = String, format = DateTime)]
    pub filed_at: Timestamp,
    /// By whom.
    pub filed_by: String,
    /// What the authority called it.
    pub reference: Option<String>,
    /// When it was withdrawn: it does not count any more.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
    /// By whom.
    pub withdrawn_by: Option<String>,
    /// Why.
    pub withdrawn_reason: Option<String>,
}

impl From<Filing> for FilingView {
    fn from(filing: Filing) -> Self {
        let (withdrawn_at, withdrawn_by, withdrawn_reason) = match filing.withdrawn {
            Some((at, by, reason)) => (Some(at), Some(by), Some(reason)),
            None => (None, None, None),
        };
        Self {
            id: filing.id.0,
            form: filing.form,
            from: filing.from,
            to: filing.to,
            filed_at: filing.filed_at,
            filed_by: filing.filed_by,
            reference: filing.reference,
            withdrawn_at,
            withdrawn_by,
            withdrawn_reason,
        }
    }
}

/// A figure of a box: entered, or seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EnteredInput {
    /// The number of the box.
    pub id: String,
    /// In the base currency.
    pub amount: AmountInput,
}

/// A return to record as filed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FilingInput {
    /// First day.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub to: Date,
    /// What a person entered.
    #[serde(default)]
    pub entered: Vec<EnteredInput>,
    /// Declared figures as you saw them: when one is another by now, nothing is recorded.
    #[serde(default)]
    pub seen: Vec<EnteredInput>,
    /// What the authority called it.
    pub reference: Option<String>,
    /// Lines of which the form does not tell where they go were looked at and stay out.
    #[serde(default)]
    pub accept_left_out: bool,
}

/// Records a return as filed: its figures stand, and what is posted later for its days comes into the next one.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/returns", tag = "Returns", params(("business" = Uuid, Path)), request_body = FilingInput,
    responses((status = 201, body = FilingView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn file_return(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<FilingInput>,
) -> Result<(StatusCode, Json<FilingView>), ApiError> {
    detached(async move {
        let base = ::ledger::entity(&state.db, &op, entity).await?.base_currency;
        let read = |field: &str, figures: Vec<EnteredInput>| {
            let one =
                |(n, one): (usize, EnteredInput)| Ok((one.id, one.amount.read(&format!("{field}[{n}].amount"), base)?));
            figures.into_iter().enumerate().map(one).collect::<Result<Vec<(String, Amount)>, ApiError>>()
        };
        let new = NewFiling {
            from: input.from,
            to: input.to,
            entered: read("entered", input.entered)?,
            seen: read("seen", input.seen)?,
            reference: input.reference,
            accept_left_out: input.accept_left_out,
        };
        let (filing, _) = ::returns::file(&state.db, &op, entity, new).await?;
        Ok((StatusCode::CREATED, Json(filing.into())))
    })
    .await
}

/// Why a filing does not count.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WithdrawalInput {
    /// Why.
    pub reason: String,
}

/// Records that a filing does not count any more: it was recorded in error, or is filed anew.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/returns/{id}/withdrawal", tag = "Returns", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = WithdrawalInput,
    responses((status = 200, body = FilingView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn withdraw_return(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<WithdrawalInput>,
) -> Result<Json<FilingView>, ApiError> {
    detached(
        async move { Ok(Json(::returns::withdraw(&state.db, &op, entity, FilingId(id), &input.reason).await?.into())) },
    )
    .await
}
