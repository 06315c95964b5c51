//! Counterparties: who they are, what is usual for them.

use ::parties::{Defaults, Party, PartyData};
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use books::{AccountId, PartyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// What is kept about a counterparty.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PartyFields {
    /// Name.
    pub name: String,
    /// Sells to the business.
    pub is_supplier: bool,
    /// Buys from the business.
    pub is_customer: bool,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// In one line.
    pub address: Option<String>,
    /// Where to write.
    pub email: Option<String>,
    /// Other names it goes by on documents.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// VAT and tax numbers.
    #[serde(default)]
    pub tax_ids: Vec<String>,
    /// Bank accounts known to be its own.
    #[serde(default)]
    pub ibans: Vec<String>,
    /// Domains of its mail addresses and web site.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Account of what is bought from it.
    pub expense_account: Option<Uuid>,
    /// Account of what is sold to it.
    pub income_account: Option<Uuid>,
    /// Tax code of purchases.
    pub purchase_tax_code: Option<String>,
    /// Tax code of sales.
    pub sales_tax_code: Option<String>,
    /// Days from issue to due date.
    pub payment_days: Option<i16>,
}

impl From<PartyData> for PartyFields {
    fn from(data: PartyData) -> Self {
        Self {
            name: data.name,
            is_supplier: data.is_supplier,
            is_customer: data.is_customer,
            country: data.country,
            address: data.address,
            email: data.email,
            aliases: data.aliases,
            tax_ids: data.tax_ids,
            ibans: data.ibans,
            domains: data.domains,
            expense_account: data.defaults.expense_account.map(|a| a.0),
            income_account: data.defaults.income_account.map(|a| a.0),
            purchase_tax_code: data.defaults.purchase_tax_code,
            sales_tax_code: data.defaults.sales_tax_code,
            payment_days: data.defaults.payment_days,
        }
    }
}

impl From<PartyFields> for PartyData {
    fn from(fields: PartyFields) -> Self {
        let filled = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
        Self {
            name: fields.name,
            is_supplier: fields.is_supplier,
            is_customer: fields.is_customer,
            country: fields.country,
            address: fields.address,
            email: fields.email,
            aliases: fields.aliases,
            tax_ids: fields.tax_ids,
            ibans: fields.ibans,
            domains: fields.domains,
            defaults: Defaults {
                expense_account: fields.expense_account.map(AccountId),
                income_account: fields.income_account.map(AccountId),
                purchase_tax_code: filled(fields.purchase_tax_code),
                sales_tax_code: filled(fields.sales_tax_code),
                payment_days: fields.payment_days,
            },
        }
    }
}

/// A counterparty.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyDetail {
    /// The party.
    pub id: Uuid,
    /// What is kept about it.
    #[serde(flatten)]
    pub fields: PartyFields,
    /// Whether it is offered.
    pub active: bool,
    /// Since when it is known.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Name it when you change the party.
    pub version: i32,
}

impl From<Party> for PartyDetail {
    fn from(party: Party) -> Self {
        let Party { id, data, active, created_at, version, .. } = party;
        Self { id: id.0, fields: data.into(), active, created_at, version }
    }
}

/// Tells everything about a counterparty.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/parties/{id}", tag = "Businesses", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = PartyDetail), (status = 404, body = Problem)))]
pub async fn party(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<PartyDetail>, ApiError> {
    Ok(Json(::parties::party(&state.db, &op, entity, PartyId(id)).await?.into()))
}

/// Adds a counterparty.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/parties", tag = "Businesses", params(("business" = Uuid, Path)), request_body = PartyFields,
    responses((status = 201, body = PartyDetail), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn add_party(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(fields): Json<PartyFields>,
) -> Result<(StatusCode, Json<PartyDetail>), ApiError> {
    detached(async move {
        let id = ::parties::add_party(&state.db, &op, entity, &fields.into()).await?;
        Ok((StatusCode::CREATED, Json(::parties::party(&state.db, &op, entity, id).await?.into())))
    })
    .await
}

/// A counterparty as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PartyChange {
    /// The version you saw.
    pub version: i32,
    /// Whether it is offered.
    pub active: bool,
    /// All that is kept about it.
    #[serde(flatten)]
    pub fields: PartyFields,
}

/// Replaces what is kept about a counterparty.
#[utoipa::path(put, path = "/api/v1/businesses/{business}/parties/{id}", tag = "Businesses", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = PartyChange,
    responses((status = 200, body = PartyDetail), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_party(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(change): Json<PartyChange>,
) -> Result<Json<PartyDetail>, ApiError> {
    detached(async move {
        let data = change.fields.into();
        let party =
            ::parties::change_party(&state.db, &op, entity, PartyId(id), change.version, &data, change.active).await?;
        Ok(Json(party.into()))
    })
    .await
}
