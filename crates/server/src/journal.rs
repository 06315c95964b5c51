//! The journal a document leads to when nothing is known of the books: amounts by role.

use money::Currency;
use road::classification::{Classification, Direction};
use road::facts::{DocumentKind, Facts};
use road::proposal::{Settings, propose};
use serde_json::{Value, json};

/// The proposed lines as `{role, debit | credit}` with plain decimals; nothing when no entry can be proposed.
pub fn by_role(facts: &Facts) -> Option<Vec<Value>> {
    let base = facts.currency.as_ref().map_or(Currency::EUR, |c| c.value);
    let classification = Classification {
        kind: facts.kind.as_ref().map_or(DocumentKind::Invoice, |k| k.value),
        kind_confidence: facts.kind.as_ref().map_or(0.5, |k| k.confidence),
        direction: Direction::Purchase,
        ..Classification::default()
    };
    let proposal = propose(facts, &classification, &Settings::without_books(base)).ok()?;
    let lines = proposal.lines.iter().map(|line| {
        let amount = line.amount.to_decimal().to_string();
        let side = line.side.to_string();
        json!({ "role": line.role, side: amount })
    });
    Some(lines.collect())
}
