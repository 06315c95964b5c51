use std::sync::Arc;

use op::{Actor, Clock, Grants, Op, Origin};
use pg::Db;

use crate::{DEMO_EMAIL, DemoError};

/// What kinds of organisations there are in an installation.
pub struct Found {
    /// Somebody can sign in to a demo company.
    pub demo: bool,
    /// Names of the organisations that keep real books.
    pub real: Vec<String>,
}

impl Found {
    /// Whether everything is made up, and somebody can sign in to it.
    pub fn is_demo_alone(&self) -> bool {
        self.demo && self.real.is_empty()
    }
}

/// Looks through the organisations: one whose businesses are all made up is a demo company.
pub async fn found(db: &Db, clock: &Arc<dyn Clock>) -> Result<Found, DemoError> {
    let mut found = Found { demo: false, real: Vec::new() };
    for organisation in identity::organisations(db).await? {
        let actor = Actor::System { name: "demo".to_owned() };
        let op = Op::new(organisation.id, actor, Origin::Cli, Grants::all(), Arc::clone(clock));
        let businesses = ledger::entities(db, &op).await?;
        if businesses.is_empty() || !businesses.iter().all(|business| business.demo) {
            found.real.push(organisation.name);
            continue;
        }
        let people = identity::users(db, &op).await?;
        found.demo |= people.iter().any(|person| person.email == DEMO_EMAIL && person.active);
    }
    Ok(found)
}
