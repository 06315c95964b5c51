//! Review: what a person must look at before a document may be posted.

use jiff::ToSpan;
use jiff::civil::Date;
use money::Amount;
use serde::{Deserialize, Serialize};

use crate::arg::Arg;
use crate::classification::Classification;
use crate::duplicates::Verdict;
use crate::facts::{DocumentKind, Facts, Field};
use crate::proposal::Proposal;
use crate::reason::{ReviewReason, Severity};
use crate::unusual::Unusual;

/// What review knows besides the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewContext {
    /// The day of review in the entity's time zone.
    pub today: Date,
    /// Below this confidence a field is shown to a person, 0 to 1.
    pub confidence_min: f32,
    /// A document older than this many days is asked about.
    pub days_max: u16,
    /// Below this confidence an account is shown to a person, 0 to 1.
    pub account_confidence_min: f32,
    /// What is unusual about who wants to be paid.
    pub unusual: Vec<Unusual>,
    /// The most similar document that was there before.
    pub similar: Option<Verdict>,
}

impl ReviewContext {
    /// The defaults: fields under 0.8, accounts under a half and documents older than a year are asked about.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            confidence_min: 0.8,
            days_max: 365,
            account_confidence_min: 0.5,
            unusual: Vec::new(),
            similar: None,
        }
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
    found.extend(party(classification, context));
    found.extend(account(proposal, context));
    found.extend(failed_checks(facts));
    found.extend(broken_rules(facts));
    found.extend(context.similar.as_ref().filter(|v| v.is_possible()).map(|v| {
        let message = format!("another document looks the same: {}", v.explanation());
        ReviewReason::warning("possible_duplicate", message).with("because", Arg::Text(v.explanation()))
    }));
    heaviest_first(&mut found);
    let mut kept: Vec<ReviewReason> = Vec::new();
    for reason in found {
        if !kept.iter().any(|k| k.code == reason.code && k.field == reason.field) {
            kept.push(reason);
        }
    }
    kept
}

/// Puts the heaviest reasons first and leaves those of one weight in their order.
pub fn heaviest_first(reasons: &mut [ReviewReason]) {
    reasons.sort_by_key(|r| std::cmp::Reverse(r.severity));
}

/// Cash cannot be less than nothing: something is missing or was paid otherwise. `after` is what the till would hold
/// once the document is paid from it, in the base currency.
pub fn till(after: Amount) -> Option<ReviewReason> {
    let message =
        format!("the till would hold {after} at the end of that day: was it paid otherwise, or is a deposit missing?");
    let reason = ReviewReason::warning("till_below_zero", message).on("payment_means");
    after.is_negative().then(|| reason.with("after", Arg::Money(after)))
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
        let message = format!("the {label} is uncertain: compare it with the page");
        Some(ReviewReason::warning("low_confidence", message).on(name).with("confidence", Arg::share(field.confidence)))
    }
    let min = context.confidence_min;
    [
        doubt(facts.kind.as_ref().filter(|k| kind_matters(k)), "kind", "kind of document", min),
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

/// Invoices and receipts are booked alike, so that a weak reading of one of them changes nothing; that it may be a credit
/// note, or nothing to book, does.
fn kind_matters(kind: &Field<DocumentKind>) -> bool {
    !matches!(kind.value, DocumentKind::Invoice | DocumentKind::Receipt)
}

fn dates(facts: &Facts, context: &ReviewContext) -> Vec<ReviewReason> {
    let mut found = Vec::new();
    let Some(date) = facts.date.as_ref().map(|d| d.value) else { return found };
    if date > context.today {
        let message = format!("it is dated {date}, which is in the future: compare the date with the page");
        let reason = ReviewReason::warning("date_in_future", message).on("date");
        found.push(reason.with("date", Arg::Date(date)));
    }
    let oldest = context.today.saturating_sub(i64::from(context.days_max).days());
    if date < oldest {
        let message = format!("it is dated {date}, more than {} days ago: is it in the right year?", context.days_max);
        let reason = ReviewReason::warning("old_date", message).on("date").with("date", Arg::Date(date));
        found.push(reason.with("days", Arg::Count(context.days_max.into())));
    }
    if let Some(due) = facts.due_date.as_ref().map(|d| d.value).filter(|due| *due < date) {
        let message = format!("it is due on {due}, before its own date {date}: one of them is wrong");
        let reason = ReviewReason::warning("due_before_date", message).on("due_date");
        found.push(reason.with("due", Arg::Date(due)).with("date", Arg::Date(date)));
    }
    found
}

fn party(classification: &Classification, context: &ReviewContext) -> Vec<ReviewReason> {
    let mut found = Vec::new();
    match &classification.party {
        None => {
            found.push(ReviewReason::warning("party_missing", "the counterparty is not known: choose it").on("vendor"))
        }
        Some(party) if party.id.is_none() => {
            let message = format!("{} is new: it will be added when you approve", party.name);
            let reason = ReviewReason::info("new_party", message).on("vendor");
            found.push(reason.with("name", Arg::text(&party.name)));
        }
        Some(_) => {}
    }
    found.extend(context.unusual.iter().map(Unusual::reason));
    found
}

/// An account that is little more than a guess is for a person to choose; so is one nobody knows.
fn account(proposal: Option<&Proposal>, context: &ReviewContext) -> Option<ReviewReason> {
    let subject = proposal?.lines.iter().filter(|l| l.role.is_subject() && l.account.is_some());
    let weakest = subject.map(|l| l.account_confidence).reduce(f32::min)?;
    (weakest < context.account_confidence_min).then(|| {
        let percent = Arg::share(weakest);
        let message = "the account is little more than a guess: choose one, and the next one of this kind is known";
        ReviewReason::warning("account_unclear", message).on("account").with("confidence", percent)
    })
}

fn failed_checks(facts: &Facts) -> Vec<ReviewReason> {
    // what does not add up is judged by the proposal, from the figures themselves
    let own = |name: &str| matches!(name, "sum" | "due_after_issue");
    facts
        .checks
        .iter()
        .filter(|c| !c.holds && !own(&c.name) && !c.name.starts_with(RULES))
        .map(|c| {
            let reason = ReviewReason::warning("check_failed", c.detail.clone()).on(field_of_check(&c.name));
            let args = c.args.iter().map(|(name, arg)| (name.clone(), arg.clone()));
            ReviewReason { args: args.chain([("check".to_owned(), Arg::text(&c.name))]).collect(), ..reason }
        })
        .collect()
}

/// The names of checks against the business rules of EN 16931 begin so.
const RULES: &str = "en16931";

/// An electronic invoice that breaks rules of its standard: the issuer has to mend it, and may have meant other figures.
/// Nobody here can mend it, so it does not block.
fn broken_rules(facts: &Facts) -> Option<ReviewReason> {
    const SHOWN: usize = 3;
    let broken: Vec<_> = facts.checks.iter().filter(|c| !c.holds && c.name.starts_with(RULES)).collect();
    let mut shown: Vec<&str> = broken.iter().take(SHOWN).map(|c| c.detail.as_str()).collect();
    if broken.len() > SHOWN {
        shown.push("and more");
    }
    let message = format!("it breaks rules of EN 16931, tell the issuer: {}", shown.join("; "));
    let of_syntax = broken.iter().all(|c| c.name != RULES);
    let severity = if of_syntax { Severity::Info } else { Severity::Warning };
    (!broken.is_empty()).then(|| ReviewReason::new("einvoice_rule", message, severity))
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
