use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::SystemTx;

use crate::JobError;

/// One sealer at a time in a database.
const LOCK: i64 = 7_220_573;

/// Whether anything waits to be sealed.
pub(crate) async fn waits(tx: &mut SystemTx) -> Result<bool, JobError> {
    let waits = sqlx::query_scalar!(r#"select exists (select from unsealed) as "waits!""#);
    Ok(waits.fetch_one(tx.conn()).await?)
}

/// False when another sealer is at work. Its own statement: the next one must see what the last sealer committed.
pub(crate) async fn try_lock(tx: &mut SystemTx) -> Result<bool, JobError> {
    let locked = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, LOCK);
    Ok(locked.fetch_one(tx.conn()).await?)
}

/// Waits for the sealer at work.
pub(crate) async fn lock(tx: &mut SystemTx) -> Result<(), JobError> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK).execute(tx.conn()).await?;
    Ok(())
}

/// Whether the database lies in another cluster than when this was last asked.
pub(crate) async fn moved_here(tx: &mut SystemTx) -> Result<bool, JobError> {
    Ok(sqlx::query_scalar!(r#"select ctx.moved_here() as "moved!""#).fetch_one(tx.conn()).await?)
}

/// Numbers at most `limit` rows of all organisations: those below the snapshot's xmin, or whatever is seen.
pub(crate) async fn seal(tx: &mut SystemTx, whatever: bool, now: Timestamp, limit: i64) -> Result<u64, JobError> {
    let done = sqlx::query!(
        "with ready as (
             select org_id, stream, row_id from unsealed
              where $1 or xid < pg_snapshot_xmin(pg_current_snapshot())
              order by xid, seq
              limit $3
         ), taken as (
             delete from unsealed u using ready r
              where u.org_id = r.org_id and u.stream = r.stream and u.row_id = r.row_id
          returning u.org_id, u.stream, u.row_id, u.xid, u.seq
         ), head as (
             select t.org_id, t.stream,
                    coalesce((select s.seq from sealed s where s.org_id = t.org_id and s.stream = t.stream
                               order by s.seq desc limit 1), 0) as seq
               from (select distinct org_id, stream from taken) t
         )
         insert into sealed (org_id, stream, seq, row_id, sealed_at)
         select t.org_id, t.stream,
                h.seq + row_number() over (partition by t.org_id, t.stream order by t.xid, t.seq), t.row_id, $2
           from taken t join head h on h.org_id = t.org_id and h.stream = t.stream",
        whatever,
        now.to_sqlx(),
        limit,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
