use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::{SystemTx, TenantTx};
use uuid::Uuid;

use crate::{Answer, RepeatError};

/// The caller and his key.
type Name<'a> = (Uuid, &'a str);

/// A request as found.
pub(crate) struct Earlier {
    pub digest: Vec<u8>,
    pub answer: Option<Answer>,
}

/// True when the key was free, or its request has not been answered since `dead` was still to come.
pub(crate) async fn take(
    tx: &mut TenantTx,
    (caller, key): Name<'_>,
    digest: &[u8],
    now: Timestamp,
    dead: Timestamp,
) -> Result<bool, RepeatError> {
    let done = sqlx::query!(
        "insert into keyed_request (org_id, caller_id, key, digest, asked_at)
         values ((select ctx.org()), $1, $2, $3, $4)
         on conflict (org_id, caller_id, key) do update set asked_at = excluded.asked_at
         where keyed_request.status is null and keyed_request.asked_at < $5
           and keyed_request.digest = excluded.digest",
        caller,
        key,
        digest,
        now.to_sqlx(),
        dead.to_sqlx()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn find(tx: &mut TenantTx, (caller, key): Name<'_>) -> Result<Option<Earlier>, RepeatError> {
    let row = sqlx::query!(
        "select digest, status, media_type, body from keyed_request where caller_id = $1 and key = $2",
        caller,
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let answer = match (row.status, row.body) {
        (Some(status), Some(body)) => {
            let status = u16::try_from(status).map_err(|_| broken("status", status))?;
            Some(Answer { status, media_type: row.media_type, body })
        }
        _ => None,
    };
    Ok(Some(Earlier { digest: row.digest, answer }))
}

pub(crate) async fn answer(tx: &mut TenantTx, (caller, key): Name<'_>, answer: &Answer) -> Result<(), RepeatError> {
    sqlx::query!(
        "update keyed_request set status = $3, media_type = $4, body = $5 where caller_id = $1 and key = $2",
        caller,
        key,
        i16::try_from(answer.status).map_err(|_| broken("status", answer.status))?,
        answer.media_type,
        answer.body
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn forget(tx: &mut TenantTx, (caller, key): Name<'_>) -> Result<(), RepeatError> {
    sqlx::query!("delete from keyed_request where caller_id = $1 and key = $2", caller, key).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn sweep(tx: &mut SystemTx, before: Timestamp) -> Result<u64, RepeatError> {
    let done =
        sqlx::query!("delete from keyed_request where asked_at < $1", before.to_sqlx()).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}

fn broken(what: &'static str, detail: impl ToString) -> RepeatError {
    RepeatError::Inconsistent { what, detail: detail.to_string() }
}
