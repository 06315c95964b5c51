//! Documents on the wire.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use road::{ReviewReason, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::form::FieldView;
use super::proposed::ProposalView;
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
    /// The values in the message by name, so that dates and amounts can be shown in the reader's own form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, ArgView>,
}

/// A value inside a message.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ArgView {
    /// An amount.
    Money {
        /// The amount with its currency.
        value: Money,
    },
    /// A figure without a currency.
    Number {
        /// Plain decimal.
        value: String,
    },
    /// A calendar day.
    Date {
        /// ISO 8601.
        #[schema(value_type = String, format = Date)]
        value: Date,
    },
    /// Per cent.
    Percent {
        /// Plain decimal: `19` is 19 %.
        value: String,
    },
    /// How many.
    Count {
        /// The number.
        value: u32,
    },
    /// Words, names, codes.
    Text {
        /// The text.
        value: String,
    },
}

impl From<&road::Arg> for ArgView {
    fn from(arg: &road::Arg) -> Self {
        match arg {
            road::Arg::Money(amount) => Self::Money { value: (*amount).into() },
            road::Arg::Number(value) => Self::Number { value: value.to_string() },
            road::Arg::Date(value) => Self::Date { value: *value },
            road::Arg::Percent(value) => Self::Percent { value: value.normalize().to_string() },
            road::Arg::Count(value) => Self::Count { value: *value },
            road::Arg::Text(value) => Self::Text { value: value.clone() },
        }
    }
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
    /// Whose yes counts at present, while others must still say theirs.
    pub approved_by: Vec<Uuid>,
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
            approved_by: card.approved_by.iter().map(|person| person.0).collect(),
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
            args: args_of(&reason.args),
        }
    }
}

fn state_view(state: &State, since: Timestamp) -> StateView {
    let (detail, code, related) = match state {
        State::Held { reason: road::HoldReason::Duplicate { of }, .. } => {
            (Some("It looks like a document that is already here.".to_owned()), None, vec![of.0])
        }
        State::Parked { until, note, .. } => {
            let until = until.map_or_else(String::new, |day| format!(" (until {day})"));
            (Some(format!("{note}{until}")), None, Vec::new())
        }
        State::Asked { question, .. } => (Some(question.clone()), None, Vec::new()),
        State::Rejected { reason } => (Some(reason.clone()), None, Vec::new()),
        State::Failed { code, message, .. } => (Some(message.clone()), Some(code.clone()), Vec::new()),
        State::Split { into } => (None, None, into.iter().map(|d| d.0).collect()),
        State::Archived { why } => (Some(why.words().to_owned()), None, Vec::new()),
        _ => (None, None, Vec::new()),
    };
    StateView { name: state.name().to_owned(), since, detail, code, related }
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
    /// Category of UNTDID 5305 (S, AE, K, E …), where known. In a correction a row without one keeps that of its rate; an
    /// empty one takes it away.
    #[serde(default)]
    pub category: Option<String>,
}

/// A check of the facts against each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    /// Stable name.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
    /// What was compared, in words.
    pub detail: String,
    /// The values in the words by name, so that dates and amounts can be shown in the reader's own form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, ArgView>,
}

impl From<&road::facts::Check> for CheckView {
    fn from(check: &road::facts::Check) -> Self {
        Self { name: check.name.clone(), holds: check.holds, detail: check.detail.clone(), args: args_of(&check.args) }
    }
}

fn args_of(args: &road::Args) -> BTreeMap<String, ArgView> {
    args.iter().map(|(name, arg)| (name.clone(), arg.into())).collect()
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

impl From<approvals::Decision> for DecisionView {
    fn from(decision: approvals::Decision) -> Self {
        Self {
            decision: decision.verdict.to_string(),
            by: decision.actor_name,
            at: decision.at,
            reason: decision.reason,
        }
    }
}

/// How far the approval of something has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// Whose yes counts at present, oldest first.
    pub approved: Vec<ApproverView>,
    /// What is missing, by rule; empty when nothing is.
    pub waits_for: Vec<WaitsForView>,
}

/// Somebody who approved.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApproverView {
    /// The person; absent for a named policy.
    pub user_id: Option<Uuid>,
    /// In words.
    pub name: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What a rule still needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitsForView {
    /// The rule.
    pub rule: String,
    /// How many people it asks for.
    pub asked: u8,
    /// How many have said yes.
    pub given: u8,
    /// Roles that may: admin, accountant. With neither roles nor people: whoever may approve.
    pub roles: Vec<String>,
    /// People who may.
    pub user_ids: Vec<Uuid>,
}

impl From<documents::Waiting> for ApprovalView {
    fn from(waiting: documents::Waiting) -> Self {
        let approver = |vote: approvals::Decision| ApproverView {
            user_id: vote.person.map(|person| person.0),
            name: vote.actor_name,
            at: vote.at,
        };
        let missing = |m: approvals::Missing| WaitsForView {
            rule: m.rule,
            asked: m.approvers.count,
            given: m.approvers.count.saturating_sub(m.people),
            roles: m.approvers.roles.iter().map(ToString::to_string).collect(),
            user_ids: m.approvers.persons.iter().map(|person| person.0).collect(),
        };
        Self {
            approved: waiting.approved.into_iter().map(approver).collect(),
            waits_for: waiting.missing.into_iter().map(missing).collect(),
        }
    }
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
    /// Votes, those of ended rounds included.
    pub decisions: Vec<DecisionView>,
    /// Who has approved and who must still; in review only.
    pub approval: Option<ApprovalView>,
    /// What can be done now, by verb.
    pub can: BTreeMap<String, Can>,
}

/// What became of an uploaded file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadResult {
    /// Name as sent.
    pub file_name: String,
    /// The new document.
    pub document_id: Option<Uuid>,
    /// The new document, for those who may see it.
    pub document: Option<DocumentSummary>,
    /// The document with the same bytes that is already here.
    pub duplicate_of: Option<Uuid>,
    /// Why it was refused.
    pub error: Option<Problem>,
}
