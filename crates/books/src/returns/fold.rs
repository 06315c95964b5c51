use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{BoxKind, BoxRef, BoxRounding, Circumstances, CodeBoxes, FormBox, ReturnForm};
use crate::{ReturnError, TaxKind};

/// What a line of the books means for a return. Amounts have the sign of the item: an invoice is above zero whether it
/// is one of sales or of purchases, a credit note is below.
///
/// A purchase of which the buyer owes the tax himself has two such lines: one on the side of purchases with the net
/// amount and the tax deducted, one on the side of sales with the tax owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxedLine<'a, Id> {
    /// By which the line is found again.
    pub id: Id,
    /// The tax code.
    pub code: &'a str,
    /// Its version.
    pub version: i32,
    /// The side the tax is on: deducted, or owed. A base is on the side of its code.
    pub side: TaxKind,
    /// The net amount; zero where another line tells it.
    pub base: Amount,
    /// The tax; zero where there is none.
    pub tax: Amount,
    /// Whatever else decides the box; that it is a credit note follows from the amounts too.
    pub found: Circumstances,
}

/// The figure of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxFigure<Id> {
    /// The box.
    pub id: &'static str,
    /// The sum of its lines, or what its formula makes of the exact figures of other boxes.
    pub exact: Amount,
    /// What the form shows: rounded, and computed from rounded boxes where the form computes it.
    pub declared: Amount,
    /// The lines that went into it, by their ids, each once; none in totals, whose formula names their boxes.
    pub lines: Vec<Id>,
}

/// A return filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<Id> {
    /// All boxes of the form in their order.
    pub boxes: Vec<BoxFigure<Id>>,
    /// Lines of which the form does not tell where they go, by their ids: a person must look at them.
    pub left_out: Vec<Id>,
}

impl<Id> Folded<Id> {
    /// The figure of a box.
    pub fn figure(&self, id: &str) -> Option<&BoxFigure<Id>> {
        self.boxes.iter().find(|b| b.id == id)
    }
}

/// Folds lines into the boxes of a form, with what a person entered in boxes of kind [`BoxKind::Entry`], the last figure
/// of a box counting.
///
/// INVARIANT: the order of the lines does not matter. The exact figures of the boxes of owed tax less those of deducted
/// tax are the owed less the deducted tax of all lines that were not left out; what a box declares beyond its exact
/// figure is rounding, to be posted as such.
///
/// # Errors
/// [`ReturnError::NotEntered`] for a figure in a box of another kind; [`ReturnError::Money`] when amounts are of another
/// currency or too large.
pub fn fold<Id: Copy + Ord>(
    form: &ReturnForm,
    lines: &[TaxedLine<'_, Id>],
    entered: &[(&str, Amount)],
    currency: Currency,
) -> Result<Folded<Id>, ReturnError> {
    let zero = Amount::zero(currency);
    let mut exact = vec![zero; form.boxes.len()];
    for (id, amount) in entered {
        let index = form.boxes.iter().position(|b| b.id == *id && b.kind == BoxKind::Entry);
        let index = index.ok_or_else(|| ReturnError::NotEntered { id: (*id).to_owned(), form: form.key })?;
        exact[index] = zero.checked_add(*amount)?;
    }
    let mut members: Vec<Vec<Id>> = vec![Vec::new(); form.boxes.len()];
    let mut left_out = Vec::new();
    for line in lines {
        let credit = line.found.credit || line.base.is_negative() || line.tax.is_negative();
        let row = form.boxes_of(line.code, line.version, Circumstances { credit, ..line.found });
        let Some(row) = row.filter(|row| line.tax.is_zero() || on_its_side(form, row, line.side)) else {
            left_out.push(line.id);
            continue;
        };
        for (amount, refs) in [(line.base, row.base.as_slice()), (line.tax, tax_boxes(row, line.side))] {
            for BoxRef { index, negative } in refs.iter().filter(|_| !amount.is_zero()) {
                let amount = if *negative { amount.checked_neg()? } else { amount };
                exact[*index] = exact[*index].checked_add(amount)?;
                members[*index].push(line.id);
            }
        }
    }
    let (exact, declared) = computed(form, exact, currency)?;
    let mut boxes = Vec::new();
    for (index, lines) in members.into_iter().enumerate() {
        let (id, exact, declared) = (form.boxes[index].id, exact[index], declared[index]);
        boxes.push(BoxFigure { id, exact, declared, lines: each_once(lines) });
    }
    Ok(Folded { boxes, left_out: each_once(left_out) })
}

/// Where the buyer owes the tax himself, what he deducts has boxes of its own.
fn tax_boxes(row: &CodeBoxes, side: TaxKind) -> &[BoxRef] {
    if side == TaxKind::Input && !row.deducted.is_empty() { &row.deducted } else { &row.tax }
}

/// Whether there is a box for the tax, one of deducted tax for what is deducted and one of owed tax for what is owed; a
/// credit note that has boxes of its own changes sides.
fn on_its_side(form: &ReturnForm, row: &CodeBoxes, side: TaxKind) -> bool {
    let boxes = tax_boxes(row, side);
    let fits = |r: &BoxRef| match form.boxes[r.index].kind {
        BoxKind::Owed => (side == TaxKind::Output) != r.negative,
        BoxKind::Deducted => (side == TaxKind::Input) != r.negative,
        _ => true,
    };
    !boxes.is_empty() && boxes.iter().all(fits)
}

/// Exact and declared figures, the formulas included.
fn computed(
    form: &ReturnForm,
    sums: Vec<Amount>,
    currency: Currency,
) -> Result<(Vec<Amount>, Vec<Amount>), MoneyError> {
    let mut exact = sums;
    let mut declared = form.boxes.iter().zip(&exact).map(|(b, sum)| rounded(*sum, b)).collect::<Result<Vec<_>, _>>()?;
    for index in &form.computed {
        let this = &form.boxes[*index];
        let Some(formula) = &this.formula else { continue };
        let least = |amount: Amount| {
            if this.kind == BoxKind::Excess && amount.is_negative() { Amount::zero(currency) } else { amount }
        };
        declared[*index] = rounded(least(formula.value(currency, |i| declared[i])?), this)?;
        if matches!(this.kind, BoxKind::Total | BoxKind::Excess) {
            exact[*index] = least(formula.value(currency, |i| exact[i])?);
        }
    }
    Ok((exact, declared))
}

fn rounded(amount: Amount, this: &FormBox) -> Result<Amount, MoneyError> {
    let whole = |strategy| {
        let units: Decimal = amount.to_decimal().round_dp_with_strategy(0, strategy);
        Amount::from_decimal(units, amount.currency(), Rounding::HalfAwayFromZero)
    };
    match this.rounding {
        BoxRounding::Cent => Ok(amount),
        BoxRounding::Down => whole(RoundingStrategy::ToZero),
        BoxRounding::Unit => whole(RoundingStrategy::MidpointAwayFromZero),
        BoxRounding::Favour if this.kind == BoxKind::Deducted => whole(RoundingStrategy::ToPositiveInfinity),
        BoxRounding::Favour => whole(RoundingStrategy::ToNegativeInfinity),
    }
}

fn each_once<Id: Ord>(mut ids: Vec<Id>) -> Vec<Id> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
