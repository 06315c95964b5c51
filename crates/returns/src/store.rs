use books::{AccountId, TaxKind, TaxPart};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::{Action, Allowed, Op, may};
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::TaxReturnError;
use crate::filing::{Filing, FilingId};
use crate::lines::{LinePlace, ReturnLine};

/// Which lines a return is made of: those of a filing, or those of a span with what came late for earlier ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope {
    pub from: Date,
    pub to: Date,
    pub filing: Option<FilingId>,
}

/// Taxed lines that agree in everything that may decide their box. Amounts in minor units of the base currency, with
/// the sign of the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaxSum {
    pub account: AccountId,
    pub country: Option<String>,
    pub code: String,
    pub version: i32,
    pub side: TaxKind,
    pub part: TaxPart,
    pub negative: bool,
    pub minor: i64,
    pub lines: i64,
    pub late: i64,
}

/// The sums of a return.
pub(crate) async fn sums<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    scope: Scope,
) -> Result<Vec<TaxSum>, TaxReturnError> {
    let rows = sqlx::query!(
        r#"select account_id as "account_id!", country, code as "code!", version as "version!", side as "side!",
                  part as "part!", minor < 0 as "negative!", sum(minor)::bigint as "minor!", count(*) as "lines!",
                  count(*) filter (where late) as "late!"
             from tax_lines($1, $2, $3, $4)
            group by 1, 2, 3, 4, 5, 6, 7
            order by 3, 4, 5, 6, 7, 1, 2"#,
        by.entity().0,
        scope.from.to_sqlx(),
        scope.to.to_sqlx(),
        scope.filing.map(|filing| filing.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(TaxSum {
                account: AccountId(r.account_id),
                country: r.country,
                code: r.code,
                version: r.version,
                side: r.side.parse().map_err(|e| broken("side of a tax", e))?,
                part: r.part.parse().map_err(|e| broken("part of a tax", e))?,
                negative: r.negative,
                minor: r.minor,
                lines: r.lines,
                late: r.late,
            })
        })
        .collect()
}

/// A page of the lines that make up some of the sums, or only of the late ones among them, by tax point.
pub(crate) async fn lines(
    tx: &mut TenantTx,
    by: &Allowed<may::ReportsRead>,
    scope: Scope,
    (wanted, only_late): (&[&TaxSum], bool),
    after: Option<LinePlace>,
    limit: i64,
) -> Result<Vec<ReturnLine>, TaxReturnError> {
    let accounts: Vec<Uuid> = wanted.iter().map(|s| s.account.0).collect();
    let countries: Vec<Option<String>> = wanted.iter().map(|s| s.country.clone()).collect();
    let codes: Vec<String> = wanted.iter().map(|s| s.code.clone()).collect();
    let versions: Vec<i32> = wanted.iter().map(|s| s.version).collect();
    let sides: Vec<String> = wanted.iter().map(|s| s.side.to_string()).collect();
    let parts: Vec<String> = wanted.iter().map(|s| s.part.to_string()).collect();
    let negatives: Vec<bool> = wanted.iter().map(|s| s.negative).collect();
    let rows = sqlx::query!(
        r#"select t.entry_id as "entry_id!", t.line_no as "line_no!", t.tax_point as "tax_point!", t.code as "code!",
                  t.part as "part!", t.minor as "minor!", t.late as "late!", e.journal, e.fiscal_year, e.number, e.memo,
                  e.reference, case when e.source_kind = 'document' then e.source_id end as document,
                  a.code as account_code, a.name as account_name
             from tax_lines($1, $2, $3, $4) t
             join unnest($5::uuid[], $6::text[], $7::text[], $8::integer[], $9::text[], $10::text[], $11::boolean[])
                  as w (account_id, country, code, version, side, part, negative)
                  on w.account_id = t.account_id and w.country is not distinct from t.country and w.code = t.code
                     and w.version = t.version and w.side = t.side and w.part = t.part
                     and w.negative = (t.minor < 0)
             join entry e on e.org_id = (select ctx.org()) and e.entry_id = t.entry_id
             join line l on l.org_id = (select ctx.org()) and l.entry_id = t.entry_id and l.line_no = t.line_no
             join account a on a.org_id = (select ctx.org()) and a.entity_id = $1 and a.account_id = l.account_id
            where ($12::date is null or (t.tax_point, t.entry_id, t.line_no) > ($12, $13::uuid, $14::integer))
              and (t.late or not $16)
            order by t.tax_point, t.entry_id, t.line_no
            limit $15"#,
        by.entity().0,
        scope.from.to_sqlx(),
        scope.to.to_sqlx(),
        scope.filing.map(|filing| filing.0),
        &accounts,
        &countries as _,
        &codes,
        &versions,
        &sides,
        &parts,
        &negatives,
        after.map(|place| place.tax_point.to_sqlx()) as _,
        after.map(|place| place.entry),
        after.map(|place| place.line),
        limit,
        only_late,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(ReturnLine {
                place: LinePlace { tax_point: r.tax_point.to_jiff(), entry: r.entry_id, line: r.line_no },
                number: ledger::EntryNumber { journal: r.journal, year: r.fiscal_year, number: r.number },
                memo: r.memo,
                reference: r.reference,
                account_code: r.account_code,
                account_name: r.account_name,
                code: r.code,
                part: r.part.parse().map_err(|e| broken("part of a tax", e))?,
                minor: r.minor,
                late: r.late,
                document: r.document,
            })
        })
        .collect()
}

/// The first day for which a tax arose in the books.
pub(crate) async fn first_day(
    tx: &mut TenantTx,
    by: &Allowed<may::ReportsRead>,
) -> Result<Option<Date>, TaxReturnError> {
    let first = sqlx::query_scalar!(
        "select min(tax_point) from line where org_id = $1 and entity_id = $2 and tax_point is not null",
        tx.org().0,
        by.entity().0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(first.map(|day| day.to_jiff()))
}

/// The filings of a business, the newest period first; with those that were withdrawn, or of one id.
pub(crate) async fn filings<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    only: Option<FilingId>,
) -> Result<Vec<(Filing, Value)>, TaxReturnError> {
    let rows = sqlx::query!(
        "select filing_id, form, first_day, last_day, figures, reference, filed_at, filed_by_name, withdrawn_at,
                withdrawn_by_name, withdrawn_reason
           from tax_filing
          where org_id = $1 and entity_id = $2 and ($3::uuid is null or filing_id = $3)
          order by last_day desc, filed_at desc",
        tx.org().0,
        by.entity().0,
        only.map(|filing| filing.0),
    )
    .fetch_all(tx.conn())
    .await?;
    let read = rows.into_iter().map(|r| {
        let withdrawn = r.withdrawn_at.map(|at| at.to_jiff()).zip(r.withdrawn_by_name).zip(r.withdrawn_reason);
        let filing = Filing {
            id: FilingId(r.filing_id),
            form: r.form,
            from: r.first_day.to_jiff(),
            to: r.last_day.to_jiff(),
            filed_at: r.filed_at.to_jiff(),
            filed_by: r.filed_by_name,
            reference: r.reference,
            withdrawn: withdrawn.map(|((at, by), reason)| (at, by, reason)),
        };
        (filing, r.figures)
    });
    Ok(read.collect())
}

/// Filings of a business are recorded one after the other.
pub(crate) async fn lock(tx: &mut TenantTx, by: &Allowed<may::PeriodsManage>) -> Result<(), TaxReturnError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('tax.filing ' || $1::text, 0))",
        by.entity().0.to_string()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the lines of a span into a filing; the filing itself is written before the transaction ends.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    by: &Allowed<may::PeriodsManage>,
    scope: Scope,
    into: FilingId,
) -> Result<(), TaxReturnError> {
    sqlx::query!(
        "insert into tax_filing_line (org_id, entity_id, entry_id, line_no, filing_id)
         select $1, $2, t.entry_id, t.line_no, $5 from tax_lines($2, $3, $4, null) t",
        tx.org().0,
        by.entity().0,
        scope.from.to_sqlx(),
        scope.to.to_sqlx(),
        into.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a filing.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PeriodsManage>,
    filing: &Filing,
    figures: &Value,
) -> Result<(), TaxReturnError> {
    sqlx::query!(
        "insert into tax_filing (org_id, entity_id, filing_id, form, first_day, last_day, figures, reference, filed_at,
                                 filed_by, filed_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tx.org().0,
        by.entity().0,
        filing.id.0,
        filing.form,
        filing.from.to_sqlx(),
        filing.to.to_sqlx(),
        figures,
        filing.reference,
        filing.filed_at.to_sqlx(),
        op.actor.person().map(|person| person.0),
        filing.filed_by,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Says that a filing does not count any more; false when that was said before.
pub(crate) async fn withdraw(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PeriodsManage>,
    filing: FilingId,
    at: Timestamp,
    reason: &str,
) -> Result<bool, TaxReturnError> {
    let done = sqlx::query!(
        "update tax_filing set withdrawn_at = $4, withdrawn_by_name = $5, withdrawn_reason = $6
          where org_id = $1 and entity_id = $2 and filing_id = $3 and withdrawn_at is null",
        tx.org().0,
        by.entity().0,
        filing.0,
        at.to_sqlx(),
        op.actor.name(),
        reason,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

fn broken(what: &'static str, detail: impl ToString) -> TaxReturnError {
    TaxReturnError::Inconsistent { what, detail: detail.to_string() }
}
