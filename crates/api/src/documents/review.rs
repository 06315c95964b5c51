//! What a reviewer does. Every body names the version the reviewer saw; every answer is the document as it is then.

use axum::extract::{Path, State as Extract};
use books::DocumentId;
use documents::{Approval, Approved};
use jiff::civil::Date;
use manual::Submitted;
use op::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::look::find;
use super::view::{answer, whole};
use super::wire::DocumentView;
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// The version a reviewer saw, and perhaps a remark.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Seen {
    /// The version you saw.
    pub version: i32,
    /// A remark kept with the decision.
    pub note: Option<String>,
}

/// The version a reviewer saw, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SeenBecause {
    /// The version you saw.
    pub version: i32,
    /// Why.
    pub reason: String,
}

/// Approves the proposed entry and posts it when the policy is content.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/approve", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = ApproveView), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn approve(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<ApproveView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let (documents, note) = (&state.documents, input.note.as_deref());
        let Approved { approval, document } =
            documents.approve_and_look(&op, DocumentId(id), input.version, note).await?;
        let document = whole(&state, &op, document).await?;
        Ok(Json(ApproveView { outcome: outcome_of(&approval).to_owned(), document }))
    })
    .await
}

/// What came of an approval, and the document as it is then.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApproveView {
    /// posted, or waiting: the yes is recorded and others must still say theirs (`approval` says who).
    pub outcome: String,
    /// The document.
    #[serde(flatten)]
    pub document: DocumentView,
}

fn outcome_of(approval: &Approval) -> &'static str {
    match approval {
        Approval::Posted(_) => "posted",
        Approval::WaitsFor(_) => "waiting",
    }
}

/// Refuses a document.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/reject", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SeenBecause, responses((status = 200, body = DocumentView), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn reject(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SeenBecause>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.reject(&op, DocumentId(id), input.version, &input.reason).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Until when a document is put aside, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ParkInput {
    /// The version you saw.
    pub version: i32,
    /// The day it comes back.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub until: Option<Date>,
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// Puts a document aside.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/park", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = ParkInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn park(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<ParkInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.park(&op, DocumentId(id), input.version, input.until, &input.note).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Takes a parked, rejected or archived document up again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/resume", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn resume(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.resume(&op, DocumentId(id), input.version).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// A question about a document.
#[derive(Debug, Deserialize, ToSchema)]
pub struct QuestionInput {
    /// The version you saw.
    pub version: i32,
    /// The question.
    pub question: String,
    /// The person asked; anybody when left out.
    pub of_user_id: Option<Uuid>,
}

/// Asks about a document.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/ask", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = QuestionInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn ask(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<QuestionInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let of = input.of_user_id.map(UserId);
        let people = identity::reviewers(&state.db, &op, entity).await?;
        if of.is_some_and(|of| people.iter().all(|(id, _)| *id != of)) {
            let why = "nobody of that id reviews the documents of this business";
            return Err(ApiError::field("of_user_id", "document.not_a_reviewer", why));
        }
        state.documents.ask(&op, DocumentId(id), input.version, &input.question, of).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswerInput {
    /// The version you saw.
    pub version: i32,
    /// The answer.
    pub answer: String,
}

/// Answers the open question.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/answer", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = AnswerInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn give_answer(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<AnswerInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.answer(&op, DocumentId(id), input.version, &input.answer).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// How a document is divided.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SplitInput {
    /// The version you saw.
    pub version: i32,
    /// Pages of the parts, from 1; every page in exactly one part.
    pub page_groups: Vec<Vec<u32>>,
}

/// Divides a document by pages.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/split", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SplitInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn split(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SplitInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.split(&op, DocumentId(id), input.version, &input.page_groups).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Lets the program try again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/retry", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn retry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.retry(&op, DocumentId(id), input.version).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Says that a held document is one of its own.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/release", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn release(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.release(&op, DocumentId(id), input.version).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Opens an empty form for a document nothing could be made of.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/enter-by-hand", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn enter_by_hand(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.enter_by_hand(&op, DocumentId(id), input.version).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// Stops the program's work on a document.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/cancel", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SeenBecause, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn cancel(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SeenBecause>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.cancel(&op, DocumentId(id), input.version, &input.reason).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}

/// How a posted document is taken back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TakeBackInput {
    /// The version you saw.
    pub version: i32,
    /// Date of the reversal.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Whether it shall be booked again, rightly.
    #[serde(default)]
    pub rebook: bool,
}

/// Reverses the entry of a posted document.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/reverse", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = TakeBackInput, responses((status = 200, body = TakeBackView), (status = 409, body = Problem)))]
pub async fn take_back(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<TakeBackInput>,
) -> Result<Json<TakeBackView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let TakeBackInput { version, date, reason, rebook } = input;
        let taken = state.manual.take_back(&op, DocumentId(id), version, (date, &reason), rebook).await?;
        let (outcome, pending_entry_id) = match taken {
            Submitted::Posted(_) => ("posted", None),
            Submitted::Waits(pending) => ("waiting", Some(pending.id.0)),
        };
        let Json(document) = answer(&state, &op, entity, id).await?;
        Ok(Json(TakeBackView { outcome: outcome.to_owned(), pending_entry_id, document }))
    })
    .await
}

/// What became of a reversal, and the document as it is then.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakeBackView {
    /// posted, or waiting: the policy wants somebody else's yes to the reversal first.
    pub outcome: String,
    /// The reversal as it waits: `pending-entries/{id}`.
    pub pending_entry_id: Option<Uuid>,
    /// The document.
    #[serde(flatten)]
    pub document: DocumentView,
}
