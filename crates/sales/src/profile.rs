//! What a business says of itself on its papers.

use audit::Change;
use jobs::News;
use op::{EntityId, Op, may};
use pg::{Db, stored_precision};
use road::Versioned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{SalesError, store};

const LINE_MAX: usize = 200;
const LINES_MAX: usize = 10;

/// A postal address; the country is that of the business.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostalAddress {
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

/// Where electronic documents reach the business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectronicAddress {
    /// The scheme by its code of the EAS list: `9930` German VAT number, `EM` mail.
    pub scheme: String,
    /// The address in it.
    pub value: String,
}

/// What a business says of itself on its papers, beside its name, tax number and bank accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Where it is.
    pub address: PostalAddress,
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
    pub registration: Vec<String>,
    /// The account to pay to; its first one when left out.
    pub iban: Option<String>,
    /// The BIC of that account.
    pub bic: Option<String>,
    /// The name of that bank.
    pub bank: Option<String>,
    /// Where electronic documents reach it.
    pub electronic_address: Option<ElectronicAddress>,
}

impl Versioned for Profile {
    const NAME: &'static str = "sales profile";
}

/// The profile of a business with its version: 0 as long as nobody has written one.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-read`.
pub async fn profile(db: &Db, op: &Op, entity: EntityId) -> Result<(Profile, i32), SalesError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    store::profile::get(&mut tx, &by).await
}

/// Writes the profile anew for a person who saw `version` of it. What was issued keeps what it says.
///
/// # Errors
/// [`SalesError::Denied`] without `chart-manage`; [`SalesError::Stale`], [`SalesError::Invalid`].
pub async fn set_profile(
    db: &Db,
    op: &Op,
    entity: EntityId,
    version: i32,
    profile: Profile,
) -> Result<i32, SalesError> {
    let by = op.authorise(may::ChartManage, entity)?;
    let profile = profile.checked()?;
    let mut tx = db.begin(op).await?;
    let (before, current) = store::profile::get(&mut tx, &by).await?;
    let stale = SalesError::Stale { seen: version, current };
    if current != version {
        return Err(stale);
    }
    let at = stored_precision(op.now());
    if !store::profile::set(&mut tx, &by, (&profile, version + 1), at, &op.actor.name()).await? {
        return Err(stale);
    }
    let change = Change::of("sales_profile.changed", "entity", entity.0).in_entity(entity);
    audit::record(&mut tx, op, change.before(json!(before)).after(json!(profile))).await?;
    let news = News { topic: "sales.changed", entity: Some(entity), subject_id: entity.0, payload: json!({}) };
    jobs::emit(&mut tx, op, news).await?;
    tx.commit().await?;
    Ok(version + 1)
}

impl Profile {
    /// Without blanks around texts and without empty ones, or the first field that cannot be kept.
    fn checked(self) -> Result<Self, SalesError> {
        let lines: Vec<String> =
            self.registration.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if lines.len() > LINES_MAX {
            let why = format!("write at most {LINES_MAX} lines");
            return Err(SalesError::Invalid { field: "registration".to_owned(), why });
        }
        for line in &lines {
            text("registration", Some(line.clone()))?;
        }
        let address = PostalAddress {
            street: text("address.street", self.address.street)?,
            second: text("address.second", self.address.second)?,
            post_code: text("address.post_code", self.address.post_code)?,
            city: text("address.city", self.address.city)?,
            region: text("address.region", self.address.region)?,
        };
        let compact = |iban: String| iban.split_whitespace().collect::<String>().to_uppercase();
        let electronic_address = match self.electronic_address {
            Some(at) => {
                let scheme = text("electronic_address.scheme", Some(at.scheme))?;
                let value = text("electronic_address.value", Some(at.value))?;
                scheme.zip(value).map(|(scheme, value)| ElectronicAddress { scheme, value })
            }
            None => None,
        };
        Ok(Self {
            address,
            contact: text("contact", self.contact)?,
            phone: text("phone", self.phone)?,
            email: text("email", self.email)?,
            web: text("web", self.web)?,
            tax_number: text("tax_number", self.tax_number)?,
            registration: lines,
            iban: text("iban", self.iban)?.map(compact),
            bic: text("bic", self.bic)?.map(compact),
            bank: text("bank", self.bank)?,
            electronic_address,
        })
    }
}

fn text(field: &str, value: Option<String>) -> Result<Option<String>, SalesError> {
    let Some(value) = value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()) else { return Ok(None) };
    if value.chars().count() > LINE_MAX || value.contains('\0') {
        return Err(SalesError::Invalid {
            field: field.to_owned(),
            why: format!("write at most {LINE_MAX} characters"),
        });
    }
    Ok(Some(value))
}
