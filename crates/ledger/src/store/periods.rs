use books::PeriodStatus;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Allowed, EntityId, may};
use pg::TenantTx;
use uuid::Uuid;

use super::parse;
use crate::{LedgerError, PeriodView};

struct Row {
    period_id: Uuid,
    fiscal_year: i32,
    number: i16,
    first_day: jiff_sqlx::Date,
    last_day: jiff_sqlx::Date,
    status: String,
    version: i32,
}

impl TryFrom<Row> for PeriodView {
    type Error = LedgerError;

    fn try_from(row: Row) -> Result<Self, LedgerError> {
        Ok(Self {
            id: row.period_id,
            year: row.fiscal_year,
            number: u8::try_from(row.number).unwrap_or(0),
            start: row.first_day.to_jiff(),
            end: row.last_day.to_jiff(),
            status: parse("period status", &row.status)?,
            version: row.version,
        })
    }
}

fn views(rows: Vec<Row>) -> Result<Vec<PeriodView>, LedgerError> {
    rows.into_iter().map(PeriodView::try_from).collect()
}

pub(crate) async fn list(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<PeriodView>, LedgerError> {
    let rows = sqlx::query_as!(
        Row,
        "select period_id, fiscal_year, number, first_day, last_day, status, version from fiscal_period
          where org_id = $1 and entity_id = $2 order by fiscal_year, number",
        tx.org().0,
        entity.0,
    )
    .fetch_all(tx.conn())
    .await?;
    views(rows)
}

pub(crate) async fn find(tx: &mut TenantTx, period: Uuid) -> Result<Option<(EntityId, PeriodView)>, LedgerError> {
    let row = sqlx::query!(
        "select entity_id, period_id, fiscal_year, number, first_day, last_day, status, version from fiscal_period
          where org_id = $1 and period_id = $2",
        tx.org().0,
        period,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|r| {
        let row = Row {
            period_id: r.period_id,
            fiscal_year: r.fiscal_year,
            number: r.number,
            first_day: r.first_day,
            last_day: r.last_day,
            status: r.status,
            version: r.version,
        };
        Ok((EntityId(r.entity_id), PeriodView::try_from(row)?))
    })
    .transpose()
}

/// Locks the periods up to this one, in their order, against postings and other closes.
pub(crate) async fn lock_up_to(
    tx: &mut TenantTx,
    entity: EntityId,
    year: i32,
    number: u8,
) -> Result<Vec<PeriodView>, LedgerError> {
    let rows = sqlx::query_as!(
        Row,
        "select period_id, fiscal_year, number, first_day, last_day, status, version from fiscal_period
          where org_id = $1 and entity_id = $2 and (fiscal_year, number) <= ($3, $4)
          order by fiscal_year, number for no key update",
        tx.org().0,
        entity.0,
        year,
        i16::from(number),
    )
    .fetch_all(tx.conn())
    .await?;
    views(rows)
}

/// Locks all periods of a business, in their order.
pub(crate) async fn lock_all(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<PeriodView>, LedgerError> {
    lock_up_to(tx, entity, i32::MAX, 13).await
}

pub(crate) async fn set_status(
    tx: &mut TenantTx,
    by: &Allowed<may::PeriodsManage>,
    periods: &[Uuid],
    status: PeriodStatus,
    at: Timestamp,
) -> Result<(), LedgerError> {
    sqlx::query!(
        "update fiscal_period set status = $3, changed_at = $4, version = version + 1
          where org_id = $1 and entity_id = $5 and period_id = any($2)",
        tx.org().0,
        periods,
        status.to_string(),
        at.to_sqlx(),
        by.entity().0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds the periods of a year unless they are there; closed when a later year has a closed period.
pub(crate) async fn insert_year(
    tx: &mut TenantTx,
    entity: EntityId,
    year: i32,
    periods: &[(Uuid, books::Period)],
) -> Result<(), LedgerError> {
    let ids: Vec<Uuid> = periods.iter().map(|(id, _)| *id).collect();
    let numbers: Vec<i16> = periods.iter().map(|(_, p)| i16::from(p.number)).collect();
    let starts: Vec<jiff_sqlx::Date> = periods.iter().map(|(_, p)| p.start.to_sqlx()).collect();
    let ends: Vec<jiff_sqlx::Date> = periods.iter().map(|(_, p)| p.end.to_sqlx()).collect();
    sqlx::query!(
        r#"insert into fiscal_period (org_id, entity_id, period_id, fiscal_year, number, first_day, last_day, status)
           select $1, $2, t.period_id, $3, t.number, t.first_day, t.last_day,
                  case when exists (select from fiscal_period p
                                     where p.org_id = $1 and p.entity_id = $2 and p.fiscal_year > $3
                                       and p.status <> 'open') then 'closed' else 'open' end
             from unnest($4::uuid[], $5::smallint[], $6::date[], $7::date[])
                  as t (period_id, number, first_day, last_day)
            order by t.number
           on conflict (org_id, entity_id, fiscal_year, number) do nothing"#,
        tx.org().0,
        entity.0,
        year,
        &ids,
        &numbers,
        &starts,
        &ends,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
