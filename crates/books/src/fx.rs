//! Exchange differences in the base currency: what settling a foreign item at another rate gains or loses.

use money::{Amount, Currency, MoneyError, Rate, Rounding, allocate};
use serde::{Deserialize, Serialize};

/// An open item or balance: its foreign amount and what the books value it at. Signed: debit positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Amount in the foreign currency.
    pub amount: Amount,
    /// Value in the base currency.
    pub base: Amount,
}

/// What a settlement does to a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The base value that leaves with the settled part.
    pub released: Amount,
    /// The base value of what is paid or received, on the other side of the position.
    pub paid: Amount,
    /// The result: positive is a gain, negative a loss.
    pub gain: Amount,
    /// What remains open.
    pub left: Position,
}

/// Values a foreign amount in the base currency, rounded once.
pub fn convert(amount: Amount, base: Currency, rate: Rate) -> Result<Amount, MoneyError> {
    if amount.currency() == base {
        return Ok(amount);
    }
    rate.convert(amount, base, Rounding::default())
}

/// Settles `part` of a position (same sign, not more than it) at the rate of the payment.
///
/// INVARIANT: when the whole amount is settled the whole base value leaves, so a foreign balance of zero has a base
/// value of zero; `gain = released − paid` seen from a debit position turned: what a receivable brings above its book
/// value is a gain, what a payable costs above it is a loss.
pub fn settle(position: Position, part: Amount, rate: Rate) -> Result<Settlement, MoneyError> {
    let base = position.base.currency();
    let paid = convert(part, base, rate)?;
    settle_for(position, part, paid)
}

/// Settles `part` of a position when the base value paid is known, from the bank's own figure.
pub fn settle_for(position: Position, part: Amount, paid: Amount) -> Result<Settlement, MoneyError> {
    let released = share(position, part)?;
    let left = Position { amount: position.amount.checked_sub(part)?, base: position.base.checked_sub(released)? };
    // a receivable (positive) that brings more is a gain; a payable (negative) whose payment is larger is a loss
    let gain = paid.checked_sub(released)?;
    Ok(Settlement { released, paid, gain, left })
}

/// What the books value the open part of an item at: its share of the base value it was booked with.
///
/// INVARIANT: however the item is settled in parts, [`released`] takes the differences of these values, so that they sum
/// to the whole and the values of all open items sum to the balance of their account.
pub fn book_value(whole: Position, open: Amount) -> Result<Amount, MoneyError> {
    share(whole, open)
}

/// The base value that leaves an item when `part` of the `open` amount is settled.
pub fn released(whole: Position, open: Amount, part: Amount) -> Result<Amount, MoneyError> {
    let before = book_value(whole, open)?;
    before.checked_sub(book_value(whole, open.checked_sub(part)?)?)
}

fn share(position: Position, part: Amount) -> Result<Amount, MoneyError> {
    if part == position.amount || position.amount.is_zero() {
        return Ok(position.base);
    }
    let product = i128::from(position.base.minor()) * i128::from(part.minor());
    let whole = i128::from(position.amount.minor());
    let (quotient, rest) = (product / whole, product % whole);
    // half away from zero, like every conversion
    let up = if rest.abs() * 2 >= whole.abs() { product.signum() * whole.signum() } else { 0 };
    let minor = i64::try_from(quotient + up).map_err(|_| MoneyError::Overflow)?;
    Ok(Amount::new(minor, position.base.currency()))
}

/// Base values of signed amounts of one currency at one rate. Where the amounts sum to zero, so do the values.
pub fn to_base(amounts: &[Amount], currency: Currency, base: Currency, rate: Rate) -> Result<Vec<Amount>, MoneyError> {
    let sum = Amount::sum(currency, amounts.iter().copied())?;
    if currency == base {
        return Ok(amounts.to_vec());
    }
    if !sum.is_zero() {
        let convert = |a: &Amount| rate.convert(*a, base, Rounding::default());
        return amounts.iter().map(convert).collect();
    }
    let mut values = vec![Amount::zero(base); amounts.len()];
    for negative in [false, true] {
        let side: Vec<usize> = (0..amounts.len()).filter(|i| amounts[*i].is_negative() == negative).collect();
        let total = Amount::sum(currency, side.iter().map(|i| amounts[*i]))?;
        if total.is_zero() {
            continue;
        }
        let total = rate.convert(total, base, Rounding::default())?;
        let weights: Vec<u64> = side.iter().map(|i| amounts[*i].minor().unsigned_abs()).collect();
        for (i, value) in side.iter().zip(allocate(total, &weights)?) {
            values[*i] = value;
        }
    }
    Ok(values)
}
