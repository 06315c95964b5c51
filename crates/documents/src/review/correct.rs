//! Correct: a person changes what was read or chosen, and the entry is proposed anew in the same moment. What was
//! changed is kept as data: it teaches the engine, and approval must know who entered a figure.
//!
//! Road: load and gather in one transaction → compute beside the threads of requests, with no transaction open → write
//! in another one, which looks at the version again.

use books::DocumentId;
use op::{Op, Permission};
use pg::TenantTx;
use road::classification::{Classification, PartyGuess};
use road::facts::Facts;
use road::page::Route;
use road::{Event, State, Verb};
use serde_json::json;

use super::apply::{asks_to_classify, enter_fields, keep_choices, note, note_said};
use super::corrections::{Corrections, PartyChoice};
use super::edit::edit_entry;
use super::{authorise, by_person, case, choose, lock_for};
use crate::advance::{Move, advance};
use crate::business::{Business, today};
use crate::classify::{Recalled, Said, classify, recall};
use crate::known::Known;
use crate::propose::{Given, ProposeOutput, complete, propose, summary_of};
use crate::read::ReadOutput;
use crate::results::Results;
use crate::store::{self, Correction, DocumentRow, Summary};
use crate::{Document, DocumentError, Documents, summary};

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
        let gathered = gather(&mut tx, op, (id, version), wanted).await?;
        tx.rollback().await?;
        let (by, asked) = (op.clone(), wanted.clone());
        let mut corrected = self.computing.run(move || gathered.correct(&by, &asked)).await?;

        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsReview).await?;
        complete(&mut tx, &corrected.business, &mut corrected.output).await?;
        let results = save(&mut tx, op, &row, corrected, wanted.reason.clone()).await?;
        let row = store::get(&mut tx, id).await?;
        let document = self.whole(&mut tx, op, row, results).await?;
        if dry_run {
            tx.rollback().await?
        } else {
            tx.commit().await?
        }
        Ok(document)
    }
}

/// A document with the fields entered and all that the rest of the correction needs from the books.
struct Gathered {
    pages: Option<ReadOutput>,
    business: Business,
    before: approvals::Digest,
    draft: Draft,
    noted: Vec<Correction>,
    earlier: Vec<String>,
    said: Said,
    /// When the document must be classified anew.
    recalled: Option<Recalled>,
    known: Known,
}

/// A document as it is once the correction is saved.
struct Corrected {
    pages: Option<ReadOutput>,
    business: Business,
    draft: Draft,
    noted: Vec<Correction>,
    output: ProposeOutput,
    /// Whether what is voted on changed: whose correction did that, whatever the field is called, is an author of it
    /// from now on.
    enters: bool,
}

async fn gather(
    tx: &mut TenantTx,
    op: &Op,
    (id, version): (DocumentId, i32),
    wanted: &Corrections,
) -> Result<Gathered, DocumentError> {
    let row = authorise(op, store::get(tx, id).await?, version, Permission::DocumentsReview)?;
    road::may(&row.state, Verb::Correct).map_err(|refused| DocumentError::NotNow(refused.to_string()))?;
    let business = Business::load(tx, row.entity).await?;
    let results = Results::load(tx, id).await?;
    let pages = results.read;
    let mut draft = Draft {
        // Entered by hand before anything was extracted.
        facts: results.facts.unwrap_or_else(|| Facts::empty(Route::PlainText)),
        classification: results.classification.unwrap_or_default(),
        given: results.output.as_ref().map(Given::of).unwrap_or_default(),
        before: results.output,
    };
    let before = draft.content(draft.before.as_ref())?;
    let noted = enter_fields(op, &mut draft, wanted)?;
    let earlier: Vec<String> = store::corrections_of(tx, id).await?.into_iter().map(|(field, _)| field).collect();
    let said = said(tx, op, &business, &draft, wanted, &earlier).await?;
    let recalled = match asks_to_classify(&noted, wanted) {
        true => Some(recall(tx, op, &business, &draft.facts, said.clone()).await?),
        false => None,
    };
    let sides = recalled.as_ref().map_or(&draft.classification, |recalled| &recalled.sides);
    let known = Known::gather(tx, op, &business, &row, &draft.facts, sides).await?;
    Ok(Gathered { pages, business, before, draft, noted, earlier, said, recalled, known })
}

impl Gathered {
    /// Everything that takes long for a long document.
    fn correct(self, op: &Op, wanted: &Corrections) -> Result<Corrected, DocumentError> {
        let Self { pages, business, before, mut draft, mut noted, earlier, said, recalled, known } = self;
        if let Some(recalled) = recalled {
            let fresh = classify(&business, &draft.facts, recalled);
            let before = std::mem::replace(&mut draft.classification, fresh);
            note_said(op, &before, &said, wanted, &mut noted);
            keep_choices(&earlier, before, &mut draft.classification);
        }
        if let Some(rate) = wanted.rate {
            let before = draft.given.rate.map(|r| json!(r));
            noted.push(note(op, "rate", before, Some(json!(rate)), None, wanted));
            draft.given.rate = Some(rate);
        }
        for choice in &wanted.lines {
            choose::choose_line(op, &business, &mut draft, choice, wanted, &mut noted)?;
        }
        edit_entry(op, &business, &mut draft, wanted, &mut noted)?;
        if noted.is_empty() {
            return Err(DocumentError::BadCorrection { field: "fields".into(), reason: "nothing was changed".into() });
        }
        let output = propose(today(op), &draft.facts, &draft.classification, known, draft.given.clone());
        let enters = draft.content(Some(&output))? != before;
        Ok(Corrected { pages, business, draft, noted, output, enters })
    }
}

impl Draft {
    fn content(&self, output: Option<&ProposeOutput>) -> Result<approvals::Digest, DocumentError> {
        let proposed = output.and_then(|output| Some((output.proposal.as_ref()?, &output.edits)));
        case::content(&self.facts, &self.classification, proposed)
    }
}

/// Direction and counterparty as the person says them now or said them before.
async fn said(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    draft: &Draft,
    wanted: &Corrections,
    earlier: &[String],
) -> Result<Said, DocumentError> {
    let has = |name: &str| earlier.iter().any(|field| field == name);
    let by = || format!("chosen by {}", op.actor.name());
    let by_hand = |id, name| PartyGuess { id, name, confidence: 1.0, reason: by(), by_hand: true };
    let party = match &wanted.party {
        Some(PartyChoice::Known(id)) => {
            let known = parties::party_in(tx, op, business.entity.id, *id).await.map_err(unknown_party)?;
            Some(by_hand(Some(*id), known.data.name))
        }
        Some(PartyChoice::New(name)) => Some(by_hand(None, name.clone())),
        None => draft.classification.party.clone().filter(|_| has("party")),
    };
    let before = has("direction").then_some(draft.classification.direction);
    Ok(Said { direction: wanted.direction.or(before), party })
}

fn unknown_party(error: parties::PartyError) -> DocumentError {
    match error {
        parties::PartyError::Unknown(_) => DocumentError::BadCorrection {
            field: "party".to_owned(),
            reason: "there is no such counterparty in these books".to_owned(),
        },
        error => error.into(),
    }
}

async fn save(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    corrected: Corrected,
    reason: Option<String>,
) -> Result<Results, DocumentError> {
    let Corrected { pages, draft, noted, output, enters, .. } = corrected;
    store::add_corrections(tx, row.id, &noted, enters).await?;
    let changed: Vec<&str> = noted.iter().map(|n| n.field.as_str()).collect();
    let said = format!("{} corrected {}.", op.actor.name(), changed.join(", "));
    store::add_stage(tx, row.id, &by_person(op, "extract", said.clone(), road::to_stored(&draft.facts))).await?;
    let classified = road::to_stored(&draft.classification);
    store::add_stage(tx, row.id, &by_person(op, "classify", said.clone(), classified)).await?;
    let stage = by_person(op, "propose", summary_of(&output), road::to_stored(&output));
    let party = draft.classification.party.as_ref().and_then(|p| p.id);
    let shown = summary::with_facts(&row.summary, &draft.facts);
    let shown = Summary { reasons: output.reasons.clone(), party, ..shown };
    let released = released(row, &draft);
    let moved = Move { stage: Some(stage), summary: Some(shown), reason: reason.or(Some(said)), said: None };
    advance(tx, op, row, &Event::Corrected(output.outcome(&released)), moved).await?;
    Ok(Results {
        read: pages,
        facts: Some(draft.facts),
        classification: Some(draft.classification),
        output: Some(output),
    })
}

/// What looked like a copy of another document and is in review all the same was released by a person.
fn released(row: &DocumentRow, draft: &Draft) -> Vec<DocumentId> {
    let before = draft.before.iter().filter(|_| matches!(row.state, State::InReview { .. }));
    before.flat_map(|b| &b.duplicates).filter(|v| v.holds()).map(|v| v.of).collect()
}
