//! Entries and account ledgers as files to keep: everything the filter matches, as the pages show it.

use axum::response::Response;
use jiff::civil::Date;
use ledger::{AccountLine, AccountLinesFilter, EntryFilter, EntrySummary};
use money::Amount;
use op::Op;

use crate::problem::ApiError;
use crate::reports::csv_answer;
use crate::state::State;

/// Read from the database at a time.
const STEP: u32 = 500;

fn decimal(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

/// All entries of a filter: number, journal, date, recorded, text, reference, total, currency, source, reversed by.
pub(super) async fn entries(state: &State, op: &Op, filter: &EntryFilter) -> Result<Response, ApiError> {
    const HEAD: [&str; 10] =
        ["number", "journal", "date", "recorded_at", "text", "reference", "total", "currency", "source", "reversed_by"];
    let mut rows = vec![words(&HEAD)];
    let mut cursor = None;
    loop {
        let page = ::ledger::entries(&state.db, op, filter, cursor.as_deref(), STEP).await?;
        rows.extend(page.entries.into_iter().map(entry_row));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(csv_answer("entries", ::reports::csv::table(rows)?));
        }
    }
}

fn entry_row(entry: EntrySummary) -> Vec<String> {
    vec![
        entry.number.to_string(),
        entry.number.journal,
        entry.date.to_string(),
        entry.recorded_at.to_string(),
        entry.text,
        entry.reference.unwrap_or_default(),
        decimal(entry.total),
        entry.total.currency().code().to_owned(),
        entry.source.kind().to_owned(),
        entry.reversed_by.map(|e| e.number.to_string()).unwrap_or_default(),
    ]
}

/// All lines of an account, between its opening and its closing balance.
pub(super) async fn lines(
    state: &State,
    op: &Op,
    name: &str,
    filter: &AccountLinesFilter,
) -> Result<Response, ApiError> {
    const HEAD: [&str; 10] =
        ["date", "entry", "text", "reference", "debit", "credit", "balance", "currency", "amount", "amount_currency"];
    let mut rows = vec![words(&HEAD)];
    let (mut cursor, mut closing) = (None, None);
    loop {
        let page = ::ledger::account_lines(&state.db, op, filter, cursor.as_deref(), STEP).await?;
        if let Some(span) = page.span {
            rows.push(balance_row("Opening balance", filter.from, span.opening));
            closing = Some(span.closing);
        }
        rows.extend(page.lines.into_iter().map(line_row));
        cursor = page.next;
        if cursor.is_none() {
            rows.extend(closing.map(|balance| balance_row("Closing balance", filter.to, balance)));
            return Ok(csv_answer(&format!("account-{name}"), ::reports::csv::table(rows)?));
        }
    }
}

fn balance_row(text: &str, day: Option<Date>, balance: Amount) -> Vec<String> {
    let day = day.map(|d| d.to_string()).unwrap_or_default();
    words(&[&day, "", text, "", "", "", &decimal(balance), balance.currency().code(), "", ""])
}

fn line_row(line: AccountLine) -> Vec<String> {
    let (debit, credit) = super::accounts::sides(line.base);
    vec![
        line.date.to_string(),
        line.number.to_string(),
        line.text,
        line.reference.unwrap_or_default(),
        debit.map(|m| m.amount).unwrap_or_default(),
        credit.map(|m| m.amount).unwrap_or_default(),
        decimal(line.balance),
        line.balance.currency().code().to_owned(),
        decimal(line.amount),
        line.amount.currency().code().to_owned(),
    ]
}
