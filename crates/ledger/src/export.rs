//! The books as plain text that other programs can compute again: the journal format of hledger (and Ledger).

use std::fmt::Write;

use books::AccountType;
use jiff::civil::Date;
use money::Amount;
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};

use crate::{LedgerError, accounts_in, store};

/// Entries read from the database at a time.
const STEP: i64 = 2000;

/// Which amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amounts {
    /// The value in the base currency: the reader's totals are our trial balance.
    Base,
    /// The amounts of the documents, each currency balancing for itself.
    Transaction,
}

/// Writes all entries of a business with a date up to `as_of`, oldest first, in hledger's journal format. Accounts are
/// `type:code name`.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn hledger(
    db: &Db,
    op: &Op,
    entity: EntityId,
    as_of: Option<Date>,
    amounts: Amounts,
) -> Result<String, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let mut text = String::new();
    declare_accounts(&mut tx, entity, &mut text).await?;
    let mut after = None;
    loop {
        let lines = store::export::lines(&mut tx, entity, as_of, after, STEP).await?;
        let Some(last) = lines.last() else { return Ok(text) };
        after = Some((last.date, last.entry));
        for entry in lines.chunk_by(|a, b| a.entry == b.entry) {
            write_entry(&mut text, entry, amounts);
        }
    }
}

/// The name an account has in the export.
pub fn account_name(account_type: AccountType, code: &str, name: &str) -> String {
    let root = match account_type {
        AccountType::Asset => "assets",
        AccountType::Liability => "liabilities",
        AccountType::Equity => "equity",
        AccountType::Income => "income",
        AccountType::Expense => "expenses",
    };
    // a colon separates levels, two blanks end the name, a semicolon begins a comment
    format!("{root}:{code} {}", plain(name).replace(':', "-"))
}

/// One line of text without what has a meaning in the format.
fn plain(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() || matches!(c, ';' | '|') { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn declare_accounts(tx: &mut TenantTx, entity: EntityId, text: &mut String) -> Result<(), LedgerError> {
    for account in accounts_in(tx, entity).await?.iter().filter(|a| a.postable) {
        let name = account_name(account.account_type, &account.code, &account.name);
        put(text, format_args!("account {name}\n"));
    }
    text.push('\n');
    Ok(())
}

fn write_entry(text: &mut String, lines: &[store::export::ExportLine], amounts: Amounts) {
    let Some(head) = lines.first() else { return };
    // an entry's number in brackets is hledger's transaction code
    put(text, format_args!("{} ({}) {}\n", head.date, head.number, plain(&head.text)));
    for line in lines {
        let amount: Amount = match amounts {
            Amounts::Base => line.base,
            Amounts::Transaction => line.amount,
        };
        let account = account_name(line.account_type, &line.code, &line.name);
        put(text, format_args!("    {account}  {} {}\n", amount.currency(), amount.to_decimal()));
    }
    text.push('\n');
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("writing to a string cannot fail");
}
