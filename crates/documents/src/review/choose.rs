//! Account and tax code that a person chooses for a line of the proposal.

use books::{AccountId, TaxCode, TaxKind};
use op::Op;
use road::classification::{AccountGuess, Classification, Direction, ItemGuess, TaxGuess};
use road::proposal::LineRole;
use serde_json::json;

use super::apply::note;
use super::correct::Draft;
use super::corrections::{Corrections, LineChoice};
use crate::DocumentError;
use crate::business::Business;
use crate::store::Correction;

/// Account and tax code that a person chose for a line. Only accounts and codes of these books that can be used are taken.
pub(super) fn choose_line(
    op: &Op,
    business: &Business,
    draft: &mut Draft,
    choice: &LineChoice,
    wanted: &Corrections,
    noted: &mut Vec<Correction>,
) -> Result<(), DocumentError> {
    let lines = draft.before.as_ref().and_then(|b| b.proposal.as_ref()).map_or(&[][..], |p| &p.lines);
    let line = lines.get(choice.line);
    let by = format!("chosen by {}", op.actor.name());
    if let Some(account) = choice.account {
        usable_account(business, account)?;
        let guess = AccountGuess { account, confidence: 1.0, reason: by.clone() };
        let before = line.and_then(|l| l.account).map(|a| json!(a));
        let role = line.map_or(LineRole::Expense, |l| l.role);
        if role.is_settlement() {
            noted.push(note(op, "paid_from", before, Some(json!(account)), None, wanted));
            draft.classification.settled = Some(guess);
        } else if role.is_subject() {
            noted.push(note(op, "account", before, Some(json!(account)), None, wanted));
            let items: Vec<usize> =
                line.map(|l| l.cites.iter().filter_map(|c| item_of(&c.field)).collect()).unwrap_or_default();
            choose_account(&mut draft.classification, guess, items);
        } else {
            let reason = format!("the account of the {role} line follows from the chart: choose the tax code instead");
            return Err(DocumentError::BadCorrection { field: "account_id".to_owned(), reason });
        }
    }
    if let Some(code) = &choice.tax_code {
        usable_code(business, draft, code)?;
        let rate = line.and_then(|l| l.tax_rate);
        let before = line.and_then(|l| l.tax.as_ref()).map(|t| json!(t.code));
        noted.push(note(op, "tax_code", before, Some(json!(code)), None, wanted));
        draft.classification.tax.retain(|t| t.rate != rate);
        draft.classification.tax.push(TaxGuess { rate, code: code.clone(), reason: by, by_hand: true });
    }
    Ok(())
}

fn choose_account(classification: &mut Classification, guess: AccountGuess, items: Vec<usize>) {
    if items.is_empty() {
        classification.account = Some(guess);
        classification.items.clear();
    } else {
        classification.items.retain(|i| !items.contains(&i.item));
        classification.items.extend(items.into_iter().map(|item| ItemGuess { item, guess: guess.clone() }));
    }
}

pub(super) fn usable_account(business: &Business, id: AccountId) -> Result<(), DocumentError> {
    let refuse = |reason: String| DocumentError::BadCorrection { field: "account_id".to_owned(), reason };
    let account = business.account(id).ok_or_else(|| refuse("there is no such account in these books".to_owned()))?;
    let currency = account.currency.unwrap_or(business.entity.base_currency);
    account.refuses(currency).map_or(Ok(()), |why| Err(refuse(why)))
}

/// A code must be one of the books for this direction, and in force on the day the tax falls due.
pub(super) fn usable_code(business: &Business, draft: &Draft, code: &str) -> Result<(), DocumentError> {
    let refuse = |reason: String| DocumentError::BadCorrection { field: "tax_code".to_owned(), reason };
    let is_sale = draft.classification.direction == Direction::Sale;
    let (kind, what) = if is_sale { (TaxKind::Output, "sales") } else { (TaxKind::Input, "purchases") };
    let day = draft.facts.supply_date.as_ref().or(draft.facts.date.as_ref()).map(|d| d.value);
    // One code may have had several meanings; the version of the day counts.
    let versions: Vec<&TaxCode> = business.tax_codes.iter().filter(|c| c.code == code).collect();
    if versions.is_empty() {
        return Err(refuse(format!("there is no tax code {code} in these books")));
    }
    if versions.iter().all(|c| c.kind != kind) {
        return Err(refuse(format!("{code} is not a tax code for {what}")));
    }
    match day.filter(|d| !versions.iter().any(|c| c.in_force(*d))) {
        Some(day) => Err(refuse(format!("{code} is not in force on {day}: choose one that is"))),
        None => Ok(()),
    }
}

/// The index of the item a citation names: `lines.2`.
fn item_of(field: &str) -> Option<usize> {
    field.strip_prefix("lines.")?.parse().ok()
}
