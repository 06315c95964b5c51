//! Shapes that occur in many answers: money, figures, pages of a list.

use jiff::civil::Date;
use money::Amount;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// Plain decimal with the currency's number of decimals, `-` in front when negative.
    #[schema(example = "1234.50")]
    pub amount: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self { amount: amount.to_decimal().to_string(), currency: amount.currency().code().to_owned() }
    }
}

pub use crate::amounts::AmountInput;

/// Where a reported figure comes from: the lines of these accounts in these days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Drill {
    /// Accounts whose lines add up to the figure.
    pub account_ids: Vec<Uuid>,
    /// First day; open when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Short name of those accounts where the figure is a total; `reports/part` tells what it is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// A reported figure with the way to what is behind it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Figure {
    /// Plain decimal.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// The way to the lines; absent for figures that are not a sum of lines.
    pub drill: Option<Drill>,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The page.
    pub items: Vec<T>,
    /// Send this as `cursor` for the next page; absent on the last one.
    pub next_cursor: Option<String>,
    /// How many there are in all, where counting is cheap.
    pub total: Option<i64>,
}

impl<T: ToSchema> List<T> {
    /// A list that has only one page.
    pub fn whole(items: Vec<T>) -> Self {
        let total = i64::try_from(items.len()).ok();
        Self { items, next_cursor: None, total }
    }
}

/// A place on a page.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct Spot {
    /// Counted from 1.
    pub page: u32,
    /// The rectangle.
    pub rect: Rect,
}

/// A rectangle in shares of the page's width and height, from the upper left corner.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

impl From<road::page::Rect> for Rect {
    fn from(r: road::page::Rect) -> Self {
        Self { x0: r.x0, y0: r.y0, x1: r.x1, y1: r.y1 }
    }
}

impl From<road::page::Spot> for Spot {
    fn from(spot: road::page::Spot) -> Self {
        Self { page: spot.page, rect: spot.rect.into() }
    }
}

/// How many items a list gives at most.
const LIMIT_MAX: u32 = 200;
/// How many it gives when nothing is asked.
const LIMIT_USUAL: u32 = 50;

/// The number of items to give.
pub fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(LIMIT_USUAL).clamp(1, LIMIT_MAX)
}
