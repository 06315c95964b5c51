//! What belongs to an entry besides its lines: remarks and files. The entry itself is never changed.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use books::{DocumentId, EntryId};
use jiff::Timestamp;
use ledger::NewAttachment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entries::{EntryView, view};
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// A remark on an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteView {
    /// The note.
    pub id: Uuid,
    /// What was remarked.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

impl From<ledger::Note> for NoteView {
    fn from(note: ledger::Note) -> Self {
        Self { id: note.id, text: note.text, at: note.at, by: note.by }
    }
}

/// A remark to add.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NoteInput {
    /// 1 to 4000 characters.
    pub text: String,
}

/// Adds a remark to an entry; remarks are never changed.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/entries/{id}/notes", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = NoteInput,
    responses((status = 201, body = EntryView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn add_note(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<NoteInput>,
) -> Result<(StatusCode, Json<EntryView>), ApiError> {
    detached(async move {
        view(&state, &op, entity, EntryId(id)).await?;
        ::ledger::add_note(&state.db, &op, EntryId(id), &input.text).await?;
        Ok((StatusCode::CREATED, Json(view(&state, &op, entity, EntryId(id)).await?)))
    })
    .await
}

/// A file to add.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AttachmentInput {
    /// A document that was taken in before.
    pub document_id: Uuid,
}

/// Adds a document to the files of an entry.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/entries/{id}/attachments", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = AttachmentInput,
    responses((status = 201, body = EntryView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn attach(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<AttachmentInput>,
) -> Result<(StatusCode, Json<EntryView>), ApiError> {
    detached(async move {
        let entry = view(&state, &op, entity, EntryId(id)).await?;
        let card = state.documents.get(&op, DocumentId(input.document_id)).await?.card;
        if card.entity != entity {
            return Err(documents::DocumentError::NotFound.into());
        }
        if entry.attachments.iter().any(|a| a.document_id == Some(card.id.0)) {
            return Ok((StatusCode::CREATED, Json(entry)));
        }
        let file = NewAttachment {
            blob_hash: card.sha256,
            document: Some(card.id),
            name: card.file_name,
            media_type: card.media_type,
        };
        let mut tx = state.db.begin(&op).await?;
        ::ledger::attach_in(&mut tx, &op, EntryId(id), &[file]).await?;
        tx.commit().await?;
        Ok((StatusCode::CREATED, Json(view(&state, &op, entity, EntryId(id)).await?)))
    })
    .await
}
