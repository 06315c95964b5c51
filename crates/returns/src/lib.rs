//! Periodic returns of tax on sales and purchases: the form of the country filled in from the books, the lines behind
//! every box, and the record of what was filed.
//!
//! **Road of a return.** [`tax_return`] (authorise, one read-only snapshot, the form in force on the last day) asks the
//! database for the taxed lines of the span in sums by everything that may decide a box, and hands them to the pure
//! [`books::returns::fold`]. [`box_lines`] opens a box again. **Road of a filing.** [`file`] takes in the lines, folds
//! them in the same transaction, keeps the figures, writes audit and news; [`withdraw`] adds that a filing does not
//! count.
//!
//! **Cost** in SQL round trips: a return six, the lines of a box seven, a filing ten, however many lines.
//!
//! INVARIANT: a line is taken in by one filing that stands; what is posted later for a span that was filed comes into
//! the next return as a late line.
//! INVARIANT: what was filed stays as it was; a withdrawal is added to it once (migration 0108).
//! INVARIANT: an agent files nothing.

mod calendar;
mod compute;
mod csv;
mod error;
mod file;
mod filing;
mod lines;
mod rules;
mod store;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;

pub use calendar::{Calendar, PeriodOfReturn, calendar};
pub use compute::{BoxOfReturn, Question, TaxReturn, tax_return};
pub use error::TaxReturnError;
pub use file::{NewFiling, file, withdraw};
pub use filing::{Filing, FilingId};
pub use lines::{LinePlace, ReturnLine, Which, box_lines};
