//! Pictures of pages for the reviewer's screen: rendered once by the worker process, then kept.

use books::DocumentId;
use bytes::Bytes;
use op::{Op, Permission};
use road::page::Word;

use crate::{DocumentError, Documents, store};

/// Widths offered, in pixels; a wish is rounded up to the next, so that few pictures are kept.
const WIDTHS: [u32; 4] = [240, 800, 1240, 1860];

/// A picture of one page.
#[derive(Debug, Clone)]
pub struct Picture {
    /// `image/webp`, `image/png` or `image/jpeg`.
    pub media_type: String,
    /// The file.
    pub bytes: Bytes,
}

/// The original file of a document.
#[derive(Debug, Clone)]
pub struct Original {
    /// The cleaned name it came with.
    pub file_name: String,
    /// By content.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Documents {
    /// The picture of a page, at least `width` pixels wide where a size of ours allows.
    pub async fn page_image(&self, op: &Op, id: DocumentId, page: u32, width: u32) -> Result<Picture, DocumentError> {
        let width = WIDTHS.into_iter().find(|w| *w >= width).unwrap_or(WIDTHS[WIDTHS.len() - 1]);
        let (page_key, width_key) = (i32::try_from(page).unwrap_or(i32::MAX), width.cast_signed());
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::DocumentsRead, row.entity)?;
        store::require_content(&mut tx, row.entity, &row.blob).await?;
        if let Some((blob, media_type)) = store::image(&mut tx, id, page_key, width_key).await? {
            tx.rollback().await?;
            return Ok(Picture { media_type, bytes: self.blobs.get(&blob.parse()?).await? });
        }
        if row.summary.page_count < page_key || page == 0 {
            return Err(DocumentError::NoSuchPage(page));
        }
        let read = Self::reading(&mut tx, id).await?;
        tx.rollback().await?;
        let original = self.blobs.get(&row.blob.parse()?).await?;
        let of_file = page_of_file(&row.part_pages, page);
        let turn = read.turns.get(of_file.saturating_sub(1) as usize).copied().unwrap_or(0);
        let image = self.reader.for_organisation(op.org.0).render(original, of_file, width, turn).await?;
        let bytes = Bytes::from(image.bytes);
        let blob = self.keep(self.db.begin(op).await?, op, (row.entity, Some(&row.blob)), bytes.clone()).await?;
        let noted = async {
            let mut tx = self.db.begin(op).await?;
            store::require_content(&mut tx, row.entity, &row.blob).await?;
            store::add_image(&mut tx, id, page_key, width_key, &image.media_type, &blob).await?;
            Ok(tx.commit().await?)
        };
        self.unless_deleted(&blob, noted.await).await?;
        Ok(Picture { media_type: image.media_type, bytes })
    }

    /// The words of a page with their places.
    pub async fn page_words(&self, op: &Op, id: DocumentId, page: u32) -> Result<Vec<Word>, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::DocumentsRead, row.entity)?;
        store::require_content(&mut tx, row.entity, &row.blob).await?;
        let (_, pages) = self.pages(&mut tx, id).await?;
        let found = pages.into_iter().find(|p| p.number == page).ok_or(DocumentError::NoSuchPage(page))?;
        Ok(found.words)
    }

    /// The file as it arrived.
    pub async fn original(&self, op: &Op, id: DocumentId) -> Result<Original, DocumentError> {
        let mut tx = self.db.begin(op).await?;
        let row = store::get(&mut tx, id).await?;
        op.require(Permission::DocumentsRead, row.entity)?;
        store::require_content(&mut tx, row.entity, &row.blob).await?;
        tx.rollback().await?;
        let bytes = self.blobs.get(&row.blob.parse()?).await?;
        Ok(Original { file_name: row.file_name, media_type: row.media_type, bytes })
    }
}

/// The page of the file behind a page of a part.
fn page_of_file(part: &[i32], page: u32) -> u32 {
    let index = page.saturating_sub(1) as usize;
    part.get(index).and_then(|n| u32::try_from(*n).ok()).unwrap_or(page)
}
