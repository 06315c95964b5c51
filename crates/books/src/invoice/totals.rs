use std::collections::BTreeMap;

use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::TaxError;
use crate::countries::TaxRounding;
use crate::tax::{Basis, LineAmounts, Method, Scope, TaxItem, TaxedLine, calculate};

/// A line as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// How many units; below zero for what is taken back.
    pub quantity: Decimal,
    /// Price of one unit, in major units with any number of decimals.
    pub unit_price: Decimal,
    /// Taken off the line, in per cent.
    pub discount: Decimal,
    /// Its tax code.
    pub code: Option<String>,
    /// The rate of that code in per cent.
    pub rate: Decimal,
}

impl Item {
    /// Quantity times price less discount, exactly.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn amount(&self) -> Result<Decimal, MoneyError> {
        let share = Decimal::ONE_HUNDRED - self.discount;
        let product = self.quantity.checked_mul(self.unit_price).and_then(|p| p.checked_mul(share));
        product.and_then(|p| p.checked_div(Decimal::ONE_HUNDRED)).ok_or(MoneyError::Overflow)
    }
}

/// All lines of one tax code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeTotal {
    /// The code; absent for lines without one.
    pub code: Option<String>,
    /// Its rate in per cent.
    pub rate: Decimal,
    /// Net amount.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
}

/// INVARIANT: `net + tax = gross`; lines and codes each sum to the totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// By line, in the order given.
    pub lines: Vec<TaxedLine>,
    /// By tax code, lowest rate first, then by code.
    pub codes: Vec<CodeTotal>,
    /// Without tax.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// With tax.
    pub gross: Amount,
}

/// The method of a document by the habit of its country. Lines are rounded to the minor unit first, as they are printed
/// and as EN 16931 has them (BR-CO-10): a customer who adds up the lines arrives at the net amount.
pub fn method(rounding: TaxRounding, basis: Basis) -> Method {
    Method { basis, scope: rounding.scope, lines: LineAmounts::Rounded, rounding: rounding.mode }
}

/// What the lines of a document come to. A document without lines comes to nothing.
///
/// # Errors
/// [`TaxError::BadRate`], [`TaxError::Money`] when an amount is too large.
pub fn total(items: &[Item], currency: Currency, method: Method) -> Result<Totals, TaxError> {
    Totals::of_lines(items, shares(items, currency, method)?, currency)
}

/// Net and tax of every line. Tax is rounded over the whole document, or over all lines of one code: two codes of one
/// rate are two lines of the return and are never mixed.
fn shares(items: &[Item], currency: Currency, method: Method) -> Result<Vec<TaxedLine>, TaxError> {
    let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let key = item.code.as_deref().filter(|_| method.scope != Scope::PerDocument);
        groups.entry(key).or_default().push(index);
    }
    let mut lines = vec![TaxedLine { net: Amount::zero(currency), tax: Amount::zero(currency) }; items.len()];
    for members in groups.values() {
        let taxed = members
            .iter()
            .map(|i| Ok(TaxItem { amount: items[*i].amount()?, rate: items[*i].rate }))
            .collect::<Result<Vec<_>, TaxError>>()?;
        for (index, share) in members.iter().zip(calculate(&taxed, currency, method)?.lines) {
            lines[*index] = share;
        }
    }
    Ok(lines)
}

impl Totals {
    fn of_lines(items: &[Item], lines: Vec<TaxedLine>, currency: Currency) -> Result<Self, TaxError> {
        let zero = Amount::zero(currency);
        let mut codes: BTreeMap<(Decimal, Option<&str>), (Amount, Amount)> = BTreeMap::new();
        for (item, line) in items.iter().zip(&lines) {
            let (net, tax) = codes.entry((item.rate.normalize(), item.code.as_deref())).or_insert((zero, zero));
            *net = net.checked_add(line.net)?;
            *tax = tax.checked_add(line.tax)?;
        }
        let codes: Vec<CodeTotal> = codes
            .into_iter()
            .map(|((rate, code), (net, tax))| CodeTotal { code: code.map(str::to_owned), rate, net, tax })
            .collect();
        let net = Amount::sum(currency, codes.iter().map(|c| c.net))?;
        let tax = Amount::sum(currency, codes.iter().map(|c| c.tax))?;
        Ok(Self { lines, codes, net, tax, gross: net.checked_add(tax)? })
    }
}

/// A line of a credit note and what is left of the invoice's line that it credits; `None` where it credits none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditedLine {
    /// The line of the credit note.
    pub item: Item,
    /// What earlier credit notes left of the invoice's line, when this one takes the whole rest of it.
    pub takes_rest: Option<TaxedLine>,
}

/// What a credit note comes to. A line that takes the rest of the invoice's line takes its net amount and tax as they
/// are, whatever calculating it anew would come to: a cent that the invoice's rounding put there goes back with it.
///
/// INVARIANT: credit notes that take every line whole come to exactly what the invoice came to, in every tax code.
///
/// # Errors
/// As [`total`].
pub fn credit(lines: &[CreditedLine], currency: Currency, method: Method) -> Result<Totals, TaxError> {
    let items: Vec<Item> = lines.iter().map(|line| line.item.clone()).collect();
    let mut taxed = shares(&items, currency, method)?;
    for (line, share) in lines.iter().zip(&mut taxed) {
        if let Some(rest) = line.takes_rest {
            *share = rest;
        }
    }
    Totals::of_lines(&items, taxed, currency)
}

/// Commercial rounding, for shares of a sum.
pub(super) const SHARES: Rounding = Rounding::HalfAwayFromZero;
