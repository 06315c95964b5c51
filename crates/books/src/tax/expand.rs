use std::collections::BTreeMap;

use money::{Amount, Rounding};
use rust_decimal::Decimal;

use super::{Basis, LineAmounts, Method, Scope, TaxCode, TaxItem, TaxKind, TaxedLine, calculate};
use crate::{AccountId, Line, TaxError, TaxFact, TaxPart};

/// Where the tax of a business is posted; absent where the chart has no such account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaxAccounts {
    /// Deductible tax on purchases.
    pub input: Option<AccountId>,
    /// Tax owed to the authority.
    pub output: Option<AccountId>,
}

/// A line that follows from one or several that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The line to post.
    pub line: Line,
    /// The index of the (first) line it follows from.
    pub of: usize,
}

/// Writes out the tax of lines in the base currency: every line with a code becomes its base, and each code gets its
/// tax lines behind the last line that bears it. Lines without a code, and those that are tagged already, stay as they
/// are.
///
/// Tax is rounded once for each code, as on an invoice. Self-assessed tax (reverse charge, trade inside the EU) is not
/// in the amount whatever the basis says: nobody charged it; it is posted on both sides. Tax that cannot be deducted
/// is a cost of its own on the account of its line, so that the base stays the base.
///
/// INVARIANT: with [`Basis::Gross`] the lines that come from one line sum to it; what is added beyond that, or with
/// [`Basis::Net`], is tax and nothing else.
///
/// # Errors
/// [`TaxError::NoTaxAccount`] where a line would have no account to go to; the rest as [`calculate`].
pub fn expand(
    lines: &[(Line, Option<&TaxCode>)],
    basis: Basis,
    accounts: TaxAccounts,
) -> Result<Vec<Expanded>, TaxError> {
    let mut groups: BTreeMap<&str, (&TaxCode, Vec<usize>)> = BTreeMap::new();
    for (index, (line, code)) in lines.iter().enumerate() {
        if let Some(code) = code.filter(|_| line.tax.is_none()) {
            groups.entry(&code.code).or_insert((code, Vec::new())).1.push(index);
        }
    }
    let mut out: Vec<Vec<Expanded>> =
        lines.iter().enumerate().map(|(of, (line, _))| vec![Expanded { line: line.clone(), of }]).collect();
    for (code, members) in groups.values() {
        let own: Vec<&Line> = members.iter().map(|i| &lines[*i].0).collect();
        let shares = shares(&own, code, basis)?;
        for (index, share) in members.iter().zip(&shares) {
            out[*index] = base_lines(&lines[*index].0, *index, code, *share)?;
        }
        let (first, last) = (members[0], members[members.len() - 1]);
        let tax = tax_lines(own[0], code, &shares, accounts)?;
        out[last].extend(tax.into_iter().map(|line| Expanded { line, of: first }));
    }
    Ok(out.into_iter().flatten().filter(|e| !e.line.base.is_zero()).collect())
}

/// Net and tax of each line of one code.
fn shares(lines: &[&Line], code: &TaxCode, basis: Basis) -> Result<Vec<TaxedLine>, TaxError> {
    let currency = lines[0].base.currency();
    let basis = if code.treatment.is_self_assessed() { Basis::Net } else { basis };
    let method =
        Method { basis, scope: Scope::PerRate, lines: LineAmounts::Rounded, rounding: Rounding::HalfAwayFromZero };
    let items: Vec<TaxItem> =
        lines.iter().map(|line| TaxItem { amount: line.base.to_decimal(), rate: code.rate }).collect();
    Ok(calculate(&items, currency, method)?.lines)
}

/// What an item's tax is made of, with the sign of the item: deducted, part of the cost, and owed.
struct Parts {
    deducted: Amount,
    cost: Amount,
    owed: Amount,
}

impl Parts {
    fn of(code: &TaxCode, tax: Amount) -> Result<Self, TaxError> {
        let zero = Amount::zero(tax.currency());
        if code.kind == TaxKind::Output {
            return Ok(Self { deducted: zero, cost: zero, owed: tax });
        }
        let deducted = tax.checked_mul(code.recoverable / Decimal::ONE_HUNDRED, Rounding::HalfAwayFromZero)?;
        let owed = if code.treatment.is_self_assessed() { tax.checked_neg()? } else { zero };
        Ok(Self { deducted, cost: tax.checked_sub(deducted)?, owed })
    }
}

/// The base of a line and, beside it, the part of its tax that is cost.
fn base_lines(line: &Line, of: usize, code: &TaxCode, share: TaxedLine) -> Result<Vec<Expanded>, TaxError> {
    let tag = TaxFact::new(&code.code, TaxPart::Base);
    let base = Line { amount: share.net, base: share.net, tax: Some(tag), ..line.clone() };
    let cost = Parts::of(code, share.tax)?.cost;
    let cost_tag = TaxFact { base: Some(share.net), ..TaxFact::new(&code.code, TaxPart::NonDeductible) };
    let cost = Line { amount: cost, base: cost, tax: Some(cost_tag), ..line.clone() };
    Ok(vec![Expanded { line: base, of }, Expanded { line: cost, of }])
}

/// The tax of one code: on purchases what is deducted and, when self-assessed, what is owed; on sales what is owed.
fn tax_lines(like: &Line, code: &TaxCode, shares: &[TaxedLine], accounts: TaxAccounts) -> Result<Vec<Line>, TaxError> {
    let parts: Vec<Parts> = shares.iter().map(|s| Parts::of(code, s.tax)).collect::<Result<_, _>>()?;
    let currency = like.base.currency();
    let deducted = Amount::sum(currency, parts.iter().map(|p| p.deducted))?;
    let owed = Amount::sum(currency, parts.iter().map(|p| p.owed))?;
    let mut lines = Vec::new();
    for (amount, account, input) in [(deducted, accounts.input, true), (owed, accounts.output, false)] {
        if amount.is_zero() {
            continue;
        }
        let account = account.ok_or(TaxError::NoTaxAccount { input })?;
        let side = if input { TaxKind::Input } else { TaxKind::Output };
        let tag = TaxFact::new(&code.code, TaxPart::Tax).on_side(side);
        lines.push(Line { tax: Some(tag), memo: like.memo.clone(), ..Line::plain(account, amount) });
    }
    Ok(lines)
}
