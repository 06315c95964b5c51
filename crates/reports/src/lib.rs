//! Trial balance, balance sheet, profit and loss, dashboard; reads only.
//!
//! **Road.** Each report checks the permission, begins one read-only snapshot ([`pg::Db::begin_report`]), asks `ledger`
//! for the chart and for balances at the dates of its columns, folds them with the pure functions of
//! [`books::statements`] and adds to every figure the way to the lines behind it ([`Drill`]). There is no SQL here.
//!
//! **Cost.** One statement for the chart and one for each date or span. A date reads the stored balances of some years, months
//! and days and the unfolded tail: it does not depend on the number of lines.
//!
//! INVARIANT: all figures of a report come from one snapshot, so its checks hold under any concurrent posting.

mod balance_sheet;
pub mod csv;
mod dashboard;
mod error;
mod figure;
mod part;
mod profit_loss;
mod rows;
#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping, reason = "cents stand after the last underscore")]
mod tests;
mod trial_balance;

pub use balance_sheet::{BalanceSheetView, balance_sheet};
pub use dashboard::{AccountCash, Cash, Dashboard, MonthPoint, MonthResult, dashboard};
pub use error::ReportError;
pub use figure::{Drill, Figure};
pub use part::{Part, PartRow, PartView, part};
pub use profit_loss::{ProfitLossView, Span, profit_loss};
pub use rows::{AccountLabel, SectionView, StatementRow};
pub use trial_balance::{TrialBalanceRow, TrialBalanceView, trial_balance};
