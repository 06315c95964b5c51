use std::collections::BTreeMap;

use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::TaxError;

/// Whether item amounts are without or with tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Net: tax comes on top.
    Net,
    /// Gross: the tax is inside and the gross amount is fixed.
    Gross,
}

/// Over what tax is rounded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every line for itself.
    PerLine,
    /// The sum of each rate: the rule of EN 16931 (BR-CO-17).
    PerRate,
    /// The whole document; the residue goes to the rates by largest remainder.
    PerDocument,
}

/// Whether lines enter the sums as they are or rounded to the minor unit first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineAmounts {
    /// With all their decimals.
    Exact,
    /// Rounded first, as EN 16931 prints them.
    Rounded,
}

/// How tax is calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Net or gross amounts.
    pub basis: Basis,
    /// What is rounded once.
    pub scope: Scope,
    /// Exact or rounded lines.
    pub lines: LineAmounts,
    /// The rounding mode.
    pub rounding: Rounding,
}

impl Method {
    /// The rule of EN 16931: net lines rounded, tax once per rate, commercial rounding.
    pub const EN16931: Self = Self {
        basis: Basis::Net,
        scope: Scope::PerRate,
        lines: LineAmounts::Rounded,
        rounding: Rounding::HalfAwayFromZero,
    };
}

/// An item to be taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxItem {
    /// Net or gross amount in major units, with any number of decimals.
    pub amount: Decimal,
    /// Rate in per cent.
    pub rate: Decimal,
}

/// All items of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxGroup {
    /// Rate in per cent.
    pub rate: Decimal,
    /// Net amount.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
}

/// The share of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxedLine {
    /// Net amount.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
}

/// INVARIANT: `net + tax = gross`; groups and lines each sum to the totals; with [`Basis::Gross`] the gross amount is
/// exactly what was given, rounded to the minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxResult {
    /// Total without tax.
    pub net: Amount,
    /// Total tax.
    pub tax: Amount,
    /// Total with tax.
    pub gross: Amount,
    /// By rate, lowest first.
    pub groups: Vec<TaxGroup>,
    /// By item, in the order given.
    pub lines: Vec<TaxedLine>,
}

/// Calculates the tax of a document.
pub fn calculate(items: &[TaxItem], currency: Currency, method: Method) -> Result<TaxResult, TaxError> {
    if items.is_empty() {
        return Err(TaxError::NoItems);
    }
    if let Some(bad) = items.iter().find(|i| i.rate.is_sign_negative() || i.rate > Decimal::ONE_HUNDRED) {
        return Err(TaxError::BadRate(bad.rate));
    }
    let exact: Vec<Exact> = items.iter().map(|i| Exact::of(*i, currency, method)).collect::<Result<_, _>>()?;
    let mut groups: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        groups.entry(item.rate.normalize()).or_default().push(index);
    }
    let members: Vec<Vec<usize>> = groups.values().cloned().collect();
    let sums: Vec<Exact> = members.iter().map(|m| Exact::sum(m.iter().map(|i| exact[*i]))).collect::<Result<_, _>>()?;
    let mut lines = vec![TaxedLine { net: Amount::zero(currency), tax: Amount::zero(currency) }; items.len()];
    let parts = match method.scope {
        Scope::PerLine => {
            for (line, exact) in lines.iter_mut().zip(&exact) {
                *line = exact.rounded(currency, method)?;
            }
            sum_members(&members, &lines, currency)?
        }
        Scope::PerRate => sums.iter().map(|s| s.rounded(currency, method)).collect::<Result<_, _>>()?,
        Scope::PerDocument => {
            let whole = Exact::sum(sums.iter().copied())?.rounded(currency, method)?;
            spread_lines(whole, &sums, currency, method)?
        }
    };
    if method.scope != Scope::PerLine {
        for (member, part) in members.iter().zip(&parts) {
            let of_member: Vec<Exact> = member.iter().map(|i| exact[*i]).collect();
            for (i, share) in member.iter().zip(spread_lines(*part, &of_member, currency, method)?) {
                lines[*i] = share;
            }
        }
    }
    let groups: Vec<TaxGroup> =
        groups.keys().zip(&parts).map(|(rate, p)| TaxGroup { rate: *rate, net: p.net, tax: p.tax }).collect();
    let net = Amount::sum(currency, groups.iter().map(|g| g.net))?;
    let tax = Amount::sum(currency, groups.iter().map(|g| g.tax))?;
    Ok(TaxResult { net, tax, gross: net.checked_add(tax)?, groups, lines })
}

/// A figure before rounding; which of the three is fixed depends on the basis.
#[derive(Clone, Copy)]
struct Exact {
    given: Decimal,
    tax: Decimal,
}

impl Exact {
    fn of(item: TaxItem, currency: Currency, method: Method) -> Result<Self, TaxError> {
        let given = match method.lines {
            LineAmounts::Exact => item.amount,
            LineAmounts::Rounded => Amount::from_decimal(item.amount, currency, method.rounding)?.to_decimal(),
        };
        let share = match method.basis {
            Basis::Net => item.rate / Decimal::ONE_HUNDRED,
            Basis::Gross => item.rate / (Decimal::ONE_HUNDRED + item.rate),
        };
        let tax = match method.basis {
            Basis::Net => given.checked_mul(share),
            // multiplied before dividing: 7/107 has no end in decimals
            Basis::Gross => given.checked_mul(item.rate).and_then(|t| t.checked_div(Decimal::ONE_HUNDRED + item.rate)),
        };
        Ok(Self { given, tax: tax.ok_or(MoneyError::Overflow)? })
    }

    fn sum(parts: impl IntoIterator<Item = Self>) -> Result<Self, TaxError> {
        let zero = Self { given: Decimal::ZERO, tax: Decimal::ZERO };
        let add =
            |a: Self, b: Self| Some(Self { given: a.given.checked_add(b.given)?, tax: a.tax.checked_add(b.tax)? });
        Ok(parts.into_iter().try_fold(zero, add).ok_or(MoneyError::Overflow)?)
    }

    fn rounded(self, currency: Currency, method: Method) -> Result<TaxedLine, TaxError> {
        let given = Amount::from_decimal(self.given, currency, method.rounding)?;
        let tax = Amount::from_decimal(self.tax, currency, method.rounding)?;
        let net = match method.basis {
            Basis::Net => given,
            Basis::Gross => given.checked_sub(tax)?,
        };
        Ok(TaxedLine { net, tax })
    }
}

fn sum_members(members: &[Vec<usize>], lines: &[TaxedLine], currency: Currency) -> Result<Vec<TaxedLine>, TaxError> {
    let sum = |m: &Vec<usize>| {
        Ok(TaxedLine {
            net: Amount::sum(currency, m.iter().map(|i| lines[*i].net))?,
            tax: Amount::sum(currency, m.iter().map(|i| lines[*i].tax))?,
        })
    };
    members.iter().map(sum).collect()
}

/// Spreads a rounded whole over its parts: what was given and the tax each by largest remainder, the net follows.
fn spread_lines(
    whole: TaxedLine,
    parts: &[Exact],
    currency: Currency,
    method: Method,
) -> Result<Vec<TaxedLine>, TaxError> {
    let gross = method.basis == Basis::Gross;
    let given = if gross { whole.net.checked_add(whole.tax)? } else { whole.net };
    let givens = spread(given, &parts.iter().map(|p| p.given).collect::<Vec<_>>(), currency, method.rounding)?;
    let taxes = spread(whole.tax, &parts.iter().map(|p| p.tax).collect::<Vec<_>>(), currency, method.rounding)?;
    givens
        .into_iter()
        .zip(taxes)
        .map(|(given, tax)| Ok(TaxedLine { net: if gross { given.checked_sub(tax)? } else { given }, tax }))
        .collect()
}

/// Rounds exact parts of either sign so that they sum to `whole`: the units missing go to the parts whose own rounding
/// erred most in that direction, the earlier one first.
pub fn spread(
    whole: Amount,
    exact: &[Decimal],
    currency: Currency,
    rounding: Rounding,
) -> Result<Vec<Amount>, MoneyError> {
    let mut parts: Vec<Amount> =
        exact.iter().map(|e| Amount::from_decimal(*e, currency, rounding)).collect::<Result<_, _>>()?;
    let missing = whole.checked_sub(Amount::sum(currency, parts.iter().copied())?)?;
    if missing.is_zero() || parts.is_empty() {
        return Ok(parts);
    }
    let direction = Decimal::from(missing.minor().signum());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse((exact[*i] - parts[*i].to_decimal()) * direction), *i));
    let unit = Amount::new(missing.minor().signum(), currency);
    let rounds = usize::try_from(missing.minor().unsigned_abs()).map_err(|_| MoneyError::Overflow)?;
    for i in order.iter().cycle().take(rounds) {
        parts[*i] = parts[*i].checked_add(unit)?;
    }
    Ok(parts)
}
