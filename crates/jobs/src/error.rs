use pg::PgError;

/// What can go wrong with the queue and the outbox.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database refused.
    #[error("job queue: {0}")]
    Database(#[from] PgError),
    /// A stored job cannot be read by this version of the program.
    #[error("job {job} cannot be read: {why}")]
    Unreadable {
        /// Which job.
        job: uuid::Uuid,
        /// What is wrong with it.
        why: String,
    },
    /// It could not be asked what somebody may do.
    #[error("job queue: who may do what could not be asked: {0}")]
    Principals(Box<dyn std::error::Error + Send + Sync>),
    /// A cursor that we did not give out.
    #[error("`{0}` is not a position in the news: use the one of the last news received")]
    Cursor(String),
    /// The actor could not be written down for the job.
    #[error("job queue: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<sqlx::Error> for JobError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
