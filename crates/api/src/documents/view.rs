//! The review screen's document, put together from the slice's view.

use std::collections::BTreeMap;

use documents::Document;
use op::{Op, Permission};
use road::{Severity, State as RoadState};
use uuid::Uuid;

use super::form::fields_of;
use super::proposed::{AccountView, ProposalView};
use super::wire::{
    Can, CheckView, ClassificationView, DecisionView, DocumentSummary, DocumentView, DuplicateView, ItemView, PageView,
    PartyView, QuestionView, TaxLineView,
};
use crate::problem::ApiError;
use crate::state::State;

/// The whole document as the wire shows it.
pub(super) async fn whole(state: &State, op: &Op, document: Document) -> Result<DocumentView, ApiError> {
    let accounts = if document.proposal.is_some() { accounts(state, op, &document).await? } else { BTreeMap::new() };
    let can = can(op, &document);
    let Document { card, pages, notes, facts, classification, proposal, duplicates, corrected, decisions } = document;
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
        checks: facts
            .iter()
            .flat_map(|f| &f.checks)
            .map(|c| CheckView { name: c.name.clone(), holds: c.holds, detail: c.detail.clone() })
            .collect(),
        classification: classification.map(classification_view),
        proposal: proposal.map(|p| ProposalView::of(&p, &accounts)),
        duplicates: duplicates.into_iter().map(duplicate_view).collect(),
        question: question(&card),
        decisions: decisions.into_iter().map(decision_view).collect(),
        can,
        summary: DocumentSummary::from(card),
    })
}

async fn accounts(state: &State, op: &Op, document: &Document) -> Result<BTreeMap<Uuid, AccountView>, ApiError> {
    let mut tx = state.db.begin(op).await?;
    let all = ledger::accounts_in(&mut tx, document.card.entity).await?;
    let views = all.into_iter().map(|a| (a.id.0, AccountView { id: a.id.0, code: a.code, name: a.name }));
    Ok(views.collect())
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

fn decision_view(decision: approvals::Decision) -> DecisionView {
    DecisionView {
        decision: decision.verdict.to_string(),
        by: decision.actor_name,
        at: decision.at,
        reason: decision.reason,
    }
}

/// What the caller can do with the document now. A hint for buttons: the use case decides.
fn can(op: &Op, document: &Document) -> BTreeMap<String, Can> {
    let card = &document.card;
    let in_review = matches!(card.state, RoadState::InReview { .. });
    let held = matches!(card.state, RoadState::Held { .. });
    let waits = card.state.waits_for_person();
    let blocked = card.state.reasons().iter().find(|r| r.severity == Severity::Blocking).map(|r| r.message.clone());
    let pages = card.page_count > 1;
    let verbs: [(&str, Permission, bool, Option<String>); 12] = [
        ("approve", Permission::DocumentsApprove, in_review, blocked),
        ("correct", Permission::DocumentsReview, in_review || held, None),
        ("reject", Permission::DocumentsApprove, waits, None),
        ("park", Permission::DocumentsReview, waits && !matches!(card.state, RoadState::Parked { .. }), None),
        ("ask", Permission::DocumentsReview, in_review, None),
        ("answer", Permission::DocumentsReview, matches!(card.state, RoadState::Asked { .. }), None),
        ("split", Permission::DocumentsReview, (in_review || held) && pages, None),
        ("release", Permission::DocumentsReview, held, None),
        (
            "retry",
            Permission::DocumentsReview,
            matches!(card.state, RoadState::Failed { .. }) || in_review || held,
            None,
        ),
        ("resume", Permission::DocumentsReview, may_resume(&card.state), None),
        ("enter_by_hand", Permission::DocumentsReview, may_enter(&card.state), None),
        ("reverse", Permission::LedgerPost, matches!(card.state, RoadState::Posted { .. }), None),
    ];
    let each = verbs.into_iter().map(|(verb, permission, fits, why)| {
        let can = if let Err(denied) = op.require(permission, card.entity) {
            Can { allowed: false, why: Some(denied.to_string()) }
        } else if !fits {
            Can { allowed: false, why: Some(format!("the document is {}", card.state.name().replace('_', " "))) }
        } else {
            Can { allowed: why.is_none(), why }
        };
        (verb.to_owned(), can)
    });
    each.collect()
}

fn may_resume(state: &RoadState) -> bool {
    matches!(
        state,
        RoadState::Parked { .. } | RoadState::Asked { .. } | RoadState::Rejected { .. } | RoadState::Archived { .. }
    )
}

fn may_enter(state: &RoadState) -> bool {
    state.at_work().is_some() || matches!(state, RoadState::Failed { .. } | RoadState::Archived { .. })
}
