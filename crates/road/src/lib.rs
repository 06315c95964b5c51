//! The road of a document: what may happen to it, and what is done about it.
//!
//! `arrive → read → extract → classify → propose → review → post`. Each stage takes the result before it and gives one
//! new result; [`step`] alone says which event leads from which state to which, and which effects follow. The data of
//! the stages live here too: [`page`] (words with their places), [`facts`] (fields with confidence),
//! [`classification`] (party, accounts, tax) and [`proposal`] (a balanced draft entry that cites the page).
//! [`review`] says what a person must look at, [`duplicates`] which documents look like the same one, [`may`] what
//! people can do now. What is kept as JSON is kept with the version of its shape ([`Versioned`]).
//!
//! INVARIANT: no IO, no clock, no randomness; the same event in the same state always gives the same answer.

mod arg;
mod check;
pub mod classification;
pub mod duplicates;
mod effect;
mod event;
pub mod facts;
pub mod page;
pub mod proposal;
mod reason;
pub mod review;
mod state;
mod step;
mod unusual;
mod verb;
mod versioned;

pub use arg::{Arg, Args};
pub use effect::{Effect, Notice};
pub use event::{Event, EventKind, Outcome};
pub use proposal::{CannotPropose, Proposal};
pub use reason::{CODES, ReviewReason, Severity};
pub use state::{HoldReason, Nothing, Stage, State, StateKind};
pub use step::{ATTEMPTS_MAX, Refused, step};
pub use unusual::Unusual;
pub use verb::{Group, Verb, may};
pub use versioned::{Unreadable, Versioned, from_stored, to_stored};

#[cfg(test)]
mod tests;
