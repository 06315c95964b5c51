//! What a line means for tax returns, settled when it is posted.

use books::{AccountRole, EntryKind, Line, TaxCode, TaxFact, TaxKind, TaxPart, Treatment};
use jiff::civil::Date;
use money::Amount;

use crate::rules::Frame;
use crate::{LedgerError, NewEntry, Source};

/// A tax fact with nothing left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SettledTax {
    pub code: String,
    pub version: i32,
    pub part: TaxPart,
    pub side: TaxKind,
    pub treatment: Treatment,
    /// Of a tax line: minor units of the base currency, with the sign of the line.
    pub base: Option<i64>,
    pub point: Date,
}

/// Fills in what whoever made the line left out: the version in force on the tax point, its treatment, the side by the
/// account, the net amount by the lines of the same code. A reversal repeats the facts of what it undoes, the discount of
/// a settlement those of what it takes back a share of, and a sale may name the version of the code: a credit note gives
/// tax back as it was charged, though the rate has changed since.
pub(crate) fn settle(
    frame: &Frame,
    new: &NewEntry,
    number: usize,
    line: &Line,
    fact: &TaxFact,
) -> Result<SettledTax, LedgerError> {
    let point = fact.point.unwrap_or(new.entry.header().date);
    let repeats = match new.source {
        Source::Reversal(_) => true,
        Source::Sale(_) => fact.version.is_some(),
        _ => new.entry.header().kind == EntryKind::Settlement,
    };
    let code = version_of(frame, number, fact, point, repeats)?;
    let role = frame.accounts.get(&line.account).and_then(|account| account.role);
    Ok(SettledTax {
        code: code.code.clone(),
        version: code.version,
        part: fact.part,
        side: fact.side.unwrap_or_else(|| side_of(code, fact.part, role)),
        treatment: fact.treatment.filter(|_| repeats).unwrap_or(code.treatment),
        base: if fact.part == TaxPart::Base { None } else { Some(base_of(new, line, fact)?) },
        point,
    })
}

fn version_of<'a>(
    frame: &'a Frame,
    number: usize,
    fact: &TaxFact,
    point: Date,
    repeats: bool,
) -> Result<&'a TaxCode, LedgerError> {
    let unknown = || LedgerError::UnknownTaxCode { line: number, code: fact.code.clone() };
    let versions = frame.tax_codes.get(&fact.code).ok_or_else(unknown)?;
    let asked = versions.iter().filter(|v| fact.version.is_none_or(|wanted| wanted == v.version));
    let found = asked.clone().filter(|v| repeats || v.in_force(point)).max_by_key(|v| v.version);
    found.ok_or_else(|| LedgerError::TaxCodeNotInForce { line: number, code: fact.code.clone(), day: point })
}

/// A tax line belongs to the side its account says, so that the two legs of a reverse charge differ; everything else to
/// the side its code is for.
fn side_of(code: &TaxCode, part: TaxPart, role: Option<AccountRole>) -> TaxKind {
    match (part, role) {
        (TaxPart::Tax, Some(AccountRole::InputTax)) => TaxKind::Input,
        (TaxPart::Tax, Some(AccountRole::OutputTax)) => TaxKind::Output,
        _ => code.kind,
    }
}

/// The net amount the tax was computed from: given, or the base lines of the same code, on the side of the line.
fn base_of(new: &NewEntry, line: &Line, fact: &TaxFact) -> Result<i64, LedgerError> {
    if let Some(given) = fact.base {
        return Ok(given.minor());
    }
    let is_base = |l: &&Line| l.tax.as_ref().is_some_and(|t| t.part == TaxPart::Base && t.code == fact.code);
    let lines = new.entry.lines().iter().filter(is_base).map(|l| l.base);
    let sum = Amount::sum(new.entry.base(), lines).map_err(books::EntryError::from)?;
    Ok(sum.minor().abs() * line.base.minor().signum())
}
