//! Propose: facts and classification become a balanced draft entry, or the reason why none can be made. The same
//! computation runs after every correction, so that what a reviewer sees is always the entry that would be posted.

use books::DocumentId;
use jiff::civil::Date;
use money::{Amount, Rate};
use op::Op;
use pg::TenantTx;
use road::classification::Classification;
use road::duplicates::Verdict;
use road::facts::Facts;
use road::proposal::{Edits, LineRole};
use road::review::{self, ReviewContext};
use road::{Arg, Event, Outcome, Proposal, ReviewReason, Stage, Versioned};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::advance::Move;
use crate::business::{Business, today};
use crate::classify::newest_facts;
use crate::known::Known;
use crate::stage::newest;
use crate::store::Summary;
use crate::{DocumentError, Documents};

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

impl Given {
    /// What was given for an earlier proposal.
    pub(crate) fn of(before: &ProposeOutput) -> Self {
        Self { rate: before.entered_rate, edits: before.edits.clone() }
    }
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
        let known = Known::gather(&mut tx, op, &business, &row, &facts, &classification).await?;
        tx.rollback().await?;
        let day = today(op);
        let compute = move || propose(day, &facts, &classification, known, Given::default());
        let mut output = self.computing.run(compute).await;
        let mut tx = self.db.begin_job(op).await?;
        complete(&mut tx, &business, &mut output).await?;
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

/// Makes the proposal and what a reviewer must know about it. Long documents take their time: never with a transaction
/// open. What depends on the day of the entry is added by [`complete`].
pub(crate) fn propose(
    today: Date,
    facts: &Facts,
    classification: &Classification,
    known: Known,
    given: Given,
) -> ProposeOutput {
    let Known { settings, duplicates, unusual } = known;
    let Given { rate: entered_rate, edits } = given;
    let is_foreign = facts.currency.as_ref().is_some_and(|c| c.value != settings.base);
    let settings = match entered_rate.filter(|_| is_foreign) {
        Some(rate) => settings.at_rate(Some(rate)),
        None => settings,
    };
    let drafted =
        road::proposal::propose(facts, classification, &settings).and_then(|draft| edits.clone().apply(draft));
    let context = ReviewContext { unusual, similar: duplicates.first().cloned(), ..ReviewContext::on(today) };
    let mut reasons = review::reasons(facts, classification, drafted.as_ref().ok(), &context);
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
    ProposeOutput { proposal, reasons, duplicates, bookable, entered_rate, edits }
}

/// Adds what the books say about the day of the proposed entry: closed periods, the till.
pub(crate) async fn complete(
    tx: &mut TenantTx,
    business: &Business,
    output: &mut ProposeOutput,
) -> Result<(), DocumentError> {
    let proposal = output.proposal.as_ref();
    let till = till_after(tx, business, proposal).await?.and_then(review::till);
    let closed = closed_period(tx, business, proposal.and_then(|draft| draft.date)).await?;
    output.reasons.extend(till.into_iter().chain(closed));
    review::heaviest_first(&mut output.reasons);
    Ok(())
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
    let reason = ReviewReason::warning("ledger.period_closed", message).on("posting_date");
    Ok((open != day).then(|| reason.with("date", Arg::Date(day)).with("open", Arg::Date(open))))
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
