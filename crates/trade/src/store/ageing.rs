use books::{AccountId, PartyId};
use jiff_sqlx::ToSqlx;
use money::Amount;
use op::{Allowed, may};
use pg::TenantTx;

use super::amount;
use crate::ageing::{AgeingOf, By};
use crate::{Side, TradeError};

/// Open items of one counterparty, currency and age. Debit positive.
#[derive(Debug)]
pub(crate) struct AgeSum {
    pub party: Option<(PartyId, String)>,
    pub bucket: usize,
    pub items: i64,
    pub open: Amount,
    /// Minor units of the base currency.
    pub base: i64,
}

/// The items of a side that are open on a day, in sums. The base value of each is rounded for itself, as
/// [`books::fx::book_value`] does.
pub(crate) async fn sums(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    of: AgeingOf,
) -> Result<Vec<AgeSum>, TradeError> {
    let rows = sqlx::query!(
        r#"with settled as materialized (
               select entry_id, line_no, sum(minor)::bigint as minor
                   from (select debit_entry as entry_id, debit_line as line_no, debit_minor as minor from allocation
                             where org_id = $1 and entity_id = $2 and allocated_on <= $3
                         union all
                         select credit_entry, credit_line, credit_minor from allocation
                             where org_id = $1 and entity_id = $2 and allocated_on <= $3) a
                   group by entry_id, line_no
           ), items as (
               select o.party_id, o.currency, o.amount_minor, o.base_minor,
                      o.amount_minor - sign(o.amount_minor)::bigint * coalesce(s.minor, 0) as open,
                      $3::date - case when $5 then coalesce(o.due_date, o.entry_date) else o.entry_date end as days
                   from open_item o
                   join account a on a.org_id = o.org_id and a.entity_id = o.entity_id and a.account_id = o.account_id
                        and a.role = $4
                   left join settled s on s.entry_id = o.entry_id and s.line_no = o.line_no
                   where o.org_id = $1 and o.entity_id = $2 and o.entry_date <= $3 and o.amount_minor <> 0
                     and abs(o.amount_minor) <> coalesce(s.minor, 0)
           ), sums as (
               select party_id, currency,
                      case when days <= 0 then 0 when days <= 30 then 1 when days <= 60 then 2 when days <= 90 then 3
                           else 4 end as bucket,
                      count(*) as items, sum(open)::bigint as open,
                      sum(case when open = amount_minor then base_minor
                               else round(base_minor::numeric * open / amount_minor)::bigint end)::bigint as base
                   from items group by 1, 2, 3
           )
           select s.party_id, p.name as "name?", s.currency as "currency!", s.bucket as "bucket!", s.items as "items!",
                  s.open as "open!", s.base as "base!"
               from sums s
               left join party p on p.org_id = $1 and p.entity_id = $2 and p.party_id = s.party_id
               order by s.party_id, s.currency, s.bucket"#,
        tx.org().0,
        by.entity().0,
        of.as_of.to_sqlx(),
        of.side.to_string(),
        of.by == By::Due,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(AgeSum {
                party: r.party_id.map(|id| (PartyId(id), r.name.unwrap_or_default())),
                bucket: usize::try_from(r.bucket).map_err(|e| super::broken("age of an item", e))?,
                items: r.items,
                open: amount(r.open, &r.currency)?,
                base: r.base,
            })
        })
        .collect()
}

/// What revaluations that stand on the day added to the accounts of a side: lines that change only the value in the base
/// currency. Those that belong to a settlement are part of its items.
pub(crate) async fn valuation(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    of: AgeingOf,
) -> Result<i64, TradeError> {
    let sum = sqlx::query_scalar!(
        r#"select coalesce(sum(o.base_minor), 0)::bigint as "sum!"
             from open_item o
             join account a on a.org_id = o.org_id and a.entity_id = o.entity_id and a.account_id = o.account_id
                  and a.role = $4
             join entry e on e.org_id = o.org_id and e.entry_id = o.entry_id and e.kind = 'revaluation'
            where o.org_id = $1 and o.entity_id = $2 and o.entry_date <= $3 and o.amount_minor = 0"#,
        tx.org().0,
        by.entity().0,
        of.as_of.to_sqlx(),
        of.side.to_string(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(sum)
}

/// The accounts of a side.
pub(crate) async fn accounts(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    side: Side,
) -> Result<Vec<AccountId>, TradeError> {
    let rows = sqlx::query_scalar!(
        "select account_id from account where org_id = $1 and entity_id = $2 and role = $3 order by code",
        tx.org().0,
        by.entity().0,
        side.to_string(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(AccountId).collect())
}
