//! The demo company in this installation: made, made anew, and told from real books.

use ::demo::Installation;

use crate::app::App;
use crate::config::Place;
use crate::error::CliError;

pub use ::demo::{DEMO_EMAIL, DEMO_PASSWORD, SEED};

/// Whether everything in this installation is the demo company, with its sign-in.
pub async fn exists(app: &App) -> Result<bool, CliError> {
    Ok(::demo::found(&app.db, &app.clock).await?.is_demo_alone())
}

/// Throws the demo company away with everything in its database and makes it anew. Entries are permanent by the
/// database's own rules, so this cannot be done row by row.
///
/// # Errors
/// Refused when there is any organisation that is not made up, or while another program uses the database.
pub async fn reset(place: &Place, seed: u64) -> Result<App, CliError> {
    let app = App::open(place).await?;
    let found = match ::demo::found(&app.db, &app.clock).await {
        Ok(found) => found,
        Err(error) => return app.close_after(Err(error.into())).await,
    };
    if let Some(name) = found.real.first() {
        let why = format!(
            "`{name}` keeps real books here, and a reset empties the whole database: make the demo company in another \
             data folder (--data)"
        );
        return app.close_after(Err(CliError::usage("demo.not_alone", why))).await;
    }
    let server = app.leave_server().await;
    let app = match App::afresh(place, &server).await {
        Ok(()) => App::over(place, server).await?,
        Err(error) => {
            server.stop().await?;
            return Err(error);
        }
    };
    match load(place, &app, seed).await {
        Ok(()) => Ok(app),
        Err(error) => app.close_after(Err(error)).await,
    }
}

/// Whether the program was ended while it made the demo company, so that only half of it is there.
pub fn is_unfinished(place: &Place) -> bool {
    place.unfinished_demo_file().exists()
}

/// Founds the demo company and tells its story up to today. Takes a few seconds.
pub async fn load(place: &Place, app: &App, seed: u64) -> Result<(), CliError> {
    let mark = place.unfinished_demo_file();
    std::fs::write(&mark, "The demo company is being made.\n").map_err(|e| CliError::file(&mark, e))?;
    let runner = app.runner(1);
    let App { db, documents, reader, clock, .. } = app;
    ::demo::tell(&Installation { db, documents, reader, runner: &runner, clock }, seed).await?;
    std::fs::remove_file(&mark).map_err(|e| CliError::file(&mark, e))
}
