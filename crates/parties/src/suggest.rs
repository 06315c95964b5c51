use std::collections::BTreeSet;

use books::PartyId;
use op::{EntityId, Op, may};
use pg::TenantTx;
use road::classification::Direction;

use crate::rules::history::{self, History, Suggestion};
use crate::{PartyError, store};

/// Where do these lines belong?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The business.
    pub entity: EntityId,
    /// The counterparty, if it is known.
    pub party: Option<PartyId>,
    /// Bought or sold.
    pub direction: Direction,
    /// The lines' descriptions; one empty text for a document without lines.
    pub descriptions: &'a [String],
}

/// What is remembered that bears on a question. Answers are computed from it without the database.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    past: History,
}

impl Memory {
    /// Up to three suggestions for each description, in its order, best first.
    pub fn suggest(&self, descriptions: &[String]) -> Vec<Vec<Suggestion>> {
        descriptions.iter().map(|description| history::suggest(description, &self.past)).collect()
    }
}

/// Recalls what bears on a question.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`; [`PartyError::Unknown`] for a party of other books.
pub async fn recall_in(tx: &mut TenantTx, op: &Op, question: &Question<'_>) -> Result<Memory, PartyError> {
    let by = op.authorise(may::DocumentsRead, question.entity)?;
    let words: BTreeSet<String> = question.descriptions.iter().flat_map(|d| history::tokens(d)).collect();
    let mut past = store::memory::history(tx, &by, (question.party, question.direction), &words).await?;
    if let Some(id) = question.party {
        let defaults = store::party(tx, &by, id).await?.data.defaults;
        past = past.with_defaults(&defaults, question.direction == Direction::Purchase);
    }
    Ok(Memory { past })
}
