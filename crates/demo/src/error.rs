/// Why the story could not be told.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The chart lacks what the story needs.
    #[error("The chart of the demo company has no account for `{0}`.")]
    NoAccount(&'static str),
    /// The papers of earlier weeks could not be read.
    #[error("The papers of earlier weeks could not be read: {0}")]
    Unread(jobs::JobError),
    /// The database.
    #[error(transparent)]
    Database(#[from] pg::PgError),
    /// Refused by those who keep the people.
    #[error(transparent)]
    People(#[from] identity::IdentityError),
    /// Refused by the ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// Refused by those who keep the counterparties.
    #[error(transparent)]
    Parties(#[from] parties::PartyError),
    /// Refused by the budgets.
    #[error(transparent)]
    Budgets(#[from] budgets::BudgetError),
    /// Refused by the returns.
    #[error(transparent)]
    Returns(#[from] returns::TaxReturnError),
    /// Refused by those who write invoices.
    #[error(transparent)]
    Sales(#[from] ::sales::SalesError),
    /// Refused on the road of the papers.
    #[error(transparent)]
    Documents(#[from] documents::DocumentError),
    /// A paper could not be photographed.
    #[error(transparent)]
    Photograph(#[from] reading::ReadError),
}

impl DemoError {
    /// Stable name.
    pub fn code(&self) -> &str {
        match self {
            Self::NoAccount(_) => "demo.no_account",
            Self::Unread(_) => "demo.unread",
            Self::Database(_) => "database.failed",
            Self::People(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Parties(error) => error.code(),
            Self::Budgets(error) => error.code(),
            Self::Returns(error) => error.code(),
            Self::Sales(error) => error.code(),
            Self::Documents(error) => error.code(),
            Self::Photograph(error) => error.code(),
        }
    }
}
