use books::{AccountId, Dimensions, DocumentId, EntryId, PartyId};
use jiff_sqlx::ToSqlx;
use money::{Amount, Currency};
use pg::TenantTx;
use sqlx::types::Json;
use uuid::Uuid;

use super::{TaxColumns, amount};
use crate::account_lines::Cursor;
use crate::{AccountLine, AccountLinesFilter, EntryNumber, LedgerError};

/// A page of the lines of some accounts in the order of their dates, without running balances.
pub(crate) async fn page(
    tx: &mut TenantTx,
    filter: &AccountLinesFilter,
    base: Currency,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<AccountLine>, LedgerError> {
    let accounts: Vec<Uuid> = filter.accounts.iter().map(|a| a.0).collect();
    let rows = sqlx::query_file!(
        "src/store/account_lines.sql",
        tx.org().0,
        filter.entity.0,
        &accounts,
        filter.from.map(ToSqlx::to_sqlx) as _,
        filter.to.map(ToSqlx::to_sqlx) as _,
        filter.known_at.map(ToSqlx::to_sqlx) as _,
        after.map(|c| c.date.to_sqlx()) as _,
        after.map(|c| c.entry),
        after.map(|c| c.line_no),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let tax = TaxColumns {
                code: r.tax_code,
                part: r.tax_part,
                side: r.tax_side,
                version: r.tax_version,
                treatment: r.tax_treatment,
                base_minor: r.tax_base_minor,
                point: r.tax_point,
            };
            Ok(AccountLine {
                entry: EntryId(r.entry_id),
                line_no: r.line_no,
                number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                account: AccountId(r.account_id),
                date: r.entry_date.to_jiff(),
                recorded_at: r.recorded_at.to_jiff(),
                text: if r.memo.is_empty() { r.entry_memo } else { r.memo },
                reference: r.reference,
                amount: amount(r.amount_minor, &r.currency)?,
                base: Amount::new(r.base_minor, base),
                balance: Amount::zero(base),
                tax: tax.fact(base)?,
                party: r.party_id.map(PartyId),
                due: r.due_date.map(|d| d.to_jiff()),
                dimensions: r.dimensions.map(|d| d.0).unwrap_or_default(),
                document: r.document_id.map(DocumentId),
            })
        })
        .collect()
}

/// Sums by account of the lines of the cursor's day up to and including the cursor: what the balance of the day before
/// misses.
pub(crate) async fn sums_on_day(
    tx: &mut TenantTx,
    filter: &AccountLinesFilter,
    cursor: Cursor,
) -> Result<Vec<(AccountId, i64)>, LedgerError> {
    let accounts: Vec<Uuid> = filter.accounts.iter().map(|a| a.0).collect();
    let rows = sqlx::query!(
        r#"select l.account_id, sum(l.base_minor)::bigint as "sum!" from line l
            where l.org_id = $1 and l.entity_id = $2 and l.account_id = any($3) and l.entry_date = $4
              and (l.entry_id, l.line_no) <= ($5, $6)
              and ($7::timestamptz is null or l.recorded_at <= $7)
            group by l.account_id"#,
        tx.org().0,
        filter.entity.0,
        &accounts,
        cursor.date.to_sqlx(),
        cursor.entry,
        cursor.line_no,
        filter.known_at.map(ToSqlx::to_sqlx) as _,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (AccountId(row.account_id), row.sum)).collect())
}
