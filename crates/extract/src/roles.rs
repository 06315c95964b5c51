//! What each printed amount could be: net, tax, gross, paid, due, with a score from the labels around it.
//!
//! The scores say how strongly the labels speak for a role; which amounts go together is decided in [`crate::decode`].

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::labels::Concept as C;
use crate::relate::{self, Side, Tie};
use crate::scene::Scene;

/// What an amount may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Sum before tax.
    Net,
    /// All tax.
    Tax,
    /// Sum after tax.
    Gross,
    /// Paid before.
    Prepaid,
    /// Still to pay.
    Due,
    /// Rounding to the smallest coin.
    Rounding,
    /// Added to the net sum.
    Charge,
    /// Taken off.
    Discount,
    /// Handed over at the till.
    Tendered,
    /// Handed back.
    Change,
    /// Tax kept back by the buyer.
    Withheld,
}

/// A value a role may have, with its best place.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The value, signed as printed.
    pub value: Decimal,
    /// How strongly the labels speak for the role.
    pub score: f32,
    /// Indices into the scene's amounts: the place that speaks strongest, or all parts of a sum.
    pub amounts: Vec<usize>,
    /// The label that speaks for it, as printed.
    pub label: String,
    /// How often the value is printed in the document.
    pub count: usize,
}

/// The candidates of each role, best first.
pub type Candidates = BTreeMap<Role, Vec<Candidate>>;

/// How strongly a label of a concept speaks for a role.
fn strength(concept: C, role: Role, receipt: bool) -> f32 {
    match (concept, role) {
        (C::Gross, Role::Gross) => 0.95,
        (C::Total, Role::Gross) => 0.72,
        (C::Subtotal, Role::Gross) if receipt => 0.4,
        (C::Subtotal, Role::Gross) => 0.15,
        (C::Net, Role::Gross) if receipt => 0.5,
        (C::Due, Role::Gross) => 0.6,
        (C::Net, Role::Net) => 0.95,
        (C::Subtotal, Role::Net) => 0.7,
        (C::Total, Role::Net) => 0.3,
        (C::TaxBase, Role::Net) => 0.4,
        (C::TaxTotal, Role::Tax) => 0.95,
        (C::Tax, Role::Tax) => 0.75,
        (C::Due, Role::Due) => 0.95,
        (C::Gross, Role::Due) => 0.1,
        (C::Prepaid, Role::Prepaid) => 0.85,
        (C::Rounding, Role::Rounding)
        | (C::Charge, Role::Charge)
        | (C::Discount, Role::Discount)
        | (C::Tendered, Role::Tendered)
        | (C::Change, Role::Change)
        | (C::Withheld, Role::Withheld) => 0.9,
        (C::Tendered, Role::Gross) if receipt => 0.22,
        _ => 0.0,
    }
}

const ROLES: [Role; 11] = [
    Role::Net,
    Role::Tax,
    Role::Gross,
    Role::Prepaid,
    Role::Due,
    Role::Rounding,
    Role::Charge,
    Role::Discount,
    Role::Tendered,
    Role::Change,
    Role::Withheld,
];

/// Labels of amounts that are something else, however close a "total" stands.
const OTHER: [C; 7] = [C::NotTotal, C::Rounding, C::Change, C::Tendered, C::Discount, C::Charge, C::Withheld];

/// Scores every amount for every role.
pub fn candidates(scene: &Scene, receipt: bool) -> Candidates {
    let mut all: Candidates = BTreeMap::new();
    let mut known = Known::new();
    let decimals = scene.locale.currency.as_ref().map_or(2, |c| c.currency.exponent());
    let largest = scene.amounts.iter().filter(|a| a.is_money()).map(|a| a.value.abs()).max();
    for (i, amount) in scene.amounts.iter().enumerate() {
        let whole = decimals == 0 && amount.decimals == 0 && !amount.inside_word && !amount.percent;
        if !(amount.is_money() && amount.decimals <= decimals.max(2) || whole) {
            continue;
        }
        let ties: Vec<Tie> = relate::ties(scene, &amount.span)
            .into_iter()
            .filter(|t| t.side != Side::Above || !heads_items(scene, t))
            .collect();
        for role in ROLES {
            let (mut score, label) = role_score(scene, &ties, role, receipt);
            if scene.item_lines.contains(&amount.span.line)
                && matches!(role, Role::Net | Role::Tax | Role::Gross | Role::Due | Role::Prepaid)
            {
                score -= 0.25;
            }
            if role == Role::Gross {
                score += standing(scene, i, largest == Some(amount.value.abs()));
            }
            if score > 0.12 {
                add(
                    &mut all,
                    &mut known,
                    role,
                    Candidate { value: amount.value, score, amounts: vec![i], label, count: 1 },
                );
            }
        }
    }
    for list in all.values_mut() {
        for candidate in list.iter_mut() {
            candidate.score += 0.04 * (candidate.count.min(4) - 1) as f32;
        }
        list.sort_by(|a, b| b.score.total_cmp(&a.score));
        list.truncate(10);
    }
    all
}

/// Headings of the item table say nothing about totals, except far below it.
fn heads_items(scene: &Scene, tie: &Tie) -> bool {
    scene.item_heads.contains(&tie.label.line)
}

/// The strongest label for a role, weakened by closer labels that say the amount is something else.
fn role_score(scene: &Scene, ties: &[Tie], role: Role, receipt: bool) -> (f32, String) {
    let mut best = (0.0, String::new());
    for tie in ties {
        // "Due" over a column heads dates.
        if tie.side == Side::Above && tie.label.length <= 3 && tie.label.concept == C::Due {
            continue;
        }
        let longer = 0.005 * tie.label.length.min(20) as f32;
        let concept = if names_contained_tax(scene, tie) { C::Tax } else { tie.label.concept };
        let score = strength(concept, role, receipt) * tie.weight;
        if score > 0.0 && score + longer > best.0 {
            let text = scene.layout.lines[tie.label.line].text[tie.label.bytes.clone()].trim().to_owned();
            best = (score + longer, text);
        }
    }
    if matches!(role, Role::Gross | Role::Net | Role::Tax | Role::Due) {
        let own = ties
            .iter()
            .filter(|t| strength(t.label.concept, role, receipt) > 0.0)
            .map(|t| t.weight)
            .fold(0.0, f32::max);
        let other = OTHER.iter().map(|c| relate::weight(ties, *c)).fold(0.0, f32::max);
        if other > own {
            best.0 -= 0.6 * other;
        }
        let not_total = relate::weight(ties, C::NotTotal);
        best.0 -= 0.3 * not_total;
        // "Tax total 12.00": the total of a tax is no total.
        if role != Role::Tax {
            let tax = relate::weight(ties, C::TaxTotal).max(if role == Role::Gross {
                relate::weight(ties, C::Tax) * 0.6
            } else {
                0.0
            });
            if tax > own * 0.99 {
                best.0 -= 0.35 * tax;
            }
        }
    }
    best
}

/// "incl. VAT 20 %  1.25" is the tax in the total, "incl. VAT  7.50" the total.
fn names_contained_tax(scene: &Scene, tie: &Tie) -> bool {
    let line = &scene.layout.lines[tie.label.line];
    let text = crate::text::fold(line.text[tie.label.bytes.clone()].trim());
    let contained = ["inc", "ink", "iva inc", "tva inc", "of which", "dont", "waarvan", "di cui"]
        .iter()
        .any(|w| text.starts_with(w));
    let rate = scene.amounts_on(tie.label.line).iter().any(|a| {
        a.percent && a.span.bytes.start >= tie.label.bytes.end && a.span.bytes.start <= tie.label.bytes.end + 4
    });
    tie.label.concept == C::Gross && contained && rate && tie.side == Side::Left
}

/// Being far down, large in print or the largest value speaks a little for the gross total.
fn standing(scene: &Scene, index: usize, largest: bool) -> f32 {
    let amount = &scene.amounts[index];
    let lines = scene.layout.lines.len().max(1) as f32;
    let down = amount.span.line as f32 / lines;
    let height = scene.layout.rect(&amount.span).height() / scene.layout.word_height;
    let mut score = 0.05 * down + 0.08 * (height - 1.15).clamp(0.0, 1.0);
    if largest {
        score += 0.12;
    }
    if amount.currency.is_some() {
        score += 0.02;
    }
    score
}

/// Where the candidate of a role and value stands in its list.
type Known = HashMap<(Role, Decimal), usize>;

/// One candidate for each value; the strongest place is kept.
fn add(all: &mut Candidates, known: &mut Known, role: Role, candidate: Candidate) {
    let list = all.entry(role).or_default();
    let signed = matches!(role, Role::Rounding | Role::Discount | Role::Charge);
    let value = if signed { candidate.value } else { candidate.value.abs() };
    let at = *known.entry((role, value)).or_insert(list.len());
    match list.get_mut(at) {
        Some(known) => {
            known.count += 1;
            if candidate.score >= known.score {
                known.score = candidate.score;
                known.amounts = candidate.amounts;
                known.label = candidate.label;
                known.value = candidate.value;
            }
        }
        None => list.push(candidate),
    }
}
