use op::{EntityId, Op, Permission};
use pg::Db;
use serde::{Deserialize, Serialize};

use crate::{LedgerError, entities, store};

/// Something wrong with the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `drift`, `unbalanced`, `number_gap`, `misplaced`, `uneven_reversal`.
    pub kind: String,
    /// Where and by how much.
    pub detail: String,
}

impl Finding {
    pub(crate) fn new(kind: &str, detail: String) -> Self {
        Self { kind: kind.to_owned(), detail }
    }
}

/// What a verification looked at and found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Whose books.
    pub entity: EntityId,
    /// How many entries.
    pub entries: u64,
    /// How many lines were replayed.
    pub lines: u64,
    /// At most a hundred of each kind; empty when the books are sound.
    pub findings: Vec<Finding>,
}

impl VerifyReport {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Replays every line of a business and compares the stored balances with it, in one snapshot; checks that every entry
/// balances, that numbers have no gaps, that dates lie in their periods and that reversals undo what they reverse.
/// A finding is an alarm: it is logged as an error besides being returned.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn verify(db: &Db, op: &Op, entity: EntityId) -> Result<VerifyReport, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let (entries, lines) = store::verify::counts(&mut tx, entity).await?;
    store::verify::read_by_sets(&mut tx).await?;
    let mut findings = store::verify::drift(&mut tx, entity, None).await?;
    findings.extend(store::verify::span_drift(&mut tx, entity).await?);
    findings.extend(store::verify::unbalanced(&mut tx, entity).await?);
    findings.extend(store::verify::number_gaps(&mut tx, entity).await?);
    findings.extend(store::verify::misplaced(&mut tx, entity).await?);
    findings.extend(store::verify::uneven_reversals(&mut tx, entity).await?);
    for finding in &findings {
        tracing::error!(%entity, kind = %finding.kind, detail = %finding.detail, "the books are not sound");
    }
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(VerifyReport { entity, entries: count(entries), lines: count(lines), findings })
}

/// Verifies every business the actor may see.
///
/// # Errors
/// As [`verify`].
pub async fn verify_all(db: &Db, op: &Op) -> Result<Vec<VerifyReport>, LedgerError> {
    let mut reports = Vec::new();
    for entity in entities::entities(db, op).await? {
        reports.push(verify(db, op, entity.id).await?);
    }
    Ok(reports)
}
