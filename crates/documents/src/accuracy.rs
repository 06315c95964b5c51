//! How often the agents were right, by what people confirmed and changed; nothing estimated.

use op::{EntityId, Op, Permission};

use crate::store;
use crate::{DocumentError, Documents};

/// What the agents decide: fields, and what they make of them. Whoever changes one of these says that it was wrong.
const DECIDED: [&str; 11] = [
    "kind",
    "vendor",
    "party",
    "invoice_number",
    "date",
    "currency",
    "subtotal",
    "tax",
    "total",
    "account",
    "tax_code",
];

/// How often the agents were right.
#[derive(Debug, Clone, PartialEq)]
pub struct Accuracy {
    /// Documents that were posted.
    pub posted: i64,
    /// Those of them that nobody changed.
    pub untouched: i64,
    /// Documents that held several, which the agents took for one.
    pub split: i64,
    /// Documents that people refused: not ours, twice, unreadable. They say nothing about single fields.
    pub rejected: i64,
    /// Field by field, over what was posted; a divided document has every field wrong.
    pub by_field: Vec<FieldAccuracy>,
    /// The share of all these that was right, 0 to 1; none before anything was settled.
    pub share: Option<f64>,
}

/// How often one field was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAccuracy {
    /// Its name in the facts, or `party`, `account`, `tax_code`.
    pub field: &'static str,
    /// Posted as proposed.
    pub confirmed: i64,
    /// Changed.
    pub corrected: i64,
}

impl Documents {
    /// How often the agents were right in a business.
    ///
    /// # Errors
    /// [`DocumentError::Denied`] without `documents-read`.
    pub async fn accuracy(&self, op: &Op, entity: EntityId) -> Result<Accuracy, DocumentError> {
        op.require(Permission::DocumentsRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        let settled = store::settled(&mut tx, entity).await?;
        let corrected = store::correction_totals(&mut tx, entity).await?;
        Ok(judge(&settled, &corrected))
    }
}

fn judge(settled: &store::Settled, corrected: &[(String, i64)]) -> Accuracy {
    let field = |field: &'static str| {
        let changed = corrected.iter().find(|(name, _)| name == field).map_or(0, |(_, n)| *n);
        FieldAccuracy { field, confirmed: settled.posted - changed, corrected: changed + settled.split }
    };
    let by_field: Vec<FieldAccuracy> = DECIDED.into_iter().map(field).collect();
    let confirmed: i64 = by_field.iter().map(|f| f.confirmed).sum();
    let all: i64 = by_field.iter().map(|f| f.confirmed + f.corrected).sum();
    Accuracy {
        posted: settled.posted,
        untouched: settled.untouched,
        split: settled.split,
        rejected: settled.rejected,
        by_field,
        share: (all > 0).then(|| confirmed as f64 / all as f64),
    }
}
