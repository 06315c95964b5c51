//! The accounting core: chart, balanced entries, periods, tax, exchange differences, statement shapes.
//!
//! Nothing here reads a file, a clock or a database. The road of a figure: an [`Account`] of a chart ([`charts`]),
//! [`Line`]s in an [`Entry`] (built by hand or by the [`EntryBuilder`]), tax by [`tax`], what an invoice comes to by
//! [`invoice`], exchange differences by [`fx`], what a payment settles by [`settlement`], the [`Period`] it belongs to,
//! and at the end a statement ([`statements`]) and a return of its tax ([`returns`]). What differs from country to country
//! stands in texts ([`countries`]).
//!
//! INVARIANT: an [`Entry`] that does not balance cannot be constructed, by code or by deserialising one.

mod account;
mod builder;
pub mod charts;
pub mod countries;
mod entry;
mod error;
pub mod fx;
mod ids;
pub mod invoice;
mod low_value;
mod period;
pub mod returns;
pub mod settlement;
pub mod statements;
pub mod tax;

pub use account::{Account, AccountRole, AccountType, Side, Statement};
pub use builder::EntryBuilder;
pub use entry::{Dimensions, Entry, EntryKind, Header, Line, TaxFact, TaxPart};
pub use error::{CalendarError, EntryError, ReturnError, TaxError};
pub use ids::{AccountId, DocumentId, EntryId, LineId, PartyId, RateId, SaleId};
pub use low_value::{LowValueLimit, low_value_limit};
pub use period::{FiscalCalendar, Period, PeriodStatus};
pub use tax::{TaxCode, TaxKind, Treatment};

#[cfg(test)]
mod tests;
