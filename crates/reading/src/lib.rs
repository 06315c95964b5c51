//! Bytes to pages with words and boxes: sniffing, PDF, pictures, text recognition, mail, plain text, XML.
//!
//! Road: [`worker::Worker`] (parent) → a child process that runs [`worker::serve_stdin`] → [`Reader`] → [`Reading`].
//! Route first: an electronic invoice is read as data, else the text layer of a PDF, else recognition of characters.
//!
//! Cost: a text PDF 5 to 30 ms, a receipt 2 to 5 s on two cores, a new worker process about 10 ms.
//!
//! INVARIANT: bytes from outside are parsed only in the worker process, under limits of memory, processor time and
//! wall-clock time; whatever a file does there ends that process at most, never the server.
//! INVARIANT: the type of a file is what its content says, never its name.

mod caps;
mod error;
mod invoice_page;
mod limits;
mod mail;
pub mod ocr;
pub mod pdf;
mod picture;
mod plain;
mod reader;
mod reading;
mod sheet;
mod sniff;
mod tiff;
pub mod worker;

pub use error::ReadError;
pub use limits::Limits;
pub use mail::{Mail, read as read_mail};
pub use ocr::models;
pub use reader::{Reader, read_here};
pub use reading::{Attachment, PageImage, Reading};
pub use sniff::{Kind, sniff};
pub use worker::Worker;
