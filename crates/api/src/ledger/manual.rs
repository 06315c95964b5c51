//! Entries by hand: post and reverse.

use axum::extract::{Path, State as Extract};
use axum::http::{HeaderMap, StatusCode};
use books::{Entry, EntryId, Header};
use jiff::civil::Date;
use ledger::{NewEntry, Source};
use manual::{PendingState, Submitted};
use money::{Amount, Currency};
use op::{EntityId, Op};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entries::{EntryView, fresh, view};
use super::pending::{PendingEntryView, pending_view};
use super::taxed::{Amounts, PartOfTax, lines_to_post};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::documents::DryRun;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::{AmountInput, Money};

/// A line of an entry by hand, in base currency; either debit or credit.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ManualLine {
    /// The account.
    pub account_id: Uuid,
    /// In base currency.
    pub debit: Option<AmountInput>,
    /// In base currency.
    pub credit: Option<AmountInput>,
    /// Tax code. Its tax is written out as `amounts` of the entry says, unless `tax_part` says what the line is.
    pub tax_code: Option<String>,
    /// base or tax, for a line whose tax stands on lines of its own.
    pub tax_part: Option<PartOfTax>,
    /// Note.
    #[serde(default)]
    pub memo: String,
    /// Department.
    pub department: Option<String>,
}

/// An entry by hand.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ManualEntry {
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub date: Date,
    /// What happened.
    pub memo: String,
    /// Number of a document behind it.
    pub reference: Option<String>,
    /// GEN when left out.
    pub journal: Option<String>,
    /// Whether amounts with a tax code are with tax (gross) or without (net); see `entries/calculate`.
    pub amounts: Option<Amounts>,
    /// At least two, in base currency.
    pub lines: Vec<ManualLine>,
}

/// What posting would do to an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceEffect {
    /// The account.
    pub account_id: Uuid,
    /// Balance at the date before, debit positive.
    pub before: Money,
    /// And after.
    pub after: Money,
}

/// What posting did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostingView {
    /// posted, or waiting: somebody else must approve it first (with dry_run: would have to).
    pub outcome: String,
    /// The entry as it waits, with `waiting`.
    pub pending: Option<PendingEntryView>,
    /// The posted entry; absent with dry_run.
    pub entry: Option<EntryView>,
    /// The number it has, or would have; empty while it waits.
    pub number: String,
    /// With dry_run: effect on balances.
    pub balances: Vec<BalanceEffect>,
    /// Whether this repeats an earlier request with the same key.
    pub repeated: bool,
}

/// Posts an entry, or puts it before a second person when the policy does not let its author decide alone. The same
/// `Idempotency-Key` does so once.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/entries", tag = "Ledger",
    params(("business" = Uuid, Path), DryRun, ("Idempotency-Key" = Option<String>, Header)), request_body = ManualEntry,
    responses((status = 200, description = "dry run, or a repeated request", body = PostingView), (status = 201, body = PostingView), (status = 202, description = "it waits for others", body = PostingView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn post_entry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(dry): Query<DryRun>,
    headers: HeaderMap,
    Json(input): Json<ManualEntry>,
) -> Result<(StatusCode, Json<PostingView>), ApiError> {
    detached(async move {
        let base = state.base_currencies.of(&state.db, &op, entity).await?;
        let mut new = build(&state, &op, (entity, base), input).await?;
        if let Some(key) = key_of(&headers) {
            new = new.keyed(key);
        }
        if dry.dry_run == Some(1) {
            return Ok((StatusCode::OK, Json(preview(&state, &op, &new).await?)));
        }
        posting_view(&state, &op, entity, state.manual.submit(&op, new).await?).await
    })
    .await
}

/// The key under which a request is done once.
pub(crate) fn key_of(headers: &HeaderMap) -> Option<String> {
    headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The answer to an entry that was submitted.
pub(crate) async fn posting_view(
    state: &State,
    op: &Op,
    entity: EntityId,
    submitted: Submitted,
) -> Result<(StatusCode, Json<PostingView>), ApiError> {
    let (status, view) = match submitted {
        Submitted::Posted(posted) => {
            let status = if posted.repeated { StatusCode::OK } else { StatusCode::CREATED };
            let entry = match posted.whole {
                // of an entry by hand that has just been posted there is nothing else to tell
                Some(whole) => fresh(*whole),
                None => view(state, op, entity, posted.entry).await?,
            };
            (status, posted_view(Some(entry), posted.number.to_string(), posted.repeated))
        }
        // the same request came again, and others have approved it meanwhile
        Submitted::Waits(pending) if pending.state == PendingState::Posted => {
            let entry = view(state, op, entity, pending.id).await?;
            let number = entry.number.clone();
            (StatusCode::OK, posted_view(Some(entry), number, true))
        }
        Submitted::Waits(pending) => {
            let pending = pending_view(state, op, entity, pending.id).await?;
            let view = posted_view(None, String::new(), false);
            (StatusCode::ACCEPTED, PostingView { outcome: "waiting".to_owned(), pending: Some(pending), ..view })
        }
    };
    Ok((status, Json(view)))
}

fn posted_view(entry: Option<EntryView>, number: String, repeated: bool) -> PostingView {
    PostingView { outcome: "posted".to_owned(), pending: None, entry, number, balances: Vec::new(), repeated }
}

async fn preview(state: &State, op: &Op, new: &NewEntry) -> Result<PostingView, ApiError> {
    let (preview, waits) = state.manual.preview(op, new).await?;
    let balances = preview.balances.into_iter().map(|(account, before, after)| BalanceEffect {
        account_id: account.0,
        before: before.into(),
        after: after.into(),
    });
    let outcome = if waits { "waiting" } else { "posted" }.to_owned();
    let view = posted_view(None, preview.number.to_string(), false);
    Ok(PostingView { outcome, balances: balances.collect(), ..view })
}

async fn build(
    state: &State,
    op: &Op,
    (entity, base): (EntityId, Currency),
    input: ManualEntry,
) -> Result<NewEntry, ApiError> {
    let lines = lines_to_post(state, op, (entity, base), (input.date, input.amounts), &input.lines).await?;
    let header = Header::new(input.date, input.memo).referring_to(input.reference);
    let entry = Entry::new(header, base, lines)
        .map_err(|e| ApiError::field("lines", ::ledger::LedgerError::from(e.clone()).code(), e.to_string()))?;
    let journal = input.journal.as_deref().unwrap_or("GEN");
    Ok(NewEntry::new(entity, journal, entry).from_source(Source::Manual))
}

/// The signed amount of a line: debit positive.
pub(super) fn amount_of(index: usize, base: Currency, line: &ManualLine) -> Result<Amount, ApiError> {
    let field = |side: &str| format!("lines[{index}].{side}");
    let read = |side: &str, input: &AmountInput| {
        let amount = input.read(&field(side), base)?;
        if amount.is_negative() {
            return Err(ApiError::field(&field(side), "money.negative", "write it positive on the other side"));
        }
        Ok(amount)
    };
    let written = |side: &'_ Option<AmountInput>| side.as_ref().filter(|input| !input.is_blank()).cloned();
    match (written(&line.debit), written(&line.credit)) {
        (Some(debit), None) => read("debit", &debit),
        (None, Some(credit)) => {
            let amount = read("credit", &credit)?;
            amount.checked_neg().map_err(|e| ApiError::field(&field("credit"), "money.bad_amount", e.to_string()))
        }
        _ => Err(ApiError::field(&field("debit"), "ledger.one_side", "fill either debit or credit")),
    }
}

/// How an entry is undone.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReversalInput {
    /// Date of the reversal.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub date: Date,
    /// Why.
    pub reason: String,
}

/// What became of a reversal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReversalView {
    /// posted, or waiting: somebody else must approve it first.
    pub outcome: String,
    /// The reversing entry, with `posted`.
    #[serde(flatten)]
    pub entry: Option<EntryView>,
    /// The reversal as it waits, with `waiting`.
    pub pending: Option<PendingEntryView>,
}

/// Undoes an entry by its mirror image, or puts that before a second person. The reversal of a document's entry takes the
/// document back for good; `documents/{id}/reverse` can send it to review instead.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/entries/{id}/reverse", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = ReversalInput,
    responses((status = 201, body = ReversalView), (status = 202, description = "it waits for others", body = ReversalView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn reverse_entry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<ReversalInput>,
) -> Result<(StatusCode, Json<ReversalView>), ApiError> {
    detached(async move {
        let submitted = state.manual.reverse(&op, entity, EntryId(id), input.date, &input.reason).await?;
        let (status, Json(PostingView { outcome, entry, pending, .. })) =
            posting_view(&state, &op, entity, submitted).await?;
        Ok((status, Json(ReversalView { outcome, entry, pending })))
    })
    .await
}
