//! Readers of the news with a place of their own: webhooks, search, whoever must not miss anything.

use op::Op;
use pg::TenantTx;

use crate::store::cursors as store;
use crate::{JobError, NewsItem, Position};

/// Gives a reader its place; one that has a place keeps it. News after it is kept until the reader has passed it, so
/// close the cursor of a reader that will not come back.
///
/// # Errors
/// [`JobError::Database`].
pub async fn open_cursor(tx: &mut TenantTx, op: &Op, consumer: &str, after: Position) -> Result<Position, JobError> {
    store::open(tx, consumer, after, op.now()).await
}

/// What the reader has not dealt with yet, oldest first, at most `limit`. Nothing for a reader without a place.
///
/// # Errors
/// [`JobError::Database`].
pub async fn unread(tx: &mut TenantTx, consumer: &str, limit: u32) -> Result<Vec<NewsItem>, JobError> {
    match store::position(tx, consumer).await? {
        Some(position) => crate::news_since(tx, position, limit).await,
        None => Ok(Vec::new()),
    }
}

/// The reader has dealt with everything up to here, in the present transaction. A place only moves forward; false when it
/// did not.
///
/// # Errors
/// [`JobError::Database`].
pub async fn move_cursor(tx: &mut TenantTx, op: &Op, consumer: &str, to: Position) -> Result<bool, JobError> {
    store::advance(tx, consumer, to, op.now()).await
}

/// The reader will not come back: nothing is kept for it any more.
///
/// # Errors
/// [`JobError::Database`].
pub async fn close_cursor(tx: &mut TenantTx, consumer: &str) -> Result<(), JobError> {
    store::close(tx, consumer).await
}
