//! Review: what a person does with a document that waits. Every verb takes the version the person saw; a document that
//! was changed meanwhile is not touched.

mod approve;
mod choose;
mod correct;
mod due;
mod moves;
mod reverse;
mod split;

use books::DocumentId;
use op::{Op, Permission};
use pg::TenantTx;

pub use approve::Approval;
pub use correct::{Corrections, LineChoice, PartyChoice};
pub use split::PageGroups;

use crate::DocumentError;
use crate::store::{self, DocumentRow, NewStage};

/// Locks a document for a person who saw `version` of it.
pub(crate) async fn lock_for(
    tx: &mut TenantTx,
    op: &Op,
    id: DocumentId,
    version: i32,
    permission: Permission,
) -> Result<DocumentRow, DocumentError> {
    let row = store::lock(tx, id).await?;
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
