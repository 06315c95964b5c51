use books::{AccountId, Dimensions, DocumentId, EntryId, PartyId, RateId};
use jiff_sqlx::ToSqlx;
use op::{Allowed, EntityId, may};
use pg::TenantTx;
use sqlx::types::Json;
use uuid::Uuid;

use super::{TaxColumns, amount, currency, parse};
use crate::entries::Cursor;
use crate::{
    AccountRef, Attachment, EntryFilter, EntryLine, EntryNumber, EntryRef, EntrySummary, LedgerError, Posted,
    Provenance, Source,
};

pub(crate) async fn entity_of(tx: &mut TenantTx, entry: EntryId) -> Result<Option<EntityId>, LedgerError> {
    let found =
        sqlx::query_scalar!("select entity_id from entry where org_id = $1 and entry_id = $2", tx.org().0, entry.0,)
            .fetch_optional(tx.conn())
            .await?;
    Ok(found.map(EntityId))
}

/// The columns both the list and the page of an entry show.
struct Row {
    entry_id: Uuid,
    entity_id: Uuid,
    journal: String,
    fiscal_year: i32,
    number: i64,
    entry_date: jiff_sqlx::Date,
    recorded_at: jiff_sqlx::Timestamp,
    currency: String,
    kind: String,
    memo: String,
    reference: Option<String>,
    terms: Option<String>,
    source_kind: String,
    source_id: Option<Uuid>,
    posted_by_name: String,
    base_currency: String,
    volume: i64,
    total: i64,
    party_id: Option<Uuid>,
    reversal_id: Option<Uuid>,
    reversal_journal: Option<String>,
    reversal_year: Option<i32>,
    reversal_number: Option<i64>,
    reversed_journal: Option<String>,
    reversed_year: Option<i32>,
    reversed_number: Option<i64>,
}

impl TryFrom<Row> for EntrySummary {
    type Error = LedgerError;

    fn try_from(r: Row) -> Result<Self, LedgerError> {
        let source = Source::from_stored(&r.source_kind, r.source_id)
            .ok_or_else(|| LedgerError::Corrupt(format!("`{}` is not a source of entries", r.source_kind)))?;
        let number_of = |journal: Option<String>, year: Option<i32>, number: Option<i64>| {
            Some(EntryNumber { journal: journal?, year: year?, number: number? })
        };
        let reversal = number_of(r.reversal_journal, r.reversal_year, r.reversal_number);
        let reversed = number_of(r.reversed_journal, r.reversed_year, r.reversed_number);
        let of = match source {
            Source::Reversal(entry) => Some(entry),
            _ => None,
        };
        Ok(Self {
            id: EntryId(r.entry_id),
            entity: EntityId(r.entity_id),
            number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
            date: r.entry_date.to_jiff(),
            recorded_at: r.recorded_at.to_jiff(),
            kind: parse("kind of entry", &r.kind)?,
            text: r.memo,
            reference: r.reference,
            terms: r.terms,
            total: amount(r.total, &r.currency)?,
            volume: amount(r.volume, &r.base_currency)?,
            party: r.party_id.map(PartyId),
            source,
            reverses: of.zip(reversed).map(|(id, number)| EntryRef { id, number }),
            reversed_by: r.reversal_id.zip(reversal).map(|(id, number)| EntryRef { id: EntryId(id), number }),
            posted_by: r.posted_by_name,
        })
    }
}

/// A page of entries, newest date first.
/// What was posted under a key.
pub(crate) async fn with_key(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    key: &str,
) -> Result<Option<Posted>, LedgerError> {
    let row = sqlx::query!(
        "select entry_id, journal, fiscal_year, number, recorded_at from entry
          where org_id = $1 and entity_id = $2 and idempotency_key = $3",
        tx.org().0,
        by.entity().0,
        key,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Posted {
        entry: EntryId(r.entry_id),
        number: EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
        recorded_at: r.recorded_at.to_jiff(),
        repeated: true,
        whole: None,
    }))
}

pub(crate) async fn page(
    tx: &mut TenantTx,
    filter: &EntryFilter,
    amounts: &[i64],
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<EntrySummary>, LedgerError> {
    let pattern = filter.text.as_deref().map(like);
    let rows = sqlx::query_file_as!(
        Row,
        "src/store/entries.sql",
        tx.org().0,
        filter.entity.0,
        filter.from.map(ToSqlx::to_sqlx) as _,
        filter.to.map(ToSqlx::to_sqlx) as _,
        pattern,
        filter.account.map(|a| a.0),
        filter.journal,
        filter.source.map(|d| d.0),
        after.map(|c| c.date.to_sqlx()) as _,
        after.map(|c| c.entry),
        limit,
        filter.only.map(|e| e.0),
        filter.party.map(|p| p.0),
        amounts,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(EntrySummary::try_from).collect()
}

/// How many entries the filter matches.
pub(crate) async fn count(tx: &mut TenantTx, filter: &EntryFilter, amounts: &[i64]) -> Result<i64, LedgerError> {
    let pattern = filter.text.as_deref().map(like);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from entry e
            where e.org_id = $1 and e.entity_id = $2
              and ($3::date is null or e.entry_date >= $3) and ($4::date is null or e.entry_date <= $4)
              and ($5::text is null or e.memo ilike $5 or e.reference ilike $5
                   or e.journal || '-' || e.fiscal_year || '-' || e.number ilike $5
                   or (cardinality($10::bigint[]) > 0
                       and exists (select from line l where l.org_id = $1 and l.entry_id = e.entry_id
                                   having bool_or(abs(l.amount_minor) = any($10) or abs(l.base_minor) = any($10))
                                       or (sum(l.amount_minor) filter (where l.amount_minor > 0))::bigint = any($10))))
              and ($6::uuid is null or exists (select from line l where l.org_id = $1 and l.entry_id = e.entry_id
                                                  and l.account_id = $6))
              and ($7::text is null or e.journal = $7) and ($8::uuid is null or e.source_id = $8)
              and ($9::uuid is null or e.party_id = $9 or exists (
                   select from line l where l.org_id = $1 and l.entry_id = e.entry_id and l.party_id = $9))"#,
        tx.org().0,
        filter.entity.0,
        filter.from.map(ToSqlx::to_sqlx) as _,
        filter.to.map(ToSqlx::to_sqlx) as _,
        pattern,
        filter.account.map(|a| a.0),
        filter.journal,
        filter.source.map(|d| d.0),
        filter.party.map(|p| p.0),
        amounts,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// A substring pattern in which what the person typed stands for itself.
fn like(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] })
        .filter(|c| *c != '\0')
        .collect();
    format!("%{escaped}%")
}

pub(crate) async fn lines(tx: &mut TenantTx, entry: EntryId) -> Result<Vec<EntryLine>, LedgerError> {
    let rows = sqlx::query!(
        r#"select l.line_no, l.account_id, a.code, a.name, l.amount_minor, l.currency, l.base_minor,
                  b.base_currency, l.rate_id, l.tax_code, l.tax_part, l.tax_side, l.tax_version, l.tax_treatment,
                  l.tax_base_minor, l.tax_point, l.party_id, l.due_date, l.memo,
                  (select jsonb_object_agg(d.code, v.code)
                     from dimension_set_value s
                     join dimension d using (org_id, entity_id, dimension_id)
                     join dimension_value v using (org_id, entity_id, dimension_id, value_id)
                    where s.org_id = l.org_id and s.entity_id = l.entity_id and s.set_id = l.dimension_set)
                      as "dimensions: Json<Dimensions>"
             from line l
             join account a on a.org_id = l.org_id and a.entity_id = l.entity_id and a.account_id = l.account_id
             join entity b on b.org_id = l.org_id and b.entity_id = l.entity_id
            where l.org_id = $1 and l.entry_id = $2 order by l.line_no"#,
        tx.org().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let tax = TaxColumns {
                code: r.tax_code,
                part: r.tax_part,
                side: r.tax_side,
                version: r.tax_version,
                treatment: r.tax_treatment,
                base_minor: r.tax_base_minor,
                point: r.tax_point,
            };
            Ok(EntryLine {
                line_no: usize::try_from(r.line_no).unwrap_or(0),
                account: AccountRef { id: AccountId(r.account_id), code: r.code, name: r.name },
                amount: amount(r.amount_minor, &r.currency)?,
                base: amount(r.base_minor, &r.base_currency)?,
                rate: r.rate_id.map(RateId),
                tax: tax.fact(currency(&r.base_currency)?)?,
                party: r.party_id.map(PartyId),
                due: r.due_date.map(|d| d.to_jiff()),
                dimensions: r.dimensions.map(|d| d.0).unwrap_or_default(),
                memo: r.memo,
                provenance: Vec::new(),
            })
        })
        .collect()
}

pub(crate) async fn provenance(tx: &mut TenantTx, entry: EntryId) -> Result<Vec<Provenance>, LedgerError> {
    let rows = sqlx::query!(
        "select line_no, document_id, page, rect, field, confidence, reason from line_provenance
          where org_id = $1 and entry_id = $2 order by line_no, seq",
        tx.org().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| Provenance {
        line: usize::try_from(r.line_no).unwrap_or(0),
        document: DocumentId(r.document_id),
        page: r.page.and_then(|p| u32::try_from(p).ok()),
        rect: r.rect.and_then(|edges| edges.try_into().ok()),
        field: r.field,
        confidence: r.confidence,
        reason: r.reason,
    });
    Ok(found.collect())
}

pub(crate) async fn attachments(tx: &mut TenantTx, entry: EntryId) -> Result<Vec<Attachment>, LedgerError> {
    let rows = sqlx::query!(
        "select blob_hash, document_id, name, media_type, attached_at, attached_by from entry_attachment
          where org_id = $1 and entry_id = $2 order by attached_at, blob_hash",
        tx.org().0,
        entry.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let found = rows.into_iter().map(|r| Attachment {
        blob_hash: r.blob_hash,
        document: r.document_id.map(DocumentId),
        name: r.name,
        media_type: r.media_type,
        attached_at: r.attached_at.to_jiff(),
        attached_by: r.attached_by,
    });
    Ok(found.collect())
}
