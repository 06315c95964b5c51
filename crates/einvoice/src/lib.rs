//! Electronic invoices read as data and written: UBL 2.1, UN/CEFACT CII (Factur-X, ZUGFeRD 1 and 2, XRechnung),
//! FatturaPA.
//!
//! Road: bytes → `decode` (text) → `node` (a small tree under hard limits) → `ubl` or `cii` (the semantic model of
//! EN 16931) → `facts` (what the rest of the program works with) and `checks`. FatturaPA is no syntax of EN 16931 and
//! goes to the facts directly. [`rules`] judges the model by the business rules of the standard; [`write`] goes the
//! other way, from an outgoing invoice to bytes.
//!
//! Cost: one pass over the bytes and memory of a few times their size; a few milliseconds for a usual invoice.
//!
//! INVARIANT: pure; no input makes it panic, run without bound or resolve an entity. A value that cannot be read never
//! ends the reading: its field stays empty and a failed check names the element and the text.

mod checks;
mod cii;
mod decode;
mod error;
mod facts;
mod fatturapa;
mod format;
mod iban;
mod model;
mod node;
pub mod rules;
mod tax_id;
#[cfg(test)]
mod tests;
mod ubl;
mod value;
pub mod write;

use road::facts::Facts;

pub use error::EinvoiceError;
pub use format::{Format, looks_like};
use node::Node;

/// The largest file that is read; attachments inside an invoice can be large.
pub const MAX_BYTES: usize = 128 << 20;

/// Reads an electronic invoice into facts, all of them certain, with the cross-checks that were made.
///
/// # Errors
/// [`EinvoiceError`] when the bytes are no well-formed XML, are unsafe to read, or are no format that is known.
pub fn parse(bytes: &[u8]) -> Result<Facts, EinvoiceError> {
    let root = tree(bytes)?;
    let (format, invoice) = Format::find(&root).ok_or_else(|| unknown_format(&root))?;
    Ok(match format {
        Format::FatturaPa => fatturapa::facts(invoice),
        Format::UblInvoice | Format::UblCreditNote => judged(format, invoice, &ubl::read(invoice)),
        Format::Cii | Format::Zugferd1 => judged(format, invoice, &cii::read(invoice)),
    })
}

/// The facts of a document with what the business rules say of it.
fn judged(format: Format, root: &Node, invoice: &model::Invoice<'_>) -> Facts {
    let mut facts = facts::facts(invoice);
    facts.checks.extend(rules::checks(format, root, model::text(invoice.specification)));
    facts
}

/// The elements of a document.
fn tree(bytes: &[u8]) -> Result<Node, EinvoiceError> {
    if bytes.len() > MAX_BYTES {
        return Err(EinvoiceError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    node::read(&decode::decode(bytes)?)
}

fn unknown_format(root: &Node) -> EinvoiceError {
    EinvoiceError::UnknownFormat { root: root.name().to_owned(), namespace: root.namespace().to_owned() }
}
