//! Entries by hand that wait for a second person.

use axum::extract::{Path, State as Extract};
use books::EntryId;
use jiff::Timestamp;
use jiff::civil::Date;
use manual::{Approval, Filter, Looked, PendingEntry, PendingState};
use op::{EntityId, Op};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::entries::{EntryView, view};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::cursor;
use crate::documents::proposed::{AccountView, accounts_of};
use crate::documents::wire::{ApprovalView, Can, DecisionView};
use crate::documents::{Seen, SeenBecause};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::{List, Money, limit};

/// A pending entry in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingEntryRow {
    /// The id the entry will have.
    pub id: Uuid,
    /// manual, reversal.
    pub kind: String,
    /// waiting, posted, rejected, withdrawn.
    pub state: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// What happened.
    pub memo: String,
    /// Its volume in the base currency.
    pub total: Money,
    /// Who wrote it, in words.
    pub written_by: String,
    /// Who wrote it.
    pub written_by_id: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
    /// Who settled it, in words.
    pub settled_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub settled_at: Option<Timestamp>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// Name it when you decide.
    pub version: i32,
}

/// A line of a pending entry, in base currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingLineView {
    /// The account.
    pub account: Option<AccountView>,
    /// Debit.
    pub debit: Option<Money>,
    /// Credit.
    pub credit: Option<Money>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// Note.
    pub memo: String,
    /// Department.
    pub department: Option<String>,
}

/// A pending entry with its lines and votes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingEntryView {
    /// What lists show.
    #[serde(flatten)]
    pub row: PendingEntryRow,
    /// Its journal.
    pub journal: String,
    /// Number of a document behind it.
    pub reference: Option<String>,
    /// The lines.
    pub lines: Vec<PendingLineView>,
    /// The document it takes back, when it is the reversal of a document's entry.
    pub document_id: Option<Uuid>,
    /// The entry it undoes.
    pub reverses: Option<Uuid>,
    /// Who has approved and who must still.
    pub approval: ApprovalView,
    /// Votes, oldest first.
    pub decisions: Vec<DecisionView>,
    /// What can be done now: approve, reject, withdraw.
    pub can: BTreeMap<String, Can>,
}

/// What came of a decision on a pending entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingDecisionView {
    /// posted, or waiting: the yes is recorded and others must still say theirs.
    pub outcome: String,
    /// The posted entry.
    pub entry: Option<EntryView>,
    /// The pending entry as it is then.
    pub pending: PendingEntryView,
}

/// Which pending entries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PendingQuery {
    /// waiting, posted, rejected, withdrawn; all when left out.
    pub state: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

impl From<PendingEntry> for PendingEntryRow {
    fn from(pending: PendingEntry) -> Self {
        let (settled_by, settled_at) = pending.settled.unzip();
        Self {
            id: pending.id.0,
            kind: pending.wish.entry.source.kind().to_owned(),
            state: pending.state.to_string(),
            date: pending.dated,
            memo: pending.memo,
            total: pending.amount.into(),
            written_by: pending.written_by_name,
            written_by_id: pending.written_by.0,
            written_at: pending.written_at,
            settled_by,
            settled_at,
            reason: pending.reason,
            version: pending.version,
        }
    }
}

/// A pending entry with everything known about it.
pub(super) async fn pending_view(
    state: &State,
    op: &Op,
    entity: EntityId,
    id: EntryId,
) -> Result<PendingEntryView, ApiError> {
    let Looked { pending, decisions, waiting, you_may } = state.manual.look(op, entity, id).await?;
    let accounts = accounts_of(state, op, entity).await?;
    let can = can(op, &pending, you_may.err());
    let line = |line: &books::Line| {
        let (debit, credit) = super::accounts::sides(line.base);
        PendingLineView {
            account: accounts.get(&line.account.0).cloned(),
            debit,
            credit,
            tax_code: line.tax.as_ref().map(|tax| tax.code.clone()),
            memo: line.memo.clone(),
            department: line.dimensions.get(books::Dimensions::DEPARTMENT).map(str::to_owned),
        }
    };
    let wish = &pending.wish;
    let reverses = if let ledger::Source::Reversal(of) = wish.entry.source { Some(of.0) } else { None };
    Ok(PendingEntryView {
        journal: wish.entry.journal.clone(),
        reference: wish.entry.entry.header().reference.clone(),
        lines: wish.entry.entry.lines().iter().map(line).collect(),
        document_id: wish.takes_back.as_ref().map(|back| back.document.0),
        reverses,
        approval: waiting.into(),
        decisions: decisions.into_iter().map(DecisionView::from).collect(),
        can,
        row: pending.into(),
    })
}

/// A hint for buttons: the use case decides.
fn can(op: &Op, pending: &PendingEntry, refusal: Option<approvals::Refusal>) -> BTreeMap<String, Can> {
    let settled = (pending.state != PendingState::Waiting).then(|| format!("it is {} already", pending.state));
    let denied = op.require(op::Permission::LedgerPost, pending.entity).err().map(|denied| denied.to_string());
    let stopped = denied.or(settled);
    let not_yours = (op.actor.person() != Some(pending.written_by)).then(|| "somebody else wrote it".to_owned());
    let each = [
        ("approve", stopped.clone().or_else(|| refusal.map(|why| why.to_string()))),
        ("reject", stopped.clone()),
        ("withdraw", stopped.or(not_yours)),
    ];
    each.into_iter().map(|(verb, why)| (verb.to_owned(), Can { allowed: why.is_none(), why })).collect()
}

/// Lists entries by hand that wait for a second person, or did, newest first.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/pending-entries", tag = "Ledger", params(("business" = Uuid, Path), PendingQuery),
    responses((status = 200, body = List<PendingEntryRow>), (status = 403, body = Problem)))]
pub async fn pending_entries(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<PendingQuery>,
) -> Result<Json<List<PendingEntryRow>>, ApiError> {
    let wanted = limit(query.limit);
    let which = query.state.map(|name| {
        let unknown = || ApiError::field("state", "pending.unknown_state", format!("there is no state `{name}`"));
        name.parse::<PendingState>().map_err(|_| unknown())
    });
    let after = query.cursor.as_deref().map(cursor::decode::<(Timestamp, EntryId)>).transpose()?;
    let filter = Filter { state: which.transpose()?, after, limit: wanted + 1 };
    let mut items = state.manual.pending(&op, entity, &filter).await?;
    let more = items.len() > wanted as usize;
    items.truncate(wanted as usize);
    let next_cursor = items.last().filter(|_| more).map(|p| cursor::encode(&(p.written_at, p.id)));
    Ok(Json(List { items: items.into_iter().map(PendingEntryRow::from).collect(), next_cursor, total: None }))
}

/// Tells everything about a pending entry.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/pending-entries/{id}", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = PendingEntryView), (status = 404, body = Problem)))]
pub async fn pending_entry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<PendingEntryView>, ApiError> {
    Ok(Json(pending_view(&state, &op, entity, EntryId(id)).await?))
}

/// Approves a pending entry and posts it when the policy is content.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/pending-entries/{id}/approve", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = PendingDecisionView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn approve_pending(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<PendingDecisionView>, ApiError> {
    detached(async move {
        let id = EntryId(id);
        let approval = state.manual.approve(&op, entity, id, input.version, input.note.as_deref()).await?;
        let (outcome, entry) = match approval {
            Approval::Posted(entry) => ("posted", Some(view(&state, &op, entity, entry).await?)),
            Approval::WaitsFor(_) => ("waiting", None),
        };
        let pending = pending_view(&state, &op, entity, id).await?;
        Ok(Json(PendingDecisionView { outcome: outcome.to_owned(), entry, pending }))
    })
    .await
}

/// Refuses a pending entry.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/pending-entries/{id}/reject", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = SeenBecause, responses((status = 200, body = PendingEntryView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn reject_pending(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<SeenBecause>,
) -> Result<Json<PendingEntryView>, ApiError> {
    detached(async move {
        state.manual.reject(&op, entity, EntryId(id), input.version, &input.reason).await?;
        Ok(Json(pending_view(&state, &op, entity, EntryId(id)).await?))
    })
    .await
}

/// Takes one's own pending entry back.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/pending-entries/{id}/withdraw", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    request_body = Seen, responses((status = 200, body = PendingEntryView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw_pending(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<Seen>,
) -> Result<Json<PendingEntryView>, ApiError> {
    detached(async move {
        state.manual.withdraw(&op, entity, EntryId(id), input.version).await?;
        Ok(Json(pending_view(&state, &op, entity, EntryId(id)).await?))
    })
    .await
}
