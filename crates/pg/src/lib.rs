//! PostgreSQL, the one store.
//!
//! [`Db`] holds the pools (web, jobs, reports: reports can never starve posting) and gives out transactions that have
//! already entered a tenant: [`TenantTx`]. There is no other way to a row. [`embedded`] runs a private server when no
//! `DATABASE_URL` is set; [`migrate`] builds and upgrades the schema.
//!
//! INVARIANT: no pool and no bare connection leaves this crate.

mod context;
mod db;
pub mod embedded;
mod error;
mod migrate;
mod role;
mod tenant;
mod time;
mod trouble;

pub use context::ContextKey;
pub use db::{Db, PoolSizes};
pub use error::{PgError, constraint_of};
pub use migrate::{APP_ROLE, migrate, migrations_fingerprint, recreate, register_store};
pub use tenant::{SystemTx, TenantTx};
pub use time::stored_precision;
pub use trouble::{Trouble, trouble_of};
