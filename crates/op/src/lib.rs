//! Who acts, for which organisation, from where, and with which permissions: one value that travels with every use
//! case.
//!
//! An [`Op`] is made once at the edge (request, command, job) and passed by reference downwards. It also carries the
//! clock and the id source, so that nothing below reads the time or randomness from the air and tests can fix both.

mod allowed;
mod clock;
mod ids;
mod per_business;
mod permission;

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use allowed::{Action, Allowed, Place, may};
pub use clock::{Clock, FixedClock, SystemClock};
pub use ids::{EntityId, OrgId, RequestId, UserId};
pub use per_business::PerBusiness;
pub use permission::{Denied, Grant, Grants, Permission, Role};

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A person who signed in.
    User {
        /// The person.
        id: UserId,
        /// As shown in the trail.
        name: String,
    },
    /// A program with an API key; it acts for the person who made the key.
    ApiKey {
        /// The key.
        id: Uuid,
        /// Its name.
        name: String,
        /// Whose key it is.
        owner: UserId,
    },
    /// One of our own agents at work for someone. An agent proposes; it never posts or approves.
    Agent {
        /// `reader`, `extractor`, `classifier`, `proposer`.
        name: String,
        /// Its version.
        version: String,
        /// The person whose action caused the work, if any.
        on_behalf_of: Option<UserId>,
    },
    /// The program itself: set-up, demo data, maintenance.
    System {
        /// Which part of it.
        name: String,
    },
}

impl Actor {
    /// `user`, `api_key`, `agent`, `system`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::User { .. } => "user",
            Self::ApiKey { .. } => "api_key",
            Self::Agent { .. } => "agent",
            Self::System { .. } => "system",
        }
    }

    /// The id in the trail, if the actor has one.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::User { id, .. } => Some(id.0),
            Self::ApiKey { id, .. } => Some(*id),
            Self::Agent { on_behalf_of, .. } => on_behalf_of.map(|u| u.0),
            Self::System { .. } => None,
        }
    }

    /// The person who answers for it: segregation of duties compares these.
    pub fn person(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            Self::ApiKey { owner, .. } => Some(*owner),
            Self::Agent { on_behalf_of, .. } => *on_behalf_of,
            Self::System { .. } => None,
        }
    }

    /// The chain in words.
    pub fn name(&self) -> String {
        match self {
            Self::User { name, .. } | Self::System { name } => name.clone(),
            Self::ApiKey { name, .. } => format!("API key {name}"),
            Self::Agent { name, version, .. } => format!("{name} {version}"),
        }
    }
}

/// Through which door an action came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Origin {
    /// The web app.
    Web,
    /// The API with a key.
    Api,
    /// The command line.
    Cli,
    /// A mail.
    Mail,
    /// The watched folder.
    Folder,
    /// A background job.
    Worker,
}

/// One operation: who, where, why allowed, when.
#[derive(Clone)]
pub struct Op {
    /// The organisation whose rows are touched.
    pub org: OrgId,
    /// Who acts.
    pub actor: Actor,
    /// Through which door.
    pub origin: Origin,
    /// Ties logs, audit rows and answers together.
    pub request: RequestId,
    /// What the actor may do.
    pub grants: Grants,
    clock: Arc<dyn Clock>,
}

impl Op {
    /// An operation with the given clock.
    pub fn new(org: OrgId, actor: Actor, origin: Origin, grants: Grants, clock: Arc<dyn Clock>) -> Self {
        let request = RequestId(clock.new_id());
        Self { org, actor, origin, request, grants, clock }
    }

    /// The same operation under the id of the request that caused it.
    pub fn with_request(mut self, request: RequestId) -> Self {
        self.request = request;
        self
    }

    /// The same operation done by one of our agents for the present actor.
    pub fn as_agent(&self, name: &str, version: &str) -> Self {
        let actor =
            Actor::Agent { name: name.to_owned(), version: version.to_owned(), on_behalf_of: self.actor.person() };
        Self { actor, ..self.clone() }
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id, ordered by time (UUIDv7, RFC 9562).
    pub fn new_id(&self) -> Uuid {
        self.clock.new_id()
    }

    /// The clock, for operations derived from this one.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// Passes when the actor may do this in this business.
    pub fn require(&self, permission: Permission, entity: EntityId) -> Result<(), Denied> {
        self.grants.require(permission, Some(entity))
    }

    /// Passes when the actor may do this for the whole organisation.
    pub fn require_org(&self, permission: Permission) -> Result<(), Denied> {
        self.grants.require(permission, None)
    }
}
