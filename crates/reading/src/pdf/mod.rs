//! PDF: words with their places from the text layer, files embedded in it, pages as pictures.
//!
//! One engine (hayro) interprets the content streams for text and for pictures alike, so both share one coordinate
//! system: the crop box, turned by `/Rotate`, y downwards. Cost: 1 to 5 ms a page for text, 15 to 60 ms for a picture.
//!
//! INVARIANT: runs only inside the worker process, or on files the program made itself; a PDF is hostile input.

mod attachments;
mod glyphs;
mod lines;
mod quality;
mod render;
mod words;

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use road::page::Page;

use crate::{Attachment, Limits, ReadError};

pub use render::Picture;

/// An opened PDF.
pub struct Document {
    pdf: Pdf,
}

/// What the text layer of one page gave.
pub struct TextPage {
    /// The page with its words, upright.
    pub page: Page,
    /// Whether the words are trustworthy; `false` sends the page to text recognition.
    pub legible: bool,
    /// Quarter turns clockwise that make the page upright, beyond what `/Rotate` says.
    pub turn: u8,
}

impl Document {
    /// Opens a PDF, with the empty password if it is encrypted.
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, ReadError> {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
                ReadError::Encrypted
            }
            LoadPdfError::Decryption(_) => ReadError::broken("its encryption is not valid"),
            LoadPdfError::Invalid if is_locked(bytes) => ReadError::Encrypted,
            LoadPdfError::Invalid => ReadError::broken("its table of contents cannot be read"),
        })?;
        let pages = pdf.pages().len();
        if pages == 0 {
            return Err(ReadError::broken("it has no pages"));
        }
        limits.check_pages(pages)?;
        Ok(Self { pdf })
    }

    /// Number of pages, at least 1.
    pub fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The text layer of all pages.
    pub fn text(&self) -> Vec<TextPage> {
        glyphs::collect(&self.pdf, &settings())
            .into_iter()
            .enumerate()
            .map(|(index, sheet)| {
                let legible = quality::legible(&sheet);
                let turn = lines::upright_turn(&sheet);
                let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
                TextPage { page: lines::page(number, &sheet, turn), legible, turn }
            })
            .collect()
    }

    /// Files embedded in the document, and whether the list was cut short.
    pub fn attachments(&self, limits: &Limits) -> Vec<Attachment> {
        attachments::collect(&self.pdf, limits)
    }

    /// A page as a picture of about `width` pixels, turned by `turn` quarter turns clockwise.
    pub fn render(&self, index: usize, width: u32, turn: u8, limits: &Limits) -> Result<Picture, ReadError> {
        render::render(&self.pdf, &settings(), index, width, turn, limits)
    }
}

/// A damaged file that names an encryption dictionary is more helpfully called locked than broken.
fn is_locked(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|w| w == b"/Encrypt")
}

fn settings() -> InterpreterSettings {
    InterpreterSettings { warning_sink: Arc::new(|_| {}), ..InterpreterSettings::default() }
}
