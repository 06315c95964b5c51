//! What is kept in the blob store and for whom, and the tombstones of what was deleted.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Actor, EntityId};
use pg::{SystemTx, TenantTx};

use super::documents::{DocumentRow, Raw};
use crate::DocumentError;

/// When, by whom and why a file was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// When.
    pub at: Timestamp,
    /// By whom, in words.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Says that a business keeps a blob that was made of a file, or is it. Whoever removes bytes waits until this
/// transaction ends, and this one waits for him.
///
/// # Errors
/// [`DocumentError::ContentDeleted`] when the file was deleted here.
pub(crate) async fn claim(
    tx: &mut TenantTx,
    entity: EntityId,
    (original, blob): (&str, &str),
    at: Timestamp,
) -> Result<(), DocumentError> {
    sqlx::query!(r#"select pg_advisory_xact_lock_shared(hashtextextended('content ' || $1, 0)) as "done!: ()""#, blob)
        .fetch_one(tx.conn())
        .await?;
    require(tx, entity, original).await?;
    let org = tx.org().0;
    sqlx::query!(
        "insert into content (org_id, entity_id, original, blob, kept_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        org,
        entity.0,
        original,
        blob,
        at.to_sqlx() as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Goes on only while a file was not deleted in this business.
///
/// # Errors
/// [`DocumentError::ContentDeleted`].
pub(crate) async fn require(tx: &mut TenantTx, entity: EntityId, original: &str) -> Result<(), DocumentError> {
    let row = sqlx::query!(
        r#"select deleted_at as "at!", deleted_by as "by!", deleted_reason as "reason!" from content
           where entity_id = $1 and original = $2 and deleted_at is not null limit 1"#,
        entity.0,
        original
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(()) };
    let by = serde_json::from_value::<Actor>(row.by).map_or_else(|_| "somebody".to_owned(), |actor| actor.name());
    Err(DocumentError::ContentDeleted(Box::new(Tombstone { at: row.at.to_jiff(), by, reason: row.reason })))
}

/// The documents of a business that are this file or a part of it, held until the transaction ends.
pub(crate) async fn lock_all_of(
    tx: &mut TenantTx,
    entity: EntityId,
    original: &str,
) -> Result<Vec<DocumentRow>, DocumentError> {
    let rows = sqlx::query_as!(
        Raw,
        "select * from document where entity_id = $1 and blob = $2 order by document_id for update",
        entity.0,
        original
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Raw::into_row).collect()
}

/// Puts tombstones on a file and all that was made of it; tells the blobs.
///
/// # Errors
/// [`DocumentError::ContentNeeded`] when an entry rests on it.
pub(crate) async fn bury(
    tx: &mut TenantTx,
    entity: EntityId,
    original: &str,
    (at, by, reason): (Timestamp, &Actor, &str),
) -> Result<Vec<String>, DocumentError> {
    let by = serde_json::to_value(by).expect("an actor always has a JSON form");
    let buried = sqlx::query_scalar!(
        "update content set deleted_at = $3, deleted_by = $4, deleted_reason = $5
         where entity_id = $1 and original = $2 and deleted_at is null returning blob",
        entity.0,
        original,
        at.to_sqlx() as _,
        by,
        reason
    )
    .fetch_all(tx.conn())
    .await;
    buried.map_err(|error| match pg::constraint_of(&error) {
        Some("content_needed_by_books") => DocumentError::ContentNeeded,
        _ => error.into(),
    })
}

/// Holds a blob against everybody who wants to keep it, and tells whether anybody in any organisation does.
pub(crate) async fn is_kept(tx: &mut SystemTx, blob: &str) -> Result<bool, DocumentError> {
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtextextended('content ' || $1, 0)) as "done!: ()""#, blob)
        .fetch_one(tx.conn())
        .await?;
    let kept = sqlx::query_scalar!(
        r#"select exists (select from content where blob = $1 and deleted_at is null) as "kept!""#,
        blob
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(kept)
}
