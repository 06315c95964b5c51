use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use road::Versioned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One recorded filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilingId(pub Uuid);

impl fmt::Display for FilingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A return that was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filing {
    /// Its id.
    pub id: FilingId,
    /// The form, as the country names it.
    pub form: String,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// When it was recorded as filed.
    pub filed_at: Timestamp,
    /// By whom.
    pub filed_by: String,
    /// What the authority called it.
    pub reference: Option<String>,
    /// When, by whom and why it was withdrawn: it does not count any more.
    pub withdrawn: Option<(Timestamp, String, String)>,
}

impl Filing {
    /// Whether it counts.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether it is for these days.
    pub fn is_for(&self, from: Date, to: Date) -> bool {
        (self.from, self.to) == (from, to)
    }
}

/// The figures as they were filed. Amounts in minor units of the currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filed {
    pub currency: String,
    pub boxes: Vec<FiledBox>,
    pub late: i64,
    pub left_out: i64,
}

/// A box as it was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FiledBox {
    pub id: String,
    pub exact: i64,
    pub declared: i64,
    pub lines: i64,
}

impl Versioned for Filed {
    const NAME: &'static str = "figures of a return";
}
