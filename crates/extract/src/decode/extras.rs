//! Two lines between the sum and what is paid: rounding to the smallest coin, and tax that the buyer keeps back.
//!
//! Both are taken only if the arithmetic proves them, because the words alone ("IRPF", "round") also stand elsewhere.

use rust_decimal::Decimal;

use super::{Decoded, Evidence, Pick, printed};
use crate::roles::{Candidate, Candidates, Role};

/// Whether the gross total is printed after the tax that is kept back was taken off.
pub(super) fn taken_off(d: &Decoded, kept: Decimal) -> bool {
    let sums = d.net.as_ref().zip(d.tax.as_ref()).zip(d.gross.as_ref());
    sums.is_some_and(|((n, t), g)| !kept.is_zero() && n.value + t.value - kept == g.value)
}

/// Tax kept back: it lies between net plus tax and the total, or between the total and what is due, or a printed rate
/// of the net total gives it.
pub(super) fn withheld(d: &Decoded, list: &[Candidate], due: &[Candidate], evidence: &Evidence) -> Option<Pick> {
    let gross = d.gross.as_ref()?.value;
    let owed = |v: Decimal| due.iter().any(|c| c.score >= 0.3 && c.value.abs() == gross - v);
    let net = d.net.as_ref().map(|n| n.value);
    let proof = |v: Decimal| -> Option<f32> {
        if taken_off(d, v) || owed(v) {
            return Some(0.15);
        }
        net.filter(|n| v < *n && evidence.rate_fits(*n, v)).map(|_| 0.0)
    };
    let usable = list.iter().filter(|c| c.score >= 0.4 && !c.value.is_zero() && c.value.abs() < gross);
    let found = usable.filter_map(|c| Some((proof(c.value.abs())?, c)));
    let (more, best) = found.max_by(|a, b| (a.0 + a.1.score).total_cmp(&(b.0 + b.1.score)))?;
    let pick = printed(best);
    Some(Pick { score: pick.score + more, ..pick })
}

/// Rounding as a part of the total, signed: printed signs are often lost, so the sums decide.
pub(super) fn rounding(d: &Decoded, list: &[Candidate], all: &Candidates) -> Option<Pick> {
    let gross = d.gross.as_ref()?.value;
    let values = |roles: &[Role], least: f32| -> Vec<Decimal> {
        let of = |role: &Role| all.get(role).into_iter().flatten().filter(move |c| c.score >= least);
        roles.iter().flat_map(of).map(|c| c.value.abs()).collect()
    };
    let before = values(&[Role::Gross, Role::Net], 0.3);
    let mut parts = values(&[Role::Charge], 0.5);
    parts.extend(values(&[Role::Discount], 0.5).into_iter().map(|v| -v));
    parts.push(Decimal::ZERO);
    let coin = Decimal::new(5, 2);
    let net_and_tax = d.net.as_ref().zip(d.tax.as_ref()).map(|(n, t)| n.value + t.value);
    let signed = |r: Decimal| -> Option<Decimal> {
        [r, -r].into_iter().find(|r| {
            let summed = net_and_tax.is_some_and(|sum| parts.iter().any(|p| sum + p + r == gross));
            // Of two totals the round one is after rounding; a total before it has no such part.
            let unrounded = !(gross % coin).is_zero() && ((gross - r) % coin).is_zero();
            summed || before.contains(&(gross - r)) && !unrounded
        })
    };
    let least = list.iter().filter(|c| c.score >= 0.4 && !c.value.is_zero() && c.value.abs() < Decimal::ONE);
    least.into_iter().find_map(|c| {
        // Nothing proves it, but the total is a round one, as it is after rounding.
        let round = || ((gross % coin).is_zero() && c.score >= 0.6 && c.value.abs() < coin).then_some(c.value);
        let value = signed(c.value).or_else(round)?;
        Some(Pick { value, ..printed(c) })
    })
}
