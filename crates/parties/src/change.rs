use audit::Change;
use books::PartyId;
use op::{EntityId, Op, may};
use pg::Db;
use serde_json::json;

use crate::add::{announce, refuse_agents};
use crate::party::{Party, PartyData};
use crate::{PartyError, store};

/// Replaces what is kept about a counterparty and returns it. `expected_version` is the one the person had before him.
///
/// # Errors
/// [`PartyError::Stale`] when somebody else was faster; otherwise as [`crate::add_party`].
pub async fn change_party(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: PartyId,
    expected_version: i32,
    data: &PartyData,
    active: bool,
) -> Result<Party, PartyError> {
    let by = op.authorise(may::PartiesManage, entity)?;
    refuse_agents(op)?;
    let data = data.normalised()?;
    let mut tx = db.begin(op).await?;
    let found = store::lock(&mut tx, &by, id).await?;
    if found != expected_version {
        return Err(PartyError::Stale { expected: expected_version, found });
    }
    let before = store::party(&mut tx, &by, id).await?;
    store::update(&mut tx, &by, id, &data, active).await?;
    store::forget_names(&mut tx, &by, id).await?;
    store::add_names(&mut tx, op, &by, id, &data).await?;
    let change = Change::of("party.changed", "party", id.0)
        .in_entity(entity)
        .before(json!({ "data": before.data, "active": before.active }))
        .after(json!({ "data": data, "active": active }));
    announce(&mut tx, op, entity, id, change).await?;
    let after = store::party(&mut tx, &by, id).await?;
    tx.commit().await?;
    Ok(after)
}
