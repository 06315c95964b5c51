//! Budgets, and what came of them.

mod budget;
mod report;

pub use budget::*;
pub use report::*;
