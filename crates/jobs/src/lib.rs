//! The job queue and the outbox, in PostgreSQL.
//!
//! A use case calls [`enqueue`] in the transaction that makes the work necessary: the job exists exactly when the
//! change does. A [`Runner`] takes jobs fairly between organisations, keeps a lease on each while its [`Handler`] runs,
//! and deletes it when it is done; a failed one waits longer and longer and at last lies dead for a person to look at.
//! [`emit`] writes news for those outside into the outbox and wakes listeners at commit; [`seal`] numbers news and trail
//! for good, and readers with a place of their own ([`open_cursor`]) miss nothing. Road: [`enqueue`] -> table
//! `job` -> `claim` -> [`Handler::run`] -> `finish`. Cost of a job: one statement to enqueue, four to run.
//!
//! A job keeps who caused it; what that person may do is asked again when it runs ([`Principals`]).
//!
//! INVARIANT: a job may run twice (a program can die after its effect and before the job is deleted), so a handler's
//! effect must be idempotent; it does its work in its own transactions.

mod attempt;
mod claim;
mod cursor;
mod error;
mod handler;
mod news;
mod principals;
mod queue;
mod runner;
mod seal;
mod shared;
mod store;
#[cfg(test)]
mod tests;

pub use cursor::{close_cursor, move_cursor, open_cursor, unread};
pub use error::JobError;
pub use handler::{BoxFuture, Failure, Handler, Job};
pub use news::{NEWS_CHANNEL, News, NewsItem, Position, emit, emit_each, news_since};
pub use principals::{EverybodyMay, Principals, Standing};
pub use queue::{DeadJob, NewJob, Waiting, dead, discard, enqueue, revive, waiting};
pub use runner::{Runner, release_all_of_dead_runners};
pub use seal::{seal, seal_what_was_restored};
