use std::fmt;

use jiff::Timestamp;
use money::Amount;
use op::{EntityId, Permission, Role, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Digest;

/// One recorded decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub Uuid);

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is to be approved, as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// `document`, `entry`.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The business it belongs to.
    pub entity: EntityId,
    /// What it takes to have a voice: `documents-approve` for documents, `ledger-post` for entries by hand.
    pub permission: Permission,
    /// Names the exact content: fields, proposed lines, party.
    pub digest: Digest,
    /// Kind of document: `invoice`, `credit_note`, `receipt` ...
    pub document_kind: String,
    /// Gross amount in the base currency at today's knowledge; its sign does not matter.
    pub amount: Amount,
    /// The least confidence among the fields the entry rests on, 0 to 1; 1 when a person entered them all.
    pub confidence: f32,
    /// Whether the counterparty was known before.
    pub party_known: bool,
    /// Accounts of the proposed entry.
    pub accounts: Vec<Uuid>,
    /// The people who entered it by hand, or whose correction changed its content: its authors.
    pub entered_by: Vec<UserId>,
    /// Who brought the document in. The policy says whether that makes him an author.
    pub brought_by: Option<UserId>,
    /// Whether something about it asks for a person's eye: a warning, an IBAN that was not paid to before.
    pub stands_out: bool,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// It may be posted as it stands.
    Approve,
    /// It shall not be posted.
    Reject,
}

/// A decision as recorded: permanent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The content it was cast on.
    pub digest: Digest,
    /// How many rejections of this content came before it.
    pub round: i16,
    /// Yes or no.
    pub verdict: Verdict,
    /// Who, in words.
    pub actor_name: String,
    /// The human being who answers for it; `None` when a low-risk class decided.
    pub person: Option<UserId>,
    /// Roles the person held in the business at that moment.
    pub roles: Vec<Role>,
    /// The low-risk class that decided, if one did.
    pub automatic: Option<String>,
    /// The version of the policy in force.
    pub policy_version: i32,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}
