//! All SQL of the slice: how documents are read here; how they are written, numbers, deposits and lists beside it.

pub(crate) mod deposits;
pub(crate) mod list;
pub(crate) mod numbers;
pub(crate) mod profile;
pub(crate) mod write;

use books::{EntryId, SaleId};
use op::{Action, Allowed, EntityId, UserId, may};
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::SalesError;
use crate::document::{Issued, Number, Sale};

pub(crate) use write::{Shown, delete, insert, issue, save, set_state};

/// The columns of a document that are not copies for lists.
pub(crate) struct Row {
    document_id: Uuid,
    entity_id: Uuid,
    state: String,
    content: Value,
    issued: Option<Value>,
    from_quote: Option<Uuid>,
    series: Option<String>,
    year: Option<i32>,
    number: Option<i32>,
    entry_id: Option<Uuid>,
    authors: Vec<Uuid>,
    written_by_name: String,
    written_at: jiff_sqlx::Timestamp,
    submitted_by: Option<Uuid>,
    changed_at: jiff_sqlx::Timestamp,
    version: i32,
}

impl Row {
    pub(crate) fn read(self) -> Result<Sale, SalesError> {
        let corrupt = |why: road::Unreadable| SalesError::Corrupt(why.to_string());
        let number = self.series.zip(self.year).zip(self.number);
        Ok(Sale {
            id: SaleId(self.document_id),
            entity: EntityId(self.entity_id),
            state: self.state.parse().map_err(|_| SalesError::Corrupt(format!("state {}", self.state)))?,
            content: road::from_stored(self.content).map_err(corrupt)?,
            issued: self.issued.map(road::from_stored::<Issued>).transpose().map_err(corrupt)?,
            number: number.map(|((series, year), number)| Number { series, year, number }),
            entry: self.entry_id.map(EntryId),
            from_quote: self.from_quote.map(SaleId),
            authors: self.authors.into_iter().map(UserId).collect(),
            written_by: self.written_by_name,
            written_at: self.written_at.to_jiff(),
            submitted_by: self.submitted_by.map(UserId),
            changed_at: self.changed_at.to_jiff(),
            version: self.version,
        })
    }
}

/// One of a business.
pub(crate) async fn get<A: Action>(tx: &mut TenantTx, by: &Allowed<A>, id: SaleId) -> Result<Option<Sale>, SalesError> {
    let row = sqlx::query_as!(
        Row,
        "select document_id, entity_id, state, content, issued, from_quote, series, year, number, entry_id, authors,
                written_by_name, written_at, submitted_by, changed_at, version
           from sales_document where org_id = $1 and entity_id = $2 and document_id = $3",
        tx.org().0,
        by.entity().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Row::read).transpose()
}

/// One of a business, held: whoever else wants to change it, or to credit it, waits until this transaction ends.
pub(crate) async fn lock(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: SaleId,
) -> Result<Option<Sale>, SalesError> {
    let row = sqlx::query_as!(
        Row,
        "select document_id, entity_id, state, content, issued, from_quote, series, year, number, entry_id, authors,
                written_by_name, written_at, submitted_by, changed_at, version
           from sales_document where org_id = $1 and entity_id = $2 and document_id = $3 for update",
        tx.org().0,
        by.entity().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Row::read).transpose()
}

/// The credit notes of an invoice, drafts included, oldest first.
pub(crate) async fn credit_notes<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    invoice: SaleId,
) -> Result<Vec<Sale>, SalesError> {
    let rows = sqlx::query_as!(
        Row,
        "select document_id, entity_id, state, content, issued, from_quote, series, year, number, entry_id, authors,
                written_by_name, written_at, submitted_by, changed_at, version
           from sales_document where org_id = $1 and entity_id = $2 and credits_id = $3
          order by written_at, document_id",
        tx.org().0,
        by.entity().0,
        invoice.0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// The invoices made from a quote, oldest first.
pub(crate) async fn invoices_of<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    quote: SaleId,
) -> Result<Vec<Sale>, SalesError> {
    let rows = sqlx::query_as!(
        Row,
        "select document_id, entity_id, state, content, issued, from_quote, series, year, number, entry_id, authors,
                written_by_name, written_at, submitted_by, changed_at, version
           from sales_document where org_id = $1 and entity_id = $2 and from_quote = $3
          order by written_at, document_id",
        tx.org().0,
        by.entity().0,
        quote.0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Row::read).collect()
}
