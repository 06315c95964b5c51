//! Documents as they are looked at.

use axum::body::Body;
use axum::extract::{Path, State as Extract};
use axum::http::{HeaderValue, Response, header};
use books::DocumentId;
use documents::{Filter, Waits};
use jiff::Timestamp;
use op::{EntityId, Op};
use road::{Group, StateKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::story::{RunView, StepView};
use super::view::answer;
use super::wire::{DocumentSummary, DocumentView};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::cursor;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::{Rect, limit};

/// Which documents to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentQuery {
    /// Only in this state.
    pub state: Option<String>,
    /// waiting (for a person), working, held, parked, posted, rejected, failed, settled, all; of those that wait:
    /// waits_for_me (I can say yes, or was asked) or waits_for_others (I have approved, or somebody else was asked).
    pub group: Option<String>,
    /// Text in file name, issuer or number.
    pub q: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// A page of documents with the numbers of each group.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentList {
    /// The page.
    pub items: Vec<DocumentSummary>,
    /// Send this as `cursor` for the next page.
    pub next_cursor: Option<String>,
    /// Documents in each group.
    pub counts: GroupCounts,
}

/// Documents in each group.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct GroupCounts {
    /// Waiting for a person: in review or asked.
    pub waiting: i64,
    /// The program is at work.
    pub working: i64,
    /// Kept from review.
    pub held: i64,
    /// Put aside.
    pub parked: i64,
    /// Booked.
    pub posted: i64,
    /// Refused.
    pub rejected: i64,
    /// A stage could not do its work.
    pub failed: i64,
    /// Nothing to book, or divided.
    pub settled: i64,
}

pub(crate) fn group(counts: &[(String, i64)]) -> GroupCounts {
    let mut groups = GroupCounts::default();
    for (state, n) in counts {
        let Ok(state) = state.parse::<StateKind>() else { continue };
        let slot = match state.group() {
            Group::Waiting => &mut groups.waiting,
            Group::Working => &mut groups.working,
            Group::Held => &mut groups.held,
            Group::Parked => &mut groups.parked,
            Group::Posted => &mut groups.posted,
            Group::Rejected => &mut groups.rejected,
            Group::Failed => &mut groups.failed,
            Group::Settled => &mut groups.settled,
        };
        *slot += n;
    }
    groups
}

/// The states to list, and of whom it shall be waited for. Empty means all.
fn wanted_states(query: &DocumentQuery) -> Result<(Vec<String>, Option<Waits>), ApiError> {
    let of = |group: Group| group.states().map(|state| state.to_string()).collect();
    match (&query.state, query.group.as_deref()) {
        (Some(one), _) => Ok((vec![one.clone()], None)),
        (None, None | Some("all")) => Ok((Vec::new(), None)),
        (None, Some("waits_for_me")) => Ok((Vec::new(), Some(Waits::ForMe))),
        (None, Some("waits_for_others")) => Ok((Vec::new(), Some(Waits::ForOthers))),
        (None, Some(name)) => match name.parse::<Group>() {
            Ok(group) => Ok((of(group), None)),
            Err(_) => Err(ApiError::field("group", "documents.unknown_group", format!("there is no group `{name}`"))),
        },
    }
}

/// Lists documents, newest first.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents", tag = "Documents", params(("business" = Uuid, Path), DocumentQuery),
    responses((status = 200, body = DocumentList), (status = 403, body = Problem)))]
pub async fn list(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<DocumentQuery>,
) -> Result<Json<DocumentList>, ApiError> {
    let (states, waits) = wanted_states(&query)?;
    let after = query.cursor.as_deref().map(cursor::decode::<(Timestamp, DocumentId)>).transpose()?;
    let wanted = limit(query.limit);
    let filter = Filter { states, text: query.q, after, waits, limit: wanted + 1 };
    let mut cards = state.documents.list(&op, entity, &filter).await?;
    let more = cards.len() > wanted as usize;
    cards.truncate(wanted as usize);
    let next_cursor = cards.last().filter(|_| more).map(|c| cursor::encode(&(c.arrived_at, c.id)));
    let counts = group(&state.documents.counts(&op, entity).await?);
    Ok(Json(DocumentList { items: cards.into_iter().map(DocumentSummary::from).collect(), next_cursor, counts }))
}

/// Passes when the document of a path belongs to the business of the path.
pub(super) async fn find(state: &State, op: &Op, entity: EntityId, id: Uuid) -> Result<(), ApiError> {
    Ok(state.documents.locate(op, entity, DocumentId(id)).await?)
}

/// Tells everything about a document.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents/{id}", tag = "Documents", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = DocumentView), (status = 404, body = Problem)))]
pub async fn document(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<DocumentView>, ApiError> {
    answer(&state, &op, entity, id).await
}

/// Gives the file as it arrived, for download only.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents/{id}/file", tag = "Documents", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = Problem)))]
pub async fn file(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Response<Body>, ApiError> {
    find(&state, &op, entity, id).await?;
    let original = state.documents.original(&op, DocumentId(id)).await?;
    let name: String = original.file_name.bytes().map(percent).collect();
    let mut response = bytes_of("application/octet-stream", Body::from(original.bytes));
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")).expect("percent-encoded");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// RFC 8187: letters, digits and a few marks stay, every other byte is written as %XX.
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// How wide a page picture should be.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImageQuery {
    /// In pixels.
    pub width: Option<u32>,
}

/// Gives the picture of a page.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents/{id}/pages/{page}/image", tag = "Documents",
    params(("business" = Uuid, Path), ("id" = Uuid, Path), ("page" = u32, Path), ImageQuery),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = 404, body = Problem)))]
pub async fn page_image(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id, page)): Path<(Uuid, Uuid, u32)>,
    Query(query): Query<ImageQuery>,
) -> Result<Response<Body>, ApiError> {
    find(&state, &op, entity, id).await?;
    let picture = state.documents.page_image(&op, DocumentId(id), page, query.width.unwrap_or(1240)).await?;
    let mut response = bytes_of(&picture.media_type, Body::from(picture.bytes));
    // The bytes of a document never change, and neither does the picture of its page.
    let caching = HeaderValue::from_static("private, max-age=86400");
    response.headers_mut().insert(header::CACHE_CONTROL, caching);
    Ok(response)
}

fn bytes_of(media_type: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let value = HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A word on a page.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordView {
    /// The characters.
    pub text: String,
    /// Where.
    pub rect: Rect,
}

/// The words of a page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageWords {
    /// In reading order.
    pub items: Vec<WordView>,
}

/// Gives the words of a page with their places.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents/{id}/pages/{page}/words", tag = "Documents",
    params(("business" = Uuid, Path), ("id" = Uuid, Path), ("page" = u32, Path)),
    responses((status = 200, body = PageWords), (status = 404, body = Problem)))]
pub async fn page_words(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id, page)): Path<(Uuid, Uuid, u32)>,
) -> Result<Json<PageWords>, ApiError> {
    find(&state, &op, entity, id).await?;
    let words = state.documents.page_words(&op, DocumentId(id), page).await?;
    let items = words.into_iter().map(|w| WordView { text: w.text, rect: w.rect.into() }).collect();
    Ok(Json(PageWords { items }))
}

/// Replays the story of a document.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/documents/{id}/run", tag = "Documents", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = RunView), (status = 404, body = Problem)))]
pub async fn run(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<RunView>, ApiError> {
    find(&state, &op, entity, id).await?;
    let steps = state.documents.story(&op, DocumentId(id)).await?;
    Ok(Json(RunView { document_id: id, steps: steps.into_iter().map(StepView::from).collect() }))
}
