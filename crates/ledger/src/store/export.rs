use books::AccountType;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use money::Amount;
use op::EntityId;
use pg::TenantTx;
use uuid::Uuid;

use super::{amount, parse};
use crate::{EntryNumber, LedgerError};

/// A line as the export writes it.
pub(crate) struct ExportLine {
    pub entry: Uuid,
    pub date: Date,
    pub number: EntryNumber,
    pub text: String,
    pub account_type: AccountType,
    pub code: String,
    pub name: String,
    pub amount: Amount,
    pub base: Amount,
}

/// The lines of the next `entries` entries after a place, oldest first.
pub(crate) async fn lines(
    tx: &mut TenantTx,
    entity: EntityId,
    as_of: Option<Date>,
    after: Option<(Date, Uuid)>,
    entries: i64,
) -> Result<Vec<ExportLine>, LedgerError> {
    let (day, entry) = after.unzip();
    let rows = sqlx::query!(
        r#"select e.entry_id, e.entry_date, e.journal, e.fiscal_year, e.number, e.memo, a.account_type, a.code, a.name,
                  l.amount_minor, l.currency, l.base_minor, b.base_currency
             from (select * from entry e
                    where e.org_id = $1 and e.entity_id = $2 and ($3::date is null or e.entry_date <= $3)
                      and ($4::date is null or (e.entry_date, e.entry_id) > ($4, $5::uuid))
                    order by e.entry_date, e.entry_id limit $6) e
             join line l on l.org_id = $1 and l.entry_id = e.entry_id
             join account a on a.org_id = $1 and a.entity_id = l.entity_id and a.account_id = l.account_id
             join entity b on b.org_id = $1 and b.entity_id = e.entity_id
            order by e.entry_date, e.entry_id, l.line_no"#,
        tx.org().0,
        entity.0,
        as_of.map(ToSqlx::to_sqlx) as _,
        day.map(ToSqlx::to_sqlx) as _,
        entry,
        entries,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(ExportLine {
                entry: r.entry_id,
                date: r.entry_date.to_jiff(),
                number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                text: r.memo,
                account_type: parse("account type", &r.account_type)?,
                code: r.code,
                name: r.name,
                amount: amount(r.amount_minor, &r.currency)?,
                base: amount(r.base_minor, &r.base_currency)?,
            })
        })
        .collect()
}
