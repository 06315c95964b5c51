//! Documents in lists.

use ::sales::{Cursor, Filter, Kind, Only, Row, State as SaleState};
use axum::extract::State as Extract;
use books::PartyId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::content::{currency, word};
use super::totals::figure;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::cursor;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::{List, limit};

/// A document in a list. Amounts are plain decimals in its currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesRow {
    /// Its id.
    pub id: Uuid,
    /// quote, invoice, credit_note.
    pub kind: String,
    /// draft, waiting, issued, cancelled; quotes also accepted, declined, expired.
    pub state: String,
    /// Its number, once it is issued.
    pub number: Option<String>,
    /// To whom.
    pub customer_id: Option<Uuid>,
    /// In words.
    pub customer_name: Option<String>,
    /// The day it bears; of a draft without one the day of its last change.
    #[schema(value_type = String, format = Date)]
    pub issue_date: Date,
    /// When the last part is to be paid.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// Of a quote.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// Without tax.
    pub net: String,
    /// The tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
    /// Less payments in advance.
    pub payable: String,
    /// What is open of it in the books, of a credit note below zero; absent of what is in no books.
    pub open: Option<String>,
    /// Of an invoice: what credit notes have taken back, with tax.
    pub credited: String,
    /// Whether something is open after its last day.
    pub is_overdue: bool,
    /// Its heading.
    pub title: Option<String>,
    /// Number of the customer's order.
    pub order_number: Option<String>,
    /// Its entry.
    pub entry_id: Option<Uuid>,
    /// Whether it asks for a payment in advance.
    pub is_deposit: bool,
    /// Name it when you change it.
    pub version: i32,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
}

impl From<Row> for SalesRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.0,
            kind: row.kind.to_string(),
            state: row.state.to_string(),
            number: row.number.map(|n| n.to_string()),
            customer_id: row.customer.map(|c| c.0),
            customer_name: row.customer_name,
            issue_date: row.dated,
            due: row.due,
            valid_until: row.valid_until,
            currency: row.gross.currency().code().to_owned(),
            net: figure(row.net),
            tax: figure(row.tax),
            gross: figure(row.gross),
            payable: figure(row.payable),
            open: row.open.map(figure),
            credited: figure(row.credited),
            is_overdue: row.is_overdue,
            title: row.title,
            order_number: row.order_number,
            entry_id: row.entry.map(|e| e.0),
            is_deposit: row.is_deposit,
            version: row.version,
            changed_at: row.changed_at,
        }
    }
}

/// Which documents to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SalesQuery {
    /// quote, invoice, credit_note.
    pub kind: Option<String>,
    /// draft, waiting, issued, cancelled, accepted, declined, expired.
    pub state: Option<String>,
    /// Only of this customer.
    pub party: Option<Uuid>,
    /// Only in this currency.
    pub currency: Option<String>,
    /// First day of issue.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub from: Option<Date>,
    /// Last day of issue.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub to: Option<Date>,
    /// open, overdue, paid.
    pub only: Option<String>,
    /// Text in number, customer, heading, order, reference and lines.
    pub q: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

const STATES: &str = "draft, waiting, issued, cancelled, accepted, declined, expired";

impl SalesQuery {
    fn read(self) -> Result<(Filter, u32), ApiError> {
        let filter = Filter {
            kind: self.kind.map(|t| word::<Kind>("kind", &t, "quote, invoice, credit_note")).transpose()?,
            state: self.state.map(|t| word::<SaleState>("state", &t, STATES)).transpose()?,
            party: self.party.map(PartyId),
            currency: self.currency.map(|code| currency("currency", &code)).transpose()?,
            from: self.from,
            to: self.to,
            only: self.only.map(|t| word::<Only>("only", &t, "open, overdue, paid")).transpose()?,
            text: self.q.filter(|text| !text.trim().is_empty()),
            after: self.cursor.as_deref().map(cursor::decode::<Cursor>).transpose()?,
        };
        Ok((filter, limit(self.limit)))
    }
}

/// Lists quotes, invoices and credit notes, newest first.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/sales", tag = "Sales", params(("business" = Uuid, Path), SalesQuery),
    responses((status = 200, body = List<SalesRow>), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn sales(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<SalesQuery>,
) -> Result<Json<List<SalesRow>>, ApiError> {
    let (filter, limit) = query.read()?;
    let page = ::sales::sales(&state.db, &op, entity, &filter, limit).await?;
    let next_cursor = page.next.as_ref().map(cursor::encode);
    Ok(Json(List { items: page.rows.into_iter().map(SalesRow::from).collect(), next_cursor, total: None }))
}
