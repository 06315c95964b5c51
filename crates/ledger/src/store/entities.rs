use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use money::Currency;
use op::{Allowed, EntityId, OrgId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::rules::JOURNALS;
use crate::{Entity, LedgerError};

struct Row {
    entity_id: Uuid,
    name: String,
    base_currency: String,
    jurisdiction: String,
    fiscal_year_start: i16,
    tax_id: Option<String>,
    also_known_as: Vec<String>,
    ibans: Vec<String>,
    demo: bool,
    version: i32,
}

impl TryFrom<Row> for Entity {
    type Error = LedgerError;

    fn try_from(row: Row) -> Result<Self, LedgerError> {
        Ok(Self {
            id: EntityId(row.entity_id),
            name: row.name,
            base_currency: super::currency(&row.base_currency)?,
            jurisdiction: row.jurisdiction,
            calendar: super::calendar(row.fiscal_year_start)?,
            tax_id: row.tax_id,
            also_known_as: row.also_known_as,
            ibans: row.ibans,
            demo: row.demo,
            version: row.version,
        })
    }
}

/// All businesses of the organisation by name; one of them when `only` is given.
pub(crate) async fn list(tx: &mut TenantTx, only: Option<EntityId>) -> Result<Vec<Entity>, LedgerError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select e.entity_id, e.name, e.base_currency, e.jurisdiction, e.fiscal_year_start, e.tax_id, e.also_known_as,
                  array(select b.iban from bank_account b
                         where b.org_id = e.org_id and b.entity_id = e.entity_id and b.active and b.iban is not null
                         order by b.created_at, b.bank_account_id) as "ibans!", e.demo, e.version
             from entity e where e.org_id = $1 and ($2::uuid is null or e.entity_id = $2) order by e.name, e.entity_id"#,
        tx.org().0,
        only.map(|e| e.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Entity::try_from).collect()
}

pub(crate) async fn base_currency(tx: &mut TenantTx, entity: EntityId) -> Result<Option<Currency>, LedgerError> {
    let code = sqlx::query_scalar!(
        "select base_currency from entity where org_id = $1 and entity_id = $2",
        tx.org().0,
        entity.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    code.map(|c| super::currency(&c)).transpose()
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    _by: &Allowed<may::OrganisationManage, OrgId>,
    entity: &Entity,
    at: Timestamp,
) -> Result<(), LedgerError> {
    sqlx::query!(
        "insert into entity (org_id, entity_id, name, base_currency, jurisdiction, fiscal_year_start, tax_id,
                             also_known_as, demo, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tx.org().0,
        entity.id.0,
        entity.name,
        entity.base_currency.code(),
        entity.jurisdiction,
        i16::from(entity.calendar.start_month()),
        entity.tax_id,
        &entity.also_known_as,
        entity.demo,
        at.to_sqlx(),
    )
    .execute(tx.conn())
    .await
    .map_err(|e| name_taken(e, &entity.name))?;
    let (codes, names): (Vec<String>, Vec<String>) =
        JOURNALS.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).unzip();
    sqlx::query!(
        "insert into journal (org_id, entity_id, journal, name)
         select $1, $2, t.journal, t.name from unnest($3::text[], $4::text[]) as t (journal, name)",
        tx.org().0,
        entity.id.0,
        &codes,
        &names,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves name, tax id and other names; false when the version is another one by now.
pub(crate) async fn update(
    tx: &mut TenantTx,
    by: &Allowed<may::OrganisationManage>,
    entity: &Entity,
) -> Result<bool, LedgerError> {
    let done = sqlx::query!(
        "update entity set name = $4, tax_id = $5, also_known_as = $6, version = version + 1
          where org_id = $1 and entity_id = $2 and version = $3",
        tx.org().0,
        by.entity().0,
        entity.version,
        entity.name,
        entity.tax_id,
        &entity.also_known_as,
    )
    .execute(tx.conn())
    .await
    .map_err(|e| name_taken(e, &entity.name))?;
    Ok(done.rows_affected() == 1)
}

fn name_taken(error: sqlx::Error, name: &str) -> LedgerError {
    match pg::constraint_of(&error) {
        Some("entity_name_taken") => LedgerError::EntityNameTaken(name.to_owned()),
        _ => error.into(),
    }
}
