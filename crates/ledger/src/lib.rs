//! The only writer of journal tables: entities, accounts, periods, posting, reversal, balances, verification.
//!
//! **Road of a posting.** A caller builds a balanced [`books::Entry`], wraps it into a [`NewEntry`] and hands it to
//! [`post`] (a transaction of its own), [`post_in`] (the caller's transaction: a document's approval commits with its
//! entry), [`PostingQueue`] (many requests at once share a transaction) or [`post_bulk`] (imports). All of them end in
//! `post::post_batch`: authorise, load the frame (chart, periods, earlier keys), judge each entry by `rules`, insert
//! entries and lines by one statement, write audit rows and news. Readers: [`entry`], [`entries`], [`account_lines`],
//! [`balances_as_of`], [`movements`], [`verify`].
//!
//! **Cost of a posting** in SQL round trips, whatever the number of its lines: begin inside the tenant 1, frame 1, insert
//! (with items, balances and news, which the database writes in the same statement) 1, audit 1, commit 1: five, plus one
//! each for decisions, provenance and attachments where there are any. A batch costs the same as one entry. `tests::statements`
//! enforces the budget.
//!
//! INVARIANT: an entry and its lines are inserted by one statement; the database checks the balance, the period and
//! completeness at the end of that statement and refuses any later change (migration 0100).
//! INVARIANT: a stored balance is a fold of lines. Posting appends to a tail, [`fold`] moves the tail into the stored
//! balances, every reader adds the two in one snapshot (migration 0100); [`verify`] replays the lines and compares.
//! INVARIANT: an agent never posts ([`LedgerError::AgentMayNotPost`]).

mod account_lines;
mod accounts;
mod admit;
mod balances;
mod bank_accounts;
mod base_currencies;
mod bulk;
mod dimensions;
mod dry_run;
mod entities;
mod entries;
mod entry_view;
mod error;
pub mod export;
mod fold;
mod group_commit;
mod import_rates;
mod new_entry;
mod notes;
mod open_items;
mod periods;
mod post;
mod rates;
mod reverse;
mod rules;
mod running_balance;
mod settles;
mod store;
mod subject;
mod tax_facts;
mod taxed;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;
mod verify;
mod whole;

pub use account_lines::{AccountLine, AccountLines, AccountLinesFilter, SpanTotals, account_lines, account_lines_in};
pub use accounts::{
    AccountChange, AccountView, NewAccount, account, account_with_role_in, accounts, accounts_in, add_account,
    change_account, tax_codes, tax_codes_in,
};
pub use balances::{
    AccountBalance, CurrencyBalance, MonthMovement, balances_as_of, balances_as_of_in, currency_balances_in,
    dimension_movements_in, monthly_in, movements, movements_in,
};
pub use bank_accounts::{BankAccount, bank_accounts};
pub use base_currencies::BaseCurrencies;
pub use bulk::post_bulk;
pub use dry_run::dry_run;
pub use entities::{
    Entity, EntityChange, NewEntity, create_entity, create_entity_in, entities, entity, entity_in, update_entity,
};
pub use entries::{EntryFilter, EntryPage, entries, entry, entry_in, entry_of_source, posted_with_key_in};
pub use entry_view::{AccountRef, Attachment, EntryLine, EntryRef, EntrySummary, EntryView};
pub use error::LedgerError;
pub use fold::{FoldHandler, fold, rebuild_balances};
pub use group_commit::PostingQueue;
pub use import_rates::{ImportedRates, import_rates};
pub use new_entry::{EntryNumber, NewAttachment, NewEntry, Posted, Preview, Provenance, Settles, Source};
pub use notes::{Note, add_note, names_in, notes_in};
pub use open_items::{
    ItemFilter, ItemRef, NewAllocation, OpenItem, allocate, allocate_in, open_items, open_items_in, undo_allocation,
};
pub use periods::{PeriodView, close_period, lock_period, open_day_in, periods, reopen_period};
pub use post::{attach_in, post, post_in, post_many_in};
pub use rates::{NewRate, RateRow, add_rate, latest_rate, latest_rate_in, rates};
pub use reverse::{reversal_in, reverse, reverse_in};
pub use subject::subject_of;
pub use taxed::{Taxed, TypedLine, with_tax};
pub use verify::{Finding, VerifyReport, verify, verify_all};
