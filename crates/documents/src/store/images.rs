use books::DocumentId;
use pg::TenantTx;

use crate::DocumentError;

/// Address and media type of a page picture that was rendered before.
pub(crate) async fn image(
    tx: &mut TenantTx,
    id: DocumentId,
    page: i32,
    width: i32,
) -> Result<Option<(String, String)>, DocumentError> {
    let row = sqlx::query!(
        "select blob, media_type from document_page_image where document_id = $1 and page = $2 and width = $3",
        id.0,
        page,
        width
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.blob, r.media_type)))
}

/// Remembers a rendered page picture.
pub(crate) async fn add_image(
    tx: &mut TenantTx,
    id: DocumentId,
    page: i32,
    width: i32,
    media_type: &str,
    blob: &str,
) -> Result<(), DocumentError> {
    let org = tx.org().0;
    sqlx::query!(
        "insert into document_page_image (org_id, document_id, page, width, media_type, blob)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        org,
        id.0,
        page,
        width,
        media_type,
        blob
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
