//! Papers of what was issued.

use ::sales::{EInvoiceFormat, File};
use axum::extract::{Path, State as Extract};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use books::SaleId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::content::word;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::state::State;

const FORMATS: &str = "peppol, xrechnung, xrechnung-cii, factur-x, fatturapa, fatturapa-public";

/// In which format.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// peppol, xrechnung, xrechnung-cii, factur-x, fatturapa, fatturapa-public.
    pub format: String,
}

/// Something that must be filled in first.
#[derive(Debug, Serialize, ToSchema)]
pub struct EInvoiceObstacle {
    /// Stable name.
    pub code: String,
    /// Where: a path into the e-invoice; empty for the whole of it.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// What stands in the way of an e-invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct EInvoiceMissing {
    /// Nothing when it can leave.
    pub missing: Vec<EInvoiceObstacle>,
}

fn handed_out(file: File) -> Response {
    let name = format!("attachment; filename=\"{}\"", file.name);
    ([(header::CONTENT_TYPE, file.media_type.to_owned()), (header::CONTENT_DISPOSITION, name)], file.bytes)
        .into_response()
}

/// Hands out an issued quote, invoice or credit note as PDF; one that can leave as Factur-X carries that inside.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales/{id}/pdf", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn sales_pdf(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, ApiError> {
    Ok(handed_out(::sales::pdf(&state.db, &op, entity, SaleId(id)).await?))
}

/// Hands out an issued invoice or credit note as an e-invoice.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales/{id}/e-invoice", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path), FormatQuery),
    responses((status = 200, content_type = "application/xml", body = Vec<u8>), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn sales_e_invoice(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<FormatQuery>,
) -> Result<Response, ApiError> {
    let format = word::<EInvoiceFormat>("format", &query.format, FORMATS)?;
    Ok(handed_out(::sales::e_invoice(&state.db, &op, entity, SaleId(id), format).await?))
}

/// Tells what must be filled in before an issued invoice or credit note can leave in a format.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales/{id}/e-invoice/missing", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path), FormatQuery),
    responses((status = 200, body = EInvoiceMissing), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn sales_e_invoice_missing(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(query): Query<FormatQuery>,
) -> Result<Json<EInvoiceMissing>, ApiError> {
    let format = word::<EInvoiceFormat>("format", &query.format, FORMATS)?;
    let missing = ::sales::missing(&state.db, &op, entity, SaleId(id), format).await?;
    let view = |obstacle: ::sales::Obstacle| EInvoiceObstacle {
        code: obstacle.code.into_owned(),
        field: obstacle.place,
        message: obstacle.message,
    };
    Ok(Json(EInvoiceMissing { missing: missing.into_iter().map(view).collect() }))
}
