use pg::PgError;

/// Why a key cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum RepeatError {
    /// The key is none.
    #[error("an idempotency key has 1 to 200 characters")]
    BadKey,
    /// The caller used this key for something else.
    #[error("the idempotency key `{key}` stands for another request of the last 24 hours: use a new key")]
    KeyReused {
        /// The key.
        key: String,
    },
    /// The first request with this key is not answered yet.
    #[error("the first request with this idempotency key is not answered yet: wait a moment and send it again")]
    UnderWay,
    /// Keys belong to people and API keys; the program itself has none.
    #[error("{actor} has no idempotency keys: a person or an API key has")]
    NeedsCaller {
        /// Who asked.
        actor: String,
    },
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which column.
        what: &'static str,
        /// Why not.
        detail: String,
    },
    /// The database.
    #[error(transparent)]
    Database(#[from] PgError),
}

impl RepeatError {
    /// Stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadKey => "request.bad_key",
            Self::KeyReused { .. } => "request.key_reused",
            Self::UnderWay => "request.under_way",
            Self::NeedsCaller { .. } => "auth.needs_person",
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Database(_) => "database.failed",
        }
    }
}

impl From<sqlx::Error> for RepeatError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
