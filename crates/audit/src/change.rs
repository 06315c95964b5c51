use op::Op;
use pg::TenantTx;

use crate::event::{Change, Row};
use crate::{AuditError, store};

/// Writes one change into the transaction that makes it.
///
/// # Errors
/// [`AuditError::Database`]; the transaction is then aborted as a whole.
pub async fn record(tx: &mut TenantTx, op: &Op, change: Change) -> Result<(), AuditError> {
    record_many(tx, op, vec![change]).await
}

/// Writes several changes of one operation with one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_many(tx: &mut TenantTx, op: &Op, changes: Vec<Change>) -> Result<(), AuditError> {
    record_each(tx, changes.into_iter().map(|change| (op, change)).collect()).await
}

/// Writes changes of several operations that share the transaction, with one statement.
///
/// # Errors
/// As [`record`].
pub async fn record_each(tx: &mut TenantTx, changes: Vec<(&Op, Change)>) -> Result<(), AuditError> {
    if changes.is_empty() {
        return Ok(());
    }
    let rows: Vec<Row<'_>> = changes.into_iter().map(|(op, change)| Row::of(op, change)).collect();
    store::insert(tx, &rows).await
}
