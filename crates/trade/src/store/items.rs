use books::fx::Position;
use books::{AccountId, AccountRole, DocumentId, EntryId, PartyId};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use ledger::{EntryNumber, ItemRef};
use op::{Action, Allowed, may};
use pg::TenantTx;
use uuid::Uuid;

use super::{amount, broken};
use crate::items::{self, Item, Only, Place, Question, Settlement};
use crate::{Side, TradeError};

/// Days ahead that count as due soon.
const SOON: i64 = 14;

/// What the statement is asked for beside the tenant.
#[derive(Default)]
struct Asked<'a> {
    as_of: Option<Date>,
    named: Option<&'a [ItemRef]>,
    side: Option<Side>,
    party: Option<PartyId>,
    currency: Option<String>,
    due: (Option<Date>, Option<Date>),
    like: Option<String>,
    after: Option<Place>,
    limit: Option<i64>,
}

/// Items open on a day, by due day.
pub(crate) async fn list(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    question: &Question,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Item>, TradeError> {
    let day = question.as_of;
    let due = match question.only {
        None => (None, None),
        Some(Only::Overdue) => (None, Some(day.saturating_sub(1.day()))),
        Some(Only::Due) => (Some(day), Some(day.saturating_add(SOON.days()))),
    };
    let asked = Asked {
        as_of: Some(day),
        side: question.side,
        party: question.party,
        currency: question.currency.map(|c| c.code().to_owned()),
        due,
        like: question.text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(contains),
        after,
        limit: Some(limit),
        ..Asked::default()
    };
    read(tx, by, asked, day).await
}

/// The items that are named, open or not, in the order of their due days; with what is open of them on a day, or of all
/// that was ever allocated.
pub(crate) async fn named<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    items: &[ItemRef],
    as_of: Option<Date>,
) -> Result<Vec<Item>, TradeError> {
    let asked = Asked { as_of, named: Some(items), ..Asked::default() };
    read(tx, by, asked, as_of.unwrap_or(Date::MIN)).await
}

async fn read<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    asked: Asked<'_>,
    today: Date,
) -> Result<Vec<Item>, TradeError> {
    let entries: Option<Vec<Uuid>> = asked.named.map(|items| items.iter().map(|i| i.entry.0).collect());
    let lines: Option<Vec<i32>> = asked.named.map(|items| items.iter().map(|i| i.line).collect());
    let rows = sqlx::query_file!(
        "src/store/items.sql",
        tx.org().0,
        by.entity().0,
        asked.as_of.map(ToSqlx::to_sqlx) as _,
        entries.as_deref() as _,
        lines.as_deref() as _,
        asked.side.map(|side| side.to_string()),
        asked.party.map(|p| p.0),
        asked.currency,
        asked.due.0.map(ToSqlx::to_sqlx) as _,
        asked.due.1.map(ToSqlx::to_sqlx) as _,
        asked.like,
        asked.after.map(|(day, _)| day.to_sqlx()) as _,
        asked.after.map(|(_, item)| item.entry.0),
        asked.after.map(|(_, item)| item.line),
        asked.limit,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let role: AccountRole = r.role.parse().map_err(|e| broken("role of an account", e))?;
            let side = Side::of(role).ok_or_else(|| broken("role of an item's account", role))?;
            let whole = amount(r.amount_minor, &r.currency)?;
            let booked = Position { amount: whole, base: amount(r.base_minor, &r.base_currency)? };
            let open = amount(r.open, &r.currency)?;
            let (date, due) = (r.entry_date.to_jiff(), r.due_date.map(|d| d.to_jiff()));
            Ok(Item {
                item: ItemRef { entry: EntryId(r.entry_id), line: r.line_no },
                side,
                number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                date,
                due,
                days_overdue: crate::rules::days_between(due.unwrap_or(date), today),
                party: r.party_id.map(|id| (PartyId(id), r.party_name.unwrap_or_default())),
                reference: r.reference,
                text: r.text,
                account: (AccountId(r.account_id), r.account_code, r.account_name),
                amount: side.turn(whole)?,
                open: side.turn(open)?,
                open_base: items::open_base(side, booked, open)?,
                document: r.document_id.map(DocumentId),
                booked,
            })
        })
        .collect()
}

/// Everything that was allocated to an item, oldest first.
pub(crate) async fn settlements(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    item: &Item,
) -> Result<Vec<Settlement>, TradeError> {
    let rows = sqlx::query!(
        r#"select x.allocation_id as "allocation_id!", x.allocated_on as "allocated_on!", x.recorded_at as "recorded_at!",
                  x.allocated_by as "allocated_by!", x.minor as "minor!", x.other_entry as "other_entry!",
                  x.other_line as "other_line!", x.undoes, x.reason, e.journal, e.fiscal_year, e.number, e.entry_date,
                  e.reference, e.memo,
                  exists (select from allocation u where u.org_id = $1 and u.entity_id = $2
                             and u.undoes = x.allocation_id) as "undone!"
             from (select allocation_id, allocated_on, recorded_at, allocated_by, debit_minor as minor,
                          credit_entry as other_entry, credit_line as other_line, undoes, reason
                     from allocation
                    where org_id = $1 and entity_id = $2 and debit_entry = $3 and debit_line = $4
                   union all
                   select allocation_id, allocated_on, recorded_at, allocated_by, credit_minor, debit_entry, debit_line,
                          undoes, reason
                     from allocation
                    where org_id = $1 and entity_id = $2 and credit_entry = $3 and credit_line = $4) x
             join entry e on e.org_id = $1 and e.entry_id = x.other_entry
            order by x.recorded_at, x.allocation_id"#,
        tx.org().0,
        by.entity().0,
        item.item.entry.0,
        item.item.line,
    )
    .fetch_all(tx.conn())
    .await?;
    let currency = item.amount.currency();
    Ok(rows
        .into_iter()
        .map(|r| Settlement {
            id: r.allocation_id,
            on: r.allocated_on.to_jiff(),
            recorded_at: r.recorded_at.to_jiff(),
            by: r.allocated_by,
            amount: money::Amount::new(r.minor, currency),
            other: ItemRef { entry: EntryId(r.other_entry), line: r.other_line },
            other_number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
            other_date: r.entry_date.to_jiff(),
            other_reference: r.reference,
            other_text: r.memo,
            undoes: r.undoes,
            undone: r.undone,
            reason: r.reason,
        })
        .collect())
}

/// A pattern for texts that contain the words as they stand.
fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
