use books::EntryId;
use jiff_sqlx::ToSqlx;
use op::{Allowed, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::{LedgerError, Note};

pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    entry: EntryId,
    note: &Note,
) -> Result<(), LedgerError> {
    sqlx::query!(
        "insert into entry_note (org_id, entity_id, entry_id, note_id, body, written_at, written_by_name)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.org().0,
        by.entity().0,
        entry.0,
        note.id,
        note.text,
        note.at.to_sqlx(),
        note.by,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn of_entry(tx: &mut TenantTx, entry: EntryId) -> Result<Vec<Note>, LedgerError> {
    let rows = sqlx::query!(
        "select note_id, body, written_at, written_by_name from entry_note
          where org_id = $1 and entry_id = $2 order by written_at, note_id",
        tx.org().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let note = rows.into_iter().map(|r| Note {
        id: r.note_id,
        text: r.body,
        at: r.written_at.to_jiff(),
        by: r.written_by_name,
    });
    Ok(note.collect())
}

pub(crate) async fn names(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, LedgerError> {
    let rows = sqlx::query!(
        r#"select entry_id as "id!", journal || '-' || fiscal_year || '-' || number as "name!" from entry
            where org_id = $1 and entry_id = any($2)
           union all
           select account_id, code || ' ' || name from account where org_id = $1 and account_id = any($2)
           union all
           select period_id, fiscal_year || '-' || lpad(number::text, 2, '0') from fiscal_period
            where org_id = $1 and period_id = any($2)
           union all
           select entity_id, name from entity where org_id = $1 and entity_id = any($2)"#,
        tx.org().0,
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}
