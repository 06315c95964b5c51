//! Exact money.
//!
//! An [`Amount`] is a whole number of minor units together with its [`Currency`] (ISO 4217). Nothing here is a float:
//! a [`Rate`] is an exact decimal, every conversion names its [`Rounding`], and [`allocate`] splits a sum so that the
//! parts add up to the whole again.
//!
//! INVARIANT: arithmetic either returns the exact result or an error; it never wraps, saturates or mixes currencies.

mod allocate;
mod amount;
mod currency;
mod error;
mod rate;
mod rounding;
mod written;

pub use allocate::{allocate, split_evenly};
pub use amount::Amount;
pub use currency::Currency;
pub use error::MoneyError;
pub use rate::Rate;
pub use rounding::Rounding;
pub use written::{minor_readings, readings};

#[cfg(test)]
mod tests;
