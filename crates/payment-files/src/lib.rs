//! Files with which a business pays its suppliers, and the answers of the banks, as data: a batch in, bytes out; bytes
//! of an answer in, what became of each payment out.
//!
//! [`check`](check()) says everything that is wrong with a batch at once, [`write`](write()) writes it when nothing is:
//! as `pain.001` for SEPA, for a Swiss bank or abroad, as ACH or Bacs, or as a table. [`status::read`] reads
//! `pain.002`, [`ach_answers::read`] the returns and changes of ACH. [`Calendar`] knows the days on which banks pay.
//!
//! Cost: one pass over the payments and memory of the size of the file.
//!
//! INVARIANT: pure, and the same batch gives the same bytes. Nothing is cut or left out in silence but names in ACH and
//! Bacs, which have no room for more; accents and foreign letters are written in the letters the scheme takes. No
//! answer, however broken or hostile, makes a reader panic or run without bound.

mod account;
mod ach;
pub mod ach_answers;
mod bacs;
mod batch;
mod calendar;
mod charset;
mod check;
mod fault;
mod fixed;
mod format;
mod letters;
mod pain001;
mod purpose;
mod reasons;
mod reference;
pub mod status;
mod table;
mod terms;
#[cfg(test)]
mod tests;
mod xml;

use money::Amount;

pub use batch::{
    Account, Address, Batch, Booking, Charges, Payee, PayeeKind, Payer, Payment, Purpose, Settled, UsAccount,
};
pub use calendar::Calendar;
pub use check::check;
pub use fault::{Fault, Flaw, Place};
pub use format::{AchSender, Format, Pain001, Speed};
pub use reasons::{Reason, ach_words, iso_words};
pub use reference::{ReferenceKind, reference_kind};

/// A file, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentFile {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its content type.
    pub media_type: &'static str,
    /// How its name ends, without the point.
    pub extension: &'static str,
    /// How many payments.
    pub count: usize,
    /// What they add up to, by currency.
    pub totals: Vec<Amount>,
}

/// Writes a batch as a file.
///
/// # Errors
/// Everything that is wrong with it, as [`check`](check()) finds it.
pub fn write(batch: &Batch, format: &Format) -> Result<PaymentFile, Vec<Fault>> {
    let faults = check(batch, format);
    if !faults.is_empty() {
        return Err(faults);
    }
    let (bytes, media_type, extension) = match format {
        Format::Sepa { .. } | Format::Swiss { .. } | Format::CrossBorder => {
            (pain001::write(batch, format), "application/xml", "xml")
        }
        Format::Ach(sender) => (ach::write(batch, sender), "text/plain", "ach"),
        Format::Bacs { serial } => (bacs::write(batch, serial), "text/plain", "txt"),
        Format::Table => (table::write(batch), "text/csv", "csv"),
    };
    Ok(PaymentFile { bytes, media_type, extension, count: batch.payments.len(), totals: pain001::sums(batch) })
}
