//! As whom a job runs: whoever caused it, with what that person may do now.

use op::{Actor, Grants, OrgId};
use serde::{Deserialize, Serialize};

use crate::{BoxFuture, JobError};

/// What an actor may do at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// This.
    May(Grants),
    /// Nothing any more, and why: `Anna Weber was switched off`.
    MayNot(String),
}

/// Knows who may do what. `identity` is asked each time a job runs, so that the work of somebody who has left does not go
/// on in his name.
pub trait Principals: Send + Sync {
    /// What the actor may do in the organisation now.
    fn standing<'a>(&'a self, org: OrgId, actor: &'a Actor) -> BoxFuture<'a, Result<Standing, JobError>>;
}

/// Lets everybody do everything: for tests whose people stand in no table.
#[derive(Debug, Clone, Copy, Default)]
pub struct EverybodyMay;

impl Principals for EverybodyMay {
    fn standing<'a>(&'a self, _org: OrgId, _actor: &'a Actor) -> BoxFuture<'a, Result<Standing, JobError>> {
        Box::pin(async { Ok(Standing::May(Grants::all())) })
    }
}

/// Who caused a job, as the table keeps it. Earlier versions kept grants beside the actor; they are not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CausedBy {
    pub actor: Actor,
}
