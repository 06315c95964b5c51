use std::sync::Arc;

use jiff::Timestamp;
use op::{Actor, Clock, Grants, Op, OrgId, Origin, UserId};

use crate::SessionId;
use crate::secrets;

/// Somebody who has proved who he is.
#[derive(Debug, Clone, PartialEq)]
pub struct Principal {
    /// His organisation.
    pub org: OrgId,
    /// Its name.
    pub organisation: String,
    /// As whom he acts: the person, or a key of that person.
    pub actor: Actor,
    /// What he may do.
    pub grants: Grants,
    /// The person himself, or the key's owner.
    pub profile: Profile,
    /// With a cookie: the session.
    pub session: Option<SessionId>,
    /// With a cookie: the token that every writing request must repeat in `X-CSRF-Token`.
    pub csrf: Option<String>,
    /// When the session or the key ends at the latest, if it does.
    pub until: Option<Timestamp>,
}

/// A person as he sees himself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// His id.
    pub id: UserId,
    /// His name.
    pub name: String,
    /// His e-mail.
    pub email: String,
    /// Language of pages and messages (BCP 47).
    pub locale: String,
}

impl Principal {
    /// The operation of a request.
    pub fn op(&self, origin: Origin, clock: Arc<dyn Clock>) -> Op {
        Op::new(self.org, self.actor.clone(), origin, self.grants.clone(), clock)
    }

    /// Whether the CSRF token of a writing request is this session's. A key needs none: no browser sends it unasked.
    pub fn csrf_holds(&self, given: Option<&str>) -> bool {
        match &self.csrf {
            None => true,
            Some(expected) => given.is_some_and(|given| secrets::equal(given.as_bytes(), expected.as_bytes())),
        }
    }
}
