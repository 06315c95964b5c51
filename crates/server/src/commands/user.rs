//! `pacioli user`: who may sign in.

use identity::{NewUser, User as Person, UserChange};
use op::{Grant, Op};
use serde_json::{Value, json};

use crate::acting::Acting;
use crate::cli::{Cli, User};
use crate::error::CliError;
use crate::print::{self, Align};
use crate::prompt;

/// Does what is asked with people.
pub async fn run(cli: &Cli, command: &User) -> Result<(), CliError> {
    // Asked before anything is opened: a person types slowly.
    let password = match command {
        User::Add { password, .. } | User::Password { password, .. } => prompt::password(password.as_deref())?,
        User::List | User::Deactivate { .. } => String::new(),
    };
    let acting = Acting::open(cli).await?;
    let done = change(&acting, command, password).await;
    let said = acting.close(done).await?;
    match said {
        Said::People(people) if cli.json => println!("{}", json!(people)),
        Said::People(people) => table(&people),
        Said::Done(value, _) if cli.json => println!("{value}"),
        Said::Done(_, sentence) => println!("{sentence}"),
    }
    Ok(())
}

enum Said {
    People(Vec<Person>),
    Done(Value, String),
}

async fn change(acting: &Acting, command: &User, password: String) -> Result<Said, CliError> {
    let (db, op) = (&acting.app.db, &acting.op);
    match command {
        User::List => Ok(Said::People(identity::users(db, op).await?)),
        User::Add { email, name, role, .. } => {
            let grants = vec![Grant { entity: None, role: *role }];
            let new = NewUser { email: email.clone(), name: name.clone(), password, locale: "en".to_owned(), grants };
            let id = identity::add_user(db, op, new).await?;
            Ok(Said::Done(
                json!({ "user": id, "email": email, "role": role }),
                format!("{email} may sign in as {role}."),
            ))
        }
        User::Password { email, .. } => {
            let change = UserChange { password: Some(password), ..UserChange::default() };
            let person = apply(acting, email, change).await?;
            Ok(Said::Done(json!(person), format!("{email} has a new password and is signed out everywhere.")))
        }
        User::Deactivate { email } => {
            let change = UserChange { active: Some(false), ..UserChange::default() };
            let person = apply(acting, email, change).await?;
            Ok(Said::Done(json!(person), format!("{email} may not sign in any more.")))
        }
    }
}

async fn apply(acting: &Acting, email: &str, change: UserChange) -> Result<Person, CliError> {
    let db = &acting.app.db;
    let people = identity::users(db, &acting.op).await?;
    let found = people.iter().find(|person| person.email.eq_ignore_ascii_case(email.trim()));
    let Some(person) = found else {
        return Err(CliError::usage("user.unknown", format!("nobody signs in as `{email}`: see `pacioli user list`")));
    };
    // A forgotten password is reset by the owner of the machine, also for the one administrator there is.
    let oneself = acting.op.actor.person() == Some(person.id) && change.password.is_some();
    let op: Op = if oneself { acting.as_owner()? } else { acting.op.clone() };
    Ok(identity::change_user(db, &op, person.id, change).await?)
}

fn table(people: &[Person]) {
    let head = [
        ("E-mail", Align::Left),
        ("Name", Align::Left),
        ("Roles", Align::Left),
        ("Active", Align::Left),
        ("Last seen", Align::Left),
    ];
    let rows: Vec<Vec<String>> = people
        .iter()
        .map(|person| {
            let roles: Vec<String> = person.grants.iter().map(in_words).collect();
            vec![
                person.email.clone(),
                person.name.clone(),
                roles.join(", "),
                if person.active { "yes" } else { "no" }.to_owned(),
                person.last_seen_at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    print::table(&head, &rows);
}

fn in_words(grant: &Grant) -> String {
    if grant.entity.is_none() { grant.role.to_string() } else { format!("{} of one business", grant.role) }
}
