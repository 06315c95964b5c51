//! Bytes to pages with words and boxes: sniffing, PDF, pictures, OCR, mail; runs in the worker process.
mod error;
mod limits;
pub mod pdf;
pub mod ocr;
pub mod picture;
pub mod plain;
mod reading;
mod sniff;
mod mail { pub(crate) fn clean_name(name: Option<&str>) -> String { name.unwrap_or("attachment").to_owned() } }
pub use error::ReadError;
pub use limits::Limits;
pub use reading::{Attachment, PageImage, Reading};
pub use sniff::{Kind, sniff, decode_text};
