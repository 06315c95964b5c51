use op::Denied;
use pg::PgError;

/// What can go wrong with the trail.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The actor may not read the trail.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database refused; the business transaction cannot commit either.
    #[error("audit trail: {0}")]
    Database(#[from] PgError),
    /// A cursor that we did not give out.
    #[error("`{0}` is not a cursor of the audit trail: use the `next` value of the page before")]
    Cursor(String),
}

impl From<sqlx::Error> for AuditError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
