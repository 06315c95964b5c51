use audit::Change;
use books::PartyId;
use op::{EntityId, Op, Permission};
use pg::TenantTx;
use serde_json::json;

use crate::add::{announce, refuse_agents};
use crate::party::{PartyData, Sighting};
use crate::rules::matching::{Match, judge};
use crate::rules::names;
use crate::{PartyError, store};

/// Tells whether a document's issuer or recipient is a known counterparty. Changes nothing.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`.
pub async fn resolve_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    sighting: &Sighting,
) -> Result<Match, PartyError> {
    op.require(Permission::DocumentsRead, entity)?;
    let sighting = sighting.normalised();
    let known = store::candidates::of(tx, entity, &sighting).await?;
    Ok(judge(&sighting, &known))
}

/// Keeps the name and numbers of a document that a person confirmed to be this party's, so that the next one is
/// recognised by them. Returns whether anything was new.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-approve`; [`PartyError::NotAPerson`] for agents; [`PartyError::Unknown`].
pub async fn remember_sighting_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    id: PartyId,
    sighting: &Sighting,
) -> Result<bool, PartyError> {
    op.require(Permission::DocumentsApprove, entity)?;
    refuse_agents(op)?;
    store::lock(tx, entity, id).await?;
    let party = store::party(tx, entity, id).await?.data;
    let sighting = sighting.normalised();
    let fresh = |value: Option<String>, known: &[String]| -> Vec<String> {
        value.filter(|v| !known.contains(v)).into_iter().collect()
    };
    let bears = |name: &String| {
        let name = names::normal_name(name);
        name.is_empty() || std::iter::once(&party.name).chain(&party.aliases).any(|n| names::normal_name(n) == name)
    };
    let new = PartyData {
        // `add_names` skips the present name: it is stored already.
        name: party.name.clone(),
        aliases: sighting.name.filter(|name| !bears(name)).into_iter().collect(),
        tax_ids: fresh(sighting.tax_id, &party.tax_ids),
        ibans: fresh(sighting.iban.filter(|iban| names::looks_like_iban(iban)), &party.ibans),
        domains: fresh(sighting.domain, &party.domains),
        ..PartyData::default()
    };
    if new.aliases.is_empty() && new.tax_ids.is_empty() && new.ibans.is_empty() && new.domains.is_empty() {
        return Ok(false);
    }
    store::add_names(tx, op, entity, id, &new).await?;
    let change = Change::of("party.recognised_by", "party", id.0).in_entity(entity).after(json!({
        "aliases": new.aliases, "tax_ids": new.tax_ids, "ibans": new.ibans, "domains": new.domains,
    }));
    announce(tx, op, entity, id, change).await?;
    Ok(true)
}
