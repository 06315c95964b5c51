//! A document with everything known about it.

use std::collections::BTreeMap;

use ::sales::{Kind, Linked, Looked, Sale, State as SaleState};
use axum::extract::{Path, State as Extract};
use books::SaleId;
use jiff::Timestamp;
use op::{EntityId, Op, Permission};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::totals::figure;
use super::{SalesContent, SalesRow, SalesTotals};
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::documents::wire::{ApprovalView, Can, DecisionView};
use crate::problem::{ApiError, Problem};
use crate::state::State;

/// A document that another one is tied to.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesLink {
    /// Its id.
    pub id: Uuid,
    /// Its number, once it is issued.
    pub number: Option<String>,
    /// Where it stands.
    pub state: String,
    /// What it comes to with tax, once it is issued.
    pub gross: Option<String>,
}

impl From<Linked> for SalesLink {
    fn from(linked: Linked) -> Self {
        Self {
            id: linked.id.0,
            number: linked.number.map(|n| n.to_string()),
            state: linked.state.to_string(),
            gross: linked.gross.map(figure),
        }
    }
}

/// The customer as an issued document names it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesCustomer {
    /// Who.
    pub id: Uuid,
    /// As printed.
    pub name: String,
    /// In one line.
    pub address: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where to send it.
    pub email: Option<String>,
    /// VAT and tax numbers.
    pub tax_ids: Vec<String>,
}

/// The business as the document names it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesSeller {
    /// As printed.
    pub name: String,
    /// Its tax number.
    pub tax_id: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its bank accounts.
    pub ibans: Vec<String>,
}

/// The entry of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesEntry {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
}

/// Something that was done to a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesEvent {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom, in words.
    pub by: String,
    /// sales.drafted, sales.changed, sales.submitted, sales.issued ...
    pub action: String,
    /// Why.
    pub reason: Option<String>,
}

/// A quote, invoice or credit note with everything known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesDocument {
    /// What lists show.
    #[serde(flatten)]
    pub row: SalesRow,
    /// What was written.
    pub content: SalesContent,
    /// What it comes to; of an issued document as it was issued.
    pub totals: SalesTotals,
    /// The customer as it was at issue.
    pub customer: Option<SalesCustomer>,
    /// The business, as it was at issue.
    pub seller: SalesSeller,
    /// Its entry.
    pub entry: Option<SalesEntry>,
    /// Of a credit note: its invoice.
    pub credits: Option<SalesLink>,
    /// Of an invoice, drafts included.
    pub credit_notes: Vec<SalesLink>,
    /// The quote it was made from.
    pub from_quote: Option<SalesLink>,
    /// Of a quote.
    pub invoices: Vec<SalesLink>,
    /// Of a payment in advance: the invoice that took it off.
    pub deducted_by: Option<SalesLink>,
    /// Who wrote it first.
    pub written_by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
    /// While it waits: who has approved and who must still.
    pub approval: Option<ApprovalView>,
    /// Votes, oldest first.
    pub decisions: Vec<DecisionView>,
    /// What can be done now: edit, delete, issue, approve, reject, withdraw, credit, accept, decline, invoice, copy.
    pub can: BTreeMap<String, Can>,
    /// What was done, oldest first.
    pub history: Vec<SalesEvent>,
}

/// A document as it is answered.
pub(super) async fn view(state: &State, op: &Op, entity: EntityId, id: SaleId) -> Result<SalesDocument, ApiError> {
    let base = state.base_currencies.of(&state.db, op, entity).await?;
    let looked = ::sales::look(&state.db, op, entity, id).await?;
    let can = can(op, &looked);
    let Looked { sale, row, computed, customer, seller, entry_number, review, decisions, history, .. } = looked;
    let entry = sale.entry.zip(entry_number);
    Ok(SalesDocument {
        row: row.into(),
        content: sale.content.into(),
        totals: SalesTotals::of(computed, base),
        customer: customer.map(|c| SalesCustomer {
            id: c.id.0,
            name: c.name,
            address: c.address,
            country: c.country,
            email: c.email,
            tax_ids: c.tax_ids,
        }),
        seller: SalesSeller { name: seller.name, tax_id: seller.tax_id, country: seller.country, ibans: seller.ibans },
        entry: entry.map(|(id, number)| SalesEntry { id: id.0, number: number.to_string() }),
        credits: looked.credits.map(SalesLink::from),
        credit_notes: looked.credit_notes.into_iter().map(SalesLink::from).collect(),
        from_quote: looked.from_quote.map(SalesLink::from),
        invoices: looked.invoices.into_iter().map(SalesLink::from).collect(),
        deducted_by: looked.deducted_by.map(SalesLink::from),
        written_by: sale.written_by,
        written_at: sale.written_at,
        approval: review.map(|review| documents::Waiting::from(review).into()),
        decisions: decisions.into_iter().map(DecisionView::from).collect(),
        can,
        history: history
            .into_iter()
            .map(|e| SalesEvent { at: e.at, by: e.actor_name, action: e.action, reason: e.reason })
            .collect(),
    })
}

/// Hints for buttons: the use cases decide.
fn can(op: &Op, looked: &Looked) -> BTreeMap<String, Can> {
    let sale = &looked.sale;
    let denied = op.require(Permission::LedgerPost, sale.entity).err().map(|denied| denied.to_string());
    let (kind, state) = (sale.content.kind, looked.row.state);
    let unless = |fits: bool, why: &str| denied.clone().or_else(|| (!fits).then(|| why.to_owned()));
    let stands = format!("it is {kind} and {state}");
    let waits = state == SaleState::Waiting;
    let draft = unless(state == SaleState::Draft, &stands);
    let refusal = looked.review.as_ref().and_then(|review| review.you_may.clone()?.err()).map(|why| why.to_string());
    let problems = !looked.computed.problems.is_empty();
    let incomplete = problems.then(|| "something stands against it: see problems".to_owned());
    let answered = kind == Kind::Quote && sale.is_issued();
    let yours = sale.submitted_by.is_some() && sale.submitted_by == op.actor.person();
    let each = [
        ("edit", draft.clone()),
        ("delete", draft.clone()),
        ("issue", draft.or_else(|| incomplete.filter(|_| state == SaleState::Draft))),
        ("approve", unless(waits, &stands).or(refusal)),
        ("reject", unless(waits, &stands)),
        ("withdraw", unless(waits, &stands).or_else(|| unless(yours, "somebody else submitted it"))),
        ("credit", unless(kind == Kind::Invoice && state == SaleState::Issued, &stands)),
        ("accept", unless(answered && state != SaleState::Accepted, &stands)),
        ("decline", unless(answered && state != SaleState::Declined, &stands)),
        ("invoice", unless(answered && is_offered(sale, state), &stands)),
        ("copy", denied.clone()),
    ];
    each.into_iter().map(|(verb, why)| (verb.to_owned(), Can { allowed: why.is_none(), why })).collect()
}

fn is_offered(sale: &Sale, state: SaleState) -> bool {
    sale.is_issued() && matches!(state, SaleState::Issued | SaleState::Accepted)
}

/// Tells everything about a quote, invoice or credit note.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales/{id}", tag = "Sales", params(("business" = Uuid, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = SalesDocument), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn sales_document(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<SalesDocument>, ApiError> {
    Ok(Json(view(&state, &op, entity, SaleId(id)).await?))
}
