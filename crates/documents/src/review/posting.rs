//! What an approval does to the books: the new counterparty, the entry, what is learned from it, and the document's
//! last move, all in the transaction of the decision.

use approvals::DecisionId;
use audit::Change;
use books::{DocumentId, EntryId, PartyId};
use ledger::{NewAttachment, NewEntry, Provenance, Source};
use op::{EntityId, Op};
use parties::{LearnedLine, Lesson};
use pg::TenantTx;
use road::classification::Direction;
use road::proposal::LineRole;
use road::{Event, Proposal};
use serde_json::json;

use super::by_person;
use super::case::Case;
use crate::DocumentError;
use crate::advance::{Move, advance};
use crate::classify::sighting;
use crate::store::{self, Summary};

/// Posts the entry of a case by a decision that was recorded in this transaction.
pub(crate) async fn post_decided(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case<'_>,
    decision: DecisionId,
    said: String,
) -> Result<EntryId, DocumentError> {
    let mut proposal = case.proposal.clone();
    settle_party(tx, op, case, &mut proposal).await?;
    let entry = new_entry(case, &proposal)?;
    let posted = ledger::post_in(tx, op, &entry).await?;
    // Only what a person has confirmed becomes precedent.
    if op.actor.person().is_some() {
        learn(tx, op, case, &proposal).await?;
    }
    let approved = by_person(op, "review", said, json!({ "decision": decision }));
    store::add_stage(tx, case.row.id, &approved).await?;
    finish(tx, op, case, &proposal, posted.entry, &posted.number.to_string()).await?;
    Ok(posted.entry)
}

/// A counterparty that was new becomes known, in the same transaction.
async fn settle_party(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case<'_>,
    proposal: &mut Proposal,
) -> Result<(), DocumentError> {
    let Some(guess) = &case.classification.party else { return Ok(()) };
    let direction = case.classification.direction;
    let seen = sighting(case.facts, direction);
    let entity = case.row.entity;
    let party = match guess.id {
        Some(known) => {
            parties::remember_sighting_in(tx, op, entity, known, &seen).await?;
            known
        }
        None => match known_by_now(tx, op, entity, &guess.name, &seen).await? {
            Some(known) => {
                parties::remember_sighting_in(tx, op, entity, known, &seen).await?;
                known
            }
            None => parties::add_party_in(tx, op, entity, &new_party(case, &guess.name, seen)).await?,
        },
    };
    proposal.party = Some(party);
    Ok(())
}

/// Whether a counterparty that was new when the document was classified has become known since, as by the approval of
/// another document of the same issuer. Approvals that bring a counterparty in wait for each other.
async fn known_by_now(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    name: &str,
    seen: &parties::Sighting,
) -> Result<Option<PartyId>, DocumentError> {
    store::one_newcomer_at_a_time(tx, entity).await?;
    let is_printed = seen.name.as_deref() == Some(name);
    // The name a person gave is taken at its word: numbers on the page may belong to somebody else.
    let named = parties::Sighting { name: Some(name.to_owned()), ..parties::Sighting::default() };
    let found = parties::resolve_in(tx, op, entity, if is_printed { seen } else { &named }).await?.party;
    Ok(found.filter(|party| is_printed || party.name == name).map(|party| party.party))
}

/// A counterparty as its first document introduces it. A number that fails its check digits is not remembered.
fn new_party(case: &Case<'_>, name: &str, seen: parties::Sighting) -> parties::PartyData {
    let is_sale = case.classification.direction == Direction::Sale;
    let printed = seen.name.filter(|printed| printed != name);
    parties::PartyData {
        name: name.to_owned(),
        is_supplier: !is_sale,
        is_customer: is_sale,
        address: case.facts.vendor_address.as_ref().filter(|_| !is_sale).map(|a| a.value.clone()),
        aliases: printed.into_iter().collect(),
        tax_ids: seen.tax_id.into_iter().collect(),
        ibans: seen.iban.into_iter().filter(|iban| extract::iban::is_valid(iban)).collect(),
        ..parties::PartyData::default()
    }
}

fn new_entry(case: &Case<'_>, proposal: &Proposal) -> Result<NewEntry, DocumentError> {
    let edited = case.edits.text.clone();
    let text = edited.or_else(|| proposal.text()).unwrap_or_else(|| case.row.file_name.clone());
    let entry = proposal.to_entry(&text).map_err(|refused| DocumentError::Blocked(refused.to_string()))?;
    let journal = match case.classification.direction {
        Direction::Purchase => "PUR",
        Direction::Sale => "SAL",
    };
    let attachment = NewAttachment {
        blob_hash: case.row.blob.clone(),
        document: Some(case.row.id),
        name: case.row.file_name.clone(),
        media_type: case.row.media_type.clone(),
    };
    Ok(NewEntry::new(case.row.entity, journal, entry)
        .from_source(Source::Document(case.row.id))
        .shown_in(proposal.currency)
        .citing(provenance(case.row.id, proposal))
        .attaching(vec![attachment])
        // A document that was reversed and approved again is another posting: the version tells them apart.
        .keyed(format!("document {} version {}", case.row.id.0, case.row.version)))
}

/// Where each line's figures stand on the page.
fn provenance(document: DocumentId, proposal: &Proposal) -> Vec<Provenance> {
    let mut all = Vec::new();
    for (line, number) in proposal.lines.iter().zip(1..) {
        let base = |field: &str| Provenance {
            line: number,
            document,
            page: None,
            rect: None,
            field: field.to_owned(),
            confidence: Some(line.confidence),
            reason: Some(line.reason.clone()),
        };
        for cite in &line.cites {
            if cite.spots.is_empty() {
                all.push(base(&cite.field));
            }
            all.extend(cite.spots.iter().map(|spot| Provenance {
                page: Some(spot.page),
                rect: Some([spot.rect.x0, spot.rect.y0, spot.rect.x1, spot.rect.y1]),
                ..base(&cite.field)
            }));
        }
    }
    all
}

async fn learn(tx: &mut TenantTx, op: &Op, case: &Case<'_>, proposal: &Proposal) -> Result<(), DocumentError> {
    let Some(party) = proposal.party else { return Ok(()) };
    let mut lines = Vec::new();
    for line in proposal.lines.iter().filter(|l| matches!(l.role, LineRole::Expense | LineRole::Income)) {
        let Some(account) = line.account else { continue };
        let tax_code = line.tax.as_ref().map(|t| t.code.clone());
        let cited: Vec<usize> =
            line.cites.iter().filter_map(|c| c.field.strip_prefix("lines.")?.parse().ok()).collect();
        let items = case.facts.lines.iter().enumerate().filter(|(i, _)| cited.is_empty() || cited.contains(i));
        let mut described: Vec<String> = items.map(|(_, item)| item.description.clone()).collect();
        if described.is_empty() {
            described.push(String::new());
        }
        let learned = |description| LearnedLine { description, account, tax_code: tax_code.clone() };
        lines.extend(described.into_iter().map(learned));
    }
    let lesson = Lesson {
        entity: case.row.entity,
        party,
        direction: case.classification.direction,
        dated: case.facts.date.as_ref().map(|date| date.value),
        lines,
    };
    Ok(parties::learn_in(tx, op, &lesson).await?)
}

async fn finish(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case<'_>,
    proposal: &Proposal,
    entry: EntryId,
    number: &str,
) -> Result<(), DocumentError> {
    let posted = by_person(op, "post", format!("Posted as {number}."), json!({ "entry": entry, "number": number }));
    let shown = Summary { entry: Some(entry), party: proposal.party, reasons: Vec::new(), ..case.row.summary.clone() };
    let moved = Move { stage: Some(posted), summary: Some(shown), ..Move::default() };
    advance(tx, op, case.row, &Event::Approved { entry }, moved).await?;
    let change = Change::of("document.posted", "document", case.row.id.0).in_entity(case.row.entity);
    audit::record(tx, op, change.after(json!({ "entry": entry, "number": number }))).await?;
    Ok(())
}
