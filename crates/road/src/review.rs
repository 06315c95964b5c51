//! Review: what a person must look at before a document may be posted.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::classification::Classification;
use crate::duplicates::Verdict;
use crate::facts::{DocumentKind, Facts, Field};
use crate::proposal::Proposal;

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
}

/// The codes given by this crate.
pub const CODES: &[&str] = &[
    "account_missing",
    "account_unclear",
    "amount_derived",
    "amount_rounded",
    "changed_iban",
    "check_failed",
    "currency_missing",
    "date_in_future",
    "date_missing",
    "due_before_date",
    "entered_by_hand",
    "foreign_tax",
    "kind_unclear",
    "low_confidence",
    "missing_field",
    "new_party",
    "no_tax_printed",
    "old_date",
    "party_missing",
    "possible_duplicate",
    "rate_missing",
    "reversed",
    "self_assessed_tax",
    "tax_breakdown_differs",
    "tax_charged_under_reverse_charge",
    "tax_code_missing",
    "tax_rate_differs",
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

    /// Whether approval is impossible as long as it stands.
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Blocking
    }

    fn new(code: &str, message: impl Into<String>, severity: Severity) -> Self {
        Self { code: code.to_owned(), message: message.into(), severity, field: None }
    }
}

/// What review knows besides the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewContext {
    /// The day of review in the entity's time zone.
    pub today: Date,
    /// Below this confidence a field is shown to a person, 0 to 1.
    pub confidence_min: f32,
    /// A document older than this many days is asked about.
    pub days_max: u16,
    /// IBANs the party was paid at before, normalised. Empty for a party never paid.
    pub known_ibans: Vec<String>,
    /// The most similar document that was there before.
    pub similar: Option<Verdict>,
}

impl ReviewContext {
    /// The defaults: fields under 0.8 and documents older than a year are asked about.
    pub fn on(today: Date) -> Self {
        Self { today, confidence_min: 0.8, days_max: 365, known_ibans: Vec::new(), similar: None }
    }
}

/// Everything a person must look at, heaviest first. `proposal` is absent when none could be made; its own issues are
/// part of the answer.
pub fn reasons(
    facts: &Facts,
    classification: &Classification,
    proposal: Option<&Proposal>,
    context: &ReviewContext,
) -> Vec<ReviewReason> {
    let mut found: Vec<ReviewReason> = proposal.map(|p| p.issues.clone()).unwrap_or_default();
    found.extend(missing(facts, classification));
    found.extend(uncertain(facts, context));
    found.extend(dates(facts, context));
    found.extend(party(facts, classification, context));
    found.extend(failed_checks(facts));
    found.extend(context.similar.as_ref().filter(|v| v.is_possible()).map(|v| {
        ReviewReason::warning("possible_duplicate", format!("another document looks the same: {}", v.explanation()))
    }));
    found.sort_by_key(|r| std::cmp::Reverse(r.severity));
    let mut kept: Vec<ReviewReason> = Vec::new();
    for reason in found {
        if !kept.iter().any(|k| k.code == reason.code && k.field == reason.field) {
            kept.push(reason);
        }
    }
    kept
}

fn missing(facts: &Facts, classification: &Classification) -> Vec<ReviewReason> {
    let is_receipt = classification.kind == DocumentKind::Receipt;
    let mut found = Vec::new();
    if facts.date.is_none() {
        found.push(ReviewReason::blocking("date_missing", "no date was found: enter it").on("date"));
    }
    if facts.total.is_none() {
        found.push(ReviewReason::warning("missing_field", "no total was found: check the amounts").on("total"));
    }
    if facts.vendor.is_none() {
        found.push(ReviewReason::warning("missing_field", "the issuer's name was not found: enter it").on("vendor"));
    }
    if facts.invoice_number.is_none() && !is_receipt {
        let message = "no document number was found: without it duplicates are hard to recognise";
        found.push(ReviewReason::warning("missing_field", message).on("invoice_number"));
    }
    found
}

fn uncertain(facts: &Facts, context: &ReviewContext) -> Vec<ReviewReason> {
    fn doubt<T>(field: Option<&Field<T>>, name: &'static str, label: &'static str, min: f32) -> Option<ReviewReason> {
        let field = field.filter(|f| f.confidence < min)?;
        let percent = f64::from(field.confidence) * 100.0;
        let message = format!("the {label} is uncertain ({percent:.0} %): compare it with the page");
        Some(ReviewReason::warning("low_confidence", message).on(name))
    }
    let min = context.confidence_min;
    [
        doubt(facts.kind.as_ref(), "kind", "kind of document", min),
        doubt(facts.vendor.as_ref(), "vendor", "issuer", min),
        doubt(facts.invoice_number.as_ref(), "invoice_number", "document number", min),
        doubt(facts.date.as_ref(), "date", "date", min),
        doubt(facts.due_date.as_ref(), "due_date", "due date", min),
        doubt(facts.currency.as_ref(), "currency", "currency", min),
        doubt(facts.subtotal.as_ref(), "subtotal", "net amount", min),
        doubt(facts.tax.as_ref(), "tax", "tax", min),
        doubt(facts.total.as_ref(), "total", "total", min),
        doubt(facts.vendor_iban.as_ref(), "vendor_iban", "IBAN", min),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn dates(facts: &Facts, context: &ReviewContext) -> Vec<ReviewReason> {
    let mut found = Vec::new();
    let Some(date) = facts.date.as_ref().map(|d| d.value) else { return found };
    if date > context.today {
        let message = format!("it is dated {date}, which is in the future: compare the date with the page");
        found.push(ReviewReason::warning("date_in_future", message).on("date"));
    }
    let oldest = context.today.saturating_sub(i64::from(context.days_max).days());
    if date < oldest {
        let message = format!("it is dated {date}, more than {} days ago: is it in the right year?", context.days_max);
        found.push(ReviewReason::warning("old_date", message).on("date"));
    }
    if let Some(due) = facts.due_date.as_ref().map(|d| d.value).filter(|due| *due < date) {
        let message = format!("it is due on {due}, before its own date {date}: one of them is wrong");
        found.push(ReviewReason::warning("due_before_date", message).on("due_date"));
    }
    found
}

fn party(facts: &Facts, classification: &Classification, context: &ReviewContext) -> Vec<ReviewReason> {
    let mut found = Vec::new();
    match &classification.party {
        None => {
            found.push(ReviewReason::warning("party_missing", "the counterparty is not known: choose it").on("vendor"))
        }
        Some(party) if party.id.is_none() => {
            let message = format!("{} is new: it will be added when you approve", party.name);
            found.push(ReviewReason::info("new_party", message).on("vendor"));
        }
        Some(_) => {}
    }
    let iban = facts.vendor_iban.as_ref().map(|f| f.value.as_str());
    if let Some(iban) = iban.filter(|i| !context.known_ibans.is_empty() && !context.known_ibans.iter().any(|k| k == i))
    {
        let message = format!(
            "the IBAN {iban} is not the one this supplier was paid at before: confirm it by a call to a number you know"
        );
        found.push(ReviewReason::warning("changed_iban", message).on("vendor_iban"));
    }
    found
}

fn failed_checks(facts: &Facts) -> Vec<ReviewReason> {
    // what does not add up is judged by the proposal, from the figures themselves
    let own = |name: &str| matches!(name, "sum" | "due_after_issue");
    facts
        .checks
        .iter()
        .filter(|c| !c.holds && !own(&c.name))
        .map(|c| ReviewReason::warning("check_failed", c.detail.clone()).on(field_of_check(&c.name)))
        .collect()
}

fn field_of_check(name: &str) -> &str {
    match name {
        "tax_rate" => "tax",
        "iban" => "vendor_iban",
        "tax_id" => "vendor_tax_id",
        "line_sum" => "subtotal",
        other => other,
    }
}
