use std::collections::HashMap;

use books::{AccountId, EntryId, PartyId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use money::Currency;
use op::{Action, Allowed, may};
use pg::TenantTx;
use uuid::Uuid;

use super::amount;
use crate::open_items::Allocation;
use crate::{EntryNumber, ItemFilter, ItemRef, LedgerError, OpenItem};

/// Items booked up to the day with what is open of them then, oldest first.
pub(crate) async fn list<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    filter: ItemFilter,
) -> Result<Vec<OpenItem>, LedgerError> {
    let rows = sqlx::query!(
        r#"select o.entry_id, o.line_no, o.account_id, o.party_id, o.entry_date, o.due_date, o.currency, o.amount_minor,
                  o.amount_minor - sign(o.amount_minor)::bigint * s.settled as "open!", e.journal, e.fiscal_year,
                  e.number, e.reference
             from open_item o
             join entry e on e.org_id = o.org_id and e.entry_id = o.entry_id
            cross join lateral (
                  select coalesce(sum(a.minor), 0)::bigint as settled
                    from (select d.debit_minor as minor from allocation d
                           where d.org_id = o.org_id and d.entity_id = o.entity_id and d.debit_entry = o.entry_id
                             and d.debit_line = o.line_no and d.allocated_on <= $3
                           union all
                          select c.credit_minor from allocation c
                           where c.org_id = o.org_id and c.entity_id = o.entity_id and c.credit_entry = o.entry_id
                             and c.credit_line = o.line_no and c.allocated_on <= $3) a) s
            where o.org_id = $1 and o.entity_id = $2 and o.entry_date <= $3
              and ($4::uuid is null or o.party_id = $4) and ($5::uuid is null or o.account_id = $5)
              and abs(o.amount_minor) <> s.settled
            order by o.entry_date, o.entry_id, o.line_no"#,
        tx.org().0,
        by.entity().0,
        filter.as_of.to_sqlx(),
        filter.party.map(|p| p.0),
        filter.account.map(|a| a.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(OpenItem {
                item: ItemRef { entry: EntryId(r.entry_id), line: r.line_no },
                number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                account: AccountId(r.account_id),
                party: r.party_id.map(PartyId),
                date: r.entry_date.to_jiff(),
                due: r.due_date.map(|d| d.to_jiff()),
                reference: r.reference,
                amount: amount(r.amount_minor, &r.currency)?,
                open: amount(r.open, &r.currency)?,
            })
        })
        .collect()
}

/// The currencies of the items that are named; an item that does not exist is absent.
pub(crate) async fn currencies(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    items: &[ItemRef],
) -> Result<HashMap<ItemRef, Currency>, LedgerError> {
    let entries: Vec<Uuid> = items.iter().map(|i| i.entry.0).collect();
    let lines: Vec<i32> = items.iter().map(|i| i.line).collect();
    let rows = sqlx::query!(
        "select o.entry_id, o.line_no, o.currency from open_item o
          where o.org_id = $1 and o.entity_id = $2
            and (o.entry_id, o.line_no) in (select * from unnest($3::uuid[], $4::integer[]))",
        tx.org().0,
        by.entity().0,
        &entries,
        &lines,
    )
    .fetch_all(tx.conn())
    .await?;
    let item = |entry, line| ItemRef { entry: EntryId(entry), line };
    rows.into_iter().map(|r| Ok((item(r.entry_id, r.line_no), super::currency(&r.currency)?))).collect()
}

/// A row of the table as the macro reads it.
struct Stored {
    allocation_id: Uuid,
    debit_entry: Uuid,
    debit_line: i32,
    credit_entry: Uuid,
    credit_line: i32,
    debit_minor: i64,
    credit_minor: i64,
    allocated_on: jiff_sqlx::Date,
    difference_entry: Option<Uuid>,
    undoes: Option<Uuid>,
    reason: Option<String>,
}

impl From<Stored> for Allocation {
    fn from(r: Stored) -> Self {
        Self {
            id: r.allocation_id,
            debit: ItemRef { entry: EntryId(r.debit_entry), line: r.debit_line },
            credit: ItemRef { entry: EntryId(r.credit_entry), line: r.credit_line },
            debit_minor: r.debit_minor,
            credit_minor: r.credit_minor,
            on: r.allocated_on.to_jiff(),
            difference: r.difference_entry.map(EntryId),
            undoes: r.undoes,
            reason: r.reason,
        }
    }
}

/// One allocation.
pub(crate) async fn allocation(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: Uuid,
) -> Result<Option<Allocation>, LedgerError> {
    let row = sqlx::query_as!(
        Stored,
        "select allocation_id, debit_entry, debit_line, credit_entry, credit_line, debit_minor, credit_minor,
                allocated_on, difference_entry, undoes, reason
           from allocation where org_id = $1 and entity_id = $2 and allocation_id = $3",
        tx.org().0,
        by.entity().0,
        id,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Allocation::from))
}

/// What settles the items of an entry, or is settled by them, and was not taken back.
pub(crate) async fn standing(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    entry: EntryId,
) -> Result<Vec<Allocation>, LedgerError> {
    let rows = sqlx::query_as!(
        Stored,
        "select a.allocation_id, a.debit_entry, a.debit_line, a.credit_entry, a.credit_line, a.debit_minor,
                a.credit_minor, a.allocated_on, a.difference_entry, a.undoes, a.reason
           from allocation a
          where a.org_id = $1 and a.entity_id = $2 and (a.debit_entry = $3 or a.credit_entry = $3)
            and a.undoes is null
            and not exists (select from allocation u
                             where u.org_id = a.org_id and u.entity_id = a.entity_id and u.undoes = a.allocation_id)
          order by a.recorded_at, a.allocation_id",
        tx.org().0,
        by.entity().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Allocation::from).collect())
}

/// The items of an entry, each with its amount in minor units, debit positive.
pub(crate) async fn of_entry(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    entry: EntryId,
) -> Result<Vec<(ItemRef, i64)>, LedgerError> {
    let rows = sqlx::query!(
        "select line_no, amount_minor from open_item
          where org_id = $1 and entity_id = $2 and entry_id = $3 order by line_no",
        tx.org().0,
        by.entity().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (ItemRef { entry, line: r.line_no }, r.amount_minor)).collect())
}

/// Writes allocations down; the database checks that no item is settled by more than it is (migration 0101).
pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    at: Timestamp,
    name: &str,
    rows: &[Allocation],
) -> Result<(), LedgerError> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let of = |side: fn(&Allocation) -> ItemRef| -> (Vec<Uuid>, Vec<i32>) {
        rows.iter().map(|r| (side(r).entry.0, side(r).line)).unzip()
    };
    let ((debits, debit_lines), (credits, credit_lines)) = (of(|r| r.debit), of(|r| r.credit));
    let debit_minor: Vec<i64> = rows.iter().map(|r| r.debit_minor).collect();
    let credit_minor: Vec<i64> = rows.iter().map(|r| r.credit_minor).collect();
    let days: Vec<jiff_sqlx::Date> = rows.iter().map(|r| r.on.to_sqlx()).collect();
    let differences: Vec<Option<Uuid>> = rows.iter().map(|r| r.difference.map(|e| e.0)).collect();
    let undone: Vec<Option<Uuid>> = rows.iter().map(|r| r.undoes).collect();
    let reasons: Vec<Option<String>> = rows.iter().map(|r| r.reason.clone()).collect();
    sqlx::query!(
        r#"insert into allocation (org_id, entity_id, allocation_id, debit_entry, debit_line, credit_entry, credit_line,
                                   debit_minor, credit_minor, allocated_on, recorded_at, allocated_by, difference_entry,
                                   undoes, reason)
           select $1, $2, n.allocation_id, n.debit_entry, n.debit_line, n.credit_entry, n.credit_line, n.debit_minor,
                  n.credit_minor, n.allocated_on, $3, $4, n.difference_entry, n.undoes, n.reason
             from unnest($5::uuid[], $6::uuid[], $7::integer[], $8::uuid[], $9::integer[], $10::bigint[],
                         $11::bigint[], $12::date[], $13::uuid[], $14::uuid[], $15::text[])
                  as n (allocation_id, debit_entry, debit_line, credit_entry, credit_line, debit_minor, credit_minor,
                        allocated_on, difference_entry, undoes, reason)"#,
        tx.org().0,
        by.entity().0,
        at.to_sqlx(),
        name,
        &ids,
        &debits,
        &debit_lines,
        &credits,
        &credit_lines,
        &debit_minor,
        &credit_minor,
        &days as _,
        &differences as _,
        &undone as _,
        &reasons as _,
    )
    .execute(tx.conn())
    .await
    .map_err(refusal)?;
    Ok(())
}

fn refusal(error: sqlx::Error) -> LedgerError {
    match pg::constraint_of(&error) {
        Some("allocation_within_item" | "allocation_debit" | "allocation_credit" | "allocation_sign") => {
            LedgerError::OverSettled
        }
        Some("allocation_undone_once") => {
            LedgerError::Invalid { field: "allocation", reason: "it was undone before".to_owned() }
        }
        _ => error.into(),
    }
}
