//! What a reviewer does. Every body names the version the reviewer saw; every answer is the document as it is then.

use axum::extract::{Path, State as Extract};
use books::{AccountId, DocumentId, PartyId};
use documents::fields::Entered;
use documents::{Corrections, LineChoice, PartyChoice};
use jiff::civil::Date;
use op::{EntityId, Op, UserId};
use road::classification::Direction;
use road::facts::TaxLine;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::look::find;
use super::view::whole;
use super::wire::{DocumentView, TaxLineView};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::Spot;

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

/// A counterparty chosen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PartyInput {
    /// A known one.
    pub id: Option<Uuid>,
    /// Or the name of a new one.
    pub name: Option<String>,
}

/// Account and tax code chosen for a proposed line.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LineInput {
    /// `id` of the proposed line.
    pub line_id: usize,
    /// The account.
    pub account_id: Option<Uuid>,
    /// The tax code.
    pub tax_code: Option<String>,
}

/// What to correct.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CorrectionInput {
    /// The version you saw.
    pub version: i32,
    /// Fields by name; null empties one.
    #[serde(default)]
    pub fields: BTreeMap<String, Option<String>>,
    /// Where on the page the values of fields stand, by field, when the reviewer pointed at them.
    #[serde(default)]
    pub spots: BTreeMap<String, Vec<Spot>>,
    /// Tax by rate.
    pub tax_breakdown: Option<Vec<TaxLineView>>,
    /// The counterparty.
    pub party: Option<PartyInput>,
    /// purchase or sale.
    pub direction: Option<String>,
    /// Exchange rate: base units for one of the document's.
    pub rate: Option<String>,
    /// Proposed lines.
    #[serde(default)]
    pub lines: Vec<LineInput>,
    /// Why.
    pub reason: Option<String>,
}

/// Whether to save.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// `1`: show what would be, save nothing.
    pub dry_run: Option<u8>,
}

impl CorrectionInput {
    fn into_corrections(self, by: &str) -> Result<Corrections, ApiError> {
        let Self { fields, mut spots, tax_breakdown, party, direction, rate, lines, reason, .. } = self;
        let fields = fields.into_iter().map(|(name, value)| {
            let spots = spots.remove(&name).unwrap_or_default().into_iter().map(to_spot).collect();
            (name, Entered { value, spots, by: by.to_owned() })
        });
        let direction = direction
            .map(|d| {
                d.parse::<Direction>()
                    .map_err(|_| ApiError::field("direction", "document.bad_correction", "purchase or sale"))
            })
            .transpose()?;
        let rate = rate.map(|r| {
            r.parse().map_err(|e: money::MoneyError| ApiError::field("rate", "document.bad_correction", e.to_string()))
        });
        Ok(Corrections {
            fields: fields.collect(),
            tax_breakdown: tax_breakdown.map(|t| t.iter().map(tax_line).collect::<Result<_, _>>()).transpose()?,
            party: party.map(party_choice).transpose()?,
            direction,
            rate: rate.transpose()?,
            lines: lines
                .into_iter()
                .map(|l| LineChoice { line: l.line_id, account: l.account_id.map(AccountId), tax_code: l.tax_code })
                .collect(),
            reason,
        })
    }
}

fn to_spot(spot: Spot) -> road::page::Spot {
    let r = spot.rect;
    road::page::Spot { page: spot.page, rect: road::page::Rect { x0: r.x0, y0: r.y0, x1: r.x1, y1: r.y1 } }
}

fn tax_line(line: &TaxLineView) -> Result<TaxLine, ApiError> {
    let number = |text: &str| {
        text.trim().parse::<Decimal>().map_err(|_| {
            ApiError::field(
                "tax_breakdown",
                "document.bad_correction",
                format!("`{text}` is not a number like 1234.50"),
            )
        })
    };
    Ok(TaxLine {
        rate: number(&line.rate)?,
        base: number(&line.base)?,
        tax: number(&line.tax)?,
        category: line.category.clone(),
    })
}

fn party_choice(input: PartyInput) -> Result<PartyChoice, ApiError> {
    match (input.id, input.name.filter(|n| !n.trim().is_empty())) {
        (Some(id), name) => Ok(PartyChoice::Known(PartyId(id), name.unwrap_or_default())),
        (None, Some(name)) => Ok(PartyChoice::New(name.trim().to_owned())),
        (None, None) => Err(ApiError::field("party", "document.bad_correction", "name a known party or a new one")),
    }
}

async fn answer(state: &State, op: &Op, entity: EntityId, id: Uuid) -> Result<Json<DocumentView>, ApiError> {
    let document = find(state, op, entity, id).await?;
    Ok(Json(whole(state, op, document).await?))
}

/// Corrects a document; its entry is proposed anew in the same moment.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/correct", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path), DryRun),
    request_body = CorrectionInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn correct(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(dry): Query<DryRun>,
    Json(input): Json<CorrectionInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let (version, dry_run) = (input.version, dry.dry_run == Some(1));
        let mut wanted = input.into_corrections(&op.actor.name())?;
        if let Some(PartyChoice::Known(party, name)) = &mut wanted.party {
            *name = parties::party(&state.db, &op, entity, *party).await?.data.name;
        }
        let document = state.documents.correct(&op, DocumentId(id), version, &wanted, dry_run).await?;
        Ok(Json(whole(&state, &op, document).await?))
    })
    .await
}

/// Approves the proposed entry and posts it when the policy is content.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/approve", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = DocumentView), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn approve(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        state.documents.approve(&op, DocumentId(id), input.version, input.note.as_deref()).await?;
        answer(&state, &op, entity, id).await
    })
    .await
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
    request_body = TakeBackInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem)))]
pub async fn take_back(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<TakeBackInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let TakeBackInput { version, date, reason, rebook } = input;
        state.documents.reverse(&op, DocumentId(id), version, date, &reason, rebook).await?;
        answer(&state, &op, entity, id).await
    })
    .await
}
