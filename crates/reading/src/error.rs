//! What can go wrong when a document is read, in words the person who sent it understands.

use serde::{Deserialize, Serialize};

/// Why a document was not read. `code()` is stable and goes into problem documents and metrics; the text says what is
/// wrong and what to do. Travels from the worker process to its parent as JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum ReadError {
    /// No bytes at all.
    #[error("The file is empty. Send it again; the upload or the mail may have been cut off.")]
    Empty,
    /// More bytes than allowed.
    #[error("The file has {bytes} bytes; at most {max} are accepted. Send it in parts or with smaller pictures.")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// More pages than allowed.
    #[error("The document has {pages} pages; at most {max} are read. Split it.")]
    TooManyPages {
        /// Pages counted.
        pages: u64,
        /// The limit.
        max: u64,
    },
    /// A picture larger than allowed.
    #[error("The picture measures {width} x {height} pixels; at most {max} pixels are read. Send a smaller one.")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit on width times height.
        max: u64,
    },
    /// A password is needed.
    #[error("The document is locked with a password. Send it without one.")]
    Encrypted,
    /// The file cannot be parsed.
    #[error("The file is damaged: {what}. Ask the sender for a new copy.")]
    Broken {
        /// What was found.
        what: String,
    },
    /// A file type that is not read.
    #[error(
        "This is {what}, which is not read. Send a PDF, a picture (PNG, JPEG, WebP, TIFF, BMP, GIF), an XML \
             invoice, a mail or plain text."
    )]
    UnknownType {
        /// What it seems to be.
        what: String,
    },
    /// Nothing legible.
    #[error("No text was found on the document. Send a sharper picture.")]
    NoText,
    /// Reading took too long.
    #[error("Reading took longer than {seconds} seconds and was stopped. Split the document or send a smaller copy.")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// Reading took too much memory.
    #[error("Reading needed more memory than is allowed and was stopped. Send a smaller copy.")]
    OutOfMemory,
    /// The file brought the reader down, or is built like an attack.
    #[error("The file is built in a way that is refused: {what}. Ask the sender for a plain copy.")]
    Hostile {
        /// What was found.
        what: String,
    },
    /// The text recognition models are not installed.
    #[error(
        "Pictures cannot be read because the text models are missing in {dir}. Run scripts/fetch-models and start the program again."
    )]
    NoModels {
        /// Where they were looked for.
        dir: String,
    },
    /// The page asked for does not exist.
    #[error("There is no page {page}; the document has {pages}.")]
    NoPage {
        /// The page asked for, from 1.
        page: u32,
        /// Pages there are.
        pages: u32,
    },
    /// The worker process could not be started or broke the protocol.
    #[error("The reader could not do its work: {what}. This is a fault of the installation, not of the document.")]
    Worker {
        /// What happened.
        what: String,
    },
}

impl ReadError {
    /// The stable name of this error, such as `document.encrypted`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "document.empty",
            Self::TooLarge { .. } => "document.too_large",
            Self::TooManyPages { .. } => "document.too_many_pages",
            Self::TooManyPixels { .. } => "document.too_many_pixels",
            Self::Encrypted => "document.encrypted",
            Self::Broken { .. } => "document.broken",
            Self::UnknownType { .. } => "document.unknown_type",
            Self::NoText => "document.no_text",
            Self::TimedOut { .. } => "document.timed_out",
            Self::OutOfMemory => "document.out_of_memory",
            Self::Hostile { .. } => "document.hostile",
            Self::NoModels { .. } => "reader.no_models",
            Self::NoPage { .. } => "document.no_page",
            Self::Worker { .. } => "reader.failed",
        }
    }

    /// Whether another attempt with the same bytes may succeed: true only for faults of the installation.
    pub fn may_pass_later(&self) -> bool {
        matches!(self, Self::NoModels { .. } | Self::Worker { .. })
    }

    pub(crate) fn broken(what: impl Into<String>) -> Self {
        Self::Broken { what: what.into() }
    }

    pub(crate) fn worker(what: impl std::fmt::Display) -> Self {
        Self::Worker { what: what.to_string() }
    }
}
