use std::collections::BTreeSet;

use money::{Amount, Currency};
use op::{Permission, Role, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Up to how much of what he entered himself a person may approve alone, in major units of the base currency.
const DEFAULT_SELF_APPROVAL_LIMIT: i64 = 1_000;
/// Up to how much the low-risk class, once switched on, books by itself, in major units of the base currency.
const DEFAULT_LOW_RISK_AMOUNT: i64 = 50;
/// More approvers than this on one level only teach people to press the button.
const MOST_APPROVERS: u8 = 5;

/// Who must approve what in one business. All amounts are in its base currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What a person entered or corrected himself he may approve up to this amount, inclusive.
    pub self_approval_limit: Amount,
    /// Whether who brings a document in counts as one who entered it: above the limit somebody else must approve then.
    #[serde(default)]
    pub bringing_is_entering: bool,
    /// Every rule whose condition holds must be satisfied. Where none holds, one person with `documents-approve` does.
    pub rules: Vec<Rule>,
    /// Classes that may be booked without a person.
    pub automatic: Vec<LowRiskClass>,
}

/// One rule: what it is about and who must say yes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// As shown to people: "Bills above 5,000".
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// Who must approve.
    pub approvers: Approvers,
}

/// All given parts must hold; what is not given does not matter.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// Kinds of document (`invoice`, `credit_note`, `receipt` ...); empty: every kind.
    pub kinds: Vec<String>,
    /// From this amount on, inclusive.
    pub min_amount: Option<Amount>,
    /// Up to this amount, inclusive.
    pub max_amount: Option<Amount>,
    /// When the confidence of the reading lies below this (0 to 1).
    pub confidence_below: Option<f32>,
    /// When the counterparty is known (`true`) or new (`false`).
    pub party_known: Option<bool>,
    /// When one of these accounts is touched; empty: any.
    pub accounts: Vec<Uuid>,
}

/// Who may satisfy a rule. With neither roles nor persons: anyone who may approve documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approvers {
    /// Holders of one of these roles in the business.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// These people.
    #[serde(default)]
    pub persons: Vec<UserId>,
    /// How many different people.
    pub count: u8,
}

impl Approvers {
    /// This many people, whoever may approve documents.
    pub fn anyone(count: u8) -> Self {
        Self { roles: Vec::new(), persons: Vec::new(), count }
    }

    /// Whether this person, holding these roles in the business, is one of them.
    pub fn include(&self, person: UserId, roles: &[Role]) -> bool {
        let anyone = self.roles.is_empty() && self.persons.is_empty();
        anyone || self.persons.contains(&person) || self.roles.iter().any(|role| roles.contains(role))
    }
}

/// A class of documents so small and so sure that a named policy may decide for people. Off until someone switches it on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowRiskClass {
    /// Stands in the decision instead of a person's name.
    pub name: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Kinds of document; empty: every kind.
    pub kinds: Vec<String>,
    /// Up to this amount, inclusive.
    pub max_amount: Amount,
    /// At least this confidence (0 to 1).
    pub min_confidence: f32,
}

/// Why a policy cannot be put in force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFlaw {
    /// An amount in another currency than the base currency.
    #[error("`{place}` is in {found}: amounts of a policy are in the base currency {base}")]
    Currency {
        /// Where it stands.
        place: String,
        /// The base currency.
        base: Currency,
        /// The currency given.
        found: Currency,
    },
    /// An amount below zero.
    #[error("`{0}` must not be negative")]
    Negative(String),
    /// A confidence outside 0 to 1.
    #[error("the confidence of `{0}` must lie between 0 and 1")]
    Confidence(String),
    /// The lower bound lies above the upper one.
    #[error("rule `{0}` never applies: its lowest amount lies above its highest")]
    EmptyRange(String),
    /// No or too many approvers.
    #[error("rule `{rule}` asks for {count} approvers: choose 1 to {MOST_APPROVERS}")]
    Count {
        /// The rule.
        rule: String,
        /// How many it asks for.
        count: u8,
    },
    /// Nobody could ever satisfy it.
    #[error("rule `{rule}` could never be satisfied: {why}")]
    DeadEnd {
        /// The rule.
        rule: String,
        /// Why not.
        why: String,
    },
    /// Two rules or classes of one name, or one without a name.
    #[error("every rule and class needs its own name: `{0}` is empty or used twice")]
    Name(String),
}

impl Policy {
    /// What every business starts with: a person approves everything, nobody approves above 1,000.00 what he himself
    /// entered, and the one low-risk class is off.
    pub fn standard(base: Currency) -> Self {
        let major = |units: i64| Amount::new(units * base.minor_per_major(), base);
        Self {
            self_approval_limit: major(DEFAULT_SELF_APPROVAL_LIMIT),
            bringing_is_entering: false,
            rules: Vec::new(),
            automatic: vec![LowRiskClass {
                name: "Small documents of known counterparties".to_owned(),
                enabled: false,
                kinds: Vec::new(),
                max_amount: major(DEFAULT_LOW_RISK_AMOUNT),
                min_confidence: 0.98,
            }],
        }
    }

    /// Whether the policy can be put in force in a business with this base currency. Rules that nobody could ever
    /// satisfy are refused here, so that no document gets stuck later.
    pub fn check(&self, base: Currency) -> Result<(), PolicyFlaw> {
        check_amount("self-approval limit", self.self_approval_limit, base)?;
        self.rules.iter().try_for_each(|rule| rule.check(base))?;
        self.automatic.iter().try_for_each(|class| class.check(base))?;
        let mut seen = BTreeSet::new();
        let names = self.rules.iter().map(|r| &r.name).chain(self.automatic.iter().map(|c| &c.name));
        for name in names {
            if name.trim().is_empty() || !seen.insert(name.trim().to_lowercase()) {
                return Err(PolicyFlaw::Name(name.clone()));
            }
        }
        Ok(())
    }
}

impl Rule {
    fn check(&self, base: Currency) -> Result<(), PolicyFlaw> {
        let rule = || self.name.clone();
        for amount in [self.when.min_amount, self.when.max_amount].into_iter().flatten() {
            check_amount(&self.name, amount, base)?;
        }
        if let (Some(min), Some(max)) = (self.when.min_amount, self.when.max_amount)
            && min.minor() > max.minor()
        {
            return Err(PolicyFlaw::EmptyRange(rule()));
        }
        if let Some(bound) = self.when.confidence_below {
            check_confidence(&self.name, bound)?;
        }
        let Approvers { roles, persons, count } = &self.approvers;
        if !(1..=MOST_APPROVERS).contains(count) {
            return Err(PolicyFlaw::Count { rule: rule(), count: *count });
        }
        if let Some(role) = roles.iter().find(|role| !role.holds(Permission::DocumentsApprove)) {
            return Err(PolicyFlaw::DeadEnd {
                rule: rule(),
                why: format!("the role {role} may not approve documents"),
            });
        }
        let different: BTreeSet<&UserId> = persons.iter().collect();
        if roles.is_empty() && !persons.is_empty() && different.len() < usize::from(*count) {
            let why = format!("it names {} people and asks for {count}", different.len());
            return Err(PolicyFlaw::DeadEnd { rule: rule(), why });
        }
        Ok(())
    }
}

impl LowRiskClass {
    fn check(&self, base: Currency) -> Result<(), PolicyFlaw> {
        check_amount(&self.name, self.max_amount, base)?;
        check_confidence(&self.name, self.min_confidence)
    }
}

fn check_amount(place: &str, amount: Amount, base: Currency) -> Result<(), PolicyFlaw> {
    if amount.currency() != base {
        return Err(PolicyFlaw::Currency { place: place.to_owned(), base, found: amount.currency() });
    }
    if amount.is_negative() {
        return Err(PolicyFlaw::Negative(place.to_owned()));
    }
    Ok(())
}

fn check_confidence(place: &str, bound: f32) -> Result<(), PolicyFlaw> {
    // A NaN is in no range, so it is refused too.
    if (0.0..=1.0).contains(&bound) { Ok(()) } else { Err(PolicyFlaw::Confidence(place.to_owned())) }
}
