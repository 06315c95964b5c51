//! What an outgoing invoice adds up to: the amounts of its lines and the totals by BR-CO-10 to BR-CO-17.
//!
//! VAT is worked out once for each category and rate, on the sum of what has them, and rounded half away from zero
//! (art. 226 of Directive 2006/112/EC asks for the tax of each rate; EN 16931-1 for the sum before the rounding).
//!
//! INVARIANT: sums are exact; what is rounded is the product of quantity and price of a line, and the tax of a group.

mod stated;

use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::Decimal;

use super::{AllowanceCharge, AmountError, Line, Outgoing, Vat, VatCategory};

/// BG-22 and BG-23: the totals of an invoice, in its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// BT-106: the sum of the lines.
    pub lines: Amount,
    /// BT-107: the sum of the allowances on the document.
    pub allowances: Amount,
    /// BT-108: the sum of the charges on the document.
    pub charges: Amount,
    /// BT-109: the total without VAT.
    pub net: Amount,
    /// BT-110: the VAT.
    pub tax: Amount,
    /// BT-112: the total with VAT.
    pub gross: Amount,
    /// BT-113: what is paid already.
    pub prepaid: Amount,
    /// BT-114: what rounding adds.
    pub rounding: Amount,
    /// BT-115: what is left to pay.
    pub due: Amount,
    /// BG-23: the VAT by category and rate, in the order in which they first appear.
    pub breakdown: Vec<TaxGroup>,
}

/// BG-23: what has one VAT category at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxGroup {
    /// BT-118.
    pub category: VatCategory,
    /// BT-119: in per cent.
    pub rate: Decimal,
    /// BT-116: what is taxed.
    pub base: Amount,
    /// BT-117: the tax.
    pub tax: Amount,
}

/// The totals of an invoice: those worked out, or those it states if they add up.
///
/// # Errors
/// [`AmountError`] for the first amount that is in another currency, too large, too fine for two decimals, or stated
/// and not what the others make.
pub fn totals(outgoing: &Outgoing) -> Result<Totals, AmountError> {
    let amounts = line_amounts(outgoing)?;
    let computed = compute(outgoing, &amounts)?;
    beside(outgoing)?;
    match &outgoing.stated {
        Some(stated) => stated::verified(outgoing, stated, computed),
        None => Ok(computed),
    }
}

/// Looks at the amounts that are part of no total.
fn beside(outgoing: &Outgoing) -> Result<(), AmountError> {
    let own = |amount: Amount, place: &str| {
        in_currency(amount, outgoing.currency, place)?;
        two_decimals(amount, place).map(drop)
    };
    if let Some(tax) = outgoing.accounting_tax {
        two_decimals(tax, "accounting_tax")?;
    }
    for (index, discount) in outgoing.terms.discounts.iter().enumerate() {
        discount.base.map_or(Ok(()), |base| own(base, &format!("terms.discounts[{index}].base")))?;
    }
    let Some(italy) = &outgoing.italy else { return Ok(()) };
    italy.stamp_duty.map_or(Ok(()), |duty| own(duty, "italy.stamp_duty"))?;
    for (index, withholding) in italy.withholdings.iter().enumerate() {
        own(withholding.amount, &format!("italy.withholdings[{index}].amount"))?;
    }
    let capital = italy.rea.as_ref().and_then(|rea| rea.capital);
    capital.map_or(Ok(()), |capital| two_decimals(capital, "italy.rea.capital").map(drop))
}

/// The net amount of each line (BT-131): quantity times price, with its charges and without its allowances; or what the
/// line states, if it is within two minor units of that, as Peppol allows (R120).
///
/// # Errors
/// As [`totals`].
pub fn line_amounts(outgoing: &Outgoing) -> Result<Vec<Amount>, AmountError> {
    let lines = outgoing.lines.iter().enumerate();
    lines.map(|(index, line)| line_amount(line, outgoing.currency, &format!("lines[{index}]"))).collect()
}

/// How far a stated amount may be from the one that a price or percentage makes, in minor units (Peppol's R040, R120).
const SLACK: i64 = 2;

fn line_amount(line: &Line, currency: Currency, place: &str) -> Result<Amount, AmountError> {
    if line.price.base_quantity <= Decimal::ZERO {
        return Err(AmountError::BaseQuantity { place: format!("{place}.price.base_quantity") });
    }
    let large = |_: MoneyError| AmountError::TooLarge { place: place.to_owned() };
    let product = line.quantity.checked_mul(line.price.net).and_then(|p| p.checked_div(line.price.base_quantity));
    let product = product.ok_or(MoneyError::Overflow).map_err(large)?;
    let product = Amount::from_decimal(product, currency, Rounding::HalfAwayFromZero).map_err(large)?;
    let charges = sum(currency, &line.charges, &format!("{place}.charges"))?;
    let allowances = sum(currency, &line.allowances, &format!("{place}.allowances"))?;
    let expected = product.checked_add(charges).and_then(|net| net.checked_sub(allowances)).map_err(large)?;
    let Some(stated) = line.net else { return two_decimals(expected, place) };
    let place = format!("{place}.net");
    in_currency(stated, currency, &place)?;
    let difference = stated.checked_sub(expected).and_then(Amount::checked_abs).map_err(large)?;
    if difference.minor() > SLACK {
        return Err(AmountError::Line { place, stated, expected });
    }
    two_decimals(stated, &place)
}

/// The sum of allowances or charges, each of them looked at.
fn sum<'a>(
    currency: Currency,
    items: impl IntoIterator<Item = &'a AllowanceCharge>,
    place: &str,
) -> Result<Amount, AmountError> {
    let mut total = Amount::zero(currency);
    for (index, item) in items.into_iter().enumerate() {
        let place = format!("{place}[{index}]");
        in_currency(item.amount, currency, &place)?;
        two_decimals(item.amount, &place)?;
        if let Some(share) = item.share {
            in_currency(share.base, currency, &place)?;
            two_decimals(share.base, &place)?;
            let expected = share.base.checked_mul(share.percent / Decimal::ONE_HUNDRED, Rounding::HalfAwayFromZero);
            let expected = expected.map_err(|_| AmountError::TooLarge { place: place.clone() })?;
            let difference = expected.checked_sub(item.amount).and_then(Amount::checked_abs);
            if difference.map_or(true, |difference| difference.minor() > SLACK) {
                return Err(AmountError::Share { place, stated: item.amount, expected });
            }
        }
        total = total.checked_add(item.amount).map_err(|_| AmountError::TooLarge { place })?;
    }
    Ok(total)
}

fn compute(outgoing: &Outgoing, amounts: &[Amount]) -> Result<Totals, AmountError> {
    let currency = outgoing.currency;
    let allowances = sum(currency, outgoing.allowances.iter().map(|item| &item.item), "allowances")?;
    let charges = sum(currency, outgoing.charges.iter().map(|item| &item.item), "charges")?;
    let prepaid = optional(outgoing.prepaid, currency, "prepaid")?;
    let rounding = optional(outgoing.rounding, currency, "rounding")?;
    let breakdown = breakdown(outgoing, amounts)?;
    let large = |_: MoneyError| AmountError::TooLarge { place: "totals".to_owned() };
    let lines = Amount::sum(currency, amounts.iter().copied()).map_err(large)?;
    let net = lines.checked_sub(allowances).and_then(|sum| sum.checked_add(charges)).map_err(large)?;
    let tax = Amount::sum(currency, breakdown.iter().map(|group| group.tax)).map_err(large)?;
    let gross = net.checked_add(tax).map_err(large)?;
    let due = gross.checked_sub(prepaid).and_then(|rest| rest.checked_add(rounding)).map_err(large)?;
    Ok(Totals { lines, allowances, charges, net, tax, gross, prepaid, rounding, due, breakdown })
}

fn optional(amount: Option<Amount>, currency: Currency, place: &str) -> Result<Amount, AmountError> {
    let amount = amount.unwrap_or(Amount::zero(currency));
    in_currency(amount, currency, place)?;
    two_decimals(amount, place)
}

/// The groups of the VAT breakdown with their tax.
fn breakdown(outgoing: &Outgoing, amounts: &[Amount]) -> Result<Vec<TaxGroup>, AmountError> {
    let mut groups: Vec<TaxGroup> = Vec::new();
    let zero = Amount::zero(outgoing.currency);
    let large = |_: MoneyError| AmountError::TooLarge { place: "totals.breakdown".to_owned() };
    let mut add = |vat: &Vat, amount: Amount| -> Result<(), AmountError> {
        let (category, rate) = (vat.category, rate(vat));
        let found = groups.iter().position(|group| group.category == category && group.rate == rate);
        let place = found.unwrap_or(groups.len());
        if found.is_none() {
            groups.push(TaxGroup { category, rate, base: zero, tax: zero });
        }
        let group = &mut groups[place];
        group.base = group.base.checked_add(amount).map_err(large)?;
        Ok(())
    };
    for (line, amount) in outgoing.lines.iter().zip(amounts) {
        add(&line.vat, *amount)?;
    }
    for item in &outgoing.allowances {
        add(&item.vat, item.item.amount.checked_neg().map_err(large)?)?;
    }
    for item in &outgoing.charges {
        add(&item.vat, item.item.amount)?;
    }
    for group in &mut groups {
        let factor = group.rate / Decimal::ONE_HUNDRED;
        let tax = group.base.checked_mul(factor, Rounding::HalfAwayFromZero).map_err(large)?;
        group.tax = two_decimals(tax, "totals.breakdown")?;
    }
    Ok(groups)
}

/// The rate that counts: categories without VAT have none, whatever stands beside them.
pub(super) fn rate(vat: &Vat) -> Decimal {
    if vat.category == VatCategory::Standard { vat.rate } else { Decimal::ZERO }
}

fn in_currency(amount: Amount, currency: Currency, place: &str) -> Result<(), AmountError> {
    if amount.currency() == currency {
        return Ok(());
    }
    Err(AmountError::Currency { place: place.to_owned(), amount, currency })
}

/// Amounts of EN 16931 have two decimals at most (BR-DEC), also where the currency has three.
fn two_decimals(amount: Amount, place: &str) -> Result<Amount, AmountError> {
    if amount.to_decimal().normalize().scale() <= 2 {
        return Ok(amount);
    }
    Err(AmountError::TooFine { place: place.to_owned(), amount })
}
