//! Documents are written down.

use books::SaleId;
use jiff_sqlx::ToSqlx;
use op::{Allowed, may};
use pg::TenantTx;

use crate::SalesError;
use crate::computed::Computed;
use crate::document::Sale;

/// What lists show of a document and look in, beside what it says itself.
pub(crate) struct Shown<'a> {
    pub computed: &'a Computed,
    pub customer_name: Option<&'a str>,
}

/// Writes a new draft down.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    sale: &Sale,
    shown: &Shown<'_>,
) -> Result<(), SalesError> {
    sqlx::query!(
        "insert into sales_document (org_id, entity_id, document_id, kind, state, content, currency, search, dated,
                net_minor, tax_minor, gross_minor, payable_minor, is_deposit, from_quote, authors, written_by_name,
                written_at, changed_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, '', $8, 0, 0, 0, 0, $9, $10, $11, $12, $13, $13, $14)",
        tx.org().0,
        by.entity().0,
        sale.id.0,
        sale.content.kind.to_string(),
        sale.state.to_string(),
        road::to_stored(&sale.content),
        shown.computed.currency.code(),
        shown.computed.issue_date.to_sqlx() as _,
        sale.content.is_deposit,
        sale.from_quote.map(|q| q.0),
        &sale.authors.iter().map(|a| a.0).collect::<Vec<_>>(),
        sale.written_by,
        sale.written_at.to_sqlx() as _,
        sale.version,
    )
    .execute(tx.conn())
    .await?;
    save(tx, by, sale, shown).await
}

/// Writes down what a draft says now, where it stands, and what lists show of it.
pub(crate) async fn save(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    sale: &Sale,
    shown: &Shown<'_>,
) -> Result<(), SalesError> {
    let (content, computed) = (&sale.content, shown.computed);
    sqlx::query!(
        "update sales_document
            set state = $4, content = $5, party_id = $6, customer_name = $7, currency = $8, title = $9,
                order_number = $10, search = $11, dated = $12, due = $13, valid_until = $14, net_minor = $15,
                tax_minor = $16, gross_minor = $17, payable_minor = $18, is_deposit = $19, credits_id = $20,
                authors = $21, submitted_by = $22, changed_at = $23, version = $24
          where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        sale.id.0,
        sale.state.to_string(),
        road::to_stored(content),
        content.customer.map(|c| c.0),
        shown.customer_name,
        computed.currency.code(),
        content.title,
        content.order_number,
        search_text(sale, shown),
        computed.issue_date.to_sqlx() as _,
        computed.due().map(|d| d.to_sqlx()) as _,
        content.valid_until.map(|d| d.to_sqlx()) as _,
        computed.net.minor(),
        computed.tax.minor(),
        computed.gross.minor(),
        computed.payable.minor(),
        content.is_deposit,
        content.credits.map(|c| c.0),
        &sale.authors.iter().map(|a| a.0).collect::<Vec<_>>(),
        sale.submitted_by.map(|u| u.0),
        sale.changed_at.to_sqlx() as _,
        sale.version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a list looks in, lower case: number, customer, heading, order, reference, texts of the lines.
fn search_text(sale: &Sale, shown: &Shown<'_>) -> String {
    let content = &sale.content;
    let number = sale.number.as_ref().map(ToString::to_string);
    let texts = [number.as_deref(), shown.customer_name, content.title.as_deref(), content.order_number.as_deref()];
    let texts = texts.into_iter().chain([content.buyer_reference.as_deref()]).flatten();
    let lines = content.lines.iter().map(|line| line.text.as_str());
    texts.chain(lines).collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Gives a document its number and what it keeps for good. It is in its last draft state until this statement.
pub(crate) async fn issue(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    sale: &Sale,
    shown: &Shown<'_>,
) -> Result<(), SalesError> {
    let (Some(number), Some(issued)) = (&sale.number, &sale.issued) else {
        return Err(SalesError::Corrupt("it is issued without a number".to_owned()));
    };
    sqlx::query!(
        "update sales_document
            set state = $4, issued = $5, series = $6, year = $7, number = $8, entry_id = $9, search = $10, dated = $11,
                due = $12, customer_name = $13, net_minor = $14, tax_minor = $15, gross_minor = $16, payable_minor = $17,
                content = $18, submitted_by = null, changed_at = $19, version = $20
          where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        sale.id.0,
        sale.state.to_string(),
        road::to_stored(issued),
        number.series,
        number.year,
        number.number,
        sale.entry.map(|e| e.0),
        search_text(sale, shown),
        shown.computed.issue_date.to_sqlx() as _,
        shown.computed.due().map(|d| d.to_sqlx()) as _,
        shown.customer_name,
        shown.computed.net.minor(),
        shown.computed.tax.minor(),
        shown.computed.gross.minor(),
        shown.computed.payable.minor(),
        road::to_stored(&sale.content),
        sale.changed_at.to_sqlx() as _,
        sale.version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An issued document stands elsewhere: a quote was answered, an invoice was credited whole.
pub(crate) async fn set_state(tx: &mut TenantTx, by: &Allowed<may::LedgerPost>, sale: &Sale) -> Result<(), SalesError> {
    sqlx::query!(
        "update sales_document set state = $4, changed_at = $5, version = $6
          where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        sale.id.0,
        sale.state.to_string(),
        sale.changed_at.to_sqlx() as _,
        sale.version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a draft.
pub(crate) async fn delete(tx: &mut TenantTx, by: &Allowed<may::LedgerPost>, id: SaleId) -> Result<(), SalesError> {
    sqlx::query!(
        "delete from sales_document where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        id.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
