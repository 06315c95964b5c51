//! Files at the door.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::Field;
use axum::extract::{Multipart, State as Extract};
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use documents::{Arrival, Arrived};
use tokio::sync::OwnedSemaphorePermit;
use utoipa::ToSchema;

use super::wire::{DocumentSummary, UploadResult};
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::List;

/// Files of one upload.
const FILES_MAX: usize = 200;
/// How long an upload waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The form of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart form in OpenAPI")]
pub struct UploadForm {
    /// One or more files.
    #[schema(value_type = Vec<String>, format = Binary)]
    files: Vec<String>,
}

/// Takes files in; each has its own result. The same bytes are taken once.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents", tag = "Documents", params(("business" = Uuid, Path)),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = List<UploadResult>), (status = 403, body = Problem), (status = 413, body = Problem)))]
pub async fn upload(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    mut form: Multipart,
) -> Result<Json<List<UploadResult>>, ApiError> {
    op.require(op::Permission::DocumentsAdd, entity)?;
    let _turn = turn(&state).await?;
    let most = state.documents.bytes_max();
    let mut results = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad_form)? {
        if field.name() != Some("files") {
            continue;
        }
        if results.len() == FILES_MAX {
            return Err(ApiError::field("files", "upload.too_many_files", format!("send at most {FILES_MAX} at once")));
        }
        let file_name = field.file_name().unwrap_or("document").to_owned();
        let Some(bytes) = read(field, most).await? else {
            results.push(UploadResult::refused(file_name, too_large(most)));
            continue;
        };
        let file = Arrival { file_name: file_name.clone(), bytes };
        let (state, op) = (state.clone(), op.clone());
        results.push(detached(async move { take(&state, &op, entity, file_name, file).await }).await?);
    }
    if results.is_empty() {
        return Err(ApiError::field("files", "upload.empty", "send at least one file in the field `files`"));
    }
    Ok(Json(List::whole(results)))
}

/// A turn among the uploads that are under way at once: each holds a file in memory.
async fn turn(state: &State) -> Result<OwnedSemaphorePermit, ApiError> {
    let turns = Arc::clone(&state.uploads);
    let turn = tokio::time::timeout(PATIENCE, turns.acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| {
        let detail = "As many uploads are under way as the program takes at once: send it again in a moment.";
        let mut busy = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "upload.busy", detail);
        busy.retry_after = Some(PATIENCE.as_secs());
        busy
    })
}

/// The bytes of a file; none when they are more than a document may have, of which no more is kept.
async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, ApiError> {
    let mut bytes = BytesMut::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await.map_err(bad_form)? {
        fits = fits && bytes.len() + chunk.len() <= most;
        if fits {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = BytesMut::new();
        }
    }
    Ok(fits.then(|| bytes.freeze()))
}

fn too_large(most: usize) -> ApiError {
    let detail = format!("A document may have {} MiB at most: send it in parts or with less resolution.", most >> 20);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "document.too_large", detail)
}

async fn take(
    state: &State,
    op: &op::Op,
    entity: op::EntityId,
    file_name: String,
    file: Arrival,
) -> Result<UploadResult, ApiError> {
    let none = UploadResult { file_name, document_id: None, document: None, duplicate_of: None, error: None };
    match state.documents.arrive(op, entity, file).await {
        Ok(Arrived::Taken(id)) => {
            // Whoever may only add learns the id of what he added.
            let document = match op.require(op::Permission::DocumentsRead, entity) {
                Ok(()) => Some(DocumentSummary::from(state.documents.get(op, id).await?.card)),
                Err(_) => None,
            };
            Ok(UploadResult { document_id: Some(id.0), document, ..none })
        }
        Ok(Arrived::SameAs(id)) => Ok(UploadResult { duplicate_of: Some(id.0), ..none }),
        Err(refused @ documents::DocumentError::Unacceptable { .. }) => {
            Ok(UploadResult::refused(none.file_name, refused.into()))
        }
        Err(error) => Err(error.into()),
    }
}

impl UploadResult {
    fn refused(file_name: String, error: ApiError) -> Self {
        let error = Some(error.problem());
        Self { file_name, document_id: None, document: None, duplicate_of: None, error }
    }
}

fn bad_form(error: axum::extract::multipart::MultipartError) -> ApiError {
    ApiError::new(error.status(), "upload.broken", error.body_text())
}
