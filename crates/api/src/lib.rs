//! The HTTP contract: wire types, sign-in to [`op::Op`], problem documents, OpenAPI.
//!
//! Road of a request: [`router`] → [`auth`] (makes the `Op`) → a file per resource (wire to domain, one use case,
//! domain to wire). Errors of slices become problems in `errors`. Database work of a writing request runs in a task of
//! its own, so that a caller who hangs up cannot stop it half-way.
//!
//! INVARIANT: no rules here; whether something is allowed or right is decided by the use cases.

mod amounts;
mod auth;
mod body;
mod budgets;
mod businesses;
mod cursor;
mod description;
mod documents;
mod errors;
mod events;
mod figures;
mod health;
mod jobs;
mod ledger;
mod network;
mod news;
mod parties;
mod people;
pub mod problem;
mod rates;
mod repeats;
mod reports;
pub mod request_id;
mod returns;
mod router;
mod sales;
mod session;
mod set_up;
mod settings;
mod state;
#[cfg(test)]
mod tests;
mod trade;
mod trail;
mod wire;

pub use router::{openapi, router};
pub use settings::Settings;
pub use state::{DemoSignIn, State};
