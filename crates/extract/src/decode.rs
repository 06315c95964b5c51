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

mod contained;
mod evidence;
mod extras;
mod search;
mod sums;

pub use evidence::Evidence;
use search::Search;
use sums::with_sums;

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
    /// Rounding that is part of the gross total, signed.
    pub rounding: Option<Pick>,
    /// Tax that the buyer keeps back.
    pub withheld: Option<Pick>,
}

impl Decoded {
    /// The gross total less the tax that the buyer keeps back, unless that is taken off already.
    fn payable(&self) -> Option<Decimal> {
        let gross = self.gross.as_ref()?.value;
        let kept = self.withheld.as_ref().map_or(Decimal::ZERO, |w| w.value);
        Some(if extras::taken_off(self, kept) { gross } else { gross - kept })
    }
}

/// A score, what the arithmetic says, and the difference that rounding or charges explain.
type Verdict = (f32, Closing, Decimal);

/// One value of a role, or none.
type Choice<'a> = Option<&'a Candidate>;

/// Chooses the amounts.
pub fn decode(scene: &Scene, candidates: &Candidates, evidence: &Evidence) -> Decoded {
    let empty = Vec::new();
    let candidates = &with_sums(scene, candidates, evidence);
    let list = |role: Role| candidates.get(&role).unwrap_or(&empty);
    let search = Search::new(candidates, evidence);
    let mut best: Option<(f32, [Choice; 3], Verdict)> = None;
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
    let (top, [net, tax, gross], (_, closing, explained)) =
        best.unwrap_or((0.0, [None; 3], (0.0, Closing::Unchecked, Decimal::ZERO)));
    let second = by_gross.iter().filter(|(g, _)| *g != value(gross)).map(|(_, s)| *s).fold(f32::MIN, f32::max);
    let margin = if by_gross.len() > 1 { top - second } else { 1.0 };
    let negative = [gross, net, tax]
        .into_iter()
        .flatten()
        .map(|c| c.value)
        .find(|v| !v.is_zero())
        .is_some_and(|v| v < Decimal::ZERO);
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
        rounding: None,
        withheld: None,
    };
    derive(&mut decoded, evidence, scene);
    decoded.withheld = extras::withheld(&decoded, list(Role::Withheld), list(Role::Due), evidence);
    settle(&mut decoded, list(Role::Prepaid), list(Role::Due), evidence);
    decoded.rounding = extras::rounding(&decoded, list(Role::Rounding), candidates);
    decoded
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
    let reason =
        if c.label.is_empty() { "largest amount, no label".to_owned() } else { format!("beside “{}”", c.label) };
    Pick { value: c.value.abs(), amounts: c.amounts.clone(), score: c.score, reason }
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
        (Some(n), None, Some(g)) if g.value == n.value => {
            d.tax = derived(Decimal::ZERO, "derived: net and gross total are equal".into())
        }
        (None, Some(t), Some(g)) if g.value >= t.value => {
            d.net = derived(g.value - t.value, format!("derived: {} less {}", g.value, t.value))
        }
        (None, None, Some(g)) if evidence.exempt => {
            d.net = derived(g.value, "derived: no tax is charged".into());
            d.tax = derived(Decimal::ZERO, "derived: no tax is charged".into());
        }
        (Some(n), Some(t), None) => {
            d.gross = derived(n.value + t.value, format!("derived: {} plus {}", n.value, t.value))
        }
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
    let Some(gross) = d.payable() else { return };
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
                Some(v) if v > gross && !evidence.balance => -0.4,
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
