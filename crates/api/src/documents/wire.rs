//! Documents on the wire.

use std::collections::BTreeMap;

use documents::fields::{self, FIELDS};
use jiff::Timestamp;
use jiff::civil::Date;
use money::Amount;
use road::facts::Facts;
use road::proposal::ProposedLine;
use road::{Proposal, ReviewReason, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;
use crate::wire::{Money, Spot};

/// Where a document is.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateView {
    /// arrived, read, extracted, classified, in_review, held, parked, asked, posted, rejected, failed, split, archived.
    pub name: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// What is known there, in words: the failure, the question, the reason.
    pub detail: Option<String>,
    /// Stable code of a failure.
    pub code: Option<String>,
    /// The documents it was split into, or looks like.
    pub related: Vec<Uuid>,
}

/// Something a person must look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reason {
    /// Stable name.
    pub code: String,
    /// In words.
    pub message: String,
    /// info, warn, block.
    pub severity: String,
    /// The field it is about.
    pub field: Option<String>,
}

/// A document in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentSummary {
    /// The document.
    pub id: Uuid,
    /// Its name.
    pub file_name: String,
    /// web, api, cli, mail, folder, worker.
    pub origin: String,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub arrived_at: Timestamp,
    /// Where it is.
    pub state: StateView,
    /// xml, hybrid, text_layer, ocr, plain_text.
    pub route: Option<String>,
    /// invoice, credit_note, receipt …
    pub kind: Option<String>,
    /// Issuer.
    pub vendor: Option<String>,
    /// Number.
    pub number: Option<String>,
    /// Issue date.
    #[schema(value_type = Option<String>, format = Date)]
    pub date: Option<Date>,
    /// Total.
    pub total: Option<Money>,
    /// The least sure of the fields the entry rests on, 0 to 1.
    pub confidence: Option<f32>,
    /// What a person must look at, heaviest first.
    pub reasons: Vec<Reason>,
    /// Number of pages.
    pub pages: i32,
    /// Whether page 1 has a picture.
    pub thumbnail: bool,
    /// The entry, when posted.
    pub entry_id: Option<Uuid>,
    /// Name it when you change the document.
    pub version: i32,
}

impl From<documents::Card> for DocumentSummary {
    fn from(card: documents::Card) -> Self {
        Self {
            id: card.id.0,
            file_name: card.file_name,
            origin: card.origin,
            arrived_at: card.arrived_at,
            state: state_view(&card.state, card.state_since),
            route: card.route.map(|r| r.to_string()),
            kind: card.kind,
            vendor: card.vendor,
            number: card.number,
            date: card.dated,
            total: card.total.map(Money::from),
            confidence: card.confidence,
            reasons: card.reasons.iter().map(Reason::from).collect(),
            pages: card.page_count,
            thumbnail: card.page_count > 0 && !matches!(card.media_type.as_str(), "text/plain" | "message/rfc822"),
            entry_id: card.entry.map(|e| e.0),
            version: card.version,
        }
    }
}

impl From<&ReviewReason> for Reason {
    fn from(reason: &ReviewReason) -> Self {
        let severity = match reason.severity {
            road::Severity::Info => "info",
            road::Severity::Warning => "warn",
            road::Severity::Blocking => "block",
        };
        Self {
            code: reason.code.clone(),
            message: reason.message.clone(),
            severity: severity.to_owned(),
            field: reason.field.clone(),
        }
    }
}

fn state_view(state: &State, since: Timestamp) -> StateView {
    let (detail, code, related) = match state {
        State::Held { reason: road::HoldReason::Duplicate { of }, .. } => {
            (Some("It looks like a document that is already here.".to_owned()), None, vec![of.0])
        }
        State::Held { reason: road::HoldReason::Rule { name }, .. } => (Some(name.clone()), None, Vec::new()),
        State::Parked { until, note, .. } => {
            let until = until.map_or_else(String::new, |day| format!(" (until {day})"));
            (Some(format!("{note}{until}")), None, Vec::new())
        }
        State::Asked { question, .. } => (Some(question.clone()), None, Vec::new()),
        State::Rejected { reason } => (Some(reason.clone()), None, Vec::new()),
        State::Failed { code, message, .. } => (Some(message.clone()), Some(code.clone()), Vec::new()),
        State::Split { into } => (None, None, into.iter().map(|d| d.0).collect()),
        State::Archived { why } => (Some(why.to_string()), None, Vec::new()),
        _ => (None, None, Vec::new()),
    };
    StateView { name: state.name().to_owned(), since, detail, code, related }
}

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

/// The form of a document.
pub fn fields_of(facts: Option<&Facts>, reasons: &[ReviewReason], corrected: &[(String, String, Timestamp)]) -> Vec<FieldView> {
    let view = |spec: &fields::FieldSpec| {
        let shown = facts.and_then(|f| fields::shown(f, spec.name));
        let by = corrected.iter().find(|(name, _, _)| name == spec.name);
        let doubted = reasons.iter().any(|r| {
            r.field.as_deref() == Some(spec.name) && r.severity > road::Severity::Info && r.code != "low_confidence"
        });
        let status = match &shown {
            None => "missing",
            Some(_) if by.is_some() => "confirmed",
            Some(_) if doubted => "failed",
            Some(s) if s.confidence >= SURE_MIN => "sure",
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

/// A page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageView {
    /// Counted from 1.
    pub number: u32,
    /// Width; only the ratio to the height matters.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// An item of the document.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// From 0.
    pub index: usize,
    /// What it is.
    pub description: String,
    /// How many.
    pub quantity: Option<String>,
    /// Price of one.
    pub unit_price: Option<String>,
    /// As printed.
    pub amount: String,
    /// In per cent.
    pub tax_rate: Option<String>,
    /// Where it is printed.
    pub spots: Vec<Spot>,
}

/// Tax of one rate, as decimal strings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TaxLineView {
    /// In per cent.
    pub rate: String,
    /// Net amount.
    pub base: String,
    /// Tax.
    pub tax: String,
}

/// A check of the facts against each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    /// Stable name.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
    /// What was compared.
    pub detail: String,
}

/// The counterparty as recognised.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyView {
    /// Absent when new.
    pub id: Option<Uuid>,
    /// Name.
    pub name: String,
    /// Whether it will be added at approval.
    pub is_new: bool,
    /// 0 to 1.
    pub score: f32,
    /// By what it was recognised.
    pub reason: String,
}

/// What the document is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassificationView {
    /// The counterparty.
    pub party: Option<PartyView>,
    /// Kind of document.
    pub kind: String,
    /// purchase or sale.
    pub direction: String,
}

/// An account in few words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountView {
    /// The account.
    pub id: Uuid,
    /// Its number.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A field and where it was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct CiteView {
    /// Name of the field.
    pub field: String,
    /// The places.
    pub spots: Vec<Spot>,
}

/// A line of the proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedLineView {
    /// Position, from 0; corrections name it.
    pub id: usize,
    /// expense, input_tax, payable, …
    pub role: String,
    /// Where it goes; absent when unknown.
    pub account: Option<AccountView>,
    /// Debit in the document's currency.
    pub debit: Option<Money>,
    /// Credit in the document's currency.
    pub credit: Option<Money>,
    /// Debit in the base currency.
    pub base_debit: Option<Money>,
    /// Credit in the base currency.
    pub base_credit: Option<Money>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// Note.
    pub memo: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub cites: Vec<CiteView>,
}

/// Sums of the proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct Totals {
    /// Sum of debits.
    pub debit: Money,
    /// Sum of credits.
    pub credit: Money,
}

/// The proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// bill, receipt, sales_invoice, …
    pub kind: String,
    /// Accounting date.
    #[schema(value_type = Option<String>, format = Date)]
    pub date: Option<Date>,
    /// Due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// Currency of the document.
    pub currency: String,
    /// Base units for one of the document's.
    pub rate: Option<String>,
    /// The lines.
    pub lines: Vec<ProposedLineView>,
    /// Sums.
    pub totals: Totals,
    /// Debits equal credits.
    pub balanced: bool,
    /// What a person must look at.
    pub issues: Vec<Reason>,
    /// How the figures were come by.
    pub reasons: Vec<String>,
    /// The weakest of all lines.
    pub confidence: f32,
}

impl ProposalView {
    /// The view, with accounts named by `accounts`.
    pub fn of(proposal: &Proposal, accounts: &BTreeMap<Uuid, AccountView>) -> Self {
        let side_total = |side: books::Side| {
            let lines = proposal.lines.iter().filter(|l| l.side == side);
            Money::from(Amount::new(lines.map(|l| l.amount.minor()).sum(), proposal.currency))
        };
        Self {
            kind: proposal.kind.to_string(),
            date: proposal.date,
            due_date: proposal.due,
            currency: proposal.currency.code().to_owned(),
            rate: proposal.rate.map(|r| r.to_string()),
            lines: proposal.lines.iter().enumerate().map(|(id, line)| line_view(id, line, accounts)).collect(),
            totals: Totals { debit: side_total(books::Side::Debit), credit: side_total(books::Side::Credit) },
            balanced: proposal.balances(),
            issues: proposal.issues.iter().map(Reason::from).collect(),
            reasons: proposal.reasons.clone(),
            confidence: proposal.confidence,
        }
    }
}

fn line_view(id: usize, line: &ProposedLine, accounts: &BTreeMap<Uuid, AccountView>) -> ProposedLineView {
    let on = |side: books::Side, amount: Option<Amount>| amount.filter(|_| line.side == side).map(Money::from);
    let (debit, credit) = (books::Side::Debit, books::Side::Credit);
    ProposedLineView {
        id,
        role: line.role.to_string(),
        account: line.account.and_then(|a| accounts.get(&a.0).cloned()),
        debit: on(debit, Some(line.amount)),
        credit: on(credit, Some(line.amount)),
        base_debit: on(debit, line.base),
        base_credit: on(credit, line.base),
        tax_code: line.tax.as_ref().map(|t| t.code.clone()),
        memo: line.memo.clone(),
        confidence: line.confidence,
        reason: line.reason.clone(),
        cites: line
            .cites
            .iter()
            .map(|c| CiteView { field: c.field.clone(), spots: c.spots.iter().map(|s| Spot::from(*s)).collect() })
            .collect(),
    }
}

/// A document that looks like this one.
#[derive(Debug, Serialize, ToSchema)]
pub struct DuplicateView {
    /// The other document.
    pub document_id: Uuid,
    /// Its name.
    pub file_name: String,
    /// What is alike.
    pub why: String,
    /// 0 to 100.
    pub score: u8,
    /// Whether it keeps this one from review.
    pub holds: bool,
}

/// The open question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// In words.
    pub text: String,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// The person asked; anybody when absent.
    pub of: Option<Uuid>,
}

/// A vote.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// approve or reject.
    pub decision: String,
    /// By whom, in words.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub reason: Option<String>,
}

/// Whether something can be done now, and if not, why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Can {
    /// Yes or no.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A document with everything known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: DocumentSummary,
    /// Type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// Fingerprint.
    pub sha256: String,
    /// The file or mail it is a part of.
    pub part_of: Option<Uuid>,
    /// Its pages.
    pub page_sizes: Vec<PageView>,
    /// What the reader remarked.
    pub notes: Vec<String>,
    /// The form.
    pub fields: Vec<FieldView>,
    /// The items.
    pub lines: Vec<ItemView>,
    /// Tax by rate.
    pub tax_breakdown: Vec<TaxLineView>,
    /// Cross-checks.
    pub checks: Vec<CheckView>,
    /// What it is.
    pub classification: Option<ClassificationView>,
    /// The proposed entry.
    pub proposal: Option<ProposalView>,
    /// Documents that look like it.
    pub duplicates: Vec<DuplicateView>,
    /// The open question.
    pub question: Option<QuestionView>,
    /// Votes.
    pub decisions: Vec<DecisionView>,
    /// What can be done now, by verb.
    pub can: BTreeMap<String, Can>,
}

/// What became of an uploaded file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadResult {
    /// Name as sent.
    pub file_name: String,
    /// The new document.
    pub document: Option<DocumentSummary>,
    /// The document with the same bytes that is already here.
    pub duplicate_of: Option<Uuid>,
    /// Why it was refused.
    pub error: Option<Problem>,
}

/// One step of the story.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    /// Position.
    pub seq: i64,
    /// arrive, read, extract, classify, propose, review, post.
    pub stage: String,
    /// Which result of this stage.
    pub version: i32,
    /// Who.
    pub agent: AgentView,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub finished_at: Timestamp,
    /// How long it took.
    pub milliseconds: i64,
    /// done or failed.
    pub status: String,
    /// What happened, in a sentence.
    pub summary: String,
    /// The results it started from.
    #[schema(value_type = Object)]
    pub input: Value,
    /// What it found.
    #[schema(value_type = Option<Object>)]
    pub output: Option<Value>,
    /// What was said.
    pub messages: Vec<MessageView>,
    /// Why it failed.
    pub error: Option<StepError>,
    /// Which attempt.
    pub attempt: i16,
}

/// An agent or person at work.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgentView {
    /// Name.
    pub name: String,
    /// Version of the program.
    pub version: String,
}

/// Something said.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Who.
    pub from: String,
    /// To whom.
    pub to: String,
    /// What.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Why a step failed.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepError {
    /// Stable name.
    pub code: String,
    /// In words.
    pub message: String,
}

/// The story of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunView {
    /// Whose story.
    pub document_id: Uuid,
    /// What happened, in order.
    pub steps: Vec<StepView>,
}

impl From<documents::Step> for StepView {
    fn from(step: documents::Step) -> Self {
        Self {
            seq: step.seq,
            stage: step.stage,
            version: step.version,
            agent: AgentView { name: step.agent, version: step.agent_version },
            started_at: step.started_at,
            finished_at: step.finished_at,
            milliseconds: step.finished_at.as_millisecond() - step.started_at.as_millisecond(),
            status: if step.error.is_some() { "failed" } else { "done" }.to_owned(),
            summary: step.summary,
            input: step.input,
            output: step.output,
            messages: step
                .messages
                .into_iter()
                .map(|m| MessageView { from: m.from, to: m.to, text: m.text, at: m.at })
                .collect(),
            error: step.error.map(|(code, message)| StepError { code, message }),
            attempt: step.attempt,
        }
    }
}
