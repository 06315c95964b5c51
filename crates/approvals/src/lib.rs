//! Policies that say who must approve what, and the decisions taken.
//!
//! A business has one [`Policy`], kept as data with all its versions. Before anything is posted its use case describes
//! it as a [`Subject`] (amount, confidence, party, accounts, who had a hand in the figures, digest of its content) and
//! asks [`decide_in`] for a person's vote or [`decide_automatically_in`] for a named low-risk class. The rules are pure
//! ([`evaluate`], [`stand`]); the votes are rows that nobody can change.
//!
//! Road: `documents` or `manual` -> [`decide_in`] -> [`rules`] -> `store` -> audit -> outbox, in the caller's
//! transaction, so that the decision and the entry commit together. Screens ask [`review_in`] first, which votes
//! nothing. Entries by hand that need nobody else bring a [`Ruling`] along, which the ledger records with them.
//! Cost of a vote: eight statements (lock, policy, round, votes, insert, audit, outbox, notify), however many voted
//! before; a rejection takes one more.
//!
//! INVARIANT: an agent is never a person. It cannot vote, and work it did for someone counts as that person's.
//! INVARIANT: nobody approves above the limit what he himself entered; `decision_not_on_own_entry` guards it in the
//! database too.
//! INVARIANT: a vote counts only for the digest and in the round it was cast on: any later edit leaves it behind, and
//! so does whatever else ends the round ([`end_round_in`]): a rejection, a question, putting it aside, the posting.

mod decide;
mod digest;
mod error;
mod policies;
mod policy;
mod review;
mod round;
pub mod rules;
mod ruling;
mod set_policy;
mod store;
mod subject;
#[cfg(test)]
mod tests;

pub use decide::{Ballot, Outcome, decide_automatically_in, decide_in};
pub use digest::Digest;
pub use error::ApprovalError;
pub use policies::Policies;
pub use policy::{Approvers, Condition, LowRiskClass, Policy, PolicyFlaw, Rule};
pub use review::{Review, approved_in, decisions_in, review_in};
pub use round::end_round_in;
pub use rules::{Level, Missing, Refusal, Requirement, Standing, evaluate, stand};
pub use ruling::{PRESENT_POLICY, Ruling, policy_in, rule_alone, rulings_to_record};
pub use set_policy::{InForce, NewPolicy, policy, policy_history, set_policy};
pub use subject::{Decision, DecisionId, Subject, Verdict};
