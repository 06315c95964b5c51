//! Documents as they are looked at: a card for lists, the whole for the review screen.

use approvals::{Decision, Refusal};
use books::{DocumentId, EntryId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::{EntityId, Op, Permission, UserId};
use pg::TenantTx;
use road::classification::Classification;
use road::duplicates::Verdict;
use road::facts::Facts;
use road::page::Route;
use road::proposal::Edits;
use road::{Proposal, ReviewReason, State};

use crate::read::PageSize;
use crate::results::Results;
use crate::review::{self, Waiting};
use crate::store::{self, Counts, DocumentRow, ListFilter};
use crate::{DocumentError, Documents};

/// A document in a list.
#[derive(Debug, Clone)]
pub struct Card {
    /// The document.
    pub id: DocumentId,
    /// Whose books.
    pub entity: EntityId,
    /// Its cleaned name.
    pub file_name: String,
    /// Type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
    /// Its fingerprint (SHA-256).
    pub sha256: String,
    /// The file or mail it is a part of.
    pub part_of: Option<DocumentId>,
    /// Through which door it came.
    pub origin: String,
    /// When.
    pub arrived_at: Timestamp,
    /// Where it is now.
    pub state: State,
    /// Since when.
    pub state_since: Timestamp,
    /// Grows with every change.
    pub version: i32,
    /// How its text was come by.
    pub route: Option<Route>,
    /// Kind of document.
    pub kind: Option<String>,
    /// Issuer.
    pub vendor: Option<String>,
    /// Number.
    pub number: Option<String>,
    /// Issue date.
    pub dated: Option<Date>,
    /// Total.
    pub total: Option<Amount>,
    /// The least sure of the fields the entry rests on, 0 to 1.
    pub confidence: Option<f32>,
    /// What a person must look at.
    pub reasons: Vec<ReviewReason>,
    /// Number of pages.
    pub page_count: i32,
    /// The counterparty.
    pub party: Option<PartyId>,
    /// The entry, when posted.
    pub entry: Option<EntryId>,
    /// Whose yes counts at present, while others must still say theirs.
    pub approved_by: Vec<UserId>,
}

impl From<DocumentRow> for Card {
    fn from(row: DocumentRow) -> Self {
        let shown = row.summary;
        let currency = shown.currency.as_deref().and_then(|c| Currency::from_code(c).ok());
        Self {
            id: row.id,
            entity: row.entity,
            file_name: row.file_name,
            media_type: row.media_type,
            size_bytes: row.size_bytes,
            sha256: row.blob,
            part_of: row.part_of,
            origin: row.origin,
            arrived_at: row.arrived_at,
            state: row.state,
            state_since: row.state_since,
            version: row.version,
            route: shown.route,
            kind: shown.kind,
            vendor: shown.vendor,
            number: shown.number,
            dated: shown.dated,
            total: shown.total_minor.zip(currency).map(|(minor, c)| Amount::new(minor, c)),
            confidence: shown.confidence,
            reasons: shown.reasons,
            page_count: shown.page_count,
            party: shown.party,
            entry: shown.entry,
            approved_by: row.approved_by,
        }
    }
}

/// A document with everything known about it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What lists show.
    pub card: Card,
    /// Its pages without their words.
    pub pages: Vec<PageSize>,
    /// What the reader remarked.
    pub notes: Vec<String>,
    /// The newest facts.
    pub facts: Option<Facts>,
    /// The newest classification.
    pub classification: Option<Classification>,
    /// The newest proposal.
    pub proposal: Option<Proposal>,
    /// What a person has changed in the proposal itself.
    pub edits: Edits,
    /// Documents that look like this one, with their cards.
    pub duplicates: Vec<(Verdict, Card)>,
    /// Fields a person has corrected: name, by whom, when.
    pub corrected: Vec<(String, String, Timestamp)>,
    /// Votes on it, those of ended rounds included.
    pub decisions: Vec<Decision>,
    /// Whose yes counts at present and who must still say theirs; in review only.
    pub waiting: Option<Waiting>,
    /// Whether the present actor's yes would count.
    pub you_may: Result<(), Refusal>,
}

/// For whom a document waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// It is in review and the present actor has not approved it, or he (or anybody) was asked.
    ForMe,
    /// He has approved it and others must still, or somebody else was asked.
    ForOthers,
}

/// Which documents a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Names of states; empty for all.
    pub states: Vec<String>,
    /// Text in file name, issuer or number, or the total in whatever form it is written.
    pub text: Option<String>,
    /// Only those that wait for the present actor, or for others.
    pub waits: Option<Waits>,
    /// Continue after this arrival and document.
    pub after: Option<(Timestamp, DocumentId)>,
    /// How many at most.
    pub limit: u32,
}

impl Documents {
    /// A page of documents, newest first.
    pub async fn list(&self, op: &Op, entity: EntityId, filter: &Filter) -> Result<Vec<Card>, DocumentError> {
        op.require(Permission::DocumentsRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        let filter = ListFilter {
            states: filter.states.clone(),
            totals: self.totals(&mut tx, entity, filter.text.as_deref()).await?,
            text: filter.text.clone(),
            waits_for_me: filter.waits.map(|waits| waits == Waits::ForMe),
            me: op.actor.person(),
            after: filter.after.map(|(at, id)| (at, id.0)),
            limit: i64::from(filter.limit),
        };
        let rows = store::list(&mut tx, entity, &filter).await?;
        Ok(rows.into_iter().map(Card::from).collect())
    }

    /// What documents are called, in the transaction of a caller who has authorised the actor.
    pub async fn names_in(
        &self,
        tx: &mut TenantTx,
        ids: &[uuid::Uuid],
    ) -> Result<Vec<(uuid::Uuid, String)>, DocumentError> {
        store::names(tx, ids).await
    }

    /// The totals that a text can mean, in minor units of the base currency.
    async fn totals(&self, tx: &mut TenantTx, entity: EntityId, text: Option<&str>) -> Result<Vec<i64>, DocumentError> {
        let text = text.unwrap_or_default();
        if money::readings(text).is_empty() {
            return Ok(Vec::new());
        }
        let base = ledger::entity_in(tx, entity).await?.base_currency;
        Ok(money::minor_readings(text, base))
    }

    /// How many documents of a business are in each state.
    pub async fn counts(&self, op: &Op, entity: EntityId) -> Result<Counts, DocumentError> {
        op.require(Permission::DocumentsRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        store::counts(&mut tx, entity).await
    }

    /// Everything about a document.
    pub async fn get(&self, op: &Op, id: DocumentId) -> Result<Document, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::DocumentsRead, row.entity)?;
        let results = Results::load(&mut tx, id).await?;
        self.whole(&mut tx, op, row, results).await
    }

    /// Whether the document belongs to the business; what does not is not found.
    ///
    /// # Errors
    /// [`DocumentError::NotFound`], also for a document of another business.
    pub async fn locate(&self, op: &Op, entity: EntityId, id: DocumentId) -> Result<(), DocumentError> {
        op.require(Permission::DocumentsRead, entity)?;
        let mut tx = self.db.begin(op).await?;
        match store::entity_of(&mut tx, id).await? {
            Some(found) if found == entity => Ok(()),
            _ => Err(DocumentError::NotFound),
        }
    }

    /// The document as `row` and `results` say it is.
    pub(crate) async fn whole(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        row: DocumentRow,
        results: Results,
    ) -> Result<Document, DocumentError> {
        op.require(Permission::DocumentsRead, row.entity)?;
        let id = row.id;
        let review = review::look(tx, op, &row, &results).await?;
        let Results { read, facts, classification, output } = results;
        let mut duplicates = Vec::new();
        for verdict in output.iter().flat_map(|o| &o.duplicates) {
            if let Ok(other) = store::get(tx, verdict.of).await {
                duplicates.push((verdict.clone(), Card::from(other)));
            }
        }
        let (pages, notes) = read.map(|r| (r.pages, r.notes)).unwrap_or_default();
        let (proposal, edits) = output.map(|o| (o.proposal, o.edits)).unwrap_or_default();
        Ok(Document {
            you_may: review.as_ref().and_then(|review| review.you_may.clone()).unwrap_or(Ok(())),
            waiting: review.map(Waiting::from),
            pages,
            notes,
            facts,
            classification,
            edits,
            proposal,
            duplicates,
            corrected: store::corrected_fields(tx, id).await?,
            decisions: approvals::decisions_in(tx, "document", id.0).await?,
            card: Card::from(row),
        })
    }
}
