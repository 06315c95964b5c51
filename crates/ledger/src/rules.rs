//! Decisions about an entry, as pure functions over the frame loaded from the database.

use std::collections::{HashMap, HashSet};

use books::{Account, AccountId, FiscalCalendar, Line, Period, PeriodStatus, TaxCode};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use money::Currency;
use sha2::{Digest, Sha256};

use crate::dimensions::Known;
use crate::tax_facts::{SettledTax, settle};
use crate::{LedgerError, NewEntry, Posted, Source};

/// The journals every business starts with.
pub(crate) const JOURNALS: [(&str, &str); 4] =
    [("GEN", "General"), ("SAL", "Sales"), ("PUR", "Purchases"), ("BNK", "Bank and cash")];

/// What the books of a business say about a set of entries to be posted.
#[derive(Debug)]
pub(crate) struct Frame {
    pub base: Currency,
    pub calendar: FiscalCalendar,
    pub accounts: HashMap<AccountId, Account>,
    pub journals: HashSet<String>,
    /// The versions of the tax codes asked for.
    pub tax_codes: HashMap<String, Vec<TaxCode>>,
    /// The dimension values asked for, by the codes of dimension and value.
    pub dimensions: Known,
    pub periods: HashMap<(i32, u8), PeriodStatus>,
    /// Earlier postings under one of the keys asked for.
    pub earlier: HashMap<String, Earlier>,
}

#[derive(Debug)]
pub(crate) struct Earlier {
    pub posted: Posted,
    pub digest: Vec<u8>,
}

/// What to do with an entry.
#[derive(Debug)]
pub(crate) enum Judgement {
    /// Insert it.
    Post(Placed),
    /// The key was seen with the same request: answer with the first result.
    Repeat(Posted),
}

/// Where an entry goes and what its lines mean.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub period: Period,
    /// What reports tell apart: `o` ordinary, `a` in the adjustment period, `c` closing the year.
    pub class: i8,
    /// For each line in its order.
    pub lines: Vec<PlacedLine>,
}

/// What the books add to a line.
#[derive(Debug, Clone)]
pub(crate) struct PlacedLine {
    pub tax: Option<SettledTax>,
    pub dimension_set: Option<uuid::Uuid>,
}

/// SHA-256 of what is asked for, without the key: equal requests have equal digests.
pub(crate) fn digest(new: &NewEntry) -> [u8; 32] {
    let mut hash = Sha256::new();
    let asked = (&new.entity, &new.journal, &new.entry, &new.currency, &new.source);
    let text = serde_json::to_vec(&asked).expect("an entry is made of strings and numbers");
    hash.update(text);
    if !new.settles.is_empty() {
        hash.update(serde_json::to_vec(&new.settles).expect("settlements are made of strings and numbers"));
    }
    if let Some(day) = new.reversed_on {
        hash.update(day.to_string());
    }
    hash.finalize().into()
}

/// The period an entry belongs to, by its date alone.
pub(crate) fn period_of(calendar: FiscalCalendar, new: &NewEntry, today: Date) -> Result<Period, LedgerError> {
    let day = new.entry.header().date;
    // a year typed wrongly is the usual reason for a date outside these bounds
    let latest = today.checked_add(1.year()).unwrap_or(today);
    if day < date(1950, 1, 1) || day > latest {
        return Err(LedgerError::DateOutOfRange(day));
    }
    let period = calendar.period_of(day)?;
    if !new.entry.header().kind.ends_year() {
        return Ok(period);
    }
    let adjustment = calendar.period(period.year, 13)?;
    if adjustment.contains(day) { Ok(adjustment) } else { Err(LedgerError::NotAdjustmentDay(day)) }
}

/// Whether and where the entry may be posted.
pub(crate) fn judge(frame: &Frame, new: &NewEntry, digest: &[u8; 32], today: Date) -> Result<Judgement, LedgerError> {
    if let Some(earlier) = new.idempotency_key.as_ref().and_then(|key| frame.earlier.get(key)) {
        return repeat(new, earlier, digest);
    }
    if new.entry.base() != frame.base {
        return Err(LedgerError::WrongBase { found: new.entry.base(), base: frame.base });
    }
    if !frame.journals.contains(&new.journal) {
        return Err(LedgerError::UnknownJournal(new.journal.clone()));
    }
    let lines = new.entry.lines().iter().zip(1..).map(|(line, number)| place_line(frame, new, number, line));
    let lines = lines.collect::<Result<_, _>>()?;
    let period = period_of(frame.calendar, new, today)?;
    match frame.periods.get(&(period.year, period.number)) {
        Some(PeriodStatus::Open) => Ok(Judgement::Post(Placed { period, class: class_of(new, period), lines })),
        Some(status) => {
            Err(LedgerError::PeriodClosed { date: new.entry.header().date, period: period.label(), status: *status })
        }
        None => Err(LedgerError::DateOutOfRange(new.entry.header().date)),
    }
}

/// The result of an earlier request under the same key, or the refusal of another one.
pub(crate) fn repeat(new: &NewEntry, earlier: &Earlier, digest: &[u8; 32]) -> Result<Judgement, LedgerError> {
    if earlier.digest == digest {
        return Ok(Judgement::Repeat(Posted { repeated: true, ..earlier.posted.clone() }));
    }
    let key = new.idempotency_key.clone().unwrap_or_default();
    Err(LedgerError::IdempotencyConflict { key, earlier: earlier.posted.number.to_string() })
}

fn class_of(new: &NewEntry, period: Period) -> i8 {
    let class = match new.entry.header().kind {
        books::EntryKind::Closing => b'c',
        _ if period.is_adjustment() => b'a',
        _ => b'o',
    };
    class as i8
}

fn place_line(frame: &Frame, new: &NewEntry, number: usize, line: &Line) -> Result<PlacedLine, LedgerError> {
    let unknown = LedgerError::UnknownAccount { line: number, account: line.account.0 };
    let account = frame.accounts.get(&line.account).ok_or(unknown)?;
    // what was posted rightly must stay reversible after its account was closed or made a heading
    if !matches!(new.source, Source::Reversal(_)) {
        if let Some(reason) = account.refuses(line.amount.currency()) {
            return Err(LedgerError::AccountRefuses { line: number, reason });
        }
        if line.party.is_some() && !account.role.is_some_and(books::AccountRole::is_control) {
            return Err(LedgerError::NotAnItem { line: number, account: account.code.clone() });
        }
    }
    let tax = line.tax.as_ref().map(|fact| settle(frame, new, number, line, fact)).transpose()?;
    let dimension_set = frame.dimensions.set_of(number, &line.dimensions, new.entry.header().date)?;
    Ok(PlacedLine { tax, dimension_set })
}

/// What the database could not store, found before it is asked anything.
pub(crate) fn check_texts(new: &NewEntry) -> Result<(), LedgerError> {
    let header = new.entry.header();
    at_most("journal", &new.journal, 8)?;
    at_most("text", &header.text, 2000)?;
    at_most("terms", header.terms.as_deref().unwrap_or_default(), 500)?;
    at_most("reference", header.reference.as_deref().unwrap_or_default(), 200)?;
    if let Some(key) = &new.idempotency_key {
        at_most("idempotency_key", key, 200)?;
        if key.is_empty() {
            return Err(LedgerError::Invalid {
                field: "idempotency_key",
                reason: "it is empty: leave it out".to_owned(),
            });
        }
    }
    for line in new.entry.lines() {
        within_bounds(line)?;
        at_most("memo", &line.memo, 1000)?;
        for (dimension, value) in line.dimensions.iter() {
            at_most("dimension", dimension, 40)?;
            at_most("dimension value", value, 60)?;
        }
        at_most("tax_code", line.tax.as_ref().map_or("", |tax| &tax.code), 24)?;
    }
    for cited in &new.provenance {
        at_most("provenance.field", &cited.field, 60)?;
        at_most("provenance.reason", cited.reason.as_deref().unwrap_or_default(), 2000)?;
    }
    for file in &new.attachments {
        at_most("attachment.name", &file.name, 300)?;
        at_most("attachment.media_type", &file.media_type, 127)?;
    }
    let lines = new.entry.lines().len();
    if let Some(wrong) = new.settles.iter().find(|s| s.line == 0 || s.line > lines) {
        return Err(LedgerError::UnknownLine(wrong.line));
    }
    match new.provenance.iter().find(|p| p.line == 0 || p.line > lines) {
        Some(cited) => Err(LedgerError::UnknownLine(cited.line)),
        None => Ok(()),
    }
}

/// Ten thousand billion major units of a currency with two decimals: the sums of nine thousand such lines fit 63 bits.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000;

fn within_bounds(line: &Line) -> Result<(), LedgerError> {
    let too_large = |minor: i64| minor.unsigned_abs() > LARGEST_AMOUNT.unsigned_abs();
    if too_large(line.amount.minor()) || too_large(line.base.minor()) {
        let reason = format!("{} is larger than the books can add up: check the amount", line.amount);
        return Err(LedgerError::Invalid { field: "amount", reason });
    }
    Ok(())
}

/// PostgreSQL counts characters and refuses NUL.
fn at_most(field: &'static str, text: &str, longest: usize) -> Result<(), LedgerError> {
    let reason = if text.chars().count() > longest {
        format!("it has more than {longest} characters: shorten it")
    } else if text.contains('\0') {
        "it contains a NUL character: remove it".to_owned()
    } else {
        return Ok(());
    };
    Err(LedgerError::Invalid { field, reason })
}
