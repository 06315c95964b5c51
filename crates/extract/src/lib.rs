//! The embedded engine: words with boxes in, facts with confidence out.
//!
//! Road: [`layout`] groups words into lines and segments; [`tokens`] finds amounts, dates and accounts; [`labels`] finds
//! what the words around them mean; [`locale`] decides the document's habits once; then each field is chosen among its
//! candidates, the amounts together ([`decode`]), and [`checks`] compares the facts with each other.
//!
//! INVARIANT: the same pages always give the same facts; every value that is printed carries its place, every derived
//! one says so. Cost: some milliseconds per page; the work grows about linearly with the words, however they are set:
//! of a line only the first [`layout::WORDS_MOST`] words are looked at, of what stands around a value only the nearest.

pub mod calendar;
mod calibrate;
pub mod checks;
pub mod currencies;
pub mod dates;
pub mod decode;
mod facts;
pub mod iban;
pub mod identifiers;
pub mod items;
pub mod kind;
pub mod labels;
pub mod layout;
pub mod letterhead;
pub mod locale;
pub mod names;
pub mod numbers;
pub mod owners;
pub mod parties;
mod payment;
mod phrases;
pub mod relate;
pub mod roles;
pub mod scene;
mod several;
mod tax_category;
pub mod tax_id;
pub mod tax_table;
pub mod text;
pub mod tokens;
mod work;

#[cfg(test)]
mod tests;

use road::facts::Facts;
use road::page::{Page, Route};

/// Reads the facts of a document from its pages.
pub fn extract(pages: &[Page], route: Route) -> Facts {
    facts::read(pages, route)
}
