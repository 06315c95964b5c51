use books::SaleId;
use op::{Action, Allowed, may};
use pg::TenantTx;
use uuid::Uuid;

use super::Row;
use crate::SalesError;
use crate::document::Sale;

/// The documents that are named as deposits, in that order, and those among them that an invoice other than `own` has
/// taken off, or that a credit note takes back.
pub(crate) async fn named<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    ids: &[SaleId],
    own: Option<SaleId>,
) -> Result<(Vec<Sale>, Vec<SaleId>), SalesError> {
    if ids.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        "select document_id, entity_id, state, content, issued, from_quote, series, year, number, entry_id, authors,
                written_by_name, written_at, submitted_by, changed_at, version
           from sales_document where org_id = $1 and entity_id = $2 and document_id = any($3)
          order by array_position($3, document_id)",
        tx.org().0,
        by.entity().0,
        &wanted,
    )
    .fetch_all(tx.conn())
    .await?;
    let spent = sqlx::query_scalar!(
        r#"select deposit_id as "id!" from sales_deduction
            where org_id = $1 and entity_id = $2 and deposit_id = any($3) and document_id is distinct from $4
           union
           select credits_id from sales_document
            where org_id = $1 and entity_id = $2 and credits_id = any($3) and number is not null"#,
        tx.org().0,
        by.entity().0,
        &wanted,
        own.map(|id| id.0),
    )
    .fetch_all(tx.conn())
    .await?;
    let sales = rows.into_iter().map(Row::read).collect::<Result<_, _>>()?;
    Ok((sales, spent.into_iter().map(SaleId).collect()))
}

/// The invoice that has taken a deposit off.
pub(crate) async fn taken_by<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    deposit: SaleId,
) -> Result<Option<SaleId>, SalesError> {
    let taken = sqlx::query_scalar!(
        "select document_id from sales_deduction where org_id = $1 and entity_id = $2 and deposit_id = $3",
        tx.org().0,
        by.entity().0,
        deposit.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(taken.map(SaleId))
}

/// Takes deposits off by an invoice.
pub(crate) async fn take(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    invoice: SaleId,
    deposits: &[SaleId],
) -> Result<(), SalesError> {
    sqlx::query!(
        "insert into sales_deduction (org_id, entity_id, deposit_id, document_id)
         select $1, $2, id, $3 from unnest($4::uuid[]) as id",
        tx.org().0,
        by.entity().0,
        invoice.0,
        &deposits.iter().map(|id| id.0).collect::<Vec<_>>(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The deposits of an invoice that was credited whole stand again.
pub(crate) async fn give_back(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    invoice: SaleId,
) -> Result<(), SalesError> {
    sqlx::query!(
        "delete from sales_deduction where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        invoice.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
