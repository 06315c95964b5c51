//! The form of a document: its fields with value, confidence, place and state.

use documents::fields::{self, FIELDS};
use jiff::Timestamp;
use road::ReviewReason;
use road::facts::Facts;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::Spot;

/// A field of the form.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// text, date, money, select, iban.
    #[serde(rename = "type")]
    pub kind: String,
    /// Plain text: ISO dates, decimals with a point.
    pub value: Option<String>,
    /// 0 to 1; 0 when missing.
    pub confidence: f32,
    /// confirmed (by a person), sure, check, failed (a check speaks against it), missing.
    pub status: String,
    /// Where it is printed.
    pub spots: Vec<Spot>,
    /// Why this value.
    pub reason: String,
    /// Who corrected it.
    pub corrected_by: Option<CorrectedBy>,
}

/// Who corrected a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct CorrectedBy {
    /// In words.
    pub name: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// From this confidence a field is shown as sure.
const SURE_MIN: f32 = 0.9;
/// The fields the entry rests on.
const CARRYING: [&str; 8] = ["vendor", "invoice_number", "date", "due_date", "currency", "subtotal", "tax", "total"];
/// Below this confidence a field is pointed at even when nothing rests on it.
const WEAK: f32 = 0.4;

/// The form of a document.
pub fn fields_of(
    facts: Option<&Facts>,
    reasons: &[ReviewReason],
    corrected: &[(String, String, Timestamp)],
) -> Vec<FieldView> {
    let view = |spec: &fields::FieldSpec| {
        let shown = facts.and_then(|f| fields::shown(f, spec.name));
        let by = corrected.iter().find(|(name, _, _)| name == spec.name);
        let against = |r: &&ReviewReason| r.field.as_deref() == Some(spec.name);
        let contradicted = reasons.iter().filter(against).any(ReviewReason::contradicts);
        let doubted = reasons.iter().filter(against).any(|r| r.severity > road::Severity::Info);
        let status = match &shown {
            None => "missing",
            Some(_) if by.is_some() => "confirmed",
            Some(_) if contradicted => "failed",
            Some(_) if doubted => "check",
            // The road says which weak readings matter; of the others only very weak ones are pointed at.
            Some(s) if s.confidence >= SURE_MIN || (!CARRYING.contains(&spec.name) && s.confidence >= WEAK) => "sure",
            Some(_) => "check",
        };
        FieldView {
            name: spec.name.to_owned(),
            label: spec.label.to_owned(),
            kind: spec.kind.to_string(),
            value: shown.as_ref().map(|s| s.value.clone()),
            confidence: shown.as_ref().map_or(0.0, |s| s.confidence),
            status: status.to_owned(),
            spots: shown.as_ref().map(|s| s.spots.iter().map(|p| Spot::from(*p)).collect()).unwrap_or_default(),
            reason: shown.map(|s| s.reason).unwrap_or_default(),
            corrected_by: by.map(|(_, name, at)| CorrectedBy { name: name.clone(), at: *at }),
        }
    };
    FIELDS.iter().map(view).collect()
}
