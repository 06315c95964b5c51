//! Accounts and entries.

mod accounts;
mod closing;
mod entries;
mod manual;
mod notes;
mod pending;
mod rates;
mod table;
mod taxed;

pub use self::accounts::*;
pub use self::closing::*;
pub use self::entries::*;
pub use self::manual::*;
pub use self::notes::*;
pub use self::pending::*;
pub use self::rates::*;
pub use self::taxed::*;
