//! What the arithmetic says about one combination of net, tax and gross.

use rust_decimal::Decimal;

use super::{Choice, Closing, Evidence, value};
use crate::roles::{Candidate, Candidates, Role};

pub(super) struct Search<'a> {
    evidence: &'a Evidence,
    adjustments: Vec<Decimal>,
    roundings: Vec<Decimal>,
    withheld: Vec<Decimal>,
    cash: Vec<Decimal>,
    totals: Vec<Decimal>,
    nets: Vec<Decimal>,
    owed: Option<Decimal>,
}

impl<'a> Search<'a> {
    pub(super) fn new(candidates: &Candidates, evidence: &'a Evidence) -> Self {
        let values = |role: Role, least: f32| -> Vec<Decimal> {
            candidates
                .get(&role)
                .into_iter()
                .flatten()
                .filter(|c| c.score >= least && !c.value.is_zero())
                .map(|c| c.value)
                .collect()
        };
        let charges = values(Role::Charge, 0.5);
        let discounts: Vec<Decimal> = values(Role::Discount, 0.5).into_iter().map(|d| -d.abs()).collect();
        let mut adjustments: Vec<Decimal> = charges.iter().chain(&discounts).copied().collect();
        adjustments.truncate(6);
        let both: Decimal = adjustments.iter().sum();
        if adjustments.len() > 1 {
            adjustments.push(both);
        }
        let mut roundings = values(Role::Rounding, 0.4);
        roundings.retain(|r| r.abs() < Decimal::ONE);
        let tendered = values(Role::Tendered, 0.4);
        let change =
            candidates.get(&Role::Change).into_iter().flatten().filter(|c| c.score >= 0.4).map(|c| c.value.abs());
        let mut cash: Vec<Decimal> = Vec::new();
        for back in change {
            cash.extend(tendered.iter().map(|t| t.abs() - back));
        }
        let totals = values(Role::Gross, 0.4).into_iter().map(|v| v.abs()).collect();
        let owed = values(Role::Due, 0.6).first().map(|v| v.abs());
        let withheld = values(Role::Withheld, 0.4).into_iter().map(|v| v.abs()).collect();
        let nets = values(Role::Net, 0.5).into_iter().map(|v| v.abs()).collect();
        Self { evidence, adjustments, roundings, withheld, cash, totals, nets, owed }
    }

    /// What speaks for a gross total apart from net and tax.
    pub(super) fn gross_bonus(&self, gross: Choice) -> f32 {
        let Some(g) = value(gross) else { return -0.6 };
        let mut bonus = 0.0;
        if self.cash.contains(&g) {
            bonus += 0.5;
        } else if self.roundings.iter().any(|r| self.cash.contains(&(g + r)) || self.cash.contains(&(g - r))) {
            bonus += 0.25;
        }
        if self.evidence.line_sum == Some(g) {
            bonus += 0.2;
        }
        bonus += self.after_rounding(g);
        // More is owed than this total: it is a part, unless an older balance was carried over.
        if !self.evidence.balance && self.owed.is_some_and(|o| o > g) {
            bonus -= if self.evidence.receipt || self.evidence.ocr { 1.6 } else { 0.9 };
        }
        if g.is_zero() {
            bonus -= 0.5;
        }
        bonus
    }

    /// A plainly labelled figure must not be left out to make the rest agree: a contradiction is to be shown.
    pub(super) fn left_out(
        &self,
        net: Choice,
        tax: Choice,
        gross: Choice,
        nets: &[Candidate],
        taxes: &[Candidate],
    ) -> f32 {
        let mixed = value(tax).zip(value(gross)).is_some_and(|(t, g)| self.is_mixed(t, g));
        let strongest = |list: &[Candidate]| list.first().map_or(0.0, |c| c.score).min(1.0);
        let of = |choice: Choice, list: &[Candidate]| {
            if choice.is_none() && strongest(list) >= 0.55 { 0.8 * strongest(list) } else { 0.0 }
        };
        // A total that contains its taxes needs no net: the sum above it is before freight, or gross as well.
        let contained = tax.is_some() && value(tax) == self.evidence.contained_tax;
        if mixed || contained { 0.0 } else { of(net, nets) + of(tax, taxes) }
    }

    /// Of two totals that differ by the printed rounding, the rounded one is payable.
    fn after_rounding(&self, g: Decimal) -> f32 {
        let five = Decimal::new(5, 2);
        let is_round = |v: Decimal| (v % five).is_zero();
        let differs = |other: &Decimal| self.roundings.iter().any(|r| !r.is_zero() && (g - *other).abs() == r.abs());
        match self.totals.iter().find(|t| **t != g && differs(t)) {
            Some(other) if is_round(g) && !is_round(*other) => 1.4,
            Some(other) if is_round(*other) && !is_round(g) => -0.6,
            _ => 0.0,
        }
    }

    /// The arithmetic of net, tax and gross: a score, a verdict, and the difference that charges or rounding explain.
    pub(super) fn judge(
        &self,
        net: Option<Decimal>,
        tax: Option<Decimal>,
        gross: Option<Decimal>,
    ) -> (f32, Closing, Decimal) {
        match (net, tax, gross) {
            (Some(n), Some(t), Some(g)) => self.judge_all(n, t, g),
            (Some(n), None, Some(g)) => self.judge_implied(n, g - n, n <= g),
            (None, Some(t), Some(g)) if self.is_mixed(t, g) => (1.6, Closing::Plausible, Decimal::ZERO),
            (None, Some(t), Some(g)) => self.judge_implied(g - t, t, t * Decimal::from(3) < g),
            (Some(n), Some(t), None) => {
                (if self.evidence.rate_fits(n, t) { 0.3 } else { -0.3 }, Closing::Unchecked, Decimal::ZERO)
            }
            _ => (0.0, Closing::Unchecked, Decimal::ZERO),
        }
    }

    /// Taxed and untaxed supplies are summed up apart and together make what is owed.
    fn is_mixed(&self, t: Decimal, g: Decimal) -> bool {
        let taxed = self.nets.iter().find(|n| self.evidence.rate_fits(**n, t) && !t.is_zero());
        self.owed == Some(g) && taxed.is_some_and(|n| g > n + t && self.totals.contains(&(g - n - t)))
    }

    fn judge_all(&self, n: Decimal, t: Decimal, g: Decimal) -> (f32, Closing, Decimal) {
        let difference = g - n - t;
        let cent = Decimal::new(1, 2);
        let explained = |d: Decimal| {
            // A printed rounding, or tax kept back, is a line of the sum like any other.
            let rounding = self.roundings.iter().any(|r| (d - r).abs() <= cent || d == -*r)
                || self.withheld.iter().any(|w| (d + w).abs() <= cent);
            let adjusted = self
                .adjustments
                .iter()
                .any(|a| (d - a).abs() <= cent || self.roundings.iter().any(|r| (d - a - r).abs() <= cent));
            (rounding, adjusted)
        };
        let (mut score, closing) = if difference.is_zero() {
            (if t.is_zero() { 0.35 } else { 1.3 }, Closing::Closed)
        } else if explained(difference).0 {
            (if t.is_zero() { 0.3 } else { 1.15 }, Closing::Closed)
        } else if explained(difference).1 {
            (if t.is_zero() { 0.2 } else { 0.8 }, Closing::Closed)
        } else if n == g && self.evidence.rate_fits(g - t, t) {
            // The subtotal of a till includes the tax that is shown below it.
            return (-0.5, Closing::Contradicted, Decimal::ZERO);
        } else if difference.abs() <= Decimal::new(2, 2) {
            (0.5, Closing::Plausible)
        } else {
            return (-1.3, Closing::Contradicted, Decimal::ZERO);
        };
        score += self.rate_score(n, t);
        let explained = if closing == Closing::Closed { difference } else { Decimal::ZERO };
        (score, closing, explained)
    }

    /// One of net and tax is not printed beside the gross total and follows from it.
    fn judge_implied(&self, n: Decimal, t: Decimal, sane: bool) -> (f32, Closing, Decimal) {
        if !sane || n < Decimal::ZERO {
            return (-1.3, Closing::Contradicted, Decimal::ZERO);
        }
        if t.is_zero() {
            return (0.0, Closing::Unchecked, Decimal::ZERO);
        }
        if self.evidence.contained_tax == Some(t) {
            return (0.9, Closing::Plausible, Decimal::ZERO);
        }
        if self.evidence.rate_fits(n, t) || self.evidence.summary_tax == Some(t) {
            return (0.4 + self.rate_score(n, t), Closing::Plausible, Decimal::ZERO);
        }
        (-0.35, Closing::Unchecked, Decimal::ZERO)
    }

    fn rate_score(&self, n: Decimal, t: Decimal) -> f32 {
        let e = self.evidence;
        let mut score = 0.0;
        if !t.is_zero() && e.rate_fits(n, t) {
            score += 0.35;
        }
        if e.summary_tax == Some(t) {
            score += 0.35;
        }
        if e.summary_base == Some(n) {
            score += 0.25;
        }
        if e.line_sum == Some(n) {
            score += 0.2;
        }
        if e.rows.contains(&(n, t)) {
            score -= 0.7;
        }
        if t * Decimal::from(5) > n * Decimal::TWO {
            score -= 1.0;
        }
        score
    }
}
