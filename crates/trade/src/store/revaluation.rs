use books::{AccountId, EntryId, PartyId};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use ledger::EntryNumber;
use money::Currency;
use op::{Allowed, may};
use pg::TenantTx;

use super::currency;
use crate::TradeError;
use crate::revalue::RevaluationPosted;

/// What revaluations that stand on a day added to items, in minor units of the base currency; by account, counterparty and
/// currency. What they added to money is in its balance.
pub(crate) async fn standing(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    as_of: Date,
) -> Result<Vec<((AccountId, Option<PartyId>, Currency), i64)>, TradeError> {
    let rows = sqlx::query!(
        r#"select o.account_id, o.party_id, o.currency, sum(o.base_minor)::bigint as "minor!"
             from open_item o
             join entry e on e.org_id = o.org_id and e.entry_id = o.entry_id and e.kind = 'revaluation'
            where o.org_id = $1 and o.entity_id = $2 and o.entry_date <= $3 and o.amount_minor = 0
            group by o.account_id, o.party_id, o.currency
           having sum(o.base_minor) <> 0"#,
        tx.org().0,
        by.entity().0,
        as_of.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| Ok(((AccountId(r.account_id), r.party_id.map(PartyId), currency(&r.currency)?), r.minor)))
        .collect()
}

/// Revaluations of a day, oldest first.
pub(crate) async fn posted(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    as_of: Date,
) -> Result<Vec<RevaluationPosted>, TradeError> {
    let rows = sqlx::query!(
        r#"select e.entry_id, e.journal, e.fiscal_year, e.number, r.entry_id as "reversed_by?"
             from entry e
             left join entry r on r.org_id = e.org_id and r.reverses = e.entry_id
            where e.org_id = $1 and e.entity_id = $2 and e.entry_date = $3 and e.kind = 'revaluation'
              and e.reverses is null
            order by e.recorded_at, e.entry_id"#,
        tx.org().0,
        by.entity().0,
        as_of.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| RevaluationPosted {
            entry: EntryId(r.entry_id),
            number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
            reversed_by: r.reversed_by.map(EntryId),
        })
        .collect())
}
