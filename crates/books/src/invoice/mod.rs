//! What a quote, an invoice or a credit note comes to: amounts of lines, tax by code ([`total`]), what is left of an
//! invoice for a credit note ([`credit`]), and how it is to be paid ([`instalments`], [`early_discount`]).
//!
//! Amounts have the sign of the document: an invoice and a credit note are both above zero.

mod terms;
mod totals;

pub use terms::{EarlyDiscount, early_discount, instalments};
pub use totals::{CodeTotal, CreditedLine, Item, Totals, credit, method, total};
