//! Correct: a person changes what was read or chosen, and the entry is proposed anew in the same moment. What was
//! changed is kept as data: it teaches the engine, and approval must know who entered a figure.

use books::{AccountId, DocumentId, PartyId, Treatment};
use jiff::civil::Date;
use money::Rate;
use op::{Op, Permission};
use pg::TenantTx;
use road::classification::{Classification, Direction, PartyGuess};
use road::facts::{Facts, TaxLine};
use road::page::Route;
use road::{Event, State, Verb};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::edit::edit_entry;
use super::{by_person, case, choose, due, lock_for};
use crate::advance::{Move, advance};
use crate::business::Business;
use crate::classify::{Said, classify, newest_facts};
use crate::fields::{self, Entered};
use crate::propose::{Given, ProposeOutput, newest_classification, propose, summary_of};
use crate::stage::newest;
use crate::store::{self, Correction, DocumentRow, Summary};
use crate::{Document, DocumentError, Documents, summary};

/// What a person wants changed.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// Fields by name.
    pub fields: Vec<(String, Entered)>,
    /// Tax by rate, when given.
    pub tax_breakdown: Option<Vec<TaxLine>>,
    /// The counterparty.
    pub party: Option<PartyChoice>,
    /// Purchase or sale.
    pub direction: Option<Direction>,
    /// Accounts and tax codes of proposed lines.
    pub lines: Vec<LineChoice>,
    /// Exchange rate: units of the base currency for one of the document's.
    pub rate: Option<Rate>,
    /// Accounting date, where it shall not be the document's; `Some(None)` takes the document's again.
    pub posting_date: Option<Option<Date>>,
    /// Text of the entry; `Some(None)` takes the proposed one again.
    pub text: Option<Option<String>>,
    /// All lines but the counterparty's; empty takes the proposed ones again.
    pub entry: Option<Vec<EntryLine>>,
    /// Why, in the person's words.
    pub reason: Option<String>,
}

/// A counterparty chosen by a person.
#[derive(Debug, Clone)]
pub enum PartyChoice {
    /// One that is known.
    Known(PartyId, String),
    /// A new one, added at approval.
    New(String),
}

/// Account and tax code chosen for a line of the proposal.
#[derive(Debug, Clone)]
pub struct LineChoice {
    /// Position in the proposal, from 0.
    pub line: usize,
    /// The account.
    pub account: Option<AccountId>,
    /// The tax code.
    pub tax_code: Option<String>,
}

/// A line of the entry as the person wants it.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The line of the proposal it stands for, from 0; a new one when absent.
    pub line: Option<usize>,
    /// The account.
    pub account: AccountId,
    /// Amount in the document's currency as plain decimal, debit positive, credit negative.
    pub amount: String,
    /// The tax code.
    pub tax_code: Option<String>,
    /// A note.
    pub memo: String,
}

/// A document's results while they are being corrected.
pub(super) struct Draft {
    pub facts: Facts,
    pub classification: Classification,
    pub before: Option<ProposeOutput>,
    pub given: Given,
}

impl Documents {
    /// Applies corrections, proposes anew, and tells how the document looks then. With `dry_run` nothing is saved.
    ///
    /// # Errors
    /// [`DocumentError::BadCorrection`] for a value that cannot be read, and when nothing would change.
    pub async fn correct(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        wanted: &Corrections,
        dry_run: bool,
    ) -> Result<Document, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        self.correct_in(&mut tx, op, id, version, wanted).await?;
        let document = self.whole(&mut tx, op, id).await?;
        if dry_run {
            tx.rollback().await?
        } else {
            tx.commit().await?
        }
        Ok(document)
    }

    async fn correct_in(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        id: DocumentId,
        version: i32,
        wanted: &Corrections,
    ) -> Result<(), DocumentError> {
        let row = lock_for(tx, op, id, version, Permission::DocumentsReview).await?;
        road::may(&row.state, Verb::Correct).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
        let business = Business::load(tx, row.entity).await?;
        let mut draft = load(tx, id).await?;
        let before = draft.content(draft.before.as_ref())?;
        let noted = apply(tx, op, id, &business, &mut draft, wanted).await?;
        if noted.is_empty() {
            return Err(DocumentError::BadCorrection { field: "fields".into(), reason: "nothing was changed".into() });
        }
        let output =
            propose(tx, op, &business, &row, (&draft.facts, &draft.classification), draft.given.clone()).await?;
        // Whose correction changed what is voted on, whatever the field is called, is an author of it from now on.
        let enters = draft.content(Some(&output))? != before;
        store::add_corrections(tx, id, &noted, enters).await?;
        save(tx, op, &row, &draft, &noted, output, wanted.reason.clone()).await
    }
}

impl Draft {
    fn content(&self, output: Option<&ProposeOutput>) -> Result<approvals::Digest, DocumentError> {
        let proposed = output.and_then(|output| Some((output.proposal.as_ref()?, &output.edits)));
        case::content(&self.facts, &self.classification, proposed)
    }
}

async fn load(tx: &mut TenantTx, id: DocumentId) -> Result<Draft, DocumentError> {
    let facts = match newest_facts(tx, id).await {
        Ok((_, facts)) => facts,
        // Entered by hand before anything was extracted.
        Err(DocumentError::BrokenStage { .. }) => Facts::empty(Route::PlainText),
        Err(error) => return Err(error),
    };
    let classification = match newest_classification(tx, id).await {
        Ok((_, classification)) => classification,
        Err(DocumentError::BrokenStage { .. }) => Classification::default(),
        Err(error) => return Err(error),
    };
    let before: Option<(i32, ProposeOutput)> = newest(tx, id, "propose").await.ok().flatten();
    let before = before.map(|(_, output)| output);
    let given = before.as_ref().map(|b| Given { rate: b.entered_rate, edits: b.edits.clone() });
    Ok(Draft { facts, classification, before, given: given.unwrap_or_default() })
}

async fn apply(
    tx: &mut TenantTx,
    op: &Op,
    id: DocumentId,
    business: &Business,
    draft: &mut Draft,
    wanted: &Corrections,
) -> Result<Vec<Correction>, DocumentError> {
    let mut noted = Vec::new();
    let due_before = due::of(&draft.facts);
    for (name, entered) in &wanted.fields {
        let before = fields::shown(&draft.facts, name);
        fields::enter(&mut draft.facts, name, entered)?;
        let after = fields::shown(&draft.facts, name);
        if before.as_ref().map(|b| &b.value) != after.as_ref().map(|a| &a.value) {
            let value = |shown: &Option<fields::Shown>| shown.as_ref().map(|s| json!(s.value));
            noted.push(note(op, name, value(&before), value(&after), before.as_ref().map(|b| b.confidence), wanted));
        }
    }
    due::follow(&mut draft.facts, due_before);
    if let Some(breakdown) = &wanted.tax_breakdown {
        let before = draft.facts.tax_breakdown.as_ref().map(|b| b.value.clone()).unwrap_or_default();
        let breakdown = with_categories(breakdown, &before)?;
        draft.facts.tax_breakdown = Some(road::facts::Field::certain(breakdown.clone()));
        let before = (!before.is_empty()).then(|| json!(before));
        noted.push(note(op, "tax_breakdown", before, Some(json!(breakdown)), None, wanted));
    } else {
        drop_stale_breakdown(&mut draft.facts);
    }
    recheck(&mut draft.facts);
    let earlier = store::corrections_of(tx, id).await?;
    let earlier: Vec<&str> = earlier.iter().map(|(field, _)| field.as_str()).collect();
    let said = said(tx, op, business, draft, wanted, &earlier).await?;
    if noted.iter().any(|n| matters_to_classification(&n.field)) || wanted.party.is_some() || wanted.direction.is_some()
    {
        let fresh = classify(tx, op, business, &draft.facts, said.clone()).await?;
        let before = std::mem::replace(&mut draft.classification, fresh);
        note_said(op, &before, &said, wanted, &mut noted);
        keep_choices(&earlier, before, &mut draft.classification);
    }
    if let Some(rate) = wanted.rate {
        noted.push(note(op, "rate", draft.given.rate.map(|r| json!(r)), Some(json!(rate)), None, wanted));
        draft.given.rate = Some(rate);
    }
    for choice in &wanted.lines {
        choose::choose_line(op, business, draft, choice, wanted, &mut noted)?;
    }
    edit_entry(op, draft, wanted, &mut noted)?;
    Ok(noted)
}

/// Direction and counterparty as the person says them now or said them before.
async fn said(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    draft: &Draft,
    wanted: &Corrections,
    earlier: &[&str],
) -> Result<Said, DocumentError> {
    let by = || format!("chosen by {}", op.actor.name());
    let by_hand = |id, name| PartyGuess { id, name, confidence: 1.0, reason: by(), by_hand: true };
    let party = match &wanted.party {
        Some(PartyChoice::Known(id, _)) => {
            // Whatever name the caller gives: the party is the one that is kept.
            let known = parties::party_in(tx, op, business.entity.id, *id).await?;
            Some(by_hand(Some(*id), known.data.name))
        }
        Some(PartyChoice::New(name)) => Some(by_hand(None, name.clone())),
        None => draft.classification.party.clone().filter(|_| earlier.contains(&"party")),
    };
    let before = earlier.contains(&"direction").then_some(draft.classification.direction);
    Ok(Said { direction: wanted.direction.or(before), party })
}

fn note_said(op: &Op, before: &Classification, said: &Said, wanted: &Corrections, noted: &mut Vec<Correction>) {
    if let Some(party) = said.party.as_ref().filter(|_| wanted.party.is_some()) {
        let before = before.party.as_ref().map(|p| json!(p.name));
        noted.push(note(op, "party", before, Some(json!(party.name)), None, wanted));
    }
    if let Some(direction) = wanted.direction {
        noted.push(note(op, "direction", Some(json!(before.direction)), Some(json!(direction)), None, wanted));
    }
}

/// Rows of the tax table without a category keep the one that stood on the row of their rate; an empty one takes it away.
fn with_categories(wanted: &[TaxLine], before: &[TaxLine]) -> Result<Vec<TaxLine>, DocumentError> {
    let refuse = |category: &str| DocumentError::BadCorrection {
        field: "tax_breakdown".to_owned(),
        reason: format!("`{category}` is not a category of UNTDID 5305 such as S, AE, K or E"),
    };
    let row = |line: &TaxLine| {
        let of_rate = || before.iter().find(|b| b.rate == line.rate).and_then(|b| b.category.clone());
        let category = match &line.category {
            None => of_rate(),
            Some(none) if none.is_empty() => None,
            Some(category) => {
                Treatment::from_category(category).ok_or_else(|| refuse(category))?;
                Some(category.clone())
            }
        };
        Ok(TaxLine { category, ..line.clone() })
    };
    wanted.iter().map(row).collect()
}

/// What a person chose earlier stays chosen when another field is corrected.
fn keep_choices(earlier: &[&str], before: Classification, now: &mut Classification) {
    for field in earlier {
        match *field {
            "account" => (now.account, now.items) = (before.account.clone(), before.items.clone()),
            "tax_code" => now.tax.clone_from(&before.tax),
            "paid_from" => now.settled.clone_from(&before.settled),
            _ => {}
        }
    }
}

async fn save(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    draft: &Draft,
    noted: &[Correction],
    output: ProposeOutput,
    reason: Option<String>,
) -> Result<(), DocumentError> {
    let changed: Vec<&str> = noted.iter().map(|n| n.field.as_str()).collect();
    let said = format!("{} corrected {}.", op.actor.name(), changed.join(", "));
    store::add_stage(tx, row.id, &by_person(op, "extract", said.clone(), road::to_stored(&draft.facts))).await?;
    let classified = road::to_stored(&draft.classification);
    store::add_stage(tx, row.id, &by_person(op, "classify", said.clone(), classified)).await?;
    let stage = by_person(op, "propose", summary_of(&output), road::to_stored(&output));
    let party = draft.classification.party.as_ref().and_then(|p| p.id);
    let shown = summary::with_facts(&row.summary, &draft.facts);
    let shown = Summary { reasons: output.reasons.clone(), party, ..shown };
    let released = released(row, draft);
    let moved = Move { stage: Some(stage), summary: Some(shown), reason: reason.or(Some(said)), said: None };
    advance(tx, op, row, &Event::Corrected(output.outcome(&released)), moved).await?;
    Ok(())
}

/// What looked like a copy of another document and is in review all the same was released by a person.
fn released(row: &DocumentRow, draft: &Draft) -> Vec<DocumentId> {
    let before = draft.before.iter().filter(|_| matches!(row.state, State::InReview { .. }));
    before.flat_map(|b| &b.duplicates).filter(|v| v.holds()).map(|v| v.of).collect()
}

pub(super) fn note(
    op: &Op,
    field: &str,
    before: Option<Value>,
    after: Option<Value>,
    confidence: Option<f32>,
    wanted: &Corrections,
) -> Correction {
    Correction {
        id: op.new_id(),
        at: op.now(),
        person: op.actor.person(),
        by_name: op.actor.name(),
        field: field.to_owned(),
        before,
        after,
        confidence,
        reason: wanted.reason.clone(),
    }
}

/// A tax summary that no longer adds up to the corrected figures would contradict the person.
fn drop_stale_breakdown(facts: &mut Facts) {
    let Some(breakdown) = &facts.tax_breakdown else { return };
    let sum = |of: fn(&TaxLine) -> Decimal| breakdown.value.iter().map(of).sum::<Decimal>();
    let fits =
        |field: &Option<road::facts::Field<Decimal>>, sum: Decimal| field.as_ref().is_none_or(|f| f.value == sum);
    if !fits(&facts.tax, sum(|l| l.tax)) || !fits(&facts.subtotal, sum(|l| l.base)) {
        facts.tax_breakdown = None;
    }
}

/// The checks of the engine speak of the values it read; those that a person's figures settle are made again.
fn recheck(facts: &mut Facts) {
    facts.checks.retain(|c| !matches!(c.name.as_str(), "sum" | "tax_rate" | "due_after_issue"));
}

/// A new issuer or recipient may be another party with other accounts.
fn matters_to_classification(field: &str) -> bool {
    matches!(field, "kind" | "vendor" | "vendor_tax_id" | "vendor_iban" | "customer" | "customer_tax_id")
}
