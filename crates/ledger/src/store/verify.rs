use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::EntityId;
use pg::TenantTx;

use crate::{Finding, LedgerError};

/// How many findings of one kind are listed.
const MOST: i64 = 100;

/// The questions of a verification read everything once. Straight after an import the statistics know nothing of it yet,
/// and a plan row by row would take hours: joins are made by sets, whatever they say.
pub(crate) async fn read_by_sets(tx: &mut TenantTx) -> Result<(), LedgerError> {
    sqlx::query_scalar!("select set_config('enable_nestloop', 'off', true)").fetch_one(tx.conn()).await?;
    Ok(())
}

/// Counts entries and lines: what the verification covers.
pub(crate) async fn counts(tx: &mut TenantTx, entity: EntityId) -> Result<(i64, i64), LedgerError> {
    let row = sqlx::query!(
        r#"select (select count(*) from entry where org_id = $1 and entity_id = $2) as "entries!",
                  (select count(*) from line where org_id = $1 and entity_id = $2) as "lines!""#,
        tx.org().0,
        entity.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.entries, row.lines))
}

/// Replays the lines of the days (all days for `None`) and compares them with stored day balances and tail.
pub(crate) async fn drift(
    tx: &mut TenantTx,
    entity: EntityId,
    days: Option<(Date, Date)>,
) -> Result<Vec<Finding>, LedgerError> {
    let (first, last) = days.unzip();
    let rows = sqlx::query!(
        r#"select p.account_id as "account_id!", a.code as "code?", p.day as "day!", p.currency as "currency!",
                  sum(p.debit - p.credit)::text as "difference!"
             from (
               select l.account_id, l.entry_date as day, l.currency, l.class,
                      coalesce(l.dimension_set, '00000000-0000-0000-0000-000000000000') as dimension_set,
                      l.amount_minor::numeric as amount,
                      greatest(l.base_minor, 0)::numeric as debit, greatest(-l.base_minor, 0)::numeric as credit,
                      1::numeric as lines
                 from line l
                where l.org_id = $1 and l.entity_id = $2 and ($3::date is null or l.entry_date between $3 and $4)
               union all
               select b.account_id, b.starts, b.currency, b.class, b.dimension_set, -b.amount_minor, -b.base_debit, -b.base_credit, -b.lines
                 from balance b
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'd'
                  and ($3::date is null or b.starts between $3 and $4)
               union all
               select t.account_id, t.day, t.currency, t.class, t.dimension_set, -t.amount_minor, -t.base_debit, -t.base_credit, -t.lines
                 from balance_tail t
                where t.org_id = $1 and t.entity_id = $2 and ($3::date is null or t.day between $3 and $4)
             ) p
             left join account a on a.org_id = $1 and a.entity_id = $2 and a.account_id = p.account_id
            group by p.account_id, a.code, p.day, p.currency, p.class, p.dimension_set
           having sum(p.amount) <> 0 or sum(p.debit) <> 0 or sum(p.credit) <> 0 or sum(p.lines) <> 0
            order by p.day, a.code limit $5"#,
        tx.org().0,
        entity.0,
        first.map(ToSqlx::to_sqlx) as _,
        last.map(ToSqlx::to_sqlx) as _,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| {
        let account = r.code.unwrap_or_else(|| r.account_id.to_string());
        let what = format!(
            "account {account} on {} in {}: the stored balance differs from the lines by {} minor units",
            r.day.to_jiff(),
            r.currency,
            r.difference
        );
        Finding::new("drift", what)
    });
    Ok(found.collect())
}

/// Compares stored months and years with the stored days they consist of.
pub(crate) async fn span_drift(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Finding>, LedgerError> {
    let rows = sqlx::query!(
        r#"with days as (
               select s.span, s.starts, b.account_id, b.currency, b.class, b.dimension_set, b.amount_minor,
                      b.base_debit, b.base_credit, b.lines
                 from balance b
                cross join lateral (values ('m'::"char", date_trunc('month', b.starts)::date),
                                           ('y', date_trunc('year', b.starts)::date)) as s (span, starts)
                where b.org_id = $1 and b.entity_id = $2 and b.span = 'd'
           )
           select p.span::text as "span!", p.starts as "starts!", p.account_id as "account_id!",
                  p.currency as "currency!"
             from (
               select span, starts, account_id, currency, class, dimension_set, amount_minor, base_debit, base_credit,
                      lines from days
               union all
               select span, starts, account_id, currency, class, dimension_set, -amount_minor, -base_debit, -base_credit,
                      -lines
                 from balance where org_id = $1 and entity_id = $2 and span <> 'd'
             ) p
            group by p.span, p.starts, p.account_id, p.currency, p.class, p.dimension_set
           having sum(p.amount_minor) <> 0 or sum(p.base_debit) <> 0 or sum(p.base_credit) <> 0 or sum(p.lines) <> 0
            order by p.starts limit $3"#,
        tx.org().0,
        entity.0,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| {
        let span = if r.span == "m" { "month" } else { "year" };
        let what = format!(
            "account {} in the {span} from {} in {}: the stored balance differs from its days",
            r.account_id,
            r.starts.to_jiff(),
            r.currency
        );
        Finding::new("drift", what)
    });
    Ok(found.collect())
}

/// Entries that do not balance in the base currency or in one of their currencies, or have fewer than two lines.
pub(crate) async fn unbalanced(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Finding>, LedgerError> {
    let rows = sqlx::query!(
        r#"with by_currency as (
               select l.entry_id, l.currency, count(*) as lines, sum(l.amount_minor) as amount,
                      sum(l.base_minor) as base,
                      bool_and(l.entity_id = $2) as at_home
                 from line l
                where l.org_id = $1 and l.entity_id = $2
                group by l.entry_id, l.currency
           ), by_entry as (
               select entry_id, sum(lines) as lines, sum(base) as base, bool_or(amount <> 0) as open_currency
                 from by_currency group by entry_id
           )
           select e.journal, e.fiscal_year, e.number, e.entry_id
             from entry e left join by_entry b on b.entry_id = e.entry_id
            where e.org_id = $1 and e.entity_id = $2
              and (b.lines is null or b.lines < 2 or b.base <> 0 or b.open_currency)
            order by e.fiscal_year, e.journal, e.number limit $3"#,
        tx.org().0,
        entity.0,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let name = |j: &str, y: i32, n: i64| format!("entry {j}-{y}-{n} does not balance");
    Ok(rows.into_iter().map(|r| Finding::new("unbalanced", name(&r.journal, r.fiscal_year, r.number))).collect())
}

/// Journals and years whose numbers are not 1, 2, 3 ... up to the counter.
pub(crate) async fn number_gaps(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Finding>, LedgerError> {
    let rows = sqlx::query!(
        r#"select g.journal as "journal!", g.fiscal_year as "fiscal_year!", g.entries as "entries!",
                  g.highest as "highest!", n.last_number as "last_number?"
             from (select journal, fiscal_year, count(*) as entries, max(number) as highest
                     from entry where org_id = $1 and entity_id = $2 group by journal, fiscal_year) g
             left join entry_number n on n.org_id = $1 and n.entity_id = $2 and n.journal = g.journal
                  and n.fiscal_year = g.fiscal_year
            where g.highest <> g.entries or n.last_number is distinct from g.highest
            order by g.fiscal_year, g.journal limit $3"#,
        tx.org().0,
        entity.0,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| {
        let counter = r.last_number.unwrap_or(0);
        let what = format!(
            "journal {} of {}: {} entries, highest number {}, counter {counter}",
            r.journal, r.fiscal_year, r.entries, r.highest
        );
        Finding::new("number_gap", what)
    });
    Ok(found.collect())
}

/// Entries whose date lies outside their period.
pub(crate) async fn misplaced(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Finding>, LedgerError> {
    let rows = sqlx::query!(
        r#"select e.journal, e.fiscal_year, e.number, e.entry_date
             from entry e join fiscal_period p on p.org_id = e.org_id and p.entity_id = e.entity_id
                  and p.fiscal_year = e.fiscal_year and p.number = e.period
            where e.org_id = $1 and e.entity_id = $2 and e.entry_date not between p.first_day and p.last_day
            limit $3"#,
        tx.org().0,
        entity.0,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| {
        let number = format!("{}-{}-{}", r.journal, r.fiscal_year, r.number);
        Finding::new("misplaced", format!("entry {number} of {} lies outside its period", r.entry_date.to_jiff()))
    });
    Ok(found.collect())
}

/// Reversals that do not undo their entry account by account.
pub(crate) async fn uneven_reversals(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Finding>, LedgerError> {
    let rows = sqlx::query!(
        r#"select distinct r.journal, r.fiscal_year, r.number
             from (select e.entry_id, e.journal, e.fiscal_year, e.number, l.account_id, l.currency
                     from entry e join line l on l.org_id = e.org_id and l.entry_id in (e.entry_id, e.reverses)
                    where e.org_id = $1 and e.entity_id = $2 and e.reverses is not null
                    group by e.entry_id, e.journal, e.fiscal_year, e.number, l.account_id, l.currency
                   having sum(l.amount_minor) <> 0 or sum(l.base_minor) <> 0) r
            limit $3"#,
        tx.org().0,
        entity.0,
        MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| {
        let number = format!("{}-{}-{}", r.journal, r.fiscal_year, r.number);
        Finding::new("uneven_reversal", format!("entry {number} does not undo the entry it reverses"))
    });
    Ok(found.collect())
}
