//! What lists show of a document, copied from its newest results.

use money::{Amount, Rounding};
use road::facts::Facts;

use crate::store::Summary;

/// The summary with the facts in it.
pub(crate) fn with_facts(before: &Summary, facts: &Facts) -> Summary {
    let currency = facts.currency.as_ref().map(|c| c.value);
    let total_minor = currency.zip(facts.total.as_ref()).and_then(|(currency, total)| {
        Amount::from_decimal(total.value, currency, Rounding::HalfAwayFromZero).ok().map(Amount::minor)
    });
    Summary {
        kind: facts.kind.as_ref().map(|k| k.value.to_string()),
        vendor: facts.vendor.as_ref().map(|v| v.value.clone()),
        number: facts.invoice_number.as_ref().map(|n| n.value.clone()),
        dated: facts.date.as_ref().map(|d| d.value),
        total_minor,
        currency: currency.map(|c| c.code().to_owned()),
        confidence: weakest(facts),
        ..before.clone()
    }
}

/// A document is as sure as the least sure of the fields its entry rests on.
fn weakest(facts: &Facts) -> Option<f32> {
    let carrying = [
        facts.vendor.as_ref().map(|f| f.confidence),
        facts.date.as_ref().map(|f| f.confidence),
        facts.currency.as_ref().map(|f| f.confidence),
        facts.total.as_ref().map(|f| f.confidence),
        facts.tax.as_ref().map(|f| f.confidence),
    ];
    carrying.into_iter().flatten().reduce(f32::min)
}
