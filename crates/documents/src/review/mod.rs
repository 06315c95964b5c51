//! Review: what a person does with a document that waits. Every verb takes the version the person saw; a document that
//! was changed meanwhile is not touched.

mod apply;
mod approve;
mod case;
mod choose;
mod correct;
mod corrections;
mod due;
mod edit;
mod moves;
mod posting;
mod reverse;
mod split;

use approvals::Review;
use books::DocumentId;
use op::{Op, Permission};
use pg::TenantTx;
use road::Verb;

pub use approve::{Approval, Approved, Waiting};
pub(crate) use case::Case;
pub use corrections::{Corrections, EntryLine, LineChoice, PartyChoice};
pub(crate) use moves::required;
pub(crate) use posting::post_decided;
pub use split::PageGroups;

use crate::DocumentError;
use crate::results::Results;
use crate::store::{self, DocumentRow, NewStage};

/// What it takes to do something with a document.
pub fn permission_for(verb: Verb) -> Permission {
    match verb {
        Verb::Approve | Verb::Reject => Permission::DocumentsApprove,
        Verb::Reverse => Permission::LedgerPost,
        _ => Permission::DocumentsReview,
    }
}

/// How the votes on a document in review stand; `None` where nothing can be voted on.
pub(crate) async fn look(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    results: &Results,
) -> Result<Option<Review>, DocumentError> {
    let Ok(case) = case::Case::of(row, results) else { return Ok(None) };
    let subject = case.subject(tx, op).await?;
    Ok(Some(approvals::review_in(tx, op, &subject).await?))
}

/// Locks a document for a person who saw `version` of it.
pub(crate) async fn lock_for(
    tx: &mut TenantTx,
    op: &Op,
    id: DocumentId,
    version: i32,
    permission: Permission,
) -> Result<DocumentRow, DocumentError> {
    authorise(op, store::lock(tx, id).await?, version, permission)
}

/// Lets those pass who may, and saw the document as it is.
fn authorise(op: &Op, row: DocumentRow, version: i32, permission: Permission) -> Result<DocumentRow, DocumentError> {
    op.require(permission, row.entity)?;
    if row.version != version {
        return Err(DocumentError::Stale { seen: version, current: row.version });
    }
    Ok(row)
}

/// The stage row of something a person did.
pub(crate) fn by_person(op: &Op, stage: &'static str, summary: String, output: serde_json::Value) -> NewStage {
    NewStage {
        stage,
        agent: op.actor.name(),
        agent_version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: op.now(),
        finished_at: op.now(),
        attempt: 1,
        summary,
        input: serde_json::json!({}),
        outcome: Ok(output),
    }
}
