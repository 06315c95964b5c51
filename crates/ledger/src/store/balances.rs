use books::AccountId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::{Allowed, EntityId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::LedgerError;

/// One fold or rebuild of a business at a time; postings and readers do not take it.
pub(crate) async fn lock_fold(tx: &mut TenantTx, entity: EntityId) -> Result<(), LedgerError> {
    sqlx::query!("select pg_advisory_xact_lock(ledger_fold_lock($1))", entity.0).execute(tx.conn()).await?;
    Ok(())
}

/// Analyses the ledger's tables that have grown fourfold since they were analysed (migration 0022).
pub(crate) async fn refresh_statistics(tx: &mut TenantTx) -> Result<(), LedgerError> {
    sqlx::query_scalar!("select refresh_ledger_statistics()").fetch_one(tx.conn()).await?;
    Ok(())
}

/// Moves the visible tail into day, month and year balances, by one statement: a reader sees a line in the tail or in
/// the balances, never in both or in neither. Returns the number of tail rows.
pub(crate) async fn fold(tx: &mut TenantTx, entity: EntityId) -> Result<u64, LedgerError> {
    let rows = sqlx::query_scalar!(
        r#"with gone as (
               delete from balance_tail where org_id = $1 and entity_id = $2
               returning account_id, currency, class, dimension_set, day, amount_minor, base_debit, base_credit, lines
           ), spans as (
               select s.span, s.starts, g.account_id, g.currency, g.class, g.dimension_set,
                      sum(g.amount_minor)::bigint as amount_minor,
                      sum(g.base_debit)::bigint as base_debit, sum(g.base_credit)::bigint as base_credit,
                      sum(g.lines)::bigint as lines
                 from gone g
                cross join lateral (values ('d'::"char", g.day), ('m', date_trunc('month', g.day)::date),
                                           ('y', date_trunc('year', g.day)::date)) as s (span, starts)
                group by s.span, s.starts, g.account_id, g.currency, g.class, g.dimension_set
                order by s.span, s.starts, g.account_id, g.currency
           ), stored as (
               insert into balance as b (org_id, entity_id, span, starts, account_id, currency, class, dimension_set,
                                         amount_minor, base_debit, base_credit, lines)
               select $1, $2, * from spans
               on conflict (org_id, entity_id, span, starts, account_id, currency, class, dimension_set) do update
                  set amount_minor = b.amount_minor + excluded.amount_minor,
                      base_debit = b.base_debit + excluded.base_debit,
                      base_credit = b.base_credit + excluded.base_credit,
                      lines = b.lines + excluded.lines
           )
           select count(*) as "rows!" from gone"#,
        tx.org().0,
        entity.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(u64::try_from(rows).unwrap_or(0))
}

/// Replaces tail and balances by a fresh fold of the visible lines. The second statement sees lines and their tail in
/// one snapshot: lines that are being posted at this moment are in neither and bring their own tail. Returns the number
/// of balance rows written.
pub(crate) async fn rebuild(tx: &mut TenantTx, by: &Allowed<may::PeriodsManage>) -> Result<u64, LedgerError> {
    let entity = by.entity();
    sqlx::query!("delete from balance where org_id = $1 and entity_id = $2", tx.org().0, entity.0)
        .execute(tx.conn())
        .await?;
    let done = sqlx::query!(
        r#"with gone as (
               delete from balance_tail where org_id = $1 and entity_id = $2
           ), days as (
               select l.account_id, l.currency, l.class,
                      coalesce(l.dimension_set, '00000000-0000-0000-0000-000000000000') as dimension_set,
                      l.entry_date as day, sum(l.amount_minor) as amount_minor,
                      coalesce(sum(l.base_minor) filter (where l.base_minor > 0), 0) as base_debit,
                      coalesce(-sum(l.base_minor) filter (where l.base_minor < 0), 0) as base_credit,
                      count(*) as lines
                 from line l where l.org_id = $1 and l.entity_id = $2
                group by l.account_id, l.currency, l.class, l.dimension_set, l.entry_date
           )
           insert into balance (org_id, entity_id, span, starts, account_id, currency, class, dimension_set,
                                amount_minor, base_debit, base_credit, lines)
           select $1, $2, s.span, s.starts, d.account_id, d.currency, d.class, d.dimension_set, sum(d.amount_minor),
                  sum(d.base_debit), sum(d.base_credit), sum(d.lines)
             from days d
            cross join lateral (values ('d'::"char", d.day), ('m', date_trunc('month', d.day)::date),
                                       ('y', date_trunc('year', d.day)::date)) as s (span, starts)
            group by s.span, s.starts, d.account_id, d.currency, d.class, d.dimension_set"#,
        tx.org().0,
        entity.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The balance of an account in one transaction currency. Minor units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub account: AccountId,
    pub currency: money::Currency,
    pub amount: i64,
    pub debit: i64,
    pub credit: i64,
}

/// Balances at the end of a day: stored years, then months, then days, then the tail, less what was recorded after
/// `known_at`. `accounts` narrows them; `None` means all.
pub(crate) async fn as_of(
    tx: &mut TenantTx,
    entity: EntityId,
    day: Date,
    known_at: Option<Timestamp>,
    accounts: Option<&[Uuid]>,
) -> Result<Vec<Part>, LedgerError> {
    let (month, year) = (day.first_of_month(), day.first_of_year());
    let rows = sqlx::query!(
        r#"select p.account_id as "account_id!", p.currency as "currency!", sum(p.amount)::bigint as "amount!",
                  sum(p.debit)::bigint as "debit!", sum(p.credit)::bigint as "credit!"
             from (
               select b.account_id, b.currency, b.amount_minor as amount, b.base_debit as debit, b.base_credit as credit
                 from balance b where b.org_id = $1 and b.entity_id = $2 and b.span = 'y' and b.starts < $5
               union all
               select b.account_id, b.currency, b.amount_minor, b.base_debit, b.base_credit
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'm' and b.starts >= $5 and b.starts < $4
               union all
               select b.account_id, b.currency, b.amount_minor, b.base_debit, b.base_credit
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'd' and b.starts >= $4 and b.starts <= $3
               union all
               select t.account_id, t.currency, t.amount_minor, t.base_debit, t.base_credit
                 from balance_tail t where t.org_id = $1 and t.entity_id = $2 and t.day <= $3
               union all
               select l.account_id, l.currency, -l.amount_minor, -greatest(l.base_minor, 0), -greatest(-l.base_minor, 0)
                 from entry e join line l on l.org_id = e.org_id and l.entry_id = e.entry_id
                where $6::timestamptz is not null and e.org_id = $1 and e.entity_id = $2 and e.recorded_at > $6
                  and e.entry_date <= $3
             ) p
            where $7::uuid[] is null or p.account_id = any($7)
            group by p.account_id, p.currency"#,
        tx.org().0,
        entity.0,
        day.to_sqlx(),
        month.to_sqlx(),
        year.to_sqlx(),
        known_at.map(ToSqlx::to_sqlx),
        accounts as _,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let currency = super::currency(&r.currency)?;
            Ok(Part { account: AccountId(r.account_id), currency, amount: r.amount, debit: r.debit, credit: r.credit })
        })
        .collect()
}

/// What accounts moved from `from` to `to`, both included, under a value of a dimension: the whole months and years in
/// between from their balances, the days at both ends one by one.
pub(crate) async fn of_dimension(
    tx: &mut TenantTx,
    entity: EntityId,
    accounts: &[Uuid],
    (from, to): (Date, Date),
    (dimension, value): (&str, &str),
) -> Result<Vec<Part>, LedgerError> {
    // the days before the first whole month, the whole months, the days after the last one
    let first_month = if from == from.first_of_month() { from } else { next_day(from.last_of_month())? };
    let after_months = if to == to.last_of_month() { next_day(to)? } else { to.first_of_month() };
    let (first_month, after_months) =
        if first_month < after_months { (first_month, after_months) } else { (from, from) };
    let rows = sqlx::query!(
        r#"with named as (
               select s.set_id from dimension d
                 join dimension_value v using (org_id, entity_id, dimension_id)
                 join dimension_set_value s using (org_id, entity_id, dimension_id, value_id)
                where d.org_id = $1 and d.entity_id = $2 and d.code = $8 and v.code = $9
           )
           select p.account_id as "account_id!", p.currency as "currency!", sum(p.amount)::bigint as "amount!",
                  sum(p.debit)::bigint as "debit!", sum(p.credit)::bigint as "credit!"
             from (
               select b.account_id, b.currency, b.dimension_set, b.amount_minor as amount, b.base_debit as debit,
                      b.base_credit as credit
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'm' and b.starts >= $6 and b.starts < $7
               union all
               select b.account_id, b.currency, b.dimension_set, b.amount_minor, b.base_debit, b.base_credit
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'd' and b.starts >= $4 and b.starts <= $5
                  and (b.starts < $6 or b.starts >= $7)
               union all
               select t.account_id, t.currency, t.dimension_set, t.amount_minor, t.base_debit, t.base_credit
                 from balance_tail t
                where t.org_id = $1 and t.entity_id = $2 and t.day >= $4 and t.day <= $5
             ) p
            where p.account_id = any($3) and p.dimension_set in (select set_id from named)
            group by p.account_id, p.currency"#,
        tx.org().0,
        entity.0,
        accounts,
        from.to_sqlx(),
        to.to_sqlx(),
        first_month.to_sqlx(),
        after_months.to_sqlx(),
        dimension,
        value,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let currency = super::currency(&r.currency)?;
            Ok(Part { account: AccountId(r.account_id), currency, amount: r.amount, debit: r.debit, credit: r.credit })
        })
        .collect()
}

/// Movement of an account in a calendar month, base currency, minor units.
pub(crate) struct Month {
    pub month: Date,
    pub account: AccountId,
    pub debit: i64,
    pub credit: i64,
}

/// Movements by calendar month from the month of `first` to the month of `last`.
pub(crate) async fn monthly(
    tx: &mut TenantTx,
    entity: EntityId,
    first: Date,
    last: Date,
) -> Result<Vec<Month>, LedgerError> {
    let rows = sqlx::query!(
        r#"select p.month as "month!", p.account_id as "account_id!", sum(p.debit)::bigint as "debit!",
                  sum(p.credit)::bigint as "credit!"
             from (
               select b.starts as month, b.account_id, b.base_debit as debit, b.base_credit as credit
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'm' and b.starts >= $3 and b.starts <= $4
               union all
               select date_trunc('month', t.day)::date, t.account_id, t.base_debit, t.base_credit
                 from balance_tail t
                where t.org_id = $1 and t.entity_id = $2 and t.day >= $3
                  and t.day < ($4::date + interval '1 month')::date
             ) p
            group by p.month, p.account_id order by p.month"#,
        tx.org().0,
        entity.0,
        first.first_of_month().to_sqlx(),
        last.first_of_month().to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Month { month: r.month.to_jiff(), account: AccountId(r.account_id), debit: r.debit, credit: r.credit })
        .collect())
}

fn next_day(day: Date) -> Result<Date, LedgerError> {
    day.tomorrow().map_err(|_| LedgerError::DateOutOfRange(day))
}
