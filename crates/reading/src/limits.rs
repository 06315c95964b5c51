//! How much of a machine one document may use. Checked before work is done wherever the file says its size up front;
//! enforced by the operating system (see [`crate::worker`]) where it does not.

use serde::{Deserialize, Serialize};

use crate::ReadError;

/// Limits for reading one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_bytes: u64,
    /// Pages of a PDF or pictures of a TIFF.
    pub max_pages: u32,
    /// Pages that are sent through text recognition; later ones are left out with a note.
    pub max_ocr_pages: u32,
    /// Width times height of a picture, or of a rendered page.
    pub max_pixels: u64,
    /// Wall-clock seconds for one document. After half of them no further page is sent through text recognition, so that
    /// a long scan on a busy machine comes back with its first pages instead of not at all.
    pub max_seconds: u64,
    /// Wall-clock seconds for finding the facts on the pages of one document; it is done in fractions of one.
    pub max_extract_seconds: u64,
    /// Address space of the worker process in bytes once it has had to load the text models.
    pub max_memory_bytes: u64,
    /// Address space as long as it reads text only.
    pub max_text_memory_bytes: u64,
    /// Words that are kept of one printed line.
    pub max_words_line: usize,
    /// Words that are kept of a document.
    pub max_words: usize,
    /// Characters that are kept of a word.
    pub max_word_chars: usize,
    /// Attachments of a mail or a PDF, counted over all nested mails.
    pub max_attachments: usize,
    /// How deep mails may be nested in mails.
    pub max_depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 50 * 1024 * 1024,
            max_pages: 200,
            max_ocr_pages: 20,
            max_pixels: 60_000_000,
            max_seconds: 120,
            max_extract_seconds: 30,
            max_memory_bytes: 1_792 * 1024 * 1024,
            max_text_memory_bytes: 768 * 1024 * 1024,
            max_words_line: 500,
            max_words: 100_000,
            max_word_chars: 500,
            max_attachments: 50,
            max_depth: 4,
        }
    }
}

impl Limits {
    /// Refuses an empty file and one that is too large.
    pub fn check_bytes(&self, bytes: &[u8]) -> Result<(), ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        let size = bytes.len() as u64;
        if size > self.max_bytes {
            return Err(ReadError::TooLarge { bytes: size, max: self.max_bytes });
        }
        Ok(())
    }

    /// Refuses a document with too many pages.
    pub fn check_pages(&self, pages: usize) -> Result<(), ReadError> {
        if pages as u64 > u64::from(self.max_pages) {
            return Err(ReadError::TooManyPages { pages: pages as u64, max: u64::from(self.max_pages) });
        }
        Ok(())
    }

    /// Refuses a picture that would need too much memory, before it is decoded.
    pub fn check_pixels(&self, width: u32, height: u32) -> Result<(), ReadError> {
        if u64::from(width) * u64::from(height) > self.max_pixels {
            return Err(ReadError::TooManyPixels { width, height, max: self.max_pixels });
        }
        Ok(())
    }
}
