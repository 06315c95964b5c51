//! Split: several documents in one file become documents of their own, each with its pages.

use books::DocumentId;
use jobs::NewJob;
use op::{Op, Permission};
use pg::TenantTx;
use road::page::Route;
use road::{Event, Stage, State};
use serde_json::json;

use super::{by_person, lock_for};
use crate::advance::{Move, advance};
use crate::agents::job_kind;
use crate::store::{self, DocumentRow, NewDocument};
use crate::{DocumentError, Documents};

/// Pages of the parts, counted from 1: `[[1, 2], [3]]`.
pub type PageGroups = Vec<Vec<u32>>;

impl Documents {
    /// Divides a document by pages. Every page must go to exactly one part.
    pub async fn split(
        &self,
        op: &Op,
        id: DocumentId,
        version: i32,
        groups: &PageGroups,
    ) -> Result<Vec<DocumentId>, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = lock_for(&mut tx, op, id, version, Permission::DocumentsReview).await?;
        check(groups, row.summary.page_count)?;
        if row.summary.route == Some(Route::Xml) {
            let reason = "an electronic invoice is one document, however many pages its data fill".to_owned();
            return Err(DocumentError::BadCorrection { field: "page_groups".to_owned(), reason });
        }
        let mut parts = Vec::new();
        for (pages, number) in groups.iter().zip(1..) {
            parts.push(add_part(&mut tx, op, &row, pages, number).await?);
        }
        let said = format!("{} divided it into {} documents.", op.actor.name(), parts.len());
        let stage = by_person(op, "review", said, json!({ "into": parts, "pages": groups }));
        advance(&mut tx, op, &row, &Event::SplitInto { parts: parts.clone() }, Move::stage(stage)).await?;
        tx.commit().await?;
        Ok(parts)
    }
}

async fn add_part(
    tx: &mut TenantTx,
    op: &Op,
    row: &DocumentRow,
    pages: &[u32],
    number: u32,
) -> Result<DocumentId, DocumentError> {
    let id = DocumentId(op.new_id());
    let part_pages: Vec<i32> = pages.iter().map(|page| file_page(&row.part_pages, *page)).collect();
    let name = format!("{} (part {number})", row.file_name.chars().take(230).collect::<String>());
    let new = NewDocument {
        id,
        entity: row.entity,
        file_name: &name,
        media_type: &row.media_type,
        size_bytes: row.size_bytes,
        blob: &row.blob,
        part_of: Some(row.id),
        part_pages: &part_pages,
        origin: row.origin.clone(),
        arrived_at: op.now(),
        arrived_by: json!(op.actor),
        state: &State::Arrived,
    };
    if !store::insert(tx, &new).await? {
        return Err(DocumentError::NotNow("these pages are a document of their own already".to_owned()));
    }
    let said = format!("Pages {pages:?} of {}.", row.file_name);
    store::add_stage(tx, id, &by_person(op, "arrive", said, json!({ "part_of": row.id, "pages": part_pages }))).await?;
    let job = NewJob::new(job_kind(Stage::Read), json!({ "document_id": id })).keyed(id.0);
    jobs::enqueue(tx, op, job).await?;
    Ok(id)
}

/// The page of the file behind a page of the document, which may itself be a part.
fn file_page(own: &[i32], page: u32) -> i32 {
    let index = page.saturating_sub(1) as usize;
    own.get(index).copied().unwrap_or_else(|| i32::try_from(page).unwrap_or(i32::MAX))
}

fn check(groups: &PageGroups, page_count: i32) -> Result<(), DocumentError> {
    let bad = |reason: String| DocumentError::BadCorrection { field: "page_groups".to_owned(), reason };
    if groups.len() < 2 || groups.iter().any(Vec::is_empty) {
        return Err(bad("name at least two parts, each with a page".to_owned()));
    }
    let mut pages: Vec<u32> = groups.iter().flatten().copied().collect();
    pages.sort_unstable();
    let all: Vec<u32> = (1..=page_count.unsigned_abs()).collect();
    if pages != all {
        return Err(bad(format!("every page from 1 to {page_count} must go to exactly one part")));
    }
    Ok(())
}
