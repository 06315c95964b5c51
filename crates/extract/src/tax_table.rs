//! The tax summary: rows in which a rate, a base and a tax belong together, proven by arithmetic.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::labels::Concept as C;
use crate::scene::Scene;
use crate::tokens::Amount;

/// Rates of value added tax and sales tax that are or were in force somewhere, in tenths of a per cent; a number without
/// a per cent sign counts as a rate only if it is one of them.
const KNOWN_RATES: &[i64] = &[
    0, 10, 20, 21, 25, 26, 30, 37, 38, 40, 48, 50, 55, 60, 65, 70, 75, 77, 80, 81, 85, 90, 95, 100, 105, 110, 120, 125,
    130, 135, 140, 145, 150, 160, 170, 180, 190, 195, 200, 205, 210, 220, 230, 240, 250, 255, 270, 280,
];

/// Sums of money on one line beyond which it is no row of a summary.
const CELLS_MOST: usize = 16;

/// A row of the tax summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Per cent.
    pub rate: Decimal,
    /// Net amount: index into the scene's amounts.
    pub base: usize,
    /// Tax: index into the scene's amounts.
    pub tax: usize,
    /// Index of the line of the tax.
    pub line: usize,
    /// Whether labels around it speak of tax.
    pub labelled: bool,
}

/// A cent is lost at each rounding; summaries round a row once, and gross-price tills twice.
fn proves(rate: Decimal, base: Decimal, tax: Decimal) -> bool {
    let expected = base * rate / Decimal::ONE_HUNDRED;
    (expected - tax).abs() <= Decimal::new(15, 3)
}

/// All rows in which rate × base = tax.
pub fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: HashSet<(usize, usize)> = HashSet::new();
    for line in (0..scene.layout.lines.len()).filter(|l| !scene.item_lines.contains(l)) {
        let money: Vec<usize> = money_near(scene, line);
        if !(2..=CELLS_MOST).contains(&money.len()) {
            continue;
        }
        let rates = rates_near(scene, line);
        if let Some(row) = best_row(scene, line, &rates, &money)
            && known.insert((row.base, row.tax))
        {
            rows.push(row);
        }
    }
    rows
}

fn index_of(scene: &Scene, amount: &Amount) -> usize {
    scene.amounts.partition_point(|a| (a.span.line, a.span.bytes.start) < (amount.span.line, amount.span.bytes.start))
}

/// Sums of money on a line, and on the next one if it is printed at the same height.
fn money_near(scene: &Scene, line: usize) -> Vec<usize> {
    let on =
        |l: usize| scene.amounts_on(l).iter().filter(|a| a.is_money() && a.decimals <= 3).map(|a| index_of(scene, a));
    let mut money: Vec<usize> = on(line).collect();
    if money.len() == 1 {
        let here = scene.layout.rect(&scene.amounts[money[0]].span);
        for other in [line.wrapping_sub(1), line + 1] {
            if other < scene.layout.lines.len() && scene.page_of(other) == scene.page_of(line) {
                money.extend(on(other).filter(|i| {
                    let there = scene.layout.rect(&scene.amounts[*i].span);
                    (here.y1.min(there.y1) - here.y0.max(there.y0)) > 0.4 * here.height()
                }));
            }
        }
    }
    money
}

/// Rates on a line; numbers without a per cent sign after those with one. A row may be broken over two lines.
fn rates_near(scene: &Scene, line: usize) -> Vec<Decimal> {
    let mut rates: Vec<Decimal> = Vec::new();
    let here = scene.amounts_on(line);
    rates.extend(here.iter().filter(|a| a.percent).map(|a| a.value));
    rates.extend(
        here.iter()
            .filter(|a| !a.percent && !a.is_money() || a.decimals <= 2)
            .filter(|a| is_known(a.value))
            .map(|a| a.value),
    );
    for other in [line.wrapping_sub(1), line + 1] {
        if rates.is_empty() && other < scene.layout.lines.len() && scene.page_of(other) == scene.page_of(line) {
            rates.extend(scene.amounts_on(other).iter().filter(|a| a.percent).map(|a| a.value));
        }
    }
    rates.dedup();
    rates
}

/// Whether a rate is or was in force somewhere.
pub fn is_known(rate: Decimal) -> bool {
    (rate * Decimal::TEN).normalize().scale() == 0
        && (rate * Decimal::TEN).to_i64().is_some_and(|r| KNOWN_RATES.contains(&r))
}

/// The one known rate at which a net amount bears a tax; `None` if several or none do.
pub fn rate_between(net: Decimal, tax: Decimal) -> Option<Decimal> {
    if tax.is_zero() {
        return Some(Decimal::ZERO);
    }
    let half_a_cent = Decimal::new(5, 3);
    let fits = |rate: &Decimal| (net * rate / Decimal::ONE_HUNDRED - tax).abs() <= half_a_cent;
    let mut found = KNOWN_RATES.iter().map(|r| Decimal::new(*r, 1)).filter(fits);
    let first = found.next()?;
    found.next().is_none().then(|| first.normalize())
}

/// The pair of amounts that proves a rate; of several, the one whose gross is printed on the line too, then the larger.
fn best_row(scene: &Scene, line: usize, rates: &[Decimal], money: &[usize]) -> Option<Row> {
    let value = |i: usize| scene.amounts[i].value;
    let labelled = labelled(scene, line);
    let mut best: Option<(u8, Decimal, Row)> = None;
    for rate in rates.iter().filter(|r| **r >= Decimal::ZERO && **r < Decimal::from(40)) {
        for &base in money {
            crate::work::steps(money.len());
            for &tax in money.iter().filter(|t| **t != base) {
                let (b, t) = (value(base), value(tax));
                let zero = rate.is_zero() || b.is_zero();
                let plausible =
                    proves(*rate, b, t) && (zero && labelled && t.is_zero() && base < tax || !zero && !t.is_zero());
                if !plausible || (b < Decimal::ZERO) != (t < Decimal::ZERO) && !t.is_zero() {
                    continue;
                }
                let gross = money.iter().any(|g| *g != base && *g != tax && value(*g) == b + t);
                let in_order = base < tax;
                let rank = u8::from(gross) * 2 + u8::from(in_order);
                let better = best.as_ref().is_none_or(|(r, size, _)| (rank, b.abs()) > (*r, *size));
                if better {
                    let line = scene.amounts[tax].span.line;
                    best = Some((rank, b.abs(), Row { rate: *rate, base, tax, line, labelled }));
                }
            }
        }
    }
    best.map(|(_, _, row)| row)
}

/// Whether the line, or the heading over it, speaks of tax.
fn labelled(scene: &Scene, line: usize) -> bool {
    const TAX: [C; 3] = [C::Tax, C::TaxTotal, C::TaxBase];
    if scene.line_has(line, &TAX) {
        return true;
    }
    let page = scene.page_of(line);
    let near = (0..line).rev().take_while(|l| scene.page_of(*l) == page).take(6);
    let head = near.into_iter().find(|l| {
        scene.line_has(*l, &[C::TaxTotal, C::TaxBase])
            || (scene.line_has(*l, &[C::Tax]) && scene.labels_on(*l).len() >= 2)
    });
    head.is_some_and(|l| !scene.item_heads.contains(&l))
}

/// The rows that make up the summary: those with labels, each rate and base once, none an item line.
pub fn summary(scene: &Scene, rows: &[Row]) -> Vec<Row> {
    let value = |i: usize| scene.amounts[i].value;
    let mut kept: Vec<Row> = Vec::new();
    let mut known: HashSet<(Decimal, Decimal)> = HashSet::new();
    for row in rows.iter().filter(|r| r.labelled) {
        if known.insert((row.rate, value(row.base))) {
            kept.push(row.clone());
        }
    }
    // A row over all rates ("total") or a repetition per page would count twice.
    if kept.len() > 1 {
        let whole: Vec<Decimal> = kept.iter().map(|r| value(r.tax)).collect();
        let sum: Decimal = whole.iter().sum();
        kept.retain(|r| value(r.tax).is_zero() || value(r.tax) * Decimal::TWO != sum);
    }
    kept
}
