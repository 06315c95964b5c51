use books::RateId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use money::{Currency, Rate};
use op::{Allowed, OrgId, may};
use pg::TenantTx;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{LedgerError, NewRate, RateRow};

pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost, OrgId>,
    id: Uuid,
    row: &RateRow,
) -> Result<(), LedgerError> {
    sqlx::query!(
        "insert into exchange_rate (org_id, rate_id, from_currency, to_currency, day, rate, source, recorded_at,
                                    recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        by.place().0,
        id,
        row.from.code(),
        row.to.code(),
        row.day.to_sqlx(),
        row.rate.value(),
        row.source,
        row.recorded_at.to_sqlx(),
        row.recorded_by,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Inserts rates that their source had not said just so for their day; returns how many these are.
pub(crate) async fn insert_all(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost, OrgId>,
    ids: &[Uuid],
    rates: &[NewRate],
    at: Timestamp,
    name: &str,
) -> Result<u64, LedgerError> {
    let from: Vec<String> = rates.iter().map(|r| r.from.code().to_owned()).collect();
    let to: Vec<String> = rates.iter().map(|r| r.to.code().to_owned()).collect();
    let days: Vec<jiff_sqlx::Date> = rates.iter().map(|r| r.day.to_sqlx()).collect();
    let values: Vec<Decimal> = rates.iter().map(|r| r.rate.value()).collect();
    let sources: Vec<String> = rates.iter().map(|r| r.source.clone()).collect();
    let done = sqlx::query!(
        r#"insert into exchange_rate (org_id, rate_id, from_currency, to_currency, day, rate, source, recorded_at,
                                      recorded_by)
           select $1, n.rate_id, n.from_currency, n.to_currency, n.day, n.rate, n.source, $7, $8
             from unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::numeric[], $9::text[])
                  as n (rate_id, from_currency, to_currency, day, rate, source)
            where n.rate is distinct from (
                select r.rate from exchange_rate r
                 where r.org_id = $1 and r.from_currency = n.from_currency and r.to_currency = n.to_currency
                   and r.day = n.day and r.source = n.source
                 order by r.recorded_at desc, r.rate_id desc limit 1)"#,
        by.place().0,
        ids,
        &from,
        &to,
        &days as _,
        &values,
        at.to_sqlx(),
        name,
        &sources,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The rate of the pair on the latest day up to `day`, as recorded last until `known_at`.
pub(crate) async fn latest(
    tx: &mut TenantTx,
    from: Currency,
    to: Currency,
    day: Date,
    known_at: Option<Timestamp>,
) -> Result<Option<RateRow>, LedgerError> {
    let row = sqlx::query!(
        "select rate_id, day, rate, source, recorded_at, recorded_by from exchange_rate
          where org_id = $1 and from_currency = $2 and to_currency = $3 and day <= $4
            and ($5::timestamptz is null or recorded_at <= $5)
          order by day desc, recorded_at desc, rate_id desc limit 1",
        tx.org().0,
        from.code(),
        to.code(),
        day.to_sqlx(),
        known_at.map(ToSqlx::to_sqlx) as _,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|r| {
        Ok(RateRow {
            id: Some(RateId(r.rate_id)),
            from,
            to,
            day: r.day.to_jiff(),
            rate: Rate::new(r.rate).map_err(|e| LedgerError::Corrupt(e.to_string()))?,
            source: r.source,
            recorded_at: r.recorded_at.to_jiff(),
            recorded_by: r.recorded_by,
        })
    })
    .transpose()
}

/// All versions of the rates of a span of days, newest first, at most a thousand.
pub(crate) async fn list(tx: &mut TenantTx, first: Date, last: Date) -> Result<Vec<RateRow>, LedgerError> {
    let rows = sqlx::query!(
        "select rate_id, from_currency, to_currency, day, rate, source, recorded_at, recorded_by from exchange_rate
          where org_id = $1 and day between $2 and $3
          order by day desc, from_currency, to_currency, recorded_at desc limit 1000",
        tx.org().0,
        first.to_sqlx(),
        last.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(RateRow {
                id: Some(RateId(r.rate_id)),
                from: super::currency(&r.from_currency)?,
                to: super::currency(&r.to_currency)?,
                day: r.day.to_jiff(),
                rate: Rate::new(r.rate).map_err(|e| LedgerError::Corrupt(e.to_string()))?,
                source: r.source,
                recorded_at: r.recorded_at.to_jiff(),
                recorded_by: r.recorded_by,
            })
        })
        .collect()
}
