use books::DocumentId;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, UserId};
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::DocumentError;

/// A value a person changed.
#[derive(Debug, Clone)]
pub(crate) struct Correction {
    pub id: Uuid,
    pub at: Timestamp,
    pub person: Option<UserId>,
    /// The person in words, as the trail names them.
    pub by_name: String,
    pub field: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub confidence: Option<f32>,
    pub reason: Option<String>,
}

/// Stores corrections that were made together. `enters`: they changed what is voted on.
pub(crate) async fn add_corrections(
    tx: &mut TenantTx,
    id: DocumentId,
    all: &[Correction],
    enters: bool,
) -> Result<(), DocumentError> {
    let org = tx.org().0;
    for c in all {
        sqlx::query!(
            "insert into document_correction
                 (org_id, document_id, correction_id, at, person, by_name, field, before, after, confidence, reason,
                  enters)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            org,
            id.0,
            c.id,
            c.at.to_sqlx() as _,
            c.person.map(|p| p.0),
            c.by_name,
            c.field,
            c.before,
            c.after,
            c.confidence,
            c.reason,
            enters
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// How many documents people settled, and how.
pub(crate) struct Settled {
    pub posted: i64,
    pub untouched: i64,
    pub split: i64,
    pub rejected: i64,
}

/// Documents that were settled.
pub(crate) async fn settled(tx: &mut TenantTx, entity: EntityId) -> Result<Settled, DocumentError> {
    let settled = sqlx::query_as!(
        Settled,
        r#"select count(*) filter (where state = 'posted') as "posted!",
                  count(*) filter (where state = 'posted' and not exists (
                      select from document_correction c
                      where c.org_id = d.org_id and c.document_id = d.document_id)) as "untouched!",
                  count(*) filter (where state = 'split') as "split!",
                  count(*) filter (where state = 'rejected') as "rejected!"
           from document d where entity_id = $1 and state in ('posted', 'split', 'rejected')"#,
        entity.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(settled)
}

/// For each field: how many posted documents had it corrected. Edited lines are changed accounts, a corrected tax table
/// is corrected tax, and the way it goes is part of its kind.
pub(crate) async fn correction_totals(
    tx: &mut TenantTx,
    entity: EntityId,
) -> Result<Vec<(String, i64)>, DocumentError> {
    let rows = sqlx::query!(
        r#"select case c.field when 'entry' then 'account' when 'tax_breakdown' then 'tax' when 'direction' then 'kind'
                       else c.field end as "field!",
                  count(distinct c.document_id) as "n!"
           from document_correction c join document d using (org_id, document_id)
           where d.entity_id = $1 and d.state = 'posted' group by 1 order by 1"#,
        entity.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.field, r.n)).collect())
}

/// Which fields of a document were corrected, and by whom.
pub(crate) async fn corrections_of(tx: &mut TenantTx, id: DocumentId) -> Result<Vec<(String, UserId)>, DocumentError> {
    let rows = sqlx::query!(
        r#"select distinct field, person as "person!" from document_correction
           where document_id = $1 and person is not null"#,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.field, UserId(r.person))).collect())
}

/// The people whose corrections changed what is voted on.
pub(crate) async fn authors(tx: &mut TenantTx, id: DocumentId) -> Result<Vec<UserId>, DocumentError> {
    let people = sqlx::query_scalar!(
        r#"select distinct person as "person!" from document_correction
           where document_id = $1 and enters and person is not null order by 1"#,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(people.into_iter().map(UserId).collect())
}

/// Each corrected field with who corrected it last, in words, and when.
pub(crate) async fn corrected_fields(
    tx: &mut TenantTx,
    id: DocumentId,
) -> Result<Vec<(String, String, Timestamp)>, DocumentError> {
    let rows = sqlx::query!(
        r#"select distinct on (field) field, by_name, at from document_correction
           where document_id = $1 order by field, at desc"#,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.field, r.by_name, r.at.to_jiff())).collect())
}
