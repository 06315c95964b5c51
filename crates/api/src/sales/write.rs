//! What is done to documents.

use ::sales::{Answer, IssueOutcome, TakenBack};
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use books::SaleId;
use op::{EntityId, Op};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::content::{decimal, word};
use super::document::view;
use super::{SalesContent, SalesDocument};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::documents::{Seen, SeenBecause};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

type Answered = Result<Json<SalesDocument>, ApiError>;
type Created = Result<(StatusCode, Json<SalesDocument>), ApiError>;

async fn created(state: &State, op: &Op, entity: EntityId, id: SaleId) -> Created {
    Ok((StatusCode::CREATED, Json(view(state, op, entity, id).await?)))
}

/// Keeps a draft.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales", tag = "Sales", params(("business" = Uuid, Path)),
    request_body = SalesContent, responses((status = 201, body = SalesDocument), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn draft_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<SalesContent>,
) -> Created {
    detached(async move {
        let id = ::sales::draft(&state.db, &op, entity, input.read()?).await?;
        created(&state, &op, entity, id).await
    })
    .await
}

/// A draft as it shall be now.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SalesChange {
    /// The version you saw.
    pub version: i32,
    /// The whole of it.
    pub content: SalesContent,
}

/// Writes a draft anew.
#[utoipa::path(put, path = "/api/v1/businesses/{business}/sales/{id}", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SalesChange, responses((status = 200, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SalesChange>,
) -> Answered {
    detached(async move {
        let seen = (SaleId(id), input.version);
        ::sales::change(&state.db, &op, entity, seen, input.content.read()?).await?;
        Ok(Json(view(&state, &op, entity, SaleId(id)).await?))
    })
    .await
}

/// Which version was seen.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeenQuery {
    /// The version you saw.
    pub version: i32,
}

/// Deletes a draft.
#[utoipa::path(delete, path = "/api/v1/businesses/{business}/sales/{id}", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path), SeenQuery),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn discard_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<SeenQuery>,
) -> Result<StatusCode, ApiError> {
    detached(async move {
        ::sales::discard(&state.db, &op, entity, SaleId(id), query.version).await?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Issues a draft, or puts it before a second person when the policy does not let its author decide alone.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/issue", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = SalesDocument), (status = 202, description = "it waits for others", body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn issue_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Created {
    detached(async move {
        let status = match ::sales::issue(&state.db, &op, entity, SaleId(id), input.version).await? {
            IssueOutcome::Issued => StatusCode::OK,
            IssueOutcome::Waits => StatusCode::ACCEPTED,
        };
        Ok((status, Json(view(&state, &op, entity, SaleId(id)).await?)))
    })
    .await
}

/// What came of an approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesDecision {
    /// issued, or waiting: the yes is recorded and others must still say theirs.
    pub outcome: String,
    /// The document as it is then.
    pub document: SalesDocument,
}

/// Approves a document that waits, and issues it when the policy is content.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/approve", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = SalesDecision), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn approve_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<SalesDecision>, ApiError> {
    detached(async move {
        let seen = (SaleId(id), input.version);
        let outcome = match ::sales::approve(&state.db, &op, entity, seen, input.note.as_deref()).await? {
            IssueOutcome::Issued => "issued",
            IssueOutcome::Waits => "waiting",
        };
        let document = view(&state, &op, entity, SaleId(id)).await?;
        Ok(Json(SalesDecision { outcome: outcome.to_owned(), document }))
    })
    .await
}

/// Says no to a document that waits; it is a draft again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/reject", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SeenBecause, responses((status = 200, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn reject_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SeenBecause>,
) -> Answered {
    detached(async move {
        ::sales::reject(&state.db, &op, entity, (SaleId(id), input.version), &input.reason).await?;
        Ok(Json(view(&state, &op, entity, SaleId(id)).await?))
    })
    .await
}

/// Takes back what one has submitted oneself; it is a draft again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/withdraw", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Answered {
    detached(async move {
        ::sales::withdraw(&state.db, &op, entity, SaleId(id), input.version).await?;
        Ok(Json(view(&state, &op, entity, SaleId(id)).await?))
    })
    .await
}

/// What the customer said to a quote.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SalesAnswer {
    /// The version you saw.
    pub version: i32,
    /// accepted, declined.
    pub answer: String,
    /// A remark kept in the history.
    pub note: Option<String>,
}

/// Records the customer's answer to a quote.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/answer", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SalesAnswer, responses((status = 200, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn answer_quote(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SalesAnswer>,
) -> Answered {
    detached(async move {
        let answer = word::<Answer>("answer", &input.answer, "accepted, declined")?;
        let seen = (SaleId(id), input.version);
        ::sales::answer(&state.db, &op, entity, seen, answer, input.note.as_deref()).await?;
        Ok(Json(view(&state, &op, entity, SaleId(id)).await?))
    })
    .await
}

/// Keeps a draft invoice of a quote.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/invoice", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 201, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn invoice_quote(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Created {
    detached(async move {
        let made = ::sales::invoice_of(&state.db, &op, entity, SaleId(id)).await?;
        created(&state, &op, entity, made).await
    })
    .await
}

/// How much of a line is to be credited.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreditedLine {
    /// The line of the invoice, counted from 1.
    pub line: u32,
    /// How many units; all that are left when left out.
    pub quantity: Option<String>,
}

/// What is to be credited.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct CreditWish {
    /// These lines; all that is left of the invoice when left out.
    #[serde(default)]
    pub lines: Vec<CreditedLine>,
}

/// Keeps a draft credit note of what is left of an invoice.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/credit-note", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = CreditWish, responses((status = 201, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn credit_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<CreditWish>,
) -> Created {
    detached(async move {
        let wish = |(index, wish): (usize, CreditedLine)| {
            let quantity = wish.quantity.map(|text| decimal(&format!("lines[{index}].quantity"), &text)).transpose()?;
            Ok(TakenBack { line: wish.line, quantity })
        };
        let wanted = input.lines.into_iter().enumerate().map(wish).collect::<Result<Vec<_>, ApiError>>()?;
        let made = ::sales::credit_note_of(&state.db, &op, entity, SaleId(id), &wanted).await?;
        created(&state, &op, entity, made).await
    })
    .await
}

/// Keeps a draft with the same content.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/{id}/copy", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 201, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn copy_sale(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Created {
    detached(async move {
        let made = ::sales::copy(&state.db, &op, entity, SaleId(id)).await?;
        created(&state, &op, entity, made).await
    })
    .await
}
