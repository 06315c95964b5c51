use books::TaxCode;
use jiff_sqlx::ToSqlx;
use op::{Allowed, EntityId, OrgId, may};
use pg::TenantTx;
use rust_decimal::Decimal;

use super::parse;
use crate::LedgerError;

/// Adds versions of codes; a code that is new is added with its first one.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    _by: &Allowed<may::OrganisationManage, OrgId>,
    entity: EntityId,
    codes: &[TaxCode],
) -> Result<(), LedgerError> {
    insert_heads(tx, entity, codes).await?;
    let code: Vec<String> = codes.iter().map(|c| c.code.clone()).collect();
    let versions: Vec<i32> = codes.iter().map(|c| c.version).collect();
    let rates: Vec<Decimal> = codes.iter().map(|c| c.rate).collect();
    let treatments: Vec<String> = codes.iter().map(|c| c.treatment.to_string()).collect();
    let recoverable: Vec<Decimal> = codes.iter().map(|c| c.recoverable).collect();
    let box_base: Vec<Option<String>> = codes.iter().map(|c| c.box_base.clone()).collect();
    let box_tax: Vec<Option<String>> = codes.iter().map(|c| c.box_tax.clone()).collect();
    let box_deducted: Vec<Option<String>> = codes.iter().map(|c| c.box_deducted.clone()).collect();
    let valid_from: Vec<Option<jiff_sqlx::Date>> = codes.iter().map(|c| c.valid_from.map(ToSqlx::to_sqlx)).collect();
    let valid_to: Vec<Option<jiff_sqlx::Date>> = codes.iter().map(|c| c.valid_to.map(ToSqlx::to_sqlx)).collect();
    sqlx::query!(
        "insert into tax_code_version (org_id, entity_id, code, version, rate, treatment, recoverable, box_base, box_tax,
                                       box_deducted, valid_from, valid_to)
         select $1, $2, t.*
           from unnest($3::text[], $4::integer[], $5::numeric[], $6::text[], $7::numeric[], $8::text[], $9::text[],
                       $10::text[], $11::date[], $12::date[])
                as t (code, version, rate, treatment, recoverable, box_base, box_tax, box_deducted, valid_from,
                      valid_to)",
        tx.org().0,
        entity.0,
        &code,
        &versions,
        &rates,
        &treatments,
        &recoverable,
        &box_base as _,
        &box_tax as _,
        &box_deducted as _,
        &valid_from as _,
        &valid_to as _,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert_heads(tx: &mut TenantTx, entity: EntityId, codes: &[TaxCode]) -> Result<(), LedgerError> {
    let firsts: Vec<&TaxCode> = codes.iter().filter(|c| c.version == 1).collect();
    let code: Vec<String> = firsts.iter().map(|c| c.code.clone()).collect();
    let names: Vec<String> = firsts.iter().map(|c| c.name.clone()).collect();
    let countries: Vec<String> = firsts.iter().map(|c| c.jurisdiction.clone()).collect();
    let kinds: Vec<String> = firsts.iter().map(|c| c.kind.to_string()).collect();
    sqlx::query!(
        "insert into tax_code (org_id, entity_id, code, name, jurisdiction, kind)
         select $1, $2, t.*
           from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as t (code, name, jurisdiction, kind)",
        tx.org().0,
        entity.0,
        &code,
        &names,
        &countries,
        &kinds,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// All versions of the active tax codes, by code, the newest version first.
pub(crate) async fn list(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<TaxCode>, LedgerError> {
    let rows = sqlx::query!(
        "select c.code, v.version, c.name, c.jurisdiction, v.rate, c.kind, v.treatment, v.recoverable, v.box_base,
                v.box_tax, v.box_deducted, v.valid_from, v.valid_to
           from tax_code c join tax_code_version v using (org_id, entity_id, code)
          where c.org_id = $1 and c.entity_id = $2 and c.active order by c.code, v.version desc",
        tx.org().0,
        entity.0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(TaxCode {
                code: r.code,
                version: r.version,
                name: r.name,
                jurisdiction: r.jurisdiction,
                rate: r.rate,
                kind: parse("tax kind", &r.kind)?,
                treatment: parse("tax treatment", &r.treatment)?,
                recoverable: r.recoverable,
                box_base: r.box_base,
                box_tax: r.box_tax,
                box_deducted: r.box_deducted,
                valid_from: r.valid_from.map(|d| d.to_jiff()),
                valid_to: r.valid_to.map(|d| d.to_jiff()),
            })
        })
        .collect()
}
