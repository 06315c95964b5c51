//! For whom a command works: the installation opened, a person with his own grants, and a business of his.
//!
//! The command line belongs to the owner of the machine, so nobody signs in here; but what is done is done by a person
//! and under that person's grants, and the trail names him.

use std::sync::Arc;

use identity::{Organisation, User};
use ledger::Entity;
use op::{Actor, EntityId, Grants, Op, Origin, Permission};

use crate::app::App;
use crate::cli::Cli;
use crate::error::CliError;

/// An opened installation and somebody who acts in it.
pub struct Acting {
    /// The program with everything opened.
    pub app: App,
    /// The person, with his grants, through the command line.
    pub op: Op,
    business: Option<String>,
}

impl Acting {
    /// Opens the installation and finds the person that `--as` names, or else the first administrator.
    ///
    /// # Errors
    /// A message that says what to do when nothing is set up or nobody fits.
    pub async fn open(cli: &Cli) -> Result<Self, CliError> {
        let app = App::open(&cli.place).await?;
        match person(&app, cli.acting_as.as_deref()).await {
            Ok(op) => Ok(Self { app, op, business: cli.business.clone() }),
            Err(error) => app.close_after(Err(error)).await,
        }
    }

    /// The business that `--business` names, or else the first by name among those the person may see.
    pub async fn business(&self) -> Result<Entity, CliError> {
        business_of(&self.app, &self.op, self.business.as_deref()).await
    }

    /// The id of [`Self::business`].
    pub async fn entity(&self) -> Result<EntityId, CliError> {
        Ok(self.business().await?.id)
    }

    /// The owner of the machine in the same organisation: for what nobody may do to himself. The person must be allowed
    /// to manage people.
    pub fn as_owner(&self) -> Result<Op, CliError> {
        self.op.require_org(Permission::UsersManage).map_err(identity::IdentityError::from)?;
        Ok(owner(&self.app, self.op.org))
    }

    /// Closes the installation and hands the outcome of the command on.
    pub async fn close<T>(self, outcome: Result<T, CliError>) -> Result<T, CliError> {
        self.app.close_after(outcome).await
    }
}

/// The owner of the machine at work in an organisation.
pub fn owner(app: &App, org: op::OrgId) -> Op {
    let actor = Actor::System { name: "command line".to_owned() };
    Op::new(org, actor, Origin::Cli, Grants::all(), Arc::clone(&app.clock))
}

/// The business of that name, or the first by name.
pub async fn business_of(app: &App, op: &Op, name: Option<&str>) -> Result<Entity, CliError> {
    let mut all = ledger::entities(&app.db, op).await?;
    let known = all.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", ");
    let at = match name {
        None if all.is_empty() => {
            let why = "there is no business here yet: add one in the web app under Settings";
            return Err(CliError::usage("business.none", why));
        }
        None => 0,
        Some(name) => all.iter().position(|e| e.name.to_lowercase() == name.to_lowercase()).ok_or_else(|| {
            CliError::usage("business.unknown", format!("there is no business `{name}`; there are: {known}"))
        })?,
    };
    Ok(all.swap_remove(at))
}

async fn person(app: &App, wanted: Option<&str>) -> Result<Op, CliError> {
    let organisations = identity::organisations(&app.db).await?;
    if organisations.is_empty() {
        let why = "nothing is set up yet: run `pacioli init`, or `pacioli serve` and open the web page";
        return Err(CliError::usage("setup.missing", why));
    }
    let mut people: Vec<(Organisation, User)> = Vec::new();
    for organisation in organisations {
        let users = identity::users(&app.db, &owner(app, organisation.id)).await?;
        people.extend(users.into_iter().map(|user| (organisation.clone(), user)));
    }
    let (organisation, user) = match wanted {
        Some(email) => by_email(people, email)?,
        None => first_administrator(people)?,
    };
    let actor = Actor::User { id: user.id, name: user.name };
    let grants = Grants { grants: user.grants, scopes: None };
    Ok(Op::new(organisation.id, actor, Origin::Cli, grants, Arc::clone(&app.clock)))
}

fn by_email(people: Vec<(Organisation, User)>, email: &str) -> Result<(Organisation, User), CliError> {
    let found = people.into_iter().find(|(_, user)| user.email.eq_ignore_ascii_case(email.trim()));
    match found {
        None => Err(CliError::usage("user.unknown", format!("nobody signs in as `{email}`: see `pacioli user list`"))),
        Some((_, user)) if !user.active => {
            Err(CliError::usage("user.inactive", format!("`{email}` may not sign in any more: act as somebody else")))
        }
        Some(found) => Ok(found),
    }
}

fn first_administrator(mut people: Vec<(Organisation, User)>) -> Result<(Organisation, User), CliError> {
    people.retain(|(_, user)| user.active && is_administrator(user));
    let first = people.into_iter().min_by_key(|(_, user)| (user.created_at, user.id));
    first.ok_or_else(|| CliError::usage("user.no_admin", "no administrator may sign in: name a person with `--as`"))
}

fn is_administrator(user: &User) -> bool {
    user.grants.iter().any(|grant| grant.entity.is_none() && grant.role == op::Role::Admin)
}
