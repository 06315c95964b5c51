//! Outgoing invoices and credit notes as electronic documents that hold the rules of EN 16931 and of their profile, or
//! those of FatturaPA.
//!
//! Road: [`Outgoing`] → [`totals`] (BR-CO-10 to BR-CO-17) → [`missing`] (what must be filled in first, in words) →
//! `ubl`, `cii` or `fatturapa` (a tree of elements in the order of the schema) → bytes, which are read again and judged
//! by [`crate::rules`] before they are handed out.
//!
//! Cost: a tree of a few times the size of the document, and reading it once.
//!
//! INVARIANT: [`document`] hands out nothing that breaks a rule of this crate; the same invoice gives the same bytes.

mod amounts;
mod cii;
mod error;
mod fatturapa;
mod format;
mod missing;
mod outgoing;
mod place;
#[cfg(test)]
mod tests;
mod ubl;
mod words;
mod xml;

use money::Amount;

pub use amounts::{TaxGroup, Totals, line_amounts, totals};
pub use error::{AmountError, Obstacle, Refusal};
pub use format::OutgoingFormat;
pub use missing::missing;
pub use outgoing::{
    Account, Address, AllowanceCharge, Attachment, Card, Classification, Collectability, Contact, Delivery, Discount,
    DocumentAllowanceCharge, Exemption, File, Identifier, Italy, Kind, Line, Mandate, Outgoing, Party, PaymentMeans,
    PaymentTerms, Period, Preceding, Price, Rea, Recipient, References, Share, Vat, VatCategory, Withholding,
};

/// An invoice as a document in a format: UTF-8 without a byte order mark.
///
/// # Errors
/// [`Refusal`] with everything that must be filled in or corrected first: what [`missing`] tells.
pub fn document(outgoing: &Outgoing, format: OutgoingFormat) -> Result<Vec<u8>, Refusal> {
    missing::document(outgoing, format).map_err(|obstacles| Refusal { format, obstacles })
}

/// An invoice with its amounts, on its way into a syntax.
struct Draft<'a> {
    outgoing: &'a Outgoing,
    format: OutgoingFormat,
    totals: Totals,
    /// The net amount of each line.
    line_amounts: Vec<Amount>,
}

impl<'a> Draft<'a> {
    /// The invoice with its amounts worked out.
    fn new(outgoing: &'a Outgoing, format: OutgoingFormat) -> Result<Self, AmountError> {
        Ok(Self { outgoing, format, totals: totals(outgoing)?, line_amounts: line_amounts(outgoing)? })
    }

    /// The lines with their net amounts.
    fn lines(&self) -> impl Iterator<Item = (&'a Line, Amount)> {
        self.outgoing.lines.iter().zip(self.line_amounts.iter().copied())
    }

    /// The document; nothing is looked at any more.
    fn write(&self) -> Vec<u8> {
        let root = match self.format {
            OutgoingFormat::PeppolUbl | OutgoingFormat::XRechnungUbl => ubl::root(self),
            OutgoingFormat::FacturX | OutgoingFormat::XRechnungCii => cii::root(self),
            OutgoingFormat::FatturaPrivate | OutgoingFormat::FatturaPublic => fatturapa::root(self),
        };
        xml::bytes(&root)
    }
}
