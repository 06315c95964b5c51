//! The demo company: plainly synthetic, generated from a seed by this code alone.
//!
//! [`plan`] is pure: a seed and a last day give two years of entries, counterparties, budgets and papers. [`tell`]
//! writes them through the same use cases as everybody else's books: the entries by bulk posting, the papers by the
//! front door of the road, so that the inbox has real work in it.

#![allow(clippy::inconsistent_digit_grouping, reason = "cents are written 3_200_00, as people read amounts")]

mod budget;
mod company;
mod error;
mod found;
mod fx;
mod month;
mod numbers;
mod papers;
mod plan;
mod purchases;
mod sales;
mod staff;
mod tell;
mod written;

pub use error::DemoError;
pub use found::{Found, found};
pub use tell::{DEMO_EMAIL, DEMO_PASSWORD, Installation, SEED, tell};
