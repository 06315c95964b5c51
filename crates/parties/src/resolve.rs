use audit::Change;
use books::PartyId;
use op::{EntityId, Op, may};
use pg::TenantTx;
use serde_json::json;

use crate::add::{announce, refuse_agents};
use crate::party::{Party, PartyData, Sighting};
use crate::rules::matching::{Known, Match, Warning, judge, of_another, warnings};
use crate::rules::{iban, names};
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
    let by = op.authorise(may::DocumentsRead, entity)?;
    let sighting = sighting.normalised();
    let known = store::candidates::of(tx, &by, &sighting).await?;
    Ok(judge(&sighting, &known))
}

/// What a person should look at before a document with this sighting is paid, when it is taken for `party`: one that was
/// recognised or chosen by hand; `None` for somebody new. Changes nothing.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`; [`PartyError::Unknown`] for a party of other books.
pub async fn warnings_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    party: Option<PartyId>,
    sighting: &Sighting,
) -> Result<Vec<Warning>, PartyError> {
    let by = op.authorise(may::DocumentsRead, entity)?;
    let sighting = sighting.normalised();
    let known = store::candidates::of(tx, &by, &sighting).await?;
    let Some(id) = party else {
        let mut found = judge(&sighting, &known).warnings;
        found.retain(|warning| matches!(warning, Warning::SeveralFit { .. }));
        found.extend(sighting.iban.as_deref().and_then(|iban| of_another(iban, None, &known)));
        return Ok(found);
    };
    let chosen = match known.iter().find(|k| k.id == id) {
        Some(candidate) => candidate.clone(),
        None => as_known(store::party(tx, &by, id).await?),
    };
    Ok(warnings(&sighting, &chosen, &known))
}

/// A party as matching sees it.
fn as_known(party: Party) -> Known {
    let data = party.data;
    let all = std::iter::once(&data.name).chain(&data.aliases);
    Known {
        id: party.id,
        normal_names: all.map(|name| names::normal_name(name)).collect(),
        name: data.name,
        tax_ids: data.tax_ids,
        ibans: data.ibans,
        domains: data.domains,
    }
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
    let by = op.authorise(may::DocumentsApprove, entity)?;
    refuse_agents(op)?;
    store::lock(tx, &by, id).await?;
    let party = store::party(tx, &by, id).await?.data;
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
        ibans: fresh(sighting.iban.filter(|number| iban::flaw(number).is_none()), &party.ibans),
        domains: fresh(sighting.domain, &party.domains),
        ..PartyData::default()
    };
    if new.aliases.is_empty() && new.tax_ids.is_empty() && new.ibans.is_empty() && new.domains.is_empty() {
        return Ok(false);
    }
    store::add_names(tx, op, &by, id, &new).await?;
    let change = Change::of("party.recognised_by", "party", id.0).in_entity(entity).after(json!({
        "aliases": new.aliases, "tax_ids": new.tax_ids, "ibans": new.ibans, "domains": new.domains,
    }));
    announce(tx, op, entity, id, change).await?;
    Ok(true)
}
