use books::{DocumentId, EntryId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::{Actor, EntityId, UserId};
use pg::TenantTx;
use road::page::Route;
use road::{ReviewReason, State};
use serde_json::Value;
use uuid::Uuid;

use crate::DocumentError;

/// A document and where it is on its road.
#[derive(Debug, Clone)]
pub(crate) struct DocumentRow {
    pub id: DocumentId,
    pub entity: EntityId,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub blob: String,
    pub part_of: Option<DocumentId>,
    pub part_pages: Vec<i32>,
    pub origin: String,
    pub arrived_at: Timestamp,
    pub state: State,
    pub state_since: Timestamp,
    pub version: i32,
    /// The person who brought it in, through whichever door; none for a watched folder or mailbox.
    pub brought_by: Option<UserId>,
    /// The people whose yes counts at present, while others are still to say theirs.
    pub approved_by: Vec<UserId>,
    pub summary: Summary,
}

/// What lists show of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    pub route: Option<Route>,
    pub kind: Option<String>,
    pub vendor: Option<String>,
    pub number: Option<String>,
    pub dated: Option<Date>,
    pub total_minor: Option<i64>,
    pub currency: Option<String>,
    pub confidence: Option<f32>,
    pub reasons: Vec<ReviewReason>,
    pub page_count: i32,
    pub party: Option<PartyId>,
    pub entry: Option<EntryId>,
}

/// A document that just arrived.
pub(crate) struct NewDocument<'a> {
    pub id: DocumentId,
    pub entity: EntityId,
    pub file_name: &'a str,
    pub media_type: &'a str,
    pub size_bytes: i64,
    pub blob: &'a str,
    pub part_of: Option<DocumentId>,
    pub part_pages: &'a [i32],
    pub origin: String,
    pub arrived_at: Timestamp,
    pub arrived_by: Value,
    pub state: &'a State,
}

/// Puts the row in, or says `false` when the same bytes (and pages) are already there.
pub(crate) async fn insert(tx: &mut TenantTx, new: &NewDocument<'_>) -> Result<bool, DocumentError> {
    let org = tx.org().0;
    let done = sqlx::query!(
        "insert into document (org_id, entity_id, document_id, file_name, media_type, size_bytes, blob, part_of,
             part_pages, origin, arrived_at, arrived_by, state, state_facts, state_since)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $11)
         on conflict on constraint document_same_bytes do nothing",
        org,
        new.entity.0,
        new.id.0,
        new.file_name,
        new.media_type,
        new.size_bytes,
        new.blob,
        new.part_of.map(|d| d.0),
        new.part_pages,
        new.origin,
        new.arrived_at.to_sqlx() as _,
        new.arrived_by,
        new.state.name(),
        road::to_stored(new.state),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The document in this business with exactly these bytes, taken in whole.
pub(crate) async fn find_same_bytes(
    tx: &mut TenantTx,
    entity: EntityId,
    blob: &str,
) -> Result<Option<DocumentId>, DocumentError> {
    let id = sqlx::query_scalar!(
        "select document_id from document where entity_id = $1 and blob = $2 and part_pages = '{}'",
        entity.0,
        blob
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(DocumentId))
}

/// The business of a document.
pub(crate) async fn entity_of(tx: &mut TenantTx, id: DocumentId) -> Result<Option<EntityId>, DocumentError> {
    let entity = sqlx::query_scalar!("select entity_id from document where document_id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(entity.map(EntityId))
}

/// Reads a document.
pub(crate) async fn get(tx: &mut TenantTx, id: DocumentId) -> Result<DocumentRow, DocumentError> {
    let row =
        sqlx::query_as!(Raw, "select * from document where document_id = $1", id.0).fetch_optional(tx.conn()).await?;
    row.ok_or(DocumentError::NotFound)?.into_row()
}

/// Reads a document and holds it: whoever else wants to move it waits until this transaction ends.
pub(crate) async fn lock(tx: &mut TenantTx, id: DocumentId) -> Result<DocumentRow, DocumentError> {
    let row = sqlx::query_as!(Raw, "select * from document where document_id = $1 for update", id.0)
        .fetch_optional(tx.conn())
        .await?;
    row.ok_or(DocumentError::NotFound)?.into_row()
}

/// Waits until no other transaction brings a new counterparty into the books of this business.
pub(crate) async fn one_newcomer_at_a_time(tx: &mut TenantTx, entity: EntityId) -> Result<(), DocumentError> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('new counterparty ' || $1, 0)) as "done!: ()""#,
        entity.0.to_string()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Saves the state a document moved to; the version grows. When a round of votes ended, nobody has approved any more.
pub(crate) async fn save_state(
    tx: &mut TenantTx,
    id: DocumentId,
    state: &State,
    since: Timestamp,
    ends_round: bool,
) -> Result<(), DocumentError> {
    sqlx::query!(
        "update document set state = $2, state_facts = $3, state_since = $4, version = version + 1,
             approved_by = case when $5 then '{}' else approved_by end
         where document_id = $1",
        id.0,
        state.name(),
        road::to_stored(state),
        since.to_sqlx() as _,
        ends_round,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves whose yes counts at present.
pub(crate) async fn save_approved_by(
    tx: &mut TenantTx,
    id: DocumentId,
    people: &[UserId],
) -> Result<(), DocumentError> {
    let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    sqlx::query!("update document set approved_by = $2 where document_id = $1", id.0, &people)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Saves what lists show.
pub(crate) async fn save_summary(tx: &mut TenantTx, id: DocumentId, s: &Summary) -> Result<(), DocumentError> {
    sqlx::query!(
        "update document set route = $2, kind = $3, vendor = $4, number = $5, dated = $6, total_minor = $7,
             currency = $8, confidence = $9, reasons = $10, page_count = $11, party_id = $12, entry_id = $13
         where document_id = $1",
        id.0,
        s.route.map(|r| r.to_string()),
        s.kind,
        s.vendor,
        s.number,
        s.dated.map(|d| d.to_sqlx()) as _,
        s.total_minor,
        s.currency,
        s.confidence,
        json(&s.reasons),
        s.page_count,
        s.party.map(|p| p.0),
        s.entry.map(|e| e.0),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> Value {
    serde_json::to_value(value).expect("our own data types always have a JSON form")
}

pub(super) struct Raw {
    #[expect(dead_code, reason = "the transaction knows the organisation")]
    pub(super) org_id: Uuid,
    pub(super) entity_id: Uuid,
    pub(super) document_id: Uuid,
    pub(super) file_name: String,
    pub(super) media_type: String,
    pub(super) size_bytes: i64,
    pub(super) blob: String,
    pub(super) part_of: Option<Uuid>,
    pub(super) part_pages: Vec<i32>,
    pub(super) origin: String,
    pub(super) arrived_at: jiff_sqlx::Timestamp,
    pub(super) arrived_by: Value,
    #[expect(dead_code, reason = "a copy of the name inside state_facts, for indexes")]
    pub(super) state: String,
    pub(super) state_facts: Value,
    pub(super) state_since: jiff_sqlx::Timestamp,
    pub(super) version: i32,
    pub(super) route: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) vendor: Option<String>,
    pub(super) number: Option<String>,
    pub(super) dated: Option<jiff_sqlx::Date>,
    pub(super) total_minor: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) confidence: Option<f32>,
    pub(super) reasons: Value,
    pub(super) page_count: i32,
    pub(super) party_id: Option<Uuid>,
    pub(super) entry_id: Option<Uuid>,
    #[expect(dead_code, reason = "for looking up, never shown")]
    pub(super) number_key: Option<String>,
    pub(super) approved_by: Vec<Uuid>,
}

impl Raw {
    pub(super) fn into_row(self) -> Result<DocumentRow, DocumentError> {
        let state = road::from_stored(self.state_facts).map_err(|_| DocumentError::BrokenStage { stage: "state" })?;
        let brought_by: Option<Actor> = serde_json::from_value(self.arrived_by).ok();
        Ok(DocumentRow {
            id: DocumentId(self.document_id),
            entity: EntityId(self.entity_id),
            file_name: self.file_name,
            media_type: self.media_type,
            size_bytes: self.size_bytes,
            blob: self.blob,
            part_of: self.part_of.map(DocumentId),
            part_pages: self.part_pages,
            origin: self.origin,
            arrived_at: self.arrived_at.to_jiff(),
            state,
            state_since: self.state_since.to_jiff(),
            version: self.version,
            brought_by: brought_by.and_then(|actor| actor.person()),
            approved_by: self.approved_by.into_iter().map(UserId).collect(),
            summary: Summary {
                route: self.route.and_then(|r| r.parse().ok()),
                kind: self.kind,
                vendor: self.vendor,
                number: self.number,
                dated: self.dated.map(|d| d.to_jiff()),
                total_minor: self.total_minor,
                currency: self.currency,
                confidence: self.confidence,
                reasons: serde_json::from_value(self.reasons).unwrap_or_default(),
                page_count: self.page_count,
                party: self.party_id.map(PartyId),
                entry: self.entry_id.map(EntryId),
            },
        })
    }
}
