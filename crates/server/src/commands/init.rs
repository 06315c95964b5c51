//! `pacioli init`: an organisation, its first business and its administrator.

use identity::{NewAdmin, NewOrganisation};
use ledger::NewEntity;
use serde_json::json;

use crate::acting;
use crate::app::App;
use crate::cli::{Cli, Init};
use crate::error::CliError;
use crate::prompt;

/// Sets up what `options` describe and tells what to do next.
pub async fn run(cli: &Cli, options: &Init) -> Result<(), CliError> {
    let password = prompt::password(options.password.as_deref())?;
    let app = App::open(&cli.place).await?;
    let made = set_up(&app, options, password).await;
    let made = app.close_after(made).await?;
    if cli.json {
        println!("{made}");
    } else {
        println!("{} is set up. {} signs in as {}.", options.organisation, options.name, options.email);
        println!("Next: `pacioli ingest FILES`, or `pacioli serve` and open http://127.0.0.1:7225");
    }
    Ok(())
}

async fn set_up(app: &App, options: &Init, password: String) -> Result<serde_json::Value, CliError> {
    let business = NewEntity {
        fiscal_year_start: options.fiscal_year_start,
        tax_id: options.tax_id.clone(),
        ..NewEntity::new(
            options.business_name.as_deref().unwrap_or(&options.organisation),
            options.currency,
            &options.country,
        )
    };
    let admin =
        NewAdmin { name: options.name.clone(), email: options.email.clone(), password, locale: "en".to_owned() };
    let organisation = NewOrganisation { name: options.organisation.clone(), admin };
    let (org, user) = identity::set_up_as_owner(&app.db, app.clock.clone(), organisation).await?;
    let entity = ledger::create_entity(&app.db, &acting::owner(app, org), business).await?;
    Ok(json!({ "organisation": org, "user": user, "business": entity }))
}
