//! Approve: a person's decision, the new counterparty, the entry, what is learned from it and the document's last move
//! commit in one transaction, or none of them does.

use approvals::{Ballot, Digest, Outcome, Subject};
use audit::Change;
use books::{DocumentId, EntryId, PartyId};
use ledger::{NewAttachment, NewEntry, Provenance, Source};
use money::Amount;
use op::{EntityId, Op, Permission, UserId};
use parties::{LearnedLine, Lesson};
use pg::TenantTx;
use road::classification::{Classification, Direction};
use road::facts::Facts;
use road::proposal::LineRole;
use road::{Event, Proposal, State};
use serde_json::json;

use super::{by_person, lock_for};
use crate::advance::{Move, advance};
use crate::classify::{newest_facts, sighting};
use crate::propose::{ProposeOutput, newest_classification};
use crate::store::{self, DocumentRow, Summary};
use crate::{DocumentError, Documents};

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// The entry is in the books.
    Posted(EntryId),
    /// The vote is recorded; the policy wants more.
    WaitsFor(String),
}

/// Everything an approval rests on.
struct Case {
    row: DocumentRow,
    facts: Facts,
    classification: Classification,
    proposal: Proposal,
}

impl Documents {
    /// Approves the present proposal of a document and posts it when the policy is content.
    ///
    /// # Errors
    /// [`DocumentError::Blocked`] while a blocking reason stands; [`DocumentError::PolicyRefused`] when the policy does
    /// not take this person's vote; the ledger's error when it refuses the entry, which is also noted on the document.
    pub async fn approve(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        note: Option<&str>,
    ) -> Result<Approval, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let case = load(&mut tx, op, id, version).await?;
        match decide_and_post(&mut tx, op, &case, note).await {
            Ok(approval) => {
                tx.commit().await?;
                Ok(approval)
            }
            Err(DocumentError::Ledger(refusal)) => {
                tx.rollback().await?;
                self.note_refusal(op, id, version, &refusal).await?;
                Err(refusal.into())
            }
            Err(error) => Err(error),
        }
    }

    /// The transaction that tried is gone; the reason stays with the document.
    async fn note_refusal(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        refusal: &ledger::LedgerError,
    ) -> Result<(), DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsApprove).await?;
        let event = Event::PostRefused { code: refusal.code().to_owned(), message: refusal.to_string() };
        let said = format!("The ledger did not take the entry: {refusal}.");
        let stage = by_person(op, "post", said, json!({ "code": refusal.code() }));
        let state = advance(&mut tx, op, &row, &event, Move::stage(stage)).await?;
        let shown = Summary { reasons: state.reasons().to_vec(), ..row.summary };
        store::save_summary(&mut tx, id, &shown).await?;
        Ok(tx.commit().await?)
    }
}

async fn load(tx: &mut TenantTx, op: &Op, id: DocumentId, version: i32) -> Result<Case, DocumentError> {
    let row = lock_for(tx, op, id, version, Permission::DocumentsApprove).await?;
    let State::InReview { reasons } = &row.state else {
        return Err(DocumentError::NotNow(format!("a document that is {} cannot be approved", row.state.name())));
    };
    let blocking: Vec<&str> = reasons.iter().filter(|r| r.is_blocking()).map(|r| r.message.as_str()).collect();
    if !blocking.is_empty() {
        return Err(DocumentError::Blocked(blocking.join("; ")));
    }
    let (_, facts) = newest_facts(tx, id).await?;
    let (_, classification) = newest_classification(tx, id).await?;
    let output = store::newest(tx, id, "propose").await?.ok_or(DocumentError::BrokenStage { stage: "propose" })?;
    let output: ProposeOutput =
        serde_json::from_value(output.1).map_err(|_| DocumentError::BrokenStage { stage: "propose" })?;
    let proposal = output.proposal.ok_or_else(|| DocumentError::Blocked("there is no proposal yet".to_owned()))?;
    Ok(Case { row, facts, classification, proposal })
}

async fn decide_and_post(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case,
    note: Option<&str>,
) -> Result<Approval, DocumentError> {
    let subject = subject_of(tx, case).await?;
    let ballot = Ballot { reason: note.map(str::to_owned), ..Ballot::approve() };
    let decision = match approvals::decide_in(tx, op, &subject, &ballot).await? {
        Outcome::Approved { decision } => decision,
        Outcome::NeedsMore { missing, .. } => {
            let waits: Vec<String> =
                missing.iter().map(|m| format!("{} more by rule `{}`", m.people, m.rule)).collect();
            let said = format!("{} approved; still needed: {}.", op.actor.name(), waits.join(", "));
            store::add_stage(tx, case.row.id, &by_person(op, "review", said, json!({ "missing": missing }))).await?;
            return Ok(Approval::WaitsFor(waits.join(", ")));
        }
        Outcome::Refused { why } => return Err(DocumentError::PolicyRefused(why.to_string())),
        Outcome::Rejected { .. } => unreachable!("the ballot was a yes"),
    };
    let mut proposal = case.proposal.clone();
    settle_party(tx, op, case, &mut proposal).await?;
    let entry = new_entry(case, &proposal)?;
    let posted = ledger::post_in(tx, op, &entry).await?;
    learn(tx, op, case, &proposal).await?;
    finish(tx, op, case, &proposal, posted.entry, &posted.number.to_string(), json!({ "decision": decision })).await?;
    Ok(Approval::Posted(posted.entry))
}

async fn subject_of(tx: &mut TenantTx, case: &Case) -> Result<Subject, DocumentError> {
    let proposal = &case.proposal;
    let base_total = base_total(proposal)?;
    let entered_by = entered_by(tx, case.row.id).await?;
    let content = json!({ "facts": case.facts, "classification": case.classification, "proposal": proposal });
    Ok(Subject {
        kind: "document",
        id: case.row.id.0,
        entity: case.row.entity,
        digest: Digest::of(&content).map_err(|_| DocumentError::BrokenStage { stage: "propose" })?,
        document_kind: case.classification.kind.to_string(),
        amount: base_total,
        confidence: proposal.confidence,
        party_known: case.classification.party.as_ref().is_some_and(|p| p.id.is_some()),
        accounts: proposal.lines.iter().filter_map(|l| l.account.map(|a| a.0)).collect(),
        entered_by,
    })
}

/// Half of all lines' base amounts: the total in base currency.
fn base_total(proposal: &Proposal) -> Result<Amount, DocumentError> {
    let debits = proposal.lines.iter().filter(|l| l.side == books::Side::Debit);
    let minor: Option<i64> = debits.map(|l| l.base.map(Amount::minor)).sum();
    let missing = || DocumentError::Blocked("there is no exchange rate for the day of the document".to_owned());
    Ok(Amount::new(minor.ok_or_else(missing)?, proposal.base_currency))
}

/// The people whose figures the entry rests on.
async fn entered_by(tx: &mut TenantTx, id: DocumentId) -> Result<Vec<UserId>, DocumentError> {
    let mut people: Vec<UserId> = store::corrections_of(tx, id)
        .await?
        .into_iter()
        .filter(|(field, _)| approvals::rules::counts_as_entering(field))
        .map(|(_, person)| person)
        .collect();
    people.sort();
    people.dedup();
    Ok(people)
}

/// A counterparty that was new becomes known, in the same transaction.
async fn settle_party(tx: &mut TenantTx, op: &Op, case: &Case, proposal: &mut Proposal) -> Result<(), DocumentError> {
    let Some(guess) = &case.classification.party else { return Ok(()) };
    let direction = case.classification.direction;
    let seen = sighting(&case.facts, direction);
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
fn new_party(case: &Case, name: &str, seen: parties::Sighting) -> parties::PartyData {
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

fn new_entry(case: &Case, proposal: &Proposal) -> Result<NewEntry, DocumentError> {
    let text = proposal.text().unwrap_or_else(|| case.row.file_name.clone());
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

/// Only what a person has confirmed becomes precedent.
async fn learn(tx: &mut TenantTx, op: &Op, case: &Case, proposal: &Proposal) -> Result<(), DocumentError> {
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
    let lesson = Lesson { entity: case.row.entity, party, direction: case.classification.direction, lines };
    Ok(parties::learn_in(tx, op, &lesson).await?)
}

async fn finish(
    tx: &mut TenantTx,
    op: &Op,
    case: &Case,
    proposal: &Proposal,
    entry: EntryId,
    number: &str,
    decision: serde_json::Value,
) -> Result<(), DocumentError> {
    let approved = by_person(op, "review", format!("{} approved the entry.", op.actor.name()), decision);
    store::add_stage(tx, case.row.id, &approved).await?;
    let posted = by_person(op, "post", format!("Posted as {number}."), json!({ "entry": entry, "number": number }));
    let shown = Summary { entry: Some(entry), party: proposal.party, reasons: Vec::new(), ..case.row.summary.clone() };
    let moved = Move { stage: Some(posted), summary: Some(shown), ..Move::default() };
    advance(tx, op, &case.row, &Event::Approved { entry }, moved).await?;
    let change = Change::of("document.posted", "document", case.row.id.0).in_entity(case.row.entity);
    audit::record(tx, op, change.after(json!({ "entry": entry, "number": number }))).await?;
    Ok(())
}
