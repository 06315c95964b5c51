//! Propose: facts and classification become a balanced draft entry, or the reason why none can be made. The same
//! computation runs after every correction, so that what a reviewer sees is always the entry that would be posted.

use books::DocumentId;
use jiff::civil::Date;
use money::{Amount, Rate};
use op::Op;
use pg::TenantTx;
use road::classification::Classification;
use road::duplicates::{self, KeyFacts, Verdict};
use road::facts::{DocumentKind, Facts};
use road::proposal::{CannotPropose, Edits, LineRole, Settings};
use road::review::{self, ReviewContext};
use road::{Event, HoldReason, Outcome, Proposal, ReviewReason, Stage, State, Unusual, Versioned};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::advance::Move;
use crate::business::{Business, today};
use crate::classify::{newest_facts, sighting};
use crate::stage::newest;
use crate::store::{DocumentRow, Summary};
use crate::{DocumentError, Documents, store};

/// The result of proposing, as the stage row keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProposeOutput {
    /// The draft; absent when none can be made.
    pub proposal: Option<Proposal>,
    /// What a person must look at, heaviest first.
    pub reasons: Vec<ReviewReason>,
    /// Documents that look like the same one, most alike first.
    pub duplicates: Vec<Verdict>,
    /// Whether it is a kind of document that is booked at all.
    pub bookable: bool,
    /// The exchange rate a person entered for this document.
    #[serde(default)]
    pub entered_rate: Option<Rate>,
    /// What a person changed in the entry itself.
    #[serde(default)]
    pub edits: Edits,
}

/// What a person gave for the entry beside the facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// The exchange rate.
    pub rate: Option<Rate>,
    /// Day, text and lines.
    pub edits: Edits,
}

impl Versioned for ProposeOutput {
    const NAME: &'static str = "proposing";
}

impl ProposeOutput {
    /// What the road is told. `released`: documents of which a person has said that this is another one.
    pub(crate) fn outcome(&self, released: &[DocumentId]) -> Outcome {
        let duplicate = self.duplicates.iter().find(|v| v.holds() && !released.contains(&v.of));
        Outcome { reasons: self.reasons.clone(), duplicate_of: duplicate.map(|v| v.of), bookable: self.bookable }
    }
}

impl Documents {
    /// Performs [`road::Effect::Propose`]. Does nothing when the document has moved on.
    pub(crate) async fn run_propose(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Propose, attempt).await? else { return Ok(()) };
        let mut tx = self.db.begin_job(op).await?;
        let (facts_version, facts) = newest_facts(&mut tx, id).await?;
        let (class_version, classification) = newest_classification(&mut tx, id).await?;
        let business = Business::load(&mut tx, row.entity).await?;
        let output = propose(&mut tx, op, &business, &row, (&facts, &classification), Given::default()).await?;
        tx.rollback().await?;
        let shown = Summary { reasons: output.reasons.clone(), ..row.summary.clone() };
        let event = Event::ProposeDone(output.outcome(&[]));
        let input = json!({ "extract": facts_version, "classify": class_version });
        let stage = running.done(op, summary_of(&output), input, &output);
        let moved = Move { stage: Some(stage), summary: Some(shown), ..Move::default() };
        self.finish(op, id, Stage::Propose, &event, moved).await?;
        self.post_by_policy(op, id).await
    }
}

/// The newest classification.
pub(crate) async fn newest_classification(
    tx: &mut TenantTx,
    id: DocumentId,
) -> Result<(i32, Classification), DocumentError> {
    newest(tx, id, "classify").await?.ok_or(DocumentError::BrokenStage { stage: "classify" })
}

/// Makes the proposal and everything a reviewer must know about it.
pub(crate) async fn propose(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    row: &DocumentRow,
    (facts, classification): (&Facts, &Classification),
    given: Given,
) -> Result<ProposeOutput, DocumentError> {
    let currency = facts.currency.as_ref().map(|c| c.value);
    let settings = business.settings(tx, op, facts, classification).await?;
    let settings = match given.rate {
        Some(rate) if currency.is_some_and(|c| c != business.entity.base_currency) => settings.at_rate(Some(rate)),
        _ => settings,
    };
    let drafted = draft(facts.clone(), classification.clone(), settings, given.edits.clone()).await;
    let duplicates = find_duplicates(tx, row, facts, classification).await?;
    let context = ReviewContext {
        unusual: unusual(tx, op, business, facts, classification).await?,
        similar: duplicates.first().cloned(),
        till_after: till_after(tx, business, drafted.as_ref().ok()).await?,
        ..ReviewContext::on(today(op))
    };
    let mut reasons = review::reasons(facts, classification, drafted.as_ref().ok(), &context);
    let day = drafted.as_ref().ok().and_then(|draft| draft.date);
    reasons.extend(closed_period(tx, business, day).await?);
    let (proposal, bookable) = match drafted {
        Ok(proposal) => (Some(proposal), true),
        Err(refusal) => {
            let bookable = refusal.is_bookable();
            let reason = refusal.reason();
            reasons.retain(|r| r.code != reason.code);
            reasons.insert(0, reason);
            (None, bookable)
        }
    };
    let Given { rate: entered_rate, edits } = given;
    Ok(ProposeOutput { proposal, reasons, duplicates, bookable, entered_rate, edits })
}

/// Computes the draft beside the threads that answer requests: a document may have tens of thousands of lines.
async fn draft(
    facts: Facts,
    classification: Classification,
    settings: Settings,
    edits: Edits,
) -> Result<Proposal, CannotPropose> {
    let compute =
        move || road::proposal::propose(&facts, &classification, &settings).and_then(|draft| edits.apply(draft));
    match tokio::task::spawn_blocking(compute).await {
        Ok(drafted) => drafted,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

/// A day that takes no entries is said before anybody presses Approve, with the next one that does.
async fn closed_period(
    tx: &mut TenantTx,
    business: &Business,
    day: Option<Date>,
) -> Result<Option<ReviewReason>, DocumentError> {
    let Some(day) = day else { return Ok(None) };
    let open = ledger::open_day_in(tx, business.entity.id, day).await?;
    let message = format!("the books are closed on {day}: post it on {open}, or reopen the period");
    Ok((open != day).then(|| ReviewReason::warning("ledger.period_closed", message).on("posting_date")))
}

/// What is unusual about who wants to be paid, seen from the party the document is booked for, chosen by hand or not.
async fn unusual(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    facts: &Facts,
    classification: &Classification,
) -> Result<Vec<Unusual>, DocumentError> {
    let party = classification.party.as_ref();
    let seen = sighting(facts, classification.direction);
    let warnings = parties::warnings_in(tx, op, business.entity.id, party.and_then(|p| p.id), &seen).await?;
    let by_hand = party.is_some_and(|p| p.by_hand);
    let of = |warning| match warning {
        parties::Warning::ChangedIban { printed, .. } => Some(Unusual::ChangedIban { printed }),
        parties::Warning::IbanOfAnother { printed, name, .. } => Some(Unusual::IbanOfAnother { printed, name }),
        parties::Warning::OtherTaxId { printed, known } => Some(Unusual::OtherTaxId { printed, known }),
        parties::Warning::SeveralFit { names } => (!by_hand).then_some(Unusual::SeveralFit { names }),
        parties::Warning::OtherName { printed } => (!by_hand).then_some(Unusual::OtherName { printed }),
    };
    Ok(warnings.into_iter().filter_map(of).collect())
}

/// What a till would hold at the end of the day once the document is paid from it.
async fn till_after(
    tx: &mut TenantTx,
    business: &Business,
    proposal: Option<&Proposal>,
) -> Result<Option<Amount>, DocumentError> {
    let paid = proposal.and_then(|p| Some((p.date?, p.lines.iter().find(|l| l.role == LineRole::Cash)?)));
    let Some((day, line)) = paid else { return Ok(None) };
    let (Some(account), Some(base)) = (line.account, line.base) else { return Ok(None) };
    let balances = ledger::balances_as_of_in(tx, business.entity.id, day, None).await?;
    let held = balances.iter().find(|b| b.account == account).and_then(|b| b.net().ok()).map_or(0, Amount::minor);
    let after = held.saturating_add(base.minor().saturating_mul(line.side.sign()));
    Ok(Some(Amount::new(after, business.entity.base_currency)))
}

async fn find_duplicates(
    tx: &mut TenantTx,
    row: &DocumentRow,
    facts: &Facts,
    classification: &Classification,
) -> Result<Vec<Verdict>, DocumentError> {
    let party = classification.party.as_ref().and_then(|p| p.id);
    let mut probe = row.clone();
    probe.summary = Summary { party, ..crate::summary::with_facts(&row.summary, facts) };
    let new = key_facts_of(&probe);
    let mut others = store::with_same_number(tx, &probe).await?;
    others.extend(store::with_same_total(tx, &probe).await?);
    others.sort_by_key(|other| other.id.0);
    others.dedup_by_key(|other| other.id.0);
    let others = others.iter().filter(|other| stands_in_the_way(row, other));
    let mut verdicts: Vec<Verdict> =
        others.filter_map(|other| duplicates::compare(&new, &key_facts_of(other))).collect();
    verdicts.retain(|v| v.holds() || v.is_possible());
    verdicts.sort_by_key(|v| std::cmp::Reverse(v.score));
    verdicts.truncate(5);
    Ok(verdicts)
}

/// Of two copies one is held: the one that was proposed second. One that is still at work counts when it came first.
fn stands_in_the_way(row: &DocumentRow, other: &DocumentRow) -> bool {
    let came_first = (other.arrived_at, other.id.0) < (row.arrived_at, row.id.0);
    let is_proposed = other.state.at_work().is_none();
    let is_held_for_this =
        matches!(&other.state, State::Held { reason: HoldReason::Duplicate { of }, .. } if *of == row.id);
    (came_first || is_proposed) && !is_held_for_this && other.part_of != Some(row.id)
}

fn key_facts_of(row: &DocumentRow) -> KeyFacts {
    let shown = &row.summary;
    let currency = shown.currency.as_deref().and_then(|c| money::Currency::from_code(c).ok());
    let total = shown.total_minor.zip(currency).map(|(minor, c)| Decimal::new(minor, c.exponent()));
    KeyFacts {
        document: row.id,
        party: shown.party,
        party_name: shown.vendor.clone(),
        number: shown.number.clone(),
        date: shown.dated,
        total,
        currency: shown.currency.clone(),
        is_credit: shown.kind.as_deref() == Some(&DocumentKind::CreditNote.to_string()),
    }
}

/// The result in a sentence.
pub(crate) fn summary_of(output: &ProposeOutput) -> String {
    let held = output.duplicates.iter().any(Verdict::holds);
    match &output.proposal {
        _ if !output.bookable => "Nothing to book: it was put away.".to_owned(),
        None => format!("No entry can be proposed: {}.", output.reasons.first().map_or("", |r| r.message.as_str())),
        Some(_) if held => "An entry was drafted, but the document looks like one that is already here.".to_owned(),
        Some(p) => {
            let stops = output.reasons.iter().filter(|r| r.severity > road::Severity::Info).count();
            let notes = match stops {
                0 => "nothing stands out".to_owned(),
                1 => "one thing to look at".to_owned(),
                n => format!("{n} things to look at"),
            };
            format!("A balanced entry of {} with {} lines; {notes}.", p.total, p.lines.len())
        }
    }
}
