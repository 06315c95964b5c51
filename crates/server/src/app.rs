//! The program with everything opened: database, blobs, reader, road.

use std::sync::Arc;

use blobs::Blobs;
use documents::Documents;
use op::{Clock, SystemClock};
use pg::embedded::{Embedded, Settings};
use pg::{ContextKey, Db, PoolSizes};
use reading::Limits;
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
    /// The clock.
    pub clock: Arc<dyn Clock>,
    embedded: Option<Embedded>,
}

impl App {
    /// Starts the private server unless another is named, brings the schema up to date and opens the pools.
    pub async fn open(place: &Place) -> Result<Self, CliError> {
        std::fs::create_dir_all(&place.data).map_err(|e| CliError::file(&place.data, e))?;
        let key = ContextKey::load_or_create(&place.key_file())?;
        let (admin, embedded) = server(place).await?;
        pg::migrate(&admin, &key).await?;
        let db = Db::connect(admin, PoolSizes::default(), key).await?;
        let blobs = Blobs::open(place.blobs_folder()).map_err(|e| CliError::usage("blobs.failed", e.to_string()))?;
        let reader = engine::worker(&place.models_folder(), READERS)?;
        let documents = Documents::new(db.clone(), blobs, reader, Limits::default());
        Ok(Self { db, documents, clock: Arc::new(SystemClock), embedded })
    }

    /// Closes the pools and stops the private server if this program started it.
    pub async fn close(self) -> Result<(), CliError> {
        self.db.close().await;
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

async fn server(place: &Place) -> Result<(PgConnectOptions, Option<Embedded>), CliError> {
    if let Some(url) = &place.database_url {
        let options = url.parse().map_err(|e| CliError::usage("config.database_url", format!("DATABASE_URL: {e}")))?;
        return Ok((options, None));
    }
    let embedded = Embedded::start(&Settings::in_folder(&place.data)).await?;
    Ok((embedded.options(), Some(embedded)))
}
