use books::PartyId;
use op::Denied;
use pg::PgError;

/// What can go wrong with counterparties.
#[derive(Debug, thiserror::Error)]
pub enum PartyError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An agent tried to teach or to create.
    #[error("{actor} may propose a counterparty, not decide on one: this needs a person")]
    NotAPerson {
        /// Who tried.
        actor: String,
    },
    /// A field that cannot be as given.
    #[error("{field}: {why}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// No such party in this business.
    #[error("there is no counterparty {0} in this business")]
    Unknown(PartyId),
    /// Somebody else changed it in the meantime.
    #[error("the counterparty is at version {found}, not {expected}: load it again and repeat the change")]
    Stale {
        /// The version the caller had before him.
        expected: i32,
        /// The version stored.
        found: i32,
    },
    /// A default account that is not in the chart of the business.
    #[error("{field}: the default account is not in the chart of this business")]
    UnknownAccount {
        /// Which of the two.
        field: &'static str,
    },
    /// A default tax code that is not one of the business.
    #[error("{field}: the default tax code is not one of this business")]
    UnknownTaxCode {
        /// Which of the two.
        field: &'static str,
    },
    /// No such business in this organisation.
    #[error("there is no such business in this organisation")]
    UnknownEntity,
    /// A cursor that we did not give out.
    #[error("`{0}` is not a cursor of the counterparties: use the `next` value of the page before")]
    Cursor(String),
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which kind of row.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The trail could not be written.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database refused.
    #[error("counterparties: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for PartyError {
    fn from(error: sqlx::Error) -> Self {
        match pg::constraint_of(&error) {
            Some("party_expense_account_unknown") => Self::UnknownAccount { field: "expense_account" },
            Some("party_income_account_unknown") => Self::UnknownAccount { field: "income_account" },
            Some("party_purchase_tax_code_unknown") => Self::UnknownTaxCode { field: "purchase_tax_code" },
            Some("party_sales_tax_code_unknown") => Self::UnknownTaxCode { field: "sales_tax_code" },
            Some("party_entity_unknown") => Self::UnknownEntity,
            _ => Self::Database(error.into()),
        }
    }
}

impl PartyError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::NotAPerson { .. } => "party.not_a_person",
            Self::Invalid { .. } => "party.invalid",
            Self::Unknown(_) => "party.not_found",
            Self::Stale { .. } => "party.stale",
            Self::UnknownAccount { .. } => "party.unknown_account",
            Self::UnknownTaxCode { .. } => "party.unknown_tax_code",
            Self::UnknownEntity => "party.unknown_business",
            Self::Cursor(_) => "cursor.invalid",
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
