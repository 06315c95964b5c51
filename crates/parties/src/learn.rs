use std::collections::BTreeMap;

use books::{AccountId, PartyId};
use jiff::civil::Date;
use op::{EntityId, Op, may};
use pg::TenantTx;
use road::classification::Direction;

use crate::rules::history;
use crate::store::memory::{self, Count};
use crate::{PartyError, add, store};

/// What a person confirmed by approving a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The business.
    pub entity: EntityId,
    /// The counterparty.
    pub party: PartyId,
    /// Bought or sold.
    pub direction: Direction,
    /// The document's date.
    pub dated: Option<Date>,
    /// Lines as they were posted.
    pub lines: Vec<LearnedLine>,
}

/// One line and where it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnedLine {
    /// As printed; empty for a document without lines.
    pub description: String,
    /// The account it was booked on.
    pub account: AccountId,
    /// Its tax code.
    pub tax_code: Option<String>,
}

/// Remembers where the lines of a posted document went. Call it in the transaction that posts, and only for a posting
/// that a person approved.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-approve`; [`PartyError::NotAPerson`] for agents; [`PartyError::Unknown`] for
/// a party of other books.
pub async fn learn_in(tx: &mut TenantTx, op: &Op, lesson: &Lesson) -> Result<(), PartyError> {
    let by = op.authorise(may::DocumentsApprove, lesson.entity)?;
    add::refuse_agents(op)?;
    store::lock(tx, &by, lesson.party).await?;
    let mut counts: BTreeMap<(String, AccountId, Option<String>), Count> = BTreeMap::new();
    for line in &lesson.lines {
        let tokens = history::tokens(&line.description).join(" ");
        let key = (tokens.clone(), line.account, line.tax_code.clone());
        let count = counts.entry(key).or_insert_with(|| Count {
            tokens,
            description: line.description.chars().take(200).collect(),
            account: line.account,
            tax_code: line.tax_code.clone(),
            times: 0,
        });
        count.times += 1;
    }
    let counts: Vec<Count> = counts.into_values().collect();
    memory::count(tx, op, &by, (lesson.party, lesson.direction), lesson.dated, &counts).await
}
