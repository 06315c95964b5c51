use jiff::civil::Date;
use money::{Amount, MoneyError};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::totals::SHARES;
use crate::tax::spread;

/// Splits what is to be paid by shares in per cent, the residue by largest remainder, the earlier part first.
///
/// INVARIANT: with shares that sum to a hundred the parts sum to the whole, each within one minor unit of its share.
///
/// # Errors
/// [`MoneyError`] when an amount is too large.
pub fn instalments(payable: Amount, shares: &[Decimal]) -> Result<Vec<Amount>, MoneyError> {
    let of = |share: &Decimal| payable.to_decimal().checked_mul(*share / Decimal::ONE_HUNDRED);
    let exact: Option<Vec<Decimal>> = shares.iter().map(of).collect();
    spread(payable, &exact.ok_or(MoneyError::Overflow)?, payable.currency(), SHARES)
}

/// A discount for paying early (Skonto, prompt-payment discount). It is granted with the payment: until then the
/// invoice is owed whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyDiscount {
    /// In per cent of what is to be paid.
    pub percent: Decimal,
    /// The last day on which it may be taken.
    pub until: Date,
    /// What may be taken off.
    pub amount: Amount,
    /// What is to be paid then.
    pub payable: Amount,
}

/// What may be taken off for paying by a day.
///
/// # Errors
/// [`MoneyError`] when an amount is too large.
pub fn early_discount(payable: Amount, percent: Decimal, until: Date) -> Result<EarlyDiscount, MoneyError> {
    let amount = payable.checked_mul(percent / Decimal::ONE_HUNDRED, SHARES)?;
    Ok(EarlyDiscount { percent, until, amount, payable: payable.checked_sub(amount)? })
}
