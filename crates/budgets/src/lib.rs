//! What a business means to earn and spend in a fiscal year, and how far it came.
//!
//! A [`Budget`] has a row for each account of income or expense, whole or by department, with an amount for each
//! month of the fiscal year, in the base currency and in the natural sense: income is positive, and so is expense. It
//! is never edited: [`set_budget`] writes the whole set of rows anew as the next version, and the newest one holds.
//!
//! **Road of a budget.** [`rows_from_csv`] or a page makes rows -> [`set_budget`] (authorise, begin, judge the rows by
//! [`rules`], lock, compare the version expected, save, audit, news, commit). **Road of the report.** [`compare`]
//! begins one read-only snapshot, reads the budget and asks `ledger` what the accounts moved; every actual figure is a
//! [`reports::Figure`] with the way to the lines behind it.
//!
//! **Cost** in SQL round trips: setting eleven, reading six, comparing nine, however many rows. A comparison does not
//! depend on the number of posted lines, narrowed to a department or not: balances are kept by dimension.
//!
//! INVARIANT: a version is complete when it is written and permanent from then on; the database refuses to add to it.
//! INVARIANT: a line of a budget is on an account of income or expense of the same books, by a key of the database.
//! INVARIANT: an agent sets no budget.

mod budget;
mod compare;
mod csv;
mod error;
pub mod rules;
mod set_budget;
mod store;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;

pub use budget::{Budget, BudgetId, BudgetRow, BudgetVersion, BudgetYear, budget, budgets};
pub use compare::{Compared, ComparedRow, ComparedSection, Comparison, Question, compare};
pub use csv::CsvFlaw;
pub use error::BudgetError;
pub use rules::{Months, RowFlaw};
pub use set_budget::{NewBudget, NewRow, Planned, rows_from_csv, set_budget};
