//! `pacioli api-key`: keys for programs. A key acts for the person who made it and never holds more than he does.

use identity::{ApiKey as Key, NewKey};
use op::Permission;
use serde_json::json;

use crate::acting::Acting;
use crate::cli::{ApiKey, Cli};
use crate::error::CliError;
use crate::print::{self, Align};

/// Does what is asked with keys.
pub async fn run(cli: &Cli, command: &ApiKey) -> Result<(), CliError> {
    match command {
        ApiKey::List => list(cli).await,
        ApiKey::Add { name, scopes } => add(cli, name, scopes).await,
        ApiKey::Revoke { key } => revoke(cli, key).await,
    }
}

async fn list(cli: &Cli) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let keys = identity::keys(&acting.app.db, &acting.op).await.map_err(CliError::from);
    let keys = acting.close(keys).await?;
    if cli.json {
        println!("{}", json!(keys));
        return Ok(());
    }
    let head = [
        ("Prefix", Align::Left),
        ("Name", Align::Left),
        ("Made", Align::Left),
        ("Last used", Align::Left),
        ("Scopes", Align::Left),
    ];
    let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d").to_string();
    let rows: Vec<Vec<String>> = keys
        .iter()
        .map(|key| {
            let scopes: Vec<String> = key.scopes.iter().map(Permission::to_string).collect();
            let used = key.last_used_at.map(day).unwrap_or_default();
            vec![key.prefix.clone(), key.name.clone(), day(key.created_at), used, scopes.join(" ")]
        })
        .collect();
    print::table(&head, &rows);
    Ok(())
}

async fn add(cli: &Cli, name: &str, scopes: &[Permission]) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let made = async {
        let entity = match &cli.business {
            Some(_) => Some(acting.entity().await?),
            None => None,
        };
        let scopes = if scopes.is_empty() { acting.op.grants.permissions_in(entity) } else { scopes.to_vec() };
        let new = NewKey { name: name.to_owned(), owner: None, entity, scopes, expires_at: None };
        Ok(identity::create_key(&acting.app.db, &acting.op, new).await?)
    };
    let made = made.await;
    let made = acting.close(made).await?;
    if cli.json {
        println!("{}", json!({ "key": made.text, "api_key": made.key }));
    } else {
        println!("{}", made.text);
        eprintln!("This is the only time the key is shown. Send it as `Authorization: Bearer <key>`.");
    }
    Ok(())
}

async fn revoke(cli: &Cli, named: &str) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let revoked = revoke_one(&acting, named).await;
    let key = acting.close(revoked).await?;
    if cli.json {
        println!("{}", json!({ "revoked": key.id }));
    } else {
        println!("The key {} ({}) is useless from now on.", key.prefix, key.name);
    }
    Ok(())
}

async fn revoke_one(acting: &Acting, named: &str) -> Result<Key, CliError> {
    let (db, op) = (&acting.app.db, &acting.op);
    let keys = identity::keys(db, op).await?;
    let prefix = named.strip_prefix("pac_live_").unwrap_or(named).split('_').next().unwrap_or_default();
    let fits = |key: &Key| key.prefix == prefix || key.id.0.to_string() == named;
    let Some(key) = keys.into_iter().find(fits) else {
        return Err(CliError::usage(
            "api_key.unknown",
            format!("there is no key `{named}`: see `pacioli api-key list`"),
        ));
    };
    identity::revoke_key(db, op, key.id).await?;
    Ok(key)
}
