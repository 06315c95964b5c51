//! Businesses, their periods, approval policy and counterparties.

use approvals::{NewPolicy, Policy};
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use jiff::civil::Date;
use ledger::{EntityChange, NewEntity};
use money::Currency;
use op::EntityId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::{AtBusiness, Caller};
use crate::body::{Json, Query, bounded_list};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::{List, limit};

/// Other names and bank accounts of a business.
const NAMES_MAX: usize = 50;
/// Characters of a name.
const NAME_MAX: usize = 200;
/// Characters of an IBAN with its blanks.
const IBAN_MAX: usize = 50;

/// A business.
#[derive(Debug, Serialize, ToSchema)]
pub struct BusinessView {
    /// The business.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub base_currency: String,
    /// ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// First month of the fiscal year.
    pub fiscal_year_start: u8,
    /// VAT or tax number.
    pub tax_id: Option<String>,
    /// Other names documents address it by.
    pub also_known_as: Vec<String>,
    /// Its bank accounts.
    pub ibans: Vec<String>,
    /// Whether it is made up.
    pub demo: bool,
    /// Name it when you change the business.
    pub version: i32,
}

impl From<ledger::Entity> for BusinessView {
    fn from(entity: ledger::Entity) -> Self {
        Self {
            id: entity.id.0,
            name: entity.name,
            base_currency: entity.base_currency.code().to_owned(),
            jurisdiction: entity.jurisdiction,
            fiscal_year_start: entity.calendar.start_month(),
            tax_id: entity.tax_id,
            also_known_as: entity.also_known_as,
            ibans: entity.ibans,
            demo: entity.demo,
            version: entity.version,
        }
    }
}

/// Lists the businesses the caller may see.
#[utoipa::path(get, path = "/api/v1/businesses", tag = "Businesses", responses((status = 200, body = List<BusinessView>)))]
pub async fn businesses(Extract(state): Extract<State>, caller: Caller) -> Result<Json<List<BusinessView>>, ApiError> {
    let all = ledger::entities(&state.db, &caller.op).await?;
    let seen = all.into_iter().filter(|e| caller.op.grants.covers(e.id));
    Ok(Json(List::whole(seen.map(BusinessView::from).collect())))
}

/// A business to be founded.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewBusiness {
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub base_currency: String,
    /// ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// 1 to 12.
    #[serde(default = "january")]
    pub fiscal_year_start: u8,
    /// VAT or tax number.
    pub tax_id: Option<String>,
    /// Key of the chart to start from; by the country when left out.
    pub chart: Option<String>,
}

fn january() -> u8 {
    1
}

impl NewBusiness {
    /// As the ledger founds it.
    pub fn into_entity(self) -> Result<NewEntity, ApiError> {
        let currency = Currency::from_code(&self.base_currency)
            .map_err(|e| ApiError::field("base_currency", "money.unknown_currency", e.to_string()))?;
        let tax_id = self.tax_id.filter(|t| !t.trim().is_empty());
        Ok(NewEntity {
            fiscal_year_start: self.fiscal_year_start,
            tax_id,
            chart: self.chart,
            ..NewEntity::new(&self.name, currency, &self.jurisdiction)
        })
    }
}

/// Founds a business.
#[utoipa::path(post, path = "/api/v1/businesses", tag = "Businesses", request_body = NewBusiness,
    responses((status = 201, body = BusinessView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn add_business(
    Extract(state): Extract<State>,
    caller: Caller,
    Json(input): Json<NewBusiness>,
) -> Result<(StatusCode, Json<BusinessView>), ApiError> {
    detached(async move {
        let id = ledger::create_entity(&state.db, &caller.op, input.into_entity()?).await?;
        let entity = ledger::entity(&state.db, &caller.op, id).await?;
        Ok((StatusCode::CREATED, Json(entity.into())))
    })
    .await
}

/// What to change of a business.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BusinessPatch {
    /// The version you saw.
    pub version: i32,
    /// Name.
    pub name: Option<String>,
    /// VAT or tax number; empty to remove it.
    pub tax_id: Option<String>,
    /// Other names documents address it by.
    pub also_known_as: Option<Vec<String>>,
    /// Its bank accounts.
    pub ibans: Option<Vec<String>>,
}

/// Changes a business.
#[utoipa::path(patch, path = "/api/v1/businesses/{business}", tag = "Businesses", params(("business" = Uuid, Path)), request_body = BusinessPatch,
    responses((status = 200, body = BusinessView), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn change_business(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(patch): Json<BusinessPatch>,
) -> Result<Json<BusinessView>, ApiError> {
    bounded_list("also_known_as", patch.also_known_as.as_deref().unwrap_or_default(), NAMES_MAX, NAME_MAX)?;
    bounded_list("ibans", patch.ibans.as_deref().unwrap_or_default(), NAMES_MAX, IBAN_MAX)?;
    detached(async move {
        let change = EntityChange {
            name: patch.name,
            tax_id: patch.tax_id,
            also_known_as: patch.also_known_as,
            ibans: patch.ibans,
        };
        Ok(Json(ledger::update_entity(&state.db, &op, entity, patch.version, change).await?.into()))
    })
    .await
}

/// A period of a fiscal year.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeriodView {
    /// The period.
    pub id: Uuid,
    /// Fiscal year.
    pub year: i32,
    /// 1 to 12, or 13 for adjustments.
    pub number: u8,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub end: Date,
    /// open, closed, locked.
    pub status: String,
}

impl From<ledger::PeriodView> for PeriodView {
    fn from(period: ledger::PeriodView) -> Self {
        Self {
            id: period.id,
            year: period.year,
            number: period.number,
            start: period.start,
            end: period.end,
            status: period.status.to_string(),
        }
    }
}

/// Lists periods.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/periods", tag = "Ledger", params(("business" = Uuid, Path)), responses((status = 200, body = List<PeriodView>)))]
pub async fn periods(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<List<PeriodView>>, ApiError> {
    let periods = ledger::periods(&state.db, &op, entity).await?;
    Ok(Json(List::whole(periods.into_iter().map(PeriodView::from).collect())))
}

/// Why a period is closed or opened again.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PeriodReason {
    /// In words; needed to reopen.
    pub reason: Option<String>,
}

/// Closes a period and those before it.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/periods/{id}/close", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = PeriodReason,
    responses((status = 200, body = List<PeriodView>), (status = 409, body = Problem)))]
pub async fn close_period(
    Extract(state): Extract<State>,
    AtBusiness { op, .. }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<PeriodReason>,
) -> Result<Json<List<PeriodView>>, ApiError> {
    detached(async move {
        let closed = ledger::close_period(&state.db, &op, id, input.reason.as_deref()).await?;
        Ok(Json(List::whole(closed.into_iter().map(PeriodView::from).collect())))
    })
    .await
}

/// Opens a closed period again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/periods/{id}/reopen", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = PeriodReason,
    responses((status = 200, body = PeriodView), (status = 409, body = Problem)))]
pub async fn reopen_period(
    Extract(state): Extract<State>,
    AtBusiness { op, .. }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<PeriodReason>,
) -> Result<Json<PeriodView>, ApiError> {
    detached(async move {
        let reason = input.reason.unwrap_or_default();
        Ok(Json(ledger::reopen_period(&state.db, &op, id, &reason).await?.into()))
    })
    .await
}

/// The approval policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyView {
    /// Name it when you change the policy.
    pub version: i32,
    /// The policy: self-approval limit, rules, automatic classes.
    #[schema(value_type = Object)]
    pub policy: Policy,
}

/// Tells the approval policy in force.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/approval-policy", tag = "Businesses", params(("business" = Uuid, Path)), responses((status = 200, body = PolicyView)))]
pub async fn policy(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<PolicyView>, ApiError> {
    let in_force = approvals::policy(&state.db, &op, entity).await?;
    Ok(Json(PolicyView { version: in_force.version, policy: in_force.policy }))
}

/// A policy to put in force.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PolicyInput {
    /// The version you saw.
    pub version: i32,
    /// The policy.
    #[schema(value_type = Object)]
    pub policy: Policy,
    /// Why.
    pub reason: Option<String>,
}

/// Puts a policy in force.
#[utoipa::path(put, path = "/api/v1/businesses/{business}/approval-policy", tag = "Businesses", params(("business" = Uuid, Path)), request_body = PolicyInput,
    responses((status = 200, body = PolicyView), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn set_policy(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<PolicyInput>,
) -> Result<Json<PolicyView>, ApiError> {
    detached(async move {
        let new = NewPolicy { expected_version: input.version, policy: input.policy.clone(), reason: input.reason };
        let version = approvals::set_policy(&state.db, &op, entity, new).await?;
        Ok(Json(PolicyView { version, policy: input.policy }))
    })
    .await
}

/// Which counterparties to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartyQuery {
    /// Text in names and numbers.
    pub q: Option<String>,
    /// supplier or customer; both when left out.
    pub role: Option<String>,
    /// Those out of use too.
    pub inactive: Option<bool>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// A counterparty.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterpartyView {
    /// The party.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Sells to the business.
    pub is_supplier: bool,
    /// Buys from the business.
    pub is_customer: bool,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// VAT and tax numbers.
    pub tax_ids: Vec<String>,
    /// Bank accounts.
    pub ibans: Vec<String>,
}

impl From<parties::Party> for CounterpartyView {
    fn from(party: parties::Party) -> Self {
        Self {
            id: party.id.0,
            name: party.data.name,
            is_supplier: party.data.is_supplier,
            is_customer: party.data.is_customer,
            country: party.data.country,
            tax_ids: party.data.tax_ids,
            ibans: party.data.ibans,
        }
    }
}

/// Lists counterparties.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/parties", tag = "Businesses", params(("business" = Uuid, Path), PartyQuery), responses((status = 200, body = List<CounterpartyView>)))]
pub async fn parties(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<PartyQuery>,
) -> Result<Json<List<CounterpartyView>>, ApiError> {
    let role = query.role.as_deref();
    let filter = ::parties::Filter {
        text: query.q,
        suppliers: role == Some("supplier"),
        customers: role == Some("customer"),
        inactive_too: query.inactive == Some(true),
    };
    let after = query.cursor.as_deref().map(str::parse).transpose()?;
    let page = ::parties::parties(&state.db, &op, entity, &filter, after.as_ref(), limit(query.limit)).await?;
    Ok(Json(List {
        items: page.parties.into_iter().map(CounterpartyView::from).collect(),
        next_cursor: page.next.map(|c| c.to_string()),
        total: None,
    }))
}

/// The name of a party, for entries and lines; absent parties have none.
pub async fn party_name(state: &State, op: &op::Op, entity: EntityId, id: Option<books::PartyId>) -> Option<String> {
    let id = id?;
    ::parties::party(&state.db, op, entity, id).await.ok().map(|p| p.data.name)
}
