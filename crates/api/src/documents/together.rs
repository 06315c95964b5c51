//! Several documents decided about by one request.

use axum::extract::State as Extract;
use books::DocumentId;
use documents::Approval;
use op::{EntityId, Op};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// Documents to approve together.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ApproveManyInput {
    /// The documents with the versions you saw, at most 200.
    pub documents: Vec<SeenDocument>,
    /// A remark kept with each decision.
    pub note: Option<String>,
}

/// A document and the version a reviewer saw.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SeenDocument {
    /// The document.
    pub id: Uuid,
    /// The version you saw.
    pub version: i32,
}

/// What came of each document, in the order asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApproveManyView {
    /// One for each document.
    pub results: Vec<ApproveManyResult>,
}

/// What came of one document.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApproveManyResult {
    /// The document.
    pub id: Uuid,
    /// posted, waiting, refused.
    pub outcome: String,
    /// The entry, with `posted`.
    pub entry_id: Option<Uuid>,
    /// Why, with `refused`.
    pub error: Option<Problem>,
}

/// Most documents of one request.
const DOCUMENTS_MAX: usize = 200;

/// Approves several documents, each for itself: one that is refused does not stop the others.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/approve", tag = "Review", params(("business" = Uuid, Path)),
    request_body = ApproveManyInput, responses((status = 200, body = ApproveManyView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn approve_many(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<ApproveManyInput>,
) -> Result<Json<ApproveManyView>, ApiError> {
    op.require(op::Permission::DocumentsApprove, entity)?;
    if input.documents.len() > DOCUMENTS_MAX {
        let why = format!("at most {DOCUMENTS_MAX} documents at once");
        return Err(ApiError::field("documents", "documents.too_many", why));
    }
    detached(async move {
        let mut results = Vec::with_capacity(input.documents.len());
        for document in &input.documents {
            results.push(approve_one(&state, &op, entity, document, input.note.as_deref()).await);
        }
        Ok(Json(ApproveManyView { results }))
    })
    .await
}

async fn approve_one(
    state: &State,
    op: &Op,
    entity: EntityId,
    document: &SeenDocument,
    note: Option<&str>,
) -> ApproveManyResult {
    let id = DocumentId(document.id);
    let approved = match state.documents.locate(op, entity, id).await {
        Ok(()) => state.documents.approve(op, id, document.version, note).await,
        Err(error) => Err(error),
    };
    let result =
        |outcome: &str| ApproveManyResult { id: document.id, outcome: outcome.to_owned(), entry_id: None, error: None };
    match approved {
        Ok(Approval::Posted(entry)) => ApproveManyResult { entry_id: Some(entry.0), ..result("posted") },
        Ok(Approval::WaitsFor(_)) => result("waiting"),
        Err(error) => ApproveManyResult { error: Some(ApiError::from(error).problem()), ..result("refused") },
    }
}
