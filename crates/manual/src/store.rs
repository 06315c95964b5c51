//! The SQL of this slice; nothing else in it speaks SQL.

use approvals::Digest;
use books::EntryId;
use jiff_sqlx::ToSqlx;
use money::{Amount, Currency};
use op::{Allowed, EntityId, Op, UserId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::{Filter, ManualError, PendingEntry, PendingId, PendingState};

/// Puts the row in, or says `false` when its key is there already.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    new: &PendingEntry,
) -> Result<bool, ManualError> {
    let done = sqlx::query!(
        "insert into pending_entry (org_id, entity_id, entry_id, kind, wish, amount, currency, dated, memo, written_at,
             written_by, written_by_name, idempotency_key, digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict on constraint pending_entry_once do nothing",
        tx.org().0,
        by.entity().0,
        new.id.0,
        new.wish.entry.source.kind(),
        road::to_stored(&new.wish),
        new.amount.minor(),
        new.amount.currency().code(),
        new.dated.to_sqlx() as _,
        new.memo,
        new.written_at.to_sqlx() as _,
        new.written_by.0,
        new.written_by_name,
        new.wish.entry.idempotency_key,
        new.digest.as_bytes(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says that it does not wait any more.
pub(crate) async fn settle(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    pending: &PendingEntry,
    state: PendingState,
    reason: Option<&str>,
) -> Result<(), ManualError> {
    sqlx::query!(
        "update pending_entry set state = $3, version = version + 1, settled_at = $4, settled_by_name = $5, reason = $6
         where entity_id = $1 and entry_id = $2",
        by.entity().0,
        pending.id.0,
        state.to_string(),
        op.now().to_sqlx() as _,
        op.actor.name(),
        reason,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One of a business.
pub(crate) async fn get(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    id: PendingId,
) -> Result<Option<PendingEntry>, ManualError> {
    let row =
        sqlx::query_as!(Row, "select * from pending_entry where entity_id = $1 and entry_id = $2", by.entity().0, id.0)
            .fetch_optional(tx.conn())
            .await?;
    row.map(Row::read).transpose()
}

/// One of a business, held: whoever else wants to decide waits until this transaction ends.
pub(crate) async fn lock(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: PendingId,
) -> Result<Option<PendingEntry>, ManualError> {
    let row = sqlx::query_as!(
        Row,
        "select * from pending_entry where entity_id = $1 and entry_id = $2 for update",
        by.entity().0,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Row::read).transpose()
}

/// The one that was written with this key.
pub(crate) async fn by_key(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    key: &str,
) -> Result<Option<PendingEntry>, ManualError> {
    let row = sqlx::query_as!(
        Row,
        "select * from pending_entry where entity_id = $1 and idempotency_key = $2",
        by.entity().0,
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Row::read).transpose()
}

/// A page, newest first.
pub(crate) async fn list(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    filter: &Filter,
) -> Result<Vec<PendingEntry>, ManualError> {
    let rows = sqlx::query_as!(
        Row,
        "select * from pending_entry
         where entity_id = $1 and ($2::text is null or state = $2)
           and ($3::timestamptz is null or (written_at, entry_id) < ($3, $4))
         order by written_at desc, entry_id desc limit $5",
        by.entity().0,
        filter.state.map(|state| state.to_string()),
        filter.after.map(|after| after.0.to_sqlx()) as _,
        filter.after.map(|after| after.1.0),
        i64::from(filter.limit),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Row::read).collect()
}

struct Row {
    #[expect(dead_code, reason = "the transaction knows the organisation")]
    org_id: Uuid,
    entity_id: Uuid,
    entry_id: Uuid,
    #[expect(dead_code, reason = "a copy of the source inside the wish, for queries")]
    kind: String,
    wish: serde_json::Value,
    amount: i64,
    currency: String,
    dated: jiff_sqlx::Date,
    memo: String,
    written_at: jiff_sqlx::Timestamp,
    written_by: Uuid,
    written_by_name: String,
    state: String,
    version: i32,
    settled_at: Option<jiff_sqlx::Timestamp>,
    settled_by_name: Option<String>,
    reason: Option<String>,
    #[expect(dead_code, reason = "part of the wish")]
    idempotency_key: Option<String>,
    digest: Vec<u8>,
}

impl Row {
    fn read(self) -> Result<PendingEntry, ManualError> {
        let corrupt = |why: String| ManualError::Corrupt(why);
        let currency = Currency::from_code(&self.currency).map_err(|e| corrupt(e.to_string()))?;
        let settled_at = self.settled_at.map(|at| at.to_jiff());
        Ok(PendingEntry {
            id: EntryId(self.entry_id),
            entity: EntityId(self.entity_id),
            wish: road::from_stored(self.wish).map_err(|e| corrupt(e.to_string()))?,
            amount: Amount::new(self.amount, currency),
            dated: self.dated.to_jiff(),
            memo: self.memo,
            written_at: self.written_at.to_jiff(),
            written_by: UserId(self.written_by),
            written_by_name: self.written_by_name,
            state: self.state.parse().map_err(|_| corrupt(format!("state {}", self.state)))?,
            version: self.version,
            settled: self.settled_by_name.zip(settled_at),
            reason: self.reason,
            digest: Digest::from_bytes(&self.digest).ok_or_else(|| corrupt("digest".to_owned()))?,
        })
    }
}
