use books::{DocumentId, EntryId};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::NewEntry;
use money::Amount;
use op::{EntityId, UserId};
use road::Versioned;
use serde::{Deserialize, Serialize};

/// A pending entry is named by the id the entry will have.
pub type PendingId = EntryId;

/// What somebody wants posted, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// The entry.
    pub entry: NewEntry,
    /// The document it takes back, when it is the reversal of a document's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_back: Option<TakesBack>,
}

impl Versioned for Wish {
    const NAME: &'static str = "pending entry";
}

/// A document that a reversal takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakesBack {
    /// Which one.
    pub document: DocumentId,
    /// Whether it shall be booked again, rightly.
    pub rebook: bool,
    /// Why.
    pub reason: String,
}

/// Where a pending entry stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PendingState {
    /// For somebody's yes.
    Waiting,
    /// It is in the books.
    Posted,
    /// Somebody said no.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

/// An entry by hand that waits for a second person, or did.
#[derive(Debug, Clone, PartialEq)]
pub struct PendingEntry {
    /// The id the entry will have.
    pub id: PendingId,
    /// Whose books.
    pub entity: EntityId,
    /// What is wanted.
    pub wish: Wish,
    /// Its volume in the base currency.
    pub amount: Amount,
    /// Accounting date.
    pub dated: Date,
    /// What happened.
    pub memo: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its author.
    pub written_by: UserId,
    /// The author in words.
    pub written_by_name: String,
    /// Where it stands.
    pub state: PendingState,
    /// Grows with every change.
    pub version: i32,
    /// Who settled it, in words, and when.
    pub settled: Option<(String, Timestamp)>,
    /// Why it was rejected or withdrawn.
    pub reason: Option<String>,
    /// The content as votes name it.
    pub digest: approvals::Digest,
}

impl PendingEntry {
    /// The entry under the id that the votes name.
    pub(crate) fn entry(&self) -> NewEntry {
        self.wish.entry.clone().with_id(self.id)
    }

    pub(crate) fn subject(&self) -> Result<approvals::Subject, ledger::LedgerError> {
        ledger::subject_of(&self.wish.entry, self.id, Some(self.written_by))
    }
}
