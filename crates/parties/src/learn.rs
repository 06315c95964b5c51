use std::collections::BTreeMap;

use audit::Change;
use books::{AccountId, DocumentId, PartyId};
use jiff::Timestamp;
use op::{EntityId, Op, Permission, UserId};
use pg::TenantTx;
use road::classification::Direction;
use road::page::Spot;
use serde::Serialize;
use serde_json::json;

use crate::rules::history;
use crate::store::memory::{self, Count};
use crate::{PartyError, add, store};

/// Most corrections of a party that are worth reading again.
const NEWEST_CORRECTIONS: i64 = 200;

/// What a person confirmed by approving a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The business.
    pub entity: EntityId,
    /// The counterparty.
    pub party: PartyId,
    /// Bought or sold.
    pub direction: Direction,
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
    op.require(Permission::DocumentsApprove, lesson.entity)?;
    add::refuse_agents(op)?;
    store::lock(tx, lesson.entity, lesson.party).await?;
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
    memory::count(tx, op, (lesson.entity, lesson.party, lesson.direction), &counts).await
}

/// A field that a person set right.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCorrection {
    /// The business.
    pub entity: EntityId,
    /// The counterparty whose document it is.
    pub party: PartyId,
    /// The document.
    pub document: Option<DocumentId>,
    /// Name of the field in `road::facts::Facts`.
    pub field: String,
    /// As read; `None` when nothing was read.
    pub wrong: Option<String>,
    /// As it is; `None` when the document has no such value.
    pub right: Option<String>,
    /// Where the right value is printed, if the person pointed at it.
    pub spot: Option<Spot>,
}

/// A correction as remembered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// The document.
    pub document: Option<DocumentId>,
    /// Name of the field.
    pub field: String,
    /// As read.
    pub wrong: Option<String>,
    /// As it is.
    pub right: Option<String>,
    /// Where the right value is printed.
    pub spot: Option<Spot>,
    /// Who set it right.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Remembers that a field of this party's documents was misread, and where the right value stands.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-review`; [`PartyError::NotAPerson`] for everyone who is no person;
/// [`PartyError::Unknown`] for a party of other books.
pub async fn remember_correction_in(tx: &mut TenantTx, op: &Op, new: &NewCorrection) -> Result<(), PartyError> {
    op.require(Permission::DocumentsReview, new.entity)?;
    add::refuse_agents(op)?;
    let by = op.actor.person().ok_or_else(|| PartyError::NotAPerson { actor: op.actor.name() })?;
    store::lock(tx, new.entity, new.party).await?;
    let id = memory::insert_correction(tx, op, by, new).await?;
    let change = Change::of("party.correction_remembered", "party", new.party.0)
        .in_entity(new.entity)
        .before(json!({ "field": new.field, "value": new.wrong }))
        .after(json!({ "field": new.field, "value": new.right, "correction": id, "document": new.document }));
    audit::record(tx, op, change).await?;
    Ok(())
}

/// The corrections on documents of a party, newest first, at most 200.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`.
pub async fn corrections_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    party: PartyId,
) -> Result<Vec<Correction>, PartyError> {
    op.require(Permission::DocumentsRead, entity)?;
    memory::corrections(tx, entity, party, NEWEST_CORRECTIONS).await
}
