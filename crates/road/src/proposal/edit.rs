//! What a person changes in the proposed entry itself: its day, its text, its lines. Edits are kept beside the facts
//! and applied to every proposal made from them, so that correcting another field does not undo them.

use books::fx::to_base;
use books::{AccountId, Side, TaxFact};
use jiff::civil::Date;
use money::Amount;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CannotPropose, Cite, LineRole, Proposal, ProposedLine};
use crate::ReviewReason;
use crate::arg::Arg;

/// Edits of a proposed entry. What is absent stays as proposed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Edits {
    /// The accounting date, where it is not the document's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting_date: Option<Date>,
    /// The text of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// All lines but the counterparty's; empty: as proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<EditedLine>,
}

/// A line as a person wants it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditedLine {
    /// What it is for.
    pub role: LineRole,
    /// Where it goes.
    pub account: AccountId,
    /// Its side.
    pub side: Side,
    /// Amount in the document's currency, above zero.
    pub amount: Amount,
    /// What it means for tax returns.
    pub tax: Option<TaxFact>,
    /// Tax rate in per cent the line belongs to.
    pub tax_rate: Option<Decimal>,
    /// A note for the reader of the account.
    pub memo: String,
    /// Who wanted it so.
    pub reason: String,
    /// What the line rested on before, so that the way to the page stays.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

impl Edits {
    /// The proposal with the edits in it. It balances by construction: the counterparty's line is what the others add
    /// up to, and where that is not the document's total a blocking issue says so.
    pub fn apply(&self, mut proposal: Proposal) -> Result<Proposal, CannotPropose> {
        if let Some(day) = self.posting_date {
            proposal.date = Some(day);
        }
        if self.lines.is_empty() {
            return Ok(proposal);
        }
        let currency = proposal.currency;
        let signed = |line: &EditedLine| match line.side {
            Side::Debit => Ok(line.amount),
            Side::Credit => line.amount.checked_neg(),
        };
        let amounts = self.lines.iter().map(signed).collect::<Result<Vec<_>, _>>()?;
        let rest = Amount::sum(currency, amounts)?.checked_neg()?;
        if rest.is_zero() {
            return Err(CannotPropose::ZeroTotal);
        }
        let counterparty = proposal.lines.iter().rev().find(|line| line.role.is_settlement()).cloned();
        let Some(mut counterparty) = counterparty else { return Ok(proposal) };
        note_difference(&mut proposal, &counterparty, rest);
        counterparty.side = if rest.is_negative() { Side::Credit } else { Side::Debit };
        counterparty.amount = rest.checked_abs()?;
        proposal.lines = self.lines.iter().map(EditedLine::proposed).chain([counterparty]).collect();
        value(&mut proposal)?;
        proposal.issues.retain(|issue| issue.code != "account_missing" && issue.code != "account_unclear");
        proposal.confidence = proposal.lines.iter().map(|line| line.confidence).fold(1.0, f32::min);
        Ok(proposal)
    }
}

fn note_difference(proposal: &mut Proposal, counterparty: &ProposedLine, rest: Amount) {
    if counterparty.signed() == rest.minor() {
        return;
    }
    let printed = Amount::new(counterparty.signed().abs(), proposal.currency);
    let given = Amount::new(rest.minor().abs(), proposal.currency);
    let message = format!("the lines add up to {given}, the document to {printed}: change a line, or the total");
    let reason = ReviewReason::blocking("unexplained_difference", message).on("total");
    proposal.issues.push(reason.with("lines", Arg::Money(given)).with("total", Arg::Money(printed)));
}

/// Values the lines in the base currency anew.
fn value(proposal: &mut Proposal) -> Result<(), CannotPropose> {
    let Some(rate) = proposal.rate else { return Ok(()) };
    let signed: Vec<Amount> = proposal.lines.iter().map(|line| Amount::new(line.signed(), proposal.currency)).collect();
    let values = to_base(&signed, proposal.currency, proposal.base_currency, rate)?;
    for (line, value) in proposal.lines.iter_mut().zip(values) {
        line.base = Some(value.checked_abs()?);
    }
    Ok(())
}

impl EditedLine {
    fn proposed(&self) -> ProposedLine {
        ProposedLine {
            role: self.role,
            account: Some(self.account),
            side: self.side,
            amount: self.amount,
            base: None,
            tax: self.tax.clone(),
            tax_rate: self.tax_rate,
            party: None,
            memo: self.memo.clone(),
            reason: self.reason.clone(),
            account_confidence: 1.0,
            confidence: 1.0,
            cites: self.cites.clone(),
        }
    }
}
