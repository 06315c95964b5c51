//! Every error of a slice as a problem: its code decides the HTTP status, by the catalogue and nowhere else.

mod catalogue;
#[cfg(test)]
mod tests;

use std::error::Error;

use axum::http::StatusCode;
use blobs::BlobError;
use pg::Trouble;

pub use catalogue::page;

use crate::problem::{ApiError, FieldProblem};
use catalogue::CATALOGUE;

/// Seconds after which a caller may hope that a full house has emptied.
const SOON: u64 = 2;

/// The status that belongs to a code.
fn status_of(code: &str) -> StatusCode {
    if let Some(known) = CATALOGUE.get(code) {
        return known.status;
    }
    // A code that the catalogue lacks fails a test; the program that runs makes the best of it.
    match code.rsplit('.').next().unwrap_or(code) {
        "stale" | "stale_version" => StatusCode::CONFLICT,
        "not_found" => StatusCode::NOT_FOUND,
        _ if code.starts_with("database.") => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// An error of a slice. What lies behind it in the database says more than its code: a full disk or a busy server is
/// told as one, a value that no column holds is the caller's to mend.
fn told(code: &str, error: &(dyn Error + 'static)) -> ApiError {
    let status = status_of(code);
    if status != StatusCode::INTERNAL_SERVER_ERROR {
        return ApiError::new(status, code, error.to_string());
    }
    pg::trouble_of(error).map_or_else(|| ApiError::internal(code, error), |trouble| of_trouble(&trouble, error))
}

fn of_trouble(trouble: &Trouble, error: &(dyn Error + 'static)) -> ApiError {
    let passing = |code: &str, detail: &str| {
        tracing::warn!(code, %error, "a request could not be served");
        let mut told = ApiError::new(status_of(code), code, detail);
        told.retry_after = Some(SOON);
        told
    };
    match trouble {
        Trouble::Busy => passing("database.busy", "All connections to the database are in use: try again in a moment."),
        Trouble::Unavailable => passing("database.unavailable", "The database does not answer: try again in a moment."),
        Trouble::Slow => {
            passing("database.slow", "It took longer than a request may take and was stopped; nothing was changed.")
        }
        Trouble::InTheWay => {
            passing("ledger.try_again", "Another request was in the way: send the same request again.")
        }
        Trouble::DiskFull => {
            tracing::error!(%error, "the disk is full");
            let detail = "The disk of the program is full; nothing was changed. Whoever runs it must make room.";
            let mut told = ApiError::new(status_of("storage.full"), "storage.full", detail);
            told.retry_after = Some(60);
            told
        }
        Trouble::Value => {
            tracing::info!(%error, "a value that no column holds");
            let detail = "A value is of a size or a form that the books cannot hold: check amounts, dates and texts.";
            ApiError::new(status_of("value.out_of_range"), "value.out_of_range", detail)
        }
        Trouble::Refused { constraint } => {
            // The use case should have said it in its own words.
            tracing::error!(constraint, %error, "a constraint that no code maps");
            let rule = constraint.replace('_', " ");
            let detail =
                format!("The database holds a rule that this request would break ({rule}); nothing was changed.");
            ApiError::new(status_of("request.refused"), "request.refused", detail)
        }
    }
}

macro_rules! told_by {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for ApiError {
            fn from(error: $error) -> Self {
                told(error.code(), &error)
            }
        })*
    };
}

told_by!(manual::ManualError, reports::ReportError);

/// The same refusal with the field at fault.
fn at_field(mut told: ApiError, field: &str, message: &str) -> ApiError {
    let (field, code) = (field.to_owned(), told.code.clone());
    told.errors.push(FieldProblem { field, code, message: message.to_owned() });
    told
}

impl From<ledger::LedgerError> for ApiError {
    fn from(error: ledger::LedgerError) -> Self {
        let told = told(error.code(), &error);
        match &error {
            ledger::LedgerError::Invalid { field, reason } => at_field(told, field, reason),
            _ => told,
        }
    }
}

impl From<approvals::ApprovalError> for ApiError {
    fn from(error: approvals::ApprovalError) -> Self {
        use approvals::ApprovalError::{UnknownAccount, UnknownPerson};
        let told = told(error.code(), &error);
        match &error {
            UnknownAccount { field, .. } | UnknownPerson { field, .. } => {
                at_field(told, &format!("policy.{field}"), &error.to_string())
            }
            _ => told,
        }
    }
}

impl From<parties::PartyError> for ApiError {
    fn from(error: parties::PartyError) -> Self {
        let told = told(error.code(), &error);
        match &error {
            parties::PartyError::Invalid { field, why } => at_field(told, field, why),
            parties::PartyError::UnknownAccount { field } | parties::PartyError::UnknownTaxCode { field } => {
                at_field(told, field, &error.to_string())
            }
            _ => told,
        }
    }
}

impl From<repeats::RepeatError> for ApiError {
    fn from(error: repeats::RepeatError) -> Self {
        let told = told(error.code(), &error);
        match &error {
            repeats::RepeatError::BadKey => at_field(told, "Idempotency-Key", &error.to_string()),
            _ => told,
        }
    }
}

impl From<identity::IdentityError> for ApiError {
    fn from(error: identity::IdentityError) -> Self {
        let mut told = told(error.code(), &error);
        match error {
            identity::IdentityError::TooManyAttempts { retry_after } => {
                told.retry_after = u64::try_from(retry_after).ok();
                told
            }
            identity::IdentityError::Invalid { field, why } => at_field(told, field, why),
            identity::IdentityError::Password(flaw) => at_field(told, "password", &flaw.to_string()),
            identity::IdentityError::Email(flaw) => at_field(told, "email", &flaw.to_string()),
            _ => told,
        }
    }
}

/// An error of the place where documents are kept. Where that is concerns whoever runs the program, not the caller.
fn of_bytes(error: &BlobError) -> ApiError {
    match error {
        BlobError::Full { .. } => of_trouble(&Trouble::DiskFull, error),
        BlobError::Unavailable { .. } => {
            tracing::warn!(%error, "documents can be neither taken in nor opened");
            let detail = "The storage of documents does not answer; nothing was changed. Try again in a moment.";
            let mut told = ApiError::new(status_of(error.code()), error.code(), detail);
            told.retry_after = Some(SOON);
            told
        }
        other => told(other.code(), other),
    }
}

impl From<documents::DocumentError> for ApiError {
    fn from(error: documents::DocumentError) -> Self {
        if let documents::DocumentError::Blobs(of_store) = &error {
            return of_bytes(of_store);
        }
        let told = told(error.code(), &error);
        match &error {
            documents::DocumentError::BadCorrection { field, reason } => at_field(told, field, reason),
            _ => told,
        }
    }
}

impl From<returns::TaxReturnError> for ApiError {
    fn from(error: returns::TaxReturnError) -> Self {
        use returns::TaxReturnError::{Form, Invalid, LeftOut, NotOver};
        let told = told(error.code(), &error);
        match &error {
            Invalid { field, why } => at_field(told, field, why),
            NotOver { .. } => at_field(told, "to", &error.to_string()),
            LeftOut { .. } => at_field(told, "accept_left_out", &error.to_string()),
            Form(books::ReturnError::NotEntered { .. }) => at_field(told, "entered", &error.to_string()),
            _ => told,
        }
    }
}

impl From<trade::TradeError> for ApiError {
    fn from(error: trade::TradeError) -> Self {
        use trade::TradeError::{Invalid, Ledger, Manual, NoMatch, NotMoney, OtherSide, Twice, WrongCurrency};
        match error {
            Ledger(error) => return error.into(),
            Manual(error) => return error.into(),
            _ => {}
        }
        let told = told(error.code(), &error);
        match &error {
            Invalid { field, why } => at_field(told, field, why),
            WrongCurrency { field, .. } => at_field(told, field, &error.to_string()),
            NotMoney(_) => at_field(told, "account_id", &error.to_string()),
            OtherSide(place) | Twice(place) => at_field(told, &format!("settles[{}]", place - 1), &error.to_string()),
            NoMatch { place, .. } => at_field(told, &format!("allocations[{}]", place - 1), &error.to_string()),
            _ => told,
        }
    }
}

impl From<sales::SalesError> for ApiError {
    fn from(error: sales::SalesError) -> Self {
        use sales::SalesError::{EInvoice, Incomplete, Invalid};
        let mut told = told(error.code(), &error);
        match error {
            Invalid { field, why } => at_field(told, &field, &why),
            EInvoice(refusal) => {
                told.errors.extend(refusal.obstacles.into_iter().map(|obstacle| FieldProblem {
                    field: obstacle.place,
                    code: obstacle.code.into_owned(),
                    message: obstacle.message,
                }));
                told
            }
            Incomplete(problems) => {
                told.errors.extend(problems.into_iter().map(|problem| FieldProblem {
                    field: problem.field.unwrap_or_default(),
                    code: problem.code,
                    message: problem.message,
                }));
                told
            }
            _ => told,
        }
    }
}

impl From<budgets::BudgetError> for ApiError {
    fn from(error: budgets::BudgetError) -> Self {
        let told = told(error.code(), &error);
        match &error {
            budgets::BudgetError::Row { row, flaw } => at_field(told, &format!("rows[{}]", row - 1), &flaw.to_string()),
            _ => told,
        }
    }
}

impl From<pg::PgError> for ApiError {
    fn from(error: pg::PgError) -> Self {
        told("database.failed", &error)
    }
}

impl From<audit::AuditError> for ApiError {
    fn from(error: audit::AuditError) -> Self {
        match error {
            audit::AuditError::Denied(denied) => denied.into(),
            audit::AuditError::Cursor(_) => Self::field("cursor", "cursor.invalid", error.to_string()),
            other => told("audit.failed", &other),
        }
    }
}

impl From<jobs::JobError> for ApiError {
    fn from(error: jobs::JobError) -> Self {
        told("jobs.failed", &error)
    }
}
