//! Quotes, invoices and credit notes written here.

mod content;
mod document;
mod list;
mod paper;
mod profile;
mod totals;
mod write;

pub use content::*;
pub use document::*;
pub use list::*;
pub use paper::*;
pub use profile::*;
pub use totals::*;
pub use write::*;
