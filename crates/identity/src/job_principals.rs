use std::sync::Arc;

use jobs::{BoxFuture, JobError, Principals, Standing};
use op::{Actor, Clock, Grants, OrgId, UserId};
use pg::Db;
use uuid::Uuid;

use crate::IdentityError;
use crate::rules::key_grants;
use crate::store::standing as store;

/// Tells the queue what those who caused its jobs may do now.
///
/// A key's work is done by the program's agents for the key's owner: with what the owner holds in the key's business, not
/// narrowed by the key's scopes, which say what its bearer may ask for. The program's own work may do everything.
pub struct JobPrincipals {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl JobPrincipals {
    /// Over this database.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    async fn ask(&self, org: OrgId, actor: &Actor) -> Result<Standing, IdentityError> {
        match actor {
            Actor::System { .. } | Actor::Agent { on_behalf_of: None, .. } => Ok(Standing::May(Grants::all())),
            Actor::User { id, .. } | Actor::Agent { on_behalf_of: Some(id), .. } => self.person(org, *id).await,
            Actor::ApiKey { id, name, owner } => self.key(org, *id, name, *owner).await,
        }
    }

    async fn person(&self, org: OrgId, id: UserId) -> Result<Standing, IdentityError> {
        let mut tx = self.db.begin_system().await?;
        let found = store::person(&mut tx, org, id).await?;
        Ok(match found {
            None => Standing::MayNot("the person who caused it is not known here any more".to_owned()),
            Some(person) if !person.active => Standing::MayNot(format!("{} was switched off", person.name)),
            Some(person) if person.grants.is_empty() => {
                Standing::MayNot(format!("{} holds no role any more", person.name))
            }
            Some(person) => Standing::May(Grants { grants: person.grants, scopes: None }),
        })
    }

    async fn key(&self, org: OrgId, id: Uuid, name: &str, owner: UserId) -> Result<Standing, IdentityError> {
        let mut tx = self.db.begin_system().await?;
        let key = store::key(&mut tx, org, id).await?;
        drop(tx);
        let now = self.clock.now();
        let entity = match key {
            None => return Ok(Standing::MayNot(format!("the API key {name} is not known here any more"))),
            Some(key) if key.revoked || key.expires_at.is_some_and(|at| at <= now) => {
                return Ok(Standing::MayNot(format!("the API key {name} was revoked or has expired")));
            }
            Some(key) => key.entity,
        };
        Ok(match self.person(org, owner).await? {
            Standing::May(held) => {
                Standing::May(Grants { scopes: None, ..key_grants(&held.grants, entity, Vec::new()) })
            }
            not => not,
        })
    }
}

impl Principals for JobPrincipals {
    fn standing<'a>(&'a self, org: OrgId, actor: &'a Actor) -> BoxFuture<'a, Result<Standing, JobError>> {
        Box::pin(async move { self.ask(org, actor).await.map_err(|e| JobError::Principals(Box::new(e))) })
    }
}
