//! Entries as they are looked at, with the way back to the page.

use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Response};
use books::{AccountId, EntryId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{EntryFilter, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::accounts::sides;
use super::notes::NoteView;
use super::taxed::PartOfTax;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::businesses::party_name;
use crate::documents::proposed::AccountView;
use crate::problem::{ApiError, Problem};
use crate::reports::wants_csv;
use crate::state::State;
use crate::wire::{List, Money, Rect, limit};

/// What an entry comes from.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceView {
    /// manual, document, sale, reversal, opening, import, demo.
    pub kind: String,
    /// The document.
    pub document_id: Option<Uuid>,
    /// The invoice or credit note written here.
    pub sale_id: Option<Uuid>,
}

impl From<&Source> for SourceView {
    fn from(source: &Source) -> Self {
        let (document_id, sale_id) = match source {
            Source::Document(id) => (Some(id.0), None),
            Source::Sale(id) => (None, Some(id.0)),
            _ => (None, None),
        };
        Self { kind: source.kind().to_owned(), document_id, sale_id }
    }
}

/// An entry in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryRow {
    /// The entry.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its journal.
    pub journal: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Recorded time.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// What happened.
    pub memo: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// Sum of the debits in the entry's currency.
    pub total: Money,
    /// What it comes from.
    pub source: SourceView,
    /// Whether it has been reversed.
    pub reversed: bool,
}

/// Which entries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntryQuery {
    /// First day.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// Text in memo, reference and number.
    pub q: Option<String>,
    /// Only entries that touch this account.
    pub account_id: Option<Uuid>,
    /// Only entries with this counterparty.
    pub party_id: Option<Uuid>,
    /// Only of this journal.
    pub journal: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
    /// json, or csv for all of them at once.
    pub format: Option<String>,
}

/// Lists entries, newest first.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/entries", tag = "Ledger", params(("business" = Uuid, Path), EntryQuery), responses((status = 200, body = List<EntryRow>)))]
pub async fn entries(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<EntryQuery>,
) -> Result<Response, ApiError> {
    let mut filter = EntryFilter::all(entity);
    filter.from = query.from;
    filter.to = query.to;
    filter.text = query.q;
    filter.account = query.account_id.map(AccountId);
    filter.party = query.party_id.map(PartyId);
    filter.journal = query.journal;
    if wants_csv(query.format.as_deref())? {
        return super::table::entries(&state, &op, &filter).await;
    }
    let page = ::ledger::entries(&state.db, &op, &filter, query.cursor.as_deref(), limit(query.limit)).await?;
    let items = page.entries.into_iter().map(|e| EntryRow {
        id: e.id.0,
        number: e.number.to_string(),
        journal: e.number.journal,
        date: e.date,
        recorded_at: e.recorded_at,
        memo: e.text,
        reference: e.reference,
        total: e.total.into(),
        source: SourceView::from(&e.source),
        reversed: e.reversed_by.is_some(),
    });
    let total = page.total.and_then(|t| i64::try_from(t).ok());
    Ok(Json(List { items: items.collect::<Vec<EntryRow>>(), next_cursor: page.next, total }).into_response())
}

/// Another entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryLink {
    /// The entry.
    pub id: Uuid,
    /// Its number.
    pub number: String,
}

/// Where a fact of a line stands in a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProvenanceView {
    /// The document.
    pub document_id: Uuid,
    /// The page, from 1.
    pub page: Option<u32>,
    /// The place on it.
    pub rect: Option<Rect>,
    /// Which field of the document.
    pub field: String,
    /// How sure the reading was.
    pub confidence: Option<f32>,
    /// Why it led here.
    pub reason: Option<String>,
}

/// A line of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryLineView {
    /// From 1.
    pub line_no: usize,
    /// Its account.
    pub account: AccountView,
    /// Debit in its own currency.
    pub debit: Option<Money>,
    /// Credit in its own currency.
    pub credit: Option<Money>,
    /// Debit in base currency.
    pub base_debit: Option<Money>,
    /// Credit in base currency.
    pub base_credit: Option<Money>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// base or tax.
    pub tax_part: Option<PartOfTax>,
    /// Whose item it is.
    pub party: Option<String>,
    /// Its id.
    pub party_id: Option<Uuid>,
    /// Department.
    pub department: Option<String>,
    /// Note.
    pub memo: String,
    /// Where its facts stand.
    pub provenance: Vec<ProvenanceView>,
}

/// Who approved an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryApproval {
    /// In words.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Remark.
    pub note: Option<String>,
    /// Version of the policy.
    pub policy_version: i32,
}

/// A file that belongs to an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Name.
    pub name: String,
    /// Type.
    pub media_type: String,
    /// The document it came in as.
    pub document_id: Option<Uuid>,
}

/// An entry with its lines.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// The entry.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its journal.
    pub journal: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Recorded time.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// What happened.
    pub memo: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// The currency it is shown in.
    pub currency: String,
    /// Sum of the debits in it.
    pub total: Money,
    /// What it comes from.
    pub source: SourceView,
    /// The entry it undoes.
    pub reverses: Option<EntryLink>,
    /// The entry that undoes it.
    pub reversed_by: Option<EntryLink>,
    /// Who posted it.
    pub posted_by: String,
    /// Its lines.
    pub lines: Vec<EntryLineView>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
    /// What was remarked on it, oldest first.
    pub notes: Vec<NoteView>,
    /// The approval it rests on.
    pub approval: Option<EntryApproval>,
}

/// Tells everything about an entry.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/entries/{id}", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = EntryView), (status = 404, body = Problem)))]
pub async fn entry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<EntryView>, ApiError> {
    Ok(Json(view(&state, &op, entity, EntryId(id)).await?))
}

/// The whole entry as the wire shows it.
pub(super) async fn view(state: &State, op: &op::Op, entity: op::EntityId, id: EntryId) -> Result<EntryView, ApiError> {
    let entry = ::ledger::entry(&state.db, op, id).await?;
    if entry.entity != entity {
        return Err(::ledger::LedgerError::UnknownEntry(id).into());
    }
    let approval = approval(state, op, &entry.source).await?;
    let notes = ::ledger::notes_in(&mut state.db.begin(op).await?, id).await?;
    let mut names = BTreeMap::new();
    for party in entry.lines.iter().filter_map(|l| l.party).chain(entry.party) {
        if let std::collections::btree_map::Entry::Vacant(slot) = names.entry(party) {
            slot.insert(party_name(state, op, entity, Some(party)).await);
        }
    }
    let notes = notes.into_iter().map(NoteView::from).collect();
    Ok(EntryView { notes, approval, ..shown(entry, &names) })
}

/// An entry by hand that has just been posted: no document, no party, no notes yet.
pub(super) fn fresh(entry: ledger::EntryView) -> EntryView {
    shown(entry, &BTreeMap::new())
}

/// An entry without notes and approval.
fn shown(entry: ledger::EntryView, names: &BTreeMap<PartyId, Option<String>>) -> EntryView {
    let link = |e: ledger::EntryRef| EntryLink { id: e.id.0, number: e.number.to_string() };
    EntryView {
        id: entry.id.0,
        number: entry.number.to_string(),
        journal: entry.number.journal,
        date: entry.date,
        recorded_at: entry.recorded_at,
        memo: entry.text,
        reference: entry.reference,
        currency: entry.currency.code().to_owned(),
        total: entry.total.into(),
        source: SourceView::from(&entry.source),
        reverses: entry.reverses.map(link),
        reversed_by: entry.reversed_by.map(link),
        posted_by: entry.posted_by,
        lines: entry.lines.into_iter().map(|l| line(l, names)).collect(),
        attachments: entry.attachments.into_iter().map(attachment).collect(),
        notes: Vec::new(),
        approval: None,
    }
}

fn attachment(file: ledger::Attachment) -> AttachmentView {
    AttachmentView { name: file.name, media_type: file.media_type, document_id: file.document.map(|d| d.0) }
}

fn line(line: ledger::EntryLine, names: &BTreeMap<PartyId, Option<String>>) -> EntryLineView {
    let (debit, credit) = sides(line.amount);
    let (base_debit, base_credit) = sides(line.base);
    EntryLineView {
        line_no: line.line_no,
        account: AccountView { id: line.account.id.0, code: line.account.code, name: line.account.name },
        debit,
        credit,
        base_debit,
        base_credit,
        tax_part: line.tax.as_ref().map(|t| t.part.into()),
        tax_code: line.tax.map(|t| t.code),
        party_id: line.party.map(|p| p.0),
        party: line.party.and_then(|p| names.get(&p).cloned().flatten()),
        department: line.dimensions.get(books::Dimensions::DEPARTMENT).map(str::to_owned),
        memo: line.memo,
        provenance: line.provenance.into_iter().map(provenance).collect(),
    }
}

fn provenance(p: ledger::Provenance) -> ProvenanceView {
    ProvenanceView {
        document_id: p.document.0,
        page: p.page,
        rect: p.rect.map(|[x0, y0, x1, y1]| Rect { x0, y0, x1, y1 }),
        field: p.field,
        confidence: p.confidence,
        reason: p.reason,
    }
}

async fn approval(state: &State, op: &op::Op, source: &Source) -> Result<Option<EntryApproval>, ApiError> {
    let (kind, subject) = match source {
        Source::Document(document) => ("document", document.0),
        Source::Sale(sale) => (sales::SUBJECT, sale.0),
        _ => return Ok(None),
    };
    let mut tx = state.db.begin(op).await?;
    let decisions = approvals::decisions_in(&mut tx, kind, subject).await?;
    let last = decisions.into_iter().rfind(|d| d.verdict == approvals::Verdict::Approve);
    Ok(last.map(|d| EntryApproval { by: d.actor_name, at: d.at, note: d.reason, policy_version: d.policy_version }))
}
