//! What a decision on a document rests on, and the digest that names it.

use approvals::{Digest, Subject};
use books::{AccountId, Side, TaxFact};
use jiff::civil::Date;
use money::{Amount, Currency, Rate};
use op::{Op, Permission};
use pg::TenantTx;
use road::classification::{Classification, Direction};
use road::facts::{DocumentKind, Facts};
use road::proposal::{Edits, ProposalKind};
use road::{Proposal, Severity, Verb};
use serde::Serialize;
use serde_json::json;

use crate::DocumentError;
use crate::classify::sighting;
use crate::results::Results;
use crate::store::{self, DocumentRow};

/// Everything an approval rests on.
pub(crate) struct Case<'a> {
    pub row: &'a DocumentRow,
    pub facts: &'a Facts,
    pub classification: &'a Classification,
    pub proposal: &'a Proposal,
    pub edits: &'a Edits,
}

impl<'a> Case<'a> {
    /// The present proposal of a document in review that nothing blocks.
    pub fn of(row: &'a DocumentRow, results: &'a Results) -> Result<Self, DocumentError> {
        road::may(&row.state, Verb::Approve).map_err(|refused| match refused {
            road::Refused::Blocked { messages } => DocumentError::Blocked(messages.join("; ")),
            refused => DocumentError::NotNow(refused.to_string()),
        })?;
        let broken = |stage| DocumentError::BrokenStage { stage };
        let facts = results.facts.as_ref().ok_or_else(|| broken("extract"))?;
        let classification = results.classification.as_ref().ok_or_else(|| broken("classify"))?;
        let output = results.output.as_ref().ok_or_else(|| broken("propose"))?;
        let proposal = output.proposal.as_ref();
        let proposal = proposal.ok_or_else(|| DocumentError::Blocked("there is no proposal yet".to_owned()))?;
        Ok(Self { row, facts, classification, proposal, edits: &output.edits })
    }

    /// What the policy is asked about.
    pub async fn subject(&self, tx: &mut TenantTx, op: &Op) -> Result<Subject, DocumentError> {
        let missing = || DocumentError::Blocked("there is no exchange rate for the day of the document".to_owned());
        let amount = base_total(self.proposal).ok_or_else(missing)?;
        let party = self.classification.party.as_ref();
        let sure = [
            self.proposal.confidence,
            self.row.summary.confidence.unwrap_or(0.0),
            self.classification.kind_confidence,
            party.map_or(0.0, |p| p.confidence),
        ];
        let warned = self.row.state.reasons().iter().any(|reason| reason.severity > Severity::Info);
        Ok(Subject {
            document_kind: self.classification.kind.to_string(),
            confidence: sure.into_iter().fold(1.0, f32::min),
            party_known: party.is_some_and(|p| p.id.is_some()),
            accounts: self.proposal.lines.iter().filter_map(|l| l.account.map(|a| a.0)).collect(),
            stands_out: warned || self.names_new_iban(tx, op).await?,
            ..subject_of(
                tx,
                self.row,
                amount,
                content(self.facts, self.classification, Some((self.proposal, self.edits)))?,
            )
            .await?
        })
    }

    /// Whether it asks to be paid to an account that this party was not paid at before.
    async fn names_new_iban(&self, tx: &mut TenantTx, op: &Op) -> Result<bool, DocumentError> {
        let Some(iban) = sighting(self.facts, self.classification.direction).iban else { return Ok(false) };
        let Some(party) = self.classification.party.as_ref().and_then(|p| p.id) else { return Ok(true) };
        let known = parties::party_in(tx, op, self.row.entity, party).await?.data.ibans;
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        Ok(!known.iter().any(|one| plain(one) == plain(&iban)))
    }
}

/// What a rejection is recorded on: whatever there is of the document by now.
pub(super) async fn rejected(tx: &mut TenantTx, row: &DocumentRow) -> Result<Subject, DocumentError> {
    let Results { facts, classification, output, .. } = Results::load(tx, row.id).await?;
    let (proposal, edits) = output.map(|output| (output.proposal, output.edits)).unwrap_or_default();
    let known = proposal.as_ref().and_then(base_total);
    let amount = match known {
        Some(total) => total,
        None => Amount::zero(ledger::entity_in(tx, row.entity).await?.base_currency),
    };
    let digest = match (&facts, &classification) {
        (Some(facts), Some(classification)) => content(facts, classification, proposal.as_ref().map(|p| (p, &edits)))?,
        _ => digest_of(&json!({ "blob": row.blob, "pages": row.part_pages }))?,
    };
    let kind = classification.map(|c| c.kind.to_string()).unwrap_or_default();
    Ok(Subject { document_kind: kind, ..subject_of(tx, row, amount, digest).await? })
}

async fn subject_of(
    tx: &mut TenantTx,
    row: &DocumentRow,
    amount: Amount,
    digest: Digest,
) -> Result<Subject, DocumentError> {
    Ok(Subject {
        kind: "document",
        id: row.id.0,
        entity: row.entity,
        permission: Permission::DocumentsApprove,
        digest,
        document_kind: String::new(),
        amount,
        confidence: 0.0,
        party_known: false,
        accounts: Vec::new(),
        entered_by: store::authors(tx, row.id).await?,
        brought_by: row.brought_by,
        stands_out: true,
    })
}

/// Half of all lines' base amounts: the total in base currency, when the rate is known.
fn base_total(proposal: &Proposal) -> Option<Amount> {
    let debits = proposal.lines.iter().filter(|l| l.side == Side::Debit);
    let minor = debits.map(|l| l.base.map(Amount::minor)).sum::<Option<i64>>()?;
    Some(Amount::new(minor, proposal.base_currency))
}

/// What the approver answers for. Confidences, reasons and places on the page may change without changing it.
#[derive(Serialize)]
struct Content<'a> {
    kind: DocumentKind,
    direction: Direction,
    vendor: Option<&'a str>,
    vendor_tax_id: Option<&'a str>,
    vendor_iban: Option<&'a str>,
    party: Option<(Option<books::PartyId>, &'a str)>,
    booked: Option<Booked<'a>>,
}

#[derive(Serialize)]
struct Booked<'a> {
    kind: ProposalKind,
    date: Option<Date>,
    number: Option<&'a str>,
    text: Option<&'a str>,
    currency: Currency,
    base_currency: Currency,
    rate: Option<Rate>,
    total: Amount,
    lines: Vec<BookedLine<'a>>,
}

#[derive(Serialize)]
struct BookedLine<'a> {
    account: Option<AccountId>,
    side: Side,
    amount: Amount,
    base: Option<Amount>,
    tax: Option<&'a TaxFact>,
    memo: &'a str,
}

/// The digest that names what is voted on. Who changes it becomes an author of the document.
pub(super) fn content(
    facts: &Facts,
    classification: &Classification,
    proposal: Option<(&Proposal, &Edits)>,
) -> Result<Digest, DocumentError> {
    digest_of(&Content {
        kind: classification.kind,
        direction: classification.direction,
        vendor: facts.vendor.as_ref().map(|f| f.value.as_str()),
        vendor_tax_id: facts.vendor_tax_id.as_ref().map(|f| f.value.as_str()),
        vendor_iban: facts.vendor_iban.as_ref().map(|f| f.value.as_str()),
        party: classification.party.as_ref().map(|p| (p.id, p.name.as_str())),
        booked: proposal.map(|(proposal, edits)| booked(proposal, edits)),
    })
}

fn booked<'a>(proposal: &'a Proposal, edits: &'a Edits) -> Booked<'a> {
    Booked {
        kind: proposal.kind,
        date: proposal.date,
        number: proposal.number.as_deref(),
        text: edits.text.as_deref(),
        currency: proposal.currency,
        base_currency: proposal.base_currency,
        rate: proposal.rate,
        total: proposal.total,
        lines: proposal.lines.iter().map(booked_line).collect(),
    }
}

fn booked_line(line: &road::proposal::ProposedLine) -> BookedLine<'_> {
    BookedLine {
        account: line.account,
        side: line.side,
        amount: line.amount,
        base: line.base,
        tax: line.tax.as_ref(),
        memo: &line.memo,
    }
}

fn digest_of(content: &impl Serialize) -> Result<Digest, DocumentError> {
    Digest::of(content).map_err(|_| DocumentError::BrokenStage { stage: "propose" })
}
