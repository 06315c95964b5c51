//! Fresh databases, organisations and people as values, for tests.
//!
//! [`World::new`] copies a migrated template database, so that every test has its own and all run in parallel. The
//! server is found through `PACIOLI_TEST_SERVER`; `cargo run -p test-kit --bin test-cluster -- FOLDER` starts one.

mod clock;
mod database;
mod statements;
mod storage;
mod world;

pub use clock::TestClock;
pub use database::Database;
pub use statements::Statements;
pub use storage::Storage;
pub use world::{Outsider, World};

/// The variable that holds the administrator's URL of a throw-away server.
pub const SERVER: &str = "PACIOLI_TEST_SERVER";
