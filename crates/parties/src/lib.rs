//! Counterparties of a business: customers and suppliers, how documents name them, and what was booked for them before.
//!
//! A [`Sighting`] is what a document says about somebody; [`resolve_in`] tells whether that is a known [`Party`], with a
//! score and reasons; [`warnings_in`] what is unusual about it, as a bank account that is not the usual one.
//! [`recall_in`] recalls a [`Memory`], which offers accounts and tax codes for the lines of a document from what people
//! confirmed for that party and for similar lines of the whole business.
//! The memory is fed by [`learn_in`] (a confirmed booking) and [`remember_sighting_in`] (another name or number of a
//! known party).
//!
//! Road: `documents` (classify) -> [`resolve_in`], [`recall_in`] -> `store` -> [`rules`]; `documents` (post) ->
//! [`learn_in`]. Screens use [`parties`], [`party`], [`add_party`], [`change_party`].
//! Cost: resolving is two statements, recalling four, whatever the number of lines; learning two.
//!
//! INVARIANT: only a person teaches. An agent's own guesses never become history, or it would learn from itself.
//! INVARIANT: two parties that fit equally well are no match: a person chooses.

mod add;
mod change;
mod error;
mod learn;
mod list;
mod party;
mod resolve;
pub mod rules;
mod store;
mod suggest;
#[cfg(test)]
mod tests;

pub use add::{add_party, add_party_in};
pub use change::change_party;
pub use error::PartyError;
pub use learn::{LearnedLine, Lesson, learn_in};
pub use list::{Cursor, Filter, Page, names_in, parties, party, party_in};
pub use party::{Defaults, Party, PartyData, Sighting};
pub use resolve::{remember_sighting_in, resolve_in, warnings_in};
pub use rules::history::Suggestion;
pub use rules::matching::{Candidate, Match, Warning};
pub use suggest::{Memory, Question, recall_in};
