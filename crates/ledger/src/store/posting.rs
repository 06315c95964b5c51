use std::collections::HashMap;

use books::Line;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::Op;
use pg::TenantTx;
use uuid::Uuid;

use crate::admit::MayPost;
use crate::rules::{Placed, PlacedLine};
use crate::{LedgerError, NewAttachment, NewEntry, Provenance, Source};

/// An entry that was judged and waits for its number.
pub(crate) struct Ready<'a> {
    pub id: Uuid,
    pub by: MayPost,
    pub op: &'a Op,
    pub new: &'a NewEntry,
    pub placed: Placed,
    pub digest: [u8; 32],
}

/// The columns of the entries, one array each.
#[derive(Default)]
struct EntryColumns {
    id: Vec<Uuid>,
    journal: Vec<String>,
    year: Vec<i32>,
    period: Vec<i16>,
    nth: Vec<i64>,
    date: Vec<jiff_sqlx::Date>,
    currency: Vec<String>,
    memo: Vec<String>,
    reference: Vec<Option<String>>,
    kind: Vec<String>,
    party: Vec<Option<Uuid>>,
    terms: Vec<Option<String>>,
    line_count: Vec<i32>,
    source_kind: Vec<String>,
    source_id: Vec<Option<Uuid>>,
    reverses: Vec<Option<Uuid>>,
    by_kind: Vec<String>,
    by_id: Vec<Option<Uuid>>,
    by_name: Vec<String>,
    request: Vec<Uuid>,
    key: Vec<Option<String>>,
    digest: Vec<Vec<u8>>,
}

/// The columns of the lines.
#[derive(Default)]
struct LineColumns {
    entry: Vec<Uuid>,
    number: Vec<i32>,
    account: Vec<Uuid>,
    amount: Vec<i64>,
    currency: Vec<String>,
    base: Vec<i64>,
    date: Vec<jiff_sqlx::Date>,
    class: Vec<i8>,
    rate: Vec<Option<Uuid>>,
    tax_code: Vec<Option<String>>,
    tax_part: Vec<Option<String>>,
    tax_version: Vec<Option<i32>>,
    tax_treatment: Vec<Option<String>>,
    tax_side: Vec<Option<String>>,
    tax_base: Vec<Option<i64>>,
    tax_point: Vec<Option<jiff_sqlx::Date>>,
    party: Vec<Option<Uuid>>,
    due: Vec<Option<jiff_sqlx::Date>>,
    dimension_set: Vec<Option<Uuid>>,
    memo: Vec<String>,
}

/// Inserts entries of one business with their lines and the decisions they rest on by one statement and returns the
/// number each one got.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    at: Timestamp,
    ready: &[&Ready<'_>],
) -> Result<HashMap<Uuid, i64>, LedgerError> {
    let Some(entity) = ready.first().map(|one| one.by.entity()) else { return Ok(HashMap::new()) };
    let mut e = EntryColumns::default();
    let mut l = LineColumns::default();
    let mut taken: HashMap<(&str, i32), i64> = HashMap::new();
    for one in ready {
        let nth = taken.entry((&one.new.journal, one.placed.period.year)).or_default();
        *nth += 1;
        e.push(one, *nth);
        for (index, (line, placed)) in one.new.entry.lines().iter().zip(&one.placed.lines).enumerate() {
            l.push(one, index, line, placed)?;
        }
    }
    let rows = sqlx::query_file!(
        "src/store/post.sql",
        tx.org().0,
        entity.0,
        at.to_sqlx(),
        &e.id,
        &e.journal,
        &e.year,
        &e.period,
        &e.nth,
        &e.date,
        &e.currency,
        &e.memo,
        &e.reference as _,
        &e.source_kind,
        &e.source_id as _,
        &e.reverses as _,
        &e.by_kind,
        &e.by_id as _,
        &e.by_name,
        &e.request,
        &e.key as _,
        &e.digest,
        &e.kind,
        &e.party as _,
        &e.terms as _,
        &e.line_count,
        &l.entry,
        &l.number,
        &l.account,
        &l.amount,
        &l.currency,
        &l.base,
        &l.date,
        &l.class,
        &l.rate as _,
        &l.tax_code as _,
        &l.tax_part as _,
        &l.tax_version as _,
        &l.tax_treatment as _,
        &l.tax_side as _,
        &l.tax_base as _,
        &l.tax_point as _,
        &l.party as _,
        &l.due as _,
        &l.dimension_set as _,
        &l.memo,
        approvals::rulings_to_record(ready.iter().filter_map(|one| one.new.ruling.as_ref())),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.entry_id, row.number)).collect())
}

impl EntryColumns {
    fn push(&mut self, one: &Ready<'_>, nth: i64) {
        let (new, header) = (one.new, one.new.entry.header());
        self.id.push(one.id);
        self.journal.push(new.journal.clone());
        self.year.push(one.placed.period.year);
        self.period.push(i16::from(one.placed.period.number));
        self.nth.push(nth);
        self.date.push(header.date.to_sqlx());
        self.currency.push(new.currency.code().to_owned());
        self.memo.push(header.text.clone());
        self.reference.push(header.reference.clone().filter(|r| !r.is_empty()));
        self.kind.push(header.kind.to_string());
        self.party.push(header.party.map(|p| p.0));
        self.terms.push(header.terms.clone().filter(|t| !t.is_empty()));
        self.line_count.push(i32::try_from(new.entry.lines().len()).unwrap_or(i32::MAX));
        self.source_kind.push(new.source.kind().to_owned());
        self.source_id.push(new.source.id());
        self.reverses.push(match new.source {
            Source::Reversal(entry) => Some(entry.0),
            _ => None,
        });
        self.by_kind.push(one.op.actor.kind().to_owned());
        self.by_id.push(one.op.actor.id());
        self.by_name.push(one.op.actor.name());
        self.request.push(one.op.request.0);
        self.key.push(new.idempotency_key.clone());
        self.digest.push(one.digest.to_vec());
    }
}

impl LineColumns {
    fn push(&mut self, one: &Ready<'_>, index: usize, line: &Line, placed: &PlacedLine) -> Result<(), LedgerError> {
        let tax = placed.tax.as_ref();
        self.entry.push(one.id);
        self.number.push(line_number(index + 1)?);
        self.account.push(line.account.0);
        self.amount.push(line.amount.minor());
        self.currency.push(line.amount.currency().code().to_owned());
        self.base.push(line.base.minor());
        self.date.push(one.new.entry.header().date.to_sqlx());
        self.class.push(one.placed.class);
        self.rate.push(line.rate.map(|r| r.0));
        self.tax_code.push(tax.map(|t| t.code.clone()));
        self.tax_part.push(tax.map(|t| t.part.to_string()));
        self.tax_version.push(tax.map(|t| t.version));
        self.tax_treatment.push(tax.map(|t| t.treatment.to_string()));
        self.tax_side.push(tax.map(|t| t.side.to_string()));
        self.tax_base.push(tax.and_then(|t| t.base));
        self.tax_point.push(tax.map(|t| t.point.to_sqlx()));
        self.party.push(line.party.map(|p| p.0));
        self.due.push(line.due.map(ToSqlx::to_sqlx));
        self.dimension_set.push(placed.dimension_set);
        self.memo.push(line.memo.clone());
        Ok(())
    }
}

fn line_number(number: usize) -> Result<i32, LedgerError> {
    i32::try_from(number).map_err(|_| LedgerError::UnknownLine(number))
}

/// Inserts where the lines' facts stand: `(entry, its provenance)` pairs.
pub(crate) async fn insert_provenance(tx: &mut TenantTx, cited: &[(Uuid, &Provenance)]) -> Result<(), LedgerError> {
    let entries: Vec<Uuid> = cited.iter().map(|(entry, _)| *entry).collect();
    let lines: Vec<i32> = cited.iter().map(|(_, p)| line_number(p.line)).collect::<Result<_, _>>()?;
    let documents: Vec<Uuid> = cited.iter().map(|(_, p)| p.document.0).collect();
    let pages: Vec<Option<i32>> = cited.iter().map(|(_, p)| p.page.and_then(|n| i32::try_from(n).ok())).collect();
    let edge = |side: usize| -> Vec<Option<f32>> { cited.iter().map(|(_, p)| p.rect.map(|r| r[side])).collect() };
    let (left, top, right, bottom) = (edge(0), edge(1), edge(2), edge(3));
    let fields: Vec<String> = cited.iter().map(|(_, p)| p.field.clone()).collect();
    let confidences: Vec<Option<f32>> = cited.iter().map(|(_, p)| p.confidence).collect();
    let reasons: Vec<Option<String>> = cited.iter().map(|(_, p)| p.reason.clone()).collect();
    sqlx::query!(
        r#"insert into line_provenance (org_id, entry_id, line_no, seq, document_id, page, rect, field, confidence,
                                        reason)
           select $1, t.entry_id, t.line_no, row_number() over (partition by t.entry_id, t.line_no order by t.nth),
                  t.document_id, t.page, case when t.x0 is not null then array[t.x0, t.y0, t.x1, t.y1] end, t.field,
                  t.confidence, t.reason
             from unnest($2::uuid[], $3::integer[], $4::uuid[], $5::integer[], $6::real[], $7::real[], $8::real[],
                         $9::real[], $10::text[], $11::real[], $12::text[]) with ordinality
                  as t (entry_id, line_no, document_id, page, x0, y0, x1, y1, field, confidence, reason, nth)"#,
        tx.org().0,
        &entries,
        &lines,
        &documents,
        &pages as _,
        &left as _,
        &top as _,
        &right as _,
        &bottom as _,
        &fields,
        &confidences as _,
        &reasons as _,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Links files to entries: `(entry, file)` pairs. A file that is linked already stays linked once.
pub(crate) async fn insert_attachments(
    tx: &mut TenantTx,
    _by: &MayPost,
    at: Timestamp,
    name: &str,
    files: &[(Uuid, &NewAttachment)],
) -> Result<(), LedgerError> {
    let entries: Vec<Uuid> = files.iter().map(|(entry, _)| *entry).collect();
    let hashes: Vec<String> = files.iter().map(|(_, f)| f.blob_hash.clone()).collect();
    let documents: Vec<Option<Uuid>> = files.iter().map(|(_, f)| f.document.map(|d| d.0)).collect();
    let names: Vec<String> = files.iter().map(|(_, f)| f.name.clone()).collect();
    let media_types: Vec<String> = files.iter().map(|(_, f)| f.media_type.clone()).collect();
    sqlx::query!(
        r#"insert into entry_attachment (org_id, entry_id, blob_hash, document_id, name, media_type, attached_at,
                                         attached_by)
           select $1, t.entry_id, t.blob_hash, t.document_id, t.name, t.media_type, $2, $3
             from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[])
                  as t (entry_id, blob_hash, document_id, name, media_type)
           on conflict (org_id, entry_id, blob_hash) do nothing"#,
        tx.org().0,
        at.to_sqlx(),
        name,
        &entries,
        &hashes,
        &documents as _,
        &names,
        &media_types,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
