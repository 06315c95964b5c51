//! What people can do with a document, and where documents are looked for.

use books::EntryId;
use uuid::Uuid;

use crate::{Event, Outcome, Refused, StateKind, step};

/// Something a person does with a document.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Verb {
    /// Approve the proposed entry.
    Approve,
    /// Change what was read or chosen.
    Correct,
    /// Refuse it.
    Reject,
    /// Put it aside.
    Park,
    /// Take it up again.
    Resume,
    /// Ask about it.
    Ask,
    /// Answer the question.
    Answer,
    /// Divide it.
    Split,
    /// Say that it is no duplicate.
    Release,
    /// Let the program try again.
    Retry,
    /// Enter it by hand.
    EnterByHand,
    /// Stop the program's work.
    Cancel,
    /// Reverse its entry.
    Reverse,
}

/// Whether a verb fits a state.
///
/// INVARIANT: the answer is that of [`step`] for an event of this verb, so the two cannot disagree.
pub fn may(state: &crate::State, verb: Verb) -> Result<(), Refused> {
    step(state, &sample(verb)).map(|_| ())
}

/// An event of the verb; what it carries makes no difference to whether it fits.
fn sample(verb: Verb) -> Event {
    let nil = Uuid::nil();
    let words = String::new;
    match verb {
        Verb::Approve => Event::Approved { entry: EntryId(nil) },
        Verb::Correct => Event::Corrected(Outcome { bookable: true, ..Outcome::default() }),
        Verb::Reject => Event::Rejected { reason: words() },
        Verb::Park => Event::Parked { until: None, note: words() },
        Verb::Resume => Event::Resumed,
        Verb::Ask => Event::Asked { question: words(), of: None },
        Verb::Answer => Event::Answered { answer: words() },
        Verb::Split => Event::SplitInto { parts: vec![books::DocumentId(nil); 2] },
        Verb::Release => Event::Released,
        Verb::Retry => Event::Retry,
        Verb::EnterByHand => Event::EnterByHand,
        Verb::Cancel => Event::Cancelled { reason: words() },
        Verb::Reverse => Event::Reversed { by: EntryId(nil), rebook: false },
    }
}

/// Where documents are looked for: every state belongs to one group.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Group {
    /// Waiting for a person: in review or asked.
    Waiting,
    /// The program is at work.
    Working,
    /// Kept from review.
    Held,
    /// Put aside.
    Parked,
    /// Booked.
    Posted,
    /// Refused.
    Rejected,
    /// A stage could not do its work.
    Failed,
    /// Nothing to book, or divided.
    Settled,
}

impl Group {
    /// The states in it.
    pub fn states(self) -> impl Iterator<Item = StateKind> {
        use strum::IntoEnumIterator;
        StateKind::iter().filter(move |state| state.group() == self)
    }
}

impl StateKind {
    /// The group it belongs to.
    pub const fn group(self) -> Group {
        match self {
            Self::InReview | Self::Asked => Group::Waiting,
            Self::Arrived | Self::Read | Self::Extracted | Self::Classified => Group::Working,
            Self::Held => Group::Held,
            Self::Parked => Group::Parked,
            Self::Posted => Group::Posted,
            Self::Rejected => Group::Rejected,
            Self::Failed => Group::Failed,
            Self::Split | Self::Archived => Group::Settled,
        }
    }
}
