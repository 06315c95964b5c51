//! Corrections: what a reviewer changes in what was read, chosen or proposed.

use std::collections::BTreeMap;

use axum::extract::{Path, State as Extract};
use books::{AccountId, DocumentId, PartyId};
use documents::fields::Entered;
use documents::{Corrections, EntryLine, LineChoice, PartyChoice};
use jiff::civil::Date;
use road::classification::Direction;
use road::facts::TaxLine;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::look::find;
use super::view::whole;
use super::wire::{DocumentView, TaxLineView};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::Spot;

/// A counterparty chosen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PartyInput {
    /// A known one.
    pub id: Option<Uuid>,
    /// Or the name of a new one.
    pub name: Option<String>,
}

/// Account and tax code chosen for a proposed line.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LineInput {
    /// `id` of the proposed line.
    pub line_id: usize,
    /// The account.
    pub account_id: Option<Uuid>,
    /// The tax code.
    pub tax_code: Option<String>,
}

/// A line of the entry as it shall be; either debit or credit.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EntryLineInput {
    /// `id` of the proposed line it stands for; a new line when left out.
    pub line_id: Option<usize>,
    /// The account.
    pub account_id: Uuid,
    /// Plain decimal in the document's currency.
    pub debit: Option<String>,
    /// Plain decimal in the document's currency.
    pub credit: Option<String>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// Note.
    #[serde(default)]
    pub memo: String,
}

/// What to correct.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CorrectionInput {
    /// The version you saw.
    pub version: i32,
    /// Fields by name; null empties one.
    #[serde(default)]
    pub fields: BTreeMap<String, Option<String>>,
    /// Where on the page the values of fields stand, by field, when the reviewer pointed at them.
    #[serde(default)]
    pub spots: BTreeMap<String, Vec<Spot>>,
    /// Tax by rate.
    pub tax_breakdown: Option<Vec<TaxLineView>>,
    /// The counterparty.
    pub party: Option<PartyInput>,
    /// purchase or sale.
    pub direction: Option<String>,
    /// Exchange rate: base units for one of the document's.
    pub rate: Option<String>,
    /// Accounts and tax codes of proposed lines.
    #[serde(default)]
    pub lines: Vec<LineInput>,
    /// Accounting date (ISO) where it shall not be the document's; empty takes the document's again.
    pub posting_date: Option<String>,
    /// Text of the entry; empty takes the proposed one again.
    pub text: Option<String>,
    /// All lines of the entry but the counterparty's, which takes up what they add up to; an empty list takes the proposed
    /// ones again.
    pub entry: Option<Vec<EntryLineInput>>,
    /// Why.
    pub reason: Option<String>,
}

/// Whether to save.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// `1`: show what would be, save nothing.
    pub dry_run: Option<u8>,
}

impl CorrectionInput {
    fn into_corrections(self, by: &str) -> Result<Corrections, ApiError> {
        let Self { fields, mut spots, tax_breakdown, party, direction, rate, lines, reason, .. } = self;
        let (posting_date, text, entry) = (self.posting_date, self.text, self.entry);
        let fields = fields.into_iter().map(|(name, value)| {
            let spots = spots.remove(&name).unwrap_or_default().into_iter().map(to_spot).collect();
            (name, Entered { value, spots, by: by.to_owned() })
        });
        let direction = direction
            .map(|d| {
                d.parse::<Direction>()
                    .map_err(|_| ApiError::field("direction", "document.bad_correction", "purchase or sale"))
            })
            .transpose()?;
        let rate = rate.map(|r| {
            r.parse().map_err(|e: money::MoneyError| ApiError::field("rate", "document.bad_correction", e.to_string()))
        });
        Ok(Corrections {
            fields: fields.collect(),
            tax_breakdown: tax_breakdown.map(|t| t.iter().map(tax_line).collect::<Result<_, _>>()).transpose()?,
            party: party.map(party_choice).transpose()?,
            direction,
            rate: rate.transpose()?,
            lines: lines
                .into_iter()
                .map(|l| LineChoice { line: l.line_id, account: l.account_id.map(AccountId), tax_code: l.tax_code })
                .collect(),
            posting_date: posting_date.as_deref().map(day).transpose()?,
            text: text.map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            entry: entry.map(|all| all.into_iter().enumerate().map(entry_line).collect()).transpose()?,
            reason,
        })
    }
}

/// A day, or none when it is empty.
fn day(text: &str) -> Result<Option<Date>, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let unreadable = |_| ApiError::field("posting_date", "document.bad_correction", "write it like 2026-01-31");
    text.parse().map(Some).map_err(unreadable)
}

fn entry_line((index, line): (usize, EntryLineInput)) -> Result<EntryLine, ApiError> {
    let field = |side: &str| format!("entry[{index}].{side}");
    let given = |side: Option<String>| side.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (side, text) = match (given(line.debit), given(line.credit)) {
        (Some(debit), None) => ("debit", debit),
        (None, Some(credit)) => ("credit", credit),
        _ => return Err(ApiError::field(&field("debit"), "ledger.one_side", "fill either debit or credit")),
    };
    if text.starts_with('-') {
        return Err(ApiError::field(&field(side), "money.negative", "write it positive on the other side"));
    }
    let amount = if side == "credit" { format!("-{text}") } else { text };
    let account = AccountId(line.account_id);
    Ok(EntryLine { line: line.line_id, account, amount, tax_code: line.tax_code, memo: line.memo })
}

fn to_spot(spot: Spot) -> road::page::Spot {
    let r = spot.rect;
    road::page::Spot { page: spot.page, rect: road::page::Rect { x0: r.x0, y0: r.y0, x1: r.x1, y1: r.y1 } }
}

fn tax_line(line: &TaxLineView) -> Result<TaxLine, ApiError> {
    let number = |text: &str| {
        text.trim().parse::<Decimal>().map_err(|_| {
            ApiError::field(
                "tax_breakdown",
                "document.bad_correction",
                format!("`{text}` is not a number like 1234.50"),
            )
        })
    };
    Ok(TaxLine {
        rate: number(&line.rate)?,
        base: number(&line.base)?,
        tax: number(&line.tax)?,
        category: line.category.clone(),
    })
}

fn party_choice(input: PartyInput) -> Result<PartyChoice, ApiError> {
    match (input.id, input.name.filter(|n| !n.trim().is_empty())) {
        (Some(id), _) => Ok(PartyChoice::Known(PartyId(id))),
        (None, Some(name)) => Ok(PartyChoice::New(name.trim().to_owned())),
        (None, None) => Err(ApiError::field("party", "document.bad_correction", "name a known party or a new one")),
    }
}

/// Corrects a document; its entry is proposed anew in the same moment.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/documents/{id}/correct", tag = "Review", params(("business" = Uuid, Path), ("id" = Uuid, Path), DryRun),
    request_body = CorrectionInput, responses((status = 200, body = DocumentView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn correct(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Query(dry): Query<DryRun>,
    Json(input): Json<CorrectionInput>,
) -> Result<Json<DocumentView>, ApiError> {
    detached(async move {
        find(&state, &op, entity, id).await?;
        let (version, dry_run) = (input.version, dry.dry_run == Some(1));
        let wanted = input.into_corrections(&op.actor.name())?;
        let document = state.documents.correct(&op, DocumentId(id), version, &wanted, dry_run).await?;
        Ok(Json(whole(&state, &op, document).await?))
    })
    .await
}
