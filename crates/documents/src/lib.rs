//! The road of a document: arrive, read, extract, classify, propose, review, post.
//!
//! [`Documents`] carries what the road needs (database, blobs, the reader's process). Each stage is a module; a stage
//! takes the row before it and writes one new row, and only `advance` moves a document. People act through the verbs
//! of `review`; [`Document`] and [`Card`] are what they look at.
//!
//! Road: [`Documents::arrive`] → job `document.read` → `document.extract` → `document.classify` → `document.propose` →
//! review → [`Documents::approve`] → `ledger::post_in`. Cost: a stage takes two transactions, one to look and one to
//! save; nothing slow (reading, the engine, computing a proposal) happens inside a transaction.
//!
//! INVARIANT: state, stage row, audit and outbox commit together; so do decision, entry and the last move.
//! INVARIANT: the agents of this crate propose; only [`Documents::approve`] posts, for a person, and `automatic`, for a
//! class of the policy that somebody switched on.

mod accuracy;
mod addressee;
mod advance;
mod agents;
mod arrive;
mod automatic;
mod business;
mod classify;
mod computing;
mod content;
mod error;
mod extract;
pub mod fields;
mod file_name;
mod handlers;
mod images;
mod known;
mod propose;
mod read;
mod results;
mod review;
mod rules;
mod run_story;
mod stage;
mod store;
mod subject;
mod summary;
mod view;

use blobs::Blobs;
use computing::Computing;
use pg::Db;
use reading::{Limits, Worker};

pub use accuracy::{Accuracy, FieldAccuracy};
pub use arrive::{Arrival, Arrived};
pub use error::DocumentError;
pub use extract::facts_of;
pub use file_name::clean_file_name;
pub use images::{Original, Picture};
pub use read::PageSize;
pub use review::{
    Approval, Approved, Corrections, EntryLine, LineChoice, PageGroups, PartyChoice, Waiting, permission_for,
};
pub use run_story::{Message, Step};
pub use store::Tombstone;
pub use view::{Card, Document, Filter, Waits};

#[cfg(test)]
mod tests;

/// The slice with what it works on.
#[derive(Clone)]
pub struct Documents {
    db: Db,
    blobs: Blobs,
    reader: Worker,
    limits: Limits,
    computing: Computing,
}

impl Documents {
    /// The road over a database, a blob store and a reader that works under `limits`.
    pub fn new(db: Db, blobs: Blobs, reader: Worker, limits: Limits) -> Self {
        Self { db, blobs, reader, limits, computing: Computing::new() }
    }

    /// The largest file it takes, in bytes.
    pub fn bytes_max(&self) -> usize {
        usize::try_from(self.limits.max_bytes).unwrap_or(usize::MAX)
    }
}
