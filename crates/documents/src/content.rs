//! The bytes of documents: kept for those who say first that they keep them, deleted with a tombstone, removed once
//! nobody keeps them.
//!
//! Deleting takes two steps. The tombstone is a row of the transaction that decides, and from its commit on nobody
//! reads the file here; a job then removes the bytes, unless somebody else keeps the same ones.
//!
//! INVARIANT: bytes are put only after a row says that they are kept, and removed only while no row does; both hold the
//! blob's lock when they look. So no document loses bytes to the deletion of another that is the same.
//!
//! INVARIANT: content an entry rests on is not deleted: the database refuses the tombstone.

use std::sync::Arc;

use audit::Change;
use blobs::BlobHash;
use books::DocumentId;
use bytes::Bytes;
use jobs::{BoxFuture, Failure, Handler, Job, NewJob};
use op::{Actor, EntityId, Op, Permission};
use pg::TenantTx;
use road::StateKind;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::advance::announce;
use crate::review::required;
use crate::{DocumentError, Documents, store};

/// The job that removes bytes nobody keeps.
const REMOVE: &str = "content.remove";

/// The longest reason, in characters.
const REASON_MAX: usize = 2000;

#[derive(Serialize, Deserialize)]
struct Removal {
    blob: String,
}

impl Documents {
    /// Keeps bytes that are a file, or were made of the file `original`, for a business. `tx` is a fresh transaction
    /// and is committed before the bytes are put.
    ///
    /// # Errors
    /// [`DocumentError::ContentDeleted`] when the file was deleted here; nothing is kept then.
    pub(crate) async fn keep(
        &self,
        mut tx: TenantTx,
        op: &Op,
        (entity, original): (EntityId, Option<&str>),
        bytes: Bytes,
    ) -> Result<String, DocumentError> {
        let blob = BlobHash::of(&bytes).to_string();
        store::claim(&mut tx, entity, (original.unwrap_or(&blob), &blob), op.now()).await?;
        tx.commit().await?;
        self.blobs.put(bytes).await?;
        Ok(blob)
    }

    /// Deletes the bytes of a document that was put away without an entry: its file, its words and its pictures. The
    /// same file under other documents of the business goes with it. What the trail and the stages say stays; reading
    /// answers who deleted it, when and why, and the file is not taken in again.
    ///
    /// # Errors
    /// [`DocumentError::ContentNeeded`] when an entry rests on it, [`DocumentError::NotNow`] when it is not put away.
    pub async fn delete_content(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        reason: &str,
    ) -> Result<(), DocumentError> {
        if !matches!(op.actor, Actor::User { .. }) {
            return Err(DocumentError::NotNow("only a person deletes what cannot be brought back".to_owned()));
        }
        let reason = required(reason, "reason")?;
        if reason.chars().count() > REASON_MAX {
            let reason = format!("say it in {REASON_MAX} characters at most");
            return Err(DocumentError::BadCorrection { field: "reason".to_owned(), reason });
        }
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::OrganisationManage, row.entity)?;
        let same = store::lock_all_of(&mut tx, row.entity, &row.blob).await?;
        let current = same.iter().find(|document| document.id == id).ok_or(DocumentError::NotFound)?.version;
        if current != version {
            return Err(DocumentError::Stale { seen: version, current });
        }
        store::require_content(&mut tx, row.entity, &row.blob).await?;
        let in_use = |kind| !matches!(kind, StateKind::Rejected | StateKind::Archived | StateKind::Split);
        // The books first: where an entry rests on it, putting it away would not help.
        let buried = store::bury(&mut tx, row.entity, &row.blob, (op.now(), &op.actor, &reason)).await?;
        if let Some(other) = same.iter().find(|document| in_use(document.state.kind())) {
            let why = format!("{} is {}: reject it before its file is deleted", other.file_name, other.state.name());
            return Err(DocumentError::NotNow(why));
        }
        for document in &same {
            let change = Change::of("document.content_deleted", "document", document.id.0).in_entity(row.entity);
            let lost = json!({ "sha256": row.blob, "bytes": row.size_bytes, "blobs": buried });
            audit::record(&mut tx, op, change.before(lost).because(reason.clone())).await?;
            announce(&mut tx, op, document, &document.state).await?;
        }
        for blob in buried {
            let job = NewJob::new(REMOVE, json!(Removal { blob: blob.clone() })).keyed(blob).by_program();
            jobs::enqueue(&mut tx, op, job).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Removes bytes unless somebody keeps them.
    pub(crate) async fn remove_unless_kept(&self, blob: &str) -> Result<(), DocumentError> {
        let mut tx = self.db.begin_system().await?;
        if !store::is_kept(&mut tx, blob).await? {
            self.blobs.remove(&blob.parse()?).await?;
        }
        Ok(tx.commit().await?)
    }

    /// After bytes were put: goes on as `done` says. When the file was deleted meanwhile, they are removed again.
    pub(crate) async fn unless_deleted<T>(
        &self,
        blob: &str,
        done: Result<T, DocumentError>,
    ) -> Result<T, DocumentError> {
        if matches!(done, Err(DocumentError::ContentDeleted(_))) {
            self.remove_unless_kept(blob).await?;
        }
        done
    }

    pub(crate) fn remover(&self) -> Arc<dyn Handler> {
        Arc::new(Remover(self.clone()))
    }
}

struct Remover(Documents);

impl Handler for Remover {
    fn kind(&self) -> &'static str {
        REMOVE
    }

    fn run<'a>(&'a self, _: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Removal { blob } = job.payload_as()?;
            self.0.remove_unless_kept(&blob).await.map_err(Failure::retry)
        })
    }
}
