//! What a person changes in the entry itself: its day, its text, its lines.

use books::{Side, TaxFact, TaxPart};
use money::Amount;
use op::Op;
use road::Proposal;
use road::proposal::{EditedLine, LineRole};
use serde_json::json;

use super::apply::note;
use super::choose::{usable_account, usable_code};
use super::correct::Draft;
use super::corrections::{Corrections, EntryLine};
use crate::DocumentError;
use crate::business::Business;
use crate::store::Correction;

/// Takes the wanted edits over into the draft and notes what changed.
pub(super) fn edit_entry(
    op: &Op,
    business: &Business,
    draft: &mut Draft,
    wanted: &Corrections,
    noted: &mut Vec<Correction>,
) -> Result<(), DocumentError> {
    if let Some(lines) = &wanted.entry {
        lines.iter().enumerate().try_for_each(|(n, line)| usable(business, draft, n, line))?;
    }
    let edits = &mut draft.given.edits;
    if let Some(day) = wanted.posting_date.filter(|day| *day != edits.posting_date) {
        noted.push(note(op, "posting_date", Some(json!(edits.posting_date)), Some(json!(day)), None, wanted));
        edits.posting_date = day;
    }
    if let Some(text) = wanted.text.as_ref().filter(|text| **text != edits.text) {
        if text.as_ref().is_some_and(|text| text.trim().is_empty() || text.chars().count() > 2000) {
            return Err(bad("text", "say in 1 to 2000 characters what happened"));
        }
        noted.push(note(op, "text", Some(json!(edits.text)), Some(json!(text)), None, wanted));
        edits.text.clone_from(text);
    }
    let Some(lines) = &wanted.entry else { return Ok(()) };
    let proposal = draft.before.as_ref().and_then(|before| before.proposal.as_ref());
    let proposal =
        proposal.ok_or_else(|| bad("entry", "there is no proposed entry to edit: correct the fields first"))?;
    let by = format!("entered by {}", op.actor.name());
    let wanted_lines: Vec<EditedLine> =
        lines.iter().enumerate().map(|(n, line)| edited(proposal, n, line, &by)).collect::<Result<_, _>>()?;
    if wanted_lines != draft.given.edits.lines {
        let shown = |lines: &[EditedLine]| json!(lines);
        noted.push(note(op, "entry", Some(shown(&draft.given.edits.lines)), Some(shown(&wanted_lines)), None, wanted));
        draft.given.edits.lines = wanted_lines;
    }
    Ok(())
}

/// Accounts and tax codes of these books that can be used; the refusal names the line.
fn usable(business: &Business, draft: &Draft, n: usize, line: &EntryLine) -> Result<(), DocumentError> {
    let at_line = |error| match error {
        DocumentError::BadCorrection { field, reason } => bad(&format!("entry[{n}].{field}"), &reason),
        other => other,
    };
    usable_account(business, line.account).map_err(at_line)?;
    match line.tax_code.as_deref().filter(|code| !code.trim().is_empty()) {
        Some(code) => usable_code(business, draft, code).map_err(at_line),
        None => Ok(()),
    }
}

fn edited(proposal: &Proposal, n: usize, line: &EntryLine, by: &str) -> Result<EditedLine, DocumentError> {
    let field = |name: &str| format!("entry[{n}].{name}");
    let amount =
        Amount::parse(&line.amount, proposal.currency).map_err(|error| bad(&field("amount"), &error.to_string()))?;
    if amount.is_zero() {
        return Err(bad(&field("amount"), "a line has an amount: leave it out instead"));
    }
    let before = match line.line {
        Some(id) => Some(proposal.lines.get(id).ok_or_else(|| bad(&field("line_id"), "there is no such line"))?),
        None => None,
    };
    if before.is_some_and(|before| before.role.is_settlement()) {
        return Err(bad(&field("line_id"), "the counterparty's line takes up what the others add up to: leave it out"));
    }
    let usual = if proposal.kind.is_sale() { LineRole::Income } else { LineRole::Expense };
    let fact = before.and_then(|before| before.tax.as_ref());
    let code = line.tax_code.clone().filter(|code| !code.trim().is_empty());
    let same_code = before.is_some_and(|before| before.tax.as_ref().map(|tax| &tax.code) == code.as_ref());
    Ok(EditedLine {
        role: before.map_or(usual, |before| before.role),
        account: line.account,
        side: if amount.is_negative() { Side::Credit } else { Side::Debit },
        amount: amount.checked_abs().map_err(|error| bad(&field("amount"), &error.to_string()))?,
        tax: code.map(|code| fact_of(fact, code)),
        tax_rate: before.filter(|_| same_code).and_then(|before| before.tax_rate),
        memo: line.memo.clone(),
        reason: by.to_owned(),
        cites: before.map(|before| before.cites.clone()).unwrap_or_default(),
    })
}

/// The same part and side of the tax under the wanted code; a new line is the base.
fn fact_of(before: Option<&TaxFact>, code: String) -> TaxFact {
    match before {
        Some(before) if before.code == code => before.clone(),
        Some(before) => TaxFact { side: before.side, ..TaxFact::new(code, before.part) },
        None => TaxFact::new(code, TaxPart::Base),
    }
}

fn bad(field: &str, reason: &str) -> DocumentError {
    DocumentError::BadCorrection { field: field.to_owned(), reason: reason.to_owned() }
}
