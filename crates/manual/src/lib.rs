//! Entries by hand: written by a person, decided about by the policy, posted by the ledger.
//!
//! What the policy lets its author decide alone is posted at once, with his decision in the same commit
//! ([`Submitted::Posted`]). Everything else waits as a [`PendingEntry`] until enough other people have approved it, one
//! rejects it or its author withdraws it. Reversals go the same way, those that take a document back included.
//!
//! Road: [`Manual::submit`] -> `approvals::rule_alone` -> `ledger::PostingQueue`, or -> `store` -> audit -> outbox;
//! [`Manual::approve`] -> `approvals::decide_in` -> `ledger::post_in`.
//! Cost of an entry that does not wait: that of a posting. The policy is remembered, and the database refuses a decision
//! on one that is not in force any more.
//!
//! INVARIANT: nothing is posted here without a decision recorded under the entry's id in the same transaction.

mod decide;
mod error;
mod look;
mod pending;
mod reverse;
mod store;
mod submit;
#[cfg(test)]
mod tests;

use approvals::Policies;
use documents::Documents;
use ledger::PostingQueue;
use pg::Db;

pub use decide::Approval;
pub use error::ManualError;
pub use look::{Filter, Looked};
pub use pending::{PendingEntry, PendingId, PendingState, TakesBack, Wish};
pub use submit::Submitted;

/// The slice with what it works on.
#[derive(Clone)]
pub struct Manual {
    db: Db,
    posting: PostingQueue,
    documents: Documents,
    policies: Policies,
}

impl Manual {
    /// Entries by hand over a database, the queue that posts, and the documents that reversals may take back.
    pub fn new(db: Db, posting: PostingQueue, documents: Documents) -> Self {
        Self { db, posting, documents, policies: Policies::default() }
    }
}
