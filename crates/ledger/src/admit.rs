//! Who may post which entry, asked before anything else and carried on as a proof.

use op::{Actor, Allowed, EntityId, Op, may};

use crate::{LedgerError, NewEntry, Source, rules};

/// Proof that an entry may be posted: by who approves documents, or by who posts by hand.
#[derive(Debug)]
pub(crate) enum MayPost {
    Document(Allowed<may::DocumentsApprove>),
    Entry(Allowed<may::LedgerPost>),
}

impl MayPost {
    /// The business it holds for.
    pub fn entity(&self) -> EntityId {
        match self {
            Self::Document(by) => by.entity(),
            Self::Entry(by) => by.entity(),
        }
    }
}

/// One entry of a batch and who posts it.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub op: &'a Op,
    pub new: &'a NewEntry,
    /// Whether the answer shall hold the whole entry.
    pub whole: bool,
}

/// Who may post what, and whether it can be written down. INVARIANT: an agent proposes and never posts.
pub(crate) fn admit(item: &Item<'_>) -> Result<MayPost, LedgerError> {
    if matches!(item.op.actor, Actor::Agent { .. }) {
        return Err(LedgerError::AgentMayNotPost);
    }
    let by = match item.new.source {
        Source::Document(_) => MayPost::Document(item.op.authorise(may::DocumentsApprove, item.new.entity)?),
        _ => MayPost::Entry(item.op.authorise(may::LedgerPost, item.new.entity)?),
    };
    rules::check_texts(item.new)?;
    Ok(by)
}
