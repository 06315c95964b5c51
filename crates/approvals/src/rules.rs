//! The decisions about decisions: pure.

use std::collections::BTreeSet;

use money::Amount;
use op::{Role, UserId};
use serde::Serialize;

use crate::policy::{Approvers, Condition, LowRiskClass, Policy};
use crate::subject::{Decision, DecisionId, Subject, Verdict};

/// What it takes to post a subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirement {
    /// All of them must be met. One person may meet several; within one, each person counts once.
    pub levels: Vec<Level>,
    /// The people whose work it is: who entered it, and who brought it in where the policy counts that too.
    pub authors: Vec<UserId>,
    /// Those of them whose yes does not count, because it lies above the limit.
    pub barred: Vec<UserId>,
    /// The limit for approving one's own entries.
    pub self_approval_limit: Amount,
    /// Whether the amount lies above it.
    pub above_limit: bool,
    /// The low-risk class that may decide without a person.
    pub automatic: Option<String>,
}

/// One rule that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// Its name.
    pub rule: String,
    /// Who satisfies it.
    pub approvers: Approvers,
}

/// What the policy asks for this subject.
pub fn evaluate(policy: &Policy, subject: &Subject) -> Requirement {
    let mut levels: Vec<Level> = policy
        .rules
        .iter()
        .filter(|rule| holds(&rule.when, subject))
        .map(|rule| Level { rule: rule.name.clone(), approvers: rule.approvers.clone() })
        .collect();
    // A rule somebody wrote for this case outranks the low-risk class.
    let automatic = policy.automatic.iter().find(|class| levels.is_empty() && covers(class, subject));
    let automatic = automatic.map(|class| class.name.clone());
    if levels.is_empty() {
        levels.push(Level { rule: "Every document".to_owned(), approvers: Approvers::anyone(1) });
    }
    let above_limit = size(subject.amount) > size(policy.self_approval_limit);
    let mut authors = subject.entered_by.clone();
    authors.extend(subject.brought_by.filter(|who| policy.bringing_is_entering && !authors.contains(who)));
    let barred = if above_limit { authors.clone() } else { Vec::new() };
    Requirement { levels, authors, barred, self_approval_limit: policy.self_approval_limit, above_limit, automatic }
}

fn holds(when: &Condition, subject: &Subject) -> bool {
    let amount = size(subject.amount);
    covers_kind(&when.kinds, subject)
        && when.min_amount.is_none_or(|min| amount >= size(min))
        && when.max_amount.is_none_or(|max| amount <= size(max))
        && when.confidence_below.is_none_or(|bound| subject.confidence < bound)
        && when.party_known.is_none_or(|known| known == subject.party_known)
        && (when.accounts.is_empty() || when.accounts.iter().any(|account| subject.accounts.contains(account)))
}

/// Low risk: switched on, small, sure, from a known party, nothing stands out, and no person had a hand in it.
fn covers(class: &LowRiskClass, subject: &Subject) -> bool {
    class.enabled
        && covers_kind(&class.kinds, subject)
        && size(subject.amount) <= size(class.max_amount)
        && subject.confidence >= class.min_confidence
        && subject.party_known
        && !subject.stands_out
        && subject.entered_by.is_empty()
}

fn covers_kind(kinds: &[String], subject: &Subject) -> bool {
    kinds.is_empty() || kinds.contains(&subject.document_kind)
}

/// The amount without its sign: a credit note weighs as much as the bill it corrects.
fn size(amount: Amount) -> u64 {
    amount.minor().unsigned_abs()
}

/// Why a vote is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// He entered it himself, above the limit.
    #[error(
        "you entered or corrected this, and above {limit} somebody else must approve it (Settings, Approvals shows the \
         limit)"
    )]
    OwnEntry {
        /// The limit in words.
        limit: String,
    },
    /// He has said yes in this round.
    #[error("you have approved this already: it waits for others")]
    AlreadyApproved,
    /// The rules that still need somebody name other people.
    #[error("rule `{rule}` asks for other approvers")]
    OtherApprovers {
        /// The rule that still needs somebody.
        rule: String,
    },
}

impl Refusal {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OwnEntry { .. } | Self::OtherApprovers { .. } => "approval.refused",
            Self::AlreadyApproved => "approval.already_given",
        }
    }
}

/// Whether this person's yes would count.
pub fn may_approve(requirement: &Requirement, person: UserId, roles: &[Role]) -> Result<(), Refusal> {
    if requirement.barred.contains(&person) {
        return Err(Refusal::OwnEntry { limit: requirement.self_approval_limit.to_string() });
    }
    match requirement.levels.first() {
        Some(level) if !requirement.levels.iter().any(|level| level.approvers.include(person, roles)) => {
            Err(Refusal::OtherApprovers { rule: level.rule.clone() })
        }
        _ => Ok(()),
    }
}

/// How things stand after some votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// All levels are met; the decision that completed them.
    Approved {
        /// The last vote that was needed.
        decision: DecisionId,
    },
    /// Somebody must still say yes.
    Open {
        /// By rule.
        missing: Vec<Missing>,
    },
    /// The last word was no.
    Rejected {
        /// That word.
        decision: DecisionId,
    },
}

/// What a level still needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The rule.
    pub rule: String,
    /// How many more people.
    pub people: u8,
    /// From among whom.
    pub approvers: Approvers,
}

/// Counts the votes cast on the subject's present digest in the present round, oldest first.
pub fn stand(requirement: &Requirement, votes: &[Decision]) -> Standing {
    let after_rejection = votes.iter().rposition(|vote| vote.verdict == Verdict::Reject).map_or(0, |last| last + 1);
    let live = &votes[after_rejection..];
    if live.is_empty()
        && let Some(last) = votes.last()
    {
        return Standing::Rejected { decision: last.id };
    }
    for (n, vote) in live.iter().enumerate() {
        if vote.automatic.is_some() || missing(requirement, &live[..=n]).is_empty() {
            return Standing::Approved { decision: vote.id };
        }
    }
    Standing::Open { missing: missing(requirement, live) }
}

fn missing(requirement: &Requirement, votes: &[Decision]) -> Vec<Missing> {
    let still_needed = |level: &Level| {
        let people: BTreeSet<UserId> = votes
            .iter()
            .filter_map(|vote| vote.person.map(|person| (person, &vote.roles)))
            .filter(|(person, roles)| !requirement.barred.contains(person) && level.approvers.include(*person, roles))
            .map(|(person, _)| person)
            .collect();
        let had = u8::try_from(people.len()).unwrap_or(u8::MAX);
        level.approvers.count.saturating_sub(had)
    };
    requirement
        .levels
        .iter()
        .map(|level| (level, still_needed(level)))
        .filter(|(_, people)| *people > 0)
        .map(|(level, people)| Missing { rule: level.rule.clone(), people, approvers: level.approvers.clone() })
        .collect()
}

#[cfg(test)]
mod tests;
