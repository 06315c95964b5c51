//! Candidates that are sums of printed figures: of the tax summary, of taxes by rate, of net and tax.

use rust_decimal::Decimal;

use super::{Evidence, contained};
use crate::roles::{Candidate, Candidates, Role};
use crate::scene::Scene;

/// The sums of the tax summary are candidates too, if they are printed somewhere.
pub(super) fn with_sums(scene: &Scene, candidates: &Candidates, evidence: &Evidence) -> Candidates {
    let mut all = candidates.clone();
    for (role, sum, places) in [
        (Role::Net, evidence.summary_base, &evidence.base_places),
        (Role::Tax, evidence.summary_tax, &evidence.tax_places),
    ] {
        let Some(sum) = sum else { continue };
        let list = all.entry(role).or_default();
        let known = list.iter_mut().find(|c| c.value.abs() == sum);
        let place = scene.amounts.iter().rposition(|a| a.is_money() && a.value.abs() == sum);
        match (known, place) {
            (Some(known), _) => known.score = (known.score + 0.1).max(0.6),
            (None, Some(at)) => list.push(sum_of(scene.amounts[at].value, 0.55, vec![at], "sum of the tax summary")),
            (None, None) if places.len() > 1 => {
                list.push(sum_of(sum, 0.5, places.clone(), "the rows of the tax summary"))
            }
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
    let contained = contained::in_brackets(scene);
    let sum: Decimal = contained.iter().map(|i| scene.amounts[*i].value).sum();
    let list = all.entry(Role::Tax).or_default();
    if !contained.is_empty() && !list.iter().any(|c| c.value.abs() == sum.abs() && c.score >= 0.7) {
        list.retain(|c| c.value.abs() != sum.abs());
        list.push(sum_of(sum, 0.72, contained, "contained tax"));
    }
    central_and_state(scene, all.entry(Role::Tax).or_default());
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

/// "CGST 9 % 192.86" over "SGST 9 % 192.86": the central and the state half of one tax are of the same amount.
fn central_and_state(scene: &Scene, taxes: &mut Vec<Candidate>) {
    let half = |line: usize, name: &str| -> Option<usize> {
        let named = crate::text::folded_words(&scene.layout.lines[line].text).iter().any(|w| w.starts_with(name));
        let mut money = scene.amounts_on(line).iter().enumerate().filter(|(_, a)| a.is_money());
        let first = scene.amounts.partition_point(|a| a.span.line < line);
        let (at, _) = money.next()?;
        (named && money.next().is_none() && !scene.item_heads.contains(&line)).then_some(first + at)
    };
    let lines = scene.layout.lines.len();
    let pair = (0..lines).find_map(|line| {
        let central = half(line, "cgst")?;
        let state = (line + 1..(line + 4).min(lines)).find_map(|l| half(l, "sgst").or_else(|| half(l, "utgst")))?;
        (scene.amounts[central].value == scene.amounts[state].value).then_some(vec![central, state])
    });
    if let Some(parts) = pair {
        let value = scene.amounts[parts[0]].value;
        taxes.retain(|c| c.value != value);
        if !taxes.iter().any(|c| c.value == value + value) {
            taxes.push(sum_of(value + value, 0.85, parts, "central and state tax"));
        }
    }
}

/// Two amounts of tax without their rates are one tax if together they close net and gross.
fn two_taxes(all: &mut Candidates) {
    let of = |role: Role, least: f32| -> Vec<Candidate> {
        all.get(&role).into_iter().flatten().filter(|c| c.score >= least).cloned().collect()
    };
    let (taxes, nets, totals) = (of(Role::Tax, 0.45), of(Role::Net, 0.3), of(Role::Gross, 0.5));
    let mut sums = Vec::new();
    for (i, a) in taxes.iter().enumerate() {
        // Central and state tax are of the same amount; a value printed twice is two taxes only if that closes.
        let twice = (a.count >= 2).then_some(a);
        for b in taxes[i + 1..].iter().chain(twice) {
            let sum = a.value + b.value;
            let closes = nets
                .iter()
                .any(|n| totals.iter().any(|g| n.value + sum == g.value && n.value != b.value && !sum.is_zero()));
            if closes && !a.value.is_zero() && !b.value.is_zero() && !taxes.iter().any(|t| t.value == sum) {
                sums.push(sum_of(
                    sum,
                    a.score.min(b.score),
                    [a.amounts.clone(), b.amounts.clone()].concat(),
                    "two taxes",
                ));
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
