//! Cross-checks of the facts against each other, with the figures in plain words.

use road::facts::{Check, Facts};
use rust_decimal::Decimal;

use crate::decode::{Closing, Decoded};
use crate::tax_id::{self, Verdict};
use crate::{iban, scene::Scene};

/// Makes every check that the facts allow.
pub fn run(scene: &Scene, facts: &Facts, decoded: &Decoded) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(sum(decoded));
    checks.extend(tax_rate(facts));
    checks.extend(due_after_issue(facts));
    if let Some(account) = &facts.vendor_iban {
        let holds = iban::is_valid(&account.value);
        let detail =
            format!("{}: the check digits modulo 97 are {}", account.value, if holds { "right" } else { "wrong" });
        checks.push(Check { name: "iban".into(), holds, detail });
    }
    if let Some(number) = &facts.vendor_tax_id {
        checks.extend(tax_number(&number.value));
    }
    checks.extend(line_sum(facts, scene));
    checks
}

/// Printed net + tax = gross. Derived figures prove nothing and are not checked.
fn sum(d: &Decoded) -> Option<Check> {
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
    Some(Check { name: "sum".into(), holds, detail })
}

/// Base × rate = tax for each row, to a cent.
fn tax_rate(facts: &Facts) -> Option<Check> {
    let rows = &facts.tax_breakdown.as_ref()?.value;
    let wrong = rows.iter().find(|r| (r.base * r.rate / Decimal::ONE_HUNDRED - r.tax).abs() > Decimal::new(2, 2));
    let detail = match wrong {
        Some(r) => format!(
            "{} % of {} is {}, but the tax is {}",
            r.rate,
            r.base,
            (r.base * r.rate / Decimal::ONE_HUNDRED).round_dp(2),
            r.tax
        ),
        None => rows.iter().map(|r| format!("{} % of {} = {}", r.rate, r.base, r.tax)).collect::<Vec<_>>().join(", "),
    };
    Some(Check { name: "tax_rate".into(), holds: wrong.is_none(), detail })
}

fn due_after_issue(facts: &Facts) -> Option<Check> {
    let (issue, due) = (facts.date.as_ref()?.value, facts.due_date.as_ref()?.value);
    let holds = due >= issue;
    let detail = format!("issued {issue}, due {due}");
    Some(Check { name: "due_after_issue".into(), holds, detail })
}

fn tax_number(number: &str) -> Option<Check> {
    let holds = match tax_id::verdict(number) {
        Verdict::Valid => true,
        Verdict::WrongDigits => false,
        Verdict::NoRule => return None,
    };
    let detail = format!("{number}: the check digits are {}", if holds { "right" } else { "wrong" });
    Some(Check { name: "tax_id".into(), holds, detail })
}

/// The items make up the net or the gross total.
fn line_sum(facts: &Facts, scene: &Scene) -> Option<Check> {
    if facts.lines.is_empty() {
        return None;
    }
    let sum: Decimal = facts.lines.iter().map(|l| l.amount).sum::<Decimal>().abs();
    let totals: Vec<Decimal> = [&facts.subtotal, &facts.total].into_iter().flatten().map(|f| f.value).collect();
    // A printed subtotal of the items that is neither net nor gross (before discounts) proves them too.
    let printed = scene.amounts.iter().any(|a| {
        a.is_money() && a.value.abs() == sum && scene.line_has(a.span.line, &[crate::labels::Concept::Subtotal])
    });
    let holds = totals.contains(&sum) || printed;
    let compared: Vec<String> = totals.iter().map(ToString::to_string).collect();
    let detail = format!("{} items make {sum}; net and total are {}", facts.lines.len(), compared.join(" and "));
    Some(Check { name: "line_sum".into(), holds, detail })
}
