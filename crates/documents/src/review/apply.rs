//! How corrections change the draft: fields first, then who the document is from, then what follows from both.

use op::Op;
use road::classification::Classification;
use road::facts::{Facts, TaxLine};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use books::Treatment;

use super::correct::Draft;
use super::corrections::Corrections;
use super::due;
use crate::DocumentError;
use crate::classify::Said;
use crate::fields;
use crate::store::Correction;

/// Enters the wanted fields and the tax table, and drops what no longer agrees with them.
pub(super) fn enter_fields(op: &Op, draft: &mut Draft, wanted: &Corrections) -> Result<Vec<Correction>, DocumentError> {
    let mut noted = Vec::new();
    let due_before = due::of(&draft.facts);
    for (name, entered) in &wanted.fields {
        let before = fields::shown(&draft.facts, name);
        fields::enter(&mut draft.facts, name, entered)?;
        let after = fields::shown(&draft.facts, name);
        if before.as_ref().map(|b| &b.value) != after.as_ref().map(|a| &a.value) {
            let value = |shown: &Option<fields::Shown>| shown.as_ref().map(|s| json!(s.value));
            noted.push(note(op, name, value(&before), value(&after), before.as_ref().map(|b| b.confidence), wanted));
        }
    }
    due::follow(&mut draft.facts, due_before);
    if let Some(breakdown) = &wanted.tax_breakdown {
        let before = draft.facts.tax_breakdown.as_ref().map(|b| b.value.clone()).unwrap_or_default();
        let breakdown = with_categories(breakdown, &before)?;
        draft.facts.tax_breakdown = Some(road::facts::Field::certain(breakdown.clone()));
        let before = (!before.is_empty()).then(|| json!(before));
        noted.push(note(op, "tax_breakdown", before, Some(json!(breakdown)), None, wanted));
    } else {
        drop_stale_breakdown(&mut draft.facts);
    }
    recheck(&mut draft.facts);
    Ok(noted)
}

/// Whether the document must be classified anew: a new issuer or recipient may be another party with other accounts.
pub(super) fn asks_to_classify(noted: &[Correction], wanted: &Corrections) -> bool {
    let matters = |field: &str| {
        matches!(field, "kind" | "vendor" | "vendor_tax_id" | "vendor_iban" | "customer" | "customer_tax_id")
    };
    noted.iter().any(|n| matters(&n.field)) || wanted.party.is_some() || wanted.direction.is_some()
}

pub(super) fn note_said(
    op: &Op,
    before: &Classification,
    said: &Said,
    wanted: &Corrections,
    noted: &mut Vec<Correction>,
) {
    if let Some(party) = said.party.as_ref().filter(|_| wanted.party.is_some()) {
        let before = before.party.as_ref().map(|p| json!(p.name));
        noted.push(note(op, "party", before, Some(json!(party.name)), None, wanted));
    }
    if let Some(direction) = wanted.direction {
        noted.push(note(op, "direction", Some(json!(before.direction)), Some(json!(direction)), None, wanted));
    }
}

/// Rows of the tax table without a category keep the one that stood on the row of their rate; an empty one takes it away.
fn with_categories(wanted: &[TaxLine], before: &[TaxLine]) -> Result<Vec<TaxLine>, DocumentError> {
    let refuse = |category: &str| DocumentError::BadCorrection {
        field: "tax_breakdown".to_owned(),
        reason: format!("`{category}` is not a category of UNTDID 5305 such as S, AE, K or E"),
    };
    let row = |line: &TaxLine| {
        let of_rate = || before.iter().find(|b| b.rate == line.rate).and_then(|b| b.category.clone());
        let category = match &line.category {
            None => of_rate(),
            Some(none) if none.is_empty() => None,
            Some(category) => {
                Treatment::from_category(category).ok_or_else(|| refuse(category))?;
                Some(category.clone())
            }
        };
        Ok(TaxLine { category, ..line.clone() })
    };
    wanted.iter().map(row).collect()
}

/// What a person chose earlier stays chosen when another field is corrected.
pub(super) fn keep_choices(earlier: &[String], before: Classification, now: &mut Classification) {
    for field in earlier {
        match field.as_str() {
            "account" => (now.account, now.items) = (before.account.clone(), before.items.clone()),
            "tax_code" => now.tax.clone_from(&before.tax),
            "paid_from" => now.settled.clone_from(&before.settled),
            _ => {}
        }
    }
}

pub(super) fn note(
    op: &Op,
    field: &str,
    before: Option<Value>,
    after: Option<Value>,
    confidence: Option<f32>,
    wanted: &Corrections,
) -> Correction {
    Correction {
        id: op.new_id(),
        at: op.now(),
        person: op.actor.person(),
        by_name: op.actor.name(),
        field: field.to_owned(),
        before,
        after,
        confidence,
        reason: wanted.reason.clone(),
    }
}

/// A tax summary that no longer adds up to the corrected figures would contradict the person.
fn drop_stale_breakdown(facts: &mut Facts) {
    let Some(breakdown) = &facts.tax_breakdown else { return };
    let sum = |of: fn(&TaxLine) -> Decimal| breakdown.value.iter().map(of).sum::<Decimal>();
    let fits =
        |field: &Option<road::facts::Field<Decimal>>, sum: Decimal| field.as_ref().is_none_or(|f| f.value == sum);
    if !fits(&facts.tax, sum(|l| l.tax)) || !fits(&facts.subtotal, sum(|l| l.base)) {
        facts.tax_breakdown = None;
    }
}

/// The checks of the engine speak of the values it read; those that a person's figures settle are made again.
fn recheck(facts: &mut Facts) {
    facts.checks.retain(|c| !matches!(c.name.as_str(), "sum" | "tax_rate" | "due_after_issue"));
}
