use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, UserId};
use pg::TenantTx;
use uuid::Uuid;

use super::documents::{DocumentRow, Raw};
use crate::DocumentError;

/// Which documents a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListFilter {
    /// Names of states; empty for all.
    pub states: Vec<String>,
    /// Text in file name, vendor or number.
    pub text: Option<String>,
    /// Or a total of one of these, in minor units.
    pub totals: Vec<i64>,
    /// `true`: only those that wait for `me`; `false`: those that wait for others.
    pub waits_for_me: Option<bool>,
    /// The present person.
    pub me: Option<UserId>,
    /// Continue after this document.
    pub after: Option<(Timestamp, Uuid)>,
    /// How many at most.
    pub limit: i64,
}

/// How many documents are in each state.
pub(crate) type Counts = Vec<(String, i64)>;

/// A page of documents, newest first.
pub(crate) async fn list(
    tx: &mut TenantTx,
    entity: EntityId,
    filter: &ListFilter,
) -> Result<Vec<DocumentRow>, DocumentError> {
    let pattern = filter.text.as_deref().map(contains_pattern);
    let rows = sqlx::query_as!(
        Raw,
        "select * from document
         where entity_id = $1
           and (cardinality($2::text[]) = 0 or state = any($2))
           and ($3::text is null or file_name ilike $3 or vendor ilike $3 or number ilike $3
                or abs(total_minor) = any($7::bigint[]))
           and ($8::boolean is null
                or (state = 'in_review' and $8 <> coalesce($9::uuid = any (approved_by), false))
                or (state = 'asked' and $8 = coalesce(state_facts ->> 'of' = $9::text, true)))
           and ($4::timestamptz is null or (arrived_at, document_id) < ($4, $5))
         order by arrived_at desc, document_id desc limit $6",
        entity.0,
        &filter.states,
        pattern,
        filter.after.map(|a| a.0.to_sqlx()) as _,
        filter.after.map(|a| a.1),
        filter.limit,
        &filter.totals,
        filter.waits_for_me,
        filter.me.map(|me| me.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Raw::into_row).collect()
}

/// The number of documents in each state.
pub(crate) async fn counts(tx: &mut TenantTx, entity: EntityId) -> Result<Counts, DocumentError> {
    let rows = sqlx::query!(
        r#"select state, count(*) as "n!" from document where entity_id = $1 group by state order by state"#,
        entity.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.state, r.n)).collect())
}

/// A LIKE pattern that finds `text` literally, anywhere.
fn contains_pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// What documents are called: issuer and number where they are known, else the name of the file.
pub(crate) async fn names(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, DocumentError> {
    let rows = sqlx::query!(
        r#"select document_id, case when vendor is null then file_name else concat_ws(' ', vendor, number) end as "name!"
             from document where org_id = $1 and document_id = any($2)"#,
        tx.org().0,
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.document_id, r.name)).collect())
}
