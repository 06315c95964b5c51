//! What a command can fail with, and the exit code it ends with.

use std::path::Path;

/// Why a command failed. Printed as one sentence; with `--json` as `{"error": {"code", "message"}}`.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The request itself is wrong: what and how to put it right.
    #[error("{message}")]
    Usage {
        /// Stable name.
        code: &'static str,
        /// What is wrong and what to do.
        message: String,
    },
    /// A file or folder.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A slice refused, with its code.
    #[error("{message}")]
    Refused {
        /// Stable name of the slice's error.
        code: String,
        /// Its words.
        message: String,
    },
    /// The database.
    #[error(transparent)]
    Database(#[from] pg::PgError),
    /// Something was found wrong by a check that ran to its end.
    #[error("{0}")]
    CheckFailed(String),
}

impl CliError {
    /// A wrong request.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::Usage { code, message: message.into() }
    }

    /// A failure of a file.
    pub fn file(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::File { path: path.as_ref().display().to_string(), source }
    }

    /// A refusal of a part that has no codes of its own.
    pub fn refused(code: &str, error: impl std::fmt::Display) -> Self {
        Self::Refused { code: code.to_owned(), message: error.to_string() }
    }

    /// Stable name.
    pub fn code(&self) -> &str {
        match self {
            Self::Usage { code, .. } => code,
            Self::File { .. } => "file.failed",
            Self::Refused { code, .. } => code,
            Self::Database(_) => "database.failed",
            Self::CheckFailed(_) => "check.failed",
        }
    }

    /// 2 for a wrong request, 3 for a failed check, 1 for everything else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::CheckFailed(_) => 3,
            _ => 1,
        }
    }
}

macro_rules! refused_by {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::Refused { code: error.code().to_owned(), message: error.to_string() }
            }
        })*
    };
}

refused_by!(
    blobs::BlobError,
    budgets::BudgetError,
    demo::DemoError,
    documents::DocumentError,
    manual::ManualError,
    identity::IdentityError,
    ledger::LedgerError,
    parties::PartyError,
    reports::ReportError,
    returns::TaxReturnError,
    trade::TradeError,
    sales::SalesError,
    reading::ReadError,
);
