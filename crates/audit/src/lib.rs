//! The append-only trail: who, when, before, after, origin, in the business transaction.
//!
//! A use case calls [`record`] with a [`Change`] in the transaction that makes the change: business row and audit row
//! commit together or not at all. The database refuses UPDATE, DELETE and TRUNCATE on the rows for everyone. Each row
//! carries its leaf, a hash over all its columns; [`verify`] recomputes them. Road: use case -> [`record`] ->
//! `store`; screens read back through [`list`] (needs `audit-read`) and [`history`] (one subject). Cost: one statement
//! for any number of changes.

mod change;
mod error;
mod event;
mod leaf;
mod read;
mod store;
#[cfg(test)]
mod tests;

pub use change::{record, record_each, record_many};
pub use error::AuditError;
pub use event::{Change, Cursor, Event, Filter, SealedLeaf};
pub use read::{Page, Verified, history, leaves, list, verify};
