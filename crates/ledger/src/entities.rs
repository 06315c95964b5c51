use std::collections::{HashMap, HashSet};

use audit::Change;
use books::charts::{self, ChartTemplate};
use books::{Account, AccountId, AccountRole, FiscalCalendar, TaxCode, tax};
use jiff::civil::Date;
use money::Currency;
use op::{EntityId, Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::post::today;
use crate::{LedgerError, bank_accounts, periods, store};

/// A business whose books are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// Its name, unique in the organisation.
    pub name: String,
    /// The currency of its books.
    pub base_currency: Currency,
    /// Whose tax rules apply, ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// When its fiscal year starts.
    pub calendar: FiscalCalendar,
    /// Its own tax id.
    pub tax_id: Option<String>,
    /// Other names documents address it by.
    pub also_known_as: Vec<String>,
    /// Its bank accounts.
    pub ibans: Vec<String>,
    /// Whether it is made up.
    pub demo: bool,
    /// Grows with every change.
    pub version: i32,
}

/// A business to be founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntity {
    /// Its name.
    pub name: String,
    /// The currency of its books.
    pub base_currency: Currency,
    /// Whose tax rules apply, ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u8,
    /// Its own tax id.
    pub tax_id: Option<String>,
    /// Other names documents address it by.
    pub also_known_as: Vec<String>,
    /// Its bank accounts.
    pub ibans: Vec<String>,
    /// Whether it is made up.
    pub demo: bool,
    /// Key of the chart template; the one of the jurisdiction when absent.
    pub chart: Option<String>,
}

impl NewEntity {
    /// A real business with a calendar year and the chart of its country.
    pub fn new(name: &str, base_currency: Currency, jurisdiction: &str) -> Self {
        Self {
            name: name.to_owned(),
            base_currency,
            jurisdiction: jurisdiction.to_owned(),
            fiscal_year_start: 1,
            tax_id: None,
            also_known_as: Vec::new(),
            ibans: Vec::new(),
            demo: false,
            chart: None,
        }
    }
}

/// What may change about a business; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntityChange {
    /// Its name.
    pub name: Option<String>,
    /// Its own tax id; an empty one removes it.
    pub tax_id: Option<String>,
    /// Other names documents address it by.
    pub also_known_as: Option<Vec<String>>,
    /// Its bank accounts.
    pub ibans: Option<Vec<String>>,
}

/// Founds a business: journals, tax codes, the chart of its template, and the present fiscal year. Other fiscal years
/// open by themselves when something is posted in them.
///
/// # Errors
/// [`LedgerError::Denied`] without `organisation-manage`, [`LedgerError::EntityNameTaken`],
/// [`LedgerError::UnknownChart`], [`LedgerError::Invalid`].
pub async fn create_entity(db: &Db, op: &Op, new: NewEntity) -> Result<EntityId, LedgerError> {
    let mut tx = db.begin(op).await?;
    let id = create_entity_in(&mut tx, op, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`create_entity`], in the caller's transaction.
///
/// # Errors
/// As [`create_entity`].
pub async fn create_entity_in(tx: &mut TenantTx, op: &Op, new: NewEntity) -> Result<EntityId, LedgerError> {
    let by = op.authorise(may::OrganisationManage, op.org)?;
    let entity = checked(op, &new)?;
    let template = template_for(&new)?;
    let at = stored_precision(op.now());
    store::entities::insert(tx, &by, &entity, at).await?;
    let codes = tax::codes(&entity.jurisdiction);
    store::tax_codes::insert(tx, &by, entity.id, &codes).await?;
    store::dimensions::insert_department(tx, &by, entity.id, op.new_id()).await?;
    let accounts = accounts_of(op, template, &entity.jurisdiction, today(op));
    store::chart::insert_accounts(tx, &by, entity.id, &accounts, at).await?;
    bank_accounts::keep_ibans(tx, op, &by, &entity).await?;
    let year = entity.calendar.year_of(today(op));
    periods::open_year(tx, op, entity.id, entity.calendar, year).await?;
    let image = json!({ "business": entity, "chart": template.key, "accounts": accounts.len() });
    let change = Change::of("business.founded", "entity", entity.id.0).in_entity(entity.id).after(image);
    audit::record(tx, op, change).await?;
    Ok(entity.id)
}

fn checked(op: &Op, new: &NewEntity) -> Result<Entity, LedgerError> {
    let jurisdiction = new.jurisdiction.to_ascii_uppercase();
    if rust_iso3166::from_alpha2(&jurisdiction).is_none() {
        let reason = format!("`{jurisdiction}` is not a country code of ISO 3166-1 such as DE");
        return Err(LedgerError::Invalid { field: "jurisdiction", reason });
    }
    Ok(Entity {
        id: EntityId(op.new_id()),
        name: name_of(&new.name)?,
        base_currency: new.base_currency,
        jurisdiction,
        calendar: FiscalCalendar::starting_in(new.fiscal_year_start)?,
        tax_id: tax_id_of(new.tax_id.as_deref().unwrap_or_default())?,
        also_known_as: names_of(&new.also_known_as)?,
        ibans: compact(&new.ibans)?,
        demo: new.demo,
        version: 1,
    })
}

pub(crate) fn name_of(name: &str) -> Result<String, LedgerError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.contains('\0') {
        return Err(LedgerError::Invalid { field: "name", reason: "a name has 1 to 200 characters".to_owned() });
    }
    Ok(name.to_owned())
}

/// IBANs as they are compared: without blanks, upper case, each once.
fn compact(ibans: &[String]) -> Result<Vec<String>, LedgerError> {
    let mut numbers: Vec<String> = Vec::new();
    for iban in ibans {
        let number = iban.split_whitespace().collect::<String>().to_ascii_uppercase();
        if !(4..=34).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let reason = format!("`{iban}` is not the number of a bank account: use 4 to 34 letters and digits");
            return Err(LedgerError::Invalid { field: "ibans", reason });
        }
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// Names, without empty ones.
fn names_of(names: &[String]) -> Result<Vec<String>, LedgerError> {
    names.iter().filter(|name| !name.trim().is_empty()).map(|name| name_of(name)).collect()
}

/// A tax id without blanks around it; none when nothing is left.
fn tax_id_of(text: &str) -> Result<Option<String>, LedgerError> {
    let text = text.trim();
    if text.chars().count() > 50 {
        return Err(LedgerError::Invalid { field: "tax_id", reason: "a tax id has at most 50 characters".to_owned() });
    }
    Ok(Some(text.to_owned()).filter(|t| !t.is_empty()))
}

fn template_for(new: &NewEntity) -> Result<&'static ChartTemplate, LedgerError> {
    let country = tax::jurisdiction(&new.jurisdiction);
    let key = new.chart.as_deref().or(country.map(|j| j.chart)).unwrap_or("standard");
    charts::template(key).ok_or_else(|| LedgerError::UnknownChart(key.to_owned()))
}

/// The template's accounts with ids, parents by id and the tax codes in force today.
fn accounts_of(op: &Op, template: &ChartTemplate, jurisdiction: &str, today: Date) -> Vec<Account> {
    let in_force: Vec<TaxCode> = tax::codes_on(jurisdiction, today);
    let mut ids: HashMap<&str, AccountId> = HashMap::new();
    let mut roles: HashSet<AccountRole> = HashSet::new();
    let mut accounts = Vec::with_capacity(template.accounts.len());
    for entry in &template.accounts {
        let id = AccountId(op.new_id());
        ids.insert(entry.code, id);
        let tax_code = entry.tax.and_then(|level| level.code(entry.account_type, &in_force));
        accounts.push(Account {
            id,
            code: entry.code.to_owned(),
            name: entry.name.to_owned(),
            account_type: entry.account_type,
            // where several accounts of a template have a role, the first one carries it
            role: entry.role.filter(|role| role.may_repeat() || roles.insert(*role)),
            postable: entry.postable,
            parent: entry.parent.and_then(|code| ids.get(code).copied()),
            currency: None,
            active: true,
            default_tax_code: tax_code.map(|c| c.code.clone()),
        });
    }
    accounts
}

/// The businesses the actor may see, by name.
///
/// # Errors
/// The database's.
pub async fn entities(db: &Db, op: &Op) -> Result<Vec<Entity>, LedgerError> {
    let mut tx = db.begin(op).await?;
    let all = store::entities::list(&mut tx, None).await?;
    Ok(all.into_iter().filter(|e| op.grants.covers(e.id)).collect())
}

/// One business.
///
/// # Errors
/// [`LedgerError::UnknownEntity`], also when the actor may not see it.
pub async fn entity(db: &Db, op: &Op, id: EntityId) -> Result<Entity, LedgerError> {
    if !op.grants.covers(id) {
        return Err(LedgerError::UnknownEntity(id));
    }
    let mut tx = db.begin(op).await?;
    entity_in(&mut tx, id).await
}

/// As [`entity`], in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// [`LedgerError::UnknownEntity`].
pub async fn entity_in(tx: &mut TenantTx, id: EntityId) -> Result<Entity, LedgerError> {
    store::entities::list(tx, Some(id)).await?.pop().ok_or(LedgerError::UnknownEntity(id))
}

/// Changes a business; `seen` is the version the caller saw.
///
/// # Errors
/// [`LedgerError::Denied`] without `organisation-manage` there, [`LedgerError::StaleVersion`],
/// [`LedgerError::EntityNameTaken`], [`LedgerError::Invalid`].
pub async fn update_entity(
    db: &Db,
    op: &Op,
    id: EntityId,
    seen: i32,
    change: EntityChange,
) -> Result<Entity, LedgerError> {
    let by = op.authorise(may::OrganisationManage, id)?;
    let mut tx = db.begin(op).await?;
    let before = entity_in(&mut tx, id).await?;
    if before.version != seen {
        return Err(LedgerError::StaleVersion { seen, found: before.version });
    }
    let mut after = before.clone();
    if let Some(name) = &change.name {
        after.name = name_of(name)?;
    }
    if let Some(tax_id) = change.tax_id {
        after.tax_id = tax_id_of(&tax_id)?;
    }
    if let Some(names) = change.also_known_as {
        after.also_known_as = names_of(&names)?;
    }
    if let Some(ibans) = change.ibans {
        after.ibans = compact(&ibans)?;
    }

    if !store::entities::update(&mut tx, &by, &after).await? {
        return Err(LedgerError::TryAgain);
    }
    bank_accounts::keep_ibans(&mut tx, op, &by, &after).await?;
    after.version += 1;
    let image = Change::of("business.changed", "entity", id.0).in_entity(id).before(json!(before)).after(json!(after));
    audit::record(&mut tx, op, image).await?;
    tx.commit().await?;
    Ok(after)
}
