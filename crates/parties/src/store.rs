//! All SQL of the slice: the parties themselves here, how they are found in [`candidates`], what they taught
//! in [`memory`].

pub(crate) mod candidates;
pub(crate) mod memory;

use books::{AccountId, PartyId};
use jiff_sqlx::ToSqlx;
use op::{Action, Allowed, EntityId, Op, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::list::Cursor;
use crate::party::{Defaults, Party, PartyData};
use crate::rules::names;
use crate::{Filter, PartyError};

/// The columns of a party with its names and numbers gathered.
struct Row {
    party_id: Uuid,
    name: String,
    is_supplier: bool,
    is_customer: bool,
    country: Option<String>,
    address: Option<String>,
    email: Option<String>,
    default_expense_account: Option<Uuid>,
    default_income_account: Option<Uuid>,
    purchase_tax_code: Option<String>,
    sales_tax_code: Option<String>,
    payment_days: Option<i16>,
    active: bool,
    created_at: jiff_sqlx::Timestamp,
    version: i32,
    aliases: Vec<String>,
    tax_ids: Vec<String>,
    ibans: Vec<String>,
    domains: Vec<String>,
}

impl Row {
    fn into_party(self, entity: EntityId) -> Party {
        let data = PartyData {
            name: self.name,
            is_supplier: self.is_supplier,
            is_customer: self.is_customer,
            country: self.country,
            address: self.address,
            email: self.email,
            aliases: self.aliases,
            tax_ids: self.tax_ids,
            ibans: self.ibans,
            domains: self.domains,
            defaults: Defaults {
                expense_account: self.default_expense_account.map(AccountId),
                income_account: self.default_income_account.map(AccountId),
                purchase_tax_code: self.purchase_tax_code,
                sales_tax_code: self.sales_tax_code,
                payment_days: self.payment_days,
            },
        };
        let created_at = self.created_at.to_jiff();
        Party { id: PartyId(self.party_id), entity, data, active: self.active, created_at, version: self.version }
    }
}

/// Parties by name: all that pass the filter after the cursor, or the one with the given id.
pub(crate) async fn page<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    only: Option<PartyId>,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<Party>, PartyError> {
    let entity = by.entity();
    let rows = sqlx::query_as!(
        Row,
        r#"select p.party_id, p.name, p.is_supplier, p.is_customer, p.country, p.address, p.email,
                  p.default_expense_account, p.default_income_account, p.purchase_tax_code, p.sales_tax_code,
                  p.payment_days, p.active, p.created_at, p.version,
                  array(select n.name from party_name n where n.org_id = p.org_id and n.entity_id = p.entity_id
                           and n.party_id = p.party_id and n.name <> p.name order by n.name) as "aliases!",
                  array(select i.value from party_identifier i where i.org_id = p.org_id and i.entity_id = p.entity_id
                           and i.party_id = p.party_id and i.kind = 'tax_id' order by i.value) as "tax_ids!",
                  array(select i.value from party_identifier i where i.org_id = p.org_id and i.entity_id = p.entity_id
                           and i.party_id = p.party_id and i.kind = 'iban' order by i.value) as "ibans!",
                  array(select i.value from party_identifier i where i.org_id = p.org_id and i.entity_id = p.entity_id
                           and i.party_id = p.party_id and i.kind = 'domain' order by i.value) as "domains!"
             from party p
            where p.org_id = $1 and p.entity_id = $2
              and ($3::uuid is null or p.party_id = $3)
              and ($4::text is null or strpos(lower(p.name), lower($4)) > 0
                   or exists (select from party_name n where n.org_id = p.org_id and n.entity_id = p.entity_id
                                 and n.party_id = p.party_id and strpos(lower(n.name), lower($4)) > 0))
              and (not $5 or p.is_supplier) and (not $6 or p.is_customer) and (p.active or $7)
              and ($8::text is null or (p.name, p.party_id) > ($8, $9))
            order by p.name, p.party_id
            limit $10"#,
        tx.org().0,
        entity.0,
        only.map(|id| id.0),
        filter.text.as_deref(),
        filter.suppliers,
        filter.customers,
        filter.inactive_too,
        after.map(|c| c.name.as_str()),
        after.map(|c| c.id.0),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| row.into_party(entity)).collect())
}

pub(crate) async fn party<A: Action>(tx: &mut TenantTx, by: &Allowed<A>, id: PartyId) -> Result<Party, PartyError> {
    let all = Filter { inactive_too: true, ..Filter::default() };
    page(tx, by, Some(id), &all, None, 1).await?.pop().ok_or(PartyError::Unknown(id))
}

pub(crate) async fn names(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, PartyError> {
    let rows =
        sqlx::query!("select party_id, name from party where org_id = $1 and party_id = any($2)", tx.org().0, ids,)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|r| (r.party_id, r.name)).collect())
}

/// Locks the party against another change and gives its version.
pub(crate) async fn lock<A: Action>(tx: &mut TenantTx, by: &Allowed<A>, id: PartyId) -> Result<i32, PartyError> {
    let entity = by.entity();
    sqlx::query_scalar!(
        "select version from party where org_id = $1 and entity_id = $2 and party_id = $3 for update",
        tx.org().0,
        entity.0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(PartyError::Unknown(id))
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PartiesManage>,
    data: &PartyData,
) -> Result<PartyId, PartyError> {
    let entity = by.entity();
    let id = PartyId(op.new_id());
    sqlx::query!(
        r#"insert into party (org_id, entity_id, party_id, name, is_supplier, is_customer, country, address, email,
                              default_expense_account, default_income_account, purchase_tax_code, sales_tax_code,
                              payment_days, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"#,
        tx.org().0,
        entity.0,
        id.0,
        data.name,
        data.is_supplier,
        data.is_customer,
        data.country,
        data.address,
        data.email,
        data.defaults.expense_account.map(|a| a.0),
        data.defaults.income_account.map(|a| a.0),
        data.defaults.purchase_tax_code,
        data.defaults.sales_tax_code,
        data.defaults.payment_days,
        op.now().to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Replaces everything but the id; names and numbers are written by [`forget_names`] and [`add_names`] beside it.
pub(crate) async fn update(
    tx: &mut TenantTx,
    by: &Allowed<may::PartiesManage>,
    id: PartyId,
    data: &PartyData,
    active: bool,
) -> Result<(), PartyError> {
    let entity = by.entity();
    sqlx::query!(
        r#"update party set name = $4, is_supplier = $5, is_customer = $6, country = $7, address = $8, email = $9,
                  default_expense_account = $10, default_income_account = $11, purchase_tax_code = $12,
                  sales_tax_code = $13, payment_days = $14, active = $15, version = version + 1
            where org_id = $1 and entity_id = $2 and party_id = $3"#,
        tx.org().0,
        entity.0,
        id.0,
        data.name,
        data.is_supplier,
        data.is_customer,
        data.country,
        data.address,
        data.email,
        data.defaults.expense_account.map(|a| a.0),
        data.defaults.income_account.map(|a| a.0),
        data.defaults.purchase_tax_code,
        data.defaults.sales_tax_code,
        data.defaults.payment_days,
        active,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What lets somebody add names: keeping counterparties, or approving a document that shows one.
pub(crate) trait Names: Action {}
impl Names for may::PartiesManage {}
impl Names for may::DocumentsApprove {}

/// Names and numbers of a party, as they are found again.
pub(crate) async fn add_names<A: Names>(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<A>,
    id: PartyId,
    data: &PartyData,
) -> Result<(), PartyError> {
    let entity = by.entity();
    let (mut normal, mut printed, mut grams, mut gram_of) = (vec![], vec![], vec![], vec![]);
    for name in std::iter::once(&data.name).chain(&data.aliases) {
        let key = names::normal_name(name);
        // The party's own name comes first, so an alias that only differs in case does not displace it.
        if key.is_empty() || normal.contains(&key) {
            continue;
        }
        for gram in names::grams(&key) {
            grams.push(gram);
            gram_of.push(key.clone());
        }
        normal.push(key);
        printed.push(name.clone());
    }
    let numbers = [("tax_id", &data.tax_ids), ("iban", &data.ibans), ("domain", &data.domains)];
    let numbers = numbers.iter().flat_map(|(kind, values)| values.iter().map(|v| ((*kind).to_owned(), v.clone())));
    let (kinds, values): (Vec<String>, Vec<String>) = numbers.unzip();
    sqlx::query!(
        r#"with name as (
               insert into party_name (org_id, entity_id, party_id, normal_name, name)
               select $1, $2, $3, t.* from unnest($4::text[], $5::text[]) as t on conflict do nothing
           ), gram as (
               insert into party_name_gram (org_id, entity_id, gram, normal_name)
               select $1, $2, t.* from unnest($6::text[], $7::text[]) as t on conflict do nothing
           )
           insert into party_identifier (org_id, entity_id, party_id, created_at, kind, value)
           select $1, $2, $3, $8, t.* from unnest($9::text[], $10::text[]) as t on conflict do nothing"#,
        tx.org().0,
        entity.0,
        id.0,
        &normal,
        &printed,
        &grams,
        &gram_of,
        op.now().to_sqlx(),
        &kinds,
        &values,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes all names and numbers away. Pieces of names nobody bears any more stay behind: they lead to no party.
pub(crate) async fn forget_names(
    tx: &mut TenantTx,
    by: &Allowed<may::PartiesManage>,
    id: PartyId,
) -> Result<(), PartyError> {
    let entity = by.entity();
    sqlx::query!(
        r#"with name as (delete from party_name where org_id = $1 and entity_id = $2 and party_id = $3)
           delete from party_identifier where org_id = $1 and entity_id = $2 and party_id = $3"#,
        tx.org().0,
        entity.0,
        id.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
