//! Arrive: bytes, a name and an origin become a document, or are recognised as one that is already here.

use audit::Change;
use books::DocumentId;
use bytes::Bytes;
use jobs::NewJob;
use op::{EntityId, Op, Permission};
use pg::TenantTx;
use reading::Kind;
use road::{Stage, State};
use serde_json::json;

use crate::file_name::clean_file_name;
use crate::store::{self, NewDocument, NewStage};
use crate::{DocumentError, Documents, advance, agents};

/// A file at the door.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Its name as the sender gave it.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// What became of a file at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// A new document; reading is enqueued.
    Taken(DocumentId),
    /// The same bytes came before.
    SameAs(DocumentId),
}

/// Bytes that passed the door and lie in the blob store.
pub(crate) struct Accepted {
    pub file_name: String,
    pub kind: Kind,
    pub size_bytes: i64,
    pub blob: String,
}

impl Documents {
    /// Takes a file in. The bytes are safe before the document exists; a crash between leaves a blob without a document,
    /// never a document without bytes. A file that was deleted in this business is refused.
    pub async fn arrive(&self, op: &Op, entity: EntityId, file: Arrival) -> Result<Arrived, DocumentError> {
        op.require(Permission::DocumentsAdd, entity)?;
        let accepted = self.accept(self.db.begin(op).await?, op, entity, file).await?;
        let taken = async {
            let mut tx = self.db.begin(op).await?;
            let arrived = take_in(&mut tx, op, entity, &accepted, None).await?;
            tx.commit().await?;
            Ok(arrived)
        };
        self.unless_deleted(&accepted.blob, taken.await).await
    }

    /// Checks size and type by content and stores the bytes; `tx` is a fresh transaction for that.
    pub(crate) async fn accept(
        &self,
        tx: TenantTx,
        op: &Op,
        entity: EntityId,
        file: Arrival,
    ) -> Result<Accepted, DocumentError> {
        let file_name = clean_file_name(&file.file_name);
        let refuse = |error: reading::ReadError| DocumentError::Unacceptable {
            code: error.code(),
            file: file_name.clone(),
            reason: error.to_string(),
        };
        self.limits.check_bytes(&file.bytes).map_err(refuse)?;
        let kind = reading::sniff(&file.bytes).map_err(refuse)?;
        let size_bytes = i64::try_from(file.bytes.len()).expect("the size limit is far below 2^63");
        let blob = self.keep(tx, op, (entity, None), file.bytes).await?;
        Ok(Accepted { file_name, kind, size_bytes, blob })
    }
}

/// Writes the document of accepted bytes with its first stage row, audit, news and the job that reads it.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    accepted: &Accepted,
    part_of: Option<DocumentId>,
) -> Result<Arrived, DocumentError> {
    let id = DocumentId(op.new_id());
    let state = State::Arrived;
    let new = NewDocument {
        id,
        entity,
        file_name: &accepted.file_name,
        media_type: accepted.kind.media_type(),
        size_bytes: accepted.size_bytes,
        blob: &accepted.blob,
        part_of,
        part_pages: &[],
        origin: op.origin.to_string(),
        arrived_at: op.now(),
        arrived_by: json!(op.actor),
        state: &state,
    };
    if !store::insert(tx, &new).await? {
        store::require_content(tx, entity, &accepted.blob).await?;
        let known = store::find_same_bytes(tx, entity, &accepted.blob).await?.ok_or(DocumentError::NotFound)?;
        let change = Change::of("document.came_again", "document", known.0).in_entity(entity);
        audit::record(tx, op, change.after(json!({ "file_name": accepted.file_name }))).await?;
        return Ok(Arrived::SameAs(known));
    }
    store::add_stage(tx, id, &arrival_stage(op, accepted)).await?;
    let change = Change::of("document.arrived", "document", id.0).in_entity(entity);
    let facts = json!({ "file_name": accepted.file_name, "sha256": accepted.blob, "bytes": accepted.size_bytes });
    audit::record(tx, op, change.after(facts)).await?;
    let row = store::get(tx, id).await?;
    advance::announce(tx, op, &row, &state).await?;
    let job = NewJob::new(agents::job_kind(Stage::Read), json!({ "document_id": id })).keyed(id.0).in_entity(entity);
    jobs::enqueue(tx, op, job).await?;
    Ok(Arrived::Taken(id))
}

fn arrival_stage(op: &Op, accepted: &Accepted) -> NewStage {
    NewStage {
        stage: "arrive",
        agent: op.actor.name(),
        agent_version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: op.now(),
        finished_at: op.now(),
        attempt: 1,
        summary: format!("{} came in by {} and was kept under its fingerprint.", accepted.file_name, op.origin),
        input: json!({}),
        outcome: Ok(json!({ "sha256": accepted.blob, "bytes": accepted.size_bytes, "kind": accepted.kind })),
    }
}
