use books::{EntryId, PartyId};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use ledger::{EntryNumber, ItemRef};
use money::Amount;
use op::{Allowed, may};
use pg::TenantTx;

use super::{amount, broken};
use crate::TradeError;
use crate::statement::StatementLine;

/// The name of a counterparty.
pub(crate) async fn name(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    party: PartyId,
) -> Result<Option<String>, TradeError> {
    let name = sqlx::query_scalar!(
        "select name from party where org_id = $1 and entity_id = $2 and party_id = $3",
        tx.org().0,
        by.entity().0,
        party.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(name)
}

/// The balance before a day, by currency.
pub(crate) async fn opening(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    party: PartyId,
    from: Date,
) -> Result<Vec<Amount>, TradeError> {
    let rows = sqlx::query!(
        r#"select currency, sum(amount_minor)::bigint as "minor!" from open_item
            where org_id = $1 and entity_id = $2 and party_id = $3 and entry_date < $4
            group by currency order by currency"#,
        tx.org().0,
        by.entity().0,
        party.0,
        from.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|r| amount(r.minor, &r.currency)).collect()
}

/// What was booked in a span, by date; the balances are for the caller to run.
pub(crate) async fn lines(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    party: PartyId,
    (from, to): (Date, Date),
) -> Result<Vec<StatementLine>, TradeError> {
    let rows = sqlx::query!(
        r#"select o.entry_id, o.line_no, o.entry_date, o.due_date, o.currency, o.amount_minor, a.role as "role!",
                  o.amount_minor - sign(o.amount_minor)::bigint * s.minor as "open!", e.journal, e.fiscal_year, e.number,
                  e.reference, case when l.memo = '' then e.memo else l.memo end as "text!"
             from open_item o
             join account a on a.org_id = o.org_id and a.entity_id = o.entity_id and a.account_id = o.account_id
             join entry e on e.org_id = o.org_id and e.entry_id = o.entry_id
             join line l on l.org_id = o.org_id and l.entry_id = o.entry_id and l.line_no = o.line_no
            cross join lateral (
                  select coalesce(sum(x.minor), 0)::bigint as minor
                    from (select d.debit_minor as minor from allocation d
                           where d.org_id = o.org_id and d.entity_id = o.entity_id and d.debit_entry = o.entry_id
                             and d.debit_line = o.line_no and d.allocated_on <= $5
                           union all
                          select c.credit_minor from allocation c
                           where c.org_id = o.org_id and c.entity_id = o.entity_id and c.credit_entry = o.entry_id
                             and c.credit_line = o.line_no and c.allocated_on <= $5) x) s
            where o.org_id = $1 and o.entity_id = $2 and o.party_id = $3 and o.entry_date between $4 and $5
              and o.amount_minor <> 0
            order by o.entry_date, e.recorded_at, o.entry_id, o.line_no"#,
        tx.org().0,
        by.entity().0,
        party.0,
        from.to_sqlx(),
        to.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let moved = amount(r.amount_minor, &r.currency)?;
            Ok(StatementLine {
                date: r.entry_date.to_jiff(),
                item: ItemRef { entry: EntryId(r.entry_id), line: r.line_no },
                number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                reference: r.reference,
                text: r.text,
                due: r.due_date.map(|d| d.to_jiff()),
                side: r.role.parse().map_err(|e| broken("role of an item's account", e))?,
                amount: moved,
                balance: moved,
                open: amount(r.open, &r.currency)?,
            })
        })
        .collect()
}
