//! Cross-checks of the facts against each other, with the figures in plain words.

use money::Currency;
use road::Arg;
use road::facts::{Check, Facts};
use rust_decimal::Decimal;

use crate::decode::{Closing, Decoded};
use crate::tax_id::{self, Verdict};
use crate::{iban, scene::Scene};

/// Makes every check that the facts allow.
pub fn run(scene: &Scene, facts: &Facts, decoded: &Decoded) -> Vec<Check> {
    let currency = facts.currency.as_ref().map(|c| c.value);
    let mut checks = Vec::new();
    checks.extend(sum(decoded, currency));
    checks.extend(tax_rate(facts, currency));
    checks.extend(due_after_issue(facts));
    if let Some(account) = &facts.vendor_iban {
        let holds = iban::is_valid(&account.value);
        let detail =
            format!("{}: the check digits modulo 97 are {}", account.value, if holds { "right" } else { "wrong" });
        checks.push(Check::new("iban", holds, detail).with("iban", Arg::text(&account.value)));
    }
    if let Some(number) = &facts.vendor_tax_id {
        checks.extend(tax_number(&number.value));
    }
    checks.extend(line_sum(facts, scene, currency));
    checks
}

/// Printed net + tax = gross. Derived figures prove nothing and are not checked.
fn sum(d: &Decoded, currency: Option<Currency>) -> Option<Check> {
    let printed = |p: &Option<crate::decode::Pick>| p.as_ref().filter(|p| !p.amounts.is_empty()).map(|p| p.value);
    let (n, t, g) = (printed(&d.net)?, printed(&d.tax)?, printed(&d.gross)?);
    let difference = g - n - t;
    let holds = difference.is_zero() || (d.closing == Closing::Closed && difference == d.explained);
    let detail = if difference.is_zero() {
        format!("net {n} + tax {t} = total {g}")
    } else if holds {
        format!("net {n} + tax {t} and {difference} of printed rounding, charges or discount = total {g}")
    } else {
        format!("net {n} + tax {t} = {}, but the total is printed as {g}", n + t)
    };
    let figure = |value| Arg::figure(value, currency);
    let check = Check::new("sum", holds, detail).with("net", figure(n)).with("tax", figure(t));
    Some(check.with("total", figure(g)).with("difference", figure(difference)))
}

/// Base × rate = tax for each row, to two cents.
fn tax_rate(facts: &Facts, currency: Option<Currency>) -> Option<Check> {
    let rows = &facts.tax_breakdown.as_ref()?.value;
    let exact = |r: &road::facts::TaxLine| r.base * r.rate / Decimal::ONE_HUNDRED;
    let wrong = rows.iter().find(|r| (exact(r) - r.tax).abs() > Decimal::new(2, 2));
    let shown = wrong.or(rows.first())?;
    let detail = match (wrong, rows.len()) {
        (Some(r), _) => {
            format!("{} % of {} is {}, but the tax is {}", r.rate, r.base, exact(r).round_dp(2), r.tax)
        }
        (None, 1) => format!("{} % of {} = {}", shown.rate, shown.base, shown.tax),
        (None, n) => format!("the tax of all {n} rates is right"),
    };
    let figure = |value| Arg::figure(value, currency);
    let check = Check::new("tax_rate", wrong.is_none(), detail).with("rate", Arg::Percent(shown.rate));
    let check = check.with("base", figure(shown.base)).with("tax", figure(shown.tax));
    let check = check.with("expected", figure(exact(shown).round_dp(2)));
    Some(check.with("rates", Arg::count(rows.len())))
}

fn due_after_issue(facts: &Facts) -> Option<Check> {
    let (issue, due) = (facts.date.as_ref()?.value, facts.due_date.as_ref()?.value);
    let check = Check::new("due_after_issue", due >= issue, format!("issued {issue}, due {due}"));
    Some(check.with("date", Arg::Date(issue)).with("due", Arg::Date(due)))
}

fn tax_number(number: &str) -> Option<Check> {
    let holds = match tax_id::verdict(number) {
        Verdict::Valid => true,
        Verdict::WrongDigits => false,
        Verdict::NoRule => return None,
    };
    let detail = format!("{number}: the check digits are {}", if holds { "right" } else { "wrong" });
    Some(Check::new("tax_id", holds, detail).with("tax_id", Arg::text(number)))
}

/// What the sum of items may be off by. EN 16931 rounds each line's net amount to the minor unit by itself (BT-131,
/// BR-DEC-23), and only then demands that they add up exactly (BR-CO-10, judged where data claims to follow the standard).
/// Paper may sum the unrounded lines, which is half a unit off for each of them at the most; more than five units are
/// never taken for rounding.
fn rounding_of(items: usize, currency: Option<Currency>) -> Decimal {
    let unit = Decimal::new(1, currency.map_or(2, |c| c.exponent()));
    let halves = Decimal::from(items.min(10)) * unit / Decimal::TWO;
    halves.max(unit)
}

/// The items make up the net or the gross total, but for the rounding of each.
fn line_sum(facts: &Facts, scene: &Scene, currency: Option<Currency>) -> Option<Check> {
    if facts.lines.is_empty() {
        return None;
    }
    let sum: Decimal = facts.lines.iter().map(|l| l.amount).sum::<Decimal>().abs();
    let totals: Vec<Decimal> = [&facts.subtotal, &facts.total].into_iter().flatten().map(|f| f.value).collect();
    // A printed subtotal of the items that is neither net nor gross (before discounts) proves them too.
    let printed = scene.amounts.iter().any(|a| {
        a.is_money() && a.value.abs() == sum && scene.line_has(a.span.line, &[crate::labels::Concept::Subtotal])
    });
    let exact = totals.contains(&sum) || printed;
    let slack = rounding_of(facts.lines.len(), currency);
    let near = totals.iter().find(|total| !exact && (sum - total.abs()).abs() <= slack);
    let items = facts.lines.len();
    let detail = match near {
        Some(total) => format!("{items} items make {sum}, which is {total} but for rounding"),
        None => {
            let compared: Vec<String> = totals.iter().map(ToString::to_string).collect();
            format!("{items} items make {sum}; net and total are {}", compared.join(" and "))
        }
    };
    let figure = |value| Arg::figure(value, currency);
    let check = Check::new("line_sum", exact || near.is_some(), detail).with("items", Arg::count(items));
    let check = check.with("sum", figure(sum));
    let named = [("net", &facts.subtotal), ("total", &facts.total)].into_iter();
    let given = named.filter_map(|(name, field)| Some((name, field.as_ref()?.value)));
    let check = given.fold(check, |check, (name, value)| check.with(name, figure(value)));
    Some(near.into_iter().fold(check, |check, total| check.with("rounding", figure(sum - total.abs()))))
}
