//! Quotes, sales invoices and credit notes written here.
//!
//! **Road of a document.** [`draft`] and [`change`] keep what a person writes ([`Content`]); [`totals`] says what it
//! comes to without keeping anything. [`issue`] asks the policy about it as about an entry by hand: what its author
//! may decide alone is issued at once, everything else waits ([`State::Waiting`]) until others have said yes
//! ([`approve`]), one says no ([`reject`]) or its author takes it back ([`withdraw`]). Issuing gives the number, posts
//! the entry, settles a credit note against its invoice, writes trail and news, all in one transaction. A quote is
//! issued without an entry; the customer's [`answer`] is recorded, and [`invoice_of`] makes the invoice. Readers:
//! [`sales`], [`look`]; what was issued is handed out as [`pdf`] and [`e_invoice`].
//!
//! **Decisions** are pure: `rules` fills in what was left out, computes ([`books::invoice`]), and tells what stands
//! against issuing and what should be looked at; `rules::posting` makes the lines.
//!
//! **Cost** in SQL round trips, whatever the number of lines: totals about eight (business, customer, rate, profile,
//! chart, tax codes, last day), a draft twelve, issuing about twenty-five with its vote and its entry.
//!
//! INVARIANT: numbers have no gaps within business, series and year: given under a lock, in the transaction of the
//! issue.
//! INVARIANT: what was issued does not change (migration 0112); a credit note takes it back, and credit notes that take
//! all of it leave nothing on any account, in either currency, and in no tax code.
//! INVARIANT: no invoice and no credit note is issued without a decision recorded on exactly its content.

mod answer;
mod computed;
mod content;
mod derive;
mod document;
mod draft;
mod error;
mod ground;
mod issue;
mod list;
mod look;
mod paper;
mod post;
mod profile;
mod review;
mod rules;
mod store;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;

pub use answer::{Answer, answer};
pub use computed::{
    BaseTotals, CodeTax, Computed, ComputedLine, Customer, Deducted, Due, PostedLine, Posting, Remark, Seller,
    Suggestion,
};
pub use derive::{TakenBack, copy, credit_note_of, invoice_of};
pub use document::{Content, ContentLine, EarlyPayment, Instalment, Issued, Kind, Number, Sale, State, Terms};
pub use draft::{change, discard, draft, totals};
pub use einvoice::write::Obstacle;
pub use error::SalesError;
pub use issue::{IssueOutcome, issue};
pub use list::{Cursor, Filter, Only, Page, Row, sales};
pub use look::{Linked, Looked, look};
pub use paper::{EInvoiceFormat, File, e_invoice, missing, pdf};
pub use profile::{ElectronicAddress, PostalAddress, Profile, profile, set_profile};
pub use review::{approve, reject, withdraw};

/// What votes on a document are cast on, and what its rows in the trail are about.
pub const SUBJECT: &str = "sale";
