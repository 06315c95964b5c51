use audit::Change;
use books::PartyId;
use jobs::News;
use op::{Actor, EntityId, Op, may};
use pg::{Db, TenantTx};
use serde_json::json;

use crate::party::PartyData;
use crate::{PartyError, store};

/// Adds a counterparty and returns its id.
///
/// # Errors
/// [`PartyError::Denied`] without `parties-manage`; [`PartyError::NotAPerson`] for agents; [`PartyError::Invalid`] for a
/// field that cannot be so; [`PartyError::UnknownAccount`] for a default account of other books.
pub async fn add_party(db: &Db, op: &Op, entity: EntityId, data: &PartyData) -> Result<PartyId, PartyError> {
    let mut tx = db.begin(op).await?;
    let id = add_party_in(&mut tx, op, entity, data).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same in the caller's transaction: a new supplier appears with the first document approved for it.
///
/// # Errors
/// As [`add_party`].
pub async fn add_party_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    data: &PartyData,
) -> Result<PartyId, PartyError> {
    let by = op.authorise(may::PartiesManage, entity)?;
    refuse_agents(op)?;
    let data = data.normalised()?;
    let id = store::insert(tx, op, &by, &data).await?;
    store::add_names(tx, op, &by, id, &data).await?;
    let change = Change::of("party.created", "party", id.0).in_entity(entity).after(json!(data));
    announce(tx, op, entity, id, change).await?;
    Ok(id)
}

/// INVARIANT: an agent proposes a counterparty; a person, or the program at set-up, makes it.
pub(crate) fn refuse_agents(op: &Op) -> Result<(), PartyError> {
    match &op.actor {
        Actor::Agent { .. } => Err(PartyError::NotAPerson { actor: op.actor.name() }),
        Actor::User { .. } | Actor::ApiKey { .. } | Actor::System { .. } => Ok(()),
    }
}

/// Writes the trail and the news of a change.
pub(crate) async fn announce(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    id: PartyId,
    change: Change,
) -> Result<(), PartyError> {
    let payload = json!({ "action": change.action });
    audit::record(tx, op, change).await?;
    jobs::emit(tx, op, News { topic: "party.changed", entity: Some(entity), subject_id: id.0, payload }).await?;
    Ok(())
}
