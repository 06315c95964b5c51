/// What can go wrong between the program and PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum PgError {
    /// The server refused or the connection failed.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// A migration failed; the database is as it was before it.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The application's role could step over row-level security.
    #[error("the database role `{role}` must not be {what}: tenants would not be kept apart")]
    UnsafeRole {
        /// The role connected with.
        role: String,
        /// superuser, or able to bypass row-level security.
        what: &'static str,
    },
    /// The private server could not be run.
    #[error("embedded PostgreSQL: {0}")]
    Embedded(String),
    /// Another program is connected to a database that is to be made anew.
    #[error("{others} connections of other programs are open to this database: stop `pacioli serve` first")]
    InUse {
        /// How many.
        others: i64,
    },
    /// A file of the data folder could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

/// The name of the constraint that refused a row, or the table a trigger of ours spoke for. Stores map these names to
/// their own errors.
pub fn constraint_of(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(|e| e.constraint())
}

impl PgError {
    /// SQLSTATE of the server's answer, such as `PA010`.
    pub fn sqlstate(&self) -> Option<String> {
        match self {
            Self::Sql(error) => error.as_database_error().and_then(|e| e.code()).map(|c| c.into_owned()),
            _ => None,
        }
    }
}
