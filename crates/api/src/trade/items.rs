//! Items that are open on a day.

use ::trade::{Item, ItemDetail, Question, Settlement};
use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Response};
use books::PartyId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ItemKey, SIDES, currency, named, plain};
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::cursor;
use crate::ledger::today;
use crate::problem::{ApiError, Problem};
use crate::reports::{csv_answer, wants_csv};
use crate::state::State;
use crate::wire::{List, limit};

/// As many items as a table takes.
const CSV_ROWS: u32 = 100_000;

/// An open item. Amounts are plain decimals with the sign of its side: what is owed in the usual direction is positive.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenItemView {
    /// The entry.
    pub entry_id: Uuid,
    /// The line's place in it, counted from 1.
    pub line: i32,
    /// receivable or payable.
    pub side: String,
    /// Number of the entry.
    pub number: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// When it is to be paid.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// Days since it should have been paid, negative before; counted from its date where nothing is said.
    pub days_overdue: i32,
    /// Whose it is.
    pub party_id: Option<Uuid>,
    /// Its name.
    pub party_name: Option<String>,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// What it is for.
    pub text: String,
    /// Its account.
    pub account_id: Uuid,
    /// The account's code.
    pub account_code: String,
    /// The account's name.
    pub account_name: String,
    /// Its currency, ISO 4217.
    pub currency: String,
    /// The whole item.
    pub amount: String,
    /// What is open of it.
    pub open: String,
    /// What the books value that at, in the base currency.
    pub open_base: String,
    /// The document it came with.
    pub document_id: Option<Uuid>,
}

impl From<Item> for OpenItemView {
    fn from(item: Item) -> Self {
        let (party_id, party_name) = item.party.map(|(id, name)| (id.0, name)).unzip();
        let (account, account_code, account_name) = item.account;
        Self {
            entry_id: item.item.entry.0,
            line: item.item.line,
            side: item.side.to_string(),
            number: item.number.to_string(),
            date: item.date,
            due: item.due,
            days_overdue: item.days_overdue,
            party_id,
            party_name,
            reference: item.reference,
            text: item.text,
            account_id: account.0,
            account_code,
            account_name,
            currency: item.amount.currency().code().to_owned(),
            amount: plain(item.amount),
            open: plain(item.open),
            open_base: plain(item.open_base),
            document_id: item.document.map(|d| d.0),
        }
    }
}

/// Which items.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OpenItemsQuery {
    /// receivable or payable; both when left out.
    pub side: Option<String>,
    /// Open on this day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub as_of: Option<Date>,
    /// Of this contact.
    pub party: Option<Uuid>,
    /// In this currency, ISO 4217.
    pub currency: Option<String>,
    /// overdue, or due: to be paid within two weeks.
    pub only: Option<String>,
    /// Number, reference, text or contact contains this.
    pub q: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many at most.
    pub limit: Option<u32>,
    /// json, or csv: all of them as a table.
    pub format: Option<String>,
}

/// Lists the items that are open on a day, by due day.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/open-items", tag = "Trade", params(("business" = Uuid, Path), OpenItemsQuery),
    responses((status = 200, body = List<OpenItemView>), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn open_items(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<OpenItemsQuery>,
) -> Result<Response, ApiError> {
    let question = Question {
        side: query.side.as_deref().map(|side| named("side", side, SIDES)).transpose()?,
        as_of: query.as_of.unwrap_or_else(|| today(&op)),
        party: query.party.map(PartyId),
        currency: query.currency.as_deref().map(|code| currency("currency", code)).transpose()?,
        only: query.only.as_deref().map(|only| named("only", only, "overdue, due")).transpose()?,
        text: query.q,
    };
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    if wants_csv(query.format.as_deref())? {
        let listed = ::trade::open_items(&state.db, &op, entity, &question, after, CSV_ROWS).await?;
        return Ok(csv_answer("open-items", ::trade::items_csv(&listed.items)?));
    }
    let listed = ::trade::open_items(&state.db, &op, entity, &question, after, limit(query.limit)).await?;
    Ok(Json(List {
        items: listed.items.into_iter().map(OpenItemView::from).collect(),
        next_cursor: listed.next.as_ref().map(cursor::encode),
        total: None,
    })
    .into_response())
}

/// The item on the other side of a settlement.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherItem {
    /// The entry.
    pub entry_id: Uuid,
    /// The line's place in it.
    pub line: i32,
    /// Number of the entry.
    pub number: String,
    /// Accounting date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// What it is for.
    pub text: String,
}

/// What settled an item, or took a settlement back.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettlementView {
    /// The allocation.
    pub id: Uuid,
    /// From which day it counts.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// By whom.
    pub by: String,
    /// What it takes from the item, in its currency; negative where it takes another one back.
    pub amount: String,
    /// The item on the other side.
    pub other: OtherItem,
    /// The allocation it takes back.
    pub undoes: Option<Uuid>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Why it was taken back.
    pub reason: Option<String>,
}

impl From<Settlement> for SettlementView {
    fn from(settlement: Settlement) -> Self {
        let key = ItemKey::from(settlement.other);
        Self {
            id: settlement.id,
            on: settlement.on,
            recorded_at: settlement.recorded_at,
            by: settlement.by,
            amount: plain(settlement.amount),
            other: OtherItem {
                entry_id: key.entry_id,
                line: key.line,
                number: settlement.other_number.to_string(),
                date: settlement.other_date,
                reference: settlement.other_reference,
                text: settlement.other_text,
            },
            undoes: settlement.undoes,
            undone: settlement.undone,
            reason: settlement.reason,
        }
    }
}

/// An item with its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenItemDetail {
    /// The item, open or not.
    pub item: OpenItemView,
    /// What happened to it, oldest first.
    pub allocations: Vec<SettlementView>,
}

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// Today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub as_of: Option<Date>,
}

/// Tells what is open of an item and what settled it.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/open-items/{entry}/{line}", tag = "Trade", params(("business" = Uuid, Path), ("entry" = Uuid, Path), ("line" = i32, Path), OnDay),
    responses((status = 200, body = OpenItemDetail), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn open_item(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, entry_id, line)): Path<(Uuid, Uuid, i32)>,
    Query(query): Query<OnDay>,
) -> Result<Json<OpenItemDetail>, ApiError> {
    let day = query.as_of.unwrap_or_else(|| today(&op));
    let ItemDetail { item, settlements } =
        ::trade::item(&state.db, &op, entity, ItemKey { entry_id, line }.into(), day).await?;
    Ok(Json(OpenItemDetail { item: item.into(), allocations: settlements.into_iter().map(Into::into).collect() }))
}
