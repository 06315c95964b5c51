//! What a business says of itself on its papers.

use ::sales::{ElectronicAddress, PostalAddress, Profile};
use axum::extract::State as Extract;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// A postal address in the country of the business.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct SalesAddress {
    /// Street and number.
    pub street: Option<String>,
    /// A second line.
    pub second: Option<String>,
    /// Post code.
    pub post_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Region, province or state.
    pub region: Option<String>,
}

/// Where electronic documents reach a business.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SalesElectronicAddress {
    /// Code of the EAS list: 9930, EM ...
    pub scheme: String,
    /// The address in it.
    pub value: String,
}

/// What a business says of itself on its papers.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SalesProfile {
    /// The version you saw; 0 as long as nobody has written one.
    pub version: i32,
    /// Where it is.
    #[serde(default)]
    pub address: SalesAddress,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// On the web.
    pub web: Option<String>,
    /// Its number at its tax office that is no VAT number.
    pub tax_number: Option<String>,
    /// What the law wants on letters: register, seat, directors.
    #[serde(default)]
    pub registration: Vec<String>,
    /// The account to pay to; its first one when left out.
    pub iban: Option<String>,
    /// The BIC of that account.
    pub bic: Option<String>,
    /// The name of that bank.
    pub bank: Option<String>,
    /// Where electronic documents reach it.
    pub electronic_address: Option<SalesElectronicAddress>,
}

impl From<(Profile, i32)> for SalesProfile {
    fn from((profile, version): (Profile, i32)) -> Self {
        let PostalAddress { street, second, post_code, city, region } = profile.address;
        Self {
            version,
            address: SalesAddress { street, second, post_code, city, region },
            contact: profile.contact,
            phone: profile.phone,
            email: profile.email,
            web: profile.web,
            tax_number: profile.tax_number,
            registration: profile.registration,
            iban: profile.iban,
            bic: profile.bic,
            bank: profile.bank,
            electronic_address: profile
                .electronic_address
                .map(|at| SalesElectronicAddress { scheme: at.scheme, value: at.value }),
        }
    }
}

impl From<SalesProfile> for Profile {
    fn from(profile: SalesProfile) -> Self {
        let SalesAddress { street, second, post_code, city, region } = profile.address;
        Self {
            address: PostalAddress { street, second, post_code, city, region },
            contact: profile.contact,
            phone: profile.phone,
            email: profile.email,
            web: profile.web,
            tax_number: profile.tax_number,
            registration: profile.registration,
            iban: profile.iban,
            bic: profile.bic,
            bank: profile.bank,
            electronic_address: profile
                .electronic_address
                .map(|at| ElectronicAddress { scheme: at.scheme, value: at.value }),
        }
    }
}

/// Tells what the business says of itself on its papers.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales/profile", tag = "Sales", params(("business" = Uuid, Path)),
    responses((status = 200, body = SalesProfile), (status = 403, body = Problem)))]
pub async fn sales_profile(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<SalesProfile>, ApiError> {
    Ok(Json(::sales::profile(&state.db, &op, entity).await?.into()))
}

/// Writes anew what the business says of itself on its papers. What was issued keeps what it says.
#[utoipa::path(put, path = "/api/v1/businesses/{business}/sales/profile", tag = "Sales", params(("business" = Uuid, Path)),
    request_body = SalesProfile, responses((status = 200, body = SalesProfile), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn set_sales_profile(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<SalesProfile>,
) -> Result<Json<SalesProfile>, ApiError> {
    detached(async move {
        let version = input.version;
        ::sales::set_profile(&state.db, &op, entity, version, input.into()).await?;
        Ok(Json(::sales::profile(&state.db, &op, entity).await?.into()))
    })
    .await
}
