//! Files at the door.

use axum::Json;
use axum::extract::{Multipart, State as Extract};
use documents::{Arrival, Arrived};
use utoipa::ToSchema;

use super::wire::{DocumentSummary, UploadResult};
use crate::auth::AtBusiness;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::List;

/// Files of one upload.
const FILES_MAX: usize = 200;

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
    let mut results = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad_form)? {
        if field.name() != Some("files") {
            continue;
        }
        if results.len() == FILES_MAX {
            return Err(ApiError::field("files", "upload.too_many_files", format!("send at most {FILES_MAX} at once")));
        }
        let file_name = field.file_name().unwrap_or("document").to_owned();
        let file = Arrival { file_name: file_name.clone(), bytes: field.bytes().await.map_err(bad_form)? };
        let (state, op) = (state.clone(), op.clone());
        results.push(detached(async move { take(&state, &op, entity, file_name, file).await }).await?);
    }
    if results.is_empty() {
        return Err(ApiError::field("files", "upload.empty", "send at least one file in the field `files`"));
    }
    Ok(Json(List::whole(results)))
}

async fn take(
    state: &State,
    op: &op::Op,
    entity: op::EntityId,
    file_name: String,
    file: Arrival,
) -> Result<UploadResult, ApiError> {
    let none = UploadResult { file_name, document: None, duplicate_of: None, error: None };
    match state.documents.arrive(op, entity, file).await {
        Ok(Arrived::Taken(id)) => {
            let document = state.documents.get(op, id).await?;
            Ok(UploadResult { document: Some(DocumentSummary::from(document.card)), ..none })
        }
        Ok(Arrived::SameAs(id)) => Ok(UploadResult { duplicate_of: Some(id.0), ..none }),
        Err(refused @ documents::DocumentError::Unacceptable { .. }) => {
            Ok(UploadResult { error: Some(ApiError::from(refused).problem()), ..none })
        }
        Err(error) => Err(error.into()),
    }
}

fn bad_form(error: axum::extract::multipart::MultipartError) -> ApiError {
    ApiError::new(error.status(), "upload.broken", error.body_text())
}
