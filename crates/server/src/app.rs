//! The program with everything opened: database, blobs, reader, road.

use std::sync::Arc;

use blobs::{BlobError, Blobs};
use documents::Documents;
use jobs::{Handler, Runner};
use op::{Clock, SystemClock};
use pg::embedded::{Embedded, Settings};
use pg::{ContextKey, Db, PoolSizes};
use reading::{Limits, Worker};
use sqlx::postgres::PgConnectOptions;

use crate::config::Place;
use crate::engine;
use crate::error::CliError;

/// How many documents are read at the same time.
const READERS: usize = 2;

/// Everything a command needs that touches the books.
pub struct App {
    /// The database.
    pub db: Db,
    /// The road of documents.
    pub documents: Documents,
    /// The processes that parse documents.
    pub reader: Worker,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    server: Server,
}

/// A PostgreSQL server and how the program's administrator enters it.
pub struct Server {
    /// How to connect as the one who may change the schema.
    pub admin: PgConnectOptions,
    embedded: Option<Embedded>,
}

impl Server {
    /// Starts the private server, or takes the one that `DATABASE_URL` names.
    pub async fn start(place: &Place) -> Result<Self, CliError> {
        place.make_data_folder().map_err(|e| CliError::file(&place.data, e))?;
        if let Some(url) = &place.database_url {
            let wrong =
                |e| CliError::usage("config.database_url", format!("DATABASE_URL is not a PostgreSQL URL: {e}"));
            return Ok(Self { admin: url.parse().map_err(wrong)?, embedded: None });
        }
        let embedded = Embedded::start(&Settings::new(&place.data)).await?;
        Ok(Self { admin: embedded.options(), embedded: Some(embedded) })
    }

    /// Whether this program started it, so that no other one can be at work on its database.
    pub fn is_ours_alone(&self) -> bool {
        self.embedded.as_ref().is_some_and(|server| !server.is_adopted())
    }

    /// Stops it if this program started it.
    pub async fn stop(self) -> Result<(), CliError> {
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

impl App {
    /// Starts the private server unless another is named, brings the schema up to date and opens the pools.
    pub async fn open(place: &Place) -> Result<Self, CliError> {
        let server = Server::start(place).await?;
        Self::over(place, server).await
    }

    /// As [`App::open`], on a server that runs.
    pub async fn over(place: &Place, server: Server) -> Result<Self, CliError> {
        let key = ContextKey::load_or_create(&place.key_file())?;
        pg::migrate(&server.admin, &key).await?;
        let db = Db::connect(server.admin.clone(), PoolSizes::default(), key.clone()).await?;
        let blobs = place.open_blobs()?;
        if place.database_url.is_some() || place.blobs.is_some() {
            tell_of_other_stores(&server.admin, &key, &blobs).await?;
        }
        let reader = engine::worker(&place.models_folder(), READERS)?;
        let documents = Documents::new(db.clone(), blobs, reader.clone(), Limits::default());
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let failed = |e| CliError::refused("database.failed", e);
        jobs::seal_what_was_restored(&db, &*clock).await.map_err(failed)?;
        if server.is_ours_alone() {
            // Nobody else can be at work here: what a killed program had begun need not wait for its lease to run out.
            let freed = jobs::release_all_of_dead_runners(&db, clock.now()).await;
            freed.map_err(failed)?;
        }
        Ok(Self { db, documents, reader, clock, server })
    }

    /// A runner for all background work, `workers` jobs at a time.
    pub fn runner(&self, workers: usize) -> Runner {
        let mut handlers: Vec<Arc<dyn Handler>> = self.documents.handlers();
        handlers.push(ledger::FoldHandler::new(self.db.clone()));
        let principals = Arc::new(identity::JobPrincipals::new(self.db.clone(), Arc::clone(&self.clock)));
        Runner::new(self.db.clone(), Arc::clone(&self.clock), principals, handlers, workers)
    }

    /// Closes the pools and leaves the server running, for somebody who needs it alone.
    pub async fn leave_server(self) -> Server {
        self.db.close().await;
        self.server
    }

    /// Empties the database on a server and builds the schema anew; the documents' bytes go with it.
    pub async fn afresh(place: &Place, server: &Server) -> Result<(), CliError> {
        let key = ContextKey::load_or_create(&place.key_file())?;
        pg::recreate(&server.admin, &key).await?;
        // A place that was named may hold more than the demo company's papers; bytes nothing points to do no harm there.
        if place.blobs.is_some() {
            return Ok(());
        }
        let blobs = place.blobs_folder();
        match std::fs::remove_dir_all(&blobs) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(CliError::file(blobs, error)),
            _ => Ok(()),
        }
    }

    /// Closes the pools and stops the private server if this program started it.
    pub async fn close(self) -> Result<(), CliError> {
        self.db.close().await;
        self.server.stop().await
    }

    /// Closes everything after a command; the command's own failure is told before one of closing.
    pub async fn close_after<T>(self, outcome: Result<T, CliError>) -> Result<T, CliError> {
        let closed = self.close().await;
        let value = outcome?;
        closed?;
        Ok(value)
    }
}

/// Documents taken in by one program can be opened by another only when both keep them in one place. A place that cannot
/// be right is refused here, before anything is taken in; one that does not answer may do so in a moment.
async fn tell_of_other_stores(admin: &PgConnectOptions, key: &ContextKey, blobs: &Blobs) -> Result<(), CliError> {
    let name = match blobs.identity().await {
        Ok(name) => name,
        Err(error @ BlobError::Unavailable { .. }) => {
            tracing::warn!(%error, "documents can be neither taken in nor opened at the moment");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let apart = pg::register_store(admin, key, &name).await?;
    if !apart.is_empty() {
        tracing::warn!(
            hosts = apart.join(", "),
            here = blobs.place(),
            "other programs on this database keep documents in another place: what they take in cannot be opened here, nor \
             ours there. Give all of them one place with --blobs",
        );
    }
    Ok(())
}
