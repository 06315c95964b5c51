//! Accounts and entries.

mod accounts;
mod closing;
mod entries;
mod manual;
mod notes;
mod rates;
mod table;
mod taxed;

pub use accounts::*;
pub use closing::*;
pub use entries::*;
pub use manual::*;
pub use notes::*;
pub use rates::*;
pub use taxed::*;
