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
    #[error(
        "the database role `{role}` has the powers of `{power}`: tenants would not be kept apart. Take them away with \
         `revoke {power} from {role}` or `alter role {role} nosuperuser nobypassrls`"
    )]
    UnsafeRole {
        /// The role signed in as.
        role: String,
        /// The stronger role it is or can become.
        power: String,
    },
    /// The server does not let the application's role in.
    #[error(
        "the database does not let the role `{role}` work ({why}). Pacioli works as this role and never as the \
         administrator. Let it sign in with a password: a line such as `host all {role} samenet scram-sha-256` in the \
         server's pg_hba.conf, and a DATABASE_URL with a host name instead of a socket with peer authentication"
    )]
    SignInRefused {
        /// The role of this host.
        role: String,
        /// The server's words.
        why: String,
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
