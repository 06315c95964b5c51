//! `pacioli demo`: the made-up company.

use serde_json::json;

use crate::cli::{Cli, Demo};
use crate::demo::{self, DEMO_EMAIL, DEMO_PASSWORD};
use crate::error::CliError;

/// Documents read at a time.
const WORKERS: usize = 2;

/// Does what is asked with the demo company.
pub async fn run(cli: &Cli, command: &Demo) -> Result<(), CliError> {
    let Demo::Reset { seed } = command;
    let app = demo::reset(&cli.place, *seed).await?;
    if !cli.json {
        eprintln!("The books are written; reading the papers that wait in the inbox …");
    }
    let read = app.runner(WORKERS).drain().await.map_err(|e| CliError::refused("jobs.failed", e));
    app.close_after(read).await?;
    if cli.json {
        println!("{}", json!({ "email": DEMO_EMAIL, "password": DEMO_PASSWORD, "seed": seed }));
    } else {
        println!("The demo company is there. Sign in as {DEMO_EMAIL} with {DEMO_PASSWORD}.");
    }
    Ok(())
}
