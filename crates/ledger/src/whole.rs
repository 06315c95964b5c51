//! The entry as it stands in the books the moment it is posted, from what the posting has at hand.

use books::{AccountId, EntryId, Line, TaxFact};
use jiff::Timestamp;
use money::{Amount, Currency};

use crate::rules::{Frame, PlacedLine};
use crate::store::posting::Ready;
use crate::tax_facts::SettledTax;
use crate::{AccountRef, EntryLine, EntryNumber, EntryView, LedgerError, Source};

/// The same as reading the entry; `None` where something would have to be read for it: the number of the entry that a
/// reversal undoes, files.
pub(crate) fn of(
    frame: &Frame,
    one: &Ready<'_>,
    number: &EntryNumber,
    at: Timestamp,
) -> Result<Option<Box<EntryView>>, LedgerError> {
    let (new, header) = (one.new, one.new.entry.header());
    if matches!(new.source, Source::Reversal(_)) || !new.attachments.is_empty() {
        return Ok(None);
    }
    let lines = new.entry.lines().iter().zip(&one.placed.lines).zip(1..);
    let lines = lines.map(|((line, placed), line_no)| whole_line(frame, one, (line_no, line, placed)));
    Ok(Some(Box::new(EntryView {
        id: EntryId(one.id),
        entity: new.entity,
        number: number.clone(),
        date: header.date,
        recorded_at: at,
        kind: header.kind,
        text: header.text.clone(),
        reference: header.reference.clone().filter(|r| !r.is_empty()),
        terms: header.terms.clone().filter(|t| !t.is_empty()),
        currency: new.currency,
        total: total(new.entry.lines(), new.currency)?,
        party: header.party,
        source: new.source,
        reverses: None,
        reversed_by: None,
        posted_by: one.op.actor.name(),
        lines: lines.collect::<Result<_, _>>()?,
        attachments: Vec::new(),
    })))
}

/// The debits in the currency the entry is shown in.
fn total(lines: &[Line], currency: Currency) -> Result<Amount, LedgerError> {
    let debits = lines.iter().map(|l| l.amount).filter(|a| a.currency() == currency && !a.is_negative());
    Ok(Amount::sum(currency, debits).map_err(books::EntryError::from)?)
}

fn whole_line(
    frame: &Frame,
    one: &Ready<'_>,
    (line_no, line, placed): (usize, &Line, &PlacedLine),
) -> Result<EntryLine, LedgerError> {
    Ok(EntryLine {
        line_no,
        account: account(frame, line_no, line.account)?,
        amount: line.amount,
        base: line.base,
        rate: line.rate,
        tax: placed.tax.as_ref().map(|tax| fact(tax, line.base.currency())),
        party: line.party,
        due: line.due,
        dimensions: line.dimensions.clone(),
        memo: line.memo.clone(),
        provenance: one.new.provenance.iter().filter(|p| p.line == line_no).cloned().collect(),
    })
}

fn account(frame: &Frame, line: usize, id: AccountId) -> Result<AccountRef, LedgerError> {
    let unknown = || LedgerError::UnknownAccount { line, account: id.0 };
    let account = frame.accounts.get(&id).ok_or_else(unknown)?;
    Ok(AccountRef { id, code: account.code.clone(), name: account.name.clone() })
}

fn fact(tax: &SettledTax, base: Currency) -> TaxFact {
    TaxFact {
        code: tax.code.clone(),
        part: tax.part,
        side: Some(tax.side),
        version: Some(tax.version),
        treatment: Some(tax.treatment),
        base: tax.base.map(|minor| Amount::new(minor, base)),
        point: Some(tax.point),
    }
}
