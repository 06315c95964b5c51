//! Automatic posting: a low-risk class of the policy decides about a document that a person need not see.
//!
//! Off until somebody switches a class on. It decides only where the counterparty is known and was paid at this IBAN
//! before, every confidence the entry rests on reaches the bound, nothing stands out, the amount is small and no person
//! has had a hand in it. The decision is recorded under the name of the class; nothing is learned from it.

use books::DocumentId;
use op::{Actor, Grants, Op, Origin};

use crate::results::Results;
use crate::review::{Case, post_decided};
use crate::store;
use crate::{DocumentError, Documents};

impl Documents {
    /// Posts a document that has just been proposed, if a class of the policy covers it. What goes wrong here leaves
    /// the document in review, where a person decides.
    pub(crate) async fn post_by_policy(&self, op: &Op, id: DocumentId) -> Result<(), DocumentError> {
        let mut tx = self.db.begin_job(op).await?;
        let row = store::lock(&mut tx, id).await?;
        let version = row.version;
        let policy = as_policy(op, "policy");
        let results = Results::load(&mut tx, id).await?;
        let Ok(case) = Case::of(&row, &results) else { return Ok(tx.rollback().await?) };
        let Ok(subject) = case.subject(&mut tx, &policy).await else { return Ok(tx.rollback().await?) };
        let Some(decision) = approvals::decide_automatically_in(&mut tx, &policy, &subject).await? else {
            return Ok(tx.rollback().await?);
        };
        let policy = as_policy(op, &decision.actor_name);
        let said = format!("{} approved the entry.", decision.actor_name);
        match post_decided(&mut tx, &policy, &case, decision.id, said).await {
            Ok(_) => Ok(tx.commit().await?),
            Err(DocumentError::Ledger(refusal)) => {
                tx.rollback().await?;
                self.note_refusal(&policy, id, version, &refusal).await
            }
            Err(error) => Err(error),
        }
    }
}

/// The policy itself at work: no agent and no person.
fn as_policy(op: &Op, name: &str) -> Op {
    let actor = Actor::System { name: name.to_owned() };
    Op::new(op.org, actor, Origin::Worker, Grants::all(), op.clock())
}
