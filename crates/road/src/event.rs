use books::{DocumentId, EntryId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{ReviewReason, Stage};

/// What proposing (or proposing anew after a correction) found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What a person must look at.
    pub reasons: Vec<ReviewReason>,
    /// The earlier document it looks like; absent once a person has said that it is another one.
    pub duplicate_of: Option<DocumentId>,
    /// Whether it is a kind of document that is booked at all.
    pub bookable: bool,
}

/// What can happen to a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumDiscriminants)]
#[serde(tag = "event", rename_all = "snake_case")]
#[strum_discriminants(name(EventKind), derive(Hash, PartialOrd, Ord, strum::EnumIter, strum::Display))]
#[strum_discriminants(strum(serialize_all = "snake_case"), doc = "The events by name.")]
pub enum Event {
    /// Its words are known.
    #[strum(serialize = "document.read")]
    ReadDone,
    /// It could not be read.
    #[strum(serialize = "document.read_failed")]
    ReadFailed {
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
        /// Whether trying again may help.
        retryable: bool,
    },
    /// It held other documents and nothing to book itself: they have arrived on their own.
    #[strum(serialize = "document.unpacked")]
    Unpacked {
        /// What was in it.
        into: Vec<DocumentId>,
    },
    /// Its facts are known.
    #[strum(serialize = "document.extracted")]
    ExtractDone,
    /// No facts could be had.
    #[strum(serialize = "document.extract_failed")]
    ExtractFailed {
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
        /// Whether trying again may help.
        retryable: bool,
    },
    /// Party, accounts and tax are known.
    #[strum(serialize = "document.classified")]
    ClassifyDone,
    /// It could not be classified.
    #[strum(serialize = "document.classify_failed")]
    ClassifyFailed {
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
        /// Whether trying again may help.
        retryable: bool,
    },
    /// There is a proposal, or it is known that there is nothing to book.
    #[strum(serialize = "document.proposed")]
    ProposeDone(Outcome),
    /// Proposing went wrong. (Figures that do not add up are no failure: they are [`ProposeDone`](Self::ProposeDone)
    /// with a blocking reason.)
    #[strum(serialize = "document.propose_failed")]
    ProposeFailed {
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
        /// Whether trying again may help.
        retryable: bool,
    },
    /// A stage took too long.
    #[strum(serialize = "document.timed_out")]
    TimedOut {
        /// The stage.
        stage: Stage,
    },
    /// A stage answered after a person had moved the document on: the trail says so, and nothing changes.
    #[strum(serialize = "document.late_answer")]
    LateAnswer {
        /// The stage.
        stage: Stage,
    },
    /// A person changed fields or lines and the entry was proposed anew in the same moment.
    #[strum(serialize = "document.corrected")]
    Corrected(Outcome),
    /// Approved and posted: both commit together.
    #[strum(serialize = "document.approved")]
    Approved {
        /// The entry posted.
        entry: EntryId,
    },
    /// The ledger did not take the entry, as when the period is closed.
    #[strum(serialize = "document.post_refused")]
    PostRefused {
        /// The ledger's code.
        code: String,
        /// For a person.
        message: String,
    },
    /// A person refused it.
    #[strum(serialize = "document.rejected")]
    Rejected {
        /// Why.
        reason: String,
    },
    /// A person put it aside.
    #[strum(serialize = "document.parked")]
    Parked {
        /// Until when.
        until: Option<Date>,
        /// Why.
        note: String,
    },
    /// It was taken up again, by a person or because its day came.
    #[strum(serialize = "document.resumed")]
    Resumed,
    /// A person asked about it.
    #[strum(serialize = "document.asked")]
    Asked {
        /// The question.
        question: String,
        /// Of whom.
        of: Option<Uuid>,
    },
    /// The question was answered.
    #[strum(serialize = "document.answered")]
    Answered {
        /// The answer.
        answer: String,
    },
    /// A person divided it into several documents.
    #[strum(serialize = "document.split")]
    SplitInto {
        /// The parts.
        parts: Vec<DocumentId>,
    },
    /// A person said that it is not the same document.
    #[strum(serialize = "document.released")]
    Released,
    /// A person asked to try again.
    #[strum(serialize = "document.retried")]
    Retry,
    /// A person enters the facts.
    #[strum(serialize = "document.entered_by_hand")]
    EnterByHand,
    /// A person stopped the work on it.
    #[strum(serialize = "document.cancelled")]
    Cancelled {
        /// Why.
        reason: String,
    },
    /// The entry was reversed in the ledger.
    #[strum(serialize = "document.reversed")]
    Reversed {
        /// The reversing entry.
        by: EntryId,
        /// Whether the document shall be booked again, rightly this time.
        rebook: bool,
    },
}

impl Event {
    /// Stable name for trails: `document.approved`.
    pub fn action(&self) -> &'static str {
        self.into()
    }

    /// The event without its facts.
    pub fn kind(&self) -> EventKind {
        self.into()
    }
}

impl EventKind {
    /// Whether a person causes it (the others come from the program's own work).
    pub fn is_human(self) -> bool {
        matches!(
            self,
            Self::Corrected
                | Self::Approved
                | Self::Rejected
                | Self::Parked
                | Self::Resumed
                | Self::Asked
                | Self::Answered
                | Self::SplitInto
                | Self::Released
                | Self::Retry
                | Self::EnterByHand
                | Self::Cancelled
                | Self::Reversed
        )
    }
}
