//! Every error of a slice as a problem: its code decides the HTTP status, here and nowhere else.

use axum::http::StatusCode;

use crate::problem::ApiError;

/// The status that belongs to a code.
fn status_of(code: &str) -> StatusCode {
    match code {
        "auth.required" | "auth.signed_out" | "auth.wrong_credentials" | "auth.key_refused" => StatusCode::UNAUTHORIZED,
        "auth.too_many_attempts" => StatusCode::TOO_MANY_REQUESTS,
        "auth.denied"
        | "auth.needs_person"
        | "auth.not_on_oneself"
        | "approval.refused"
        | "approval.not_a_person"
        | "party.not_a_person"
        | "budget.agent_may_not_set"
        | "ledger.agent_may_not_post" => StatusCode::FORBIDDEN,
        "document.too_large" => StatusCode::PAYLOAD_TOO_LARGE,
        "document.unknown_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "document.not_now"
        | "document.blocked"
        | "ledger.idempotency_conflict"
        | "request.under_way"
        | "ledger.already_reversed"
        | "ledger.period_closed"
        | "ledger.period_locked"
        | "ledger.later_period_closed"
        | "identity.already_set_up"
        | "identity.set_up_running"
        | "identity.last_admin" => StatusCode::CONFLICT,
        "ledger.try_again" => StatusCode::SERVICE_UNAVAILABLE,
        _ if code.ends_with("stale") || code.ends_with("stale_version") || code.ends_with("_taken") => {
            StatusCode::CONFLICT
        }
        _ if code.ends_with("not_found") || code.contains(".unknown_") || code.contains(".no_such_") => {
            StatusCode::NOT_FOUND
        }
        _ if is_internal(code) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Failures of ours: the words are for the log.
fn is_internal(code: &str) -> bool {
    code.starts_with("database.")
        || matches!(
            code,
            "blobs.failed"
                | "reader.failed"
                | "ledger.database"
                | "ledger.corrupt"
                | "reports.database"
                | "reports.csv"
                | "budget.csv"
                | "identity.hashing"
                | "jobs.failed"
                | "audit.failed"
        )
}

fn told(code: &str, message: String) -> ApiError {
    if is_internal(code) {
        return ApiError::internal(code, &message);
    }
    ApiError::new(status_of(code), code, message)
}

macro_rules! told_by {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for ApiError {
            fn from(error: $error) -> Self {
                told(error.code(), error.to_string())
            }
        })*
    };
}

told_by!(
    identity::IdentityError,
    parties::PartyError,
    approvals::ApprovalError,
    ledger::LedgerError,
    reports::ReportError,
);

impl From<documents::DocumentError> for ApiError {
    fn from(error: documents::DocumentError) -> Self {
        let mut told = told(error.code(), error.to_string());
        if let documents::DocumentError::BadCorrection { field, reason } = &error {
            let code = error.code().to_owned();
            told.errors.push(crate::problem::FieldProblem { field: field.clone(), code, message: reason.clone() });
        }
        told
    }
}

impl From<budgets::BudgetError> for ApiError {
    fn from(error: budgets::BudgetError) -> Self {
        let mut told = told(error.code(), error.to_string());
        if let budgets::BudgetError::Row { row, flaw } = &error {
            let (field, code) = (format!("rows[{}]", row - 1), error.code().to_owned());
            told.errors.push(crate::problem::FieldProblem { field, code, message: flaw.to_string() });
        }
        told
    }
}

impl From<pg::PgError> for ApiError {
    fn from(error: pg::PgError) -> Self {
        Self::internal("database.failed", &error)
    }
}

impl From<audit::AuditError> for ApiError {
    fn from(error: audit::AuditError) -> Self {
        match error {
            audit::AuditError::Denied(denied) => denied.into(),
            audit::AuditError::Cursor(_) => Self::field("cursor", "cursor.invalid", error.to_string()),
            other => Self::internal("audit.failed", &other),
        }
    }
}

impl From<jobs::JobError> for ApiError {
    fn from(error: jobs::JobError) -> Self {
        Self::internal("jobs.failed", &error)
    }
}

#[cfg(test)]
mod tests {
    use super::status_of;

    #[test]
    fn codes_have_the_status_a_caller_expects() {
        let cases = [
            ("auth.denied", 403),
            ("document.not_found", 404),
            ("ledger.unknown_entry", 404),
            ("document.stale", 409),
            ("ledger.stale_version", 409),
            ("budget.stale", 409),
            ("budget.unknown_budget", 404),
            ("budget.bad_row", 422),
            ("ledger.account_code_taken", 409),
            ("document.too_large", 413),
            ("document.unknown_type", 415),
            ("document.bad_correction", 422),
            ("ledger.unbalanced", 422),
            ("database.failed", 500),
        ];
        for (code, status) in cases {
            assert_eq!(status_of(code).as_u16(), status, "{code}");
        }
    }
}
