//! Net, tax, gross, paid and due, chosen together so that the sums hold.
//!
//! Each role has candidates with a score from the labels ([`crate::roles`]). Every combination of the best is weighed:
//! label scores plus what the arithmetic says. A combination that closes outvotes a single misread line; one that does
//! not close is kept as it is printed and reported, never adjusted.
//!
//! INVARIANT: a value that is not printed is marked as derived, has no place on the page, and its reason says how it
//! was computed.

use rust_decimal::Decimal;

use crate::roles::{Candidate, Candidates, Role};
use crate::scene::Scene;
use crate::tax_table::Row;

/// A chosen value.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The value, positive on an ordinary invoice.
    pub value: Decimal,
    /// Indices into the scene's amounts; empty for a derived value.
    pub amounts: Vec<usize>,
    /// Score of its labels, 0 for a derived value.
    pub score: f32,
    /// Why, in words.
    pub reason: String,
}

/// What the arithmetic says about a combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closing {
    /// Printed figures contradict each other.
    Contradicted,
    /// Too little is printed to check.
    Unchecked,
    /// A rate times the base gives the tax, or cash less change the total.
    Plausible,
    /// Net and tax make the gross total, all printed.
    Closed,
}

/// The amounts of a document.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// Sum before tax.
    pub net: Option<Pick>,
    /// All tax.
    pub tax: Option<Pick>,
    /// Sum after tax.
    pub gross: Option<Pick>,
    /// Paid before.
    pub prepaid: Option<Pick>,
    /// Still to pay.
    pub due: Option<Pick>,
    /// What the arithmetic says.
    pub closing: Closing,
    /// How much better than the best combination with another gross total.
    pub margin: f32,
    /// The amounts are printed with a minus: a credit.
    pub negative: bool,
    /// Difference of printed net + tax and gross, explained by rounding, charges or discounts.
    pub explained: Decimal,
}

/// What the document prints besides the candidates.
pub struct Evidence {
    /// Rates printed with a per cent sign, and those of the tax summary.
    pub rates: Vec<Decimal>,
    /// Sum of the bases of the tax summary.
    pub summary_base: Option<Decimal>,
    /// Sum of the taxes of the tax summary.
    pub summary_tax: Option<Decimal>,
    /// Where the bases of the summary are printed.
    pub base_places: Vec<usize>,
    /// Where the taxes of the summary are printed.
    pub tax_places: Vec<usize>,
    /// Base and tax of each row of a summary of several rows.
    pub rows: Vec<(Decimal, Decimal)>,
    /// Sum of the items.
    pub line_sum: Option<Decimal>,
    /// The document says that no tax is charged.
    pub exempt: bool,
    /// An older balance is carried over.
    pub balance: bool,
    /// Recognised in a picture.
    pub ocr: bool,
    /// Till receipt.
    pub receipt: bool,
}

impl Evidence {
    /// Collects the rates and the sums of the tax summary.
    pub fn new(scene: &Scene, summary: &[Row], line_sum: Option<Decimal>, exempt: bool, receipt: bool) -> Self {
        let value = |i: usize| scene.amounts[i].value.abs();
        let percents = scene.amounts.iter().filter(|a| a.percent && a.value > Decimal::ZERO && a.value < Decimal::from(35));
        let mut rates: Vec<Decimal> = percents.map(|a| a.value).collect();
        rates.extend(summary.iter().map(|r| r.rate));
        rates.sort();
        rates.dedup();
        let sum = |of: fn(&Row) -> usize| (!summary.is_empty()).then(|| summary.iter().map(|r| value(of(r))).sum());
        let rows = if summary.len() > 1 { summary.iter().map(|r| (value(r.base), value(r.tax))).collect() } else { Vec::new() };
        let tax_places = summary.iter().map(|r| r.tax).collect();
        let base_places = summary.iter().map(|r| r.base).collect();
        let balance = scene.layout.lines.iter().any(|l| {
            let text = crate::text::fold(&l.text);
            ["previous balance", "balance forward", "opening balance", "vorheriger saldo", "saldovortrag", "ubertrag", "offene zahlungen", "solde precedent", "saldo anterior", "saldo precedente", "past due", "vorig saldo", "brought forward"]
                .iter()
                .any(|w| text.contains(w))
        });
        Self { ocr: scene.layout.is_ocr(), balance, base_places, tax_places, rows, rates, summary_base: sum(|r| r.base), summary_tax: sum(|r| r.tax), line_sum, exempt, receipt }
    }

    fn rate_fits(&self, net: Decimal, tax: Decimal) -> bool {
        let slack = Decimal::new(2, 2);
        self.rates.iter().any(|r| (net * r / Decimal::ONE_HUNDRED - tax).abs() <= slack)
    }
}

struct Search<'a> {
    evidence: &'a Evidence,
    adjustments: Vec<Decimal>,
    roundings: Vec<Decimal>,
    cash: Vec<Decimal>,
    totals: Vec<Decimal>,
    nets: Vec<Decimal>,
    owed: Option<Decimal>,
}

/// One value of a role, or none.
type Choice<'a> = Option<&'a Candidate>;

/// Chooses the amounts.
pub fn decode(scene: &Scene, candidates: &Candidates, evidence: &Evidence) -> Decoded {
    let empty = Vec::new();
    let candidates = &with_sums(scene, candidates, evidence);
    let list = |role: Role| candidates.get(&role).unwrap_or(&empty);
    let search = Search::new(candidates, evidence);
    let mut best: Option<(f32, [Choice; 3], (f32, Closing, Decimal))> = None;
    let mut by_gross: Vec<(Option<Decimal>, f32)> = Vec::new();
    for gross in choices(list(Role::Gross)) {
        for net in choices(list(Role::Net)) {
            for tax in choices(list(Role::Tax)) {
                let verdict = search.judge(value(net), value(tax), value(gross));
                let labels = score(gross) * 1.3 + score(net) * 0.8 + score(tax) * 0.7;
                let left_out = search.left_out(net, tax, gross, list(Role::Net), list(Role::Tax));
                let total = labels + verdict.0 + search.gross_bonus(gross) - left_out;
                let key = value(gross);
                match by_gross.iter_mut().find(|(g, _)| *g == key) {
                    Some((_, s)) => *s = s.max(total),
                    None => by_gross.push((key, total)),
                }
                if best.as_ref().is_none_or(|(s, ..)| total > *s + 1e-6) {
                    best = Some((total, [net, tax, gross], verdict));
                }
            }
        }
    }
    let (top, [net, tax, gross], (_, closing, explained)) = best.unwrap_or((0.0, [None; 3], (0.0, Closing::Unchecked, Decimal::ZERO)));
    let second = by_gross.iter().filter(|(g, _)| *g != value(gross)).map(|(_, s)| *s).fold(f32::MIN, f32::max);
    let margin = if by_gross.len() > 1 { top - second } else { 1.0 };
    let negative = [gross, net, tax].into_iter().flatten().map(|c| c.value).find(|v| !v.is_zero()).is_some_and(|v| v < Decimal::ZERO);
    let mut decoded = Decoded {
        net: net.map(printed),
        tax: tax.map(printed),
        gross: gross.map(printed),
        prepaid: None,
        due: None,
        closing,
        margin,
        negative,
        explained,
    };
    derive(&mut decoded, evidence, scene);
    settle(&mut decoded, list(Role::Prepaid), list(Role::Due), evidence);
    decoded
}

/// The sums of the tax summary are candidates too, if they are printed somewhere.
fn with_sums(scene: &Scene, candidates: &Candidates, evidence: &Evidence) -> Candidates {
    let mut all = candidates.clone();
    for (role, sum, places) in [(Role::Net, evidence.summary_base, &evidence.base_places), (Role::Tax, evidence.summary_tax, &evidence.tax_places)] {
        let Some(sum) = sum else { continue };
        let list = all.entry(role).or_default();
        let known = list.iter_mut().find(|c| c.value.abs() == sum);
        let place = scene.amounts.iter().rposition(|a| a.is_money() && a.value.abs() == sum);
        match (known, place) {
            (Some(known), _) => known.score = (known.score + 0.1).max(0.6),
            (None, Some(at)) => list.push(sum_of(scene.amounts[at].value, 0.55, vec![at], "sum of the tax summary")),
            (None, None) if places.len() > 1 => list.push(sum_of(sum, 0.5, places.clone(), "the rows of the tax summary")),
            (None, None) => {}
        }
    }
    let parts = taxes_by_rate(scene, all.get(&Role::Tax).map_or(&[], Vec::as_slice));
    if parts.len() > 1 {
        let sum: Decimal = parts.iter().map(|i| scene.amounts[*i].value).sum();
        let list = all.entry(Role::Tax).or_default();
        if !list.iter().any(|c| c.value.abs() == sum.abs()) {
            list.push(sum_of(sum, 0.6, parts, "taxes by rate"));
        }
    }
    two_taxes(&mut all);
    // "Excl. GST 28.11, GST 1.69, 29.80": the sum of net and tax stands there without a label.
    let strong = |role: Role, all: &Candidates| -> Vec<Decimal> {
        all.get(&role).into_iter().flatten().filter(|c| c.score >= 0.55).map(|c| c.value.abs()).collect()
    };
    for net in strong(Role::Net, &all) {
        for tax in strong(Role::Tax, &all).into_iter().filter(|t| !t.is_zero() && *t < net) {
            let place = scene.amounts.iter().rposition(|a| a.is_money() && a.value.abs() == net + tax);
            let list = all.entry(Role::Gross).or_default();
            if let Some(at) = place
                && !list.iter().any(|c| c.value.abs() == net + tax)
            {
                list.push(sum_of(scene.amounts[at].value, 0.4, vec![at], "net plus tax"));
            }
        }
    }
    all
}

/// Two amounts of tax without their rates are one tax if together they close net and gross.
fn two_taxes(all: &mut Candidates) {
    let of = |role: Role, least: f32| -> Vec<Candidate> { all.get(&role).into_iter().flatten().filter(|c| c.score >= least).cloned().collect() };
    let (taxes, nets, totals) = (of(Role::Tax, 0.45), of(Role::Net, 0.3), of(Role::Gross, 0.5));
    let mut sums = Vec::new();
    for (i, a) in taxes.iter().enumerate() {
        for b in &taxes[i + 1..] {
            let sum = a.value + b.value;
            let closes = nets.iter().any(|n| totals.iter().any(|g| n.value + sum == g.value && n.value != b.value && !sum.is_zero()));
            if closes && !a.value.is_zero() && !b.value.is_zero() && !taxes.iter().any(|t| t.value == sum) {
                sums.push(sum_of(sum, a.score.min(b.score), [a.amounts.clone(), b.amounts.clone()].concat(), "two taxes"));
            }
        }
    }
    all.entry(Role::Tax).or_default().extend(sums);
}

fn sum_of(value: Decimal, score: f32, amounts: Vec<usize>, label: &str) -> Candidate {
    Candidate { value, score, amounts, label: label.into(), count: 1 }
}

/// Amounts of tax that are each printed on a line with a rate of its own: "VAT 5%: 384.00", "VAT 20%: 3,687.58".
fn taxes_by_rate(scene: &Scene, taxes: &[Candidate]) -> Vec<usize> {
    let mut parts: Vec<(usize, Decimal, usize)> = Vec::new();
    for candidate in taxes.iter().filter(|c| c.score >= 0.4) {
        let at = candidate.amounts[0];
        let line = scene.amounts[at].span.line;
        let rate = scene.amounts_on(line).iter().find(|a| a.percent).map(|a| a.value);
        let money = scene.amounts_on(line).iter().filter(|a| a.is_money()).count();
        if let Some(rate) = rate
            && money == 1
            && !scene.item_lines.contains(&line)
        {
            parts.push((line, rate, at));
        }
    }
    parts.sort_unstable_by_key(|p| p.0);
    let near = parts.windows(2).all(|w| w[1].0 - w[0].0 <= 3 && w[0].1 != w[1].1);
    if near { parts.into_iter().map(|p| p.2).collect() } else { Vec::new() }
}

fn choices(list: &[Candidate]) -> impl Iterator<Item = Choice<'_>> {
    list.iter().map(Some).chain(std::iter::once(None))
}

fn value(choice: Choice) -> Option<Decimal> {
    choice.map(|c| c.value.abs())
}

fn score(choice: Choice) -> f32 {
    choice.map_or(0.0, |c| c.score)
}

fn printed(c: &Candidate) -> Pick {
    let reason = if c.label.is_empty() { "largest amount, no label".to_owned() } else { format!("beside “{}”", c.label) };
    Pick { value: c.value.abs(), amounts: c.amounts.clone(), score: c.score, reason }
}

impl<'a> Search<'a> {
    fn new(candidates: &Candidates, evidence: &'a Evidence) -> Self {
        let values = |role: Role, least: f32| -> Vec<Decimal> {
            candidates.get(&role).into_iter().flatten().filter(|c| c.score >= least && !c.value.is_zero()).map(|c| c.value).collect()
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
        let change = candidates.get(&Role::Change).into_iter().flatten().filter(|c| c.score >= 0.4).map(|c| c.value.abs());
        let mut cash: Vec<Decimal> = Vec::new();
        for back in change {
            cash.extend(tendered.iter().map(|t| t.abs() - back));
        }
        let totals = values(Role::Gross, 0.4).into_iter().map(|v| v.abs()).collect();
        let owed = values(Role::Due, 0.6).first().map(|v| v.abs());
        let nets = values(Role::Net, 0.5).into_iter().map(|v| v.abs()).collect();
        Self { evidence, adjustments, roundings, cash, totals, nets, owed }
    }

    /// What speaks for a gross total apart from net and tax.
    fn gross_bonus(&self, gross: Choice) -> f32 {
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
    fn left_out(&self, net: Choice, tax: Choice, gross: Choice, nets: &[Candidate], taxes: &[Candidate]) -> f32 {
        let mixed = value(tax).zip(value(gross)).is_some_and(|(t, g)| self.is_mixed(t, g));
        let strongest = |list: &[Candidate]| list.first().map_or(0.0, |c| c.score).min(1.0);
        let of = |choice: Choice, list: &[Candidate]| if choice.is_none() && strongest(list) >= 0.55 { 0.8 * strongest(list) } else { 0.0 };
        if mixed { 0.0 } else { of(net, nets) + of(tax, taxes) }
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
    fn judge(&self, net: Option<Decimal>, tax: Option<Decimal>, gross: Option<Decimal>) -> (f32, Closing, Decimal) {
        match (net, tax, gross) {
            (Some(n), Some(t), Some(g)) => self.judge_all(n, t, g),
            (Some(n), None, Some(g)) => self.judge_implied(n, g - n, n <= g),
            (None, Some(t), Some(g)) if self.is_mixed(t, g) => (1.6, Closing::Plausible, Decimal::ZERO),
            (None, Some(t), Some(g)) => self.judge_implied(g - t, t, t * Decimal::from(3) < g),
            (Some(n), Some(t), None) => (if self.evidence.rate_fits(n, t) { 0.3 } else { -0.3 }, Closing::Unchecked, Decimal::ZERO),
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
            let rounding = self.roundings.iter().any(|r| (d - r).abs() <= cent);
            let adjusted = self.adjustments.iter().any(|a| (d - a).abs() <= cent || self.roundings.iter().any(|r| (d - a - r).abs() <= cent));
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

/// Fills in what follows from what is printed, marked as derived.
fn derive(d: &mut Decoded, evidence: &Evidence, scene: &Scene) {
    let derived = |value: Decimal, reason: String| Some(Pick { value, amounts: Vec::new(), score: 0.0, reason });
    if d.tax.is_none()
        && let Some(sum) = evidence.summary_tax
        && (d.net.is_none() || d.gross.as_ref().zip(d.net.as_ref()).is_none_or(|(g, n)| g.value - n.value == sum))
    {
        let place = scene.amounts.iter().position(|a| a.is_money() && a.value.abs() == sum);
        let amounts = place.map_or_else(|| evidence.tax_places.clone(), |p| vec![p]);
        d.tax = Some(Pick { value: sum, amounts, score: 0.5, reason: "sum of the tax by rate".into() });
    }
    match (&d.net, &d.tax, &d.gross) {
        (Some(n), None, Some(g)) if g.value > n.value && has_tax(scene, evidence) => {
            d.tax = derived(g.value - n.value, format!("derived: {} less {}", g.value, n.value));
        }
        (Some(n), None, Some(g)) if g.value == n.value => d.tax = derived(Decimal::ZERO, "derived: net and gross total are equal".into()),
        (None, Some(t), Some(g)) if g.value >= t.value => d.net = derived(g.value - t.value, format!("derived: {} less {}", g.value, t.value)),
        (None, None, Some(g)) if evidence.exempt => {
            d.net = derived(g.value, "derived: no tax is charged".into());
            d.tax = derived(Decimal::ZERO, "derived: no tax is charged".into());
        }
        (Some(n), Some(t), None) => d.gross = derived(n.value + t.value, format!("derived: {} plus {}", n.value, t.value)),
        (Some(n), None, None) => d.gross = derived(n.value, "derived: no other total is printed".into()),
        _ => {}
    }
}

/// Whether the document speaks of tax at all.
fn has_tax(scene: &Scene, evidence: &Evidence) -> bool {
    use crate::labels::Concept as C;
    !evidence.rates.is_empty() || scene.labels.iter().any(|l| matches!(l.concept, C::Tax | C::TaxTotal))
}

/// What was paid before and what is still due, given the gross total.
fn settle(d: &mut Decoded, prepaid: &[Candidate], due: &[Candidate], evidence: &Evidence) {
    let Some(gross) = d.gross.as_ref().map(|g| g.value) else { return };
    let mut best: (f32, Choice, Choice) = (0.0, None, None);
    let usable = |c: &&Candidate| c.score >= 0.3;
    for p in prepaid.iter().filter(usable).map(Some).chain([None]) {
        for due in due.iter().filter(usable).map(Some).chain([None]) {
            let paid = value(p).unwrap_or_default();
            let mut total = 0.7 * score(p) * f32::from(u8::from(!evidence.receipt)) + score(due);
            total += match value(due) {
                Some(v) if p.is_some() && v == gross - paid => 1.0,
                Some(v) if p.is_none() && v == gross => 0.6,
                Some(_) if p.is_some() => -0.9,
                Some(v) if v > gross => -0.4,
                Some(_) => -0.1,
                None if p.is_some() && paid > gross => -1.0,
                None if p.is_some() && paid == gross => -0.4,
                None => 0.0,
            };
            if total > best.0 {
                best = (total, p, due);
            }
        }
    }
    let (_, paid, owed) = best;
    d.prepaid = paid.map(printed).filter(|p| !p.value.is_zero());
    d.due = owed.map(printed);
    if d.due.is_none() {
        let (value, reason) = match &d.prepaid {
            Some(p) if p.value <= gross => (gross - p.value, format!("derived: {gross} less {} paid", p.value)),
            _ => (gross, "derived: no payment is shown, so the whole total is due".to_owned()),
        };
        d.due = Some(Pick { value, amounts: Vec::new(), score: 0.0, reason });
    }
}
