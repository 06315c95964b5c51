//! Accounts and entries.

mod accounts;
mod entries;
mod manual;

pub use accounts::*;
pub use entries::*;
pub use manual::*;
