//! The review screen's document, put together from the slice's view.

use std::collections::BTreeMap;

use books::DocumentId;
use documents::Document;
use op::{EntityId, Op};
use road::{Refused, State as RoadState, Verb};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::form::fields_of;
use super::proposed::{ProposalView, accounts_of};
use super::wire::{
    ApprovalView, Can, CheckView, ClassificationView, DecisionView, DocumentSummary, DocumentView, DuplicateView,
    ItemView, PageView, PartyView, QuestionView, TaxLineView,
};
use crate::body::Json;
use crate::problem::ApiError;
use crate::state::State;

/// Loads a document and shows it.
pub(super) async fn answer(state: &State, op: &Op, entity: EntityId, id: Uuid) -> Result<Json<DocumentView>, ApiError> {
    let document = state.documents.get(op, DocumentId(id)).await?;
    if document.card.entity != entity {
        return Err(documents::DocumentError::NotFound.into());
    }
    Ok(Json(whole(state, op, document).await?))
}

/// The whole document as the wire shows it.
pub(super) async fn whole(state: &State, op: &Op, document: Document) -> Result<DocumentView, ApiError> {
    let entity = document.card.entity;
    let accounts = if document.proposal.is_some() { accounts_of(state, op, entity).await? } else { BTreeMap::new() };
    let can = can(op, &document);
    let Document {
        card,
        pages,
        notes,
        facts,
        classification,
        proposal,
        edits,
        duplicates,
        corrected,
        decisions,
        waiting,
        ..
    } = document;
    Ok(DocumentView {
        media_type: card.media_type.clone(),
        size: card.size_bytes,
        sha256: card.sha256.clone(),
        part_of: card.part_of.map(|d| d.0),
        page_sizes: pages.iter().map(|p| PageView { number: p.number, width: p.width, height: p.height }).collect(),
        notes,
        fields: fields_of(facts.as_ref(), &card.reasons, &corrected),
        lines: facts.iter().flat_map(|f| f.lines.iter().enumerate()).map(|(index, line)| item(index, line)).collect(),
        tax_breakdown: facts.iter().flat_map(|f| &f.tax_breakdown).flat_map(|b| &b.value).map(tax_line).collect(),
        checks: facts.iter().flat_map(|f| &f.checks).map(CheckView::from).collect(),
        classification: classification.map(classification_view),
        proposal: proposal.map(|p| ProposalView::of(&p, &edits, &accounts)),
        duplicates: duplicates.into_iter().map(duplicate_view).collect(),
        question: question(&card),
        decisions: decisions.into_iter().map(DecisionView::from).collect(),
        approval: waiting.map(ApprovalView::from),
        can,
        summary: DocumentSummary::from(card),
    })
}

fn item(index: usize, line: &road::facts::LineItem) -> ItemView {
    ItemView {
        index,
        description: line.description.clone(),
        quantity: line.quantity.map(|q| q.to_string()),
        unit_price: line.unit_price.map(|p| p.to_string()),
        amount: line.amount.to_string(),
        tax_rate: line.tax_rate.map(|r| r.normalize().to_string()),
        spots: line.spots.iter().map(|s| (*s).into()).collect(),
    }
}

fn tax_line(line: &road::facts::TaxLine) -> TaxLineView {
    TaxLineView {
        rate: line.rate.normalize().to_string(),
        base: line.base.to_string(),
        tax: line.tax.to_string(),
        category: line.category.clone(),
    }
}

fn classification_view(c: road::classification::Classification) -> ClassificationView {
    let party = c.party.map(|p| PartyView {
        id: p.id.map(|id| id.0),
        is_new: p.id.is_none(),
        name: p.name,
        score: p.confidence,
        reason: p.reason,
    });
    ClassificationView { party, kind: c.kind.to_string(), direction: c.direction.to_string() }
}

fn duplicate_view((verdict, card): (road::duplicates::Verdict, documents::Card)) -> DuplicateView {
    DuplicateView {
        document_id: verdict.of.0,
        file_name: card.file_name,
        why: verdict.explanation(),
        score: verdict.score,
        holds: verdict.holds(),
    }
}

fn question(card: &documents::Card) -> Option<QuestionView> {
    let RoadState::Asked { question, of, .. } = &card.state else { return None };
    Some(QuestionView { text: question.clone(), asked_at: card.state_since, of: *of })
}

/// What the caller can do with the document now. A hint for buttons: the use case decides.
fn can(op: &Op, document: &Document) -> BTreeMap<String, Can> {
    let card = &document.card;
    let each = Verb::iter().map(|verb| {
        let needs = documents::permission_for(verb);
        let why = match (op.require(needs, card.entity), road::may(&card.state, verb)) {
            (Err(denied), _) => Some(denied.to_string()),
            (Ok(()), Err(Refused::Blocked { messages })) => Some(messages.join("; ")),
            (Ok(()), Err(Refused::NotNow { state, .. })) => {
                Some(format!("the document is {}", state.replace('_', " ")))
            }
            (Ok(()), Ok(())) if verb == Verb::Split && card.page_count < 2 => Some("it has one page".to_owned()),
            (Ok(()), Ok(())) if verb == Verb::Approve => document.you_may.as_ref().err().map(ToString::to_string),
            (Ok(()), Ok(())) => None,
        };
        (verb.to_string(), Can { allowed: why.is_none(), why })
    });
    each.collect()
}
