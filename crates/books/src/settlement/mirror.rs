//! A discount takes back its share of what the document booked, tax and reverse charge included (Directive 2006/112/EC,
//! art. 90: the taxable amount is reduced where the price is reduced after the supply).

use jiff::civil::Date;
use money::{Amount, MoneyError};

use super::{SettlementError, split};
use crate::fx::Position;
use crate::{Line, TaxPart};

/// The mirror of the lines in the proportion of `part` to their sum. The lines sum to the item turned: an invoice of 119
/// stands against income of 100 and tax of 19, both credits. Amounts and base values sum to `part` exactly: what rounding
/// leaves is spread by largest remainder over the lines of the larger side. The tax belongs to `day`.
///
/// # Errors
/// [`SettlementError::Money`] for lines that sum to nothing.
pub fn share_of(document: &[Line], part: Position, day: Date) -> Result<Vec<Line>, SettlementError> {
    let currency = part.amount.currency();
    let amounts: Vec<Amount> = document.iter().map(|line| line.amount).collect();
    let whole = Amount::sum(currency, amounts.iter().copied())?.checked_neg()?;
    if whole.is_zero() {
        return Err(MoneyError::NoWeights.into());
    }
    let base = part.base.currency();
    let values: Vec<Amount> = document.iter().map(|line| line.base).collect();
    let worth = Amount::sum(base, values.iter().copied())?.checked_neg()?;
    let amounts = scaled(&amounts, part.amount, whole)?;
    let values = if currency == base { amounts.clone() } else { scaled(&values, part.base, worth)? };
    let mut lines = Vec::with_capacity(document.len());
    for ((line, amount), value) in document.iter().zip(amounts).zip(values) {
        if amount.is_zero() && value.is_zero() {
            continue;
        }
        let mut tax = line.tax.clone();
        if let Some(fact) = &mut tax {
            fact.point = Some(day);
            let net = fact.base.filter(|_| fact.part != TaxPart::Base);
            fact.base = net.map(|net| proportion(net, part.base, worth)).transpose()?;
        }
        lines.push(Line { amount, base: value, tax, party: None, due: None, ..line.clone() });
    }
    Ok(lines)
}

/// Each weight turned and scaled by `part / whole`; the results sum to `part`.
fn scaled(weights: &[Amount], part: Amount, whole: Amount) -> Result<Vec<Amount>, MoneyError> {
    let mut parts = weights.iter().map(|w| proportion(*w, part, whole)).collect::<Result<Vec<_>, _>>()?;
    let rest = part.checked_sub(Amount::sum(part.currency(), parts.iter().copied())?)?;
    if rest.is_zero() {
        return Ok(parts);
    }
    // the lines that carry the price, not the two legs of a tax that cancel out
    let carries = |w: &Amount| w.is_negative() != whole.is_negative() && !w.is_zero();
    let carriers: Vec<usize> = (0..weights.len()).filter(|i| carries(&weights[*i])).collect();
    let shares = split(rest, &carriers.iter().map(|i| weights[*i]).collect::<Vec<_>>())?;
    for (index, share) in carriers.into_iter().zip(shares) {
        parts[index] = parts[index].checked_add(share)?;
    }
    Ok(parts)
}

/// `amount` turned, times `part / whole`, rounded half away from zero.
fn proportion(amount: Amount, part: Amount, whole: Amount) -> Result<Amount, MoneyError> {
    let product = -i128::from(amount.minor()) * i128::from(part.minor());
    let whole = i128::from(whole.minor());
    let (quotient, rest) = (product / whole, product % whole);
    let up = if rest.abs() * 2 >= whole.abs() { product.signum() * whole.signum() } else { 0 };
    let minor = i64::try_from(quotient + up).map_err(|_| MoneyError::Overflow)?;
    Ok(Amount::new(minor, amount.currency()))
}
