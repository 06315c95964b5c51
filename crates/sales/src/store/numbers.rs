use jiff::civil::Date;
use op::{Action, Allowed, may};
use pg::TenantTx;

use crate::SalesError;

/// The next number of a series in a year. Whoever else wants one waits until this transaction ends; when it is rolled
/// back the number is given again.
pub(crate) async fn next(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    series: &str,
    year: i32,
) -> Result<i32, SalesError> {
    let given = sqlx::query_scalar!(
        "insert into sales_series as s (org_id, entity_id, series, year, last) values ($1, $2, $3, $4, 1)
         on conflict (org_id, entity_id, series, year) do update set last = s.last + 1
         returning last",
        tx.org().0,
        by.entity().0,
        series,
        year,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(given)
}

/// The latest day of issue in a series and year.
pub(crate) async fn last_dated<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    series: &str,
    year: i32,
) -> Result<Option<Date>, SalesError> {
    let last = sqlx::query_scalar!(
        "select max(dated) from sales_document
          where org_id = $1 and entity_id = $2 and series = $3 and year = $4 and number is not null",
        tx.org().0,
        by.entity().0,
        series,
        year,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(last.map(|day| day.to_jiff()))
}
