//! Policies that say who must approve what, and the decisions taken.
//!
//! A business has one [`Policy`], kept as data with all its versions. Before anything is posted its use case describes
//! it as a [`Subject`] (amount, confidence, party, accounts, who had a hand in the figures, digest of its content) and
//! asks [`decide_in`] for a person's vote or [`decide_automatically_in`] for a named low-risk class. The rules are pure
//! ([`evaluate`], [`stand`]); the votes are rows that nobody can change.
//!
//! Road: `documents` or `ledger` -> [`decide_in`] -> [`rules`] -> `store` -> audit -> outbox, in the caller's transaction, so that
//! the decision and the entry commit together. Screens ask [`review_in`] first, which votes nothing.
//! Cost of a vote: seven statements (lock, policy, votes, insert, audit, outbox, notify), however many voted before.
//!
//! INVARIANT: an agent is never a person. It cannot vote, and work it did for someone counts as that person's.
//! INVARIANT: nobody approves above the limit what he himself entered; `decision_not_on_own_entry` guards it in the
//! database too.
//! INVARIANT: a vote counts only for the digest it was cast on: any later edit leaves it behind.

mod decide;
mod digest;
mod error;
mod policy;
mod review;
pub mod rules;
mod set_policy;
mod store;
mod subject;
#[cfg(test)]
mod tests;

pub use decide::{Ballot, Outcome, decide_automatically_in, decide_in};
pub use digest::Digest;
pub use error::ApprovalError;
pub use policy::{Approvers, Condition, LowRiskClass, Policy, PolicyFlaw, Rule};
pub use review::{Review, approved_in, decisions_in, review_in};
pub use rules::{Level, Missing, Refusal, Requirement, Standing, evaluate, stand};
pub use set_policy::{InForce, NewPolicy, policy, policy_history, set_policy};
pub use subject::{Decision, DecisionId, Subject, Verdict};
