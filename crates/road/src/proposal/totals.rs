//! Net, tax and total of a document as amounts that add up, and the same for each tax rate.

use books::tax::jurisdictions;
use jiff::civil::Date;
use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::Decimal;

use super::{CannotPropose, Settings};
use crate::ReviewReason;
use crate::arg::Arg;
use crate::facts::{Facts, TaxLine};

/// All items of one tax rate. Signed like the totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Rate in per cent; absent when the document does not say and none fits.
    pub rate: Option<Decimal>,
    pub category: Option<String>,
    pub net: Amount,
    pub tax: Amount,
}

/// INVARIANT: `net + tax + rounding - withheld = total`, `total > 0`, and the groups sum to `net` and `tax`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Totals {
    pub net: Amount,
    pub tax: Amount,
    pub total: Amount,
    /// Printed rounding to the smallest coin.
    pub rounding: Amount,
    /// Tax kept back for the issuer.
    pub withheld: Amount,
    /// Whether the figures were printed below zero.
    pub negative: bool,
    pub groups: Vec<Group>,
    pub issues: Vec<ReviewReason>,
    pub reasons: Vec<String>,
}

/// Settles the totals, or says why they cannot be settled.
pub(super) fn settle(facts: &Facts, currency: Currency, settings: &Settings) -> Result<Totals, CannotPropose> {
    let mut notes = Notes::default();
    let figures = complete(facts, currency, settings, &mut notes)?;
    if figures.total.is_zero() {
        return Err(CannotPropose::ZeroTotal);
    }
    let negative = figures.total.is_sign_negative();
    let mut totals = amounts(figures, currency)?;
    totals.negative = negative;
    notes.issues.append(&mut totals.issues);
    (totals.issues, totals.reasons) = (notes.issues, notes.reasons);
    totals.groups = groups(facts, &mut totals, negative)?;
    Ok(totals)
}

/// What is said about the figures on the way.
#[derive(Default)]
struct Notes {
    issues: Vec<ReviewReason>,
    reasons: Vec<String>,
}

/// As printed, in major units.
#[derive(Clone, Copy, Default)]
struct Figures {
    net: Decimal,
    tax: Decimal,
    total: Decimal,
    rounding: Decimal,
    withheld: Decimal,
}

/// Completes what is printed by what follows from it. Two of net, tax and total give the third; a total alone is
/// booked without tax.
fn complete(
    facts: &Facts,
    currency: Currency,
    settings: &Settings,
    notes: &mut Notes,
) -> Result<Figures, CannotPropose> {
    let lines: &[TaxLine] = facts.tax_breakdown.as_ref().map_or(&[], |b| &b.value);
    let sum = |part: fn(&TaxLine) -> Decimal| (!lines.is_empty()).then(|| lines.iter().map(part).sum::<Decimal>());
    let net = facts.subtotal.as_ref().map(|f| f.value);
    let tax = facts.tax.as_ref().map(|f| f.value).or_else(|| sum(|l| l.tax));
    match (net, tax, total_of(facts, notes)) {
        (Some(net), Some(tax), Some(total)) => {
            let plain = Figures { net, tax, total, ..Figures::default() };
            let difference = total - net - tax;
            let unexplained = CannotPropose::UnexplainedDifference { net, tax, total, difference, currency };
            let figures = explained(facts, plain, currency).ok_or(unexplained)?;
            notes.reasons.push(format!("net {net} and tax {tax} make the total {total}"));
            Ok(figures)
        }
        (None, Some(tax), Some(total)) => {
            let net = total - tax;
            if let Some(base) = sum(|l| l.base).filter(|base| *base != net) {
                return Err(CannotPropose::UnexplainedDifference {
                    net: base,
                    tax,
                    total,
                    difference: net - base,
                    currency,
                });
            }
            notes.reasons.push(format!("net {net} is the total {total} less tax {tax}"));
            Ok(Figures { net, tax, total, ..Figures::default() })
        }
        (Some(net), None, Some(total)) => tax_between(facts, net, total, currency, settings, notes),
        (Some(net), Some(tax), None) => {
            let total = net + tax;
            let message =
                format!("the total was not found; net {net} and tax {tax} make {total}: compare it with the page");
            let reason = ReviewReason::warning("amount_derived", message).on("total");
            let figure = |value| Arg::figure(value, Some(currency));
            let reason = reason.with("net", figure(net)).with("tax", figure(tax));
            notes.issues.push(reason.with("total", figure(total)));
            Ok(Figures { net, tax, total, ..Figures::default() })
        }
        (None, None, Some(total)) => {
            let message = "no tax is printed: the whole total is booked as cost";
            notes.issues.push(ReviewReason::info("no_tax_printed", message).on("tax"));
            Ok(Figures { net: total, total, ..Figures::default() })
        }
        _ => Err(CannotPropose::NoTotal),
    }
}

/// Figures that add up, by themselves or with the rounding and the withheld tax that are printed. Only what the
/// document itself names explains a difference, and only to the cent.
fn explained(facts: &Facts, figures: Figures, currency: Currency) -> Option<Figures> {
    let difference = figures.total - figures.net - figures.tax;
    // to the next coin: two per cent of the total at most, or five minor units
    let coin = (figures.total.abs() / Decimal::from(50)).max(Decimal::new(5, currency.exponent()));
    let rounding = facts.rounding.as_ref().map_or(Decimal::ZERO, |r| r.value);
    let rounding = if rounding.abs() <= coin { rounding } else { Decimal::ZERO };
    let withheld = facts.withheld.as_ref().map_or(Decimal::ZERO, |w| w.value);
    [(Decimal::ZERO, Decimal::ZERO), (rounding, Decimal::ZERO), (Decimal::ZERO, withheld), (rounding, withheld)]
        .into_iter()
        .find(|(rounding, withheld)| difference == rounding - withheld)
        .map(|(rounding, withheld)| Figures { rounding, withheld, ..figures })
}

/// The total as printed, or what is due and what was paid before, together.
fn total_of(facts: &Facts, notes: &mut Notes) -> Option<Decimal> {
    if let Some(total) = &facts.total {
        return Some(total.value);
    }
    let due = facts.amount_due.as_ref()?.value;
    let prepaid = facts.prepaid.as_ref().map_or(Decimal::ZERO, |p| p.value);
    let message = format!("the total was not found; {due} due and {prepaid} paid before are taken for it");
    let figure = |value| Arg::figure(value, facts.currency.as_ref().map(|c| c.value));
    let reason = ReviewReason::warning("amount_derived", message).on("total");
    notes.issues.push(reason.with("due", figure(due)).with("prepaid", figure(prepaid)));
    Some(due + prepaid)
}

/// What lies between net and total is taken for tax only if a tax rate explains it to the cent; anything else (freight,
/// a deposit, a misread figure) is for a person.
fn tax_between(
    facts: &Facts,
    net: Decimal,
    total: Decimal,
    currency: Currency,
    settings: &Settings,
    notes: &mut Notes,
) -> Result<Figures, CannotPropose> {
    let tax = total - net;
    if tax.is_zero() {
        notes.reasons.push("net and total are equal: no tax".to_owned());
        return Ok(Figures { net, tax, total, ..Figures::default() });
    }
    let day = day_of(facts);
    let Some(rate) = rate_between(net, tax, currency, day, settings) else {
        return Err(CannotPropose::UnexplainedDifference { net, tax: Decimal::ZERO, total, difference: tax, currency });
    };
    let message = format!("the tax was not found; {tax} is what {rate} % of {net} makes: compare it with the page");
    let reason = ReviewReason::warning("amount_derived", message).on("tax").with("rate", Arg::Percent(rate));
    let figure = |value| Arg::figure(value, Some(currency));
    notes.issues.push(reason.with("tax", figure(tax)).with("net", figure(net)));
    Ok(Figures { net, tax, total, ..Figures::default() })
}

/// The day on which the tax falls due: that of supply, else that of issue.
pub(super) fn day_of(facts: &Facts) -> Option<Date> {
    facts.supply_date.as_ref().or(facts.date.as_ref()).map(|d| d.value)
}

/// The rate that makes this tax of this net amount: first among the entity's own, then of any country known.
pub(super) fn rate_between(
    net: Decimal,
    tax: Decimal,
    currency: Currency,
    day: Option<Date>,
    settings: &Settings,
) -> Option<Decimal> {
    let in_force = |c: &&books::TaxCode| day.is_none_or(|d| c.in_force(d));
    let own = settings.tax_codes.iter().filter(in_force).map(|c| c.rate);
    let any = jurisdictions().iter().flat_map(|j| books::tax::codes(j.code)).filter(|c| in_force(&c)).map(|c| c.rate);
    own.chain(any).filter(|r| !r.is_zero()).find(|rate| explains(*rate, net, tax, currency, 1))
}

/// Whether `rate` per cent of `net` is `tax`, give or take `slack` minor units, for documents round line by line.
pub(super) fn explains(rate: Decimal, net: Decimal, tax: Decimal, currency: Currency, slack: i64) -> bool {
    let Some(exact) = net.checked_mul(rate / Decimal::ONE_HUNDRED) else { return false };
    let unit = Decimal::new(slack, currency.exponent());
    (exact - tax).abs() <= unit
}

/// Turns the figures into amounts of a document above zero.
fn amounts(f: Figures, currency: Currency) -> Result<Totals, CannotPropose> {
    let turn = if f.total.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let amount = |value: Decimal| Amount::from_decimal(value * turn, currency, Rounding::default());
    let mut totals = Totals {
        net: amount(f.net)?,
        tax: amount(f.tax)?,
        total: amount(f.total)?,
        rounding: amount(f.rounding)?,
        withheld: amount(f.withheld)?,
        negative: false,
        groups: Vec::new(),
        issues: Vec::new(),
        reasons: Vec::new(),
    };
    let printed = [f.net, f.tax, f.rounding, f.withheld, f.total];
    if let Some(value) = printed.into_iter().find(|v| v.normalize().scale() > currency.exponent()) {
        let sum = totals.net.checked_add(totals.tax)?.checked_add(totals.rounding)?.checked_sub(totals.withheld)?;
        if sum != totals.total {
            return Err(CannotPropose::TooPrecise { value, currency });
        }
        let message = format!("{value} has more decimals than {currency} and was rounded");
        let reason = ReviewReason::warning("amount_rounded", message).on("total").with("value", Arg::Number(value));
        totals.issues.push(reason.with("currency", Arg::text(currency.code())));
    }
    Ok(totals)
}

/// The groups of the tax breakdown where it adds up, else one group for everything.
fn groups(facts: &Facts, totals: &mut Totals, negative: bool) -> Result<Vec<Group>, MoneyError> {
    let currency = totals.total.currency();
    let whole = Group { rate: None, category: None, net: totals.net, tax: totals.tax };
    let lines: &[TaxLine] = facts.tax_breakdown.as_ref().map_or(&[], |b| &b.value);
    if lines.is_empty() {
        return Ok(vec![whole]);
    }
    let turn = if negative { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let amount = |value: Decimal| Amount::from_decimal(value * turn, currency, Rounding::default());
    let mut groups: Vec<Group> = Vec::new();
    for line in lines {
        let (net, tax) = (amount(line.base)?, amount(line.tax)?);
        let same = |g: &&mut Group| g.rate == Some(line.rate.normalize()) && g.category == line.category;
        match groups.iter_mut().find(same) {
            Some(group) => {
                group.net = group.net.checked_add(net)?;
                group.tax = group.tax.checked_add(tax)?;
            }
            None => groups.push(Group { rate: Some(line.rate.normalize()), category: line.category.clone(), net, tax }),
        }
    }
    let net = Amount::sum(currency, groups.iter().map(|g| g.net))?;
    let tax = Amount::sum(currency, groups.iter().map(|g| g.tax))?;
    if (net, tax) == (totals.net, totals.tax) {
        return Ok(groups);
    }
    let message = format!(
        "the tax table adds up to net {} and tax {}, the document to {} and {}: compare both with the page",
        net.to_decimal(),
        tax.to_decimal(),
        totals.net.to_decimal(),
        totals.tax.to_decimal()
    );
    let reason = ReviewReason::warning("tax_breakdown_differs", message).on("tax_breakdown");
    let reason = reason.with("table_net", Arg::Money(net)).with("table_tax", Arg::Money(tax));
    totals.issues.push(reason.with("net", Arg::Money(totals.net)).with("tax", Arg::Money(totals.tax)));
    if let [only] = &mut groups[..] {
        return Ok(vec![Group { rate: only.rate, category: only.category.take(), ..whole }]);
    }
    Ok(vec![whole])
}
