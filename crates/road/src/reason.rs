//! Why a person must look: a code, words, how heavy it weighs, and the values in the words.

use serde::{Deserialize, Serialize};

use crate::arg::{Arg, Args};

/// How heavy a reason weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Look at it before approving.
    Warning,
    /// It cannot be approved as long as this is so.
    Blocking,
}

/// Why a person must look.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReviewReason {
    /// Stable code, one of [`CODES`] or a code of the ledger or of a policy.
    pub code: String,
    /// What is the matter and what to do, in plain words.
    pub message: String,
    /// How heavy it weighs.
    pub severity: Severity,
    /// The field it is about, by its name in the facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The values in the message by name, for readers who choose how dates and amounts look.
    #[serde(default, skip_serializing_if = "Args::is_empty")]
    pub args: Args,
}

/// The codes given by this crate.
pub const CODES: &[&str] = &[
    "account_missing",
    "account_unclear",
    "addressee_unclear",
    "amount_derived",
    "amount_rounded",
    "changed_iban",
    "check_failed",
    "currency_missing",
    "date_in_future",
    "date_missing",
    "due_before_date",
    "einvoice_rule",
    "entered_by_hand",
    "foreign_tax",
    "iban_of_another",
    "kind_unclear",
    "low_confidence",
    "missing_field",
    "new_party",
    "no_tax_printed",
    "old_date",
    "other_name",
    "other_addressee",
    "other_tax_id",
    "paid_from_unclear",
    "party_missing",
    "party_unclear",
    "possible_duplicate",
    "rate_missing",
    "reversed",
    "self_assessed_tax",
    "tax_breakdown_differs",
    "tax_charged_under_reverse_charge",
    "tax_code_missing",
    "tax_rate_differs",
    "treatment_assumed",
    "tax_treatment_unclear",
    "till_below_zero",
    "tax_not_ours",
    "tax_code_not_in_force",
    "too_precise",
    "total_missing",
    "unexplained_difference",
    "zero_total",
];

impl ReviewReason {
    /// Worth knowing.
    pub fn info(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, message, Severity::Info)
    }

    /// To look at.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, message, Severity::Warning)
    }

    /// To mend.
    pub fn blocking(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, message, Severity::Blocking)
    }

    /// Names the field it is about.
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// Gives a value of the message its name.
    pub fn with(mut self, name: &str, value: Arg) -> Self {
        self.args.insert(name.to_owned(), value);
        self
    }

    /// Whether approval is impossible as long as it stands.
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Blocking
    }

    /// Whether it speaks against the value that was read: a check failed or two values cannot both be right. Everything
    /// else is a question, not a fault.
    pub fn contradicts(&self) -> bool {
        matches!(
            self.code.as_str(),
            "check_failed"
                | "unexplained_difference"
                | "too_precise"
                | "tax_rate_differs"
                | "tax_breakdown_differs"
                | "tax_charged_under_reverse_charge"
                | "due_before_date"
                | "changed_iban"
                | "iban_of_another"
                | "other_addressee"
        )
    }

    pub(crate) fn new(code: &str, message: impl Into<String>, severity: Severity) -> Self {
        Self { code: code.to_owned(), message: message.into(), severity, field: None, args: Args::new() }
    }
}
