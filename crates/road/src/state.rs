use books::{DocumentId, EntryId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ReviewReason;

/// A piece of work done on a document by the program.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// Bytes to pages with words.
    Read,
    /// Pages to facts.
    Extract,
    /// Facts to party, accounts and tax.
    Classify,
    /// All of it to a draft entry.
    Propose,
}

/// Why a document is kept from review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum HoldReason {
    /// It looks like a document that is already there.
    Duplicate {
        /// The earlier one.
        of: DocumentId,
    },
}

/// Why a document is put away without an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Nothing {
    /// Orders, delivery notes, quotations and reminders say nothing that is booked.
    NothingToBook,
    /// Its contents came in as documents of their own, as the attachments of a mail do.
    Unpacked,
}

impl Nothing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NothingToBook => "There is nothing to book in it.",
            Self::Unpacked => "What was in it came in as documents of their own.",
        }
    }
}

/// Where a document stands, with what is known there. Each variant names the way a person leads it on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumDiscriminants)]
#[serde(tag = "state", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[strum_discriminants(
    name(StateKind),
    derive(Hash, PartialOrd, Ord, strum::EnumIter, strum::Display, strum::EnumString, Serialize, Deserialize)
)]
#[strum_discriminants(strum(serialize_all = "snake_case"), serde(rename_all = "snake_case"))]
#[strum_discriminants(doc = "The states by name.")]
pub enum State {
    /// Stored; being read. Exit: enter by hand, cancel.
    Arrived,
    /// Its words are known; facts are being extracted. Exit: enter by hand, cancel.
    Read,
    /// Its facts are known; being classified. Exit: enter by hand, cancel.
    Extracted,
    /// Party, accounts and tax are known; the entry is being proposed. Exit: enter by hand, cancel.
    Classified,
    /// A person looks at it. Exit: approve, correct, split, park, ask, reject.
    InReview {
        /// What to look at; a blocking reason must be gone before approval.
        reasons: Vec<ReviewReason>,
    },
    /// Kept from review. Exit: release, reject.
    Held {
        /// Why.
        reason: HoldReason,
        /// What review will have to look at when it is released.
        reasons: Vec<ReviewReason>,
    },
    /// Put aside. Exit: resume, reject. It comes back by itself on the day.
    Parked {
        /// The day it comes back, if one was named.
        until: Option<Date>,
        /// Why it was put aside.
        note: String,
        /// The state it returns to.
        came_from: Box<State>,
    },
    /// A question is open. Exit: answer, resume without an answer, reject.
    Asked {
        /// The question.
        question: String,
        /// The person asked; anybody when absent.
        of: Option<Uuid>,
        /// What review had to look at.
        reasons: Vec<ReviewReason>,
    },
    /// Booked. Exit: reverse the entry.
    Posted {
        /// The entry.
        entry: EntryId,
    },
    /// Refused or cancelled by a person. Exit: resume.
    Rejected {
        /// Why.
        reason: String,
    },
    /// A stage could not do its work. Exit: retry, enter by hand, reject.
    Failed {
        /// The stage.
        stage: Stage,
        /// Stable code of what went wrong.
        code: String,
        /// The same for a person.
        message: String,
        /// How often it was tried since a person last asked for it.
        attempts: u32,
        /// Whether it is being tried again by itself.
        retrying: bool,
    },
    /// Its pages or items live on as other documents. Exit: those documents.
    Split {
        /// The other documents.
        into: Vec<DocumentId>,
    },
    /// Put away, nothing to book. Exit: enter by hand, resume.
    Archived {
        /// Why.
        why: Nothing,
    },
}

impl State {
    /// Stable name: `in_review`.
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// The state without its facts.
    pub fn kind(&self) -> StateKind {
        self.into()
    }

    /// Whether the document needs nobody any more. (A person can still bring it back.)
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Posted { .. } | Self::Rejected { .. } | Self::Split { .. } | Self::Archived { .. })
    }

    /// The stage the program is at work on, if any.
    pub fn at_work(&self) -> Option<Stage> {
        match self {
            Self::Arrived => Some(Stage::Read),
            Self::Read => Some(Stage::Extract),
            Self::Extracted => Some(Stage::Classify),
            Self::Classified => Some(Stage::Propose),
            Self::Failed { stage, retrying: true, .. } => Some(*stage),
            _ => None,
        }
    }

    /// Whether it waits for a person.
    pub fn waits_for_person(&self) -> bool {
        !self.is_settled() && self.at_work().is_none()
    }

    /// The reasons a person is asked to look, where there are any.
    pub fn reasons(&self) -> &[ReviewReason] {
        match self {
            Self::InReview { reasons } | Self::Held { reasons, .. } | Self::Asked { reasons, .. } => reasons,
            Self::Parked { came_from, .. } => came_from.reasons(),
            _ => &[],
        }
    }

    /// The state in which the program works on a stage.
    pub(crate) fn before(stage: Stage) -> Self {
        match stage {
            Stage::Read => Self::Arrived,
            Stage::Extract => Self::Read,
            Stage::Classify => Self::Extracted,
            Stage::Propose => Self::Classified,
        }
    }
}
