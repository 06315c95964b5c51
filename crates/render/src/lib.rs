//! Papers as PDF: invoice, credit note, quote, receipt, statement of account, reminder, remittance advice.
//!
//! [`render`] takes plain values, with every amount computed by the caller, and gives the bytes of a file. Every file is
//! PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): its typeface is inside, its text can be selected and heard, and it
//! says in which language it is. An e-invoice given along goes into the file as Factur-X and ZUGFeRD want it.
//!
//! ```text
//! papers    what is printed            words     in which words, one text for each language
//! layout    where it stands            typeface  how wide letters are, where lines break
//! sheet     marks and their meaning    codes     GiroCode and Swiss QR code
//! pdf       the bytes
//! ```
//!
//! INVARIANT: the same input gives the same bytes; there is no clock, no randomness, no typeface of the machine.
//! INVARIANT: no money is computed here. A sum that is carried over is one that came in.

mod codes;
mod error;
mod layout;
mod papers;
mod pdf;
mod picture;
mod sheet;
mod typeface;
mod words;

pub use codes::{GiroCode, SwissAddress, SwissCode, SwissReference};
pub use error::{Note, RenderError};
pub use papers::*;
pub use words::Locale;

/// A paper as a file.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What a person should know about it.
    pub notes: Vec<Note>,
}

/// Makes the PDF of a paper.
///
/// # Errors
/// [`RenderError`] for amounts of another currency, a logo that cannot be read, a code that no bank would take, and an
/// attachment without bytes.
pub fn render(document: &Document, look: &Look) -> Result<Rendered, RenderError> {
    document.check()?;
    document.check_code(look.size)?;
    if look.attachment.as_ref().is_some_and(|attached| attached.xml.is_empty()) {
        return Err(RenderError::EmptyAttachment);
    }
    let logo = look.logo.as_deref().map(picture::Logo::open).transpose()?;
    let laid_out = layout::lay_out(document, look, logo.as_ref());
    let author = &document.letter().sender.name;
    let pdf = pdf::write(&laid_out, author, look, logo.as_ref())?;
    Ok(Rendered { pdf, pages: laid_out.sheets.pages.len(), notes: laid_out.sheets.notes })
}
