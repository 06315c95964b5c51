//! What the verbs of the command line do. Each file is a verb; rules live in the slices.

pub mod api_key;
pub mod approve;
pub mod budget;
pub mod demo;
pub mod doctor;
pub mod eval;
pub mod extract;
pub mod inbox;
pub mod ingest;
pub mod init;
pub mod invoice;
pub mod ledger;
pub mod owed;
pub mod pending;
pub mod rate;
pub mod report;
pub mod serve;
pub mod tax_return;
pub mod user;
