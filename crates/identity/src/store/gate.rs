use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{OrgId, UserId};
use pg::SystemTx;
use uuid::Uuid;

use crate::IdentityError;
use crate::rules::{Attempts, Refused};

/// An account at the door.
pub(crate) struct Account {
    pub org: OrgId,
    pub person: UserId,
    pub name: String,
    pub password_hash: String,
    pub active: bool,
}

/// Attempts on one account, and from one network, are counted one after the other.
pub(crate) async fn lock(tx: &mut SystemTx, account: &[u8], network: Option<&str>) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(key) from unnest(array[
               hashtextextended(encode($1::bytea, 'hex'), 10), hashtextextended(coalesce($2::text, ''), 11)]) as key
            order by key"#,
        account,
        network,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The device with this token, if somebody has signed in there as `person` before.
pub(crate) async fn device(
    tx: &mut SystemTx,
    token_hash: &[u8],
    person: Option<UserId>,
) -> Result<Option<Uuid>, IdentityError> {
    let id = sqlx::query_scalar!(
        "select device_id from known_device where token_hash = $1 and person_id = $2",
        token_hash,
        person.map(|p| p.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

/// Refused attempts, as [`Refused`] says what of. Attempts from known devices count for those alone.
pub(crate) async fn refused(
    tx: &mut SystemTx,
    account: &[u8],
    network: Option<&str>,
    device: Option<Uuid>,
    now: Timestamp,
) -> Result<Refused, IdentityError> {
    let row = sqlx::query!(
        r#"select p.refused as "pair_refused!", p.last as pair_last, n.refused as "network_refused!",
                  n.last as network_last, a.refused as "account_refused!", a.last as account_last,
                  d.refused as "device_refused!", d.last as device_last
             from (select count(*) as refused, max(at) as last from sign_in_attempt
                    where account = $1 and network is not distinct from $2 and device_id is null and not passed
                      and at > $4::timestamptz - interval '1 day'
                      and at > coalesce((select max(s.at) from sign_in_attempt s
                                          where s.account = $1 and s.network is not distinct from $2 and s.passed),
                                        '-infinity')) p,
                  (select count(*) as refused, max(at) as last from sign_in_attempt
                    where network = $2 and device_id is null and not passed
                      and at > $4::timestamptz - interval '1 hour') n,
                  (select count(*) as refused, max(at) as last from sign_in_attempt
                    where account = $1 and device_id is null and not passed
                      and at > $4::timestamptz - interval '1 day') a,
                  (select count(*) as refused, max(at) as last from sign_in_attempt
                    where device_id = $3 and not passed and at > $4::timestamptz - interval '1 day'
                      and at > coalesce((select max(s.at) from sign_in_attempt s where s.device_id = $3 and s.passed),
                                        '-infinity')) d"#,
        account,
        network,
        device,
        now.to_sqlx(),
    )
    .fetch_one(tx.conn())
    .await?;
    let attempts =
        |refused, last: Option<jiff_sqlx::Timestamp>| Attempts { refused, last: last.map(|at| at.to_jiff()) };
    Ok(Refused {
        pair: attempts(row.pair_refused, row.pair_last),
        network: attempts(row.network_refused, row.network_last),
        account: attempts(row.account_refused, row.account_last),
        device: attempts(row.device_refused, row.device_last),
    })
}

pub(crate) async fn insert(
    tx: &mut SystemTx,
    id: Uuid,
    account: &[u8],
    network: Option<&str>,
    device: Option<Uuid>,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "insert into sign_in_attempt (attempt_id, account, network, device_id, at) values ($1, $2, $3, $4, $5)",
        id,
        account,
        network,
        device,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn mark_passed(tx: &mut SystemTx, id: Uuid) -> Result<(), IdentityError> {
    sqlx::query!("update sign_in_attempt set passed = true where attempt_id = $1", id).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn account(tx: &mut SystemTx, email: &str) -> Result<Option<Account>, IdentityError> {
    let row = sqlx::query!("select org_id, person_id, name, password_hash, active from person where email = $1", email)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.map(|row| Account {
        org: OrgId(row.org_id),
        person: UserId(row.person_id),
        name: row.name,
        password_hash: row.password_hash,
        active: row.active,
    }))
}
